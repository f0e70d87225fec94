"""Taking in files; apart from the work on them, so that an API process loads no file readers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.roster.models import Import, ImportFile


def take_in(session: Session, job: Import, content: bytes) -> Import:
    """Store the file and the job; the worker does the rest."""
    session.add(job)
    session.flush()
    session.add(ImportFile(import_id=job.id, content=content))
    return job
