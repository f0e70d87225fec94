"""HTTP in, HTTP out."""

from services.reporting.routes import bulletins, campaigns, figures

ROUTERS = (campaigns.router, figures.router, bulletins.router)

__all__ = ["ROUTERS"]
