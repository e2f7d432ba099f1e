"""An area beside its peers: dots, middle half, median and verdict, from comparisons written out here."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import peers

TITLES = {"leadership": "Leadership", "evidence": "Evidence", "outcomes": "Outcomes"}
NAMES = ["unit", "value", "peer_median", "q1", "q3", "lowest", "highest", "n_peers", "gap", "band"]
NAMES += ["rank_best", "rank_worst", "n_ranked", "n_rated", "n_applicable"]
HIGHER = ("leadership", 71.0, 52.0, 48.0, 57.0, 40.0, 66.0, 7, 19.0, "higher", 3, 3, 31, 8, 8)
LOWER = ("evidence", 30.4, 55.0, 50.0, 60.0, 45.0, 65.0, 6, -24.6, "lower", 28, 30, 31, 7, 8)
FEW = ("outcomes", 44.0, 50.0, 45.0, 55.0, 40.0, 60.0, 4, -6.0, "not compared", 20, 20, 31, 8, 8)
NONE = ("outcomes", math.nan, 50.0, 45.0, 55.0, 40.0, 60.0, 7, math.nan, "not compared", math.nan, math.nan, 31, 2, 8)
NOBODY = ("outcomes", 44.0, *[math.nan] * 5, 0, math.nan, "not compared", 20, 20, 31, 8, 8)


def shown(*rows, dots=((50.0, "Angus"), (60.0, "Moray")), demo=False):
    compared = pd.DataFrame(rows, columns=NAMES)
    everyone = pd.DataFrame(
        [(row[0], value, name) for row in rows for value, name in dots], columns=["unit", "value", "name"]
    )
    return peers.position(
        compared, everyone, TITLES, unit="unit", area="Fife", peers_are="7 peers", basis="Basis.", source="S", demo=demo
    )


def verdicts(exhibit):
    return [one.text for one in exhibit.figure.layout.annotations if one.xanchor == "right" and one.yref != "paper"]


def test_every_peer_is_a_dot_and_the_area_a_larger_one():
    figure = shown(HIGHER, LOWER).figure
    small = [trace for trace in figure.data if trace.marker.size == 9]
    large = [trace for trace in figure.data if trace.marker.size == 20]

    assert [list(trace.x) for trace in small] == [[50, 60], [50, 60]]
    assert [list(trace.customdata) for trace in small] == [["Angus", "Moray"]] * 2
    assert [(list(trace.x), list(trace.y)) for trace in large] == [([71], [1]), ([30.4], [0])]


def test_range_middle_half_and_median_are_drawn_where_they_are():
    shapes = shown(HIGHER).figure.layout.shapes

    assert [(one.type, one.x0, one.x1) for one in shapes] == [("line", 40, 66), ("rect", 48, 57), ("line", 52, 52)]


def test_each_row_prints_score_sign_word_and_gap():
    assert verdicts(shown(HIGHER, LOWER)) == ["<b>71</b> ▲ higher (+19)", "<b>30</b> ▼ lower (−25)"]


def test_too_few_peers_or_no_score_are_said_and_not_judged():
    assert verdicts(shown(FEW)) == ["<b>44</b> – not compared"]
    assert verdicts(shown(NONE)) == ["no score"]
    assert shown(FEW).takeaway == "No gap can be shown: 4 peers with a score, and it takes 5."


def test_without_peers_only_the_area_is_drawn():
    figure = shown(NOBODY, dots=()).figure

    assert figure.layout.shapes == ()
    assert [list(trace.x) for trace in figure.data if len(trace.x)] == [[44.0]]


def test_the_sentence_is_about_the_largest_gap_that_is_compared():
    far = ("outcomes", 5.0, 50.0, 45.0, 55.0, 40.0, 60.0, 4, -45.0, "not compared", 31, 31, 31, 8, 8)

    exhibit = shown(HIGHER, LOWER, far)

    assert exhibit.takeaway == "The largest gap is on Evidence: 30 against a peers' median of 55 (−25)."
    assert exhibit.alt.startswith("Dot plot, one row a principle: Fife as a large dot beside 7 peers")
    assert exhibit.alt.endswith(exhibit.takeaway)


def test_the_table_has_every_figure_and_the_rank_as_a_range():
    table = shown(HIGHER, LOWER).table

    assert table["Measure"].tolist() == ["Leadership", "Evidence"]
    assert table["Gap"].tolist() == [19.0, -24.6]
    assert table["Rank of all areas"].tolist() == ["3rd of 31", "joint 28th to 30th of 31"]
    assert table["Peers with a score"].tolist() == [7, 6]


@pytest.mark.parametrize("demo", [True, False])
def test_demonstration_data_is_marked(demo):
    texts = [one.text for one in shown(HIGHER, demo=demo).figure.layout.annotations]

    assert ("Demonstration data" in texts) == demo


def test_the_finding_goes_from_higher_to_lower_and_names_what_is_not_compared():
    compared = pd.DataFrame([HIGHER, LOWER, FEW], columns=NAMES)

    assert peers.band_sentence(compared, TITLES, unit="unit", area="Fife") == (
        "Fife is higher than its peers on Leadership; lower than its peers on Evidence. "
        "Not compared on Outcomes: 4 peers with a score, and it takes 5."
    )
    alone = peers.band_sentence(compared.tail(1), TITLES, unit="unit", area="Fife")
    assert alone == "Fife cannot be compared with these peers: 4 peers with a score, and it takes 5."
