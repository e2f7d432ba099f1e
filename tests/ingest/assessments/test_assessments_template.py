"""One sheet for one area and one framework: as in our template, and as people make their own."""

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from tests import builders
from tests.ingest.assessments.assessment_files import (
    FIFE,
    MINI_IDS,
    MINI_TEXT,
    YESNO_IDS,
    answers_of,
    errors_of,
    only_error,
    read_sheets,
    rows_of,
)

pytestmark = pytest.mark.usefixtures("small_frameworks")

ABOVE = [["Our self-assessment"], ["Area:", "Fife"], ["Round:", "2025"], []]
TABLE = [
    ["Id", "Group", "Criterion", "Level", "Evidence", "Action"],
    [MINI_IDS[0], "Part one", MINI_TEXT[0], "Some success", "Minutes", "Keep going"],
    [MINI_IDS[1], "Part one", MINI_TEXT[1], "Don't know", None, None],
    [MINI_IDS[2], "Part two", MINI_TEXT[2], None, "Reports", None],
    [MINI_IDS[3], "Part two", MINI_TEXT[3], "Not applicable", None, None],
]
WORTH = [3, "don't know", "missing", "not applicable"]


def test_the_table_in_full(tmp_path):
    reading = read_sheets(tmp_path, Mini=[*ABOVE, *TABLE])
    assert (reading.kind, reading.layout, reading.problems) == ("assessment", "template", [])
    assert rows_of(reading) == [
        (FIFE, "mini", "2025", "mini.one.01", "rated", 3.0),
        (FIFE, "mini", "2025", "mini.one.02", "don't know", None),
        (FIFE, "mini", "2025", "mini.two.01", "missing", None),
        (FIFE, "mini", "2025", "mini.two.02", "not applicable", None),
    ]
    assert reading.tables["rating"]["evidence"].tolist() == ["Minutes", "", "Reports", ""]
    assert reading.tables["rating"]["action"].tolist() == ["Keep going", "", "", ""]


def test_area_and_round_may_be_in_one_cell_with_their_label_or_be_said(tmp_path):
    above = [["Partnership: Fife Community Safety Partnership", None, "Round: 2025"]]
    assert answers_of(read_sheets(tmp_path, Mini=[*above, *TABLE])) == WORTH
    assert answers_of(read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Mini=TABLE)) == WORTH


def test_a_template_that_was_sent_without_area_and_round_says_where_they_go(tmp_path):
    found = errors_of(read_sheets(tmp_path, Mini=[["Area:", None], ["Round:", None], *TABLE]))
    assert [(p.code, p.cell, p.found) for p in found] == [
        ("missing-area", "B1", "a blank cell"),
        ("missing-round", "B2", "a blank cell"),
    ]


def test_a_wrong_area_above_the_table_has_its_cell(tmp_path):
    error = only_error(read_sheets(tmp_path, Mini=[["Area:", "Fiffe"], ["Round:", 2025], *TABLE]))
    assert (error.code, error.cell, error.found, error.suggestion) == ("unknown-area", "B1", "Fiffe", "Fife")


def test_headings_and_prompts_between_the_criteria_are_no_criteria(tmp_path):
    rows = [["Criterion", "Rating"], ["Leadership"], ["Clear lead", 3], ["There is a name on the door."], ["Part two"]]
    rows += [["Good data", 2], ["Average", 2.5]]
    reading = read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Mini=rows)
    assert answers_of(reading) == [3, "missing", 2, "not applicable"]


def test_several_frameworks_in_one_workbook(tmp_path):
    yesno = [["Question", "Answer"], *zip(YESNO_IDS, ("Yes", "No", "Not applicable"), strict=True)]
    reading = read_sheets(tmp_path, Mini=[*ABOVE, *TABLE], Checks=[*ABOVE, *yesno])
    assert answers_of(reading) == [*WORTH, 1, 0, "not applicable"]


def test_the_same_framework_on_two_sheets_is_refused(tmp_path):
    error = only_error(read_sheets(tmp_path, Mini=[*ABOVE, *TABLE], Copy=[*ABOVE, *TABLE]))
    assert (error.code, error.sheet) == ("ambiguous-sheets", "Copy")
    assert error.found == "Fife, Mini, 2025, which sheet Mini holds too"


@pytest.mark.parametrize("tick", ["x", "X", "✓", "✔", "yes", 1, True])
def test_one_column_for_each_level_with_a_tick_in_one_of_them(tmp_path, tick):
    rows = [["Criterion", "Gap identified", "Working towards", "Some success", "Doing well", "N/A", "Don't know"]]
    rows += [["Clear lead", None, None, tick], ["Shared plan", None, None, None, None, None, tick], ["Good data", tick]]
    reading = read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Mini=rows)
    assert reading.problems == []
    assert answers_of(reading) == [3, "don't know", 1, "not applicable"]


def test_ticks_under_yes_and_no_as_the_checklist_was_printed(tmp_path):
    rows = [
        ["Question", "YES", "NO", "Action required"],
        [YESNO_IDS[0], "x"],
        [YESNO_IDS[1], None, "✓", "Ask the board"],
    ]
    reading = read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Checks=rows)
    assert answers_of(reading) == [1, 0, "missing"]
    assert reading.tables["rating"]["action"].tolist() == ["", "Ask the board", ""]


def test_two_ticks_in_a_row_and_a_word_instead_of_a_tick(tmp_path):
    rows = [["Question", "Yes", "No"], [YESNO_IDS[0], "x", "x"], [YESNO_IDS[1], "partly"]]
    found = errors_of(read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Checks=rows))
    assert [(p.code, p.cell, p.found, p.expected) for p in found] == [
        ("two-ticks", "B2, C2", "Yes, No", "one tick in a row"),
        ("unknown-tick", "B3", "partly", "a tick (x), or a blank cell"),
    ]


def test_no_action_required_is_not_an_action(tmp_path):
    rows = [["Question", "Answer", "Action required"]]
    rows += [[one, "No", action] for one, action in zip(YESNO_IDS, ("No", "Yes", "-"), strict=True)]
    reading = read_sheets(tmp_path, Wanted(area="Fife", round="2025"), Checks=rows)
    assert reading.tables["rating"]["action"].tolist() == ["", "Yes", ""]


def test_a_list_of_questions_and_answers_about_something_else_is_no_assessment(tmp_path):
    rows = [["Question", "Answer"], ["Who may fill this in?", "Anyone."]]
    reading = read_file(builders.workbook(tmp_path / "a.xlsx", {"Help": rows}))
    assert (reading.kind, only_error(reading).code) == ("unknown", "unrecognised")
