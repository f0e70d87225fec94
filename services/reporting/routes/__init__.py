"""HTTP in, HTTP out."""

from services.reporting.routes import bulletins, campaigns, corrections, figures

ROUTERS = (campaigns.router, figures.router, corrections.router, bulletins.router)

__all__ = ["ROUTERS"]
