"""HTTP in, HTTP out."""

from services.audit.routes import activities, complaints, log, problems

ROUTERS = (problems.router, complaints.router, activities.router, log.router)

__all__ = ["ROUTERS"]
