"""The papers between the community and its superior, the public notice, the certificate."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from services.election.forms.templates.layout import Paper

REGULATION = "《中国共产党基层组织选举工作条例》"


def request() -> Paper:
    """Return the request (请示): upwards, so it names who issues it."""
    paper = Paper()
    paper.letterhead("{{ organisation }}", number="{{ document_no }}", signer=True)
    paper.title("关于召开{{ meeting }}进行换届选举的请示")
    paper.write("{{ superior }}：", "Address")
    paper.write(
        "{{ organisation }}本届委员会任期至{{ due_on }}届满。根据《中国共产党章程》、"
        f"{REGULATION}有关规定，拟召开{{{{ meeting }}}}进行换届选举。现将有关事项请示如下：",
        "Body",
    )
    paper.write(
        "{% if direct %}一、不设委员会，拟由党员大会直接选举书记、副书记共{{ seats }}名。{% else %}"
        "一、新一届委员会拟设委员{{ seats }}名。书记、副书记由新一届委员会第一次全体会议选举产生。"
        "{% endif %}",
        "Body",
    )
    paper.write(
        "二、{% if not direct %}委员{% endif %}实行差额选举，候选人的差额不少于应选人数的20%，"
        "采用无记名投票方式进行。",
        "Body",
    )
    paper.write(
        "三、会议时间{% if planned_on %}拟定为{{ planned_on }}{% else %}另行报告{% endif %}。",
        "Body",
    )
    paper.write("妥否，请批示。", "Body")
    paper.sign("{{ organisation }}", "{{ on }}")
    return paper


def reply() -> Paper:
    """Return the superior's reply (批复)."""
    paper = Paper()
    paper.letterhead("{{ superior }}", number="{{ document_no }}")
    paper.title("关于{{ organisation }}换届选举有关事项的批复")
    paper.write("{{ organisation }}：", "Address")
    paper.write(
        "你单位《关于召开{{ meeting }}进行换届选举的请示》（{{ request_no }}）收悉。"
        "经研究，现批复如下：",
        "Body",
    )
    paper.write("一、同意你单位召开{{ meeting }}进行换届选举。", "Body")
    paper.write(
        "二、同意{% if direct %}不设委员会，直接选举书记、副书记共{% else %}新一届委员会设委员"
        "{% endif %}{{ seats }}名。",
        "Body",
    )
    paper.write(
        "三、{% if not direct %}委员{% endif %}实行差额选举，候选人的差额不少于应选人数的20%。"
        "{% if not direct %}委员候选人、{% endif %}书记和副书记候选人须报我单位审查同意。",
        "Body",
    )
    paper.write(f"四、请严格按照{REGULATION}规定的程序组织选举，选举结果及时报批。", "Body")
    paper.write("此复。", "Body")
    paper.sign("{{ superior }}", "{{ on }}")
    return paper


def notice() -> Paper:
    """Return the public notice (公示): six facts of each candidate and no other."""
    paper = Paper()
    paper.title("{{ organisation }}换届选举候选人预备人选公示")
    paper.write(
        f"根据{REGULATION}有关规定，经上级党组织审查同意（{{{{ consent_no }}}}），"
        "现将{{ organisation }}换届选举候选人预备人选予以公示（{{ order }}）：",
        "Body",
    ).paragraph_format.space_after = Pt(10)
    paper.table(
        ("姓名", "性别", "出生年份", "学历", "现任职务", "拟任职务"),
        (22, 14, 22, 24, 42, 32),
        rows="people",
        cells=(
            "{{ line.name }}", "{{ line.sex }}", "{{ line.birth_year }}", "{{ line.education }}",
            "{{ line.present_post }}", "{{ line.post }}",
        ),
    )  # fmt: skip
    paper.write(
        "公示时间：{{ first_day }}至{{ last_day }}。"
        "{% if place %}公示地点：{{ place }}。{% endif %}",
        "Body",
    ).paragraph_format.space_before = Pt(10)
    paper.write(
        "公示期间，对上述人选有异议的，可以书面或者当面向{{ superior }}反映。"
        "反映情况应当实事求是。",
        "Body",
    )
    paper.sign("{{ superior }}", "{{ on }}")
    return paper


def certificate() -> Paper:
    """Return the certificates (当选证书), a page for each winner."""
    return certificate_of(
        "在{{ winner.held_on }}召开的{{ organisation }}{{ winner.meeting }}上，经选举，"
        "并报上级党组织批准"
        "（{{ document_no }}），你当选为{{ organisation }}"
        "{% if not direct %}新一届委员会{% endif %}{{ winner.post }}。",
        signed_by="{{ superior }}",
    )


def certificate_of(says: str, *, signed_by: str) -> Paper:
    """Return a framed page for each winner that says so; both bodies' certificates look alike."""
    paper = Paper(numbered=False)
    _draw_frame(paper)
    paper.only("for winner in winners")
    head = paper.write("当选证书", "Certificate")
    head.paragraph_format.page_break_before = True
    head.paragraph_format.space_before, head.paragraph_format.space_after = Pt(90), Pt(60)
    paper.write("{{ winner.name }}同志：", "Address").paragraph_format.space_after = Pt(14)
    paper.write(says, "Body")
    paper.write("特发此证。", "Body")
    paper.sign(signed_by, "{{ on }}")
    paper.only("endfor")
    return paper


def _draw_frame(paper: Paper) -> None:
    section = paper.document.element.body.sectPr
    frame = OxmlElement("w:pgBorders")
    frame.set(qn("w:offsetFrom"), "page")
    for side in ("top", "left", "bottom", "right"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "thinThickSmallGap"), ("sz", "24"), ("space", "24")):
            line.set(qn(f"w:{name}"), value)
        line.set(qn("w:color"), "C00000")
        frame.append(line)
    section.insert_element_before(frame, "w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid")
