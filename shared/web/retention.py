"""Answers are kept for a repetition for seven days (reliability promise P2), then forgotten."""

from __future__ import annotations

import logging

import anyio
from anyio.to_thread import run_sync
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.database import Sessions

log = logging.getLogger(__name__)

EVERY_SECONDS = 3600
FORGET = text("""
    DELETE FROM idempotency_keys WHERE (caller, key) IN (
        SELECT caller, key FROM idempotency_keys
        WHERE created_at < now() - interval '7 days' LIMIT 1000 FOR UPDATE SKIP LOCKED
    ) RETURNING key
""")


async def forget_answers(sessions: Sessions) -> None:
    """Forget old answers now and every hour, until cancelled."""
    while True:
        await run_sync(forget_old_answers, sessions)
        await anyio.sleep(EVERY_SECONDS)


def forget_old_answers(sessions: Sessions) -> int:
    """Forget every answer that is old enough, a thousand at a time; return how many."""
    forgotten, more = 0, True
    try:
        while more:
            with sessions.begin() as session:
                more = bool(found := len(session.execute(FORGET).all()))
            forgotten += found
    except SQLAlchemyError as error:
        log.warning("Old answers are forgotten later (%s)", type(error).__name__)
    return forgotten
