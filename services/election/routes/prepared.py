"""What readers are shown of the preparation: from rows to views."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic_core import to_jsonable_python

from services.election.commands.counted_work import Trained
from services.election.domain.preparation import Responsible, open_preparations
from services.election.queries.coverage import Reached
from services.election.queries.coverage_totals import Totals
from services.election.queries.preparation import Ranking, StandardRead
from services.election.schemas import organising_views as views
from services.election.schemas.verdicts import VerdictView, stored_verdict
from shared.text import Language


def standard_view(code: str, found: StandardRead) -> views.StandardView:
    """Show what holds in a division."""
    standard = found.standard
    return views.StandardView(
        division_code=code,
        set_by=found.set_by,
        version=found.version,
        label=standard.label,
        document_no=standard.document_no,
        rubric=[views.RubricItemView.model_validate(item) for item in standard.rubric],
        star_levels=standard.star_levels,
        bottom_percent=standard.bottom_percent,
        leading_group_limit=standard.leading_group_limit,
        remind_months=standard.remind_months,
        training_steps={body: list(steps) for body, steps in standard.training_steps.items()},
        step_days={body: dict(days) for body, days in standard.step_days.items()},
        settings=to_jsonable_python(standard.settings),
    )


def responsible_view(each: Responsible, language: Language) -> views.ResponsibleView:
    """Show one who is called."""
    return views.ResponsibleView(
        name=each.name,
        office=each.office.in_language(language),
        called_after_days=each.called_after_days,
    )


def chain_view(
    election_id: UUID, chain: tuple[int, Sequence[Responsible]], language: Language
) -> views.ChainView:
    """Show who is called about an election."""
    version, links = chain
    return views.ChainView(
        election_id=election_id,
        version=version,
        links=[responsible_view(each, language) for each in links],
    )


def training_view(done: Trained) -> views.TrainingView:
    """Show a training in numbers."""
    training = done.training
    return views.TrainingView(
        id=training.id,
        campaign_id=training.campaign_id,
        division_code=training.division_code,
        step=training.step,
        held_on=training.held_on,
        document_no=training.document_no,
        attended=done.attended,
        passed=done.passed,
    )


def ranking_view(found: Ranking) -> views.RankingView:
    """Show a ranking."""
    return views.RankingView(
        year=found.year,
        percent=found.standard.bottom_percent,
        label=found.standard.label,
        items=[views.RankedView.model_validate(each) for each in found.items],
        unrated=list(found.unrated),
    )


def coverage_view(each: Reached, language: Language) -> views.OrganisationCoverage:
    """Show what the preparation reached in one organisation."""
    election, prepared = each.election, each.prepared
    trained = each.trained_steps
    needed = prepared.standard.trained_for(each.body)
    missing = open_preparations(each.preparations)
    return views.OrganisationCoverage(
        election_id=election.id,
        organisation_id=election.organisation_id,
        division_code=election.division_code,
        division_name=election.organisation.division_name,
        visited_rounds=list(each.visited_rounds),
        open_preparations=[item.in_language(language) for item in missing],
        members=each.members,
        members_talked=prepared.members_talked(),
        collective_talks=prepared.collective_talks(),
        trained_steps=[step for step in needed if step in trained],
        untrained_steps=[step for step in needed if step not in trained],
        rehearsals=len(each.rehearsed_on),
        publicity=dict(each.publicity),
        new_members=_new_members(each),
        verdicts=[VerdictView.of(stored_verdict(found), language) for found in each.verdicts()],
    )


def totals_view(found: Totals) -> views.CoverageTotals:
    """Show the coverage over all organisations."""
    return views.CoverageTotals(
        organisations=found.organisations,
        work={
            kind: views.CoverageView(
                quantity=each.quantity,
                reached=each.reached,
                organisations=each.organisations,
                missed=list(each.missed),
            )
            for kind, each in found.work.items()
        },
        visits={number: list(missed) for number, missed in found.visits.items()},
        trainings={
            step: views.TrainedView(
                person_times=each.person_times,
                persons=each.persons,
                absent=len(each.absent),
                not_passed=len(each.not_passed),
            )
            for step, each in found.trainings.items()
        },
    )


def _new_members(each: Reached) -> views.NewMembersView:
    taught = each.taught
    return views.NewMembersView(
        elected=len(each.elected),
        trained=sum(person in taught for person in each.elected),
        absent=[person for person in each.elected if person not in taught],
        not_passed=[person for person in each.elected if taught.get(person) is False],
    )
