"""The worker process: python -m services.roster.worker."""

from __future__ import annotations

from services.roster.commands import imports
from services.roster.consumers import consumers
from shared.database import Sessions
from shared.today import today
from shared.worker import run_worker


def run_next_import(sessions: Sessions) -> bool:
    """Run the import that has waited longest; return whether there was one.

    First it is marked as running, for all to see; then everything else is one transaction.
    """
    with sessions.begin() as session:
        import_id = imports.start_next(session)
    if import_id is None:
        return False
    with sessions.begin() as session:
        imports.run(session, import_id, today=today())
        imports.forget_files(session)
    return True


if __name__ == "__main__":
    run_worker("roster", consumers, jobs=[run_next_import])
