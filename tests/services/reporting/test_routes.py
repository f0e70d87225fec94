"""What callers of reporting get, and what they do not."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from services.reporting.domain.figures import FIGURES
from services.reporting.models import Bulletin
from shared.database import make_engine, make_sessions
from shared.messaging.tables import outbox
from tests.oracle import expect
from tests.services.reporting.factories import EXAMPLE, CityEvents, consume, expected_form

CITY, COUNTY, STREET = "220400000000", "220402000000", "220402001000"
COMMUNITY, OTHER_COUNTY, OTHER_CITY = "220402001001", "220403000000", "220300000000"
EXPECTED = expect(EXAMPLE)
STORY = CityEvents(EXAMPLE)
CAMPAIGN = f"/api/v1/campaigns/{STORY.campaign_id}"
FIGURES_PATH = f"{CAMPAIGN}/figures"


@pytest.fixture(scope="module")
def sessions(database):
    engine = make_engine(database.settings("reporting"), pool_size=2)
    opened = make_sessions(engine)
    with opened.begin() as session:
        consume(session, STORY.all())
    yield opened
    engine.dispose()


@pytest.fixture
def client(client_for, sessions):
    def connect(role="CITY_ORG", division=CITY, **who):
        return client_for("reporting", role, division, **who)

    return connect


def issue(client, **body):
    headers = {"Idempotency-Key": str(uuid4())}
    return client.post(f"{CAMPAIGN}/bulletins", json=body, headers=headers)


def test_the_city_reads_every_figure_of_every_division(client):
    answer = client().get(FIGURES_PATH)

    assert answer.status_code == 200
    assert expected_form(answer.json()) == EXPECTED["divisions"]
    assert answer.json()["as_of"] == EXPECTED["as_of"]
    assert [item["level"] for item in answer.json()["items"][:2]] == ["city", "county"]


def test_one_division_is_read_alone_if_that_is_asked(client):
    answer = client().get(FIGURES_PATH, params={"division_code": COUNTY, "descendants": False})

    [item] = answer.json()["items"]
    assert item["division_code"] == COUNTY
    assert item["figures"]["mean_age"]["previous_as_of"] == EXPECTED["previous_as_of"]


def test_a_community_has_figures_of_its_own(client):
    answer = client("CLERK", COMMUNITY).get(FIGURES_PATH)

    [item] = answer.json()["items"]
    assert item["division_code"] == COMMUNITY
    assert item["figures"]["team_members"] == 5


def test_a_province_sees_what_its_city_does(client):
    answer = client("CITY_ORG", "220000000000").get(FIGURES_PATH)

    figures = expected_form(answer.json())
    assert figures[CITY] == EXPECTED["divisions"][CITY]
    assert (
        client("CITY_ORG", "220000000000")
        .get(FIGURES_PATH, params={"division_code": "220000000000"})
        .json()["items"][0]["figures"]["organisations"]
        == 45
    )


def test_a_county_sees_its_own_part_and_nothing_else(client):
    caller = client("COUNTY_ORG", COUNTY)

    seen = expected_form(caller.get(FIGURES_PATH).json())

    below = {code for code in EXPECTED["divisions"] if code.startswith(COUNTY[:6])}
    assert set(seen) == below
    for code in (CITY, OTHER_COUNTY, OTHER_CITY, "999999999999"):
        answer = caller.get(FIGURES_PATH, params={"division_code": code})
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/figures", "/figures/mean_age/rows", "/elections", "/progress", "/bulletins"]
)
def test_another_city_is_told_that_there_is_no_such_campaign(client, path):
    answer = client("CITY_ORG", OTHER_CITY).get(f"{CAMPAIGN}{path}")

    unknown = client().get(f"/api/v1/campaigns/{uuid4()}{path}")
    assert (answer.status_code, unknown.status_code) == (404, 404)
    assert answer.json()["code"] == unknown.json()["code"] == "NOT-FOUND"


def test_who_has_not_signed_in_reads_nothing(client_for, sessions):
    assert client_for("reporting").get(FIGURES_PATH).status_code == 401


def test_an_unknown_parameter_is_refused(client):
    answer = client().get(FIGURES_PATH, params={"division": CITY})

    assert answer.status_code == 422


def test_figures_are_not_sent_again_until_they_change(client, sessions):
    caller = client()
    first = caller.get(FIGURES_PATH)
    etag = first.headers["etag"]

    again = caller.get(FIGURES_PATH, headers={"If-None-Match": etag})
    with sessions.begin() as session:
        consume(session, [STORY.campaign()])
    changed = caller.get(FIGURES_PATH, headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag
    assert changed.json()["items"] == first.json()["items"]


def test_an_etag_of_one_division_is_not_that_of_another(client):
    city = client().get(FIGURES_PATH).headers["etag"]

    county = client("COUNTY_ORG", COUNTY).get(FIGURES_PATH, headers={"If-None-Match": city})

    assert county.status_code == 200


def all_rows(caller, figure, **query):
    rows, cursor = [], None
    while True:
        asked = {"limit": 70, "cursor": cursor, **query}
        parameters = {name: value for name, value in asked.items() if value is not None}
        answer = caller.get(f"{FIGURES_PATH}/{figure}/rows", params=parameters).json()
        rows += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            return rows


@pytest.mark.parametrize("figure", [figure.id for figure in FIGURES])
@pytest.mark.parametrize("division", [CITY, STREET])
def test_the_rows_of_a_figure_add_up_to_it(client, figure, division):
    rows = all_rows(client(), figure, division_code=division)

    told = EXPECTED["divisions"][division][figure]
    if isinstance(told, int):
        assert sum(row["n"] for row in rows) == told == len(rows)
    elif figure == "activities":
        assert sum(row["n"] for row in rows) == sum(told.values())
    else:
        assert sum(row["n"] for row in rows) == told["n"]
        assert sum(row["d"] for row in rows) == told["d"]
    assert len({(row["division_code"], row["reference"]) for row in rows}) == len(rows)
    assert all(row["division_code"].startswith(division.rstrip("0")) for row in rows)


def test_the_rows_of_the_outgoing_teams_add_up_too(client):
    rows = all_rows(client(), "bachelor_or_above", term="outgoing")

    assert (sum(row["n"] for row in rows), sum(row["d"] for row in rows)) == (112, 225)
    assert all(row["kind"] == "person_number" for row in rows)


def test_rows_name_persons_and_are_not_for_every_role(client):
    answer = client("TELLER", COMMUNITY).get(f"{FIGURES_PATH}/mean_age/rows")

    assert answer.status_code == 403


def test_there_are_no_rows_of_an_unknown_figure(client):
    assert client().get(f"{FIGURES_PATH}/luck/rows").status_code == 404


def test_outcomes_are_those_of_the_city(client):
    caller = client()
    pages = [caller.get(f"{CAMPAIGN}/elections", params={"limit": 30, "total": True}).json()]
    cursor = pages[0]["next_cursor"]
    pages.append(caller.get(f"{CAMPAIGN}/elections", params={"limit": 30, "cursor": cursor}).json())

    names = ("completed", "on_schedule", "first_ballot", "elected", "secretary")
    outcomes = {
        item["division_code"]: {name: item[name] for name in names}
        for page in pages
        for item in page["items"]
    }
    assert outcomes == EXPECTED["elections"]
    assert pages[0]["total"] == 45
    assert pages[1]["next_cursor"] is None


def test_progress_counts_what_has_come(client):
    progress = client().get(f"{CAMPAIGN}/progress").json()

    assert progress["version"] > 0
    del progress["version"]
    assert progress == {
        "opened": 45,
        "listed": 6,
        "rectified": 6,
        "completed": 45,
        "seated": 45,
        "voided": 0,
        "problems": 57,
        "problems_closed": 57,
        "activities": 734,
        "reserves": 329,
        "first_secretaries": 62,
    }


def test_campaigns_are_listed_for_those_who_take_part(client):
    for role, division in (("CITY_ORG", CITY), ("CLERK", COMMUNITY), ("AUDITOR", "220000000000")):
        [campaign] = client(role, division).get("/api/v1/campaigns").json()["items"]
        assert campaign["id"] == str(STORY.campaign_id)
    residents = client().get("/api/v1/campaigns", params={"organisation_kind": "RESIDENTS"})
    assert residents.json()["items"] == []


def test_the_figures_that_there_are_have_titles_in_both_languages(client):
    path = "/api/v1/figures"

    chinese = client().get(path).json()["items"]
    english = client().get(path, headers={"Accept-Language": "en"}).json()["items"]

    assert [item["id"] for item in chinese] == [figure.id for figure in FIGURES]
    assert (chinese[5]["title"], english[5]["title"]) == (
        "班子成员平均年龄",
        "Mean age of team members",
    )


def test_a_bulletin_tells_the_published_figures_in_chinese(client):
    answer = issue(client())

    assert answer.status_code == 201
    text = "".join(answer.json()["lines"])
    for told in (
        "截至2021年4月30日,辽源市45个社区党组织完成换届45个,按期换届率100%,一次选举成功率100%",
        "班子成员225名,平均年龄38.7岁,比上届下降2.2岁",
        "本科及以上学历125名,占55.6%,比上届提高5.8个百分点",
        "书记45名,平均年龄42.5岁,比上届下降2.5岁",
        "本科及以上学历21名,占46.7%,比上届提高6.7个百分点",
        "35周岁以下11名,占24.4%,比上届提高22.2个百分点",
        "35周岁以下82名,占36.4%",
        "社会工作专业学历125名,占55.6%",
        "书记后备人才95名、委员后备人才234名",
        "第一书记62名",
        "排查换届问题57个,办结57个;整顿软弱涣散社区党组织6个",
        "谈心谈话600次",
        "宣传资料100000份",
        "培训1025人次",
    ):
        assert told in text


def test_a_bulletin_is_frozen_and_numbered(client, sessions):
    first = issue(client()).json()
    with sessions() as session:
        before = session.scalar(
            select(func.count()).select_from(outbox).where(outbox.c.topic == "reporting")
        )

    second = issue(client()).json()

    assert second["edition"] == first["edition"] + 1
    read = client("AUDITOR").get(f"/api/v1/bulletins/{first['id']}")
    assert read.json() == first
    assert read.headers["etag"]
    listed = client().get(f"{CAMPAIGN}/bulletins").json()["items"]
    assert [item["id"] for item in listed[:2]] == [second["id"], first["id"]]
    with sessions() as session:
        sent = session.execute(select(outbox).where(outbox.c.topic == "reporting")).all()
    assert len(sent) == before + 1
    assert json.loads(sent[-1].body)["bulletin_id"] == second["id"]


def test_a_repeated_request_issues_no_second_bulletin(client, sessions):
    headers = {"Idempotency-Key": str(uuid4())}
    answers = [client().post(f"{CAMPAIGN}/bulletins", json={}, headers=headers) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    with sessions() as session:
        assert session.get(Bulletin, answers[0].json()["id"]) is not None


def test_a_county_issues_a_bulletin_of_its_own_and_no_other(client):
    county = issue(client("COUNTY_ORG", COUNTY))
    city = issue(client("COUNTY_ORG", COUNTY), division_code=CITY)
    street = issue(client("STREET", STREET))

    assert county.json()["division_code"] == COUNTY
    assert {row["division_code"][:6] for row in county.json()["table"]} == {COUNTY[:6]}
    assert city.status_code == 404
    assert street.status_code == 403
    bulletin = f"/api/v1/bulletins/{county.json()['id']}"
    assert client("COUNTY_ORG", OTHER_COUNTY).get(bulletin).status_code == 404
    assert client().get(bulletin).status_code == 200


def test_civil_affairs_issue_the_bulletins_of_residents_committees_alone(client, sessions):
    opened = STORY.campaign().model_copy(
        update={"campaign_id": uuid4(), "organisation_kind": "RESIDENTS"}
    )
    with sessions.begin() as session:
        consume(session, [opened])
    residents = f"/api/v1/campaigns/{opened.campaign_id}/bulletins"

    for role, division in (("CITY_CIVIL", CITY), ("COUNTY_CIVIL", COUNTY)):
        office = client(role, division)
        refused = issue(office)
        issued = office.post(residents, json={}, headers={"Idempotency-Key": str(uuid4())})
        assert (refused.status_code, refused.json()["code"]) == (403, "FORBIDDEN")
        assert (issued.status_code, issued.json()["division_code"]) == (201, division)


def test_a_bulletin_has_a_row_for_each_county_and_one_for_the_city(client):
    table = issue(client()).json()["table"]

    assert [row["division_code"] for row in table] == [
        COUNTY,
        OTHER_COUNTY,
        "220421000000",
        CITY,
    ]
    assert table[-1]["cells"]["mean_age"] == "38.7"
    assert table[0]["cells"]["bachelor_or_above"] == "58.9%"
