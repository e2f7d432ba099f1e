"""Indicators by area and period: what is read from a spreadsheet, and what is said about one that is wrong."""

import datetime

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.ingest.files.workbook import read_workbook
from csp_analytics.ingest.indicators import tables as indicators
from csp_analytics.ingest.indicators.known import indicator_of, known_indicators
from csp_analytics.ingest.reading import COLUMNS, Wanted
from tests import builders

HEADER = ["Area", "Indicator", "Year", "Value"]
REAL = paths.ROOT.parent / "shared" / "data" / "indicators" / "crime-rate-and-dwelling-fires.csv"
CPOP = "Improvement Service, Community Planning Outcomes Profile"


def book(folder, sheets, merged=(), hidden=()):
    """A workbook as cells; merged ranges are on its first sheet."""
    first = next(iter(sheets))
    file = builders.workbook(folder / "indicators.xlsx", sheets, merged={first: list(merged)}, hidden=hidden)
    workbook, problems = read_workbook(file)
    assert not problems
    return workbook


def read(path, rows, wanted=None, **kwargs):
    return indicators.read(book(path, {"Data": rows}, **kwargs), wanted or Wanted())


def loaded(reading):
    assert not reading.refused, [problem.sentence for problem in reading.problems]
    return reading.tables["indicator"]


def told(reading, severity="error"):
    return [(problem.code, problem.cell) for problem in reading.problems if problem.severity == severity]


class TestLong:
    def test_one_row_for_each_value(self, tmp_path):
        rows = [
            ["Outcomes by council"],
            [],
            ["Council", "FG", "Measure", "Period", "Value"],
            ["Edinburgh, City of", 1, "Crime Rate", "2010/11", 154.5],
            ["Fife", 2, "Crime Rate", 2011, "96"],
        ]
        reading = read(tmp_path, rows)
        table = loaded(reading)
        assert list(table.columns) == list(COLUMNS["indicator"])
        assert table.to_numpy().tolist() == [
            ["crime-rate", "Crime rate", "recorded crimes per 10,000 people of working age", code, period, value, CPOP]
            for code, period, value in [("S12000036", "2010/11", 154.5), ("S12000047", "2011", 96.0)]
        ]
        assert told(reading) == []
        assert told(reading, "note") == [("column-not-read", "B3")]

    def test_an_unknown_indicator_loads_under_its_own_name(self, tmp_path):
        table = loaded(read(tmp_path, [HEADER, ["Fife", "Bikes stolen (all)", "2020", 7]]))
        assert table.iloc[0].tolist() == [
            "bikes-stolen-all",
            "Bikes stolen (all)",
            "",
            "S12000047",
            "2020",
            7.0,
            "",
        ]

    def test_unit_and_source_of_the_file_count_before_what_is_known(self, tmp_path):
        rows = [[*HEADER, "Units", "Source"], ["Fife", "Dwelling fires", "2020", 7, "per 1,000 homes", "Own count"]]
        rows.append(["Moray", "Dwelling fires", "2020", 8, None, None])
        table = loaded(read(tmp_path, rows))
        assert table["unit"].tolist() == ["per 1,000 homes", "fires in homes per 100,000 people"]
        assert table["source"].tolist() == ["Own count", CPOP]

    def test_cells_merged_downwards_count_for_each_row(self, tmp_path):
        rows = [HEADER, ["Fife", "Crime rate", "2020", 7], [None, None, "2021", 8]]
        table = loaded(read(tmp_path, rows, merged=["A2:A3", "B2:B3"]))
        assert table[["area_code", "period", "value"]].to_numpy().tolist() == [
            ["S12000047", "2020", 7.0],
            ["S12000047", "2021", 8.0],
        ]

    def test_area_codes_name_areas_too(self, tmp_path):
        rows = [
            ["Area code", *HEADER[1:]],
            ["S12000047", "Crime rate", "2020", 7],
            ["S12000015", "Crime rate", "2021", 8],
        ]
        # S12000015 is the code that Fife had before 2018.
        assert loaded(read(tmp_path, rows))["area_code"].tolist() == ["S12000047", "S12000047"]

    def test_sums_and_averages_are_left_out_and_said_so(self, tmp_path):
        rows = [HEADER, ["Fife", "Crime rate", "2020", 7], ["Scotland", "Crime rate", "2020", 9]]
        reading = read(tmp_path, [*rows, ["Average", "Crime rate", "2020", 8]])
        assert loaded(reading)["value"].tolist() == [7.0]
        note = reading.problems[-1]
        assert (note.severity, note.code, note.cell, note.found) == ("note", "summary-row", "A3", "Scotland, Average")

    def test_what_is_missing_is_left_out_and_counted_never_zero(self, tmp_path):
        values = [5, None, "n/a", "-", "*", "c", 0]
        rows = [[name, "Crime rate", "2020", value] for name, value in zip(AREAS, values, strict=True)]
        reading = read(tmp_path, [HEADER, *rows])
        assert loaded(reading)["value"].tolist() == [5.0, 0.0]
        assert reading.facts["blank or not available"] == 3
        assert reading.facts["suppressed"] == 2

    def test_thousand_commas_are_read_with_one_note(self, tmp_path):
        rows = [["Fife", "Crime rate", "2020", "1,234"], ["Moray", "Crime rate", "2020", "1,234,567.5"]]
        reading = read(tmp_path, [HEADER, *rows])
        assert loaded(reading)["value"].tolist() == [1234.0, 1234567.5]
        assert told(reading, "note") == [("thousand-commas", "D2")]

    def test_a_remark_below_the_table_is_left_out_and_said_so(self, tmp_path):
        reading = read(tmp_path, [HEADER, ["Fife", "Crime rate", "2020", 7], [], ["Source: police returns"]])
        assert len(loaded(reading)) == 1
        assert told(reading, "note") == [("row-left-out", "A4")]

    def test_the_facts_say_what_was_recognised(self, tmp_path):
        rows = [HEADER, ["Fife", "Crime rate", "2020", 7], ["Moray", "Crime rate", "2021", 8]]
        facts = read(tmp_path, rows).facts
        assert (facts["indicators"], facts["areas"], facts["periods"], facts["values"]) == (
            "Crime rate",
            2,
            "2020 to 2021",
            2,
        )


AREAS = ["Fife", "Moray", "Angus", "Falkirk", "Stirling", "Highland", "Midlothian"]


class TestWide:
    ROWS = (["Area", "2019/20", "2020/21"], ["Fife", 1, 2], ["Moray", 3, None])

    def test_a_column_for_each_period_with_the_indicator_in_the_name_of_the_sheet(self, tmp_path):
        reading = indicators.read(book(tmp_path, {"Dwelling Fires": self.ROWS}), Wanted())
        table = loaded(reading)
        assert table[["indicator_id", "area_code", "period", "value"]].to_numpy().tolist() == [
            ["dwelling-fires", "S12000047", "2019/20", 1.0],
            ["dwelling-fires", "S12000020", "2019/20", 3.0],
            ["dwelling-fires", "S12000047", "2020/21", 2.0],
        ]
        assert reading.facts["blank or not available"] == 1
        assert told(reading, "note") == [("indicator-from-title", "")]

    def test_an_indicator_on_every_sheet(self, tmp_path):
        workbook = book(tmp_path, {"Crime rate": self.ROWS, "Dwelling fires": self.ROWS})
        counted = loaded(indicators.read(workbook, Wanted())).groupby("indicator_id").size()
        assert counted.to_dict() == {"crime-rate": 3, "dwelling-fires": 3}

    @pytest.mark.parametrize("title", ["Crime rate", "Indicator: Crime rate"])
    def test_a_title_above_the_table_names_the_indicator(self, tmp_path, title):
        assert set(loaded(read(tmp_path, [[title], *self.ROWS]))["indicator_id"]) == {"crime-rate"}

    def test_a_column_of_indicators_and_years_as_numbers(self, tmp_path):
        rows = [["Area", "Indicator", 2019, 2020], ["Fife", "Crime rate", 1, 2], ["Fife", "Dwelling fires", 3, 4]]
        table = loaded(read(tmp_path, rows))
        assert table.pivot(index="indicator_id", columns="period", values="value").to_dict() == {
            "2019": {"crime-rate": 1.0, "dwelling-fires": 3.0},
            "2020": {"crime-rate": 2.0, "dwelling-fires": 4.0},
        }

    def test_a_table_that_names_its_indicator_nowhere_is_refused(self, tmp_path):
        assert told(read(tmp_path, self.ROWS)) == [("missing-indicator", "")]

    def test_a_period_that_became_a_date_is_refused(self, tmp_path):
        rows = [["Area", "Indicator", "2019/20", datetime.datetime(2020, 11, 1)], ["Fife", "Crime rate", 1, 2]]
        assert told(read(tmp_path, rows)) == [("date-not-period", "D1")]


class TestWhatIsWrong:
    def test_everything_wrong_is_told_at_once_in_the_order_of_the_cells(self, tmp_path):
        rows = [
            HEADER,
            ["Fyfe and Kinross", "Crime rate", "2020", 1],
            ["Perth and Kinros", "Crime rate", "2020", 1],
            ["Moray", "Crime rate", "2020", "45%"],
            ["Angus", "Crime rate", "2020", datetime.datetime(2020, 5, 4)],
            ["Falkirk", "Crime rate", "2020", "about 7"],
            ["Stirling", "Crime rate", "2020", "#DIV/0!"],
            ["Highland", "Crime rate", "2020", "=SUM(A1:A2)"],
            ["Fife", None, "2020", 4],
            ["Fife", "Crime rate", None, 4],
            ["Fife", "Crime rate", datetime.datetime(2010, 11, 1), 4],
            [None, "Crime rate", "2020", 4],
            ["Midlothian", "Crime rate", "2020", "1,23"],
        ]
        reading = read(tmp_path, rows)
        assert reading.tables == {}
        assert told(reading) == [
            ("unknown-area", "A2"),
            ("unknown-area", "A3"),
            ("percent-as-text", "D4"),
            ("date-not-number", "D5"),
            ("not-a-number", "D6"),
            ("error-cell", "D7"),
            ("uncalculated-formula", "D8"),
            ("missing-indicator", "B9"),
            ("missing-period", "C10"),
            ("date-not-period", "C11"),
            ("missing-area", "A12"),
            ("not-a-number", "D13"),
        ]
        assert reading.problems[1].suggestion == "Perth and Kinross"

    def test_an_unknown_area_is_told_once_with_its_first_cell_and_its_count(self, tmp_path):
        rows = [HEADER, *(["Test Valley", "Crime rate", str(year), 1] for year in range(2010, 2022))]
        reading = read(tmp_path, rows)
        assert told(reading) == [("unknown-area", "A2")]
        assert "12 cells" in reading.problems[0].advice

    @pytest.mark.parametrize("wanted", [Wanted(area="Test Valley"), Wanted(outside=True)])
    def test_an_unknown_area_loads_when_asked_for(self, tmp_path, wanted):
        reading = read(tmp_path, [HEADER, ["Test Valley", "Crime rate", "2020", 1]], wanted)
        assert loaded(reading)["area_code"].tolist() == ["outside:test-valley"]
        assert reading.tables["area"].to_numpy().tolist() == [["outside:test-valley", "Test Valley"]]

    def test_the_same_area_indicator_and_period_twice_names_both_cells(self, tmp_path):
        rows = [["City of Edinburgh", "Crime rate", "2020", 1], ["Fife", "Crime rate", "2020", 2]]
        reading = read(tmp_path, [HEADER, *rows, ["Edinburgh", "crime rate", 2020, 3]])
        problem = reading.problems[0]
        assert (problem.code, problem.cell) == ("same-value-twice", "D2, D4")
        assert problem.found == "City of Edinburgh, Crime rate, 2020: 2 values"

    def test_twice_on_two_sheets_names_the_sheet(self, tmp_path):
        rows = [["Area", "Indicator", "2020"], ["Fife", "Crime rate", 1]]
        reading = indicators.read(book(tmp_path, {"One": rows, "Two": rows}), Wanted())
        assert told(reading) == [("same-value-twice", "C2, C2 of sheet Two")]

    def test_two_long_sheets_that_both_look_right(self, tmp_path):
        rows = [HEADER, ["Fife", "Crime rate", "2020", 1]]
        assert told(indicators.read(book(tmp_path, {"One": rows, "Two": rows}), Wanted())) == [("two-sheets", "")]

    def test_a_hidden_sheet_beside_the_table_is_not_read(self, tmp_path):
        rows = [HEADER, ["Fife", "Crime rate", "2020", 1]]
        workbook = book(tmp_path, {"One": rows, "Two": rows}, hidden=["Two"])
        reading = indicators.read(workbook, Wanted())
        assert len(loaded(reading)) == 1
        assert [(p.code, p.sheet) for p in reading.problems] == [("hidden-sheet", "Two")]

    def test_a_missing_heading_is_named(self, tmp_path):
        reading = read(tmp_path, [["Area", "Indicator", "Year", "Valeu"], ["Fife", "Crime rate", "2020", 1]])
        problem = reading.problems[0]
        assert (problem.code, problem.cell, problem.expected) == ("missing-heading", "row 1", "a column headed Value")

    def test_a_table_without_any_value(self, tmp_path):
        assert told(read(tmp_path, [HEADER, ["Fife", "Crime rate", "2020", None]])) == [("no-values", "")]

    @pytest.mark.parametrize(
        "header",
        [
            ["Area", "Round", "Framework", "Criterion", "Level"],
            ["Area", "Framework", "2019", "2020"],
            ["Issue", "Action", "When", "Milestone"],
            ["Area", "Population"],
        ],
    )
    def test_other_layouts_are_not_taken_for_indicators(self, tmp_path, header):
        workbook = book(tmp_path, {"Data": [header, ["Fife", 1, 2, 3]]})
        assert not indicators.matches(workbook)


class TestTheList:
    def test_every_known_indicator_says_what_it_counts_and_where_it_is_from(self):
        for one in known_indicators().values():
            assert "" not in (one.title, one.unit, one.direction, one.source), one
            assert indicator_of(one.title) is indicator_of(one.indicator_id)

    def test_aliases_lead_to_the_indicator_and_nothing_else_does(self):
        assert indicator_of("house fires").indicator_id == "dwelling-fires"
        assert indicator_of("Crime rates").indicator_id == "crime-rates"


@pytest.mark.skipif(not REAL.is_file(), reason="the real indicators are not beside the repository")
def test_the_real_file_loads_whole():
    """32 areas: crime over 9 years and fires over 12; the 21 rows for Scotland are left out."""
    workbook, _ = read_workbook(REAL)
    assert indicators.matches(workbook)
    reading = indicators.read(workbook, Wanted())
    table = loaded(reading)
    assert table.groupby("indicator_id").size().to_dict() == {"crime-rate": 32 * 9, "dwelling-fires": 32 * 12}
    assert set(table["source"]) == {CPOP}
    assert reading.facts["periods"] == "2010/11 to 2021/22"
    # The same sums by another way: pandas alone, without names or codes.
    plain = pd.read_csv(REAL)
    plain = plain[plain["CPP"] != "Scotland"].groupby("Indicator")["value"].sum()
    assert table.groupby("title")["value"].sum().tolist() == pytest.approx(plain.tolist(), rel=1e-12)
    fires = table[(table["indicator_id"] == "dwelling-fires") & (table["period"] == "2021/22")]
    # Glasgow City, last year, as it stands in the file.
    assert fires.set_index("area_code").loc["S12000049", "value"] == 124.8563286256357
