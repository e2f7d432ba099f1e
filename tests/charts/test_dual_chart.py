"""One area beside two peer groups at once, from comparisons written out here."""

import math

import pandas as pd
import pytest

from csp_analytics.charts.dual import Side, dual

TITLES = {"evidence": "Evidence", "all": "Overall"}
COLUMNS = ["measure", "value", "peer_value", "gap", "band", "n_peers", "lowest", "q1", "q3", "highest"]
# Five of the family with a score on Evidence, four overall; the police force has one and one.
FAMILY = [
    ("evidence", 40.0, 60.0, -20.0, "lower", 5, 20.0, 50.0, 70.0, 90.0),
    ("all", 50.0, 55.0, -5.0, "similar", 6, 30.0, 45.0, 65.0, 80.0),
]
POLICE = [
    ("evidence", 40.0, 90.0, -50.0, "not compared", 1, 90.0, 90.0, 90.0, 90.0),
    ("all", 50.0, math.nan, math.nan, "not compared", 0, *[math.nan] * 4),
]
HIGHER = [
    ("evidence", 40.0, 20.0, 20.0, "higher", 5, 10.0, 15.0, 25.0, 30.0),
    ("all", 50.0, 52.0, -2.0, "similar", 5, 40.0, 45.0, 55.0, 60.0),
]
DOTS = [
    ("evidence", "Angus", 60.0, False),
    ("evidence", "Moray & <b>more</b>", 90.0, True),
    ("evidence", "Leith", math.nan, False),
]


def side(title, rows, dots=DOTS, label=""):
    named = pd.DataFrame(dots, columns=["measure", "name", "value", "both"])
    return Side(title, label or title, pd.DataFrame(rows, columns=COLUMNS), named)


def shown(one, other, *, demo=False, counted_as="peer", statistic="median"):
    return dual(
        (one, other), TITLES, area="Fife", statistic=statistic, counted_as=counted_as, basis="Basis.", source="S",
        demo=demo,
    )  # fmt: skip


BESIDE = shown(side("Family", FAMILY), side("Police", POLICE, DOTS[1:2]))


def words(exhibit, anchor):
    return [one.text for one in exhibit.figure.layout.annotations if one.xanchor == anchor and one.yref != "paper"]


def test_every_measure_has_both_groups_under_its_title_and_own_score():
    assert words(BESIDE, "left") == [
        "<b>Evidence</b>", "Family, 5 peers", "Police, 1 peer", "<b>Overall</b>", "Family, 6 peers", "Police, 0 peers",
    ]  # fmt: skip
    assert words(BESIDE, "right") == [
        "<b>40</b>", "▼ lower (−20)", "– not compared", "<b>50</b>", "● similar (−5)", "– not compared",
    ]  # fmt: skip


def test_rows_stand_under_each_other_in_that_order():
    heights = [one.y for one in BESIDE.figure.layout.annotations if one.xanchor == "left" and one.yref != "paper"]
    assert heights == sorted(heights, reverse=True)
    assert len(set(heights)) == 6


def test_peers_are_small_dots_and_those_in_both_groups_filled_diamonds():
    small = [trace for trace in BESIDE.figure.data if trace.marker.size != 17]
    evidence_family, evidence_police = small[0], small[1]
    assert list(evidence_family.x) == [60, 90]  # who has no score has no dot
    assert list(evidence_family.marker.symbol) == ["circle", "diamond"]
    assert len(set(evidence_family.marker.color)) == 2
    assert list(evidence_family.text) == ["Angus", "Moray &amp; &lt;b&gt;more&lt;/b&gt;"]
    assert list(evidence_police.x) == [90]


def test_the_area_is_a_large_dot_beside_each_group():
    large = [trace for trace in BESIDE.figure.data if trace.marker.size == 17]
    assert [list(trace.x) for trace in large] == [[40], [40], [50], [50]]


def test_range_middle_half_and_median_are_drawn_only_where_there_are_enough_peers():
    shapes = [shape for shape in BESIDE.figure.layout.shapes if (shape.x0, shape.x1) != (0, 100)]
    assert [(shape.type, shape.x0, shape.x1) for shape in shapes] == [
        ("line", 20, 90), ("rect", 50, 70), ("line", 60, 60), ("line", 30, 80), ("rect", 45, 65), ("line", 55, 55),
    ]  # fmt: skip


def test_the_table_says_the_same_measure_by_measure_with_every_peers_score():
    table = BESIDE.table
    assert list(zip(table["Measure"], table["Peers by"], strict=True)) == [
        ("Evidence", "Family"), ("Evidence", "Police"), ("Overall", "Family"), ("Overall", "Police"),
    ]  # fmt: skip
    assert table["Band"].tolist() == ["lower", "not compared", "similar", "not compared"]
    assert table["Gap"].dropna().tolist() == [-20, -5]
    assert table["Peers' median"].dropna().tolist() == [60, 55]
    assert table["Their scores"].tolist() == [
        "Moray & <b>more</b> 90 and Angus 60", "Moray & <b>more</b> 90", "none", "none",
    ]  # fmt: skip
    assert BESIDE.basis == "Basis. In both groups with a score: Moray & <b>more</b>."


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (POLICE, "Other has 1 peer with a score; it takes 5, so the dots are shown and not compared."),
        (POLICE[1:] * 2, "Other has no peer with a score; it takes 5, so the dots are shown and not compared."),
        (
            HIGHER,
            "Both groups say the same on 1 of 2 measures; they differ on Evidence (lower beside Family, higher beside "
            "Other).",
        ),
        (FAMILY, "Both groups say the same on 2 of 2 measures."),
    ],
)
def test_the_sentence_says_whether_both_groups_say_the_same(other, said):
    exhibit = shown(side("Family", FAMILY), side("Other", other))
    assert exhibit.takeaway == said
    assert exhibit.alt.endswith(said)


def test_measures_that_differ_in_the_same_way_are_said_together():
    rows = [(name, 40.0, 60.0, -20.0, "lower", 5, 20.0, 50.0, 70.0, 90.0) for name in TITLES]
    others = [(name, 40.0, 40.0, 0.0, "similar", 5, 20.0, 30.0, 50.0, 60.0) for name in TITLES]
    assert shown(side("Family", rows), side("Other", others)).takeaway == (
        "Both groups say the same on 0 of 2 measures; they differ on Evidence and Overall (lower beside Family, "
        "similar beside Other)."
    )


def test_when_neither_group_is_large_enough_both_are_named():
    said = shown(side("One", POLICE), side("Other", POLICE)).takeaway
    assert said.startswith("One has 1 peer with a score and Other has 1 peer with a score; it takes 5")


def test_a_measure_that_only_one_group_compares_is_not_counted_as_agreement():
    mixed = [POLICE[0], HIGHER[1]]
    assert (
        shown(side("Family", FAMILY), side("Other", mixed)).takeaway == "Both groups say the same on 1 of 1 measures."
    )


def test_an_area_without_a_score_has_no_dot_of_its_own():
    rows = [(name, math.nan, 60.0, math.nan, "not compared", 5, *[1.0] * 4) for name in TITLES]
    exhibit = shown(side("Family", rows), side("Other", rows))
    assert [trace for trace in exhibit.figure.data if trace.marker.size == 17] == []
    assert words(exhibit, "right")[0] == "no score"


def test_long_names_are_cut_and_markup_is_shown_as_text():
    exhibit = shown(side("Family", FAMILY, label="<i>All the areas I like to visit</i>"), side("Other", FAMILY))
    assert words(exhibit, "left")[1] == "&lt;i&gt;All the areas I li…, 5 peers"
    assert "mean" in shown(side("A", FAMILY), side("B", FAMILY), statistic="mean").figure.layout.annotations[0].text
    assert words(shown(side("A", FAMILY), side("B", FAMILY), counted_as="area"), "left")[1] == "A, 5 areas"


def test_demonstration_data_says_so_in_the_picture():
    texts = [one.text for one in shown(side("A", FAMILY), side("B", FAMILY), demo=True).figure.layout.annotations]
    assert "Demonstration data" in texts
    assert "Demonstration data" not in [one.text for one in BESIDE.figure.layout.annotations]
