"""Cells put right by a person: what "did you mean" changes, and that it changes nothing else."""

from __future__ import annotations

import datetime
import hashlib
from functools import partial

import pytest

from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.corrections import (
    Correction,
    accept_suggestions,
    corrected,
    read_corrected,
    suggested,
)
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file, read_opened
from csp_analytics.ingest.templates.workbooks import entry_workbook
from tests import builders
from tests.ingest.assessments.assessment_files import MINI_IDS, answers_of
from tests.ingest.correction_files import errors, long, long_rows, national, opened, template, told
from tests.ingest.plans.plan_files import HEADER, plan

small = pytest.mark.usefixtures("small_frameworks")


def cells(corrections):
    return [(one.cell, one.value) for one in corrections]


def suggestions(workbook, wanted=None):
    return cells(suggested(workbook, read_opened(workbook, wanted).problems))


@small
def test_each_did_you_mean_is_one_cell_with_the_value_that_was_meant(tmp_path):
    rows = long_rows()
    rows[1][4], rows[2][3], rows[3][2] = "Workng towards", "Shard plan", "Yes or noo"
    assert suggestions(long(tmp_path, rows)) == [
        ("E2", "Working towards"),
        ("D3", "Shared plan"),
        ("C4", "Yes or no"),
    ]


@small
def test_a_name_that_stands_in_more_cells_is_put_right_in_all_of_them(tmp_path):
    workbook = long(tmp_path, long_rows(("Fiffe", "Moray", "Fiffe")))
    # One problem, at A2, says that the same stands in 5 more cells: rows 3, 4 and 8 to 10.
    assert told(read_opened(workbook), "unknown-area") == [("A2", "Fiffe")]
    found = suggested(workbook, read_opened(workbook).problems)
    assert cells(found) == [(f"A{row}", "Fife") for row in (2, 3, 4, 8, 9, 10)]
    reading = read_corrected(workbook, corrections=found)
    # Fife stands twice now, each time with three criteria.
    assert errors(reading) == [("duplicate-criterion", f"E{row}, E{row + 6}") for row in (2, 3, 4)]


@small
def test_a_name_of_another_framework_is_not_put_right_with_it(tmp_path):
    rows = long_rows()
    rows[1][3] = rows[2][3] = "Is it lead"
    rows[2][2] = "Yes or no"
    rows[2][4] = 1
    found = suggested(long(tmp_path, rows), read_opened(long(tmp_path, rows)).problems)
    # In Mini nothing is like it; in Yes or no it is 'Is it led'. Row 2 is Mini and stays.
    assert cells(found) == [("D3", "Is it led")]


@small
def test_200_problems_are_told_and_all_300_cells_are_put_right(tmp_path):
    rows = [
        ["Fife", str(round_), "Mini", MINI_IDS[i], "Workng towards", None] for round_ in range(100) for i in range(3)
    ]
    workbook = long(tmp_path, [long_rows()[0], *rows])
    reading = read_opened(workbook)
    assert len(told(reading, "unknown-level")) == 200
    assert len(suggested(workbook, reading.problems)) == 300


@small
def test_a_label_before_a_name_in_the_same_cell_stays(tmp_path):
    above = [["Area: Fiffe"], ["Round: 2025"]]
    rows = [["Criterion", "Level"], *([criterion, 3] for criterion in MINI_IDS[:3])]
    workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"Mini": [*above, *rows]}))
    assert suggestions(workbook) == [("A1", "Area: Fife")]
    assert not read_corrected(workbook, corrections=[Correction("Mini", "A1", "Area: Fife")]).refused


def test_the_area_in_the_title_of_a_plan(tmp_path):
    workbook = plan(tmp_path, [["The Morray Community Safety Partnership"], HEADER, ["A", "B", "2026", "C"]])
    assert suggestions(workbook) == [("A1", "The Moray Community Safety Partnership")]


def test_a_status_and_a_criterion_of_a_plan(tmp_path):
    rows = [[*HEADER, "Status"], ["A", "B", "2026", "C", "Compleated"], ["D", "E", "2026", "F", "Done"]]
    assert suggestions(plan(tmp_path, rows), Wanted(area="Fife")) == [("E2", "done")]


@small
def test_an_as_above_is_not_what_was_wrong(tmp_path):
    rows = [[*HEADER, "Status"], ["A", "B", "2026", "C", "Compleated"], ["D", "E", "2026", "F", "As above"]]
    workbook = plan(tmp_path, rows)
    assert errors(read_opened(workbook, Wanted(area="Fife"))) == [("unknown-status", "E2"), ("unknown-status", "E3")]
    assert suggestions(workbook, Wanted(area="Fife")) == [("E2", "done")]
    reading = read_corrected(workbook, Wanted(area="Fife"), [Correction("Plan", "E2", "done")])
    assert reading.tables["action"]["status"].tolist() == ["done", "done"]


def test_a_misspelt_heading_of_our_template_is_put_right(tmp_path):
    framework = next(iter(frameworks().values()))
    file = tmp_path / "fife.xlsx"
    file.write_bytes(entry_workbook(framework, round="2025"))
    builders.with_value(file, "D7", "Levl", "Safer Communities")
    builders.with_value(file, "D8", 3, "Safer Communities")
    workbook = opened(file)
    assert errors(read_opened(workbook)) == [("unrecognised", "D7")]
    accepted = accept_suggestions(workbook, partial(read_opened, wanted=Wanted(area="Fife")))
    assert cells(accepted) == [("D7", "Level")]
    assert read_corrected(workbook, Wanted(area="Fife"), accepted).counts["rated"] == 1


def test_a_missing_heading_of_a_plan(tmp_path):
    rows = [["Issue", "Action", "When", "Milstone"], ["A", "B", "2026", "C"]]
    workbook = plan(tmp_path, rows)
    assert suggestions(workbook, Wanted(area="Fife")) == [("D1", "Milestone")]


@small
def test_what_comes_to_light_when_a_heading_is_put_right_is_accepted_too(tmp_path):
    rows = [["Criterion", "Levell", "Evidence"], *([criterion, "Doing wel", None] for criterion in MINI_IDS[:3])]
    workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"Mini": rows}))
    wanted = Wanted(area="Fife", round="2025")
    assert suggestions(workbook, wanted) == [("B1", "Level")]
    accepted = accept_suggestions(workbook, partial(read_opened, wanted=wanted))
    assert cells(accepted) == [("B1", "Level"), *((f"B{row}", "Doing well") for row in (2, 3, 4))]
    assert answers_of(read_corrected(workbook, wanted, accepted)) == [4, 4, 4, "not applicable"]


@small
def test_a_csv_has_one_sheet_without_a_name(tmp_path):
    rows = long_rows()
    rows[1][4] = "Workng towards"
    workbook = opened(builders.csv_file(tmp_path / "a.csv", rows))
    (one,) = suggested(workbook, read_opened(workbook).problems)
    assert one == Correction("", "E2", "Working towards")
    assert answers_of(read_corrected(workbook, corrections=[one]))[0] == 2


@small
def test_the_reading_says_what_was_put_right(tmp_path):
    rows = long_rows()
    rows[1][4] = "Workng towards"
    reading = read_corrected(long(tmp_path, rows), corrections=[Correction("Ratings", "E2", "Working towards")])
    (note,) = reading.problems
    assert (note.severity, note.code, note.cell, note.found) == ("note", "corrected", "E2", "Workng towards")
    assert note.advice == "Read as 'Working towards', as you accepted."
    assert (reading.left_out, answers_of(reading)[0]) == (0, 2)


@small
@pytest.mark.parametrize("error_text", ["#REF!", "=1+1"])
def test_an_error_or_a_formula_in_a_corrected_cell_is_none_any_more(tmp_path, error_text):
    rows = long_rows()
    rows[1][4] = error_text
    workbook = long(tmp_path, rows)
    assert errors(read_opened(workbook)) != []
    reading = read_corrected(workbook, corrections=[Correction("Ratings", "E2", 4)])
    assert (errors(reading), answers_of(reading)[0]) == ([], 4)
    assert reading.problems[0].found == error_text


@small
def test_a_correction_without_a_value_leaves_the_answer_out(tmp_path):
    rows = long_rows()
    rows[1][4] = 9
    reading = read_corrected(long(tmp_path, rows), corrections=[Correction("Ratings", "E2")])
    assert (answers_of(reading), reading.left_out) == (["missing", 3, 3, "not applicable"], 1)
    (warning,) = reading.problems
    assert (warning.severity, warning.code, warning.cell, warning.found) == ("warning", "left-out", "E2", "9")
    assert warning.advice == "Left out, as you chose; it counts as missing."


@small
def test_a_corrected_value_that_is_wrong_again_is_told(tmp_path):
    reading = read_corrected(template(tmp_path), corrections=[Correction("Mini", "C6", "nonsense")])
    assert errors(reading) == [("unknown-level", "C6")]


@small
def test_the_digest_is_of_the_file_and_of_what_was_changed(tmp_path):
    workbook = template(tmp_path)
    file = hashlib.sha256((tmp_path / "template.xlsx").read_bytes()).hexdigest()
    one, other = Correction("Mini", "C6", "1"), Correction("Mini", "C7", "1")
    digests = [
        read_corrected(workbook, corrections=chosen).digest
        for chosen in ([], [one], [other], [one, other], [other, one], [Correction("Mini", "C6", "2")])
    ]
    assert digests[0] == file
    assert digests[3] == digests[4]  # in whatever order
    assert len(set(digests)) == 5


def test_a_correction_of_no_cell_of_the_file_is_a_mistake_of_the_program(tmp_path):
    workbook = opened(builders.workbook(tmp_path / "a.xlsx"))
    for one in (Correction("Nowhere", "A1", "x"), Correction("Ratings", "A1:B2", "x"), Correction("Ratings", "", "x")):
        with pytest.raises(ValueError, match="there is no cell"):
            corrected(workbook, [one])


def test_a_cell_outside_the_table_and_one_at_its_end(tmp_path):
    workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"One": [["a", "b"], ["c", "d"]]}))
    far = corrected(workbook, [Correction("One", "D4", "e")]).sheets[0]
    assert far.rows == [["a", "b"], ["c", "d"], [], [None, None, None, "e"]]
    gone = corrected(workbook, [Correction("One", "A2"), Correction("One", "B2")]).sheets[0]
    assert gone.rows == [["a", "b"]]
    assert workbook.sheets[0].rows == [["a", "b"], ["c", "d"]]


def test_a_date_and_a_truth_value_can_be_what_a_cell_is_to_have(tmp_path):
    workbook = opened(builders.workbook(tmp_path / "a.xlsx", {"One": [["a", "b"]]}))
    day = datetime.date(2026, 4, 1)
    changed = corrected(workbook, [Correction("One", "A1", day), Correction("One", "B1", False)])
    assert changed.sheets[0].rows == [[day, False]]
    assert changed.digest != workbook.digest


def test_a_merged_range_is_taken_apart_when_a_cell_under_it_gets_a_value(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"One": [["a"], [None], [None, "c"]]}, merged={"One": ["A1:A3"]})
    changed = corrected(opened(path), [Correction("One", "A2", "b")]).sheets[0]
    assert (changed.rows, changed.merged) == ([["a"], ["b"], ["a", "c"]], ())
    same = corrected(opened(path), [Correction("One", "A1", "b")]).sheets[0]
    assert (same.rows[0], same.merged) == (["b"], ((0, 0, 2, 0),))


@small
def test_a_unit_of_its_own_is_read_as_read_file_reads_it(tmp_path):
    path = builders.workbook(tmp_path / "a.xlsx", {"Ratings": long_rows()})
    workbook, said = read_workbook(path)
    one, other = read_file(path), read_corrected(workbook, said=said)
    assert (one.digest, one.problems, one.facts) == (other.digest, other.problems, other.facts)
    assert one.tables["rating"].equals(other.tables["rating"])


@small
def test_a_national_return_with_a_misspelt_heading_and_level(tmp_path):
    header = ("Area", MINI_IDS[0], "Shard plan", MINI_IDS[2])
    workbook = national(tmp_path, [["Fife", 1, 2, "Doing wel"], ["Moray", 1, 2, "Doing wel"]], header)
    found = suggested(workbook, read_opened(workbook).problems)
    assert cells(found) == [("C1", "Shared plan"), ("D2", "Doing well"), ("D3", "Doing well")]
    assert answers_of(read_corrected(workbook, corrections=found)) == [1, 2, 4, "not applicable"] * 2
