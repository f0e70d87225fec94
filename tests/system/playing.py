"""Plays a city on a running stack and compares what came of it with what was expected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from huanjie.demo.city import read_city
from huanjie.demo.client import Client, Persona
from huanjie.demo.files import write_figures
from huanjie.demo.play import Played, Player
from huanjie.stack import Stack

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
OUTCOME = ("completed", "on_schedule", "first_ballot", "elected", "secretary")


def play(folder: Path, stack: Stack, out: Path) -> tuple[Played, dict[str, Any]]:
    """Play the city in `folder`; return how it went and the content of figures.json."""
    city = read_city(folder)
    client = Client(stack.urls, stack.token)
    try:
        played = Player(client, city, lambda *_: None).play()
        office = Persona("CITY_ORG", city.code)
        campaign = f"/campaigns/{played.campaign}"
        figures = client.get("reporting", f"{campaign}/figures", office, descendants="true")
        outcomes = client.all("reporting", f"{campaign}/elections", office)
    finally:
        client.close()
    write_figures(out / "figures.json", figures["items"], outcomes)
    return played, json.loads((out / "figures.json").read_text("utf-8"))


def expected(content: dict[str, Any]) -> dict[str, Any]:
    """Return what figures.json should hold, from an `expected.json` or from the oracle."""
    outcomes = content["elections"].items()
    return {
        "divisions": content["divisions"],
        "elections": {code: {name: one[name] for name in OUTCOME} for code, one in outcomes},
    }


def differences(found: Any, wanted: Any, path: str = "") -> list[str]:
    """Return every place where two JSON values differ."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return [
            line
            for name in sorted({*found, *wanted})
            for line in differences(found.get(name), wanted.get(name), f"{path}/{name}")
        ]
    return [] if found == wanted else [f"{path}: {found} instead of {wanted}"]
