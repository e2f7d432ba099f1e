"""Who could learn from whom, worked by hand: needs, likeness, what a mentor has to offer, and the score of a pair.

Five areas, three skills. Need line 50, margin 20 (so a mentor has 50 or more, and 20 more than the learner).

            mediation  data  digital
    Ayr        20       30      80
    Bute       75       45      60
    Clyde      90       10      40
    Doon       49       90      95
    Esk         –        –       –    (fewer than 5 people)
"""

import pandas as pd
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from csp_analytics.analysis import learning
from csp_analytics.analysis.learning import CRITERION, SKILL, SKILL_LINE, Line, Weights
from csp_analytics.frameworks.load import framework

LINES = {SKILL: SKILL_LINE}
NONE = float("nan")
SHARES = {
    "ayr": {"mediation": 20, "data": 30, "digital": 80},
    "bute": {"mediation": 75, "data": 45, "digital": 60},
    "clyde": {"mediation": 90, "data": 10, "digital": 40},
    "doon": {"mediation": 49, "data": 90, "digital": 95},
    "esk": {"mediation": NONE, "data": NONE, "digital": NONE},
}
# Places along a road: ayr 0, bute 1, clyde 3, doon 6; nobody knows where esk is.
AT = {"ayr": 0, "bute": 1, "clyde": 3, "doon": 6}
DISTANCES = pd.DataFrame({a: {b: float(abs(x - y)) for b, y in AT.items()} for a, x in AT.items()})


def standings(shares=SHARES, kind=SKILL) -> pd.DataFrame:
    rows = [(area, kind, topic, value) for area, topics in shares.items() for topic, value in topics.items()]
    return pd.DataFrame(rows, columns=["area_code", "kind", "topic_id", "value"]).assign(low=NONE, high=NONE)


def everyone_alike(codes=tuple(SHARES)) -> pd.DataFrame:
    pairs = [(a, b, True, NONE, 1.0) for a in codes for b in codes if a != b]
    return pd.DataFrame(pairs, columns=learning.LIKENESS)


def found_of(shares=SHARES, alike=None, most=5):
    every = standings(shares)
    alike = everyone_alike(tuple(shares)) if alike is None else alike
    needed = learning.needs(every, LINES, most)
    learned = learning.lessons(every, needed, alike, LINES)
    return needed, learned, learning.candidates(learned, needed, alike)


def test_needs_are_the_weakest_topics_below_the_line_lowest_first():
    needed = learning.needs(standings(), LINES)
    # 49 is below 50; 50 or more would not be. Esk has nothing that is shown, so no needs are known of it.
    assert needed[["area_code", "topic_id", "value", "place"]].values.tolist() == [
        ["ayr", "mediation", 20, 1],
        ["ayr", "data", 30, 2],
        ["bute", "data", 45, 1],
        ["clyde", "data", 10, 1],
        ["clyde", "digital", 40, 2],
        ["doon", "mediation", 49, 1],
    ]


def test_exactly_half_is_no_need():
    assert learning.needs(standings({"ayr": {"data": 50.0}}), LINES).empty


def test_only_so_many_needs_count_and_equal_ones_go_to_where_others_stand_highest_then_by_name():
    shares = {
        "ayr": {"data": 20, "digital": 20, "art": 20, "mediation": 10},
        "bute": {"data": 60, "digital": 90, "art": 60, "mediation": 70},
        "clyde": {"data": 60, "digital": 90, "art": 60, "mediation": 70},
    }
    # Mediation is lowest. Medians of the three areas: digital 90, data and art 60; of these two art by name.
    needed = learning.needs(standings(shares), LINES, most=3)
    assert needed["topic_id"].tolist() == ["mediation", "digital", "art"]


def test_likeness_is_half_for_a_peer_and_half_for_nearness():
    pairs = pd.DataFrame([("ayr", "clyde"), ("clyde", "ayr"), ("esk", "")], columns=["area_code", "peer_code"])
    alike = learning.likeness(pairs, DISTANCES, near=1).set_index(["area_code", "peer_code"])
    # Of ayr the others lie at 1, 3 and 6: places 1, 2, 3 of 3, nearness 1, 0.5, 0. Clyde is a peer in place 2:
    # 0.5 + 0.5 x 0.5 = 0.75. Bute is no peer but the nearest: 0.5 x 1 = 0.5. Doon is neither, so not alike.
    assert alike.loc[("ayr", "clyde"), "likeness"] == pytest.approx(0.75)
    assert alike.loc[("ayr", "bute"), "likeness"] == pytest.approx(0.5)
    assert ("ayr", "doon") not in alike.index
    assert not alike.loc[("ayr", "bute"), "is_peer"]
    assert "esk" not in alike.index.get_level_values(0)  # alone in its group, and nowhere on the map


def test_without_facts_about_areas_peers_are_alike_and_nobody_else():
    pairs = pd.DataFrame([("ayr", "clyde"), ("clyde", "ayr")], columns=["area_code", "peer_code"])
    alike = learning.likeness(pairs, None)
    assert alike[["area_code", "peer_code", "likeness"]].values.tolist() == [["ayr", "clyde", 1], ["clyde", "ayr", 1]]


def test_areas_without_every_fact_have_no_distance():
    context = pd.DataFrame(
        [("ayr", "x", 1.0), ("ayr", "y", 5.0), ("bute", "x", 2.0), ("clyde", "x", 4.0), ("clyde", "y", 1.0)],
        columns=["area_code", "variable", "value"],
    )
    model = tuple(learning.Variable(name, name) for name in ("x", "y"))
    assert learning.known_distances(context, model).index.tolist() == ["ayr", "clyde"]
    assert learning.known_distances(context[context["area_code"] == "ayr"], model) is None


def test_a_mentor_is_over_the_line_and_higher_by_the_margin():
    _, learned, _ = found_of()
    said = learned[["learner", "mentor", "topic_id", "gain"]].values.tolist()
    # Doon has mediation 49: bute's 75 is 26 more, clyde's 90 is 41 more. Bute has data 45: doon's 90 is 45 more.
    # Doon is no mentor of ayr on mediation: 49 is 29 more, but under the line.
    assert said == [
        ["ayr", "bute", "mediation", 55],
        ["ayr", "clyde", "mediation", 70],
        ["ayr", "doon", "data", 60],
        ["bute", "doon", "data", 45],
        ["clyde", "ayr", "digital", 40],
        ["clyde", "bute", "digital", 20],
        ["clyde", "doon", "data", 80],
        ["clyde", "doon", "digital", 55],
        ["doon", "bute", "mediation", 26],
        ["doon", "clyde", "mediation", 41],
    ]


def test_one_point_short_of_the_margin_is_no_lesson():
    _, learned, _ = found_of({"ayr": {"data": 40.0}, "bute": {"data": 59.0}, "clyde": {"data": 60.0}})
    assert learned[["learner", "mentor"]].values.tolist() == [["ayr", "clyde"]]


def test_the_score_of_a_pair_is_strength_likeness_and_what_could_be_given_back():
    _, _, pairs = found_of()
    pairs = pairs.set_index(["learner", "mentor"])
    # Clyde has two needs (data 10, digital 40). Doon: gains 80 and 55, 135 of 200, strength 0.675. Doon needs mediation
    # and clyde has it, so it is mutual: 50 x 0.675 + 30 x 1 + 20 = 83.75.
    doon = pairs.loc[("clyde", "doon")]
    assert (doon["n_topics"], doon["n_needs"], doon["mutual"]) == (2, 2, True)
    assert doon["score"] == pytest.approx(83.75)
    # Bute offers 20 on digital and nothing on data: 20 of 200, strength 0.1. Bute needs data, clyde has 10:
    # not mutual. 50 x 0.1 + 30 = 35.
    assert pairs.loc[("clyde", "bute"), "score"] == pytest.approx(35)


def test_weights_can_be_chosen():
    needed, learned, _ = found_of()
    pairs = learning.candidates(learned, needed, everyone_alike(), Weights(strength=100, likeness=0, mutual=0))
    assert pairs.set_index(["learner", "mentor"]).loc[("clyde", "doon"), "score"] == pytest.approx(67.5)
    assert Weights().total == 100


def test_skills_and_criteria_count_alike_however_many_there_are_of_each():
    skills = standings({"ayr": {"data": 10.0}, "bute": {"data": 90.0}})
    levels = standings(
        {"ayr": {"c1": 0.0, "c2": 0.0, "c3": 0.0}, "bute": {"c1": 100.0, "c2": 0.0, "c3": 0.0}}, CRITERION
    )
    every, lines = pd.concat([skills, levels]), {SKILL: SKILL_LINE, CRITERION: Line(50, 33)}
    needed = learning.needs(every, lines)
    alike = everyone_alike(("ayr", "bute"))
    pairs = learning.candidates(learning.lessons(every, needed, alike, lines), needed, alike)
    # Skills: 80 of 200 points. Criteria: 100 on one of three needs, of 200. (0.4 + 0.5) / 2 = 0.45.
    assert pairs["strength"].tolist() == pytest.approx([0.45])


def test_more_than_200_points_to_gain_are_full_strength():
    shares = {"ayr": {"a": 0.0, "b": 10.0, "c": 10.0}, "bute": {"a": 100.0, "b": 90.0, "c": 90.0}}
    _, _, pairs = found_of(shares)
    assert pairs["strength"].tolist() == [1.0]  # 100 + 80 + 80 = 260


def test_the_line_of_criteria_lies_above_the_lower_half_of_the_scale():
    # Levels 1 to 4 as points 0, 33, 67, 100: 1 and 2 are needs, so the line is at 50, a level higher is 33 points.
    four = learning.criterion_line(framework("safer-communities"))
    assert (four.below, four.margin) == pytest.approx((50, 100 / 3))
    # A checklist: no is a need, yes is an offer.
    yes_no = learning.criterion_line(framework("hallmarks"))
    assert (yes_no.below, yes_no.margin) == pytest.approx((50, 100))


def test_nobody_stronger_gives_no_candidates_but_the_same_columns():
    _, learned, pairs = found_of({"ayr": {"data": 10.0}, "bute": {"data": 20.0}})
    assert learned.empty
    assert pairs.columns.tolist() == learning.CANDIDATES
    assert pairs.empty


@pytest.mark.parametrize(
    ("x", "n", "x_mentor", "n_mentor"), [(4, 14, 12, 16), (3, 10, 6, 10), (8, 30, 25, 30), (2, 6, 4, 5)]
)
def test_a_difference_is_sure_when_newcombes_interval_lies_above_zero(x, n, x_mentor, n_mentor):
    """Against statsmodels, whose method ``newcomb`` is built on Wilson's score intervals."""
    rows = []
    for area, k, of in (("ayr", x, n), ("bute", x_mentor, n_mentor)):
        low, high = proportion_confint(k, of, method="wilson")
        rows.append((area, SKILL, "data", 100 * k / of, 100 * low, 100 * high))
    every = pd.DataFrame(rows, columns=["area_code", "kind", "topic_id", "value", "low", "high"])
    needed = learning.needs(every, LINES)
    learned = learning.lessons(every, needed, everyone_alike(("ayr", "bute")), LINES)
    low, _ = confint_proportions_2indep(x_mentor, n_mentor, x, n, method="newcomb")
    assert learned["sure"].tolist() == [low > 0]


def test_a_share_told_in_words_counts_as_the_value_that_claims_least_and_is_never_sure():
    shares = pd.DataFrame(
        [("ayr", "data", NONE, "nearly none"), ("bute", "data", NONE, "nearly all"), ("esk", "data", NONE, "few")],
        columns=["area_code", "item_id", "share", "status"],
    ).assign(n=NONE, low=NONE, high=NONE)
    every = learning.skill_standings(shares)
    # One of five people is 20 per cent, the most that nearly none can be; four of five is 80. Few stays unknown.
    assert every["value"].tolist()[:2] == [20, 80]
    assert every["value"].isna().tolist() == [False, False, True]
    needed = learning.needs(every, LINES)
    learned = learning.lessons(every, needed, everyone_alike(("ayr", "bute", "esk")), LINES)
    assert learned[["learner", "mentor", "gain", "sure"]].values.tolist() == [["ayr", "bute", 60, False]]


def test_levels_are_no_sample_so_a_difference_of_levels_is_sure():
    _, learned, _ = found_of()
    assert learned["sure"].all()
