"""Corrections of a completed election: asked for by one, decided by another, in any procedure."""

from __future__ import annotations

from collections.abc import Mapping

from services.election.domain.states import IN_OFFICE, Step, StepForm
from shared.text import Text


def corrections(stage: str, *, completed_by: Step) -> Mapping[Step, StepForm]:
    """Return the steps of a correction, in a procedure that is completed by this step."""

    def form(zh: str, en: str, *, changes_nothing: bool) -> StepForm:
        return StepForm(
            stage,
            Text(zh, en),
            IN_OFFICE,
            after=(completed_by,),
            repeats=True,
            keeps_version=changes_nothing,
        )

    return {
        Step.CORRECTION: form("更正申请", "request for a correction", changes_nothing=True),
        Step.CORRECTION_APPROVAL: form(
            "批准更正", "approval of a correction", changes_nothing=False
        ),
        Step.CORRECTION_REFUSAL: form("不予更正", "refusal of a correction", changes_nothing=True),
    }
