"""Every API and every worker is killed with signal 9 while a city is played."""

from __future__ import annotations

import json
import os
import signal
import threading

import psutil
import pytest

from tests.system.playing import EXAMPLES, differences, expected, play

pytestmark = pytest.mark.timeout(400)


def processes_of_the_stack() -> dict[str, int]:
    """Return the eight processes by the words that start them."""
    found = {}
    for process in psutil.Process().children(recursive=True):
        for word in process.cmdline():
            if word.startswith("services."):
                found[word] = process.pid
    return found


def test_killing_every_process_in_turn_ends_in_the_same_figures(stack, tmp_path):
    killed: list[str] = []
    done = threading.Event()

    def kill_in_turn() -> None:
        for word in sorted(processes_of_the_stack()):
            if done.wait(2.5):
                return
            os.kill(processes_of_the_stack()[word], signal.SIGKILL)
            killed.append(word)

    killer = threading.Thread(target=kill_in_turn)
    killer.start()
    try:
        _, found = play(EXAMPLES / "liaoyuan-2021", stack, tmp_path)
    finally:
        done.set()
        killer.join()

    wanted = json.loads((EXAMPLES / "liaoyuan-2021" / "expected.json").read_text("utf-8"))
    assert differences(found, expected(wanted)) == []
    assert len(killed) >= 4, killed
