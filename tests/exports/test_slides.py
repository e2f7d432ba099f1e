"""The slides reopened: titles, native charts with the exhibits' figures, tables, notes, and what must be said."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.exports.slides.slides import slides
from csp_analytics.pictures.report_subject import Part
from tests.builders.paper_by_hand import (
    EVIL,
    LEFT_OUT,
    PRINCIPLES,
    STAMP,
    UPLOAD,
    beside_peers,
    hostile,
    levels,
    paper,
    plan,
)
from tests.builders.slides_read import cells, charts, misplaced, opened, tables, texts, title_of


def kinds(slide) -> list[str]:
    return [shape.placeholder_format.type.name for shape in slide.placeholders]


@pytest.fixture(scope="module")
def content():
    return slides(paper(), stamp=STAMP)


@pytest.fixture(scope="module")
def deck(content):
    return Presentation(io.BytesIO(content))


def test_it_is_wide(deck):
    assert (deck.slide_width, deck.slide_height) == (Emu(int(Pt(960))), Inches(7.5))


def test_one_finding_a_slide_with_the_finding_as_title(deck):
    assert [title_of(slide) for slide in deck.slides] == [
        "Fife: community safety self-assessment 2025",
        "Summary",
        "Fife is higher than its peers on two of three principles, furthest on Accountability (75 against 60).",
        "3 of 15 criteria are at the lowest level, all in Shared purpose.",
        "Fife rose from 40 to 62 points since 2021.",
        "Moray and Falkirk are strong where Fife is weak.",
        "Strengths",
        "Seven peers.",
        "Recommendations, for decision",
        "Statements",
        "Action plan",
        "Method and coverage",
    ]


def test_every_slide_has_a_title_of_its_own_that_is_read_first(deck):
    titles = [title_of(slide) for slide in deck.slides]
    assert len(set(titles)) == len(titles)
    for slide in deck.slides:
        first = slide.shapes[0]
        assert first.is_placeholder
        assert first.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")


def test_no_placeholder_is_empty_and_footer_and_number_are_read_last(deck):
    for slide in deck.slides:
        assert all(shape.text_frame.text.strip() for shape in slide.placeholders)
        assert {"FOOTER", "SLIDE_NUMBER"} <= set(kinds(slide))
        assert slide._element.xpath(".//a:fld/@type") == ["slidenum"]


def test_the_charts_have_the_figures_of_the_exhibits(deck):
    """Three exhibits of the paper have a native form; the fourth is a table."""
    drawn = {tuple(one.chart.plots[0].categories): one.chart for one in charts(deck)}
    natives = [exhibit.native for exhibit in paper().exhibits if exhibit.native]
    assert len(drawn) == len(natives) == 3
    for native in natives:
        (plot,) = drawn[native.categories].plots
        assert [(one.name, one.values) for one in plot.series] == [(one.name, one.values) for one in native.series]


def test_the_workbooks_inside_hold_the_figures_of_the_charts_and_nothing_else(content):
    inside = zipfile.ZipFile(io.BytesIO(content))
    books = [name for name in inside.namelist() if name.endswith(".xlsx")]
    found = []
    for name in books:
        book = openpyxl.load_workbook(io.BytesIO(inside.read(name)))
        assert len(book.sheetnames) == 1
        found.append(list(book.active.iter_rows(values_only=True)))
    expected = [
        [
            (None, *(one.name for one in native.series)),
            *((name, *(one.values[at] for one in native.series)) for at, name in enumerate(native.categories)),
        ]
        for native in (exhibit.native for exhibit in paper().exhibits if exhibit.native)
    ]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_every_graphic_has_alternative_text(deck):
    graphics = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert len(graphics) == 6
    said = [shape._element.nvGraphicFramePr.cNvPr.get("descr") for shape in graphics]
    assert [text for text in said if len(text or "") < 30] == []
    assert beside_peers().alt in said


def test_no_pictures_and_nothing_that_leads_out_of_the_file(content):
    inside = zipfile.ZipFile(io.BytesIO(content))
    assert [name for name in inside.namelist() if re.search("media|thumbnail|printerSettings", name)] == []
    assert [name for name in inside.namelist() if name.endswith(".rels") and b"External" in inside.read(name)] == []
    assert [name for name in inside.namelist() if b"hlinkClick" in inside.read(name)] == []


def test_the_action_plan_is_a_table_with_a_header_row(deck):
    (table,) = tables(deck, "Action plan")
    assert table.first_row
    header, *rows = cells(table)
    # Nobody filled in a status, so it takes no room; measure and criterion are in the notes.
    assert header == ["Issue", "Action", "When", "Milestone", "Owner"]
    expected = plan().assign(Issue="C1: " + plan()["Issue"])  # the issue does not name its criterion
    assert rows == expected[header].values.tolist()


def test_a_finding_without_a_chart_is_a_table(deck):
    (table,) = tables(deck, "Moray and Falkirk")
    assert cells(table) == [
        ["Area", "Strength", "Score"],
        ["Moray", "Evidence", "80"],
        ["Falkirk", "Right people", "71.5"],
    ]


def test_a_value_that_is_missing_is_a_dash_in_tables(deck):
    (table,) = tables(deck, "Seven peers")
    assert cells(table)[1:] == [["Moray", "50"], ["Falkirk", "–"]]


def test_a_part_without_exhibits_is_a_slide_of_sentences(deck):
    (slide,) = [one for one in deck.slides if title_of(one) == "Strengths"]
    body = slide.placeholders[1].text_frame
    assert [one.text for one in body.paragraphs] == [
        "Accountability is the highest principle.",
        "Two criteria are at the top level.",
    ]


def test_recommendations_are_numbered_by_the_program(deck):
    (slide,) = [one for one in deck.slides if title_of(one).startswith("Recommendations")]
    marks = slide.placeholders[1]._element.xpath(".//a:buAutoNum")
    assert [one.get("startAt") for one in marks] == ["1", "2"]


def test_every_slide_says_version_demonstration_and_not_submitted(deck):
    for slide in deck.slides:
        (foot,) = [s for s in slide.placeholders if s.placeholder_format.type.name == "FOOTER"]
        assert foot.text_frame.text == f"Demonstration data. {UPLOAD} {LEFT_OUT}\n{STAMP}"


def test_the_first_and_the_last_slide_say_it_in_full(deck):
    for slide in (deck.slides[0], deck.slides[len(deck.slides) - 1]):
        assert all(line in texts(slide) for line in (DEMO_SENTENCE, UPLOAD, LEFT_OUT, "Family group (people)"))


def test_real_data_that_was_submitted_says_neither():
    real = paper(demo=False, said=[], parts=[Part("Levels", [], [levels()])])
    for slide in opened(real).slides:
        assert not re.search("emonstration|ubmitted", texts(slide) + slide.notes_slide.notes_text_frame.text)
        assert STAMP in texts(slide)


def test_the_notes_say_the_finding_the_figures_in_words_and_the_basis(deck):
    (slide,) = [one for one in deck.slides if title_of(one) == beside_peers().takeaway]
    notes = slide.notes_slide.notes_text_frame.text.split("\n")
    assert notes[0] == beside_peers().takeaway
    assert notes[1] == "Shared purpose: Fife 62; Peers' median 55; Peers 7."
    assert notes[3] == "Evidence: Fife –; Peers' median 45; Peers 6."
    assert notes[-1] == beside_peers().note
    plan_notes = next(one for one in deck.slides if title_of(one) == "Action plan").notes_slide.notes_text_frame.text
    assert "Measure Number of agencies that have signed" in plan_notes


def test_what_a_chart_rests_on_stands_under_it(deck):
    (slide,) = [one for one in deck.slides if title_of(one) == beside_peers().takeaway]
    assert "7 of 7 peers, round 2025, 259 ratings. Source: Partnership self-assessments." in texts(slide)
    assert beside_peers().headline in texts(slide)


def sizes(deck) -> list[int]:
    """Every size of text that slides, layouts and master set, charts too, in hundredths of a point."""
    roots = [one._element for one in (*deck.slides, *deck.slide_layouts, deck.slide_master)]
    roots += [shape.chart._chartSpace for shape in charts(deck)]
    return [int(one.get("sz")) for root in roots for one in root.iter("{*}rPr", "{*}defRPr") if one.get("sz")]


def test_no_text_is_smaller_than_16_points(deck):
    assert min(sizes(deck)) >= 1600


def test_sentences_are_20_points_or_more(deck):
    body = deck.slide_master._element.xpath(".//p:bodyStyle/a:lvl1pPr/a:defRPr/@sz")
    assert [int(one) >= 2000 for one in body] == [True]
    for slide in deck.slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.type.name == "BODY":
                assert all(
                    run.font.size is None or run.font.size >= Pt(20)
                    for p in shape.text_frame.paragraphs
                    for run in p.runs
                )


def test_nothing_is_shrunk_by_the_program(deck):
    parts = [one._element for one in (*deck.slides, *deck.slide_layouts, deck.slide_master)]
    assert [one for root in parts for one in root.iter(qn("a:normAutofit"))] == []


def test_the_words_are_british_english_and_the_file_says_what_it_is(deck):
    for slide in deck.slides:
        for root in (slide._element, slide.notes_slide._element):
            runs = [one for one in root.iter(qn("a:r")) if one.find(qn("a:t")).text]
            assert {one.find(qn("a:rPr")).get("lang") for one in runs} <= {"en-GB"}
    masters = (deck.slide_master._element, deck.notes_master._element)
    assert {one.get("lang") for root in masters for one in root.iter() if one.get("lang")} == {"en-GB"}
    core = deck.core_properties
    assert (core.title, core.language, core.author) == (paper().title, "en-GB", "csp-analytics")
    assert core.subject == paper().finding
    assert core.comments == STAMP
    assert "Round: 2025" in core.keywords


def test_nothing_sticks_out_or_covers_something_else(deck):
    assert misplaced(deck) == []
    # Tables grow with their text in the program: our heights must be what they grow to, rows and all.
    for table in tables(deck, ""):
        assert sum(row.height for row in table.rows) <= Pt(480)


def test_sentences_of_a_part_with_charts_stand_above_the_first_chart(deck):
    (slide,) = [one for one in deck.slides if title_of(one) == beside_peers().takeaway]
    assert "Fife is similar to its peers overall." in texts(slide)


def test_an_empty_plan_and_no_recommendations():
    made = opened(
        paper(plan=plan(0), recommendations=[], summary=[], headlines=[], statements={}, appendix=[], parts=[])
    )
    titles = [title_of(one) for one in made.slides]
    assert titles == [paper().title, "Action plan", "Method and coverage"]
    assert "No action has been written down yet." in texts(made.slides[1])


def test_what_people_wrote_stays_text():
    content = slides(hostile(), stamp=STAMP)
    made = Presentation(io.BytesIO(content))
    shown = re.sub(r"\s+", " ", EVIL.replace("\x0b", ""))
    assert any(shown[:40] in texts(slide) for slide in made.slides)
    inside_ = zipfile.ZipFile(io.BytesIO(content))
    for name in inside_.namelist():
        part = inside_.read(name)
        assert b"hlinkClick" not in part
        assert not (name.endswith(".rels") and b"External" in part)
        if name.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(part))
            assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} <= {"s", "n"}
    assert misplaced(made) == []


def test_the_principles_of_the_paper_are_those_that_the_tests_speak_of():
    assert beside_peers().native.categories == PRINCIPLES
