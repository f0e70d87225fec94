"""Voting for another: in writing, through a registered voter, with both names published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.election.domain.comparison import compare
from services.election.domain.residents_law import rules, since_2026, until_2025
from services.election.domain.rulebook import Body, Effect, Finding, Rule, Setting, Trust
from services.election.domain.words import named
from shared.text import Text

PROXIES_PER_AGENT = 3


@dataclass(frozen=True, slots=True)
class Proxy:
    """One voter's authorisation of an agent; `nth` is its number among those the agent holds."""

    in_writing: bool
    agent_registered: bool
    agent_is_candidate: bool
    published_on: date | None
    nth: int = 1


_PROXY = Rule(
    "RC-PROXY",
    Body.RESIDENTS,
    Text("委托投票", "Proxy"),
    Text(
        "选举期间外出的选民可以书面委托本社区其他选民代为投票,选举委员会公布委托人和受委托人。",
        "A voter who is away may authorise in writing another voter of the community; both names "
        "are published.",
    ),
    "in_writing and agent registered, no candidate; published before the day; nth <= 3",
    "VC2018 Art. 15 (analogy)",
    Trust.UNVERIFIED,
    Effect.BLOCK,
    settings=(Setting("proxies_per_agent", PROXIES_PER_AGENT, Text("人", "per agent")),),
)


@rules(
    until_2025(_PROXY),
    since_2026(replace(_PROXY, article="RC2025", label=Trust.VERIFIED_PART)),
)
def proxy_accepted(
    proxy: Proxy, *, election_day: date, proxies_per_agent: int = PROXIES_PER_AGENT
) -> Finding:
    """Take one authorisation; that the agent is no candidate and the cap are read nowhere."""
    conditions = {
        "in_writing": proxy.in_writing,
        "agent_registered": proxy.agent_registered,
        "agent_no_candidate": not proxy.agent_is_candidate,
        "published": proxy.published_on is not None and proxy.published_on < election_day,
        "within_cap": proxy.nth <= proxies_per_agent,
    }
    unmet = [name for name, met in conditions.items() if not met]
    return Finding(
        not unmet,
        f"{compare(proxy.published_on, '<', election_day)}; "
        f"{compare(proxy.nth, '<=', proxies_per_agent)}",
        Text(f"未满足:{named(unmet).zh}。", f"Not met: {named(unmet).en}."),
        conditions,
    )
