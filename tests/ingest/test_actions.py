"""Action plans: what is read from a spreadsheet, and what is said about one that is wrong."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from csp_analytics import paths
from csp_analytics.ingest import actions
from csp_analytics.ingest.action_dates import due_date, read_date
from csp_analytics.ingest.reading import COLUMNS, Wanted
from csp_analytics.ingest.workbook import read_workbook

HEADER = ["Issue", "Action", "When", "Milestone"]
FIFE = Wanted(area="Fife")
REAL = paths.ROOT.parent / "shared" / "data" / "real" / "test-valley-2008-action-plan.xlsx"


def plan(path, rows, merged=(), hidden=(), **sheets):
    """Writes a workbook with the sheet Plan (and further ones), and reads its cells."""
    book = openpyxl.Workbook()
    for name, content in {"Plan": rows, **sheets}.items():
        sheet = book.active if name == "Plan" else book.create_sheet(name)
        sheet.title = name
        for row in content:
            sheet.append(row)
    for cells in merged:
        book["Plan"].merge_cells(cells)
    for name in hidden:
        book[name].sheet_state = "hidden"
    file = Path(path) / "plan.xlsx"
    book.save(file)
    workbook, problems = read_workbook(file)
    assert not problems
    return workbook


def read(path, rows, wanted=FIFE, **kwargs):
    return actions.read(plan(path, rows, **kwargs), wanted)


def loaded(path, rows, wanted=FIFE, **kwargs):
    reading = read(path, rows, wanted, **kwargs)
    assert not reading.refused, [problem.sentence for problem in reading.problems]
    return reading.tables["action"]


def told(reading):
    """Every problem as (code, cell)."""
    return [(problem.code, problem.cell) for problem in reading.problems]


def only_problem(reading):
    assert len(reading.problems) == 1, [problem.sentence for problem in reading.problems]
    return reading.problems[0]


class TestWhatIsRead:
    def test_one_row_for_each_action_with_its_stage_text_and_date(self, tmp_path):
        table = loaded(
            tmp_path,
            [
                ["Improvement plan"],
                [],
                HEADER,
                ["Lead"],
                ["No shared aims", "Agree aims", "by June 2026", "Board paper"],
                ["No chair", "Elect a chair", "ongoing", None],
                ["Deliver"],
                ["No leaflet", "Print one", None, "16th January 2026"],
            ],
        )
        assert list(table.columns) == list(COLUMNS["action"])
        assert table["position"].tolist() == [1, 2, 3]
        assert table["stage"].tolist() == ["Lead", "Lead", "Deliver"]
        assert table["issue"].tolist() == ["No shared aims", "No chair", "No leaflet"]
        assert table["action"].tolist() == ["Agree aims", "Elect a chair", "Print one"]
        assert table["when_text"].tolist() == ["by June 2026", "ongoing", ""]
        assert table["milestone"].tolist() == ["Board paper", "", "16th January 2026"]
        assert [day.date() if day == day else None for day in table["due"]] == [
            datetime.date(2026, 6, 30),
            None,
            datetime.date(2026, 1, 16),
        ]
        assert set(table["area_code"]) == {"S12000047"}
        assert set(table["status"]) == {"not stated"}
        assert set(table["owner"]) == set(table["framework"]) == set(table["criterion_id"]) == {""}

    def test_other_headings_in_any_order_and_columns_that_are_not_needed(self, tmp_path):
        rows = [
            ["Lead officer", "Status", "Cost", "Timescale", "Actions required", "Requirement", "Key milestones"],
            ["A. Reid", "Under way", "£200", "May 2026", "Train staff", "Few trained", "First course"],
        ]
        reading = read(tmp_path, rows)
        row = reading.tables["action"].iloc[0]
        assert row[["issue", "action", "when_text", "milestone", "owner", "status"]].tolist() == [
            "Few trained",
            "Train staff",
            "May 2026",
            "First course",
            "A. Reid",
            "in progress",
        ]
        assert told(reading) == [("column-not-read", "C1")]

    def test_a_real_date_cell_is_the_due_day_and_reads_as_a_date(self, tmp_path):
        table = loaded(tmp_path, [HEADER, ["Gap", "Fill it", datetime.datetime(2026, 3, 2), None]])
        assert table["due"][0].date() == datetime.date(2026, 3, 2)
        assert table["when_text"][0] == "2 March 2026"

    def test_headings_merged_across_and_two_headings_in_a_row(self, tmp_path):
        rows = [HEADER, ["Deliver"], ["Solve problems"], ["Gap", "Fill it", "May 2026", None]]
        table = loaded(tmp_path, rows, merged=["A2:D2", "A3:D3"])
        assert table["stage"].tolist() == ["Deliver – Solve problems"]

    def test_a_stage_column_does_what_headings_do(self, tmp_path):
        rows = [["Stage", *HEADER], ["Assess", "Gap", "Fill it", "May 2026", None], [None, "Two", "Do", None, None]]
        assert loaded(tmp_path, rows, merged=["A2:A3"])["stage"].tolist() == ["Assess", "Assess"]

    def test_as_above_means_the_value_above_in_each_column_also_in_chains(self, tmp_path):
        rows = [
            HEADER,
            ["One", "Write it", "April 2026", "Draft"],
            ["Two", "As above", "As above.", "as above"],
            ["Stage two"],
            ["Three", "ditto", "as  above", "Final"],
        ]
        table = loaded(tmp_path, rows)
        assert table["action"].tolist() == ["Write it"] * 3
        assert table["when_text"].tolist() == ["April 2026"] * 3
        assert table["milestone"].tolist() == ["Draft", "Draft", "Final"]
        assert table["due"].nunique() == 1
        assert table["stage"].tolist() == ["", "", "Stage two"]

    def test_words_that_only_mention_above_stay(self, tmp_path):
        rows = [HEADER, ["One", "Write it", "To be confirmed in above agreement.", None]]
        assert loaded(tmp_path, rows)["when_text"][0] == "To be confirmed in above agreement."

    def test_an_issue_merged_downwards_counts_for_each_of_its_actions(self, tmp_path):
        rows = [HEADER, ["One", "First", "May 2026", None], [None, "Second", None, None], ["Two", "Third", None, None]]
        table = loaded(tmp_path, rows, merged=["A2:A3", "C2:C3"])
        assert table["issue"].tolist() == ["One", "One", "Two"]
        assert table["when_text"].tolist() == ["May 2026", "May 2026", ""]

    def test_a_csv_file_reads_like_a_workbook(self, tmp_path):
        text = "Fife Community Safety Partnership\nIssue,Action,When,Milestone\nLead,,,\nGap,Fill it,31/03/2026,\n"
        workbook, _ = read_workbook(text.encode(), "plan.csv")
        assert actions.matches(workbook)
        row = actions.read(workbook, Wanted()).tables["action"].iloc[0]
        assert (row["area_code"], row["stage"], row["due"].date()) == ("S12000047", "Lead", datetime.date(2026, 3, 31))

    def test_a_header_repeated_on_a_new_page_is_left_out(self, tmp_path):
        reading = read(tmp_path, [HEADER, ["One", "Do", None, None], HEADER, ["Two", "Do", None, None]])
        assert reading.tables["action"]["issue"].tolist() == ["One", "Two"]
        assert told(reading) == [("header-twice", "A3")]
        assert reading.problems[0].severity == "note"

    @pytest.mark.parametrize(
        ("written", "status"),
        [("Done", "done"), ("COMPLETED", "done"), ("on-going", "in progress"), ("Not yet started", "not started"),
         ("", "not stated"), (None, "not stated")],
    )  # fmt: skip
    def test_status_words(self, tmp_path, written, status):
        rows = [[*HEADER, "Status"], ["Gap", "Fill it", None, None, written]]
        assert loaded(tmp_path, rows)["status"][0] == status


class TestWhoseItIs:
    ROW = ("Gap", "Fill it", "May 2026", None)

    @pytest.mark.parametrize(
        "above",
        [["FIFE COMMUNITY SAFETY PARTNERSHIP"], ["The Fife Community Planning Partnership: plan"], ["Area: Fife"],
         ["Partnership:", "Fife"], ["Area:", None, "Fife Council"], ["Plan of Fife Community Safety Partnership"]],
    )  # fmt: skip
    def test_the_title_or_a_labelled_cell_names_the_area(self, tmp_path, above):
        assert loaded(tmp_path, [above, HEADER, self.ROW], Wanted())["area_code"].tolist() == ["S12000047"]

    def test_an_area_column_counts_most_and_may_hold_several(self, tmp_path):
        rows = [["Area", *HEADER], ["Moray", *self.ROW], ["Western Isles", *self.ROW], [None, *self.ROW]]
        assert loaded(tmp_path, rows)["area_code"].tolist() == ["S12000020", "S12000013", "S12000047"]

    def test_an_area_outside_the_register_is_refused_and_the_way_out_named(self, tmp_path):
        reading = read(tmp_path, [["TEST VALLEY COMMUNITY SAFETY PARTNERSHIP"], HEADER, self.ROW], Wanted())
        problem = only_problem(reading)
        assert reading.tables == {}
        assert (problem.code, problem.cell, problem.found) == ("outside-area", "A1", "Test Valley")
        assert problem.expected == "one of the 32 areas of the register"
        assert '--area "Test Valley"' in problem.advice

    @pytest.mark.parametrize("wanted", [Wanted(area="Test Valley"), Wanted(outside=True)])
    def test_an_area_outside_the_register_loads_when_asked_for(self, tmp_path, wanted):
        reading = read(tmp_path, [["TEST VALLEY COMMUNITY SAFETY PARTNERSHIP"], HEADER, self.ROW], wanted)
        assert reading.tables["action"]["area_code"].tolist() == ["outside:test-valley"]
        assert reading.tables["area"].to_dict("records") == [
            {"area_code": "outside:test-valley", "name": "Test Valley"}
        ]
        assert [(problem.code, problem.severity) for problem in reading.problems] == [("outside-area", "note")]

    def test_a_misspelt_area_is_refused_with_a_suggestion(self, tmp_path):
        problem = only_problem(read(tmp_path, [["Area: Clackmananshire"], HEADER, self.ROW], Wanted()))
        assert (problem.code, problem.suggestion) == ("unknown-area", "Clackmannanshire")

    def test_a_plan_that_names_no_area_says_what_to_do(self, tmp_path):
        problem = only_problem(read(tmp_path, [["Improvement plan"], HEADER, self.ROW], Wanted()))
        assert problem.code == "missing-area"
        assert "--area" in problem.advice

    def test_a_plan_of_another_area_than_the_one_named_is_pointed_out(self, tmp_path):
        reading = read(tmp_path, [["Moray Community Safety Partnership"], HEADER, self.ROW])
        problem = only_problem(reading)
        assert (problem.severity, problem.code, problem.found, problem.expected) == (
            "warning",
            "other-area",
            "Moray",
            "Fife",
        )
        assert reading.tables["action"]["area_code"].tolist() == ["S12000047"]


class TestWhatItServes:
    def one(self, tmp_path, framework, criterion, wanted=FIFE):
        rows = [[*HEADER, "Framework", "Criterion"], ["Gap", "Fill it", None, None, framework, criterion]]
        return read(tmp_path, rows, wanted)

    @pytest.mark.parametrize(
        ("framework", "criterion"),
        [
            ("hallmarks", "hallmarks.lead.01.01"),
            (None, "hallmarks.lead.01.01"),
            ("Hallmarks checklist", "Group leads and governs"),
            (None, "GROUP LEADS AND GOVERNS"),
        ],
    )
    def test_a_criterion_is_linked_by_its_id_or_its_label(self, tmp_path, framework, criterion):
        row = self.one(tmp_path, framework, criterion).tables["action"].iloc[0]
        assert (row["framework"], row["criterion_id"]) == ("hallmarks", "hallmarks.lead.01.01")

    def test_an_unknown_criterion_is_refused_with_a_suggestion(self, tmp_path):
        problem = only_problem(self.one(tmp_path, "hallmarks", "Group leads and govern"))
        assert (problem.code, problem.cell) == ("unknown-criterion", "F2")
        assert problem.suggestion == "hallmarks.lead.01.01"
        assert "Group leads and governs" in problem.advice

    def test_a_criterion_of_another_framework_is_unknown(self, tmp_path):
        assert told(self.one(tmp_path, "excellence", "hallmarks.lead.01.01")) == [("unknown-criterion", "F2")]

    def test_an_unknown_framework_is_refused_with_a_suggestion(self, tmp_path):
        problem = only_problem(self.one(tmp_path, "Halmarks", None))
        assert (problem.code, problem.cell, problem.suggestion) == ("unknown-framework", "E2", "hallmarks")

    def test_the_framework_that_the_person_named_counts_where_the_row_names_none(self, tmp_path):
        table = self.one(tmp_path, None, None, Wanted(area="Fife", framework="excellence")).tables["action"]
        assert table["framework"].tolist() == ["excellence"]


class TestWhatIsWrong:
    ROW = ("Gap", "Fill it", "May 2026", "Draft")

    def test_everything_wrong_is_told_at_once_in_the_order_of_the_cells(self, tmp_path):
        rows = [
            [*HEADER, "Status"],
            ["One", "As above", None, None, "doen"],
            [None, "Do", None, None, None],
            ["#REF!", "Do", "=TODAY()", None, None],
        ]
        reading = read(tmp_path, rows)
        assert reading.refused
        assert reading.tables == {}
        assert told(reading) == [
            ("nothing-above", "B2"),
            ("unknown-status", "E2"),
            ("action-without-issue", "A3"),
            ("error-cell", "A4"),
            ("uncalculated-formula", "C4"),
        ]
        assert [problem.found for problem in reading.problems] == [
            "As above",
            "doen",
            "a blank cell",
            "#REF!",
            "=TODAY()",
        ]
        assert reading.problems[1].suggestion == "done"

    def test_an_issue_whose_action_is_blank_is_loaded_with_a_warning(self, tmp_path):
        reading = read(tmp_path, [HEADER, ["Gap", None, "Done.", None]])
        assert reading.tables["action"]["action"].tolist() == [""]
        assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "no-action", "B2")]

    def test_a_blank_header_cell_over_entries_is_named(self, tmp_path):
        problem = only_problem(read(tmp_path, [["Issue", "Action", "When"], self.ROW]))
        assert (problem.code, problem.cell, problem.expected) == ("missing-heading", "D1", "a column headed Milestone")

    def test_a_misspelt_heading_is_named_with_what_was_meant(self, tmp_path):
        reading = read(tmp_path, [["Issue", "Action", "When", "Milstone"], self.ROW])
        problem = next(problem for problem in reading.problems if problem.severity == "error")
        assert (problem.cell, problem.found, problem.suggestion) == ("D1", "Milstone", "Milestone")

    def test_a_heading_that_is_there_twice(self, tmp_path):
        reading = read(tmp_path, [[*HEADER, "Actions"], [*self.ROW, "Other"]])
        assert told(reading) == [("heading-twice", "E1")]
        assert reading.problems[0].found == "Action and Actions"

    def test_a_second_table_with_other_columns_below_the_first(self, tmp_path):
        reading = read(tmp_path, [HEADER, self.ROW, ["Action", "Issue", "When", "Milestone"], self.ROW])
        assert reading.refused
        assert told(reading) == [("header-twice", "A3")]

    def test_an_empty_plan(self, tmp_path):
        assert told(read(tmp_path, [HEADER])) == [("empty-plan", "A1")]

    def test_a_heading_with_nothing_below_it_is_pointed_out(self, tmp_path):
        reading = read(tmp_path, [HEADER, self.ROW, ["Prepared by the safety team"]])
        assert len(reading.tables["action"]) == 1
        assert [(p.severity, *pair) for p, pair in zip(reading.problems, told(reading), strict=True)] == [
            ("note", "empty-stage", "A3")
        ]

    def test_text_in_the_first_column_alone_among_merged_headings_may_be_an_issue(self, tmp_path):
        rows = [HEADER, ["Lead"], self.ROW, ["Nobody leads"], self.ROW]
        reading = read(tmp_path, rows, merged=["A2:D2"])
        assert [(p.severity, p.code, p.cell) for p in reading.problems] == [("warning", "heading-or-issue", "A4")]

    def test_two_sheets_that_both_look_right(self, tmp_path):
        problem = only_problem(read(tmp_path, [HEADER, self.ROW], Draft=[HEADER, self.ROW]))
        assert problem.code == "two-sheets"
        assert "'Plan' and 'Draft'" in problem.found

    def test_a_hidden_sheet_beside_the_plan_is_not_read_and_said_so(self, tmp_path):
        reading = read(tmp_path, [HEADER, self.ROW], Old=[HEADER, self.ROW, self.ROW], hidden=["Old"])
        assert len(reading.tables["action"]) == 1
        assert [(p.severity, p.code, p.sheet) for p in reading.problems] == [("note", "hidden-sheet", "Old")]

    def test_a_plan_on_a_hidden_sheet_alone_is_refused(self, tmp_path):
        workbook = plan(tmp_path, [["Read me"]], Old=[HEADER, self.ROW], hidden=["Old"])
        assert actions.matches(workbook)
        problem = only_problem(actions.read(workbook, FIFE))
        assert (problem.severity, problem.code, problem.sheet) == ("error", "hidden-sheet", "Old")

    def test_a_sheet_without_a_plan(self, tmp_path):
        workbook = plan(tmp_path, [["Name", "Telephone"], ["A. Reid", "1234"]])
        assert not actions.matches(workbook)
        assert told(actions.read(workbook, FIFE)) == [("no-header", "")]

    @pytest.mark.parametrize(
        "header",
        [
            ["Criterion", "Level", "Evidence", "Action"],
            ["Area", "Round", "Framework", "Criterion", "Level", "Action", "When"],
            ["Area", "Indicator", "Year", "Value"],
            ["Issue", "Action", "When", "Level"],
        ],
    )
    def test_other_layouts_are_not_taken_for_plans(self, tmp_path, header):
        assert not actions.matches(plan(tmp_path, [header, header]))


class TestDates:
    @pytest.mark.parametrize(
        ("written", "day"),
        [
            # A month means by its last day: February 2008 had 29.
            ("April 2008", "2008-04-30"),
            ("April 2008.", "2008-04-30"),
            ("Feb. 2008", "2008-02-29"),
            ("by June 2008", "2008-06-30"),
            ("End of Sept 2009", "2009-09-30"),
            ("Apr '08", "2008-04-30"),
            ("03/2026", "2026-03-31"),
            # A day is that day; numbers are day first.
            ("16th January 2008", "2008-01-16"),
            ("Date: Wednesday 16 January, 2008", "2008-01-16"),
            ("January 16th, 2008", "2008-01-16"),
            ("31/03/2026", "2026-03-31"),
            ("1.2.2026", "2026-02-01"),
            ("31/03/26", "2026-03-31"),
            ("2026-03-31", "2026-03-31"),
            # Of several the latest: an action is due when its last part is.
            ("Feb/March 2008", "2008-03-31"),
            ("February and March 2008", "2008-03-31"),
            ("Draft in May 2009, final in March 2009", "2009-05-31"),
            ("December 2007, then 14 January 2008", "2008-01-14"),
            ("From April 2008 to March 2009", "2009-03-31"),
            ("Revised in April 2009 and annually thereafter", "2009-04-30"),
        ],
    )
    def test_what_can_be_read(self, written, day):
        assert read_date(written) == datetime.date.fromisoformat(day)

    @pytest.mark.parametrize(
        "written",
        [
            "April", "16th January", "next meeting", "ongoing", "quarterly", "Done.", "", "As soon as possible",
            "2008", "2008/09", "March 2008/09", "Spring 2008", "Q1 2008", "Mar-26",  # March of 2026, or the 26th?
            "31 April 2008", "13/13/2026", "03/31/2026",  # no such days
            "from April 2008", "From Feb/March 2008", "since March 2007", "starting in May 2008", "May 2008 onwards",
            "after June 2008", "before 1 April 2008", "scheduled to begin in March 2007",
            "Date to be confirmed at April 2008 meeting.", "Dateto beset at April 2008 Board.",
        ],
    )  # fmt: skip
    def test_what_stays_text(self, written):
        assert read_date(written) is None

    def test_cells_that_are_dates(self):
        assert read_date(datetime.datetime(2026, 3, 31, 9, 30)) == datetime.date(2026, 3, 31)
        assert read_date(datetime.date(2026, 3, 31)) == datetime.date(2026, 3, 31)

    def test_numbers_are_no_dates(self):
        assert read_date(2026.0) is None
        assert read_date(46112.0) is None

    def test_the_when_cell_counts_before_the_milestone(self):
        assert due_date("March 2009", "April 2009") == datetime.date(2009, 3, 31)
        assert due_date("To be done", "April 2009") == datetime.date(2009, 4, 30)
        assert due_date(None, "Draft") is None


@pytest.mark.skipif(not REAL.is_file(), reason="the real plan is not beside the repository")
class TestTheRealPlan:
    """Test Valley's plan of January 2008; every figure counted by eye in the file."""

    @pytest.fixture(scope="class")
    @staticmethod
    def reading():
        return actions.read(read_workbook(REAL)[0], Wanted(area="Test Valley"))

    def test_is_refused_when_nobody_asked_for_an_outside_area(self):
        problem = only_problem(actions.read(read_workbook(REAL)[0], Wanted()))
        assert (problem.severity, problem.code, problem.cell, problem.found) == (
            "error",
            "outside-area",
            "A1",
            "Test Valley",
        )

    def test_has_43_rows_under_11_headings(self, reading):
        assert reading.counts == {"action": 43, "area": 1}
        assert reading.facts["stage headings"] == 11
        # Two of the eleven headings follow each other, so ten stages have rows.
        assert reading.tables["action"].groupby("stage", sort=False).size().to_dict() == {
            "Lead and Guide": 8,
            "Governing Partnership Processes": 3,
            "Visibility and Accountability": 9,
            "Assess": 5,
            "Determine Priorities": 3,
            "Partnership-Working and two-tier areas": 3,
            "Plan For Action–Prepare the Plan": 7,
            "Publish Summary": 1,
            "Deliver": 2,
            "Solving Problems – Evaluating Impact": 2,
        }

    def test_keeps_every_other_cell_as_it_is_in_the_file(self, reading):
        sheet = openpyxl.load_workbook(REAL).active
        written = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6) if row[1].value]
        table = reading.tables["action"]
        for column, name in enumerate(["issue", "action", "when_text", "milestone"]):
            for row, value in zip(written, table[name], strict=True):
                if not str(row[column]).lower().startswith("as above"):
                    assert value == (row[column] or "").strip()

    def test_as_above_is_resolved_through_the_chain(self, reading):
        table = reading.tables["action"].set_index("position")
        assert not table.isin(["As above", "As above.", "as above"]).any().any()
        # Rows 15 to 18 refer to the milestone of row 14; row 16 also to action and time of row 15.
        assert table.loc[15:18, "milestone"].eq("Date to be confirmed at April 2008 meeting.").all()
        assert (
            table.loc[16, "action"]
            == table.loc[15, "action"]
            == "Engagement and consultation strategy and action required"
        )
        assert table.loc[16, "when_text"] == table.loc[15, "when_text"]

    def test_reads_20_dates_and_leaves_23_texts_as_they_are(self, reading):
        due = reading.tables["action"].set_index("position")["due"].dropna().dt.strftime("%Y-%m-%d")
        assert due.to_dict() == {
            **dict.fromkeys([1, 2, 4, 5, 10, 12, 13, 36], "2008-04-30"),  # April 2008 in When, else in Milestone
            **dict.fromkeys([20, 39, 41], "2008-06-30"),  # a leaflet by, or in, June 2008
            21: "2008-05-31",
            27: "2008-01-31",
            **dict.fromkeys([32, 34, 35, 37, 38], "2008-03-31"),  # February and March 2008
            33: "2009-03-31",
            43: "2008-03-31",  # Feb/March 2008
        }
