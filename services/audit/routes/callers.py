"""Who may call."""

from __future__ import annotations

from typing import Annotated

from shared.security import Caller, Role, allowed

_KEEPERS = (Role.CITY_ORG, Role.CITY_CIVIL, Role.COUNTY_ORG, Role.COUNTY_CIVIL, Role.STREET)

Keeper = Annotated[Caller, allowed(*_KEEPERS)]
Reader = Annotated[
    Caller, allowed(*_KEEPERS, Role.COUNTY_SC, Role.COUNTY_GOV, Role.CLERK, Role.AUDITOR)
]
Confidant = Annotated[Caller, allowed(*_KEEPERS, Role.AUDITOR)]
Auditor = Annotated[Caller, allowed(Role.AUDITOR)]
