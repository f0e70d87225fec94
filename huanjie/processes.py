"""Child processes: started so that none can be left behind, stopped in order, found again."""

from __future__ import annotations

import fcntl
import os
import pwd
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

TETHER = Path(__file__).with_name("tether.py")
PROJECT = Path(__file__).resolve().parent.parent


class CannotStart(Exception):
    """Something that we need does not start; the text tells a person what to do."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine."""

    name: str
    user: int
    group: int


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and with what around it. The environment is the whole one, not an addition."""

    words: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    account: Account | None = None
    directory: Path = PROJECT
    on_parent_death: signal.Signals = signal.SIGKILL


def start(command: Command) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own, so that Ctrl-C reaches us alone and we stop in order.

    The thread that calls this must live as long as the child: the kernel ends the child with it.
    """
    account = f"{command.account.user}:{command.account.group}" if command.account else "-"
    tether = [sys.executable, "-I", "-S", str(TETHER)]
    facts = [str(os.getpid()), str(int(command.on_parent_death)), account]
    command.log.parent.mkdir(parents=True, exist_ok=True)
    with command.log.open("ab") as log:
        return subprocess.Popen(
            [*tether, *facts, *command.words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=dict(command.environment),
            cwd=command.directory,
            start_new_session=True,
        )


def stop(
    process: subprocess.Popen[bytes], *signals: signal.Signals, patience_seconds: float = 10
) -> None:
    """Send a child one signal after another, each with patience, and signal 9 at last."""
    for number in (*signals, signal.SIGKILL):
        process.send_signal(number)
        if has_ended(process, within_seconds=patience_seconds):
            return


def has_ended(process: subprocess.Popen[bytes], *, within_seconds: float) -> bool:
    """Wait for a child to end; say whether it did."""
    try:
        process.wait(within_seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def is_running(pid: int, *, naming: str) -> bool:
    """Say whether the process runs and has the text on its command line, so is not a stranger."""
    try:
        return naming.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def stop_leftover(
    pid: int, *signals: signal.Signals, naming: str, patience_seconds: float = 10
) -> None:
    """Stop a process that an earlier run has left; it is not our child."""
    for number in (*signals, signal.SIGKILL):
        if not is_running(pid, naming=naming):
            return
        with suppress(ProcessLookupError):
            os.kill(pid, number)
        deadline = time.monotonic() + patience_seconds
        while is_running(pid, naming=naming) and time.monotonic() < deadline:
            time.sleep(0.02)


def free_ports(count: int) -> list[int]:
    """Return loopback ports that nobody listens on, all different."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def hold(directory: Path) -> IO[str]:
    """Hold a directory until the returned file is closed: the kernel lets go when we end."""
    directory.mkdir(parents=True, exist_ok=True)
    lock = (directory / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        owner = lock.read().strip()
        lock.close()
        raise CannotStart(
            f"{directory} is in use by process {owner}: stop that one first (Ctrl-C where it runs)."
        ) from None
    lock.truncate(0)
    lock.write(f"{os.getpid()}\n")
    lock.flush()
    return lock


def write_secret(file: Path, text: str) -> None:
    """Write a file that only we may read: whole, or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    unfinished.write_text(text)
    unfinished.rename(file)


def kept_secret(file: Path) -> str:
    """Return the secret kept in the file, made on first use and readable by us alone."""
    if not file.exists():
        write_secret(file, secrets.token_hex(32))
    return file.read_text()


def unprivileged_account() -> Account | None:
    """Return whom a server that refuses root runs as; nobody else than us when we are not root."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def can_reach(path: Path, account: Account | None) -> bool:
    """Say whether the account may pass through every directory down to the path."""
    return account is None or all(
        _may_pass(each, account) for each in path.absolute().parents if each.exists()
    )


def _may_pass(directory: Path, account: Account) -> bool:
    status = directory.stat()
    if status.st_uid == account.user:
        return bool(status.st_mode & 0o100)
    if status.st_gid == account.group:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
