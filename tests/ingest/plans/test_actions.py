"""Action plans: what is read from a spreadsheet, whose it is and what it serves."""

import datetime

import pytest

from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.plans import actions
from csp_analytics.ingest.reading import COLUMNS, Wanted
from tests.ingest.plans.plan_files import FIFE, HEADER, loaded, only_problem, read, told


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
         ("Delivered", "done"), ("Part-completed", "in progress"), ("yet to begin", "not started"),
         ("", "not stated"), (None, "not stated")],
    )  # fmt: skip
    def test_status_words(self, tmp_path, written, status):
        rows = [[*HEADER, "Status"], ["Gap", "Fill it", None, None, written]]
        assert loaded(tmp_path, rows)["status"][0] == status

    @pytest.mark.parametrize(
        ("written", "suggestion"),
        [("Complete (June 2026)", "done"), ("In progress - draft seen", "in progress"), ("Compelted", "done"),
         ("not done", ""), ("To be completed by June", ""), ("Incomplete", ""), ("Open", ""), ("on track", "")],
    )  # fmt: skip
    def test_other_words_for_a_status_are_refused_and_nothing_is_suggested_that_could_be_its_opposite(
        self, tmp_path, written, suggestion
    ):
        problem = only_problem(read(tmp_path, [[*HEADER, "Status"], ["Gap", "Fill it", None, None, written]]))
        assert (problem.code, problem.cell, problem.found) == ("unknown-status", "E2", written)
        assert problem.suggestion == suggestion

    @pytest.mark.parametrize("heading", ["Measure", "Success criteria", "KPI", "How will we know?", "Measures (2)"])
    def test_how_success_is_measured(self, tmp_path, heading):
        rows = [
            [*HEADER, heading],
            ["Gap", "Fill it", None, None, "Nine of ten agree"],
            ["Two", "Do", None, None, None],
        ]
        assert loaded(tmp_path, rows)["measure"].tolist() == ["Nine of ten agree", ""]


class TestOfWhichRound:
    ROW = ("Gap", "Fill it", "May 2026", None)

    @pytest.mark.parametrize(
        "above", [["Round: 2025"], ["Round:", 2025], ["Assessment round:", None, "2025"], ["ROUND :  2025 "]]
    )
    def test_a_labelled_cell_names_the_round(self, tmp_path, above):
        table = loaded(tmp_path, [["Area: Fife"], above, HEADER, self.ROW], Wanted())
        assert table["round"].tolist() == ["2025"]

    @pytest.mark.parametrize("above", [[], ["Round:"], ["Year: 2025"], ["A round: robin"]])
    def test_else_the_round_that_the_person_named_else_none(self, tmp_path, above):
        rows = [["Area: Fife"], above, HEADER, self.ROW]
        assert loaded(tmp_path, rows, Wanted())["round"].tolist() == [""]
        assert loaded(tmp_path, rows, Wanted(round=" 2023 "))["round"].tolist() == ["2023"]

    def test_the_round_of_the_person_counts_most_and_the_file_that_says_another_is_pointed_out(self, tmp_path):
        reading = read(tmp_path, [["Round: 2025"], HEADER, self.ROW], Wanted(area="Fife", round="2023"))
        problem = only_problem(reading)
        assert (problem.severity, problem.code, problem.cell) == ("warning", "other-round", "A1")
        assert (problem.found, problem.expected) == ("2025", "2023")
        assert reading.tables["action"]["round"].tolist() == ["2023"]
        assert reading.facts["round"] == "2023"

    def test_a_plan_of_many_areas_is_of_one_round(self, tmp_path):
        rows = [["Round:", "2025"], ["Area", *HEADER], ["Moray", *self.ROW], ["Fife", *self.ROW]]
        table = loaded(tmp_path, rows, Wanted())
        assert table[["area_code", "round"]].to_numpy().tolist() == [["S12000020", "2025"], ["S12000047", "2025"]]


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
