"""The layout of an office's paper: GB/T 9704-2012 page, type and spacing, as Word styles."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from services.election.forms.archive import fix_times

RED = RGBColor(0xE0, 0x00, 0x00)
CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
RIGHT, BOTH = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
SONG, FANGSONG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
LATIN = "Times New Roman"
DRAWN_UP = date(2021, 1, 1)
# font, size, bold, line spacing, alignment; 2号 is 22 points, 3号 16, 4号 14, 小4号 12
STYLES: dict[str, tuple[str, float, bool, float, Any]] = {
    "Paper Letterhead": (SONG, 32, True, 44, CENTRE),
    "Paper Title": (SONG, 22, True, 36, CENTRE),
    "Paper Certificate": (SONG, 48, True, 72, CENTRE),
    "Paper Body": (FANGSONG, 16, False, 28, BOTH),
    "Paper Heading": (HEI, 16, False, 28, BOTH),
    "Paper Address": (FANGSONG, 16, False, 28, LEFT),
    "Paper Number": (FANGSONG, 16, False, 28, CENTRE),
    "Paper Signature": (FANGSONG, 16, False, 28, RIGHT),
    "Paper Line": (FANGSONG, 14, False, 24, LEFT),
    "Paper Small": (FANGSONG, 12, False, 20, BOTH),
    "Paper Head": (HEI, 12, False, 20, CENTRE),
    "Paper Cell": (FANGSONG, 12, False, 20, CENTRE),
    "Paper Page": (SONG, 14, False, 16, CENTRE),
    "Paper Foot": (SONG, 9, False, 12, CENTRE),
}
INDENTED = ("Paper Body", "Paper Heading", "Paper Small")


class Paper:
    """A sheet of A4 that is written from the top; `{{ … }}` in a text is filled in later."""

    def __init__(self, *, numbered: bool = True) -> None:
        self.document = Document()
        self._set_page()
        for name in STYLES:
            self._add_style(name)
        self._write_foot(numbered=numbered)

    def write(self, text: str, style: str) -> Any:
        """Add a paragraph."""
        return self.document.add_paragraph(text, style=f"Paper {style}")

    def only(self, statement: str) -> None:
        """Add a paragraph that steers the filling in and is then gone."""
        self.document.add_paragraph(f"{{%p {statement} %}}", style="Paper Small")

    def letterhead(self, sender: str, *, number: str, signer: bool = False) -> None:
        """Add sender, number and red line; a paper to a superior names who issues it (签发人)."""
        head = self.write(f"{sender}文件", "Letterhead")
        head.paragraph_format.space_after = Pt(28)
        line = self.write(f"　{number}" if signer else number, "Number")
        if signer:
            line.alignment = LEFT
            line.add_run("\t签发人：")
            line.paragraph_format.tab_stops.add_tab_stop(Mm(100))
        _draw_line(line)
        line.paragraph_format.space_after = Pt(28)

    def title(self, text: str) -> None:
        """Add the title with a line of space below."""
        self.write(text, "Title").paragraph_format.space_after = Pt(20)

    def sign(self, who: str, day: str) -> None:
        """Add who signs and when, four characters from the right edge."""
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        for text, space in ((who, 40), (day, 0)):
            line = self.write(text, "Signature")
            line.paragraph_format.space_before = Pt(space)
            line.paragraph_format.right_indent = Pt(64)
            line.paragraph_format.keep_with_next = text != day

    def table(
        self, heads: Sequence[str], widths: Sequence[float], *, rows: str, cells: Sequence[str]
    ) -> Any:
        """Add a table of one row per item of `rows` (`line`); heads repeat on every page."""
        table = self.document.add_table(rows=4, cols=len(heads), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        _fill_row(table.rows[0], heads, "Paper Head")
        _fill_row(table.rows[1], [f"{{%tr for line in {rows} %}}"], "Paper Cell")
        _fill_row(table.rows[2], cells, "Paper Cell")
        _fill_row(table.rows[3], ["{%tr endfor %}"], "Paper Cell")
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                cell.width = Mm(width)
            row.height = Pt(30)
            _mark(row, "cantSplit")
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        _mark(table.rows[0], "tblHeader")
        return table

    def bytes(self) -> bytes:
        """Return the template; the same layout gives the same bytes."""
        told = self.document.core_properties
        told.author, told.title, told.comments = "", "", ""
        told.created = told.modified = datetime(2021, 1, 1, tzinfo=UTC)
        made = io.BytesIO()
        self.document.save(made)
        return fix_times(made.getvalue(), DRAWN_UP)

    def _set_page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(20)

    def _add_style(self, name: str) -> None:
        font, size, bold, spacing, alignment = STYLES[name]
        style = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold = LATIN, Pt(size), bold
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:hint"), "eastAsia")
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(language)
        if name in ("Paper Letterhead", "Paper Certificate"):
            style.font.color.rgb = RED
        form = style.paragraph_format
        form.alignment, form.space_after, form.space_before = alignment, Pt(0), Pt(0)
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(spacing)
        form.keep_with_next = name == "Paper Heading"
        if name in INDENTED:
            form.first_line_indent = Pt(2 * size)

    def _write_foot(self, *, numbered: bool) -> None:
        foot = self.document.sections[0].footer
        page = foot.paragraphs[0]
        page.style = self.document.styles["Paper Page"]
        if numbered:
            page.add_run("— ")
            _add_field(page, "PAGE")
            page.add_run(" —")
        text = "依据记录：{{ record.name }} {{ record.id }}（序号 {{ record.number }}）"
        foot.add_paragraph(text, style="Paper Foot")


def _fill_row(row: Any, texts: Sequence[str], style: str) -> None:
    for cell, text in zip(row.cells, texts, strict=False):
        cell.paragraphs[0].text = text
    for cell in row.cells:
        cell.paragraphs[0].style = style
        cell.vertical_alignment = 1


def _xml(thing: Any) -> Any:
    return thing._element  # noqa: SLF001 - the library has no other way to what it cannot say


def _mark(row: Any, name: str) -> None:
    _xml(row).get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def _draw_line(paragraph: Any) -> None:
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", "E00000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties = _xml(paragraph).get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _add_field(paragraph: Any, name: str) -> None:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = name
        _xml(run).append(mark)
