"""The operations of this service: HTTP in, HTTP out."""

from services.election.routes import (
    campaigns,
    candidates,
    completion,
    elections,
    planning,
    preparation,
    voting,
)

ROUTERS = (
    campaigns.campaigns,
    elections.router,
    preparation.router,
    planning.router,
    candidates.router,
    voting.router,
    completion.router,
    campaigns.activities,
)

__all__ = ["ROUTERS"]
