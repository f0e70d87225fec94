"""Forms made from the records of a residents' election: what they say, and never say."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from services.election.domain.forms import Form
from services.election.domain.residents_forms import NAMING_VOTERS, RESIDENTS_SHEETS, street_office
from tests.services.election.residents.player import Player
from tests.services.election.test_forms import tables_of, words_of

MADE_FROM = {
    Form.REQUEST: "METHOD",
    Form.REPLY: "METHOD_APPROVAL",
    Form.VOTER_LIST: "VOTER_LIST",
    Form.NOTICE: "CANDIDATE_LIST",
    Form.PROXIES: "PROXY",
    Form.ATTENDANCE: "VOTER_LIST",
    Form.COUNT_RECORD: "VOTE_TALLY",
    Form.RESULT_REPORT: "FILING",
    Form.CERTIFICATE: "CERTIFICATES",
}


def read(player: Player, form: str, role: str = "EC"):
    """Return a form as it is downloaded."""
    client = player.client_for("election", role, player.office_of(role))
    return client.get(f"/api/v1/elections/{player.election}/forms/{form}")


def content_of(player: Player, form: str) -> bytes:
    """Return the document of a form that can be made."""
    answer = read(player, form)
    assert answer.status_code == 200, answer.text
    return answer.content


def give_proxy(player: Player) -> None:
    """Have the first voter authorise the second."""
    body = {
        "on": player.course.before(4),
        "principal": player.voters[0],
        "agent": player.voters[1],
        "in_writing": True,
        "published_on": player.course.before(2),
    }
    player.post("/proxies", body)


@pytest.fixture
def played(a_player):
    """Return an election that was played to its end, with a proxy, and the ballot before it."""
    player = a_player()
    player.to_the_vote()
    give_proxy(player)
    player.before_the_vote = content_of(player, "ballot")
    player.open_vote()
    player.count()
    player.complete()
    return player


def test_every_form_is_made_of_the_record_that_is_named_at_its_foot(played):
    items = played.get("/forms", role="EC")["items"]
    assert [each["form"] for each in items] == list(RESIDENTS_SHEETS)
    assert all(each["ready"] for each in items), items

    records = played.get("/records")["items"]
    for form, step in MADE_FROM.items():
        record = [each for each in records if each["step"] == step][-1]
        foot = words_of(content_of(played, form)).splitlines()[-1]
        assert f"{record['id']}（序号 {record['version']}）" in foot, form
    assert "CANDIDATE_LIST" in {each["step"] for each in records}
    foot = words_of(content_of(played, "ballot")).splitlines()[-1]
    assert foot == words_of(played.before_the_vote).splitlines()[-1]
    assert [each["id"] for each in records if each["step"] == "CANDIDATE_LIST"][-1] in foot


def test_no_form_shows_a_number_of_a_person(played):
    people = [name for each in played.course.nominees.values() for name in each]
    for form in RESIDENTS_SHEETS:
        words = words_of(content_of(played, form))
        assert not any(word in words for word in ("身份证", "住址", "电话", "出生日期")), form
        assert not any(f"{who}" in words for who in (*people, *played.voters)), form


def test_the_ballot_has_a_part_for_each_post_with_room_for_others(played):
    tables = tables_of(played.before_the_vote)

    assert [table[0] for table in tables] == [["候选人", "同意", "不同意"]] * 3
    named = [sum(row[0] != "" for row in table[1:]) for table in tables]
    empty = [sum(row[0] == "" for row in table[1:]) for table in tables]
    assert (named, empty) == ([2, 2, 4], [1, 1, 3])
    words = words_of(played.before_the_vote)
    assert [f"{post}（应选{seats}名）" in words for post, seats in
            (("主任", 1), ("副主任", 1), ("委员", 3))] == [True] * 3  # fmt: skip


def test_the_voter_list_names_everyone_and_until_when_to_object(played):
    content = content_of(played, "voter-list")

    (rows,) = tables_of(content)
    assert rows[0] == ["序号", "姓名", "性别"] * 2
    numbers = [row[place] for place in (0, 3) for row in rows[1:]]
    assert numbers == [str(number) for number in range(1, played.course.voters + 1)]
    assert {row[1] for row in rows[1:]} == {"选民"}
    published = date.fromisoformat(played.course.before(20))
    until = published.replace(day=published.day + 5)
    assert f"{until.year}年{until.month}月{until.day}日前" in words_of(content)


def test_the_count_record_and_the_report_have_the_votes_of_each_post(played):
    for form in ("count-record", "result-report"):
        tables, words = tables_of(content_of(played, form)), words_of(content_of(played, form))
        votes = [[row[2] for row in table[1:]] for table in tables]
        assert votes == [["40", "8"], ["40", "8"], ["40", "40", "40", "8"]], form
        assert "发出选票50张，收回选票50张，其中有效票50张，无效票0张" in words
    assert "空缺" not in words


def test_each_member_elected_has_a_certificate_of_his_post(played):
    words = words_of(content_of(played, "certificate"))

    posts = [line.split("居民委员会")[2].split("（")[0] for line in words.splitlines()
             if "你当选为" in line]  # fmt: skip
    assert posts == ["主任", "副主任", "委员", "委员", "委员"]
    assert words.splitlines().count("当选证书") == 5


def test_households_sign_without_names(a_player):
    player = a_player(mode="HOUSEHOLD", households=30)
    player.to_the_list()

    (rows,) = tables_of(content_of(player, "attendance"))

    assert len(rows) == 1 + 15
    assert {row[1] for row in rows[1:]} == {""}


def test_what_is_not_on_record_is_missed(a_player):
    player = a_player()
    player.form_committee()

    items = player.get("/forms", role="EC")["items"]
    assert not any(each["ready"] for each in items)
    answer = read(player, "certificate")
    assert (answer.status_code, answer.json()["code"]) == (409, "FORM-NOT-READY")


def test_names_of_voters_are_for_those_who_keep_the_list(played):
    for form in NAMING_VOTERS:
        assert read(played, form, role="CLERK").status_code == 403
        assert read(played, form, role="COUNTY_CIVIL").status_code == 200
    assert read(played, "certificate", role="COUNTY_CIVIL").status_code == 200
    assert read(played, "certificate", role="TELLER").status_code == 403


def test_offices_are_named_as_they_are():
    assert [street_office(name) for name in ("东吉街道", "东吉街道办事处", "寿山镇")] == [
        "东吉街道办事处",
        "东吉街道办事处",
        "寿山镇人民政府",
    ]


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="needs libreoffice-writer-nogui and poppler-utils",
)
@pytest.mark.timeout(600)
def test_libreoffice_opens_every_form_and_shows_its_pages(played, tmp_path):
    pages = {"voter-list": 2, "attendance": 2, "result-report": 2, "count-record": 2}
    pages["certificate"] = 5
    for form in RESIDENTS_SHEETS:
        (tmp_path / f"{form}.docx").write_bytes(content_of(played, form))

    sources = [str(tmp_path / f"{form}.docx") for form in RESIDENTS_SHEETS]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, *sources], check=True, capture_output=True, timeout=500)

    shown = {}
    for form in RESIDENTS_SHEETS:
        source = str(tmp_path / f"{form}.pdf")
        draw = ["pdftoppm", "-r", "60", "-png", source, str(tmp_path / form)]
        subprocess.run(draw, check=True, timeout=60)
        shown[form] = len(list(tmp_path.glob(f"{form}-*.png")))
    assert shown == {form: pages.get(form, 1) for form in RESIDENTS_SHEETS}
