"""Your partnership: from a spreadsheet to a board paper, step by step, with everything said and nothing stored."""

from __future__ import annotations

import io
import json

import openpyxl
import pytest
from docx import Document

from csp_analytics.cli.main import main
from csp_analytics.store import reading
from tests.builders.officer_uploads import (
    COLOURS,
    FIFE,
    FRAMEWORK,
    LABELS,
    MEANT,
    MISSPELT,
    MORAY,
    SHEET,
    UNKNOWN,
    bad,
    good,
    levels,
    own_sheet,
)
from tests.pages.seen import opened
from tests.pages.survey_form import skills_form

TABLES = ("area", "assessment", "rating", "action", "import_log", "submission", "column_layout")
NOT_SUBMITTED = "Your upload, not submitted: it is not part of the national picture."
SECRET = "quagmirewort"


def counts(store):
    return {table: store.value(f"select count(*) from {table}") for table in TABLES}


def levels_there(store, area_code=FIFE, round_="2025"):
    found = reading.ratings(store, FRAMEWORK, rounds=(round_,), area_code=area_code)
    return dict(zip(found["criterion_id"], found["level"], strict=True))


def words_of(paper: bytes) -> str:
    document = Document(io.BytesIO(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_first_step_says_that_nothing_is_stored_and_offers_a_template(visit):
    page = visit()
    assert page.seen.finding == (
        "From your spreadsheet to a board paper in four steps. Nothing is stored until you submit."
    )
    assert "Nobody else sees them and nothing is stored before you press Submit" in page.seen.text
    assert "Wipe everything" not in page.buttons
    assert page.seen.alerts == []


@pytest.mark.parametrize("step", ["check", "compare", "take"])
def test_every_step_can_be_looked_at_with_nothing_in_hand(step, visit):
    assert visit().step(step).seen.alerts == []


def scores_in(paper: bytes) -> dict[str, list[str]]:
    """Own score and gap of the paper's table of positions, by measure."""
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in Document(io.BytesIO(paper)).tables]
    table = next(one for one in tables if {"Own score", "Gap"} <= set(one[0]))
    return {row[0]: [row[table[0].index(name)] for name in ("Own score", "Gap")] for row in table[1:]}


def test_a_good_file_goes_all_the_way_and_is_there_until_it_is_taken_back(visit, own):
    before, there = counts(own), levels_there(own)
    page = visit().bring(("fife.xlsx", good()))
    assert page.seen.finding == "Fife: 1 file ready to compare. Nothing is stored yet."
    assert page.step("check").facts == {
        "What it is": "An assessment", "Layout": "template", "Area": "Fife", "Framework": "Safer Communities Programme",
        "Round": "2025", "Answers": "37 of 37 rated",
    }  # fmt: skip
    assert NOT_SUBMITTED in page.step("compare").seen.text
    page.step("take")
    assert counts(own) == before
    assert "Submit to the national picture" not in page.buttons  # until the difference was looked at

    page.confirm().press("Submit to the national picture")
    assert "Submitted as number 1. Everybody who uses this dashboard sees it now." in page.seen.text
    assert levels_there(own) == pytest.approx(levels())

    page.take_back(1)
    assert "Number 1 was taken back" in page.seen.text
    assert {key: level for key, level in levels_there(own).items() if level == level} == {
        key: level for key, level in there.items() if level == level
    }


def test_the_figures_of_the_paper_are_those_that_compare_prints_once_it_is_submitted(visit, own, capsys):
    page = visit().bring(("fife.xlsx", good())).step("take")
    paper = page.take("docx")
    assert NOT_SUBMITTED in words_of(paper)
    mine = scores_in(paper)
    page.confirm().press("Submit to the national picture")
    printed = []
    for measure in ("principle", "overall"):
        assert main(["compare", "Fife", "--by", measure, "--format", "json", "--db", str(own.path)]) == 0
        printed += json.loads(capsys.readouterr().out)
    assert len(mine) == len(printed) == 5
    for (own_score, gap), row in zip(mine.values(), printed, strict=True):
        assert own_score == f"{row['value']:.1f}"
        assert gap.replace("\u2212", "-") == f"{row['gap']:.1f}"


def test_a_bad_file_says_each_problem_once_with_its_place_and_the_ways_out(visit):
    page = visit().bring(("bad.xlsx", bad()))
    assert page.seen.finding == "Your file has something to put right. Nothing is stored yet."
    page.step("check")
    rows = page.seen.table("Problems of bad.xlsx")
    assert rows[0] == ["Problem", "Sheet", "Place", "Found", "Expected", "What to do"]
    assert [(row[2], row[3]) for row in rows[1:]] == [("D8", MISSPELT), ("D9", UNKNOWN), ("D12", UNKNOWN)]
    assert rows[1][-1] == f"Did you mean '{MEANT}'?"
    assert {"Accept the suggestion", "Leave out 3 answers and go on"} <= set(page.buttons)
    assert "is to be put right" in page.step("compare").seen.text
    assert page.step("take").made == {}


def test_what_was_left_out_is_said_on_everything_that_follows(visit, own):
    page = visit().bring(("bad.xlsx", bad())).step("check").press("Accept the suggestion").press("Leave out 2 answers")
    assert page.facts["Left out"] == "2 answers, as you chose"
    assert page.facts["Answers"] == "35 of 37 rated, 2 missing"
    said = "2 answers were left out, as you chose: they count as not answered."
    assert said in page.step("compare").seen.text
    page.step("take")
    assert "2 answers are left out, as you chose. The submission says so." in page.seen.text
    assert said in words_of(page.take("docx"))
    page.confirm().press("Submit to the national picture")
    assert "2 answers left out" in reading.submissions(own).iloc[0]["what"]
    assert own.value("select left_out from assessment where status = 'current' and not demo") == 2


def test_what_was_accepted_can_be_taken_back(visit):
    page = visit().bring(("bad.xlsx", bad())).step("check").press("Accept the suggestion").press("Leave out 2 answers")
    page.press("Take back what I accepted")
    assert len(page.seen.table("Problems of bad.xlsx")) == 4


def test_the_marked_copy_is_the_same_file_with_the_cells_marked(visit):
    page = visit().bring(("bad.xlsx", bad())).step("check")
    book = openpyxl.load_workbook(io.BytesIO(page.take("bad-marked.xlsx")))
    first, sheet = book.worksheets[0], book[SHEET]
    assert "Problems" in first.title
    assert [sheet[cell].value for cell in ("D8", "D9", "D12")] == [MISSPELT, UNKNOWN, UNKNOWN]
    plain = sheet["D10"].fill.fgColor.rgb
    assert all(sheet[cell].fill.fgColor.rgb != plain for cell in ("D8", "D9", "D12"))


def test_own_columns_are_explained_once_and_the_next_file_is_read_by_itself(visit, own):
    page = visit().bring(("ours.xlsx", own_sheet(evidence=SECRET))).step("check")
    assert page.facts["What it is"] == "Not recognised yet"
    assert "What do its columns mean?" in page.seen.html
    page.pick("‘How we know’", "Evidence")
    for label, colour in COLOURS.items():
        page.pick(f"‘{colour}’", label)
    page.press("Read it so")
    assert page.facts["Answers"] == "37 of 37 rated"
    name = next(one for one in page.seen.app.text_input if one.label.startswith("Save what"))
    name.set_value("Our health check")
    page.press("Save the layout")
    assert "Saved as ‘Our health check’: headings and answers only." in page.seen.text
    kept = own.value("select mapping from column_layout")
    assert SECRET not in kept
    assert LABELS[1] in kept

    page.press("Wipe everything")
    page.step("bring").bring(("next.xlsx", own_sheet("2027")))
    assert page.seen.finding == "Fife: 1 file ready to compare. Nothing is stored yet."
    assert page.step("check").facts["Round"] == "2027"


def test_what_a_file_does_not_say_the_person_says(visit):
    book = openpyxl.load_workbook(io.BytesIO(good()))
    book[SHEET]["C4"] = book[SHEET]["C5"] = None
    out = io.BytesIO()
    book.save(out)
    page = visit().bring(("open.xlsx", out.getvalue())).step("check")
    assert "to put right" in page.seen.text
    page.pick("Area", "Moray")
    next(one for one in page.seen.app.text_input if one.label == "Round").set_value("2025")
    page.run()
    assert (page.facts["Area"], page.facts["Round"]) == ("Moray", "2025")
    assert page.seen.finding == "Moray: 1 file ready to compare. Nothing is stored yet."


def test_of_several_areas_one_is_compared_and_submitted(visit, own):
    page = visit().bring(("fife.xlsx", good()), ("moray.xlsx", good(MORAY))).step("check")
    assert page.seen.finding == "Say in step 2 which area is yours."
    page.pick("Your area", "Moray").step("take")
    page.confirm().press("Submit to the national picture")
    assert own.frame("select area_code from assessment where not demo")["area_code"].tolist() == [MORAY]


def test_the_same_file_twice_and_two_of_one_assessment(visit):
    same = good()  # made once: a workbook says to the second when it was made
    page = visit().bring(("a.xlsx", same), ("b.xlsx", same))
    assert "'b.xlsx' is the same as 'a.xlsx': it counts once." in page.step("check").seen.text
    page.step("bring").bring(("a.xlsx", good(plus=3)))
    said = "'a.xlsx' and 'b.xlsx' hold the same assessment: remove one of them."
    assert said in page.step("check").seen.text
    assert page.step("compare").seen.text.count("what is to be put right")


def test_a_survey_is_sent_to_its_own_page(visit):
    page = visit().bring(("forms.xlsx", skills_form())).step("check")
    assert "Surveys go in at Load a survey." in page.seen.text


def test_two_officers_at_once_the_second_is_told_and_nothing_of_theirs_is_stored(visit, own):
    first, second = (visit().bring((f"{n}.xlsx", good(plus=n))).step("take") for n in (1, 5))
    first.confirm()
    second.confirm()
    first.press("Submit to the national picture")
    second.press("Submit to the national picture")
    assert "Somebody else has submitted for this area since you looked." in second.seen.text
    assert "Submit to the national picture" not in second.buttons  # the new difference is to be looked at first
    assert own.frame("select source_file from assessment where not demo")["source_file"].tolist() == ["1.xlsx"]
    second.confirm().press("Submit to the national picture")
    assert "Submitted as number 2." in second.seen.text


def test_a_demonstration_plan_is_not_taken_for_that_of_the_upload(visit, own):
    assert reading.actions(own, FIFE)["demo"].all()
    page = visit().bring(("fife.xlsx", good())).step("compare")
    assert "In the plan:" not in page.seen.text
    assert "No plan is there yet. Proposed for the weakest criteria: 5 actions." in page.step("take").seen.text


def test_a_page_opened_beside_it_knows_nothing_of_an_upload(visit):
    visit().bring(("fife.xlsx", good(evidence=SECRET))).step("compare")
    other = opened("your-partnership", step="compare", area=FIFE)
    assert SECRET not in other.html
    assert "No assessment is in hand, so this is what is published." in other.text
