"""Who may call what (procedure, section 2)."""

from __future__ import annotations

from typing import Annotated

from shared.security import Caller, Role, allowed

Anyone = Annotated[Caller, allowed(*Role)]
CityOrganisation = Annotated[Caller, allowed(Role.CITY_ORG)]
CountyOrganisation = Annotated[Caller, allowed(Role.COUNTY_ORG)]
CountyStandingCommittee = Annotated[Caller, allowed(Role.COUNTY_SC)]
ReviewDepartment = Annotated[Caller, allowed(Role.REVIEW_DEPARTMENT)]
Street = Annotated[Caller, allowed(Role.STREET)]
Clerk = Annotated[Caller, allowed(Role.CLERK)]
Scrutineer = Annotated[Caller, allowed(Role.SCRUTINEER)]
Teller = Annotated[Caller, allowed(Role.TELLER)]
ElectionCommittee = Annotated[Caller, allowed(Role.EC)]
CountyCivil = Annotated[Caller, allowed(Role.COUNTY_CIVIL)]
CountyGovernment = Annotated[Caller, allowed(Role.COUNTY_GOV)]
VacancyDecider = Annotated[Caller, allowed(Role.STREET, Role.COUNTY_CIVIL)]
ObjectionHearer = Annotated[Caller, allowed(Role.STREET, Role.COUNTY_CIVIL)]
VOTERS_NAMES = (Role.EC, Role.STREET, Role.COUNTY_CIVIL)
VoterReader = Annotated[Caller, allowed(*VOTERS_NAMES)]
CorrectionRequester = Annotated[Caller, allowed(Role.STREET, Role.CLERK)]
Worker = Annotated[Caller, allowed(Role.CITY_ORG, Role.COUNTY_ORG, Role.STREET, Role.CLERK)]
Planner = Annotated[Caller, allowed(Role.CLERK, Role.EC)]
Talker = Annotated[Caller, allowed(Role.COUNTY_ORG, Role.STREET)]
PartyAuthorities = Annotated[Caller, allowed(Role.STREET, Role.COUNTY_ORG, Role.COUNTY_SC)]
Authorities = Annotated[
    Caller,
    allowed(
        Role.STREET,
        Role.COUNTY_ORG,
        Role.COUNTY_SC,
        Role.COUNTY_CIVIL,
        Role.COUNTY_GOV,
        Role.EC,
    ),
]

# Those who prepare papers, pass them on or approve them: civil affairs and the election committee
# those of residents' elections alone.
PARTY_PAPERS = (Role.CITY_ORG, Role.COUNTY_ORG, Role.COUNTY_SC, Role.STREET, Role.CLERK)
FormReader = Annotated[Caller, allowed(*PARTY_PAPERS, Role.CITY_CIVIL, Role.COUNTY_CIVIL, Role.EC)]

# Those whose duty needs names: neither tellers, scrutineers nor auditors, who have the numbers.
NameReader = Annotated[
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
