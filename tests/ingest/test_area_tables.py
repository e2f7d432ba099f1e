"""Any table of numbers by area, for the benchmark command."""

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.ingest.area_tables import read_area_values
from tests import builders

PUBLISHED = paths.ROOT.parent / "shared" / "data" / "published" / "lgbf_real_family_group_averages.csv"


def csv(text, area="Council", value="Rate", by=()):
    return read_area_values(text.encode(), "table.csv", area, value, list(by))


def xlsx(folder, sheets, area="Council", value="Rate", by=(), hidden=()):
    file = builders.workbook(folder / "table.xlsx", sheets, hidden=hidden)
    return read_area_values(file, None, area, value, list(by))


def told(problems, severity="error"):
    return [(problem.code, problem.cell) for problem in problems if problem.severity == severity]


class TestWhatIsRead:
    def test_one_row_for_each_area_and_combination_in_the_order_of_the_file(self):
        text = "Council,Year,Rate,Note\nMoray,2020,1.5,x\nArgyll & Bute,2020,2,y\nMoray,2021,-3,z\n"
        table, problems = csv(text, by=["Year"])
        assert problems == []
        assert list(table.columns) == ["area_code", "Year", "value"]
        assert table.to_numpy().tolist() == [
            ["S12000020", "2020", 1.5],
            ["S12000035", "2020", 2.0],
            ["S12000020", "2021", -3.0],
        ]

    def test_without_by_columns_there_is_one_row_for_each_area(self):
        table, _ = csv("Council,Rate\nFife,1\nMoray,2\n")
        assert table.to_numpy().tolist() == [["S12000047", 1.0], ["S12000020", 2.0]]

    def test_a_workbook_with_titles_above_whole_numbers_and_a_hidden_sheet(self, tmp_path):
        rows = [["Rates by council"], [], ["Council", "Year", "Rate"], ["Fife", 2020, 1.5], ["Moray", 2020, 2]]
        table, problems = xlsx(
            tmp_path, {"Read me": [["Hello"]], "Old": rows, "Data": rows}, by=["Year"], hidden=["Old"]
        )
        assert problems == []
        assert table.to_numpy().tolist() == [["S12000047", "2020", 1.5], ["S12000020", "2020", 2.0]]

    def test_headings_may_differ_in_case_and_spaces(self):
        table, problems = csv("COUNCIL ,Crime  Rate\nFife,1\n", value="crime rate")
        assert problems == []
        assert table["value"].tolist() == [1.0]

    def test_a_heading_written_exactly_so_counts_before_others_like_it(self):
        table, problems = csv("Council,RATE,Rate\nFife,1,2\n")
        assert problems == []
        assert table["value"].tolist() == [2.0]

    def test_sums_and_averages_are_left_out_whatever_stands_in_them(self):
        table, problems = csv("Council,Rate\nFife,1\nScotland,see note\nFamily group average,3\n")
        assert table["value"].tolist() == [1.0]
        assert [(p.severity, p.code, p.cell, p.found) for p in problems] == [
            ("note", "summary-row", "A3", "Scotland, Family group average")
        ]

    def test_rows_without_a_value_are_left_out_never_zero(self):
        text = 'Council,Rate\nFife,1\nMoray,\nAngus,n/a\nFalkirk,*\nStirling,0\nHighland,"1,200"\n,\nSource: us,\n'
        table, problems = csv(text)
        assert table["value"].tolist() == [1.0, 0.0, 1200.0]
        assert told(problems, "note") == [("thousand-commas", "B7")]
        assert told(problems) == []

    @pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published averages are not beside the repository")
    def test_the_published_benchmarking_table_reads_whole_and_unchanged(self):
        by = ["Indicators_Information_Code", "LA_Data_LGBF_Year"]
        area, value = "LA_Information_LocalAuthority", "LA_Data_LA_IndicatorReal"
        table, problems = read_area_values(PUBLISHED, None, area, value, by)
        plain = pd.read_csv(PUBLISHED)
        assert problems == []
        assert len(table) == 3232
        assert table["area_code"].nunique() == 32
        assert table["value"].tolist() == plain[value].tolist()
        # Names to codes one to one: every council keeps its number of rows under one code.
        pairs = pd.DataFrame({"code": table["area_code"], "name": plain[area]}).drop_duplicates()
        assert len(pairs) == 32


class TestWhatIsWrong:
    def test_an_unknown_column_lists_those_there_are_and_suggests_one(self):
        table, problems = csv("Council,Crime rate\nFife,1\n", value="Crime rates", by=["Yeer"])
        assert table.empty
        assert list(table.columns) == ["area_code", "Yeer", "value"]
        assert [(p.code, p.found, p.suggestion) for p in problems] == [
            ("unknown-column", "Crime rates", "Crime rate"),
            ("unknown-column", "Yeer", ""),
        ]
        assert problems[0].expected == "one of the columns Council, Crime rate"

    def test_when_no_column_is_known_the_fullest_row_is_taken_for_the_header(self, tmp_path):
        rows = [["Title"], ["Council", "Year", "Rate"], ["Fife", 2020, 1]]
        _, problems = xlsx(tmp_path, {"Data": rows}, area="Region", value="Height")
        assert [problem.expected for problem in problems] == ["one of the columns Council, Year, Rate"] * 2

    def test_every_unknown_area_is_told_once_with_first_cell_and_count(self):
        text = "Council,Year,Rate\nClackmananshire,1,1\nFife,1,2\nClackmananshire,2,3\nNarnia,1,4\n,1,5\n"
        table, problems = csv(text, by=["Year"])
        assert table.empty
        assert [(p.code, p.cell, p.found, p.suggestion) for p in problems] == [
            ("unknown-area", "A2", "Clackmananshire", "Clackmannanshire"),
            ("unknown-area", "A5", "Narnia", ""),
            ("missing-area", "A6", "a blank cell beside a value", ""),
        ]
        assert "2 cells" in problems[0].advice

    def test_values_that_are_no_numbers(self, tmp_path):
        values = ["12%", "twelve", "#N/A", "=1+1", True, "1,23", "twelve"]
        names = ["Fife", "Moray", "Angus", "Falkirk", "Stirling", "Highland", "Midlothian"]
        _, problems = xlsx(tmp_path, {"Data": [["Council", "Rate"], *zip(names, values, strict=True)]})
        assert told(problems) == [
            ("percent-as-text", "B2"),
            ("not-a-number", "B3"),
            ("error-cell", "B4"),
            ("uncalculated-formula", "B5"),
            ("not-a-number", "B6"),
            ("not-a-number", "B7"),
        ]
        assert "2 cells" in problems[1].advice

    def test_the_same_area_twice_within_the_by_columns(self):
        text = "Council,Year,Rate\nFife,2020,1\nFife,2021,2\nFife Council,2020,3\n"
        _, problems = csv(text, by=["Year"])
        assert [(p.code, p.cell, p.found) for p in problems] == [("same-value-twice", "C2, C4", "Fife, 2020: 2 values")]

    def test_a_table_that_needs_a_by_column_says_so_in_few_words(self):
        names = ["Fife", "Moray", "Angus", "Falkirk", "Stirling"]
        lines = [f"{name},{year},{year - 2000}" for year in (2020, 2021) for name in names]
        _, problems = csv("Council,Year,Rate\n" + "\n".join(lines))
        assert [(p.code, p.cell) for p in problems] == [
            ("same-value-twice", "C2, C7"),
            ("same-value-twice", "C3, C8"),
            ("same-value-twice", "C4, C9"),
            ("same-value-twice", "C5"),
        ]
        assert problems[-1].found == "2 more with several values"
        assert all("--by" in problem.advice for problem in problems)

    def test_a_heading_that_is_there_twice(self):
        _, problems = csv("Council,Rate,Rate\nFife,1,2\n")
        assert told(problems) == [("heading-twice", "B1, C1")]

    def test_two_sheets_with_the_same_columns(self, tmp_path):
        rows = [["Council", "Rate"], ["Fife", 1]]
        _, problems = xlsx(tmp_path, {"One": rows, "Two": rows})
        assert told(problems) == [("two-sheets", "")]
        assert "'One' and 'Two'" in problems[0].found

    def test_a_table_without_any_number(self):
        _, problems = csv("Council,Rate\nFife,\nMoray,-\n")
        assert told(problems) == [("no-values", "B1")]

    def test_a_file_that_is_no_table(self, tmp_path):
        table, problems = read_area_values(tmp_path / "none.csv", None, "Council", "Rate", [])
        assert table.empty
        assert told(problems) == [("file-not-found", "")]
