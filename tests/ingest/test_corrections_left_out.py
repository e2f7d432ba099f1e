"""Loading without the answers that are wrong: what is taken out, what is said of it, and what stops it all the same."""

from __future__ import annotations

import pytest

from csp_analytics.ingest.corrections import Correction, read_corrected
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_opened
from tests import builders
from tests.ingest.assessments.assessment_files import MINI_IDS, answers_of
from tests.ingest.correction_files import errors, long, long_rows, national, opened, template, told

pytestmark = pytest.mark.usefixtures("small_frameworks")

NONE = "not applicable"  # the fourth criterion of Mini is of two-tier areas


def left_out(workbook, wanted=None, corrections=()):
    reading = read_corrected(workbook, wanted, corrections, leave_out=True)
    assert errors(reading) == []
    return reading


@pytest.mark.parametrize("wrong", [9, 2.5, "nonsense", "75%", "02-Jan", "#REF!", "=1+1"])
def test_a_level_that_is_none_counts_as_missing(tmp_path, wrong):
    reading = left_out(template(tmp_path, (3, wrong, 1)))
    assert (answers_of(reading), reading.left_out) == ([3, "missing", 1, NONE], 1)
    (warning,) = [problem for problem in reading.problems if problem.severity == "warning"]
    assert (warning.code, warning.sheet, warning.cell) == ("left-out", "Mini", "C7")
    assert warning.advice == "Left out, as you chose; it counts as missing."
    assert warning.expected != ""


def test_without_the_choice_nothing_is_left_out(tmp_path):
    reading = read_corrected(template(tmp_path, (3, 9, 1)))
    assert (reading.refused, reading.tables, reading.left_out) == (True, {}, 0)


def test_a_good_file_is_read_as_it_is(tmp_path):
    workbook = template(tmp_path)
    one, other = read_opened(workbook), left_out(workbook)
    assert (one.digest, one.problems, other.left_out) == (other.digest, other.problems, 0)


def test_the_digest_tells_a_file_with_answers_left_out_from_the_file(tmp_path):
    workbook = template(tmp_path, (3, 9, 1))
    assert left_out(workbook).digest != workbook.digest


def test_a_text_beside_an_answer_goes_without_the_answer(tmp_path):
    rows = long_rows()
    rows[1][5] = "#REF!"
    reading = left_out(long(tmp_path, rows))
    assert (answers_of(reading), reading.left_out) == ([3, 3, 3, NONE], 1)
    assert told(reading, "left-out") == [("F2", "#REF!")]
    assert reading.problems[-1].advice == "Left out, as you chose; the answer beside it counts."


def test_a_row_about_no_known_criterion_goes_as_a_whole(tmp_path):
    rows = long_rows()
    rows[2][3], rows[2][5] = "Something else", "We wrote much about it."
    reading = left_out(long(tmp_path, rows))
    assert (answers_of(reading), reading.left_out) == ([3, "missing", 3, NONE], 1)
    assert told(reading, "left-out") == [("D3", "Something else")]
    assert reading.tables["rating"]["evidence"].tolist() == [""] * 4


def test_an_unknown_criterion_of_many_areas_is_told_once_and_left_out_of_each(tmp_path):
    rows = long_rows(("Fife", "Moray", "Angus"))
    for row in (2, 5, 8):
        rows[row][3] = "Something else"
    reading = left_out(long(tmp_path, rows))
    assert answers_of(reading) == [3, "missing", 3, NONE] * 3
    assert [cell for cell, _ in told(reading, "left-out")] == ["D3", "D6", "D9"]
    assert reading.left_out == 3


def test_a_name_unknown_in_one_framework_stays_where_it_is_known(tmp_path):
    rows = long_rows()
    rows[1][3], rows[2][3] = "Is it led", "Is it led"
    rows[2][2], rows[2][4] = "Yes or no", "yes"
    reading = left_out(long(tmp_path, rows))
    # Mini: row 2 goes, row 4 is 3. Yes or no: row 3 stays.
    assert answers_of(reading) == ["missing", "missing", 3, NONE, 1, "missing", "missing"]
    assert told(reading, "left-out") == [("D2", "Is it led")]


@pytest.mark.parametrize("times", [2, 3, 5, 6, 7, 11])
def test_a_criterion_that_stands_more_than_once_goes_every_time(tmp_path, times):
    rows = long_rows()
    rows += [["Fife", "2025", "Mini", MINI_IDS[0], 1, None] for _ in range(times - 1)]
    reading = left_out(long(tmp_path, rows))
    assert (answers_of(reading), reading.left_out) == (["missing", 3, 3, NONE], times)


def test_an_answer_without_a_criterion(tmp_path):
    rows = long_rows()
    rows[2][3] = None
    reading = left_out(long(tmp_path, rows))
    assert (answers_of(reading), reading.left_out) == ([3, "missing", 3, NONE], 1)


def test_an_id_beside_the_wording_of_another_criterion(tmp_path):
    workbook = template(tmp_path)
    crossed = [Correction("Mini", "B7", "Data is sound and recent.")]
    assert errors(read_corrected(workbook, corrections=crossed)) == [("criterion-mismatch", "A7, B7")]
    reading = left_out(workbook, corrections=crossed)
    assert (answers_of(reading), reading.left_out) == ([3, "missing", 1, NONE], 1)


def test_an_id_that_is_an_error_beside_a_good_wording_costs_no_answer(tmp_path):
    workbook = opened(builders.with_error_cell(_file(template, tmp_path), "A7"))
    reading = left_out(workbook)
    assert (answers_of(reading), reading.left_out) == ([3, 2, 1, NONE], 0)
    assert told(reading, "left-out") == [("A7", "#REF!")]


def _file(build, folder):
    build(folder)
    return folder / f"{build.__name__}.xlsx"


def test_an_answer_merged_over_two_criteria_is_the_answer_of_neither(tmp_path):
    reading = left_out(template(tmp_path, (3, None, 1), merged={"Mini": ["C6:C7"]}))
    assert (answers_of(reading), reading.left_out) == (["missing", "missing", 1, NONE], 2)


def test_two_ticks_in_a_row_are_none(tmp_path):
    labels = ["Gap identified", "Working towards", "Some success", "Doing well"]
    rows = [["Criterion", *labels]]
    rows += [[MINI_IDS[0], "x", None, "x", None], [MINI_IDS[1], None, "x", None, None], [MINI_IDS[2], "maybe"]]
    workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"Mini": rows}))
    reading = left_out(workbook, Wanted(area="Fife", round="2025"))
    assert (answers_of(reading), reading.left_out) == (["missing", 2, "missing", NONE], 2)
    assert [cell for cell, _ in told(reading, "left-out")] == ["B2", "D2", "B4"]


def test_a_text_that_is_too_long(tmp_path):
    rows = long_rows()
    rows[1][5] = "a" * 4001
    reading = left_out(long(tmp_path, rows))
    assert answers_of(reading) == [3, 3, 3, NONE]
    assert reading.tables["rating"]["evidence"].tolist() == [""] * 4


def test_more_wrong_answers_than_are_told_at_once(tmp_path):
    rows = [
        ["Fife", str(r), "Mini", MINI_IDS[i], f"bad {r} {i}" if i else 2, None] for r in range(150) for i in range(3)
    ]
    reading = left_out(long(tmp_path, [long_rows()[0], *rows]))
    assert answers_of(reading) == [2, "missing", "missing", NONE] * 150
    assert reading.left_out == 300
    out = [problem for problem in reading.problems if problem.code == "left-out"]
    assert len(out) == 201
    assert (out[-1].found, out[-1].cell) == ("100 more cells left out", "")


class TestNationalReturn:
    def test_a_wrong_level_is_one_answer_of_one_area(self, tmp_path):
        reading = left_out(national(tmp_path, [["Fife", 1, 9, 3], ["Moray", 1, 2, "#N/A"]]))
        assert answers_of(reading) == [1, "missing", 3, NONE, 1, 2, "missing", NONE]
        assert (told(reading, "left-out"), reading.left_out) == ([("C2", "9"), ("D3", "#N/A")], 2)

    def test_a_column_about_no_known_criterion_goes_as_a_whole(self, tmp_path):
        header = ("Area", MINI_IDS[0], "Shard plan", MINI_IDS[2])
        reading = left_out(national(tmp_path, [["Fife", 1, 2, 3], ["Moray", 1, None, 3]], header))
        assert answers_of(reading) == [1, "missing", 3, NONE] * 2
        assert (told(reading, "left-out"), reading.left_out) == ([("C1", "Shard plan")], 1)
        assert reading.problems[-1].advice == "This column was left out, as you chose; its answers count as missing."

    def test_two_columns_of_one_criterion_both_go(self, tmp_path):
        header = ("Area", MINI_IDS[0], MINI_IDS[1], MINI_IDS[2], MINI_IDS[1])
        reading = left_out(national(tmp_path, [["Fife", 1, 2, 3, 4]], header))
        assert (answers_of(reading), reading.left_out) == ([1, "missing", 3, NONE], 2)

    def test_an_area_that_stands_twice_is_no_single_answer(self, tmp_path):
        workbook = national(tmp_path, [["Fife", 1, 2, 9], ["Fife", 4, 4, 4]])
        reading = read_corrected(workbook, leave_out=True)
        assert (reading.tables, errors(reading)) == ({}, [("duplicate-area", "A2, A3")])
        assert told(reading, "left-out") == [("D2", "9")]


class TestWhatStopsIt:
    def test_an_unknown_area(self, tmp_path):
        rows = long_rows(("Fiffe",))
        rows[1][4] = 9
        reading = read_corrected(long(tmp_path, rows), leave_out=True)
        assert (reading.tables, errors(reading)) == ({}, [("unknown-area", "A2")])

    @pytest.mark.parametrize("cell", ["A2", "B2", "C2"])
    def test_an_error_in_the_area_the_round_or_the_framework(self, tmp_path, cell):
        builders.workbook(tmp_path / "long.xlsx", {"Ratings": long_rows()})
        workbook = opened(builders.with_error_cell(tmp_path / "long.xlsx", cell))
        reading = read_corrected(workbook, leave_out=True)
        assert (errors(reading), reading.left_out) == ([("error-cell", cell)], 0)

    def test_an_error_above_the_table(self, tmp_path):
        template(tmp_path)
        workbook = opened(builders.with_error_cell(tmp_path / "template.xlsx", "B3"))
        assert errors(read_corrected(workbook, leave_out=True)) == [("error-cell", "B3")]

    def test_no_round(self, tmp_path):
        rows = [["Criterion", "Level"], [MINI_IDS[0], 9], [MINI_IDS[1], 2]]
        workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"Mini": rows}))
        assert errors(read_corrected(workbook, Wanted(area="Fife"), leave_out=True)) == [("missing-round", "")]

    def test_two_sheets_of_the_same(self, tmp_path):
        sheets = {"One": long_rows(), "Two": long_rows()}
        workbook = opened(builders.workbook(tmp_path / "a.xlsx", sheets))
        assert errors(read_corrected(workbook, leave_out=True)) == [("ambiguous-sheets", "")]

    def test_nothing_is_left(self, tmp_path):
        reading = read_corrected(template(tmp_path, (9, 9, 9)), leave_out=True)
        assert (reading.tables, errors(reading)) == ({}, [("no-answers", "")])
        assert [cell for cell, _ in told(reading, "left-out")] == ["C6", "C7", "C8"]

    def test_a_file_of_another_kind_is_read_as_it_is(self, tmp_path):
        workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"Shop": [["Product", "Price"], ["Chair", 10]]}))
        one, other = read_opened(workbook), read_corrected(workbook, leave_out=True)
        assert (one.problems, one.digest) == (other.problems, other.digest)


def test_what_was_put_right_counts_and_the_rest_is_left_out(tmp_path):
    workbook = template(tmp_path, ("Workng towards", 9, 1))
    reading = left_out(workbook, corrections=[Correction("Mini", "C6", "Working towards")])
    assert (answers_of(reading), reading.left_out) == ([2, "missing", 1, NONE], 1)
    assert [problem.code for problem in reading.problems if problem.cell] == ["left-out", "corrected"]


def test_an_answer_left_out_by_hand_and_its_text_left_out_are_one_answer(tmp_path):
    rows = long_rows()
    rows[1][4], rows[1][5] = 9, "#REF!"
    reading = left_out(long(tmp_path, rows), corrections=[Correction("Ratings", "E2")])
    assert reading.left_out == 1
    assert sorted(told(reading, "left-out")) == [("E2", "9"), ("F2", "#REF!")]
