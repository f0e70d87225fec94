"""How long after an election is approved its figures can be read, while other commands go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from huanjie.demo.cast import Act
from huanjie.demo.city import City, read_city
from huanjie.demo.client import Client, Persona
from huanjie.demo.play import CommunityTable, Player
from huanjie.demo.script import acts_of
from huanjie.stack import Stack
from tests.cities import CityMaker

COMMUNITIES = 100
COMMANDS_PER_SECOND = 50
SENDERS = 5


def measure_delay(stack: Stack) -> dict[str, Any]:
    """Return the delays in milliseconds, from the approval's answer to the readable figure."""
    client = Client(stack.urls, stack.token)
    try:
        with TemporaryDirectory() as folder:
            CityMaker(1, communities=COMMUNITIES, choice=("none",)).write(Path(folder))
            city = read_city(Path(folder))
            player = Player(client, city, lambda *_: None)
            waiting = prepare(player)
            with background(client, player) as sent:
                delays = sorted(approve(client, player, waiting))
    finally:
        client.close()
    return {
        "elections": len(delays),
        "commands_per_second": round(sent(), 1),
        "median_ms": round(delays[len(delays) // 2], 1),
        "p99_ms": round(delays[int(len(delays) * 0.99)], 1),
        "goal": "median <= 150 ms, p99 <= 1000 ms",
    }


def prepare(player: Player) -> list[tuple[CommunityTable, Act]]:
    """Play every community up to the approval of its result."""
    elections = player.begin()
    matched = player.matched(elections)

    def play(pair: Any) -> tuple[CommunityTable, Act] | None:
        facts, election = pair
        table = CommunityTable(player.client, election)
        for act in acts_of(player.city, facts):
            if act.path == "/result-approval":
                return table, act
            table.perform(act)
        return None

    with ThreadPoolExecutor(6) as pool:
        return [ready for ready in pool.map(play, matched) if ready]


@contextmanager
def background(client: Client, player: Player) -> Iterator[Any]:
    """Record activities at a steady pace meanwhile; yields a function that tells the pace kept."""
    stop = threading.Event()
    counts = [0] * SENDERS
    began = time.monotonic()

    def send(number: int) -> None:
        city: City = player.city
        place = city.elections[number]["organisation"]
        street = Persona("STREET", city.street_of(place))
        entry = {"campaign_id": player.played.campaign, "kind": "TALK", "division_code": place}
        due = time.monotonic()
        while not stop.is_set():
            body = {**entry, "happened_on": "2021-01-05", "quantity": 1}
            client.post("election", "/activities", street, body)
            counts[number] += 1
            due += SENDERS / COMMANDS_PER_SECOND
            stop.wait(max(0.0, due - time.monotonic()))

    threads = [threading.Thread(target=send, args=(number,)) for number in range(SENDERS)]
    for thread in threads:
        thread.start()
    try:
        yield lambda: sum(counts) / (ended[0] - began)
    finally:
        stop.set()
        ended = [time.monotonic()]
        for thread in threads:
            thread.join()


def approve(
    client: Client, player: Player, waiting: list[tuple[CommunityTable, Act]]
) -> Iterator[float]:
    """Approve one election after another; yield how long each figure took to show it."""
    path = f"/campaigns/{player.played.campaign}/figures"
    for done, (table, act) in enumerate(waiting, start=1):
        table.perform(act)
        committed = time.monotonic()
        while True:
            page = client.get("reporting", path, player.office, division_code=player.city.code)
            figures = page["items"][0]["figures"]
            if figures["completed"] >= done and figures["secretaries"] >= done:
                break
            time.sleep(0.005)
        yield (time.monotonic() - committed) * 1000
        time.sleep(0.05)
