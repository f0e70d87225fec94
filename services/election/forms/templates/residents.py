"""The papers of a residents' election that are sent, put up or handed out."""

from __future__ import annotations

from docx.shared import Pt

from services.election.forms.templates.layout import Paper
from services.election.forms.templates.papers import certificate_of
from services.election.forms.templates.residents_votes import COMMITTEE, halves, lower_rows

LAW = "《中华人民共和国城市居民委员会组织法》"


def request() -> Paper:
    """Return the request (请示) for mode and day, from the election committee to the street."""
    paper = Paper()
    paper.letterhead(COMMITTEE, number="    〔    〕  号", signer=True)
    paper.title("关于{{ organisation }}{{ kind }}办法和选举日的请示")
    paper.write("{{ street }}：", "Address")
    paper.write(
        f"根据{LAW}有关规定，经{{{{ decided_on }}}}{{{{ decided_by }}}}讨论决定，"
        "现将{{ organisation }}{{ kind }}有关事项请示如下：",
        "Body",
    )
    _write_settled(paper)
    paper.write("妥否，请批示。", "Body")
    paper.sign(COMMITTEE, "{{ on }}")
    return paper


def reply() -> Paper:
    """Return the street's reply (批复)."""
    paper = Paper()
    paper.letterhead("{{ street }}", number="{{ document_no }}")
    paper.title("关于{{ organisation }}{{ kind }}办法和选举日的批复")
    paper.write(f"{COMMITTEE}：", "Address")
    paper.write("你委员会关于{{ kind }}办法和选举日的请示收悉。经审核，现批复如下：", "Body")
    _write_settled(paper)
    paper.write(f"请严格按照{LAW}规定的程序组织选举，选举结果及时报送备案。", "Body")
    paper.write("此复。", "Body")
    paper.sign("{{ street }}", "{{ on }}")
    return paper


def voter_list() -> Paper:
    """Return the list of voters that is put up: number, name, sex."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}选民名单")
    paper.write("（{{ announcement_no }}号公告）", "Number").paragraph_format.space_after = Pt(8)
    paper.write(
        "本社区登记选民共{{ total }}人，选举日为{{ election_day }}。现将选民名单公布如下：", "Body"
    ).paragraph_format.space_after = Pt(8)
    table = paper.table(
        ("序号", "姓名", "性别") * 2,
        (18, 40, 18) * 2,
        rows="rows",
        cells=halves(2),
    )
    lower_rows(table)
    paper.write(
        "对名单有不同意见的，应当于{{ object_by }}前向选举委员会提出。", "Body"
    ).paragraph_format.space_before = Pt(8)
    paper.sign(COMMITTEE, "{{ on }}")
    return paper


def notice() -> Paper:
    """Return the notice of the candidates: six facts of each and no other."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}候选人名单公告")
    paper.write("（{{ announcement_no }}号公告）", "Number").paragraph_format.space_after = Pt(8)
    paper.write(
        f"根据{LAW}有关规定，经选民提名、资格联审，现将各职务候选人名单公布如下：", "Body"
    ).paragraph_format.space_after = Pt(10)
    paper.table(
        ("候选职务", "姓名", "性别", "出生年份", "学历", "现任职务"),
        (26, 26, 14, 22, 26, 42),
        rows="people",
        cells=(
            "{{ line.post }}", "{{ line.name }}", "{{ line.sex }}", "{{ line.birth_year }}",
            "{{ line.education }}", "{{ line.present_post }}",
        ),
    )  # fmt: skip
    paper.sign(COMMITTEE, "{{ on }}")
    return paper


def proxies() -> Paper:
    """Return the register of proxies, to be put up before the vote."""
    paper = Paper()
    paper.title("{{ organisation }}{{ kind }}委托投票登记册")
    paper.write("登记委托共{{ total }}件。", "Line").paragraph_format.space_after = Pt(6)
    paper.table(
        ("序号", "委托人", "受委托人", "书面委托", "公布日期", "备注"),
        (14, 30, 30, 22, 40, 20),
        rows="rows",
        cells=(
            "{{ line.no }}", "{{ line.principal }}", "{{ line.agent }}", "{{ line.in_writing }}",
            "{{ line.published_on }}", "",
        ),
    )  # fmt: skip
    note = "注：委托须为书面，受委托人须为登记在册的选民，委托人和受委托人名单在选举日前公布。"
    paper.write(note, "Small").paragraph_format.space_before = Pt(6)
    return paper


def certificate() -> Paper:
    """Return the certificates (当选证书), a page for each member elected."""
    return certificate_of(
        f"根据{LAW}，在{{{{ held_on }}}}举行的选举中，你当选为{{{{ organisation }}}}"
        "{{ winner.post }}（{{ document_no }}）。",
        signed_by="{{ civil_affairs }}　{{ street }}",
    )


def _write_settled(paper: Paper) -> None:
    paper.write("一、选举方式：{{ mode }}。", "Body")
    paper.write("二、选举日：{{ election_day }}。选民登记自{{ registration_from }}开始。", "Body")
    paper.write("三、居民委员会设{{ seats }}个席位：{{ posts }}，实行差额选举。", "Body")
