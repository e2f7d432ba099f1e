"""Hundreds of areas: thin columns, the own area wide enough to see, names where there is room."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.charts import ski_slope, theme
from csp_analytics.charts.marks import OTHER, OWN, PEER, Line
from csp_analytics.charts.measure import Measure

SCORE = Measure("Leadership", {})
LEVEL = Measure("Shared aims", {0.0: "Gap", 50.0: "Some success", 100.0: "Doing well"})
LINES = [Line(50.0, "Middle of 200 areas"), Line(40.0, "Peers' median", "dot")]


def rows_of(own=120, peers=(0, 100, 199), n=200):
    marks = {**dict.fromkeys(peers, PEER), own: OWN}
    return pd.DataFrame(
        {
            "area_code": [f"x{i}" for i in range(n)],
            "name": [f"Area {i}" for i in range(n)],
            "value": [100 - 100 * i / (n - 1) for i in range(n)],
            "mark": [marks.get(i, OTHER) for i in range(n)],
            "rank": "",
        }
    )


def drawn(measure=SCORE, lines=LINES, **rows):
    return ski_slope.draw(rows_of(**rows), measure, lines, "Area 120")


def test_one_trace_a_kind_of_area_and_every_area_in_one_of_them():
    others, peers, own, *_ = drawn().data
    assert (len(others.x), list(peers.x), list(own.x)) == (196, [0, 100, 199], [120])
    assert [others.marker.color, peers.marker.color, own.marker.color] == [theme.PALE, theme.PEERS, theme.OWN]
    # At 200 areas a column is 1/200 of the width; the own one is 1/110.
    assert own.width == pytest.approx(200 / 110)
    assert others.width == 1


def test_every_column_is_met_over_its_whole_height_and_gives_its_code():
    target = drawn().data[-1]
    assert [one[0] for one in target.customdata] == [f"x{i}" for i in range(200)]
    assert set(target.y) == {100}
    assert list(target.x) == list(range(200))


def test_no_label_an_area_and_the_scale_begins_at_zero():
    chart = drawn()
    assert not chart.layout.xaxis.visible
    assert chart.layout.yaxis.range[0] == 0
    assert list(chart.layout.yaxis.ticktext) == ["0", "25", "50", "75", "100"]


def names(chart):
    return [one.text for one in chart.layout.annotations if one.arrowhead == 0]


def test_the_own_area_is_named_and_peers_where_there_is_room():
    # 0 and 199 lie a quarter of the width (50) and more from 120 and from each other; 100 lies 20 from 120.
    assert names(drawn()) == ["<b>Area 120 40</b>", "● Area 0 100", "● Area 199 0"]


def test_peers_whose_names_would_meet_the_label_of_a_line_are_not_named():
    # The labels of lines stand at the left; Area 95 has 52, within 12 points of the middle line at 50.
    assert names(drawn(own=199, peers=(95,))) == ["<b>Area 199 0</b>"]
    assert names(drawn(own=199, peers=(95,), lines=[])) == ["<b>Area 199 0</b>", "● Area 95 52"]


def test_at_levels_many_stand_side_by_side_so_only_the_own_area_is_named():
    rows = rows_of()
    rows["value"] = [100.0] * 50 + [50.0] * 100 + [0.0] * 50
    chart = ski_slope.draw(rows, LEVEL, [Line(50.0, "Middle of 200 areas")], "Area 120")
    assert names(chart) == ["<b>Area 120 Some success</b>"]
    assert list(chart.layout.yaxis.ticktext) == ["Gap", "Some success", "Doing well"]


def test_lines_have_their_labels_the_higher_one_above_and_the_lower_one_below():
    chart = drawn(lines=LINES[::-1])
    assert [(one.y0, one.line.dash) for one in chart.layout.shapes] == [(40, "dot"), (50, "solid")]
    told = [(one.text, one.y, one.yanchor) for one in chart.layout.annotations if one.x == 0.01]
    assert told == [
        ("Middle of 200 areas: <b>50</b>", 50, "bottom"),
        ("Peers' median: <b>40</b>", 40, "top"),
    ]


def test_a_set_without_the_own_area_has_no_own_column():
    rows = rows_of()
    rows["mark"] = OTHER
    assert len(ski_slope.draw(rows, SCORE, [], "Elsewhere").data[2].x) == 0


@settings(max_examples=60, deadline=None)
@given(own=st.integers(0, 199), peers=st.sets(st.integers(0, 199), max_size=40))
def test_names_never_stand_closer_than_their_room(own, peers):
    rows = rows_of(own=own, peers=tuple(peers - {own}))
    found = [own, *ski_slope.named_peers(rows, LINES)]
    apart = [abs(a - b) for i, a in enumerate(found) for b in found[:i]]
    assert all(gap >= ski_slope.ROOM_FOR_NAME * len(rows) for gap in apart)
    assert len(found) <= 1 + ski_slope.MOST_NAMED
