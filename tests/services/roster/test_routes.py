"""The roster over HTTP: who may call, what lies outside a division, refusals, repeated requests."""

from __future__ import annotations

import io
from uuid import UUID, uuid4

import openpyxl
import pytest

from services.roster.worker import run_next_import
from shared.database import make_engine, make_sessions
from tests.services.roster.factories import (
    CITY,
    COMMUNITY,
    COUNTY,
    DIVISIONS,
    FAR_COMMUNITY,
    FAR_STREET,
    LINES,
    NEIGHBOUR,
    OTHER_COUNTY,
    STREET,
    a_workbook,
)

API = "/api/v1"
NOBODY = UUID(int=1)


@pytest.fixture(scope="module")
def city(client_for):
    """Return the city's organisation department."""
    return client_for("roster", "CITY_ORG", CITY)


@pytest.fixture(scope="module")
def work_off(database):
    """Return a function that does what the worker does about imports."""
    engine = make_engine(database.settings("roster"), pool_size=2)
    sessions = make_sessions(engine)

    def run() -> None:
        while run_next_import(sessions):
            pass

    yield run
    engine.dispose()


def upload(client, content, *, key=None, **form):
    """Send a file to be imported."""
    given = {"kind": "roster", "name": "名册.xlsx", **form}
    headers = {"Idempotency-Key": key or str(uuid4())}
    return client.post(
        f"{API}/imports", data=given, files={"file": ("file", content)}, headers=headers
    )


def send(client, method, path, body, **headers):
    """Send JSON under a new key."""
    given = {"Idempotency-Key": str(uuid4()), **headers}
    return client.request(method, f"{API}{path}", json=body, headers=given)


@pytest.fixture(scope="module", autouse=True)
def small_city(city, work_off):
    """Put the small city on record, over HTTP."""
    assert upload(city, DIVISIONS.encode(), kind="divisions").status_code == 202
    assert upload(city, a_workbook()).status_code == 202
    work_off()


@pytest.fixture
def organisation(city):
    """Return the entry of the first community's organisation."""
    return city.get(f"{API}/organisations", params={"division_code": COMMUNITY}).json()["items"][0]


# Imports ------------------------------------------------------------------------------------------


def test_an_import_is_taken_in_at_once_and_done_by_the_worker(city, work_off):
    taken = upload(city, a_workbook())
    queued = city.get(taken.headers["location"]).json()
    work_off()
    done = city.get(taken.headers["location"]).json()

    assert taken.status_code == 202
    assert (queued["state"], queued["read"]) == ("QUEUED", 0)
    assert (done["state"], done["read"], done["unchanged"]) == ("DONE", LINES, LINES)


def test_a_repeated_upload_is_one_import(city):
    key = str(uuid4())
    content = a_workbook()

    first, second = upload(city, content, key=key), upload(city, content, key=key)
    other = upload(city, a_workbook({"党组织!G2": 7}), key=key)

    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY-KEY-REUSED")


def test_errors_are_told_in_the_readers_language_and_the_file_comes_back(city, work_off):
    place = upload(city, a_workbook({"上届班子!E2": "昨天", "党组织!G2": 0})).headers["location"]
    work_off()

    chinese = city.get(f"{place}/errors?limit=1")
    english = city.get(f"{place}/errors", headers={"Accept-Language": "en"}).json()["items"]
    book = city.get(f"{place}/workbook")

    assert city.get(place).json()["state"] == "REJECTED"
    assert chinese.json()["items"][0]["message"] == "不是有效日期。"
    assert 'rel="next"' in chinese.headers["link"]
    assert [(each["address"], each["code"]) for each in english] == [
        ("上届班子!E2", "BAD-DATE"),
        ("党组织!G2", "SEATS"),
    ]
    assert english[0]["how_to_mend"].startswith("Write it as 2021-03-15")
    assert "filename*=UTF-8''%E5%90%8D%E5%86%8C" in book.headers["content-disposition"]
    workbook = openpyxl.load_workbook(io.BytesIO(book.content))
    assert workbook["上届班子"]["E2"].comment is not None


def test_an_import_without_mistakes_has_no_file_to_give_back(city, work_off):
    place = upload(city, a_workbook()).headers["location"]
    work_off()

    assert city.get(f"{place}/workbook").status_code == 404


@pytest.mark.parametrize(
    "form", [{"kind": "people"}, {"mode": "maybe"}, {"on_error": "x"}, {"name": ""}, {"more": "x"}]
)
def test_a_form_that_says_something_else_is_refused(city, form):
    answer = upload(city, a_workbook(), **form)

    assert answer.status_code == 422
    assert next(iter(form)) in str(answer.json()["errors"])


def test_an_import_belongs_to_its_division(city, client_for):
    place = upload(city, a_workbook()).headers["location"]
    stranger = client_for("roster", "CITY_ORG", "220300000000")

    for path in ("", "/errors", "/workbook"):
        assert stranger.get(f"{place}{path}").status_code == 404


@pytest.mark.parametrize("role", ["COUNTY_ORG", "STREET", "CLERK", "AUDITOR", "OPERATOR"])
def test_only_the_citys_organisation_department_imports(client_for, role):
    client = client_for("roster", role, CITY)

    assert upload(client, a_workbook()).status_code == 403
    assert client.get(f"{API}/imports/{NOBODY}").status_code == 403


# What is within a division ------------------------------------------------------------------------


def test_divisions_are_listed_within_the_callers_own(client_for):
    county = client_for("roster", "COUNTY_ORG", COUNTY)

    def listed(**query):
        items = county.get(f"{API}/divisions", params=query).json()["items"]
        return [each["code"] for each in items]

    assert listed() == [COUNTY, STREET, COMMUNITY, NEIGHBOUR]
    assert listed(level="community") == [COMMUNITY, NEIGHBOUR]
    assert listed(parent_code=STREET) == [COMMUNITY, NEIGHBOUR]
    assert listed(division_code=STREET) == [STREET, COMMUNITY, NEIGHBOUR]
    assert listed(division_code=OTHER_COUNTY) == []
    assert county.get(f"{API}/divisions/{STREET}").json()["name"] == "东吉街道"
    for code in (CITY, OTHER_COUNTY, FAR_COMMUNITY, "220402009000"):
        assert county.get(f"{API}/divisions/{code}").status_code == 404


def test_organisations_are_listed_within_the_callers_own(city, client_for, organisation):
    far = client_for("roster", "COUNTY_ORG", OTHER_COUNTY)

    def listed(client, **query):
        items = client.get(f"{API}/organisations", params=query).json()["items"]
        return [each["division_code"] for each in items]

    assert listed(city) == [COMMUNITY, FAR_COMMUNITY]
    assert listed(city, division_code=COUNTY, descendants=False) == []
    assert listed(city, kind="RESIDENTS") == []
    assert listed(city, due_until="2021-12-31") == [COMMUNITY]
    assert listed(far) == [FAR_COMMUNITY]
    assert listed(far, division_code=COMMUNITY) == []
    for path in ("", "/terms"):
        assert far.get(f"{API}/organisations/{organisation['id']}{path}").status_code == 404


def test_an_organisation_is_read_with_its_team_and_a_version(city, organisation):
    path = f"{API}/organisations/{organisation['id']}"

    read = city.get(path)
    again = city.get(path, headers={"If-None-Match": read.headers["etag"]})
    terms = city.get(f"{path}/terms").json()["items"]

    assert read.json()["due_on"] == "2021-03-12"
    assert again.status_code == 304
    held = [(each["person_number"], each["post"]) for each in terms[0]["posts"]]
    assert held == [("P-1", "SECRETARY"), ("P-2", "MEMBER")]
    assert "name" not in terms[0]["posts"][0]


def people(client, numbers, **query):
    """Return the people of these numbers as a caller sees them."""
    given = {"numbers": numbers, "as_of": "2021-04-30", **query}
    return client.get(f"{API}/people", params=given)


def test_people_are_read_by_number_with_their_age_on_a_day(client_for, organisation):
    clerk = client_for("roster", "CLERK", COMMUNITY)

    found = people(clerk, "P-3,P-2,P-99").json()["items"]
    later = people(clerk, "P-2", as_of="2021-05-04").json()["items"]

    assert [(each["person_number"], each["name"], each["age"]) for each in found] == [
        ("P-2", "东生", 44),
        ("P-3", "莲莉", 24),
    ]
    assert found[0]["social_work"] is True
    assert found[0]["bachelor_or_above"] is False
    assert found[0]["nominee_of"] == [organisation["id"]]
    assert [each["present_post"] for each in found] == [f"{organisation['name']}委员", ""]
    assert later[0]["age"] == 45
    assert "born_on" not in found[0]


def test_a_person_is_seen_where_they_hold_or_may_hold_something(client_for):
    everyone = "P-1,P-2,P-3,P-4,P-5,P-6"
    expected = {
        COMMUNITY: ["P-1", "P-2", "P-3", "P-4"],
        STREET: ["P-1", "P-2", "P-3", "P-4", "P-5"],
        NEIGHBOUR: [],
        FAR_STREET: ["P-6"],
    }

    for division, numbers in expected.items():
        found = people(client_for("roster", "STREET", division), everyone).json()["items"]
        assert [each["person_number"] for each in found] == numbers


def test_one_person_is_read_with_the_posts_held(client_for):
    street = client_for("roster", "STREET", STREET)
    person = people(street, "P-1").json()["items"][0]["person_id"]

    read = street.get(f"{API}/people/{person}", params={"as_of": "2021-04-30"}).json()
    far = client_for("roster", "STREET", FAR_STREET).get(f"{API}/people/{person}")

    assert [(each["post"], each["held_from"]) for each in read["posts"]] == [
        ("SECRETARY", "2018-03-12")
    ]
    assert read["age"] == 54
    assert street.get(f"{API}/people/{person}").json()["age"] is None
    assert far.status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"numbers": "P-1"},
        {"as_of": "2021-04-30"},
        {"numbers": "P-1", "as_of": "yesterday"},
        {"numbers": "P 1", "as_of": "2021-04-30"},
        {"numbers": ",".join(f"P-{n}" for n in range(51)), "as_of": "2021-04-30"},
        {"numbers": "P-1", "as_of": "2021-04-30", "name": "x"},
    ],
)
def test_people_are_not_read_in_any_other_way(city, query):
    assert city.get(f"{API}/people", params=query).status_code == 422


@pytest.mark.parametrize("role", ["TELLER", "SCRUTINEER", "AUDITOR", "OPERATOR", "COUNTY_GOV"])
def test_names_are_for_those_whose_duty_needs_them(client_for, role):
    client = client_for("roster", role, COUNTY)

    assert people(client, "P-1").status_code == 403
    assert client.get(f"{API}/organisations").status_code == 200


def test_nothing_is_read_without_a_token(client_for):
    nobody = client_for("roster")

    for path in ("/divisions", "/organisations", "/people", "/reserves", f"/imports/{NOBODY}"):
        assert nobody.get(f"{API}{path}").status_code == 401


# Corrections --------------------------------------------------------------------------------------


def test_an_entry_is_corrected_against_the_version_that_was_read(city, organisation):
    path = f"/organisations/{organisation['id']}"
    etag = f'"{organisation["version"]}"'

    blind = send(city, "PATCH", path, {"seats": 7})
    first = send(city, "PATCH", path, {"seats": 7}, **{"If-Match": etag})
    stale = send(city, "PATCH", path, {"seats": 9}, **{"If-Match": etag})

    assert (blind.status_code, blind.json()["code"]) == (428, "IF-MATCH-REQUIRED")
    assert (first.status_code, first.json()["seats"]) == (200, 7)
    assert first.headers["etag"] == f'"{organisation["version"] + 1}"'
    assert (stale.status_code, stale.json()["code"]) == (412, "STALE")
    assert city.get(f"{API}{path}").json()["seats"] == 7


def test_a_correction_that_cannot_be_is_refused_and_changes_nothing(city, organisation):
    path = f"/organisations/{organisation['id']}"
    etag = {"If-Match": f'"{organisation["version"]}"'}

    too_many = send(city, "PATCH", path, {"seats": 999}, **etag)
    unknown = send(city, "PATCH", path, {"elected_on": "2018-01-01"}, **etag)

    other_form = send(city, "PATCH", path, {"type": "RESIDENTS_COMMITTEE"}, **etag)
    blank = send(city, "PATCH", path, {"name": " ", "superior": "\u3000"}, **etag)

    assert (too_many.status_code, too_many.json()["code"]) == (409, "SEATS")
    assert unknown.status_code == 422
    assert (other_form.status_code, other_form.json()["code"]) == (422, "ORGANISATION-TYPE")
    assert [each["pointer"] for each in blank.json()["errors"]] == ["/name", "/superior"]
    assert city.get(f"{API}{path}").json() == organisation


def test_another_countys_entry_is_not_there(client_for, organisation):
    far = client_for("roster", "COUNTY_ORG", OTHER_COUNTY)

    answer = send(far, "PATCH", f"/organisations/{organisation['id']}", {"seats": 7},
                  **{"If-Match": '"1"'})  # fmt: skip

    assert (answer.status_code, answer.json()["code"]) == (404, "NOT-FOUND")


# Reserves and first secretaries -------------------------------------------------------------------

RESERVE = {
    "person_number": "P-3", "division_code": COMMUNITY, "post": "MEMBER", "source": "社区工作者",
    "filed_on": "2021-04-20",
}  # fmt: skip
NEW_PERSON = {"name": "新来", "sex": "2", "born_on": "1990-01-01", "education": "21"}


def test_a_reserve_is_filed_and_withdrawn(client_for):
    street = client_for("roster", "STREET", STREET)

    filed = send(street, "POST", "/reserves", RESERVE)
    twice = send(street, "POST", "/reserves", RESERVE)
    path = f"/reserves/{filed.json()['id']}/withdrawal"
    early = send(street, "POST", path, {"withdrawn_on": "2021-04-19"})
    withdrawn = send(street, "POST", path, {"withdrawn_on": "2021-05-01"})
    again = send(street, "POST", path, {"withdrawn_on": "2021-05-01"})
    listed = street.get(f"{API}/reserves").json()["items"]
    ended = street.get(f"{API}/reserves", params={"include_ended": True}).json()["items"]

    assert filed.status_code == 201
    assert (twice.status_code, twice.json()["code"]) == (409, "ALREADY-RECORDED")
    assert (early.status_code, early.json()["code"]) == (409, "ENDED-BEFORE-BEGUN")
    assert withdrawn.json()["withdrawn_on"] == "2021-05-01"
    assert (again.status_code, again.json()["code"]) == (409, "ALREADY-ENDED")
    assert "P-3" not in [each["person_number"] for each in listed]
    assert "P-3" in [each["person_number"] for each in ended]


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"person_number": "P-99"}, 422, "UNKNOWN-PERSON"),
        ({"person_number": "P-6"}, 422, "UNKNOWN-PERSON"),
        ({"person": NEW_PERSON}, 409, "PERSON-DIFFERS"),
        ({"person_number": "P-6", "person": NEW_PERSON}, 409, "PERSON-DIFFERS"),
        ({"division_code": STREET}, 422, "WRONG-LEVEL"),
        ({"division_code": FAR_COMMUNITY}, 404, "NOT-FOUND"),
        ({"post": "KING"}, 422, "INVALID"),
        ({"person": {**NEW_PERSON, "education": "99"}}, 422, "INVALID"),
        ({"person": {**NEW_PERSON, "born_on": "2099-01-01"}}, 422, "INVALID"),
        ({"person": {**NEW_PERSON, "name": "\u3000"}}, 422, "INVALID"),
        ({"filed_on": "9999-12-31"}, 422, "INVALID"),
        ({"filed_on": 1609459200}, 422, "INVALID"),
        ({"filed_on": "2021-04-20T00:00:00"}, 422, "INVALID"),
    ],
)
def test_a_reserve_that_cannot_be_is_refused(client_for, change, status, code):
    street = client_for("roster", "STREET", STREET)

    answer = send(street, "POST", "/reserves", {**RESERVE, **change})

    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_first_secretary_who_is_new_to_the_roster_is_posted_and_ended(client_for):
    county = client_for("roster", "COUNTY_ORG", COUNTY)
    body = {
        "person_number": "P-7", "division_code": STREET, "sent_by": "县直机关",
        "posted_on": "2021-02-01", "person": NEW_PERSON,
    }  # fmt: skip

    posted = send(county, "POST", "/first-secretaries", body)
    ended = send(
        county, "POST", f"/first-secretaries/{posted.json()['id']}/ending",
        {"ended_on": "2021-04-01"}, **{"If-Match": posted.headers["etag"]},
    )  # fmt: skip

    assert posted.status_code == 201
    assert posted.headers["location"] == f"{API}/first-secretaries/{posted.json()['id']}"
    assert ended.json()["ended_on"] == "2021-04-01"
    assert people(county, "P-7").json()["items"][0]["name"] == "新来"


def test_another_streets_entries_are_not_there(client_for):
    entry = client_for("roster", "STREET", STREET).get(f"{API}/reserves").json()["items"][0]
    far = client_for("roster", "STREET", FAR_STREET)

    answer = send(
        far, "POST", f"/reserves/{entry['id']}/withdrawal", {"withdrawn_on": "2021-05-01"}
    )

    assert answer.status_code == 404
    assert far.get(f"{API}/reserves").json()["items"] == []


def test_a_repeated_key_with_another_body_is_refused(client_for):
    street = client_for("roster", "STREET", STREET)
    key = {"Idempotency-Key": str(uuid4())}

    first = send(street, "POST", "/reserves", {**RESERVE, "person_number": "P-1"}, **key)
    same = send(street, "POST", "/reserves", {**RESERVE, "person_number": "P-1"}, **key)
    other = send(street, "POST", "/reserves", {**RESERVE, "person_number": "P-2"}, **key)

    assert (first.status_code, same.status_code) == (201, 201)
    assert first.json() == same.json()
    assert (other.status_code, other.json()["code"]) == (422, "IDEMPOTENCY-KEY-REUSED")


@pytest.mark.parametrize(
    ("path", "roles"),
    [("/reserves", ["CLERK", "AUDITOR", "COUNTY_SC"]), ("/first-secretaries", ["STREET", "CLERK"])],
)
def test_others_may_not_enter_people(client_for, path, roles):
    for role in roles:
        assert send(client_for("roster", role, STREET), "POST", path, {}).status_code == 403
