"""Forms made from an election's records: what they say, what they never say, how they look."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from docx import Document

from services.election.domain.facts import RoundStatus
from services.election.domain.forms import SHEETS, education_level, party_organ
from services.election.domain.residents_forms import RESIDENTS_SHEETS
from services.election.domain.states import State, Step
from services.election.domain.tally import PersonVotes, RoundKind, RoundTally
from services.election.forms import fill
from services.election.forms.templates.__main__ import lay_out
from services.election.models import Election, MeetingHeld, Nominee, Record, Round
from services.election.queries.forms.ballots import announcement, count_facts
from services.election.queries.forms.subject import Subject
from services.election.queries.rounds import RoundRead
from tests.services.election import factories
from tests.services.election.http import Office

DING, WANG, LI, ZHANG = "丁一", "王二", "李三", "张四"
NUMBERS = [f"2204-0000{place}" for place in range(1, 5)]
# By strokes 丁 2, 王 4, 李 7, 张 7: put forward, and elected by votes, in another order.
NAMES = dict(zip(NUMBERS, (ZHANG, LI, WANG, DING), strict=True))
PERSON = {"sex": "2", "birth_year": 1986, "education": "31", "present_post": "东吉社区党总支委员"}
EVERY_TEMPLATE = [*SHEETS, *(f"residents-{form}" for form in RESIDENTS_SHEETS)]
TEMPLATES = Path(__file__).parents[3] / "services/election/forms/templates"


@pytest.fixture(scope="module")
def office(client_for, database):
    """Return the service."""
    opened = Office(client_for, database.settings("election"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def approved(office):
    """Return an election whose result is approved; the second of the list became deputy."""
    return office.election(State.APPROVED, **COURSE)


COURSE = {"names": NAMES, "facts": PERSON}


def form_of(case, form: str, role: str = "CLERK", query: str = ""):
    """Return a form as it is downloaded."""
    answer = case.call("GET", f"/forms/{form}{query}", role)
    assert answer.status_code == 200, answer.text
    return answer


def words_of(content: bytes) -> str:
    """Return all that a document says: paragraphs, tables, foot."""
    document = Document(io.BytesIO(content))
    parts = [each.text for each in document.paragraphs]
    parts += ["|".join(row) for table in tables_of(content) for row in table]
    parts += [each.text for each in document.sections[0].footer.paragraphs]
    return "\n".join(parts)


def tables_of(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a document as rows of cells."""
    document = Document(io.BytesIO(content))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def record_of(case, step: str) -> dict:
    """Return the newest standing record of a step."""
    records = case.call("GET", "/records", "CLERK").json()["items"]
    return [each for each in records if each["step"] == step and not each["superseded_by"]][-1]


# --- What can be made, and when ---------------------------------------------------------------


def test_the_list_says_what_can_be_made_and_what_is_missing(office):
    case = office.election(State.NOTICED, **COURSE)

    items = case.call("GET", "/forms", "CLERK").json()["items"]

    assert [each["form"] for each in items] == list(SHEETS)
    missing = {each["form"]: each["missing"] for each in items if not each["ready"]}
    assert missing.keys() == {"ballot", "count-record", "result-report", "certificate"}
    assert missing["ballot"] == ["Still to be recorded: deliberation."]
    assert case.call("GET", "/forms/ballot", "CLERK").status_code == 409


@pytest.mark.parametrize("form", list(SHEETS))
def test_a_form_is_refused_before_its_record_is_there(office, form):
    case = office.election(State.CLEARED)

    answer = case.call("GET", f"/forms/{form}", "CLERK")

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (409, "FORM-NOT-READY")
    assert problem["needed"].startswith("Still to be recorded: ")


def test_every_form_is_a_word_file_with_a_name_a_digest_and_the_record_it_was_made_from(approved):
    made_from = {
        "request": "REQUEST", "reply": "REPLY", "attendance": "ROLL_FREEZE", "notice": "NOTICE",
        "ballot": "DELIBERATION", "count-record": "TALLY", "result-report": "REPORT",
        "certificate": "RESULT_APPROVAL",
    }  # fmt: skip
    for form, step in made_from.items():
        answer, record = form_of(approved, form), record_of(approved, step)

        assert answer.headers["content-type"].endswith("wordprocessingml.document")
        plain, encoded = answer.headers["content-disposition"].split("; ")[1:]
        assert plain == f'filename="{form}.docx"'
        assert unquote(encoded.removeprefix("filename*=UTF-8''")).startswith("东吉社区党总支")
        digest = b64encode(sha256(answer.content).digest()).decode()
        assert answer.headers["content-digest"] == f"sha-256=:{digest}:"
        assert answer.headers["cache-control"] == "no-store"
        foot = words_of(answer.content).splitlines()[-1]
        assert f"{record['id']}（序号 {record['version']}）" in foot


def test_the_same_record_gives_the_same_bytes(approved):
    one, other = form_of(approved, "result-report"), form_of(approved, "result-report")

    assert one.content == other.content


def test_forms_are_for_those_who_prepare_or_approve_papers(approved):
    for role in ("TELLER", "SCRUTINEER", "AUDITOR", "REVIEW_DEPARTMENT"):
        assert approved.call("GET", "/forms/notice", role).status_code == 403
    elsewhere = factories.OTHER_STREET
    assert approved.call("GET", "/forms", "STREET", division=elsewhere).status_code == 404
    assert approved.call("GET", "/forms/poster", "CLERK").status_code == 422


# --- What they say ----------------------------------------------------------------------------


def test_request_and_reply_name_each_other_and_the_seats(approved):
    request = words_of(form_of(approved, "request").content)
    reply = words_of(form_of(approved, "reply").content)

    assert "关于召开党员大会进行换届选举的请示" in request
    assert "中共东吉街道工作委员会：" in request
    assert "任期至2021年4月24日届满" in request
    assert "拟设委员3名" in request
    assert "社党〔2021〕1号" in request
    assert "2021年2月6日" in request
    assert "中共东吉街道工作委员会文件" in reply
    assert "（社党〔2021〕1号）收悉" in reply
    assert "设委员3名" in reply
    assert reply.splitlines().index("东吉社区党总支：") > 0


def test_the_attendance_sheet_has_a_line_for_each_member_of_the_base(approved):
    content = form_of(approved, "attendance").content

    (rows,) = tables_of(content)
    numbered = [row[0] for row in rows[1:]] + [row[4] for row in rows[1:]]
    assert numbered == [str(line) for line in range(1, 51)]
    assert "应到会：50人" in words_of(content)


def test_the_notice_shows_six_facts_of_each_candidate_and_no_other(approved):
    content = form_of(approved, "notice").content

    (rows,) = tables_of(content)
    assert rows[0] == ["姓名", "性别", "出生年份", "学历", "现任职务", "拟任职务"]
    shared = ["女", "1986", "大学专科", "东吉社区党总支委员"]
    assert rows[1:] == [
        [DING, *shared, "委员"],
        [WANG, *shared, "委员"],
        [LI, *shared, "委员"],
        [ZHANG, *shared, "委员、书记"],
    ]
    assert "公示时间：2021年2月23日至2021年3月4日" in words_of(content)


def test_no_form_shows_numbers_of_persons_addresses_or_telephones(approved):
    for form in SHEETS:
        words = words_of(form_of(approved, form).content)
        assert not any(word in words for word in ("身份证", "住址", "地址", "电话", "手机"))
        assert not any(number in words for number in NUMBERS)


def test_candidates_stand_on_the_ballot_by_strokes_and_nothing_says_who_votes(approved):
    content = form_of(approved, "ballot").content

    (rows,) = tables_of(content)
    assert rows[0] == ["候选人", "赞成", "不赞成", "弃权", "另选他人姓名"]
    assert [row[0] for row in rows[1:]] == [DING, WANG, LI, ZHANG]
    assert all(cell == "" for row in rows[1:] for cell in row[1:])
    assert "应选名额：3名" in words_of(content)


def test_the_ballot_on_the_secretary_keeps_the_approved_order(office):
    case = office.election(State.CERTIFIED, **COURSE, deputies=(NUMBERS[2], NUMBERS[1]))

    content = form_of(case, "ballot").content

    (rows,) = tables_of(content)
    assert [row[0] for row in rows[1:]] == [
        f"{ZHANG}（书记）",
        f"{WANG}（副书记）",
        f"{LI}（副书记）",
    ]
    assert "书记、副书记选举选票" in words_of(content)


def test_the_count_record_has_everyones_four_numbers(approved):
    content = form_of(approved, "count-record", query="?round=1").content

    (rows,) = tables_of(content)
    assert rows[1:] == [
        ["1", DING, "10", "30", "5", "0"],
        ["2", WANG, "35", "10", "0", "0"],
        ["3", LI, "40", "3", "2", "0"],
        ["4", ZHANG, "44", "1", "0", "0"],
    ]
    words = words_of(content)
    assert "发出选票45张，收回选票45张，其中有效票45张，无效票0张" in words
    assert words.count("监票人（签字）") == 2
    assert f"当选（以姓氏笔画为序）：{WANG}、{LI}、{ZHANG}。" in words
    assert approved.call("GET", "/forms/count-record?round=2", "CLERK").status_code == 409


def test_a_void_round_has_its_count_record_too(office):
    case = office.election(State.VOTING, **COURSE)
    case.post("/rounds", "SCRUTINEER", {"kind": "FIRST", "issued": 45})
    votes = [{"person_number": each, "for": 46, "against": 0, "abstain": 0} for each in NUMBERS]
    tally = {"returned": 46, "invalid": 0, "votes": votes}
    for subject in ("a", "b"):
        case.post("/rounds/1/tallies", "TELLER", tally, subject=subject)

    words = words_of(form_of(case, "count-record").content)

    assert "本轮选举无效，应重新投票" in words
    assert "当选" not in words
    assert "（重新投票）" in words_of(form_of(case, "ballot").content)


def test_the_report_tells_all_numbers_winners_by_strokes_and_the_secretary(approved):
    content = form_of(approved, "result-report").content

    words, (members, officers) = words_of(content), tables_of(content)
    assert f"当选委员（以姓氏笔画为序）：{WANG}、{LI}、{ZHANG}。" in words
    assert f"当选书记：{ZHANG}。" in words
    assert "应到会有选举权的党员50名，实到会45名" in words
    assert members[1][1:] == [DING, "10", "30", "5", "0"]
    assert officers[1:] == [["1", ZHANG, "3", "0", "0", "0"]]


def test_a_report_with_a_number_missing_is_refused_by_the_rule():
    counted = RoundTally(RoundKind.FIRST, 45, 45, 45, 0, (PersonVotes(NUMBERS[0], 44, 1, 0),))
    row = Round(no=1, status=RoundStatus.SIGNED, candidates=NUMBERS[:2])
    read = RoundRead(row, MeetingHeld(), counted, None)
    subject = Subject(Election(), {}, {}, {}, "", (), rounds=[read])

    verdict = announcement(subject)

    assert (verdict.rule.id, verdict.holds) == ("PARTY-ANNOUNCE", False)
    assert verdict.needed.en == f"All four numbers of 1/{NUMBERS[1]}."


def test_each_winner_has_a_certificate_the_officers_first(approved):
    words = words_of(form_of(approved, "certificate", role="STREET").content)

    named = [line.removesuffix("同志：") for line in words.splitlines() if line.endswith("同志：")]
    assert named == [ZHANG, WANG, LI]
    assert words.count("当选证书") == 3
    assert words.count("新一届委员会书记") == 1
    assert words.count("新一届委员会委员") == 2
    assert words.count("新一届委员会第一次全体会议上") == 1  # which elects the secretary
    assert words.count("选举大会上") == 2


def test_a_branch_without_a_committee_lists_its_officers_as_approved():
    numbers = PersonVotes(NUMBERS[0], 20, 1, 0), PersonVotes(NUMBERS[1], 9, 11, 1)
    row = Round(
        no=1, kind=RoundKind.FIRST, status=RoundStatus.SIGNED, seats=1, candidates=NUMBERS[:2]
    )
    meeting = MeetingHeld(no=1, held_on=date(2021, 3, 8), base=24, present=21, scrutineers=1)
    read = RoundRead(row, meeting, RoundTally(RoundKind.FIRST, 21, 21, 21, 0, numbers), None)
    consent = Record(payload={"candidates": NUMBERS[:2]})
    people = {each: Nominee(name=NAMES[each]) for each in NUMBERS[:2]}
    election = Election(without_committee=True)
    subject = Subject(election, {Step.CONSENT: consent}, people, {}, "", NUMBERS[:2], rounds=[read])

    assert [each["name"] for each in count_facts(subject, read)["people"]] == [ZHANG, LI]
    assert subject.by_strokes(NUMBERS[:2]) == (NUMBERS[1], NUMBERS[0])
    record = {"id": "1", "number": 1, "name": "批复"}
    facts = {"organisation": "东吉社区党支部", "record": record, "seats": 1, "direct": True}
    assert "不设委员会，直接选举书记、副书记共1名" in words_of(
        fill("reply", facts, dated=date(2021, 2, 9))
    )
    report = {**facts, "meeting": {"base": 24, "present": 21}, "elected": ZHANG, "first": None}
    words = words_of(fill("result-report", report, dated=date(2021, 3, 9)))
    assert "第一次全体会议" not in words
    assert "一、书记、副书记选举情况" in words


# --- Order by strokes -------------------------------------------------------------------------


def test_a_surname_is_corrected_per_person_and_the_correction_taken_back(office):
    case = office.election(State.READY, **COURSE)
    path = f"/nominees/{NUMBERS[0]}/surname-strokes"

    def order() -> list[str]:
        return [row[0] for row in tables_of(form_of(case, "ballot").content)[0][1:]]

    corrected = case.put(path, "CLERK", {"on": "2021-03-07", "strokes": "1"})
    assert (corrected.status_code, corrected.json()["state"]) == (200, "READY")
    assert order() == [ZHANG, DING, WANG, LI]

    assert case.put(path, "CLERK", {"on": "2021-03-07", "strokes": ""}).status_code == 200
    assert order() == [DING, WANG, LI, ZHANG]

    stranger = "/nominees/2204-99999/surname-strokes"
    body = {"on": "2021-03-07", "strokes": "1"}
    assert case.put(stranger, "CLERK", body).status_code == 404
    assert case.put(path, "CLERK", body | {"strokes": "9"}).status_code == 422
    assert case.put(path, "STREET", body).status_code == 403


def test_a_surname_that_the_table_does_not_know_waits_for_its_strokes(office):
    case = office.election(State.READY, **{**COURSE, "names": NAMES | {NUMBERS[0]: "𠅤四"}})

    refused = case.call("GET", "/forms/ballot", "CLERK")
    assert (refused.status_code, refused.json()["code"]) == (409, "FORM-NOT-READY")
    assert refused.json()["needed"] == f"State the surname's strokes of {NUMBERS[0]}."

    path = f"/nominees/{NUMBERS[0]}/surname-strokes"
    case.put(path, "CLERK", {"on": "2021-03-07", "strokes": "4125"})
    rows = tables_of(form_of(case, "ballot").content)[0]
    assert [row[0] for row in rows[1:]] == [DING, WANG, "𠅤四", LI]


# --- Templates --------------------------------------------------------------------------------


def test_the_templates_are_what_the_script_lays_out():
    laid_out = lay_out()

    assert laid_out.keys() == {f"{template}.docx" for template in EVERY_TEMPLATE}
    for name, content in laid_out.items():
        assert parts_of((TEMPLATES / name).read_bytes()) == parts_of(content), name


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the files inside a Word file."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", EVERY_TEMPLATE)
def test_a_template_has_the_margins_and_the_type_of_an_office_paper(form):
    document = Document(io.BytesIO((TEMPLATES / f"{form}.docx").read_bytes()))

    page, body = document.sections[0], document.styles["Paper Body"]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(each.mm) for each in margins] == [37, 35, 28, 26]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    assert (body.font.size.pt, body.paragraph_format.line_spacing.pt) == (16, 28)
    fonts = {"Paper Body": "仿宋", "Paper Title": "宋体"}
    for style, font in fonts.items():
        assert f'w:eastAsia="{font}"' in document.styles[style].element.xml


def test_what_a_record_says_is_text_and_nothing_else():
    record = {"id": "1", "number": 1, "name": "请示"}
    facts = {"organisation": "<w:p>&{{ 7 * 6 }}", "record": record, "document_no": "一 < 二"}

    words = words_of(fill("request", facts, dated=date(2021, 2, 6)))

    assert "<w:p>&{{ 7 * 6 }}文件" in words
    assert "一 < 二" in words


def test_levels_and_organs_are_written_as_offices_write_them():
    assert [education_level(code) for code in ("14", "21", "62", "")] == [
        "研究生",
        "大学本科",
        "高中",
        "",
    ]
    assert party_organ("东吉街道办事处") == "中共东吉街道工作委员会"
    assert party_organ("寿山镇") == "中共寿山镇委员会"


def test_the_service_starts_without_the_libraries_of_word():
    asked = "import sys, services.election.app; print({'docx', 'docxtpl', 'lxml'} & {*sys.modules})"

    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True)

    assert loaded.stdout.decode().strip() == "set()"


# --- How they look ----------------------------------------------------------------------------


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="needs libreoffice-writer-nogui and poppler-utils",
)
@pytest.mark.timeout(600)
def test_libreoffice_opens_every_form_and_shows_its_pages(approved, tmp_path):
    pages = {"attendance": 2, "result-report": 2, "certificate": 3}
    for form in SHEETS:
        (tmp_path / f"{form}.docx").write_bytes(form_of(approved, form).content)

    sources = [str(tmp_path / f"{form}.docx") for form in SHEETS]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*convert, *sources], check=True, capture_output=True, timeout=500)

    for form in SHEETS:
        source = str(tmp_path / f"{form}.pdf")
        shown = ["pdftoppm", "-r", "60", "-png", source, str(tmp_path / form)]
        subprocess.run(shown, check=True, timeout=60)
        assert len(list(tmp_path.glob(f"{form}-*.png"))) == pages.get(form, 1), form
