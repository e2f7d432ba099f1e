"""The board paper, reopened: the form that boards know, whole for those who hear it as well."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.native import BARS, LINES, STACKED, Native, Series
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports.word.board_paper import PROMPT, board_paper
from csp_analytics.exports.word.table import grid
from csp_analytics.frameworks.load import frameworks
from csp_analytics.pictures.paper import PLAN_COLUMNS, Paper
from csp_analytics.pictures.paper import paper as paper_of
from csp_analytics.pictures.report_subject import Part
from csp_analytics.store import reading

STAMP = "Data version 12, csp-analytics 0.4.0, 22 November 2026"
PRINCIPLES = ("Leading", "Accounting", "Learning")
OWN, MEDIAN = (58.3, None, 0.0), (50.0, 45.8, 52.1)
HOSTILE = ["=1+1", "<script>alert(1)</script>", "**bold**", "@SUM(A1)", "\x00\x0b\x1f￾text", 'a" b="c', "A" * 10_000]
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def exhibit(kind: str = BARS, **other: object) -> Exhibit:
    series = (Series("Own", OWN, "#12436D"), Series("Peers' median", MEDIAN, "#949494"))
    table = pd.DataFrame({"Principle": PRINCIPLES, "Own": OWN, "Peers' median": MEDIAN, "Peers": [7, 7, 7]})
    given = {
        "name": "beside-peers",
        "headline": f"Beside the peers, {kind}",
        "takeaway": f"Own score beside the peers, {kind}.",
        "figure": go.Figure(),
        "table": table,
        "basis": "8 of 8 areas, round 2025.",
        "alt": f"Bars of own score and the median of the peers, {kind}.",
        "source": "Self-assessment 2025",
        "method": "Own area left out.",
        "native": Native(kind, PRINCIPLES, series, "Score (0 to 100)", 100.0),
    }
    return Exhibit(**given | other)


def plan(rows: int = 3) -> pd.DataFrame:
    texts = ("Sharing", "Write a protocol", "By March", "Draft in January", "", "in hand", "Signed", "S4")
    return pd.DataFrame([texts] * rows, columns=list(PLAN_COLUMNS))


def paper(**other: object) -> Paper:
    given = {
        "title": "Self-assessment 2025",
        "finding": "Own overall score is 56; the median of 7 peers is 52.",
        "headlines": [],
        "parts": [
            Part("Beside the peers", ["Two of three are compared."], [exhibit()]),
            Part("Levels and change", [], [exhibit(STACKED), exhibit(LINES), exhibit("table", native=None)]),
            Part("Lowest criteria", ["The lowest ones."], [], pd.DataFrame({"Criterion": ["a", "b"], "Gap": [-1, -2]})),
        ],
        "about": {"Framework": "A framework", "Round": "2025", "Peers": "Family group 2: A, B, C"},
        "demo": False,
        "header": {"Prepared by": "Morag Example", "Present": "", "Leading partners": "All", "Date": ""},
        "summary": ["Three principles were rated."],
        "recommendations": ["That the board notes the findings.", "That it endorses the plan."],
        "statements": {"Financial and human resources": "", "Equality and diversity": "No direct effect."},
        "plan": plan(),
        "appendix": [Part("How to read this", ["Scores run from 0 to 100."])],
    }
    return Paper(**given | other)


def written(one: Paper) -> docx.document.Document:
    return docx.Document(io.BytesIO(board_paper(one, stamp=STAMP)))


def parts(one: Paper) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(board_paper(one, stamp=STAMP)))
    return {name: archive.read(name) for name in archive.namelist()}


def headings(document: docx.document.Document) -> list[tuple[int, str]]:
    found = [one for one in document.paragraphs if one.style.name.startswith("Heading ")]
    return [(int(one.style.name[-1]), one.text) for one in found]


def said_by(block) -> str:
    return "".join(one.text or "" for one in block.iter(qn("w:t")))


def words(document: docx.document.Document) -> str:
    return "\n".join(said_by(one) for one in document.element.body)


@pytest.fixture(scope="module")
def document():
    return written(paper())


def test_the_order_is_that_of_a_board_paper(document):
    assert document.paragraphs[0].style.name == "Title"
    assert headings(document) == [
        (1, "Summary of content and issues"),
        (1, "Recommendations"),
        (1, "Financial and human resources"),
        (1, "Equality and diversity"),
        (1, "Findings"),
        (2, "Beside the peers"),
        (2, "Levels and change"),
        (3, "Beside the peers, stacked"),
        (3, "Beside the peers, lines"),
        (3, "Beside the peers, table"),
        (2, "Lowest criteria"),
        (1, "Action plan"),
        (1, "Appendix: method and coverage"),
        (2, "How to read this"),
        (2, "What this paper was made from"),
    ]


def test_the_header_block_is_a_table_with_names_of_rows_and_says_the_purpose_in_words(document):
    block = document.tables[0]
    cells = {row.cells[0].text: row.cells[1].text for row in block.rows}
    assert list(cells) == [
        "Item", "Title of paper", "Prepared by", "Present", "Leading partners", "Date", "Purpose of paper",
    ]  # fmt: skip
    assert cells["Prepared by"] == "Morag Example"
    assert cells["Present"] == cells["Date"] == PROMPT
    assert cells["Purpose of paper"].split("\n") == [
        "☒ Decision (this is the purpose)", "☐ Discussion and comment", "☐ Information",
    ]  # fmt: skip


def test_what_is_still_open_asks_to_be_filled_in():
    found = written(paper(recommendations=[], statements={"Equality and diversity": " "}))
    after = dict(zip([p.text for p in found.paragraphs], [p.text for p in found.paragraphs[1:]], strict=False))
    assert after["Recommendations"] == after["Equality and diversity"] == PROMPT


def test_recommendations_are_a_real_list_that_counts_from_one(document):
    items = [one for one in document.paragraphs if one.style.name == "List Number"]
    assert [one.text for one in items] == paper().recommendations
    (key,) = {one._p.pPr.numPr.numId.val for one in items}
    root = document.part.numbering_part.element
    (one,) = [num for num in root.findall(qn("w:num")) if num.numId == key]
    (shape,) = root.xpath(f'w:abstractNum[@w:abstractNumId="{one.abstractNumId.val}"]/w:lvl')
    assert [shape.find(qn(f"w:{tag}")).get(qn("w:val")) for tag in ("start", "numFmt", "lvlText")] == [
        "1", "decimal", "%1.",
    ]  # fmt: skip


def test_no_paragraph_is_empty_and_there_is_no_text_box(document):
    empty = [one for one in document.element.body.iter(qn("w:p")) if not said_by(one).strip()]
    assert [one for one in empty if not one.xpath(".//w:drawing")] == []
    assert not document.element.xpath("//w:txbxContent|//w:pict|//wp:anchor")


def test_every_table_has_a_repeating_header_whole_rows_names_of_rows_and_words(document):
    assert len(document.tables) == 7  # the block, four exhibits, the lowest criteria, the plan
    for table in document.tables:
        first, *rest = table._tbl.tr_lst
        assert first.xpath("w:trPr/w:tblHeader")
        assert not any(row.xpath("w:trPr/w:tblHeader") for row in rest)
        assert all(row.xpath("w:trPr/w:cantSplit") for row in table._tbl.tr_lst)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")
        assert all(table._tbl.tblPr.find(qn(f"w:{tag}")).get(qn("w:val")) for tag in ("tblCaption", "tblDescription"))
        widths = [[int(cell.get(qn("w:w"))) for cell in row.iter(qn("w:tcW"))] for row in table._tbl.tr_lst]
        assert all(one == widths[0] for one in widths)


def test_numbers_stand_to_the_right_and_a_missing_one_is_a_dash_that_is_explained(document):
    table = document.tables[1]
    # 58.3 has a decimal, so 0 has one too; no figure is no zero.
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Principle", "Own", "Peers' median", "Peers"],
        ["Leading", "58.3", "50.0", "7"],
        ["Accounting", "–", "45.8", "7"],
        ["Learning", "0.0", "52.1", "7"],
    ]
    sides = {cell.paragraphs[0].alignment for row in table.rows for cell in row.cells[1:]}
    assert sides == {docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT}
    assert table.rows[1].cells[0].paragraphs[0].alignment is None
    following = table._tbl.getnext()
    assert said_by(following).startswith("A dash (–) means that there is no figure")


def test_charts_are_native_named_and_described(document):
    drawings = document.element.xpath("//wp:docPr")
    assert [one.get("descr") for one in drawings] == [exhibit(kind).alt for kind in (BARS, STACKED, LINES)]
    assert [one.get("name") for one in drawings] == [
        f"Figure {n}: Beside the peers, {kind}" for n, kind in enumerate((BARS, STACKED, LINES), start=1)
    ]
    assert len({one.get("id") for one in drawings}) == 3
    assert not document.element.xpath("//pic:pic")


def test_a_chart_and_its_workbook_hold_the_figures_of_the_exhibit(document):
    keys = [one.get(qn("r:id")) for one in document.element.iter(f"{CHART}chart")]
    assert len(keys) == 3
    for key in keys:
        part = document.part.rels[key].target_part
        root = etree.fromstring(part.blob)
        (data,) = root.iter(f"{CHART}externalData")
        book = part.rels[data.get(qn("r:id"))].target_part
        assert data.find(f"{CHART}autoUpdate").get("val") == "0"
        rows = list(openpyxl.load_workbook(io.BytesIO(book.blob)).active.values)
        assert rows == [(None, "Own", "Peers' median"), *zip(PRINCIPLES, OWN, MEDIAN, strict=True)]
        drawn = [
            {int(point.get("idx")): float(point.findtext(f"{CHART}v")) for point in series.iter(f"{CHART}pt")}
            for series in root.iter(f"{CHART}val")
        ]
        known = [{n: value for n, value in enumerate(row) if value is not None} for row in (OWN, MEDIAN)]
        assert drawn == known


def test_a_long_description_ends_with_where_the_figures_are():
    one = paper(parts=[Part("Part", [], [exhibit(alt="word " * 100)])])
    (said,) = [item.get("descr") for item in written(one).element.xpath("//wp:docPr")]
    assert len(said) <= 250
    assert said.endswith("word… The table has the figures.")


def test_an_exhibit_without_a_native_chart_shows_its_table_and_all_that_it_rests_on():
    one = paper(parts=[Part("Part", [], [exhibit(native=None, demo=True)])])
    found = written(one)
    assert not found.element.xpath("//w:drawing")
    note = "8 of 8 areas, round 2025. Source: Self-assessment 2025. Own area left out. " + DEMO_SENTENCE
    assert note in words(found)


def test_the_language_is_british_english(document):
    for root in (document.styles.element, document.settings.element):
        said = {one.get(qn("w:val")) for one in root.iter(qn("w:lang"), qn("w:themeFontLang"))}
        assert said == {"en-GB"}
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "en-GB"
    assert document.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
    assert document.core_properties.language == "en-GB"


def test_the_properties_say_what_it_is(document):
    about = document.core_properties
    assert (about.title, about.author, about.subject) == ("Self-assessment 2025", "Morag Example", paper().finding)
    assert written(paper(header={})).core_properties.author == "csp-analytics"


def test_pages_are_a4_and_those_of_the_plan_lie_on_their_side(document):
    sizes = [(round(one.page_width.mm), round(one.page_height.mm), one.orientation) for one in document.sections]
    upright, side = (210, 297, WD_ORIENT.PORTRAIT), (297, 210, WD_ORIENT.LANDSCAPE)
    assert sizes == [upright, side, upright]
    inside, section = {}, 0
    for block in document.element.body:
        inside.setdefault(section, []).append(said_by(block))
        section += bool(block.xpath("w:pPr/w:sectPr"))
    assert inside[1][0] == "Action plan"
    assert inside[2][0] == "Appendix: method and coverage"


def test_the_plan_has_the_columns_of_an_action_plan_and_a_dash_where_nothing_is_written(document):
    rows = [[cell.text for cell in row.cells] for row in document.tables[6].rows]
    assert rows[0] == ["Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure"]
    assert (
        rows[1:] == [["S4: Sharing", "Write a protocol", "By March", "Draft in January", "–", "in hand", "Signed"]] * 3
    )


@pytest.mark.parametrize(
    ("issue", "criterion", "shown"),
    [("Sharing", "", "Sharing"), ("", "S4", "S4"), ("The data sharing: low", "Data, sharing", "The data sharing: low")],
)
def test_a_criterion_stands_before_the_issue_that_does_not_name_it(issue, criterion, shown):
    found = written(paper(plan=plan(1).assign(Issue=issue, Criterion=criterion)))
    assert found.tables[6].rows[1].cells[0].text == shown


def test_long_evidence_is_cut_and_what_belongs_below_a_table_stands_there():
    frame = pd.DataFrame({"Criterion": ["a", "b"], "Evidence": ["word " * 90, "short"]})
    text = words(written(paper(parts=[Part("Part", ["Said."], [], frame, below=["Of 2009."])], plan_said="Of 2023.")))
    assert "word… (in full in the tables)" in text
    assert text.count("word") == 80  # 400 letters
    assert text.index("short") < text.index("Of 2009.") < text.index("Action plan") < text.index("Of 2023.")


def test_a_chart_is_described_by_its_own_words_and_demonstration_as_narrowly_as_it_is_true():
    native = replace(exhibit().native, alt="Clustered bars.")
    narrow = "Demonstration data: the figures of the other areas."
    shown = exhibit(native=native, demo=True, demo_words=narrow)
    found = written(paper(parts=[Part("Part", [], [shown])], demo=True, said=[narrow]))
    (drawing,) = found.element.body.iter(qn("wp:docPr"))
    assert drawing.get("descr") == "Clustered bars."
    assert narrow in words(found)
    assert DEMO_SENTENCE not in words(found)


def test_without_a_plan_it_says_so_and_no_page_lies_on_its_side():
    found = written(paper(plan=plan(0)))
    assert len(found.sections) == 1
    assert "No action plan was given with this paper." in words(found)


def test_a_table_of_many_columns_stands_on_its_side_in_an_appendix_and_the_text_says_so():
    frame = pd.DataFrame([range(14)], columns=[f"Municipality {n}" for n in range(14)])
    found = written(paper(parts=[Part("First", ["Said."], [], frame), Part("Second", [], [], plan(1))]))
    assert [s.orientation for s in found.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip
    said = [one.text for one in found.paragraphs]
    assert said[said.index("First") + 2] == "The figures are in Table A1: First."
    assert [text for _, text in headings(found)][-4:] == [
        "Appendix: wide tables", "Appendix: method and coverage", "How to read this", "What this paper was made from",
    ]  # fmt: skip
    place = found.element.body.index
    wide = next(table for table in found.tables if len(table.columns) == 14)
    head = next(one for one in found.paragraphs if one.text == "Appendix: wide tables")
    assert place(head._p) < place(wide._tbl) < place(next(p for p in found.paragraphs if "coverage" in p.text)._p)


def test_long_texts_that_no_page_has_room_for_beside_each_other_stand_one_after_the_other():
    columns = [f"Responsibilities {n}" for n in range(9)]
    frame = pd.DataFrame([["Criterion one", *["text"] * 8], ["Criterion two", *[None] * 8]], columns=columns)
    found = written(paper(parts=[Part("Part", ["Said."], [], frame)]))
    assert (3, "Criterion one") in headings(found)
    assert (3, "Criterion two") in headings(found)
    said = [one.text for one in found.paragraphs]
    assert said.count("Responsibilities 8: text") == said.count("Responsibilities 8: –") == 1


def test_columns_are_as_wide_as_their_words_need():
    """Nine letters of 556 and a narrow one make 'responsible' about 1,180 wide in 11 points; the number takes less."""
    texts = grid(pd.DataFrame({"Who is responsible": ["all " * 60], "N": [1]}))
    first, second = texts.widths(9000)
    assert first + second == pytest.approx(9000, abs=2)
    assert second < 1500 < first


@given(
    st.lists(st.lists(st.text(max_size=80), min_size=3, max_size=3), min_size=1, max_size=6),
    st.integers(min_value=2000, max_value=14000),
)
def test_no_table_is_wider_than_its_place(rows, place):
    texts = grid(pd.DataFrame(rows, columns=["One", "Two", "Three"]))
    assert min(texts.widths(place)) > 0
    assert sum(texts.widths(place)) <= place


def test_every_page_says_the_version_the_page_and_what_must_be_said():
    said = ["Your upload, not submitted to the national picture.", "3 answers were left out, as you chose."]
    found = written(paper(demo=True, said=said))
    for section in found.sections:
        line = section.footer.paragraphs[0]
        shown = "".join(one.text or "" for one in line._p.iter(qn("w:t")))
        assert (
            shown
            == f"Page 1 of 1 | Demonstration data | Not submitted | 3 answers were left out, as you chose | {STAMP}"
        )
        assert [one.get(qn("w:instr")).strip() for one in line._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    (notice,) = [one for one in found.paragraphs if one.style.name == "Board paper notice"]
    assert notice.text.split("\n") == [DEMO_SENTENCE, *said]


def test_real_data_of_a_submitted_paper_says_neither(document):
    assert "emonstration" not in words(document) + document.sections[0].footer.paragraphs[0].text
    assert document.sections[0].footer.paragraphs[0].text.endswith(STAMP)
    assert not [one for one in document.paragraphs if one.style.name == "Board paper notice"]


def test_nothing_is_fetched_and_no_cell_is_a_formula():
    hostile = pd.DataFrame({text[:20]: [text] for text in HOSTILE})
    native = Native(BARS, tuple(HOSTILE), (Series("=A1", tuple(range(len(HOSTILE))), "#12436D"),))
    found = parts(paper(parts=[Part("Part", [], [exhibit(native=native)], hostile)]))
    for name, content in found.items():
        if name.endswith(".rels"):
            assert b"External" not in content
        if name.endswith(".xlsx"):
            cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]
            assert {cell.data_type for cell in cells} <= {"s", "n"}
    fields = re.findall(rb'w:instr="([^"]*)"', b"".join(found.values()))
    assert {one.strip().split()[0] for one in fields} == {b"PAGE", b"NUMPAGES", b"SEQ"}
    assert not any(b"instrText" in content or b"<w:hyperlink" in content for content in found.values())


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_text_of_people_stays_text(text):
    one = paper(
        title=f"T{text}",
        finding=f"F{text}",
        header={f"H{text}": text},
        summary=[text],
        recommendations=[text],
        statements={f"S{text}": text},
        said=[text],
        parts=[Part(f"P{text}", [text], [exhibit(headline=text, alt=text)], pd.DataFrame({"a": [text], text: [1]}))],
        plan=plan(1).assign(Issue=text, Criterion=""),
        about={"About": text},
    )
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]", "", text)
    found = written(one)
    (cell,) = [row.cells[0].text for row in found.tables[-1].rows[1:]]
    assert cell == plain
    assert [p.text for p in found.paragraphs if p.style.name == "List Number"] == [plain]
    assert found.paragraphs[0].text == f"T{plain}"
    assert len(found.core_properties.title) <= 255


def test_line_ends_and_tabs_in_a_cell():
    found = written(paper(plan=plan(1).assign(Issue="one\r\ntwo\rthree\tfour", Criterion="")))
    assert found.tables[6].rows[1].cells[0].text == "one\ntwo\nthree four"


def test_a_row_longer_than_a_page_may_go_over_to_the_next_one():
    found = written(paper(plan=plan(1).assign(Issue="word " * 3000)))
    first, second = found.tables[6]._tbl.tr_lst
    assert first.xpath("w:trPr/w:cantSplit")
    assert not second.xpath("w:trPr/w:cantSplit")


def test_what_the_library_brought_along_is_gone():
    found = parts(replace(paper(), plan=plan(0)))
    assert not [name for name in found if re.search("thumbnail|customXml|stylesWithEffects", name)]
    assert b"python-docx" not in found["docProps/core.xml"]


@pytest.mark.parametrize("framework", [one.framework_id for one in frameworks().values()])
def test_the_paper_of_an_area_reopens_whole(demo_store, framework):
    round_ = reading.rounds(demo_store, framework)[-1]
    there = reading.assessments(demo_store).query("framework == @framework and round == @round_")
    one = paper_of(demo_store, there["area_code"].iloc[0], framework, round_, "family-people")
    found = written(one)
    levels = [level for level, _ in headings(found)]
    assert levels[0] == 1
    assert all(level <= before + 1 for before, level in pairwise(levels))
    said = words(found)
    for line in [one.finding, *one.summary, *one.recommendations, *(s for p in one.parts for s in p.sentences)]:
        assert line in said
    drawn = [exhibit for exhibit in one.exhibits if exhibit.native]
    assert len(drawn) > 1
    assert all(item.get("descr") for item in found.element.xpath("//wp:docPr"))
    assert len(found.element.xpath("//wp:docPr")) == len(drawn)
    shown = [[[cell.text for cell in row.cells] for row in table.rows] for table in found.tables]
    for exhibit in drawn:
        texts = grid(exhibit.table)
        assert [list(texts.header), *map(list, texts.rows)] in shown
