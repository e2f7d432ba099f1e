"""Scores beside a fact: points, names, medians, words and table, from areas written out here."""

from math import log10, nan

import pandas as pd
import pytest

from csp_analytics.analysis.association import association
from csp_analytics.charts import scatter
from csp_analytics.charts.facts import Fact
from csp_analytics.charts.scatter_figure import NARROW, WIDE

NAMES = ["area_code", "name", "short_name", "tile_label", "standing", "counted", "score", "value"]
# Medians of the six with both: scores 30 40 50 60 70 80 -> 55; values 1 2 3 10 100 1000 -> 6.5.
AREAS = [
    ("A1", "Angus", "Angus", "ANG", "own", True, 30.0, 1000.0),
    ("A2", "Fife", "Fife", "FIF", "peer", True, 40.0, 2.0),
    ("A3", "Moray", "Moray", "MOR", "peer", True, 50.0, 100.0),
    ("A4", "Argyll and Bute", "Argyll & Bute", "ARG", "other", True, 60.0, 10.0),
    ("A5", "Highland", "Highland", "HIG", "other", True, 70.0, 3.0),
    ("A6", "Orkney Islands", "Orkney", "ORK", "other", True, 80.0, 1.0),
    ("A7", "Shetland Islands", "Shetland", "SHE", "other", True, nan, 5.0),
    ("A8", "Stirling", "Stirling", "STI", "peer", True, 45.0, nan),
]
FACT = Fact("context:density", "Population density", "persons per km2", "2023", decimals=0)


def shown(rows=AREAS, fact=FACT, demo=False, own="Angus"):
    areas = pd.DataFrame(rows, columns=NAMES)
    found = association(areas[areas["counted"]])
    return scatter.beside(
        areas, found, fact, measure="Leadership", on="on Leadership", own=own, basis="Basis.", source="S", demo=demo
    )


def trace(exhibit, name):
    return next(one for one in exhibit.figure.data if one.name == name)


def texts(exhibit):
    return [one.text for one in exhibit.figure.layout.annotations]


def with_own(score, value):
    return [("A1", "Angus", "Angus", "ANG", "own", True, score, value), *AREAS[1:]]


class TestPicture:
    def test_every_area_with_both_is_a_point_where_its_figures_are(self):
        exhibit = shown()

        points = {
            standing: list(zip(trace(exhibit, standing).x, trace(exhibit, standing).y, strict=True))
            for standing in ("own", "peer", "other")
        }
        assert points == {
            "own": [(1000, 30)],
            "peer": [(2, 40), (100, 50)],
            "other": [(10, 60), (3, 70), (1, 80)],
        }

    def test_own_is_largest_and_the_kinds_differ_by_more_than_colour(self):
        sizes = [trace(shown(), standing).marker.size for standing in ("own", "peer", "other")]

        assert sizes == sorted(set(sizes), reverse=True)

    def test_a_point_leads_to_its_area_and_says_its_figures(self):
        code, hover = trace(shown(), "own").customdata[0]

        assert code == "A1"
        assert hover == "<b>Angus</b><br>Leadership: 30<br>Population density: 1,000"

    def test_both_medians_are_lines_with_their_figures(self):
        exhibit = shown(fact=Fact("context:x", "X", decimals=1))

        assert [(one.x0, one.x1, one.y0, one.y1) for one in exhibit.figure.layout.shapes] == [
            (6.5, 6.5, 0, 1),
            (0, 1, 55, 55),
        ]
        assert {"median 6.5", "median 55"} <= set(texts(exhibit))

    def test_every_name_or_its_letters_is_at_its_point_on_both_layouts(self):
        exhibit = shown()

        for layout, peers in ((WIDE, {"Fife", "Moray"}), (NARROW, {"FIF", "MOR"})):
            names = trace(exhibit, layout)
            assert "<b>Angus</b>" in names.text
            # Orkney is lowest and highest, Angus the other ends; ARG and HIG are neither extreme nor peers.
            assert {"Orkney", "ARG", "HIG"} <= set(names.text)
            assert peers <= set(names.text)
            assert dict(zip(names.text, zip(names.x, names.y, strict=True), strict=True))["Orkney"] == (1, 80)
            assert layout in names.textfont.family

    def test_without_a_style_only_the_wide_names_show(self):
        exhibit = shown()

        assert trace(exhibit, NARROW).textfont.color == "rgba(0,0,0,0)"
        assert "rgba(0,0,0,0)" not in trace(exhibit, WIDE).textfont.color

    def test_more_than_two_at_an_end_are_no_extreme(self):
        crowd = [(f"B{n}", f"Place {n}", f"Place {n}", f"P{n}", "other", True, 40.0 + n, 0.0) for n in range(5)]

        names = trace(shown([*AREAS, *crowd]), WIDE).text

        assert not any("Place" in name for name in names)

    def test_with_many_areas_only_own_peers_and_extremes_are_named(self):
        many = [
            (f"B{n}", f"Place {n}", f"Place {n}", f"P{n}", "other", True, 35.0 + n / 3, 5.0 + n % 90)
            for n in range(100)
        ]

        names = trace(shown([*AREAS, *many]), WIDE).text

        assert {"<b>Angus</b>", "Orkney"} <= set(names) <= {"<b>Angus</b>", "Orkney", "Fife", "Moray"}

    def test_a_skewed_figure_has_a_logarithmic_axis_that_says_so(self):
        exhibit = shown(fact=Fact("context:density", "Population density", decimals=0, logarithmic=True))

        assert list(trace(exhibit, "own").x) == [log10(1000)]
        assert [one.x0 for one in exhibit.figure.layout.shapes if one.y1 == 1] == [pytest.approx(log10(6.5))]
        axis = exhibit.figure.layout.xaxis
        assert dict(zip(axis.ticktext, axis.tickvals, strict=True)) == {"1": 0, "10": 1, "100": 2, "1,000": 3}
        assert any("(logarithmic axis)" in text for text in texts(exhibit))

    def test_a_figure_of_zero_keeps_the_plain_axis(self):
        rows = with_own(30.0, 0.0)

        exhibit = shown(rows, fact=Fact("context:density", "Population density", logarithmic=True))

        assert list(trace(exhibit, "own").x) == [0]
        assert not any("logarithmic" in text for text in texts(exhibit))

    def test_the_axes_say_what_they_are_with_unit_and_period(self):
        said = " ".join(texts(shown()))

        assert "↑ Leadership score, 0 to 100" in said
        assert "Population density<br>persons per km2, 2023 →" in said

    @pytest.mark.parametrize("rows", [[], AREAS[:1], [AREAS[6], AREAS[7]]])
    def test_with_nothing_to_draw_it_is_empty_and_not_broken(self, rows):
        rows = [*rows, *with_own(nan, nan)[:1]] if rows != AREAS[:1] else rows

        exhibit = shown(rows)

        assert len(trace(exhibit, "own").x) == (rows == AREAS[:1])
        assert exhibit.takeaway

    @pytest.mark.parametrize("demo", [True, False])
    def test_demonstration_data_is_marked(self, demo):
        assert ("Demonstration data" in texts(shown(demo=demo))) == demo

    def test_text_of_people_stays_text(self):
        markup = "<b>%{x}</b><a href='http://x'>y</a>"
        rows = [("A1", markup, markup, "ANG", "own", True, 30.0, 1000.0), *AREAS[1:]]

        exhibit = shown(rows, fact=Fact("indicator:x", markup, markup, "2023"), own=markup)

        drawn = [*texts(exhibit), *(t for one in exhibit.figure.data for t in (one.text or ()))]
        drawn += [
            hover for one in exhibit.figure.data for _, hover in (one.customdata if one.customdata is not None else ())
        ]
        assert not any("<a" in text or "</a" in text for text in drawn)
        assert {one.hovertemplate for one in exhibit.figure.data} == {"%{customdata[1]}<extra></extra>", None}


class TestWords:
    def test_corners_and_own_figures_beside_the_medians(self):
        # Above both medians: Argyll and Bute (60, 10); below both: Fife (40, 2).
        # Higher score, lower figure: Highland, Orkney. The other way: Angus, Moray.
        assert shown().takeaway == (
            "Of 6 areas: 1 above both medians, 1 below both, 2 with a higher score and a lower figure, "
            "2 the other way round. Angus: score 30 (median 55), figure 1,000 (median 6)."
        )

    @pytest.mark.parametrize(
        ("place", "said"),
        [(7, "Every area has the same figure"), (6, "Every area has the same score")],
    )
    def test_one_value_everywhere_has_no_corners(self, place, said):
        rows = [(*row[:place], 40.0, *row[place + 1 :]) for row in AREAS[:6]]

        takeaway = shown(rows).takeaway

        assert takeaway.startswith(f"{said}: one value everywhere, so nothing to compare. Angus: score ")
        assert "median" not in takeaway.partition("Angus")[0]

    def test_areas_on_a_median_are_counted_apart(self):
        takeaway = shown(AREAS[:5]).takeaway  # scores 30 40 50 60 70, values 1000 2 100 10 3: Moray and Argyll on one

        assert takeaway.startswith("Of 5 areas: 0 above both medians, 1 below both, 1 with a higher")
        assert ", 2 on a median. Angus:" in takeaway

    @pytest.mark.parametrize(
        ("score", "value", "words"),
        [
            (nan, 5.0, "Angus has no score here."),
            (30.0, nan, "Angus has no figure here."),
            (nan, nan, "Angus has no score and no figure here."),
        ],
    )
    def test_what_the_own_area_lacks_is_said(self, score, value, words):
        assert shown(with_own(score, value)).takeaway.endswith(words)

    def test_an_area_outside_the_register_is_drawn_and_not_counted(self):
        outside = ("outside:x", "Test Valley", "Test Valley", "", "own", False, 99.0, 99.0)

        exhibit = shown([outside, *AREAS[1:]], own="Test Valley")

        assert exhibit.takeaway.startswith("Of 5 areas: ")
        assert list(trace(exhibit, "own").y) == [99]
        row = exhibit.table.set_index("Area").loc["Test Valley"]
        assert row["Standing"] == "outside the register, not counted"

    def test_the_description_has_the_finding(self):
        exhibit = shown()

        assert exhibit.alt.startswith("Scatter chart, one point an area: Population density across, the score on")
        assert exhibit.alt.endswith(exhibit.takeaway)


class TestTable:
    def test_every_area_in_order_of_names_with_both_figures_and_sides(self):
        table = shown().table

        assert table["Area"].tolist() == sorted(row[1] for row in AREAS)
        assert list(table.columns) == [
            "Area", "Leadership score, 0 to 100", "Population density, persons per km2, 2023", "Score is", "Figure is",
            "Standing",
        ]  # fmt: skip
        by_area = table.set_index("Area")
        assert by_area.loc["Angus"].tolist() == [30, 1000, "below the median", "above the median", "own area"]
        assert by_area.loc["Fife"].tolist() == [40, 2, "below the median", "below the median", "peer"]

    def test_missing_is_missing(self):
        by_area = shown().table.set_index("Area")

        assert pd.isna(by_area.loc["Shetland Islands"].iloc[0])
        assert by_area.loc["Shetland Islands"].iloc[1:4].tolist() == [5, "–", "–"]
        assert pd.isna(by_area.loc["Stirling"].iloc[1])
