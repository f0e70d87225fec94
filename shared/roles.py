"""The roles of the procedure (section 2) and of the system's own administration."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What an account may be. A token may carry several."""

    CITY_ORG = "CITY_ORG"
    CITY_CIVIL = "CITY_CIVIL"
    COUNTY_ORG = "COUNTY_ORG"
    COUNTY_CIVIL = "COUNTY_CIVIL"
    COUNTY_SC = "COUNTY_SC"
    COUNTY_GOV = "COUNTY_GOV"
    REVIEW_DEPARTMENT = "REVIEW_DEPARTMENT"
    STREET = "STREET"
    CLERK = "CLERK"
    SCRUTINEER = "SCRUTINEER"
    TELLER = "TELLER"
    EC = "EC"
    AUDITOR = "AUDITOR"
    OPERATOR = "OPERATOR"


IN_CHINESE = {
    Role.CITY_ORG: "市委组织部",
    Role.CITY_CIVIL: "市民政局",
    Role.COUNTY_ORG: "县(区)委组织部",
    Role.COUNTY_CIVIL: "县(区)民政局",
    Role.COUNTY_SC: "县(区)委常委会",
    Role.COUNTY_GOV: "县(区)人民政府",
    Role.REVIEW_DEPARTMENT: "联审部门",
    Role.STREET: "街道(乡镇)党(工)委",
    Role.CLERK: "社区经办人",
    Role.SCRUTINEER: "监票人",
    Role.TELLER: "计票人",
    Role.EC: "居民选举委员会",
    Role.AUDITOR: "审计人员",
    Role.OPERATOR: "运维人员",
}
