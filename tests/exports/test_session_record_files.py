"""The record of a session as files, and what a board paper says of it: counts as given, nobody's own answer."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest
from docx import Document

from csp_analytics.charts.workshop_votes import DRY_RUN
from csp_analytics.exports.session_record import session_page, session_workbook
from csp_analytics.exports.word.board_paper import board_paper
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.paper import paper
from csp_analytics.pictures.workshop_record import session_picture
from csp_analytics.store.overlay import laid_over
from csp_analytics.workshop.session.agreed import reading
from tests.builders.held_sessions import FIFE, FRAMEWORK, IDEAS, VISION, in_fife

STAMP = "Data version 1"
TITLES = {row.criterion_id: row.short for row in framework_of(FRAMEWORK).criteria}
EVIDENCE = "Told at every away day <b>since</b> 2024"


@pytest.fixture(scope="module")
def session():
    return in_fife()


def sheets_of(book: bytes) -> dict[str, list[list[object]]]:
    loaded = openpyxl.load_workbook(io.BytesIO(book))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in loaded}


def rows_under(rows: list[list[object]], first: str) -> list[list[object]]:
    """The rows of a table whose header begins so."""
    place = next(n for n, row in enumerate(rows) if row[0] == first)
    return rows[place:]


def test_the_workbook_holds_the_counts_of_each_vote(session):
    sheets = sheets_of(session_workbook(session_picture(session.record()).report, stamp=STAMP))
    *_, votes = (rows for rows in sheets.values() if any("Consensus" in row for row in rows))
    header, *rows = [row for row in rows_under(votes, "Criterion") if row[0]]
    wanted = ["Vote", "Answered", "Gap identified", "Working towards", "Some success", "Doing well", "Not applicable"]
    found = {
        (row[0], row[1]): [row[header.index(name)] for name in wanted[1:]] for row in rows if isinstance(row[1], int)
    }
    assert found[TITLES[VISION], 1] == [12, 2, 8, 1, 0, 1]
    assert found[TITLES[VISION], 2] == [12, 0, 11, 1, 0, 0]
    assert found[TITLES[IDEAS], 1] == [12, 6, 0, 0, 6, 0]
    measured = [row[header.index("A")] for row in rows if row[0] == TITLES[IDEAS]]
    assert measured == [-1]  # a figure, not a text
    assert [4, *["[x]"] * 5] in found.values()  # four answers: not one of their counts is in the file


def test_nothing_in_the_files_tells_one_phone_from_another(session):
    record = session.record()
    page = session_page(session_picture(record).report, stamp=STAMP).decode()
    book = str(sheets_of(session_workbook(session_picture(record).report, stamp=STAMP)))
    for voice in session.people:
        assert f'"{voice}"' not in page
        assert f"'{voice}'" not in book
    assert EVIDENCE not in page  # its marks are plain text
    assert "&lt;b&gt;since&lt;/b&gt;" in page


def test_a_dry_run_is_marked_in_every_part_of_both_files():
    report = session_picture(in_fife(dry_run=True).record()).report
    for name, rows in sheets_of(session_workbook(report, stamp=STAMP)).items():
        if name not in ("Contents",):
            assert DRY_RUN in str(rows), name
    page = session_page(report, stamp=STAMP).decode()
    assert f"<h1>{DRY_RUN}" in page
    assert page.count(DRY_RUN) > 6


def test_the_board_paper_holds_what_the_session_found_and_the_agreed_levels(demo_store, session):
    record = session.record()
    store = laid_over(demo_store, [reading(record)])
    made = paper(
        store, FIFE, FRAMEWORK, "2026", "family-people", published=demo_store, own_title="Workshop result",
    )  # fmt: skip
    store.close()
    made = replace(made, appendix=[*made.appendix, session_picture(record).for_the_appendix])
    document = Document(io.BytesIO(board_paper(made, stamp=STAMP)))
    tables = [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables]
    words = "\n".join(
        [one.text for one in document.paragraphs] + [cell for one in tables for row in one for cell in row]
    )
    assert "What the session found" in words
    assert "Workshop result, not submitted: it is not part of the national picture." in words
    assert "our upload" not in words
    votes = next(one for one in tables if {"Vote", "Answered"} <= set(one[0]))
    header = votes[0]
    row = next(one for one in votes if one[0] == TITLES[VISION] and one[1] == "2")
    counts = [row[header.index(name)] for name in ("Gap identified", "Working towards", "Some success", "Doing well")]
    assert counts == ["0", "11", "1", "0"]
    assert row[header.index("Agreed level")] == "Working towards"
