"""What a run prints: progress, then the bulletin, the table by county, the trouble met."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import groupby
from types import TracebackType

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from huanjie.demo.client import Json
from huanjie.demo.community import Trouble
from huanjie.demo.play import Played

TEAM_COLUMNS = (
    ("organisations", "社区"),
    ("completed", "完成"),
    ("on_schedule_rate", "按期率"),
    ("first_ballot_success_rate", "一次成功"),
    ("team_members", "成员"),
    ("mean_age", "平均年龄"),
    ("bachelor_or_above", "本科以上"),
)
SECRETARY_COLUMNS = (
    ("secretary_mean_age", "书记年龄"),
    ("secretary_bachelor_or_above", "书记本科以上"),
    ("secretary_aged_35_or_under", "书记35岁以下"),
    ("first_secretaries", "第一书记"),
    ("problems", "问题"),
    ("rectified", "整顿"),
)
IN_YEARS = {"mean_age", "secretary_mean_age"}
PLAIN_LINE_SECONDS = 2.0
NAMED_AT_MOST = 3


class ProgressShown:
    """Tells how far a run has come: live on a terminal, now and then a plain line elsewhere."""

    def __init__(self) -> None:
        self._live: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._said: dict[str, tuple[float, int]] = {}
        self._lock = threading.Lock()
        if sys.stderr.isatty():
            self._live = Progress(
                TextColumn("{task.description:<16}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
            )

    def __enter__(self) -> Callable[[str, int, int], None]:
        if self._live:
            self._live.start()
        return self.advance

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live:
            self._live.stop()

    def advance(self, phase: str, done: int, total: int) -> None:
        """Show that `done` of `total` of a phase are behind us."""
        with self._lock:
            if self._live:
                if phase not in self._tasks:
                    self._tasks[phase] = self._live.add_task(phase, total=total)
                self._live.update(self._tasks[phase], completed=done, total=total)
            else:
                self._say(phase, done, total)

    def _say(self, phase: str, done: int, total: int) -> None:
        said_at, said = self._said.get(phase, (0.0, -1))
        now = time.monotonic()
        finished = done >= total and said < total
        if finished or (done < total and now - said_at > PLAIN_LINE_SECONDS):
            self._said[phase] = (now, done)
            sys.stderr.write(f"{phase} {done}/{total}\n")


def show_bulletin(console: Console, bulletin: Json) -> None:
    """Print the bulletin's own words."""
    console.print(f"\n[bold]{bulletin['title']}[/bold]", justify="center")
    for line in bulletin["lines"]:
        console.print(line, highlight=False, soft_wrap=True)


def show_counties(console: Console, divisions: list[Json]) -> None:
    """Print a row per county and one of the city, in two tables that fit a terminal of 80."""
    levels = {"county": 0, "city": 1}
    rows = [division for division in divisions if division["level"] in levels]
    rows.sort(key=lambda division: (levels[division["level"]], division["division_code"]))
    for title, columns in (("换届和班子", TEAM_COLUMNS), ("书记和整顿", SECRETARY_COLUMNS)):
        table = Table(title=f"\n{title}", title_justify="left", box=None, pad_edge=False)
        table.add_column("区划", no_wrap=True, max_width=12)
        for _, heading in columns:
            table.add_column(heading, justify="right", no_wrap=True)
        for division in rows:
            cells = [_cell(name, division["figures"].get(name)) for name, _ in columns]
            table.add_row(division["division_name"], *cells)
        console.print(table)


def _cell(name: str, figure: object) -> str:
    if not isinstance(figure, dict):
        return "—" if figure is None else str(figure)
    if figure.get("value") is None:
        return "—"
    value = figure["value"] + ("" if name in IN_YEARS else "%")
    change = figure.get("change")
    return f"{value}({_signed(change)})" if change is not None else value


def _signed(change: str) -> str:
    return change if change.startswith("-") else f"+{change}"


def show_troubles(console: Console, played: Played, names: dict[str, str]) -> None:
    """Print what went otherwise than planned, and what stands in the way of the unfinished."""
    lines = [*_told_in_turn(played, names), *_unfinished(played, names), *_warned(played, names)]
    console.print("\n[bold]过程中的问题[/bold]" + ("" if lines else ":无。"))
    for line in lines:
        console.print(f"  {line}", highlight=False, soft_wrap=True)


def _told_in_turn(played: Played, names: dict[str, str]) -> Iterator[str]:
    told = sorted((one for one in played.troubles if not one.warned), key=lambda one: one.division)
    for (_, refused), group in groupby(told, lambda one: (one.division, one.refused)):
        first, *rest = group
        # What is refused after a refusal is mostly its consequence: said as a number.
        if refused:
            more = f" 其后 {len(rest)} 步随之被拒绝。" if rest else ""
            yield _told(first, names) + more
        else:
            yield from (_told(one, names) for one in (first, *rest))


def _unfinished(played: Played, names: dict[str, str]) -> Iterator[str]:
    for election in played.unfinished:
        place = names.get(election["division_code"], "")
        waiting = "; ".join(
            f"{gate['rule']} {gate.get('needed') or ''}".strip()
            for gate in election["gates"].get("items", ())
            if gate["outcome"] not in ("PASSED", "APPROVED", "WARNED")
        )
        line = f"{election['division_code']} {place} 未完成:停在 {election['state']}"
        yield line + (f",尚缺 {waiting}" if waiting else "")


def _warned(played: Played, names: dict[str, str]) -> Iterator[str]:
    """Yield one line for all rules that warned about the same communities; they stop nobody."""
    by_rule: dict[str, list[Trouble]] = {}
    for one in played.troubles:
        if one.warned:
            by_rule.setdefault(one.code, []).append(one)
    by_places: dict[tuple[str, ...], list[str]] = {}
    for code, warned in sorted(by_rule.items()):
        places = tuple(sorted({names.get(one.division, one.division) for one in warned}))
        by_places.setdefault(places, []).append(code)
    for places, codes in sorted(by_places.items(), key=lambda one: -len(one[0])):
        shown = "、".join(places[:NAMED_AT_MOST]) + ("等" if len(places) > NAMED_AT_MOST else "")
        says = f":{by_rule[codes[0]][0].detail}" if len(codes) == 1 else ""
        yield f"提示 {'、'.join(codes)}{says}({len(places)} 个社区:{shown})"


def _told(trouble: Trouble, names: dict[str, str]) -> str:
    place = names.get(trouble.division, "")
    verb = "被拒绝" if trouble.refused else "记录"
    needed = f"(需要:{trouble.needed})" if trouble.needed else ""
    return (
        f"{trouble.division} {place} {trouble.title} {verb} {trouble.code}:{trouble.detail}{needed}"
    )
