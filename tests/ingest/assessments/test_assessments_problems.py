"""Everything that can be wrong with an assessment workbook: where it is, what was found, what to do, nothing loaded."""

import datetime

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from tests import builders
from tests.ingest.assessments.assessment_files import (
    EXPECTED,
    MINI_IDS,
    answers_of,
    codes,
    errors_of,
    only_error,
    read_sheets,
)

pytestmark = pytest.mark.usefixtures("small_frameworks")

HEADER = ["Area", "Round", "Framework", "Criterion", "Level"]
GOOD = [["Fife", "2025", "Mini", criterion, 3] for criterion in MINI_IDS[:3]]
WHOLE = "An answer is one whole level: agree on one, do not write a value between two."


def long_file(path, row=3, **changed):
    """A good long table with some cells of one row (as numbered on the sheet) changed; returns the file."""
    rows = [list(one) for one in GOOD]
    for column, value in changed.items():
        rows[row - 2][HEADER.index(column.capitalize())] = value
    return builders.workbook(path / "long.xlsx", {"Ratings": [HEADER, *rows]})


@pytest.mark.parametrize(
    ("value", "code", "found", "suggestion"),
    [
        (5, "level-out-of-scale", "5", ""),
        (0, "level-out-of-scale", "0", ""),
        ("-1", "level-out-of-scale", "-1", ""),
        (2.5, "unknown-level", "2.5", ""),
        ("2,5", "unknown-level", "2,5", ""),
        ("2-3", "unknown-level", "2-3", ""),
        ("Workng towards", "unknown-level", "Workng towards", "Working towards"),
        ("3 - Doing well", "unknown-level", "3 - Doing well", "Doing well"),
        ("n/a - no district here", "unknown-level", "n/a - no district here", ""),
        ("x", "unknown-level", "x", ""),
        ("yes", "unknown-level", "yes", ""),
        (True, "unknown-level", "TRUE", ""),
        (datetime.date(2025, 1, 2), "date-for-level", "a date, 2 January 2025", ""),
        (datetime.datetime(2025, 1, 2, 10, 30), "date-for-level", "a date, 2 January 2025", ""),
        ("02-Jan", "date-for-level", "02-Jan", ""),
        ("75%", "percent-for-level", "75%", ""),
        ("75 per cent", "percent-for-level", "75 per cent", ""),
        ("<3", "unknown-level", "<3", ""),
        ("3?", "unknown-level", "3?", ""),
    ],
)
def test_a_cell_that_is_no_level_is_told_with_its_address(tmp_path, value, code, found, suggestion):
    error = only_error(read_file(long_file(tmp_path, level=value)))
    assert (error.sheet, error.cell, error.code, error.found) == ("Ratings", "E3", code, found)
    assert (error.expected, error.suggestion) == (EXPECTED, suggestion)


def test_the_advice_for_each_kind_of_wrong_level(tmp_path):
    advice = {value: only_error(read_file(long_file(tmp_path, level=value))).advice for value in (5, 2.5, "75%")}
    assert advice == {
        5: "Levels of Mini go from 1 to 4.",
        2.5: WHOLE,
        "75%": "Write the level that was agreed; a percentage is not a level.",
    }
    date = only_error(read_file(long_file(tmp_path, level=datetime.date(2025, 2, 1))))
    assert date.advice.startswith("Spreadsheet programs turn entries such as '1-2' into dates")


def test_the_whole_sentence(tmp_path):
    error = only_error(read_file(long_file(tmp_path, level="Workng towards")))
    assert error.sentence == (
        f"long.xlsx, sheet Ratings, cell E3: found 'Workng towards'. Expected {EXPECTED}. "
        "Did you mean 'Working towards'?"
    )


@pytest.mark.parametrize("error_text", ["#REF!", "#N/A", "#DIV/0!"])
def test_an_error_cell_is_not_a_blank(tmp_path, error_text):
    path = builders.with_error_cell(long_file(tmp_path), "E4", error_text)
    error = only_error(read_file(path))
    assert (error.code, error.cell, error.found, error.expected) == ("error-cell", "E4", error_text, "a value")


def test_an_error_cell_instead_of_a_name_is_one_problem(tmp_path):
    error = only_error(read_file(builders.with_error_cell(long_file(tmp_path), "A3")))
    assert (error.code, error.cell, error.found) == ("error-cell", "A3", "#REF!")


def test_a_formula_without_a_value_is_not_a_blank(tmp_path):
    error = only_error(read_file(builders.formula_without_value(long_file(tmp_path), "E3", "=1+1")))
    assert (error.code, error.cell, error.found) == ("uncalculated-formula", "E3", "=1+1")
    assert "open the file in Excel or LibreOffice, save it, try again" in error.advice


def test_errors_and_formulas_outside_the_answers_do_not_matter(tmp_path):
    rows = [["Area", *MINI_IDS, "Mean"], ["Fife", 1, 2, 3, None, "=AVERAGE(B2:D2)"], ["Average", "=B2", "#REF!"]]
    reading = read_sheets(tmp_path, Wanted(round="2025"), Return=rows)
    assert answers_of(reading) == [1, 2, 3, "not applicable"]


def test_an_unknown_area_is_never_guessed(tmp_path):
    error = only_error(read_file(long_file(tmp_path, area="Fiffe")))
    assert (error.code, error.cell, error.found, error.suggestion) == ("unknown-area", "A3", "Fiffe", "Fife")
    assert error.expected == "the name or code of one of the 32 areas"


def test_an_unknown_area_like_none_of_the_register(tmp_path):
    error = only_error(read_file(long_file(tmp_path, area="Test Valley")))
    assert (error.code, error.found, error.suggestion) == ("unknown-area", "Test Valley", "")
    assert error.advice == "If this is an area outside the register, say so with --outside."


def test_an_unknown_name_is_told_once_with_the_number_of_cells(tmp_path):
    rows = [HEADER, *(["Fiffe", *row[1:]] for row in GOOD)]
    error = only_error(read_sheets(tmp_path, Ratings=rows))
    assert (error.code, error.cell) == ("unknown-area", "A2")
    assert error.advice == "The same stands in 2 more cells of this column."


def test_an_unknown_criterion(tmp_path):
    error = only_error(read_file(long_file(tmp_path, criterion="Shard plan")))
    assert (error.code, error.cell, error.found, error.suggestion) == (
        "unknown-criterion",
        "D3",
        "Shard plan",
        "Shared plan",
    )
    assert error.expected == "one of the 4 rows to answer of Mini, by id or wording"


def test_an_answer_to_a_prompt_is_not_an_answer(tmp_path):
    error = only_error(read_file(long_file(tmp_path, criterion="There is a name on the door.")))
    assert (error.code, error.cell) == ("not-answerable", "D3")
    assert error.advice == "This row gets no answer of its own: move the answer to the criterion it goes with."


def test_an_unknown_framework(tmp_path):
    error = only_error(read_file(long_file(tmp_path, framework="Mnii")))
    assert (error.code, error.cell, error.found, error.expected) == (
        "unknown-framework",
        "C3",
        "Mnii",
        "one of Mini, Yes or no",
    )


def test_the_same_criterion_twice_names_both_cells(tmp_path):
    error = only_error(read_file(long_file(tmp_path, row=4, criterion="mini.one.01")))
    assert (error.code, error.cell) == ("duplicate-criterion", "E2, E4")
    assert error.found == "mini.one.01 2 times for Fife, Mini, 2025"
    assert error.expected == "each criterion once"


def test_the_same_criterion_twice_under_two_names(tmp_path):
    error = only_error(read_file(long_file(tmp_path, row=4, criterion="Clear lead")))
    assert (error.code, error.cell) == ("duplicate-criterion", "E2, E4")


def test_missing_area_round_and_criterion(tmp_path):
    rows = [HEADER, [None, *GOOD[0][1:]], ["Fife", " ", *GOOD[1][2:]], ["Fife", "2025", "Mini", None, 2]]
    found = errors_of(read_sheets(tmp_path, Ratings=rows))
    assert [(p.code, p.cell, p.found) for p in found] == [
        ("missing-area", "A2", "a blank cell"),
        ("missing-round", "B3", "a blank cell"),
        ("missing-criterion", "D4", "an answer without a criterion"),
    ]


def test_no_area_and_no_round_anywhere(tmp_path):
    rows = [["Framework", "Criterion", "Level"], ["Mini", "mini.one.01", 3]]
    found = errors_of(read_sheets(tmp_path, Ratings=rows))
    assert [(p.code, p.sheet, p.cell, p.found) for p in found] == [
        ("missing-area", "Ratings", "", "no area"),
        ("missing-round", "Ratings", "", "no round"),
    ]


def test_a_date_instead_of_a_round(tmp_path):
    error = only_error(read_file(long_file(tmp_path, round=datetime.date(2025, 4, 1))))
    assert (error.code, error.cell, error.found) == ("date-for-round", "B3", "1 April 2025")


def test_a_whole_assessment_pasted_twice_is_one_problem(tmp_path, monkeypatch):
    monkeypatch.setattr("csp_analytics.ingest.assessments.doubles.PASTED_TWICE", 2)
    error = only_error(read_sheets(tmp_path, Ratings=[HEADER, *GOOD, *GOOD]))
    assert (error.code, error.cell, error.found) == ("duplicate-area", "E2, E5", "Fife, Mini, 2025 twice (3 criteria)")


def test_a_heading_merged_over_two_columns(tmp_path):
    rows = [["Area", "Round", "Criterion", "Level", None], ["Fife", "2025", "mini.one.01", 3, 4]]
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": rows}, merged={"Ratings": ["D1:E1"]})
    error = only_error(read_file(path))
    assert (error.code, error.cell, error.found) == ("merged-header", "D1:E1", "Level")


def test_a_heading_merged_over_an_empty_column_is_clear(tmp_path):
    rows = [["Area", "Round", "Criterion", "Level", None], ["Fife", "2025", "mini.one.01", 3, None]]
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": rows}, merged={"Ratings": ["D1:E1"]})
    assert answers_of(read_file(path))[0] == 3


def test_an_answer_merged_over_two_rows(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": [HEADER, *GOOD]}, merged={"Ratings": ["E2:E3"]})
    error = only_error(read_file(path))
    assert (error.code, error.cell, error.found) == ("merged-cells", "E2:E3", "merged cells")


def test_two_columns_of_levels(tmp_path):
    rows = [["Area", "Round", "Criterion", "Level", "Score"], ["Fife", "2025", "mini.one.01", 3, 4]]
    error = only_error(read_sheets(tmp_path, Ratings=rows))
    assert (error.code, error.cell, error.found) == ("ambiguous-column", "D1, E1", "Level, Score")


def test_an_id_beside_the_wording_of_another_criterion(tmp_path):
    rows = [["Area", "Round", "Id", "Criterion", "Level"], ["Fife", "2025", "mini.one.01", "Partners share a plan.", 3]]
    error = only_error(read_sheets(tmp_path, Ratings=rows))
    assert (error.code, error.cell) == ("criterion-mismatch", "C2, D2")
    assert error.found == "mini.one.01 beside the wording of mini.one.02"


def test_running_numbers_beside_the_wordings_are_not_trusted(tmp_path):
    rows = [["Area", "Round", "No.", "Criterion", "Level"], ["Fife", "2025", 1, "Partners share a plan.", 3]]
    assert answers_of(read_sheets(tmp_path, Ratings=rows)) == ["missing", 3, "missing", "not applicable"]


def test_a_text_that_is_too_long(tmp_path):
    rows = [["Area", "Round", "Criterion", "Level", "Evidence"], ["Fife", "2025", "mini.one.01", 3, "a" * 4001]]
    error = only_error(read_sheets(tmp_path, Ratings=rows))
    assert (error.code, error.cell, error.expected) == ("text-too-long", "E2", "at most 4,000 characters")
    rows[1][4] = "a" * 4000
    assert read_sheets(tmp_path, Ratings=rows).tables["rating"]["evidence"].str.len().tolist() == [4000, 0, 0, 0]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_cells(tmp_path):
    rows = [HEADER, ["Fiffe", "2025", "Mini", "mini.one.01", 9], ["Fife", "2025", "Mini", "Shard plan", "75%"]]
    rows += [["Fife", "2025", "Mini", "mini.two.01", 3]]
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": rows})
    found = errors_of(read_file(builders.with_error_cell(path, "B4")))
    assert [p.cell for p in found] == ["A2", "E2", "D3", "E3", "B4"]


def test_at_most_200_problems_are_described_and_the_rest_counted(tmp_path):
    rows = [["Area", "Round", "Criterion", "Level"], *(["Fife", str(n), "mini.one.01", "nonsense"] for n in range(500))]
    found = errors_of(read_sheets(tmp_path, Ratings=rows))
    assert len(found) == 201
    assert [p.cell for p in found[:200]] == [f"D{row}" for row in range(2, 202)]
    assert (found[200].code, found[200].found) == ("more-problems", "300 more problems of the same kinds")


def test_a_hidden_sheet_is_not_read_and_not_passed_over_in_silence(tmp_path):
    other = [HEADER, ["Moray", "2025", "Mini", "mini.one.01", 1]]
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": [HEADER, *GOOD], "Old": other}, hidden=["Old"])
    reading = read_file(path)
    assert reading.facts["areas"] == 1
    (warning,) = reading.problems
    assert (warning.severity, warning.code, warning.sheet) == ("warning", "hidden-sheet", "Old")
    assert warning.found == "a hidden sheet laid out as long"


def test_a_file_with_its_only_assessment_hidden_is_refused(tmp_path):
    sheets = {"Cover": [["Returns"]], "Ratings": [HEADER, *GOOD]}
    error = only_error(read_file(builders.workbook(tmp_path / "a.xlsx", sheets, very_hidden=["Ratings"])))
    assert (error.code, error.sheet) == ("hidden-sheet", "Ratings")
    assert error.advice == (
        "Only visible sheets are read. If its answers count, unhide it (right click on any tab, Unhide) and save."
    )


def test_what_is_visible_decides_what_a_file_is(tmp_path):
    plan = [
        ["Area: Fife"],
        ["Issue", "Action", "When", "Milestone"],
        ["Few analysts", "Recruit", "April 2026", "In post"],
    ]
    path = builders.workbook(tmp_path / "a.xlsx", {"Old": [HEADER, *GOOD], "Plan": plan}, hidden=["Old"])
    assert (read_file(path).kind, read_file(path).counts) == ("actions", {"action": 1})


def test_a_sheet_that_is_not_an_assessment_is_noted(tmp_path):
    sheets = {
        "Ratings": [HEADER, *GOOD],
        "Costs": [["Item", "Cost", "Paid"], ["Room", 20, "yes"]],
        "Cover": [["Hello"]],
    }
    reading = read_file(builders.workbook(tmp_path / "a.xlsx", sheets))
    assert codes(reading) == [("note", "ignored-sheet")]
    assert reading.problems[0].sheet == "Costs"


def test_a_file_without_any_answer_is_refused(tmp_path):
    rows = [HEADER, *([*row[:4], None] for row in GOOD)]
    error = only_error(read_sheets(tmp_path, Ratings=rows))
    assert (error.code, error.found, error.expected) == ("no-answers", "no answers at all", "at least one answer")


def test_a_file_that_is_nothing_known_says_what_was_seen(tmp_path):
    sheets = {"Costs": [["Our costs"], ["Item", "Amount", "Paid"], ["Room", 20, "yes"]], "More": [["a", "b"]]}
    reading = read_file(builders.workbook(tmp_path / "a.xlsx", sheets))
    error = only_error(reading)
    assert reading.kind == "unknown"
    assert (error.code, error.sheet, error.cell, error.found) == ("unrecognised", "Costs", "A2", "Item | Amount | Paid")
    assert "one row per area, one column per criterion" in error.expected
    assert error.advice == "Check the headings of the table. Other sheets: More."


def test_a_kind_that_is_asked_for_is_not_something_else(tmp_path):
    error = only_error(read_file(long_file(tmp_path), wanted=Wanted(kind="actions")))
    assert (error.code, error.expected) == ("unrecognised", "an action plan (columns Issue, Action, When, Milestone)")


def test_a_file_that_cannot_be_opened_is_told_by_name(tmp_path):
    reading = read_file(builders.picture_renamed(tmp_path / "returns.xlsx"))
    assert reading.kind == "unknown"
    assert only_error(reading).file == "returns.xlsx"
