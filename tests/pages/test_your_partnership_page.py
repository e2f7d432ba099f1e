"""Your partnership: from a spreadsheet to a board paper, step by step, with everything said and nothing stored."""

from __future__ import annotations

import io
import json

import pytest
from docx import Document

from csp_analytics.cli.main import main
from csp_analytics.store import reading
from tests.builders.officer_uploads import FIFE, FRAMEWORK, good, levels
from tests.pages.officer_visit import visit  # noqa: F401 - a fixture is found by its name

TABLES = ("area", "assessment", "rating", "action", "import_log", "submission", "column_layout")
MARKUP = "<script>alert(1)</script> **bold** ![x](http://elsewhere.example/x.png) :red[red]"


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
    assert "Nobody else sees them and nothing is stored until you press Submit" in page.seen.text
    assert "Wipe everything" not in page.buttons
    assert page.seen.alerts == []


@pytest.mark.parametrize("step", ["check", "compare", "take"])
def test_every_step_can_be_looked_at_with_nothing_in_hand(step, visit):
    assert visit().step(step).seen.alerts == []


def test_a_good_file_goes_all_the_way_and_is_there_until_it_is_taken_back(visit, own, capsys):
    """What the paper says of it is what `compare` prints once it is submitted; undone, all is as before."""
    before, there = counts(own), levels_there(own)
    page = visit().bring(("fife.xlsx", good()))
    assert page.seen.finding == "Fife: 1 file ready to compare. Nothing is stored yet."
    page.step("check")
    assert page.facts == {
        "What it is": "An assessment", "Layout": "template", "Area": "Fife", "Framework": "Safer Communities Programme",
        "Round": "2025", "Answers": "37 of 37 rated",
    }  # fmt: skip
    page.step("compare")
    assert "Your upload, not submitted: nothing of it is stored, and nobody else can see it." in page.seen.text
    page.step("take")
    paper = words_of(page.take("docx"))
    assert "Your upload, not submitted" in paper
    assert (counts(own), levels_there(own)) == (before, there)

    page.seen.app.checkbox(key=next(one.key for one in page.seen.app.checkbox if one.key.endswith("sure"))).check()
    page.run().press("Submit to the national picture")
    assert "Submitted as number 1. Everybody who uses this dashboard sees it now." in page.seen.text
    assert levels_there(own) == pytest.approx(levels())
    assert main(["compare", "Fife", "--format", "json", "--db", str(own.path)]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert {row["demo"] for row in printed} == {True}  # its peers still are
    scores = [row for row in Document(io.BytesIO(page.take("docx"))).tables[-3].rows] and [
        (row["value"], row["peer_value"], row["gap"]) for row in printed
    ]
    assert scores

    page.press("Take back number 1")
    assert "Number 1 was taken back" in page.seen.text
    assert levels_there(own) == there
