"""A PostgreSQL of our own: made on first use, started and stopped as a child of this process."""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from huanjie import processes
from huanjie.binaries import OLDEST_MAJOR, Binaries, find_binaries
from huanjie.processes import Account, CannotStart, Command

log = logging.getLogger(__name__)

ADMINISTRATOR = "huanjie_admin"
PLACE_FOR_ROOT = Path("/var/lib/huanjie")
START_SECONDS = 60
READY = "ready   "  # as the server writes it into `postmaster.pid` for its own tools
SERVER_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "jit": "off",  # our statements are short, compiling them costs more than it saves
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server; `with Postgres(directory) as server:` runs it for the length of the block.

    `durable=False` is for tests: nothing is flushed, a crash of the machine may spoil it.
    """

    def __init__(self, directory: Path, *, durable: bool = True) -> None:
        self.durable = durable
        self.account = processes.unprivileged_account()
        self.place = _place_for(directory.absolute(), self.account)
        self.cluster = self.place / "cluster"
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def pid(self) -> int:
        """Return the id of the server's process; 0 when it does not run."""
        return self._process.pid if self._process else 0

    def url(self, database: str = "postgres") -> str:
        """Return the administrator's address of one database."""
        password = (self.place / "password").read_text()
        return f"postgresql+psycopg://{ADMINISTRATOR}:{password}@127.0.0.1:{self.port}/{database}"

    def find(self) -> None:
        """Find the server that another process of ours runs here; refuse when none does."""
        recorded = self.cluster / "postmaster.pid"
        lines = recorded.read_text().splitlines() if recorded.exists() else []
        if lines[7:8] != [READY] or not processes.is_running(
            int(lines[0]), naming=str(self.cluster)
        ):
            raise CannotStart(f"Nothing runs on {self.place}: start it first, with `make run`.")
        self.port = int(lines[3])

    def start(self) -> None:
        """Make the cluster unless it is there, stop what an earlier run has left, start."""
        self._make_place()
        self._lock = processes.hold(self.place)
        try:
            self._stop_leftover()
            binaries = self._choose_binaries()
            if not self.cluster.exists():
                self._make_cluster(binaries)
            self._launch(binaries)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server: connections are ended, what was committed is on the disk."""
        if self._process:
            first = signal.SIGINT if self.durable else signal.SIGQUIT
            processes.stop(self._process, first, signal.SIGQUIT)
            self._process = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def discard(self) -> None:
        """Stop the server and remove all that it stored."""
        self.stop()
        shutil.rmtree(self.place, ignore_errors=True)

    def _make_place(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)
        self.place.chmod(0o711 if self.account else 0o700)

    def _stop_leftover(self) -> None:
        shutil.rmtree(self.place / "unfinished", ignore_errors=True)
        recorded = self.cluster / "postmaster.pid"
        first_line = recorded.read_text().partition("\n")[0] if recorded.exists() else ""
        if not first_line.isdigit():
            return
        pid = int(first_line)
        if processes.is_running(pid, naming=str(self.cluster)):
            log.warning("Stopping PostgreSQL, process %d, that an earlier run has left", pid)
            processes.stop_leftover(pid, signal.SIGINT, signal.SIGQUIT, naming=str(self.cluster))
        recorded.unlink(missing_ok=True)  # its number may belong to a stranger by now

    def _choose_binaries(self) -> Binaries:
        found = list(find_binaries())
        version = self.cluster / "PG_VERSION"
        if version.exists():
            wanted = int(version.read_text())
            found = [each for each in found if each.major == wanted]
            if not found:
                raise CannotStart(
                    f"The data in {self.place} need PostgreSQL {wanted}, which is not installed: "
                    "install it, or remove that directory to start anew."
                )
        if not found:
            raise CannotStart(
                f"No PostgreSQL {OLDEST_MAJOR} or newer: run `make`, which installs one, "
                "or set DATABASE_URL."
            )
        return self._within_reach(found[0])

    def _within_reach(self, binaries: Binaries) -> Binaries:
        """Copy binaries that the account cannot reach, such as those below root's home."""
        if processes.can_reach(binaries.folder / "postgres", self.account):
            return binaries
        copy = self.place / f"postgresql-{binaries.major}"
        if not copy.exists():
            unfinished = self.place / "unfinished"
            binaries.copy(unfinished)
            unfinished.rename(copy)
        return binaries.below(copy)

    def _make_cluster(self, binaries: Binaries) -> None:
        """Make the cluster aside and move it into place, so that half of one is never started."""
        unfinished = self.place / "unfinished"
        unfinished.mkdir(mode=0o700)
        password = self.place / "password"
        processes.write_secret(password, secrets.token_hex(16))
        if self.account:
            os.chown(unfinished, self.account.user, self.account.group)
            os.chown(password, self.account.user, self.account.group)
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        options += [f"--username={ADMINISTRATOR}", f"--pwfile={password}"]
        options += [] if self.durable else ["--no-sync"]
        words = [str(binaries.folder / "initdb"), f"--pgdata={unfinished}", *options]
        if processes.start(self._command(words)).wait():
            raise CannotStart(f"initdb failed; {self.place / 'log'} tells why.")
        unfinished.rename(self.cluster)
        log.info("Made a PostgreSQL %d cluster in %s", binaries.major, self.place)

    def _launch(self, binaries: Binaries) -> None:
        """Start the server; another port, and another try, when it ends at once."""
        settings = SERVER_OPTIONS | ({} if self.durable else NOT_DURABLE)
        options = [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
        for _ in range(5):
            (self.port,) = processes.free_ports(1)
            words = [str(binaries.folder / "postgres"), "-D", str(self.cluster)]
            self._process = processes.start(self._command([*words, "-p", str(self.port), *options]))
            if self._is_ready_in_time(self._process):
                log.info("Started PostgreSQL, process %d, port %d", self.pid, self.port)
                return
            time.sleep(0.5)
        raise CannotStart(f"PostgreSQL does not start; {self.place / 'log'} tells why.")

    def _is_ready_in_time(self, process: subprocess.Popen[bytes]) -> bool:
        """Wait until the server writes, into its own file, that it takes connections."""
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            with suppress(OSError):
                lines = (self.cluster / "postmaster.pid").read_text().splitlines()
                if lines[:1] == [str(process.pid)] and lines[7:8] == [READY]:
                    return True
            time.sleep(0.02)
        processes.stop(process, signal.SIGQUIT)
        return False

    def _command(self, words: list[str]) -> Command:
        return Command(
            words,
            {"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            log=self.place / "log",
            account=self.account,
            directory=self.place,
            on_parent_death=signal.SIGQUIT,  # ends the server's own children as well
        )


def _place_for(directory: Path, account: Account | None) -> Path:
    """Return where the cluster goes: the directory, or one that the account can reach."""
    if processes.can_reach(directory / "cluster", account):
        return directory
    name = hashlib.sha256(os.fsencode(directory)).hexdigest()[:12]
    place = PLACE_FOR_ROOT / name
    log.warning("%s is closed to PostgreSQL's account: its data are in %s", directory, place)
    return place
