"""One demo run: plays the city on a running stack, then shows and writes what came of it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from rich.console import Console

from huanjie.demo.city import City, UnplayableCity, read_city
from huanjie.demo.client import Client, Persona
from huanjie.demo.files import write_bulletin, write_figures, write_tables
from huanjie.demo.play import Played, Player
from huanjie.demo.show import ProgressShown, show_bulletin, show_counties, show_troubles

PLAYED, UNPLAYABLE = 0, 1


class RunningStack(Protocol):
    """What a run needs of the stack: where the services are, and tokens for its personas."""

    @property
    def urls(self) -> Mapping[str, str]:
        """Return the base address of each service."""

    def token(
        self, role: str, division: str, *, department: str | None = None, subject: str | None = None
    ) -> str:
        """Return a token for one persona."""


def run_demo(folder: Path, *, stack: RunningStack, out: Path) -> int:
    """Play the city in `folder`; return the exit code: 0 played, 1 the city could not be played."""
    try:
        city = read_city(folder)
        client = Client(stack.urls, stack.token)
        try:
            with ProgressShown() as advance:
                played = Player(client, city, advance).play()
            _report(client, city, played, out)
        finally:
            client.close()
    except UnplayableCity as reason:
        sys.stderr.write(f"{reason}\n")
        return UNPLAYABLE
    return PLAYED


def _report(client: Client, city: City, played: Played, out: Path) -> None:
    office = Persona("CITY_ORG", city.code)
    campaign = f"/campaigns/{played.campaign}"
    query = {"division_code": city.code, "descendants": "true"}
    divisions = client.get("reporting", f"{campaign}/figures", office, **query)["items"]
    outcomes = client.all("reporting", f"{campaign}/elections", office)
    issue = {"division_code": city.code}
    bulletin = client.post("reporting", f"{campaign}/bulletins", office, issue)
    names = {
        row["code"]: row["name"]
        for row in client.all("roster", "/divisions", office, level="community")
        if row["code"] in {outcome["division_code"] for outcome in outcomes}
    }
    console = Console()
    show_bulletin(console, bulletin)
    show_counties(console, divisions)
    show_troubles(console, played, names)
    out.mkdir(exist_ok=True)
    write_figures(out / "figures.json", divisions, outcomes)
    write_bulletin(out / "bulletin.docx", bulletin)
    write_tables(out / "tables.xlsx", divisions, outcomes, played)
    console.print(
        f"\n{city.campaign['name']}:{len(city.elections)} 个社区,{client.calls} 次请求"
        f"(重发 {client.repeated} 次),用时 {played.seconds:.1f} 秒。"
        f"数据见 {out}/figures.json、bulletin.docx、tables.xlsx。",
        highlight=False,
        soft_wrap=True,
    )
