"""Lays out the templates anew: python -m services.election.forms.templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from services.election.forms.templates import meeting, papers, residents, residents_votes
from services.election.forms.templates.layout import Paper

TEMPLATES: Mapping[str, Callable[[], Paper]] = {
    "request": papers.request,
    "reply": papers.reply,
    "attendance": meeting.attendance,
    "notice": papers.notice,
    "ballot": meeting.ballot,
    "count-record": meeting.count_record,
    "result-report": meeting.result_report,
    "certificate": papers.certificate,
    "residents-request": residents.request,
    "residents-reply": residents.reply,
    "residents-voter-list": residents.voter_list,
    "residents-notice": residents.notice,
    "residents-ballot": residents_votes.ballot,
    "residents-proxies": residents.proxies,
    "residents-attendance": residents_votes.attendance,
    "residents-count-record": residents_votes.count_record,
    "residents-result-report": residents_votes.result_report,
    "residents-certificate": residents.certificate,
}


def lay_out() -> Mapping[str, bytes]:
    """Return every template by its file name."""
    return {f"{name}.docx": make().bytes() for name, make in TEMPLATES.items()}


if __name__ == "__main__":
    for name, content in lay_out().items():
        Path(__file__).with_name(name).write_bytes(content)
