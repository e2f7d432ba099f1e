"""Where an area stands, in sentences: from rows of a comparison written out here."""

import math

import pandas as pd
import pytest

from csp_analytics.charts import standing
from csp_analytics.charts.measure import Measure
from csp_analytics.frameworks.load import framework

LEADERSHIP = Measure("Leadership", {})
AIMS = Measure("Shared aims", {0.0: "Gap", 50.0: "Some success", 100.0: "Doing well"})
GROUP = Measure("Group leads", {0.0: "No", 100.0: "Yes"}, asked=True)
LEVELS, CHECKLIST = framework("safer-communities"), framework("hallmarks")
NONE = math.nan


def own(**other):
    row = {"value": 48.0, "peer_value": 52.0, "band": "similar", "n_peers": 7, "n_at_or_above": 14}
    return row | {"rank_best": 9.0, "rank_worst": 14.0, "n_ranked": 31, "moved_best": 7.0, "moved_worst": 16.0} | other


def said(measure=LEADERSHIP, *, statistic="median", outside=False, peers=None, **other):
    return standing.standing(own(**other), measure, area="Fife", statistic=statistic, outside=outside, peers=peers)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({}, "Fife has 48 on Leadership: joint 9th to 14th of 31 areas, similar to its peers (median 52)."),
        (
            {"value": 71.0, "rank_best": 3.0, "rank_worst": 3.0, "band": "higher"},
            "Fife has 71 on Leadership: 3rd of 31 areas, higher than its peers (median 52).",
        ),
        (
            {"value": 0.0, "rank_best": 31.0, "rank_worst": 31.0, "band": "lower"},
            "Fife has 0 on Leadership: 31st of 31 areas, lower than its peers (median 52).",
        ),
        (
            {"band": "not compared", "n_peers": 3},
            "Fife has 48 on Leadership: joint 9th to 14th of 31 areas, not compared with its peers "
            "(3 with a value, and it takes 5).",
        ),
        (
            {"band": "not compared", "n_peers": 0},
            "Fife has 48 on Leadership: joint 9th to 14th of 31 areas, with no peers to compare with.",
        ),
        (
            {"band": "not compared", "n_peers": 0, "n_ranked": 1, "rank_best": 1.0, "rank_worst": 1.0},
            "Fife has 48 on Leadership: the only area with a value, with no peers to compare with.",
        ),
    ],
)
def test_value_rank_and_peers(row, sentence):
    assert said(**row) == sentence


def test_the_published_convention_is_said():
    assert said(statistic="mean").endswith("similar to its peers (mean 52, itself counted).")


@pytest.mark.parametrize(
    ("peers", "aside"),
    [
        ([49.0, 52, 52, 60, 61, 62, 63], ", though lower than all 7 of them."),
        ([40.0, 41, 42, NONE, 47, 47.4], ", though higher than all 5 of them."),
        ([48.4, 52, 52, 60, 61, 62, 63], "."),  # the same in whole points
        ([40.0, 52, 52, 60, 61, 62, 63], "."),
    ],
)
def test_similar_but_beyond_every_peer_is_said(peers, aside):
    assert said(peers=pd.Series(peers)).endswith(f"similar to its peers (median 52){aside}")
    higher = said(peers=pd.Series(peers), band="higher")
    assert higher.endswith("higher than its peers (median 52).")


def test_under_the_published_convention_the_area_itself_makes_no_minimum():
    row = {"band": "not compared", "statistic": "mean"}
    assert said(n_peers=5, **row).endswith("not compared with its peers (4 with a value, and it takes 5).")
    assert said(n_peers=1, **row).endswith("with no peers to compare with.")


def test_an_area_outside_the_register_counts_itself():
    assert "joint 9th to 14th of 31 areas, itself counted," in said(outside=True)


def test_a_level_is_said_with_how_many_reach_it_and_an_answer_without():
    row = {"value": 50.0, "peer_value": 75.0, "n_at_or_above": 14}
    assert said(AIMS, **row) == (
        "Fife is at 'Some success' on 'Shared aims': joint 9th to 14th of 31 areas (14 at this level or above), "
        "similar to its peers (median between 'Some success' and 'Doing well')."
    )
    assert said(GROUP, value=0.0, peer_value=100.0, band="lower") == (
        "Fife answers 'No' to 'Group leads': joint 9th to 14th of 31 areas, lower than its peers (median 'Yes')."
    )


def test_without_a_value_it_says_why_and_where_the_middle_is():
    others = pd.Series([40.0, 60.0, 52.0, NONE])
    assert standing.no_standing("Moray", "not assessed in 2025", LEADERSHIP, "2025", others) == (
        "Moray was not assessed in 2025. The middle of 3 areas has 52 on Leadership."
    )
    assert standing.no_standing("Angus", "not enough answers (5 of 9)", LEADERSHIP, "2025", others).startswith(
        "Angus has no score on Leadership in 2025: not enough answers (5 of 9). "
    )
    assert standing.no_standing("Angus", "don't know", AIMS, "2025", pd.Series([NONE])) == (
        "Angus has no answer on 'Shared aims' in 2025: don't know. No area has an answer."
    )


@pytest.mark.parametrize(
    ("one", "row", "sentence"),
    [
        (LEVELS, {}, "One criterion one level up or down would move it between 7th and 16th."),
        (CHECKLIST, {}, "One question answered the other way would move it between 7th and 16th."),
        (LEVELS, {"moved_best": 9.0, "moved_worst": 14.0}, "One criterion one level up or down would leave it there."),
        (LEVELS, {"moved_best": NONE, "moved_worst": NONE}, ""),  # a single criterion
        (LEVELS, {"n_ranked": 1}, ""),
    ],
)
def test_how_firm_the_place_is(one, row, sentence):
    assert standing.firmness(own(**row), one) == sentence


def test_how_tight_the_ranking_is():
    # Half of a level of four is 16.7 points; the checklist's own distance is no half level, so only points are said.
    tight = "22 of 31 areas lie within half a level (17 points) of the middle, 52."
    assert standing.spread(52.0, 22, 31, LEVELS) == tight
    assert standing.spread(52.0, 1, 31, CHECKLIST) == "1 of 31 areas lies within 17 points of the middle, 52."
    assert standing.spread(52.0, 1, 1, LEVELS) == "1 area with a score: there is nothing to rank."
    assert standing.spread(NONE, 0, 0, LEVELS) == "There is nothing to rank."


def test_how_many_are_at_each_level_from_the_top_and_levels_of_nobody_are_left_out():
    values = pd.Series([50.0, 0.0, 50.0, NONE])
    assert standing.levels_said(values, AIMS) == "2 areas say 'Some success' and 1 'Gap'."
    assert standing.levels_said(values.head(1), AIMS) == "1 area says 'Some success'."
    assert standing.levels_said(values.tail(1), AIMS) == "No area has an answer."


def test_areas_without_a_value_are_named_by_reason():
    rows = pd.DataFrame(
        {
            "name": ["Fife", "Moray", "Angus", "Bute"],
            "value": [48.0, NONE, NONE, NONE],
            "reason": ["", "not assessed", "not assessed", "2 of 9"],
        }
    )
    assert standing.without_value(rows) == "Not ranked – Bute: 2 of 9; Angus and Moray: not assessed."
    assert standing.without_value(rows, most=1) == "Not ranked – Bute: 2 of 9; Angus and 1 more: not assessed."
    assert standing.without_value(rows.head(1)) == ""
