"""The operations of this service: HTTP in, HTTP out."""

from services.election.routes import (
    campaigns,
    candidates,
    completion,
    deadlines,
    elections,
    forms,
    organising,
    planning,
    preparation,
    preparation_reads,
    residents_candidates,
    residents_completion,
    residents_preparation,
    residents_voters,
    residents_voting,
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
    forms.router,
    residents_preparation.router,
    residents_voters.router,
    residents_candidates.router,
    residents_voting.router,
    residents_completion.router,
    preparation_reads.campaigns,
    preparation_reads.elections,
    preparation_reads.standards,
    organising.campaigns,
    organising.elections,
    organising.standards,
    deadlines.elections,
    deadlines.campaigns,
    deadlines.working_days,
    deadlines.reminders,
    campaigns.activities,
)

__all__ = ["ROUTERS"]
