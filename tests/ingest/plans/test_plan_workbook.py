"""The action plan that we hand out: empty, and filled with a plan that comes back exactly as it was."""

import io

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.plans.dates import due_date
from csp_analytics.ingest.plans.rows import says_as_above
from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.ingest.templates.workbooks import PLAN_COLUMNS, action_plan_workbook, empty_action_plan

FIFE = register().resolve("Fife")
LINKS = [(one.framework_id, row.criterion_id) for one in frameworks().values() for row in one.criteria[:3]]
TEXTS = ("issue", "action", "when_text", "milestone", "owner", "measure", "stage")


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def action(position=1, **texts):
    """One action of Fife as the store wants it; due is read from the texts."""
    blank = dict.fromkeys(COLUMNS["action"], "") | {"issue": "Gap", "status": "not stated", "area_code": FIFE.area_code}
    row = blank | {name: kept(text) for name, text in texts.items()} | {"position": position}
    return row | {"due": due_date(row["when_text"], row["milestone"])}


def plan(*rows):
    frame = pd.DataFrame(rows, columns=list(COLUMNS["action"]))
    return frame.assign(due=pd.to_datetime(frame["due"]))


def back(content, wanted=None):
    """The plan that is read from a workbook, which must have no error."""
    reading = read_file(content, "plan.xlsx", wanted)
    assert [problem.sentence for problem in reading.problems if problem.severity == "error"] == []
    return reading.tables["action"]


def cells(content):
    return [cell for line in opened(content).worksheets[0].iter_rows() for cell in line]


class TestEmpty:
    def test_it_has_its_columns_and_a_list_of_statuses(self):
        sheet = opened(empty_action_plan(FIFE, "2025"))["Action plan"]
        assert [cell.value for cell in sheet[5]] == list(PLAN_COLUMNS)
        assert [sheet["B2"].value, sheet["B3"].value] == ["Fife", "2025"]
        (rule,) = sheet.data_validations.dataValidation
        assert (rule.formula1, str(rule.sqref)) == ('"Not started,In progress,Done"', "F6:F65")  # 60 rows below row 5

    def test_what_is_typed_into_it_is_read(self):
        book = opened(empty_action_plan(FIFE))
        sheet = book["Action plan"]
        typed = ("Few analysts", "Recruit one", "April 2026", "In post", "Chair", "In progress", "Two analysts",
                 "hallmarks.lead.01.01")  # fmt: skip
        for column, text in enumerate(typed, start=1):
            sheet.cell(6, column).value = text
        stream = io.BytesIO()
        book.save(stream)

        table = back(stream.getvalue())

        assert len(table) == 1
        assert table.loc[0, ["area_code", "issue", "owner", "status", "measure", "framework", "round"]].tolist() == [
            FIFE.area_code, "Few analysts", "Chair", "in progress", "Two analysts", "hallmarks", ""
        ]  # fmt: skip

    def test_it_says_that_it_is_empty_and_not_of_which_area_it_is_not(self):
        reading = read_file(empty_action_plan(FIFE, "2025"), "plan.xlsx")
        assert [problem.code for problem in reading.problems] == ["empty-plan"]


class TestFilled:
    def test_dates_are_text_and_the_list_of_statuses_covers_the_rows_below(self):
        sheet = opened(action_plan_workbook(plan(action(when_text="31 March 2026", status="done")), FIFE)).worksheets[0]
        assert (sheet["C6"].value, sheet["C6"].data_type, sheet["F6"].value) == ("31 March 2026", "s", "Done")
        assert str(sheet.data_validations.dataValidation[0].sqref) == "F6:F66"  # the action and 60 rows below it

    def test_a_framework_has_a_column_where_a_criterion_does_not_tell_it(self):
        linked = action(framework=LINKS[0][0], criterion_id=LINKS[0][1])
        without = [cell.value for cell in cells(action_plan_workbook(plan(linked), FIFE))]
        assert "Framework" not in without
        named = plan(linked, action(2, framework=LINKS[-1][0]))
        pd.testing.assert_frame_equal(back(action_plan_workbook(named, FIFE)), named)

    def test_an_issue_alone_does_not_become_a_heading(self):
        lone = plan(action(issue="Alone"), action(2, action="Do"))
        pd.testing.assert_frame_equal(back(action_plan_workbook(lone, FIFE)), lone)

    def test_an_area_outside_the_register_comes_back_when_it_is_named(self):
        area = outside_area("Test Valley")
        table = back(action_plan_workbook(plan(action()), area, "2008"), Wanted(area="Test Valley"))
        assert table[["area_code", "round"]].to_numpy().tolist() == [["outside:test-valley", "2008"]]

    def test_a_plan_of_the_database_has_missing_values_and_they_are_blank(self):
        frame = plan(action(when_text="May 2026")).drop(columns="stage").astype(object)
        frame.loc[0, ["owner", "measure", "milestone"]] = [None, float("nan"), pd.NA]
        assert back(action_plan_workbook(frame, FIFE)).loc[0, ["owner", "measure", "milestone"]].tolist() == [""] * 3

    @pytest.mark.parametrize(
        "text", ["=1+1", "+44 131", "-5", "@home", '=HYPERLINK("http://a")', "#REF!", "_x0041_", "'quoted", "\t=A1"]
    )
    def test_text_that_looks_like_a_formula_is_never_one(self, text):
        content = action_plan_workbook(plan(action(**dict.fromkeys(TEXTS, text))), FIFE, text[:5])
        assert {cell.data_type for cell in cells(content)} <= {"s", "n"}
        table = back(content)
        assert set(table.loc[0, list(TEXTS)]) == {kept(text)}
        assert table["round"].tolist() == [kept(text[:5])]

    def test_ten_thousand_letters_come_back_and_no_row_is_higher_than_rows_can_be(self):
        long = "Còmhdhail phoblach 🔥\n" * 500
        content = action_plan_workbook(plan(action(issue=long, action=long)), FIFE)
        assert back(content)["issue"].tolist() == [kept(long)]
        assert max(row.height or 0 for row in opened(content).worksheets[0].row_dimensions.values()) == 409


TEXT = st.one_of(
    st.sampled_from(["", "=A1", "- one\n- two", "N/A", "007", "TRUE", "31 March 2026", "<b>&amp;</b>", "Chùm 🔥"]),
    st.sampled_from(["by June 2026", "[link](http://a)", "a\x00\x07b", "\u200bhidden\ufeff", "a\r\nb", "x" * 10_000]),
    st.text(max_size=40),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_plan_comes_back_exactly_without_control_characters(data):
    rows = []
    for position in range(1, data.draw(st.integers(1, 6)) + 1):
        texts = {name: data.draw(TEXT) for name in TEXTS} | {"issue": data.draw(TEXT.filter(kept))}
        framework, criterion = data.draw(st.sampled_from([("", ""), (LINKS[0][0], ""), *LINKS]))
        status = data.draw(st.sampled_from(["not started", "in progress", "done", "not stated"]))
        rows.append(action(position, **texts, status=status, framework=framework, criterion_id=criterion, round="2025"))
    assume(not any(says_as_above(row[name]) for row in rows for name in TEXTS))

    content = action_plan_workbook(plan(*rows), FIFE, "2025")

    assert {cell.data_type for cell in cells(content)} <= {"s", "n"}
    pd.testing.assert_frame_equal(back(content), plan(*rows))
