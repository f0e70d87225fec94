"""Who may call what (procedure, section 2)."""

from __future__ import annotations

from typing import Annotated

from shared.security import Caller, Role, allowed

Anyone = Annotated[Caller, allowed(*Role)]
CityOrganisation = Annotated[Caller, allowed(Role.CITY_ORG)]
Corrector = Annotated[Caller, allowed(Role.CITY_ORG, Role.COUNTY_ORG, Role.STREET)]
Registrar = Annotated[Caller, allowed(Role.CITY_ORG, Role.CITY_CIVIL, Role.COUNTY_CIVIL)]
Requester = Annotated[Caller, allowed(Role.STREET, Role.CLERK)]
CountyOrganisation = Annotated[Caller, allowed(Role.COUNTY_ORG)]
CorrectionReader = Annotated[
    Caller, allowed(Role.CITY_ORG, Role.COUNTY_ORG, Role.STREET, Role.CLERK)
]
Seconder = Annotated[Caller, allowed(Role.CITY_ORG, Role.COUNTY_ORG)]

# Those whose duty needs names: neither tellers, scrutineers nor auditors, who have the numbers.
Reader = Annotated[
    Caller,
    allowed(
        Role.CITY_ORG,
        Role.CITY_CIVIL,
        Role.COUNTY_ORG,
        Role.COUNTY_CIVIL,
        Role.COUNTY_SC,
        Role.REVIEW_DEPARTMENT,
        Role.STREET,
        Role.CLERK,
        Role.EC,
    ),
]
