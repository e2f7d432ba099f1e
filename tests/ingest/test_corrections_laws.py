"""What holds of every file: a suggestion changes its own cells only, and leaving out costs no good answer."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.corrections import Correction, accept_suggestions, corrected, read_corrected
from csp_analytics.ingest.files.workbook import Workbook, address, read_workbook
from csp_analytics.ingest.recognise import read_opened
from tests.ingest.assessments.assessment_files import LEVELS, MINI_IDS, rows_of
from tests.ingest.correction_files import LONG

pytestmark = pytest.mark.usefixtures("small_frameworks")
# The small frameworks are only read, so one set of them does for all examples of a test.
law = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# What is written -> what was meant; everything else in these tables is right.
SLIPS = {
    "Fiffe": "Fife",
    "Morray": "Moray",
    "Shard plan": "Shared plan",
    "Clear leed": "Clear lead",
    "Workng towards": "Working towards",
    "Doing wel": "Doing well",
}
GOOD_LEVELS = [1, 2, 3, 4, *LEVELS, "Not applicable", "?", None]
BAD_LEVELS = [0, 9, "2-3", "75%", "#REF!", "=1+1", "02-Jan", "perhaps"]
NAMES = {MINI_IDS[0]: ["Clear lead", "Clear leed"], MINI_IDS[1]: ["Shared plan", "Shard plan"], MINI_IDS[2]: []}


def opened(rows: list[list[object]]) -> Workbook:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([[("" if value is None else value) for value in row] for row in rows])
    workbook, _ = read_workbook(text.getvalue().encode(), "a.csv")
    assert workbook is not None
    return workbook


def cells(workbook: Workbook) -> dict[str, object]:
    return {
        address(r, c): value
        for r, row in enumerate(workbook.sheets[0].rows)
        for c, value in enumerate(row)
        if value is not None and value != " "
    }


@st.composite
def tables(draw, levels) -> list[list[object]]:
    rows: list[list[object]] = [list(LONG)]
    for name, slip in (("Fife", "Fiffe"), ("Moray", "Morray")):
        for criterion, other in NAMES.items():
            area, called = draw(st.sampled_from([name, slip])), draw(st.sampled_from([criterion, *other]))
            # A text equal to a slip stands in the evidence, where it is no slip.
            rows.append([area, "2025", "Mini", called, draw(levels), draw(st.sampled_from([None, *SLIPS]))])
    return rows


@law
@given(tables(st.sampled_from([1, 2, "Workng towards", "Doing wel", "Doing well", 9, "perhaps"])))
def test_accepting_every_suggestion_changes_the_cells_of_slips_and_no_other(rows):
    workbook = opened(rows)
    before = cells(workbook)
    after = cells(corrected(workbook, accept_suggestions(workbook, read_opened)))
    meant = {cell: SLIPS.get(value, value) if not cell.startswith("F") else value for cell, value in before.items()}
    assert after == meant


def blanked(rows: list[list[object]], bad_rows: set[int]) -> list[list[object]]:
    """The same file with its bad cells blank to begin with: levels that are none, and rows about nothing known."""
    left = [list(rows[0])]
    for number, row in enumerate(rows[1:], start=1):
        gone = number in bad_rows
        level = None if row[4] in BAD_LEVELS else row[4]
        left.append([*row[:3], None, None, None] if gone else [*row[:4], level, row[5]])
    return left


right = tables(st.sampled_from([*GOOD_LEVELS, *BAD_LEVELS])).map(
    lambda rows: [rows[0], *([{"Fiffe": "Fife", "Morray": "Moray"}.get(row[0], row[0]), *row[1:3],
                              {"Clear leed": MINI_IDS[0], "Shard plan": MINI_IDS[1]}.get(row[3], row[3]), *row[4:]]
                             for row in rows[1:])]
)  # fmt: skip


@law
@given(right, st.sets(st.integers(1, 6), max_size=3))
def test_leaving_out_gives_what_the_file_with_blank_cells_gives(rows, bad_rows):
    rows[1][4], bad_rows = 3, bad_rows - {1}  # one good answer at least, or there is nothing to read
    for number in bad_rows:
        rows[number][3] = "Something else"
    reading = read_corrected(opened(rows), leave_out=True)
    clean = read_opened(opened(blanked(rows, bad_rows)))
    assert not reading.refused
    assert rows_of(reading) == rows_of(clean)
    assert reading.tables["rating"]["evidence"].tolist() == clean.tables["rating"]["evidence"].tolist()
    wrong = {n for n, row in enumerate(rows) if n in bad_rows and (row[4] is not None or row[5])}
    wrong |= {n for n, row in enumerate(rows) if n and n not in bad_rows and row[4] in BAD_LEVELS}
    assert reading.left_out == len(wrong)


@law
@given(st.lists(st.lists(st.sampled_from([*GOOD_LEVELS, *BAD_LEVELS]), min_size=3, max_size=3), min_size=2, max_size=2))
def test_leaving_out_of_a_national_return(answers):
    answers[0][0] = 1
    answers[1][0] = 1
    header = ["Area", "Round", *MINI_IDS[:3]]

    def table(rows):
        return opened([header, *([name, "2025", *row] for name, row in zip(("Fife", "Moray"), rows, strict=True))])

    reading = read_corrected(table(answers), leave_out=True)
    clean = read_opened(table([[None if one in BAD_LEVELS else one for one in row] for row in answers]))
    assert rows_of(reading) == rows_of(clean)
    assert reading.left_out == sum(one in BAD_LEVELS for row in answers for one in row)


@law
@given(right, st.integers(1, 6))
def test_blanking_a_cell_by_hand_is_the_same_as_leaving_it_out(rows, number):
    rows[1][4] = 3
    rows[number][4] = rows[number][4] if number == 1 else 9
    for row in rows[1:]:
        row[4] = 2 if row[4] in BAD_LEVELS and row is not rows[number] else row[4]
    by_hand = [] if number == 1 else [Correction("", f"E{number + 1}")]
    one, other = read_corrected(opened(rows), corrections=by_hand), read_corrected(opened(rows), leave_out=True)
    assert rows_of(one) == rows_of(other)
    assert one.left_out == other.left_out == len(by_hand)
