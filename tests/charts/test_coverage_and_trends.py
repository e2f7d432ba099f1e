"""What the picture rests on, and indicators over time, from figures written out here."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import coverage, indicators
from csp_analytics.frameworks.load import framework

SAFER = framework("safer-communities")
NAMES = {"a": "Angus", "f": "Fife", "m": "Moray", "s": "Stirling"}


def answers(*rows):
    """Area, rated, don't know, missing, not applicable, note."""
    frame = pd.DataFrame(rows, columns=["area_code", "n_rated", "n_dont_know", "n_missing", "n_not_applicable", "note"])
    frame["n_applicable"] = frame["n_rated"] + frame["n_dont_know"] + frame["n_missing"]
    return frame.assign(coverage=frame["n_rated"] / frame["n_applicable"])


class TestCoverage:
    @pytest.fixture
    def shown(self):
        rows = answers(
            ("f", 37, 0, 0, 0, ""), ("a", 30, 1, 2, 4, ""), ("m", 10, 7, 20, 0, "not enough answers (10 of 37)")
        )
        return coverage.by_area(rows, NAMES, "2025", SAFER, demo=True)

    def test_it_says_how_much_is_rated_and_who_is_missing(self, shown):
        # 77 rated of 37 + 33 + 37 = 107 applicable: 72%.
        assert shown.takeaway == (
            "72% of applicable criteria are rated. Not assessed in this round: Stirling. "
            "No overall score for Moray: not enough answers."
        )
        assert shown.basis.startswith("3 assessments of 4 areas, round 2025; ")

    def test_it_draws_those_not_answered_in_full_least_complete_first(self, shown):
        parts = {part.name: dict(zip(part.y, part.x, strict=True)) for part in shown.figure.data}

        assert list(shown.figure.data[0].y) == ["Moray", "Angus"]
        assert parts == {
            "rated": {"Moray": 10, "Angus": 30},
            "don't know": {"Moray": 7, "Angus": 1},
            "not answered": {"Moray": 20, "Angus": 2},
            "not applicable": {"Moray": 0, "Angus": 4},
        }

    def test_the_table_has_all_areas_missing_is_not_zero(self, shown):
        table = shown.table.set_index("Area")

        assert list(table.index) == ["Moray", "Angus", "Fife", "Stirling"]
        assert table["Coverage"].tolist() == ["27%", "91%", "100%", "no assessment"]
        assert math.isnan(table.loc["Stirling", "Rated"])

    def test_everything_answered_says_so(self):
        shown = coverage.by_area(
            answers(*((code, 37, 0, 0, 0, "") for code in NAMES)), NAMES, "2025", SAFER, demo=False
        )

        assert shown.takeaway == "100% of applicable criteria are rated. Every area is assessed."
        assert [list(part.x) for part in shown.figure.data] == [[]] * 4


class TestTrend:
    def shown(self, own, median, n_peers=7, area="Fife"):
        periods = ["2023", "2024", "2025"][-len(own) :]
        series = pd.DataFrame({"period": periods, "own": own, "peer_median": median, "n_peers": n_peers})
        return indicators.trend(series, title="Crime rate", unit="per 10,000", area=area, source="S", demo=True)

    @pytest.mark.parametrize(("last", "side"), [(12.0, "above"), (8.0, "below"), (10.0, "at")])
    def test_it_says_where_the_area_stands_last(self, last, side):
        shown = self.shown([9.0, last], [9.5, 10.0])

        assert shown.takeaway == f"2025: Fife {last:.1f}, {side} the peers' median of 10.0."
        assert {trace.name: list(trace.y) for trace in shown.figure.data} == {
            "Peers' median (7 peers)": [9.5, 10.0],
            "Fife": [9.0, last],
        }

    def test_a_gap_in_the_figures_stays_a_gap(self):
        shown = self.shown([9.0, math.nan, 11.0], [9.5, 9.6, 10.0])

        assert math.isnan(shown.figure.data[-1].y[1])
        assert not shown.figure.data[-1].connectgaps

    def test_without_a_peer_there_is_one_line_and_no_comparison(self):
        shown = self.shown([9.0, 8.0], [math.nan, math.nan], n_peers=0)

        assert shown.takeaway == "2025: Fife 8.0; no peer has a figure."
        assert [trace.name for trace in shown.figure.data] == ["Fife"]

    def test_one_period_alone(self):
        assert list(self.shown([9.0], [8.0]).figure.layout.xaxis.tickvals) == ["2025"]

    def test_an_area_without_a_figure_says_so(self):
        assert self.shown([math.nan], [8.0]).takeaway == "Fife has no figure for crime rate."

    def test_a_name_with_markup_in_it_is_text_in_the_picture(self):
        shown = self.shown([9.0], [8.0], area="<a href='x'>Town</a>")

        assert shown.figure.data[-1].name == "&lt;a href='x'&gt;Town&lt;/a&gt;"
        assert shown.table.columns[1] == "<a href='x'>Town</a>"
