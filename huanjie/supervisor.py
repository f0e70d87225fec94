"""Runs a set of processes: started together, restarted when they die, stopped in order."""

from __future__ import annotations

import http.client
import logging
import queue
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from huanjie import processes
from huanjie.processes import CannotStart, Command

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.05
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 5.0
SETTLED_SECONDS = 10.0  # a process that lived this long starts anew without a pause
TRIES_BEFORE_READY = 3
STOP_SECONDS = 10.0
LINE_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Program:
    """One process to run: it is ready when `/readyz` on its port answers 200."""

    name: str
    command: Command
    port: int
    stop_stage: int = 0  # a stage is stopped when all lower ones have ended


@dataclass
class _Child:
    program: Program
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    is_ready: bool = False
    was_ready: bool = False
    failures: int = 0
    start_at: float = 0.0  # not before: the pause after a death


@dataclass
class Supervisor:
    """Keeps programs running, until `stop`.

    Everything that starts or stops a child happens in one thread of ours, for two reasons: there is
    nothing to lock, and the kernel ends a child together with the thread that started it.
    """

    programs: Sequence[Program]
    ready_seconds: float = 60.0
    _children: list[_Child] = field(default_factory=list)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _outcome: queue.SimpleQueue[CannotStart | None] = field(default_factory=queue.SimpleQueue)
    _thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start all, return when all are ready; stop all and refuse when one never gets there."""
        self._children = [_Child(program) for program in self.programs]
        self._thread = threading.Thread(target=self._run, name="supervisor")
        self._thread.start()
        try:
            failure = self._outcome.get()
        except BaseException:
            self.stop()
            raise
        if failure:
            self.stop()
            raise failure

    def stop(self) -> None:
        """Stop all and return when none is left."""
        self._stopping.set()
        if self._thread:
            self._thread.join()
            self._thread = None

    @property
    def is_running(self) -> bool:
        """Say whether the programs are still looked after."""
        return bool(self._thread and self._thread.is_alive())

    def pid(self, name: str) -> int | None:
        """Return the process id under which the program runs now, if it does."""
        process = next(c.process for c in self._children if c.program.name == name)
        return process.pid if process and process.poll() is None else None

    def _run(self) -> None:
        failure: CannotStart | None = CannotStart("The supervisor failed while starting.")
        try:
            try:
                failure = self._start_all()
            finally:
                self._outcome.put(failure)
            while not self._stopping.wait(LOOK_SECONDS):
                for child in self._children:
                    self._look_after(child)
        finally:
            self._stop_all()

    def _start_all(self) -> CannotStart | None:
        """Wait until all are ready; return what stands in the way, if something does."""
        deadline = time.monotonic() + self.ready_seconds
        while not self._stopping.wait(LOOK_SECONDS):
            for child in self._children:
                self._look_after(child)
            if all(child.was_ready for child in self._children):
                return None
            for child in self._children:
                late = time.monotonic() > deadline and not child.was_ready
                if late or (child.failures >= TRIES_BEFORE_READY and not child.was_ready):
                    return _refusal(child)
        return CannotStart("Stopped while starting.")

    def _look_after(self, child: _Child) -> None:
        """Start what does not run, note what has died, ask what is not ready yet."""
        if child.process is None:
            if time.monotonic() >= child.start_at:
                self._start(child)
        elif (status := child.process.poll()) is not None:
            self._note_death(child, status)
        elif not child.is_ready and is_ready(child.program.port):
            child.is_ready = child.was_ready = True
            seconds = time.monotonic() - child.started_at
            log.info("Ready: %s after %.1f s", child.program.name, seconds)

    def _start(self, child: _Child) -> None:
        child.process = processes.start(child.program.command)
        child.started_at = time.monotonic()
        log.info("Started %s, process %d", child.program.name, child.process.pid)

    def _note_death(self, child: _Child, status: int) -> None:
        if time.monotonic() - child.started_at > SETTLED_SECONDS:
            child.failures = 0
        pause = min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2**child.failures)
        child.start_at = time.monotonic() + pause
        child.failures += 1
        child.process = None
        child.is_ready = False
        cause = f"signal {-status}" if status < 0 else f"exit code {status}"
        log.warning("Ended: %s by %s; again in %.1f s", child.program.name, cause, pause)

    def _stop_all(self) -> None:
        for stage in sorted({child.program.stop_stage for child in self._children}):
            running = [
                (child.program.name, child.process)
                for child in self._children
                if child.program.stop_stage == stage and child.process
            ]
            for _, process in running:
                process.terminate()
            for name, process in running:
                if not processes.has_ended(process, within_seconds=STOP_SECONDS):
                    processes.stop(process)
                log.info("Stopped %s", name)


def is_ready(port: int) -> bool:
    """Ask a process of this machine whether it is ready."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _refusal(child: _Child) -> CannotStart:
    file = child.program.command.log
    last = file.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    said = "\n  ".join(["", *(line[:LINE_SHOWN] for line in last)])
    return CannotStart(f"{child.program.name} does not start. The end of {file}:{said}")
