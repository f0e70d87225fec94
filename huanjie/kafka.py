"""A real Apache Kafka of our own: one KRaft node, its jars from Maven, run on Java 17."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import socket
import struct
import subprocess
import time
from base64 import urlsafe_b64encode
from contextlib import suppress
from pathlib import Path
from typing import IO, Self
from uuid import uuid4

from huanjie import processes
from huanjie.processes import PROJECT, CannotStart, Command

log = logging.getLogger(__name__)

FILES = PROJECT / "deploy" / "kafka"
OLDEST_JAVA = 17
START_SECONDS = 60
HEAP = "512m"
CONFIGURATION = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller}
controller.listener.names=CONTROLLER
listeners=BROKER://127.0.0.1:{broker},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=BROKER://127.0.0.1:{broker}
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
log.dirs={storage}
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=4000
broker.heartbeat.interval.ms=1000
"""


def missing() -> str | None:
    """Return why a broker cannot run on this machine, in words for a person; None when it can."""
    if _java_major() < OLDEST_JAVA:
        return f"no Java {OLDEST_JAVA} or newer (Debian: apt-get install openjdk-17-jre-headless)"
    if shutil.which("mvn") is None:
        return "no Maven (Debian: apt-get install maven)"
    return None


def fetch(jars: Path) -> None:
    """Copy Kafka's jars into the directory, unless all that the pom names are there."""
    stamp = jars / "complete"
    pom = (FILES / "pom.xml").read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == pom:
        return
    if reason := missing():
        raise CannotStart(f"Kafka cannot run here: {reason}.")
    log.info("Fetching Apache Kafka with Maven")
    shutil.rmtree(jars, ignore_errors=True)
    jars.mkdir(parents=True)
    words = ["mvn", "--batch-mode", "--quiet", "--file", str(FILES / "pom.xml")]
    copy = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}"]
    done = subprocess.run(
        [*words, *copy, "-DincludeScope=runtime"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotStart(f"Maven could not fetch Apache Kafka:\n{done.stdout[-2000:]}")
    stamp.write_text(pom, encoding="utf-8")


class Kafka:
    """One broker; `with Kafka(directory) as broker:` runs it for the length of the block.

    `fresh` forgets what it stored. The jars stay in the directory.
    """

    def __init__(self, directory: Path, *, fresh: bool = False, jars: Path | None = None) -> None:
        self.directory = directory.absolute()
        self.storage = self.directory / "storage"
        self.jars = jars or self.directory / "libs"
        self.fresh = fresh
        self.port = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Return its address as the settings write it."""
        return f"kafka://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Return the id of the broker's process; 0 when it does not run."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Fetch the jars unless they are there, format the storage on first use, start."""
        fetch(self.jars)
        self._lock = processes.hold(self.directory)
        try:
            self._stop_leftover()
            self._configure()
            self._launch()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the broker."""
        if self._process:
            processes.stop(self._process, signal.SIGTERM, patience_seconds=20)
            self._process = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def kill(self) -> None:
        """End it as a power cut would; what it stored stays for the next start."""
        if self._process:
            processes.stop(self._process)
            self._process = None

    def _stop_leftover(self) -> None:
        recorded = self.directory / "pid"
        if recorded.exists():
            naming = str(self.directory)
            processes.stop_leftover(int(recorded.read_text()), signal.SIGTERM, naming=naming)

    def _configure(self) -> None:
        """Write the configuration with free ports; format the storage unless it is."""
        if self.fresh:
            shutil.rmtree(self.storage, ignore_errors=True)
            self.fresh = False  # a later start of this one keeps what it has stored
        broker, controller = processes.free_ports(2)
        self.port = self.port or broker  # clients find it again after a `kill`
        ports = {"broker": self.port, "controller": controller}
        text = CONFIGURATION.format(**ports, storage=self.storage)
        (self.directory / "server.properties").write_text(text, encoding="utf-8")
        if (self.storage / "meta.properties").exists():
            return
        words = ["kafka.tools.StorageTool", "format", "--cluster-id", _cluster_id()]
        command = self._java([*words, "--config", str(self.directory / "server.properties")])
        if processes.start(command).wait():
            raise CannotStart(f"Kafka's storage could not be formatted; {command.log} tells why.")

    def _launch(self) -> None:
        command = self._java(["kafka.Kafka", str(self.directory / "server.properties")])
        self._process = processes.start(command)
        (self.directory / "pid").write_text(str(self._process.pid))
        deadline = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            if _answers(self.port):
                log.info("Started Kafka, process %d, port %d", self.pid, self.port)
                return
            time.sleep(0.1)
        raise CannotStart(f"Kafka does not start; {command.log} tells why.")

    def _java(self, words: list[str]) -> Command:
        memory = [f"-Xms{HEAP}", f"-Xmx{HEAP}", "-XX:+UseSerialGC"]
        quick = ["-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.awt.headless=true"]
        logs = f"-Dlog4j2.configurationFile={FILES / 'log4j2.xml'}"
        return Command(
            ["java", *memory, *quick, logs, "-cp", f"{self.jars}/*", *words],
            {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"},
            log=self.directory / "log",
        )


def _cluster_id() -> str:
    """Return a new id as Kafka writes one: 16 bytes in URL-safe base 64."""
    return urlsafe_b64encode(uuid4().bytes).decode().rstrip("=")


def _answers(port: int) -> bool:
    """Ask the broker which requests it knows: it accepts connections before it answers any."""
    api_versions = struct.pack(">ihhih", 10, 18, 0, 1, -1)
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(api_versions)
        return len(connection.recv(8)) > 0
    return False


def _java_major() -> int:
    """Return the version of the Java on the path; 0 when there is none."""
    try:
        done = subprocess.run(
            ["java", "-version"], capture_output=True, text=True, check=True, timeout=30
        )
        return int(done.stderr.split('"')[1].split(".")[0])
    except (OSError, ValueError, IndexError, subprocess.SubprocessError):
        return 0
