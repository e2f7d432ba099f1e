"""A council's own sheet, read as a person mapped it: the same ratings as from our template, at the officer's cells."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.changed_cells import Correction
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import digest_of, mapped
from csp_analytics.ingest.columns.reading import read_mapped, with_saved
from csp_analytics.ingest.columns.table import fits, fitting
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.ingest.corrections import read_corrected
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file, read_opened
from csp_analytics.ingest.templates.workbooks import entry_workbook
from csp_analytics.problems import NOTE
from tests.ingest.assessments.assessment_files import (
    FIFE,
    LEVELS,
    MINI_IDS,
    MORAY,
    answers_of,
    codes,
    errors_of,
    only_error,
)
from tests.ingest.own_sheets import COLOURS, HEADINGS, OWN, RAG, ROWS, WORTH, opened

pytestmark = pytest.mark.usefixtures("small_frameworks")
ROUND = Wanted(round="2026")
WIDE = {"Where": "area", "Lead?": f"criterion:{MINI_IDS[0]}", "Plan?": f"criterion:{MINI_IDS[1]}"}
WIDE_ROWS = [["Where", "Lead?", "Plan?", "Old score"], ["Fife", "Amber", "red", 3], ["Moray", None, "Blue", 2]]
PLAN_HEADINGS = ["Ref", "Problem", "What will be done", "Finish", "Who leads?", "Level"]
PLAN = ColumnMapping(
    "actions",
    {"Problem": "issue", "What will be done": "action", "Finish": "when", "Who leads?": "owner", "Ref": "-"},
)
PLAN_ROWS = [["1", "No shared aims", "Agree aims", "June 2026", "A. Reid", "high"], ["2", "No chair", "Elect one"]]


def own(folder, rows=ROWS, **how):
    return opened(folder, {"Our check": [HEADINGS, *rows]}, **how)


def told(reading, code):
    return [problem for problem in reading.problems if problem.code == code]


def test_answers_in_colours_are_worth_what_the_mapping_says(tmp_path):
    reading = read_mapped(own(tmp_path), OWN, ROUND)
    assert not reading.refused
    assert answers_of(reading) == WORTH
    table = reading.tables["rating"]
    assert table["area_code"].tolist() == [FIFE] * 4 + [MORAY] * 4
    assert table["evidence"].tolist() == ["a plan is drafted", "", "<b>bold</b>", "", "", "no plan needed", "", ""]
    assert set(table["round"]) == {"2026"}


@pytest.mark.parametrize("area_code", [FIFE, MORAY])
def test_the_ratings_are_those_of_the_same_answers_in_our_template(tmp_path, area_code):
    """The other way: the values worked by hand go into our entry template, which is read without any mapping."""
    mine = WORTH[:4] if area_code == FIFE else WORTH[4:]
    answers = pd.DataFrame(
        {
            "criterion_id": MINI_IDS,
            "answer": ["rated" if isinstance(one, float) else one for one in mine],
            "level": [one if isinstance(one, float) else None for one in mine],
        }
    )
    template = entry_workbook(framework("mini"), register().areas[area_code], "2026", answers)
    theirs = read_file(template, "template.xlsx").tables["rating"]
    ours = read_mapped(own(tmp_path), OWN, ROUND).tables["rating"]
    columns = ["area_code", "framework", "round", "criterion_id", "answer", "level"]
    of_area = ours[ours["area_code"] == area_code]
    pd.testing.assert_frame_equal(
        theirs[columns].reset_index(drop=True), of_area[columns].reset_index(drop=True), check_dtype=False
    )


def test_without_a_mapping_the_sheet_is_not_read(tmp_path):
    assert read_opened(own(tmp_path), ROUND).refused


def test_how_it_was_read_is_said_in_notes(tmp_path):
    reading = read_mapped(own(tmp_path), OWN, ROUND, layout="Fife's form")
    columns, answers = reading.problems
    assert (columns.severity, columns.code, columns.cell, columns.found) == (
        NOTE, "columns-mapped", "row 1", "Fife's form",
    )  # fmt: skip
    assert columns.advice == (
        "This saved layout was used: Question as criterion, RAG as level, Comments as evidence, "
        "Local authority as area."
    )
    assert answers.advice == (
        "Read as the mapping says: Red as Gap identified (1); Amber as Working towards (1); "
        "Green as Some success (1); Blue as Doing well (1)."
    )
    assert reading.layout == "long, own columns: Fife's form"


def test_titles_merged_above_and_words_of_headings_in_them_do_not_disturb(tmp_path):
    above = [
        ["Self-assessment return", None, None, None],
        ["Criterion", "Level", "what each colour means", None],
        ["Area", "Score", None, None],
        ["Round: 2026"],
        [],
    ]
    workbook = opened(tmp_path, {"S": [*above, HEADINGS, *ROWS]}, merged={"S": ["A1:D1", "A2:B2"]})
    reading = read_mapped(workbook, replace(OWN, header_row=6))
    assert answers_of(reading) == WORTH
    assert set(reading.tables["rating"]["round"]) == {"2026"}  # from the label above the table


@pytest.mark.parametrize(
    "label", [["Area: Fife"], ["Area", "Fife"], ["Your partnership:", None, "Fife"], ["x", "Council:", "Fife Council"]]
)
def test_an_area_named_above_the_table_counts_when_no_column_is_the_area(tmp_path, label):
    rows = [row[:3] for row in ROWS[:3]]
    workbook = opened(tmp_path, {"S": [label, HEADINGS[:3], *rows]})
    columns = {heading: role for heading, role in OWN.columns.items() if role != "area"}
    reading = read_mapped(workbook, ColumnMapping("assessment", columns, RAG), ROUND)
    assert reading.tables["rating"]["area_code"].unique().tolist() == [FIFE]


def test_the_headings_of_another_table_above_name_no_area(tmp_path):
    """'Area' heads a table of averages; 'Average' beside it is a heading too and no place."""
    averages = [["Area", "Average", "Highest"], ["Fife", 2.4, 4], []]
    workbook = opened(tmp_path, {"S": [*averages, HEADINGS[:3], *(row[:3] for row in ROWS[:3])]})
    columns = {heading: role for heading, role in OWN.columns.items() if role != "area"}
    mapping = ColumnMapping("assessment", columns, RAG)
    assert only_error(read_mapped(workbook, mapping, ROUND)).code == "missing-area"
    assert not read_mapped(workbook, mapping, replace(ROUND, area="Fife")).refused


def test_two_tables_on_a_sheet_one_above_the_other_and_one_beside(tmp_path):
    summary = [["Area", "Rating", "Question"], ["Fife", 2.5, 3], ["Moray", 2, 2], []]
    table = [HEADINGS, *ROWS]
    beside = [["", "Rating", "Criterion"], ["", 4, MINI_IDS[0]], ["", 3, MINI_IDS[1]]]
    rows = [*summary, *(row + (beside[n] if n < 3 else []) for n, row in enumerate(table))]
    workbook = opened(tmp_path, {"S": rows})
    reading = read_mapped(workbook, replace(OWN, header_row=5), ROUND)
    assert answers_of(reading) == WORTH
    assert [one.found for one in told(reading, "ignored-column")] == ["Rating", "Criterion"]


def test_headings_over_several_columns_are_told_apart(tmp_path):
    """'This year' is merged over a level and a comment; 'Last year' over those of the year before."""
    top = ["Question", "This year", None, "Last year", None, "Local authority"]
    body = [[row[0], row[1], row[2], "Blue", "old", row[3]] for row in ROWS]
    workbook = opened(tmp_path, {"S": [top, *body]}, merged={"S": ["B1:C1", "D1:E1"]})
    columns = {
        "Question": "criterion", "This year": "level", "This year (2)": "evidence", "Last year": "-",
        "Last year (2)": "-", "Local authority": "area",
    }  # fmt: skip
    reading = read_mapped(workbook, ColumnMapping("assessment", columns, RAG), ROUND)
    assert answers_of(reading) == WORTH
    assert reading.tables["rating"]["evidence"][0] == "a plan is drafted"


def test_two_columns_of_one_heading_and_one_without(tmp_path):
    rows = [["Question", "RAG", "RAG", None], *([row[0], "Blue", row[1], row[3]] for row in ROWS)]
    columns = {"Question": "criterion", "RAG (2)": "level", "(column D)": "area"}
    reading = read_mapped(opened(tmp_path, {"S": rows}), ColumnMapping("assessment", columns, RAG), ROUND)
    assert answers_of(reading) == WORTH


def test_headings_repeated_on_every_printed_page_are_no_answers(tmp_path):
    reading = read_mapped(own(tmp_path, [*ROWS[:3], HEADINGS, *ROWS[3:]]), OWN, ROUND)
    assert answers_of(reading) == WORTH


def test_an_answer_that_the_mapping_does_not_name_is_told_at_its_own_cell(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[1][1] = "Purple"
    error = only_error(read_mapped(own(tmp_path, rows), OWN, ROUND))
    assert (error.code, error.sheet, error.cell, error.found) == ("unknown-level", "Our check", "B3", "Purple")


def test_an_answer_that_counts_as_none_leaves_the_criterion_missing(tmp_path):
    rows = [list(row) for row in ROWS]
    rows[2][1] = "to be agreed"
    mapping = replace(OWN, levels=RAG | {"To be agreed": "No answer"})
    assert answers_of(read_mapped(own(tmp_path, rows), mapping, ROUND))[2] == "missing"


def test_problems_quote_the_officers_own_headings(tmp_path):
    """'Rating' would be a second level column to the reader, so it does not see the word; the officer does."""
    workbook = opened(tmp_path, {"S": [[*HEADINGS, "Rating"], *([*row, 2] for row in ROWS)]})
    (note,) = told(read_mapped(workbook, OWN, ROUND), "ignored-column")
    assert (note.cell, note.found) == ("E1", "Rating")


@pytest.mark.parametrize("mapping", [OWN, replace(OWN, columns={"Question": "criterion", "RAG": "level"})])
def test_a_table_whose_criteria_are_of_no_framework_says_so_at_its_first_cell(tmp_path, mapping):
    workbook = own(tmp_path, [["nothing known", "Red", None, "Fife"], ["nor this", "Blue", None, "Fife"]])
    error = only_error(read_mapped(workbook, mapping, ROUND))
    assert (error.code, error.cell, error.found) == ("unrecognised", "A2", "nothing known")


def test_when_the_framework_is_known_every_unknown_criterion_has_its_cell(tmp_path):
    workbook = own(tmp_path, [["nothing known", "Red", None, "Fife"], ["nor this", "Blue", None, "Fife"]])
    errors = errors_of(read_mapped(workbook, replace(OWN, framework="mini"), ROUND))
    assert [(one.code, one.cell) for one in errors] == [("unknown-criterion", "A2"), ("unknown-criterion", "A3")]


class TestOneColumnForEachCriterion:
    def test_it_is_read_as_a_national_return(self, tmp_path):
        mapping = ColumnMapping("assessment", WIDE, RAG, framework="mini")
        reading = read_mapped(opened(tmp_path, {"S": WIDE_ROWS}), mapping, ROUND)
        assert answers_of(reading) == [2, 1, "missing", "not applicable", "missing", 4, "missing", "not applicable"]
        assert [one.found for one in told(reading, "ignored-column")] == ["Old score"]

    def test_the_same_criteria_in_words_above_do_not_become_the_headings(self, tmp_path):
        above = [["Our results", *MINI_IDS[:2]], []]
        mapping = ColumnMapping("assessment", WIDE, RAG, header_row=3)
        reading = read_mapped(opened(tmp_path, {"S": [*above, *WIDE_ROWS]}), mapping, ROUND)
        assert answers_of(reading)[:2] == [2, 1]

    def test_a_heading_that_covers_the_rows_below_is_no_answer(self, tmp_path):
        rows = [WIDE_ROWS[0], [None, None, "of two"], *WIDE_ROWS[1:]]
        mapping = ColumnMapping("assessment", WIDE, RAG | {"of two": "No answer"})
        workbook = opened(tmp_path, {"S": rows}, merged={"S": ["A1:A2", "B1:B2"]})
        assert not [one for one in read_mapped(workbook, mapping, ROUND).problems if one.found in WIDE]


class TestPlans:
    def test_a_plan_under_other_headings_and_without_milestones(self, tmp_path):
        rows = [["Fife Community Safety Partnership"], [], PLAN_HEADINGS, *PLAN_ROWS]
        reading = read_mapped(opened(tmp_path, {"S": rows}), replace(PLAN, header_row=3))
        assert not reading.refused, reading.problems
        plan = reading.tables["action"]
        assert plan["issue"].tolist() == ["No shared aims", "No chair"]
        assert plan["action"].tolist() == ["Agree aims", "Elect one"]
        assert plan["owner"].tolist() == ["A. Reid", ""]
        assert (set(plan["area_code"]), set(plan["milestone"])) == ({FIFE}, {""})
        assert [one.found for one in told(reading, "column-not-read")] == ["Ref", "Level"]

    def test_a_stage_between_the_rows_stays_a_stage(self, tmp_path):
        rows = [PLAN_HEADINGS, ["Lead and guide"], PLAN_ROWS[0], ["Deliver"], PLAN_ROWS[1]]
        workbook = opened(tmp_path, {"S": rows}, merged={"S": ["A2:F2", "A4:F4"]})
        reading = read_mapped(workbook, PLAN, Wanted(area="Fife"))
        assert reading.tables["action"]["stage"].tolist() == ["Lead and guide", "Deliver"]

    def test_another_plan_above_is_not_read(self, tmp_path):
        ours = [["Issue", "Action", "When", "Milestone"], ["Old", "Old action", None, None], []]
        workbook = opened(tmp_path, {"S": [*ours, PLAN_HEADINGS, *PLAN_ROWS]})
        reading = read_mapped(workbook, replace(PLAN, header_row=4), Wanted(area="Fife"))
        assert reading.tables["action"]["issue"].tolist() == ["No shared aims", "No chair"]


class TestSavedMappings:
    def test_it_fits_where_all_its_headings_are_wherever_they_stand(self, tmp_path):
        shuffled = [["Local authority", "RAG", "Notes", "Question", "Comments"]]
        shuffled += [[row[3], row[1], "x", row[0], row[2]] for row in ROWS]
        workbook = opened(tmp_path, {"Notes": [["Read me"]], "2027": [["A title"], [], *shuffled]})
        assert fits(OWN, workbook)
        reading = read_mapped(workbook, OWN)
        assert answers_of(reading) == WORTH
        assert set(reading.tables["rating"]["round"]) == {"2027"}

    @pytest.mark.parametrize("heading", HEADINGS)
    def test_it_does_not_fit_when_any_of_its_headings_is_gone(self, tmp_path, heading):
        rows = [[one if one != heading else "Other" for one in HEADINGS], *ROWS]
        workbook = opened(tmp_path, {"S": rows})
        assert not fits(OWN, workbook)
        error = only_error(read_mapped(workbook, OWN, ROUND, layout="Ours"))
        assert error.code == "mapping-does-not-fit"
        assert f"'{heading}'" in error.advice
        with pytest.raises(MappingRefused, match=heading):
            mapped(workbook, OWN)

    def test_case_spaces_and_dashes_of_a_heading_make_no_difference(self, tmp_path):
        workbook = opened(tmp_path, {"S": [["QUESTION", " rag", "Comments\n", "Local  authority"], *ROWS]})
        assert answers_of(read_mapped(workbook, OWN, ROUND)) == WORTH

    def test_a_column_that_was_left_out_may_be_gone(self, tmp_path):
        assert fits(replace(OWN, columns=OWN.columns | {"Cost": "-"}), own(tmp_path))

    def test_the_sheet_that_is_named_and_every_sheet(self, tmp_path):
        half = {"One": [HEADINGS, *ROWS[:3]], "Two": [HEADINGS, *ROWS[3:]], "Cover": [["a", "b", "c"]]}
        workbook = opened(tmp_path, half)
        fife = WORTH[:4]
        assert answers_of(read_mapped(workbook, OWN, ROUND)) == fife
        assert answers_of(read_mapped(workbook, replace(OWN, sheet="Two"), ROUND)) == WORTH[4:]
        every = read_mapped(workbook, replace(OWN, sheet="*"), ROUND)
        assert answers_of(every) == WORTH
        assert [one.sheet for one in told(every, "ignored-sheet")] == ["Cover"]
        assert not fits(replace(OWN, sheet="Three"), workbook)

    def test_a_hidden_sheet_is_not_read(self, tmp_path):
        workbook = opened(tmp_path, {"S": [["x"]], "Hidden": [HEADINGS, *ROWS]}, hidden=["Hidden"])
        assert not fits(OWN, workbook)

    def test_the_one_that_fits_is_used_by_itself_with_a_note(self, tmp_path):
        workbook = own(tmp_path)
        other = replace(OWN, columns=OWN.columns | {"Cost": "evidence", "Comments": "-"})
        reading = with_saved(read_opened(workbook, ROUND), workbook, {"Ours": OWN, "Theirs": other}, ROUND)
        assert answers_of(reading) == WORTH
        assert told(reading, "columns-mapped")[0].found == "Ours"

    def test_of_two_that_fit_neither_is_chosen(self, tmp_path):
        workbook = own(tmp_path)
        turned = replace(OWN, levels=dict(zip(COLOURS, reversed(LEVELS), strict=True)))
        saved = {"Ours": OWN, "Theirs": turned}
        assert fitting(saved, workbook) == ["Ours", "Theirs"]
        before = read_opened(workbook, ROUND)
        reading = with_saved(before, workbook, saved, ROUND)
        assert reading.refused
        assert reading.problems[:-1] == before.problems
        assert (reading.problems[-1].code, reading.problems[-1].found) == (
            "several-layouts", "2 saved layouts that fit: Ours, Theirs",
        )  # fmt: skip

    def test_a_mapping_that_reads_more_of_the_file_goes_first(self, tmp_path):
        fewer = replace(OWN, columns=OWN.columns | {"Comments": "-"})
        assert fitting({"Fewer": fewer, "More": OWN}, own(tmp_path)) == ["More"]

    def test_a_file_that_is_read_by_itself_needs_no_mapping(self, tmp_path):
        rows = [["Area", "Criterion", "Level"], ["Fife", MINI_IDS[0], 3]]
        workbook = opened(tmp_path, {"S": rows})
        plain = ColumnMapping("assessment", {"Area": "area", "Criterion": "criterion", "Level": "level"})
        before = read_opened(workbook, ROUND)
        assert with_saved(before, workbook, {"Ours": plain}, ROUND) is before

    def test_a_mapping_of_another_kind_than_wanted_is_passed_over(self, tmp_path):
        workbook = own(tmp_path)
        wanted = replace(ROUND, kind="actions")
        before = read_opened(workbook, wanted)
        assert with_saved(before, workbook, {"Ours": OWN}, wanted) is before


def test_the_digest_is_of_the_file_and_the_mapping_together(tmp_path):
    workbook = own(tmp_path)
    other = replace(OWN, levels=RAG | {"Red": "Doing well"})
    digests = {workbook.digest, digest_of(workbook, OWN), digest_of(workbook, other)}
    assert len(digests) == 3
    assert read_mapped(workbook, OWN, ROUND).digest == digest_of(workbook, OWN)
    assert digest_of(replace(workbook, digest="another file"), OWN) not in digests


def test_it_goes_together_with_corrections_and_with_leaving_out(tmp_path):
    """A wrong answer is put right, another left out; the cells are the officer's own in both."""
    rows = [list(row) for row in ROWS]
    rows[0][1], rows[1][1] = "Ambr", "Purple"
    workbook = own(tmp_path, rows)

    def read(changed, wanted):
        return read_corrected(changed, wanted, [Correction("Our check", "B2", "Working towards")], leave_out=True)

    reading = read_mapped(workbook, OWN, ROUND, read=read)
    assert answers_of(reading)[:2] == [2.0, "missing"]
    assert reading.left_out == 1
    assert [one.cell for one in told(reading, "corrected")] == ["B2"]
    assert codes(reading)[0] == ("note", "columns-mapped")
