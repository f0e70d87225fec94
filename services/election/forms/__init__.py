"""Fills the templates of the forms: facts in, a Word document out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from services.election.forms.archive import fix_times

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fill(template: str, facts: Mapping[str, Any], *, dated: date) -> bytes:
    """Return the document; the same facts give the same bytes, so that its digest means something.

    What comes from records is escaped: a name with a `<` stays a name.
    """
    from docxtpl import DocxTemplate  # noqa: PLC0415 - Word is loaded by the first form, not before

    source = files("services.election.forms.templates").joinpath(f"{template}.docx")
    document = DocxTemplate(io.BytesIO(source.read_bytes()))
    document.render(dict(facts), autoescape=True)
    made = io.BytesIO()
    document.save(made)
    return fix_times(made.getvalue(), dated)
