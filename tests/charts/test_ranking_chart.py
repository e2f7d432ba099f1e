"""The sorted chart: rows, marks, lines and headings, from values written out here."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import ranking, theme
from csp_analytics.charts.marks import OTHER, OWN, PEER, Line
from csp_analytics.charts.measure import Measure

SCORE = Measure("Leadership", {})
LEVEL = Measure("Shared aims", {0.0: "Gap", 50.0: "Some success", 100.0: "Doing well"})
NONE = math.nan
ROWS = [
    ("a", "Angus", 55.2, PEER), ("b", "Bute", 71.0, OTHER), ("f", "Fife", 48.4, OWN),
    ("m", "Moray", NONE, PEER), ("d", "Dee <b>", 55.2, OTHER), ("z", "Zetland", 0.0, OTHER),
]  # fmt: skip
LINES = [Line(55.2, "Middle of 5 areas"), Line(20.0, "Peers' median", "dot")]


def shown(rows=ROWS, measure=SCORE, lines=LINES, *, demo=False):
    frame = pd.DataFrame(rows, columns=["area_code", "name", "value", "mark"]).assign(rank="joint 2nd to 3rd of 5")
    return ranking.ranking(
        frame, measure, lines, area="Fife", takeaway="So it is.", table=pd.DataFrame({"Area": frame["name"]}),
        basis="Basis.", method="Method.", source="Framework", demo=demo, about={"Area": "Fife"},
    )  # fmt: skip


def labels(exhibit):
    """Row labels from the top, headings among them."""
    axis = exhibit.figure.layout.yaxis
    found = dict(zip(axis.tickvals, axis.ticktext, strict=True))
    for one in exhibit.figure.layout.annotations:
        if one.yref != "paper":
            found[one.y] = one.text
    assert axis.range[0] > axis.range[1], "row 0 is on top"
    return [found[place] for place in sorted(found)]


def test_areas_stand_from_high_to_low_those_with_the_same_value_by_name_with_the_value_beside_it():
    assert labels(shown()) == [
        "Bute  71", "● Angus  55", "Dee &lt;b&gt;  55", "<b>Fife  48</b>", "Zetland  0",
    ]  # fmt: skip


def test_own_area_is_dark_peers_are_mid_and_the_others_pale():
    bars = shown().figure.data[0]
    assert list(bars.marker.color) == [theme.PALE, theme.PEERS, theme.PALE, theme.OWN, theme.PALE]
    # Zero is a value: its row is there, with a sliver of a hundredth of the scale to be seen by.
    assert list(bars.x) == [71.0, 55.2, 55.2, 48.4, 1.0]


def test_every_row_is_met_over_its_whole_length_and_gives_its_code():
    bars, target = shown().figure.data
    assert bars.hoverinfo == "skip"
    assert [one[0] for one in target.customdata] == ["b", "a", "d", "f", "z"]
    assert set(target.x) == {102.0}
    assert list(target.y) == [0, 1, 2, 3, 4]
    assert target.customdata[2][1] == "Dee &lt;b&gt;", "a name is no markup"
    assert target.customdata[3][2:] == ["48", "joint 2nd to 3rd of 5"]


def test_the_lines_stand_at_their_values_with_their_labels():
    chart = shown().figure
    assert [(one.x0, one.x1, one.line.dash) for one in chart.layout.shapes] == [(55.2, 55.2, "solid"), (20, 20, "dot")]
    told = {one.text: (one.x, one.xanchor) for one in chart.layout.annotations if one.xref != "paper"}
    # A label ends at its line, or begins there when the line stands too far left.
    assert told == {
        "Middle of 5 areas: <b>55</b> │": (55.2, "right"),
        "┊ Peers' median: <b>20</b>": (20, "left"),
    }


def test_the_key_names_what_is_there():
    def key(exhibit):
        return next(one.text for one in exhibit.figure.layout.annotations if "other areas" in one.text)

    assert "<b>Fife</b>" in key(shown())
    assert "● its peers" in key(shown())
    without = key(shown([row for row in ROWS if row[0] not in "fa"]))
    assert "Fife" not in without
    assert "peers" not in without


def test_levels_have_headings_with_counts_and_bars_from_the_lowest_level_on():
    rows = [
        ("a", "Angus", 50.0, PEER),
        ("b", "Bute", 100.0, OTHER),
        ("f", "Fife", 50.0, OWN),
        ("m", "Mull", 0.0, OTHER),
    ]
    exhibit = shown(rows, LEVEL, [Line(75.0, "Peers' median")])
    assert labels(exhibit) == [
        "<b>3 Doing well: 1 area</b>", "Bute",
        "<b>2 Some success: 2 areas; 3 at this level or above</b>", "● Angus", "<b>Fife</b>",
        "<b>1 Gap: 1 area; 4 at this level or above</b>", "Mull",
    ]  # fmt: skip
    assert list(exhibit.figure.data[0].x) == [3, 2, 2, 1]
    assert "between 2 and 3" in exhibit.figure.layout.annotations[0].text
    assert exhibit.figure.layout.shapes[0].x0 == 2.5


def test_answers_have_no_level_above_them():
    question = Measure("Group leads", {0.0: "No", 100.0: "Yes"}, asked=True)
    rows = [("a", "Angus", 0.0, OTHER), ("f", "Fife", 100.0, OWN)]
    assert labels(shown(rows, question, [])) == ["<b>Yes: 1 area</b>", "<b>Fife</b>", "<b>No: 1 area</b>", "Angus"]


def test_it_tells_people_who_do_not_see_it():
    exhibit = shown()
    assert exhibit.alt == (
        "Sorted bars, one an area, 5 areas by their value on Leadership; Fife strong, its peers mid, the others pale; "
        "lines: Middle of 5 areas: 55; Peers' median: 20. So it is."
    )
    assert exhibit.headline == "All areas, highest first: Leadership"
    assert exhibit.note == "Basis. Source: Framework. Method."


def test_without_any_value_there_is_an_empty_picture_and_no_line():
    exhibit = shown([("m", "Moray", NONE, OWN)], lines=[])
    assert labels(exhibit) == []
    assert exhibit.figure.layout.shapes == ()


@pytest.mark.parametrize("n", [64, 65])
def test_more_areas_than_fit_as_rows_are_a_slope(n):
    rows = [(f"x{i}", f"Area {i}", float(i), OWN if i == 3 else OTHER) for i in range(n)]
    exhibit = shown(rows)
    slope = exhibit.alt.startswith("Sorted thin columns, one an area")
    assert slope == (n == 65)
    assert (exhibit.figure.data[0].orientation == "h") == (not slope)


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked(demo):
    texts = [one.text for one in shown(demo=demo).figure.layout.annotations]
    assert ("Demonstration data" in texts) == demo


def test_a_very_long_name_is_cut_in_its_row_and_whole_under_the_pointer():
    long = "Bournemouth, Christchurch and Poole"
    exhibit = shown([("b", long, 50.0, OWN)])
    assert labels(exhibit) == ["<b>Bournemouth, Christchur…  50</b>"]
    assert exhibit.figure.data[1].customdata[0][1] == long
