"""`make bench`: measures on a stack of its own, prints, and writes `out/bench.json`."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.command import measure_command
from benchmarks.delay import measure_delay
from benchmarks.footprint import measure_memory
from benchmarks.verdicts import measure_verdicts
from huanjie.demo.city import read_city
from huanjie.demo.client import Client
from huanjie.demo.play import Player
from huanjie.stack import Stack

OUT = Path("out")
EXAMPLE = Path("examples") / "liaoyuan-2021"


def main() -> None:
    """Run every measurement in turn, on one stack: the machine is the same for all."""
    directory = Path(tempfile.mkdtemp(prefix="huanjie-bench-"))
    directory.chmod(0o711)
    found: dict[str, Any] = {"verdicts": measure_verdicts()}
    try:
        began = time.monotonic()
        with Stack(directory) as stack:
            found["start"] = {"seconds": round(time.monotonic() - began, 1)}
            found["demo"] = measure_demo(stack)
            found["memory"] = measure_memory()
            found["delay"] = measure_delay(stack)
            found["command"] = measure_command(stack)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    (OUT / "bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def measure_demo(stack: Stack) -> dict[str, Any]:
    """Return how long playing the example city takes, from the import to the figures."""
    client = Client(stack.urls, stack.token)
    try:
        played = Player(client, read_city(EXAMPLE), lambda *_: None).play()
    finally:
        client.close()
    seconds = round(played.seconds, 1)
    return {"seconds": seconds, "requests": client.calls, "goal": "<= 60 s on 2 cores"}


if __name__ == "__main__":
    main()
