"""The events that a city's re-election comes to, made from its folder by the oracle's reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from sqlalchemy.orm import Session

from services.reporting.consumers import consumers
from services.reporting.queries.campaigns import look_at
from services.reporting.queries.figures import figures_document, read_figures
from shared import events
from shared.events import Event
from shared.messaging.bus import Delivery
from shared.messaging.message import Message
from shared.messaging.outbox import canonical_json
from tests.oracle import Community, Facts, Member, communities_of, day

EXAMPLE = Path(__file__).parents[3] / "examples" / "liaoyuan-2021"
MOMENT = datetime(2021, 4, 30, 8, tzinfo=UTC)
DISCIPLINE_KINDS = {"DISCIPLINE_REMINDER", "VIDEO"}


def id_of(*names: object) -> UUID:
    """Return the same id for the same names."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, names)))


class CityEvents:
    """All events of one city's campaign, in the order of its story."""

    def __init__(self, folder: Path) -> None:
        self.facts = Facts(folder)
        self.city: str = self.facts.campaign["division_code"]
        self.campaign_id = id_of("campaign", self.city)

    def all(self) -> list[Event]:
        """Return every event."""
        return [
            *self.divisions(),
            *self.registers(),
            self.campaign(),
            *(event for one in communities_of(self.facts) for event in self.election(one)),
            *self.work(),
        ]

    def divisions(self) -> Iterator[Event]:
        """Return the division table, 200 rows to an event."""
        rows = [
            events.Division(
                code=row["code"],
                name=row["name"],
                level=row["level"],
                parent_code=row["parent_code"] or None,
                path=self.path(row["code"]),
            )
            for row in self.facts.divisions.values()
        ]
        for start in range(0, len(rows), 200):
            chunk = tuple(rows[start : start + 200])
            yield events.DivisionsRegistered(division_code=chunk[0].code, divisions=chunk)

    def path(self, code: str) -> str:
        """Return the codes above a division and its own, each closed by a dot."""
        row = self.facts.divisions[code]
        above = self.path(row["parent_code"]) if row["parent_code"] else ""
        return f"{above}{code}."

    def campaign(self) -> Event:
        """Return the opening of the campaign."""
        told = self.facts.campaign
        return events.CampaignOpened(
            division_code=self.city,
            campaign_id=self.campaign_id,
            campaign_name=told["name"],
            organisation_kind=told["organisation_kind"],
            statistics_as_of=told["statistics_as_of"],
            previous_statistics_as_of=told["previous_statistics_as_of"],
        )

    def election(self, community: Community) -> Iterator[Event]:
        """Return what is told of one community's election."""
        code = community.code
        line = next(one for one in self.facts.elections if one["organisation"] == code)
        ids: dict[str, Any] = {
            "division_code": code,
            "campaign_id": self.campaign_id,
            "election_id": id_of("election", code),
        }
        of_organisation = {"organisation_id": id_of("organisation", code)}
        kind = {"organisation_kind": line["kind"]}
        due = date(2021, 6, 1)
        yield events.ElectionOpened(
            **ids, **of_organisation, **kind, seats=line["seats"], due_on=due
        )
        listed = line["rectification"]
        if listed:
            yield events.OrganisationListed(**ids, listed_on=listed["listed_on"])
            if listed["accepted_on"]:
                yield events.OrganisationRectified(**ids, accepted_on=listed["accepted_on"])
        if not community.outcome.completed:
            return
        told = self.facts.campaign
        yield events.ElectionCompleted(
            **ids,
            **of_organisation,
            **kind,
            held_on=line["meetings"][-1]["on"],
            due_on=due,
            approved_on=line["approval"]["on"],
            on_schedule=community.outcome.on_schedule,
            first_ballot=community.outcome.first_ballot,
            elected=tuple(
                events.Winner(
                    person_number=number,
                    post="SECRETARY" if number == community.outcome.secretary else "MEMBER",
                )
                for number in community.outcome.elected
            ),
            statistics_as_of=told["statistics_as_of"],
            previous_statistics_as_of=told["previous_statistics_as_of"],
            rules_version="1",
        )
        yield events.CommitteeSeated(
            **ids,
            **of_organisation,
            elected_on=line["meetings"][-1]["on"],
            due_on=due,
            as_of=told["statistics_as_of"],
            previous_as_of=told["previous_statistics_as_of"],
            incoming=tuple(map(member, community.new)),
            outgoing=tuple(map(member, community.old)),
        )

    def registers(self) -> Iterator[Event]:
        """Return the reserve pool and the first secretaries."""
        for row in self.facts.sheets["后备人才"]:
            yield events.ReserveFiled(
                division_code=row["统计用区划代码"],
                person_number=row["人员编号"],
                post="SECRETARY" if row["储备职务"] == "书记" else "MEMBER",
                filed_on=day(row["备案日期"]),
            )
        for row in self.facts.sheets["第一书记"]:
            yield events.FirstSecretaryPosted(
                division_code=row["派驻区划代码"],
                person_number=row["人员编号"],
                posted_on=day(row["到任日期"]),
            )

    def work(self) -> Iterator[Event]:
        """Return problems and activities."""
        for row in self.facts.problems:
            of = {
                "division_code": row["division_code"],
                "problem_id": id_of("problem", self.city, row["id"]),
            }
            yield events.ProblemOpened(**of, category=row["category"], found_on=row["found_on"])
            if row["closed_on"]:
                yield events.ProblemClosed(**of, closed_on=row["closed_on"])
        for number, row in enumerate(self.facts.activities):
            told: dict[str, Any] = {
                "division_code": row["division_code"],
                "activity_id": id_of("activity", self.city, number),
                "kind": row["kind"],
                "happened_on": row["date"],
                "quantity": row["quantity"],
            }
            if row["kind"] in DISCIPLINE_KINDS:
                yield events.DisciplineActivityRecorded(**told)
            else:
                yield events.ActivityRecorded(**told, campaign_id=self.campaign_id)


def member(one: Member) -> events.TeamMember:
    """Return a member as the roster tells of one."""
    return events.TeamMember(
        person_number=one.number,
        post="SECRETARY" if one.secretary else "MEMBER",
        age=one.age,
        sex="2",
        education="21" if one.degree else "31",
        bachelor_or_above=one.degree,
        social_work=one.social_work,
    )


def messages_of(story: Iterable[Event]) -> list[Message]:
    """Return the events as their services send them: numbered within topic and key."""
    numbers: Counter[tuple[str, str]] = Counter()
    messages = []
    for event in story:
        numbers[event.topic, event.key] += 1
        body = canonical_json(event)
        messages.append(
            Message(
                event_id=uuid4(),
                topic=event.topic,
                key=event.key,
                version=numbers[event.topic, event.key],
                name=event.name,
                body=body,
                occurred_at=MOMENT,
                actor="somebody",
                actor_role="STREET",
            )
        )
    return messages


def delivery_of(message: Message) -> Delivery:
    """Return a message as a bus delivers it."""
    key, headers, value = message.encode()
    return Delivery(message.topic, key, headers, value, 0, 0)


def consume(session: Session, story: Iterable[Event]) -> None:
    """Let reporting react to the events, one after another."""
    for message in messages_of(story):
        consumers.react(session, message)


def figures_in(session: Session, campaign_id: UUID, city: str) -> dict[str, Any]:
    """Return the figures of all divisions in the form of `expected.json`."""
    view = look_at(session, campaign_id, scope=city)
    snapshot = read_figures(session, view, descendants=True)
    return expected_form(figures_document(view, snapshot, "en"))


def expected_form(document: dict[str, Any]) -> dict[str, Any]:
    """Return served figures without what `expected.json` does not have."""
    return {
        item["division_code"]: {name: bare(value) for name, value in item["figures"].items()}
        for item in document["items"]
    }


def bare(value: Any) -> Any:
    """Return a figure's numerator, denominator, value and change."""
    if not isinstance(value, dict) or "d" not in value:
        return value
    return {name: value[name] for name in ("n", "d", "value", "change") if name in value}
