"""The roster's operations: HTTP in, HTTP out."""

from services.roster.routes import (
    corrections,
    divisions,
    imports,
    organisations,
    people,
    placements,
)

ROUTERS = (
    imports.router,
    divisions.router,
    organisations.router,
    people.router,
    corrections.router,
    placements.reserves,
    placements.first_secretaries,
)

__all__ = ["ROUTERS"]
