"""The drawn ratings: believable structure from a seed, on the scales of whatever frameworks are defined."""

import itertools

import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.change import change_summary, criterion_change
from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.analysis.scores import ANSWERS, NOT_APPLICABLE, RATED, maturity_scores
from csp_analytics.areas.groupings import COMPUTED, context, groupings, membership
from csp_analytics.areas.register import register
from csp_analytics.demo.draw import ratings
from csp_analytics.demo.setting import ABSENT, of_definitions
from csp_analytics.demo.strength import strengths
from csp_analytics.frameworks.load import frameworks

FRAMEWORKS, ROUNDS = tuple(frameworks()), tuple(ABSENT)
MAIN, LAST = FRAMEWORKS[0], ROUNDS[-1]


@pytest.fixture(scope="module")
def drawn():
    behind = strengths(of_definitions())
    return {name: ratings(one, behind, main=name == MAIN) for name, one in frameworks().items()}


def scores(drawn, name, by):
    return maturity_scores(drawn[name], frameworks()[name], by)


def test_29_to_31_areas_answer_in_each_round_and_no_area_is_absent_twice():
    there = of_definitions().answering

    assert {name: len(codes) for name, codes in there.items()} == {"2021": 31, "2023": 30, "2025": 30}
    absences = [code for codes in there.values() for code in set(register().areas) - set(codes)]
    assert len(absences) == len(set(absences)) == 1 + 2 + 2


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_assessment_has_every_rated_row_once(drawn, name):
    rows = drawn[name]
    expected = [row.criterion_id for row in frameworks()[name].criteria]

    for (round_, _code), own in rows.groupby(["round", "area_code"]):
        assert own["criterion_id"].tolist() == expected, round_
    there = rows.groupby("round")["area_code"].unique()
    assert {round_: set(codes) for round_, codes in there.items()} == {
        r: set(c) for r, c in of_definitions().answering.items()
    }


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_levels_are_on_the_scale_and_only_where_rated(drawn, name):
    rows, framework = drawn[name], frameworks()[name]

    assert set(rows["answer"]) <= set(ANSWERS)
    assert set(rows.loc[rows["answer"] == RATED, "level"]) == {float(level.value) for level in framework.levels}
    assert rows.loc[rows["answer"] != RATED, "level"].isna().all()


def test_rows_of_two_tier_areas_do_not_apply_in_an_area_with_one_council(drawn):
    checked = 0
    for name, framework in frameworks().items():
        two_tier = {row.criterion_id for row in framework.criteria if row.applies_to == "two-tier"}
        rows = drawn[name][drawn[name]["criterion_id"].isin(two_tier)]
        assert (rows["answer"] == NOT_APPLICABLE).all()
        checked += len(rows)
    assert checked == 19 * (31 + 30 + 30)  # 19 such questions in the checklist, none elsewhere


def test_two_to_four_in_a_hundred_answers_are_no_level(drawn):
    for name, framework in frameworks().items():
        applies = {row.criterion_id for row in framework.criteria if not row.applies_to}
        rows = drawn[name][drawn[name]["criterion_id"].isin(applies)]
        share = rows["answer"].value_counts(normalize=True)
        assert 0.02 < 1 - share[RATED] < 0.045, name
        assert (share > 0.002).all(), name
        assert len(share) == len(ANSWERS), name


def test_the_same_seed_draws_the_same_whatever_else_is_drawn():
    first, last = (frameworks()[name] for name in (FRAMEWORKS[0], FRAMEWORKS[-1]))
    behind = strengths(of_definitions(7))
    ratings(first, behind)

    alone = ratings(last, strengths(of_definitions(7)))

    pd.testing.assert_frame_equal(ratings(last, behind), alone)
    other = ratings(last, strengths(of_definitions(8)))
    assert (alone["level"].to_numpy()[: len(other)] != other["level"].to_numpy()[: len(alone)]).mean() > 0.2


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_leadership_comes_out_strongest_and_evidence_weakest(drawn, name):
    last = scores(drawn, name, "principle").query("round == @LAST")
    mean = last.groupby("principle_id")["score"].mean()

    assert mean.idxmax() == "leadership"
    assert mean.idxmin() == "evidence"
    assert mean.between(40, 70).all()


def test_areas_lie_about_ten_points_apart_on_the_main_framework(drawn):
    last = scores(drawn, MAIN, "principle").query("round == @LAST")

    assert last.groupby("principle_id")["score"].std().between(8, 14).all()


def test_criteria_about_evaluating_and_pooling_are_among_the_weaker_ones(drawn):
    last = scores(drawn, MAIN, "criterion").query("round == @LAST")
    rows = frameworks()[MAIN].by_id
    mean = last.groupby("criterion_id")["score"].mean()
    hard = [c for c in mean.index if any(word in rows[c].short.lower() for word in ("evaluat", "pool"))]

    assert len(hard) == 3
    assert mean[hard].max() < mean.median()


def test_most_areas_improve_and_some_decline(drawn):
    framework = frameworks()[MAIN]
    for before, after in itertools.pairwise(ROUNDS):
        points = change_summary(criterion_change(drawn[MAIN], framework, before, after), framework)["points"].dropna()
        assert 3 <= (points < 0).sum() <= 12
        assert (points > 0).sum() > len(points) / 2


def test_one_area_has_too_few_answers_on_one_principle_in_the_last_round(drawn):
    last = scores(drawn, MAIN, "principle").query("round == @LAST")
    short = last[last["note"].str.startswith("not enough answers")]

    assert len(short) == 1
    assert short["principle_id"].tolist() == ["evidence"]
    assert short["n_rated"].item() / short["n_applicable"].item() < 2 / 3
    assert of_definitions().keen_area not in short["area_code"].tolist()


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_an_area_is_more_like_its_nearest_neighbours_than_like_the_others(drawn, name):
    model = next(one for one in groupings().values() if one.kind == COMPUTED)
    pairs = peer_pairs(model, membership(), context())
    score = scores(drawn, name, "overall").query("round == @LAST").set_index("area_code")["score"].dropna()
    pairs = pairs[pairs["area_code"].isin(score.index) & pairs["peer_code"].isin(score.index)]

    to_neighbours = (pairs["area_code"].map(score) - pairs["peer_code"].map(score)).abs().mean()
    between_any_two = np.abs(np.subtract.outer(score.to_numpy(), score.to_numpy()))
    to_all_others = between_any_two.sum() / (len(score) * (len(score) - 1))

    assert to_neighbours < 0.92 * to_all_others


def test_frameworks_agree_on_who_is_strong(drawn):
    columns = {name: scores(drawn, name, "overall").query("round == @LAST").set_index("area_code") for name in drawn}
    together = pd.DataFrame({name: frame["score"] for name, frame in columns.items()}).corr()

    assert (together.to_numpy() > 0.5).all()


def test_evidence_stands_beside_six_in_ten_ratings_of_the_last_round_and_fewer_elsewhere(drawn):
    def share(rows):
        return (rows.loc[rows["answer"] == RATED, "evidence"] != "").mean()

    main = drawn[MAIN]
    assert 0.55 < share(main[main["round"] == LAST]) < 0.65
    assert share(main[main["round"] != LAST]) < 0.35
    assert all(share(rows) < 0.2 for name, rows in drawn.items() if name != MAIN)


def test_actions_stand_only_beside_the_lowest_level(drawn):
    for name, framework in frameworks().items():
        acted = drawn[name][drawn[name]["action"] != ""]
        assert (acted["level"] == framework.lowest).all()
        if framework.action_required:
            lowest = (drawn[name]["level"] == framework.lowest).sum()
            assert 0.4 < len(acted) / lowest < 0.7
