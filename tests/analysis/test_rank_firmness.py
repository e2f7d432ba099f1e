"""How firm a rank is: worked by hand, by moving every single answer, and by what must hold whatever the ratings."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import rankdata

from csp_analytics.analysis.peers import rank_range
from csp_analytics.analysis.ranking import around_middle, one_step, one_step_overall, ranks_one_step_away
from csp_analytics.analysis.scores import maturity_scores


@pytest.fixture
def toy(made_up):
    return made_up({"leadership": 4, "evidence": 3})


def steps_of(rated, framework, marks, by="principle"):
    scores = maturity_scores(rated({"X": marks}), framework, by)
    return one_step(scores, framework)


def test_one_level_of_one_criterion_is_its_share_of_the_scale(toy, rated):
    # leadership: four rated, a level is 100 / 3 points of one criterion, so 33.3 / 4 = 8.33 of the score, both ways.
    # evidence: three rated of levels 1 and 4: 4 can go down, 1 can go up, 33.3 / 3 = 11.11.
    steps = steps_of(rated, toy, {"leadership": "2 2 3 3", "evidence": "1 1 4"})
    assert steps["up"].tolist() == pytest.approx([100 / 12, 100 / 9])
    assert steps["down"].tolist() == pytest.approx([100 / 12, 100 / 9])


def test_what_is_at_an_end_of_the_scale_moves_one_way_only(toy, rated):
    steps = steps_of(rated, toy, {"leadership": "4 4 4 4", "evidence": "1 1 1"})
    assert steps["up"].tolist() == pytest.approx([0, 100 / 9])
    assert steps["down"].tolist() == pytest.approx([100 / 12, 0])


def test_only_rated_criteria_can_move_and_they_share_the_score_among_themselves(toy, rated):
    # leadership: one not applicable, so three share it: 33.3 / 3. evidence: nothing rated, so nothing is known.
    steps = steps_of(rated, toy, {"leadership": "2 2 3 -", "evidence": ". ? ."})
    assert steps["up"].iloc[0] == pytest.approx(100 / 9)
    assert steps.iloc[1].isna().all()


def test_levels_that_are_not_evenly_spaced_count_the_longest_step_there_is(made_up, rated):
    # Levels 0, 1, 4 over three criteria: from 1 to 4 is three of four parts of the scale, a third of it: 25 points;
    # the longest way down from 4 is the same, from 1 it is one of four parts, 8.33.
    framework = made_up({"leadership": 3}, (0, 1, 4))
    assert steps_of(rated, framework, {"leadership": "0 1 1"}).iloc[0].tolist() == pytest.approx([25 / 3, 25])
    assert steps_of(rated, framework, {"leadership": "4 1 1"}).iloc[0].tolist() == pytest.approx([25, 25])


def test_overall_moves_most_through_the_principle_with_the_fewest_ratings(toy, rated):
    # Two principles: 11.11 of evidence is half of that overall, 5.56; through leadership it is 8.33 / 2 = 4.17.
    # In Y evidence does not apply, so leadership is all of it: 8.33.
    marks = {"X": {"leadership": "2 2 3 3", "evidence": "2 2 3"}, "Y": {"leadership": "2 2 3 3", "evidence": "- - -"}}
    steps = one_step_overall(maturity_scores(rated(marks), toy, "principle"), toy)
    assert steps.loc["X"].tolist() == pytest.approx([100 / 18, 100 / 18])
    assert steps.loc["Y"].tolist() == pytest.approx([100 / 12, 100 / 12])


def test_ranks_one_step_away_by_hand():
    # 60 up 11 is 71: below 80 and 72, so 3rd at best; down 11 is 49: ties with the 49.4 and stands above 30, so of the
    # five at or above 49 it is one: 5th at worst. 80 stays 1st going up; down 9 is 71, behind 72: 2nd.
    values = pd.Series([80.0, 72.0, 60.0, 55.0, 49.4, 30.0, np.nan])
    steps = pd.DataFrame({"down": [9.0, 0, 11, 0, 0, 0, 1], "up": [9.0, 0, 11, 0, 0, 0, 1]})
    ranks = ranks_one_step_away(values, steps)
    assert ranks.loc[2].tolist() == [3, 5]
    assert ranks.loc[0].tolist() == [1, 2]
    assert ranks.loc[5].tolist() == [6, 6]
    assert ranks.loc[6].isna().all()


def test_every_move_of_every_answer_stays_within_the_range_and_two_reach_its_ends(toy, rated):
    """The independent path: each answer is really changed and everything is scored and ranked again (scipy)."""
    marks = {
        "A": {"leadership": "1 2 3 4", "evidence": "2 3 3"},
        "B": {"leadership": "3 3 2 2", "evidence": "2 2 3"},
        "C": {"leadership": "4 4 3 ?", "evidence": "1 2 4"},
        "D": {"leadership": "2 2 1 1", "evidence": "3 3 2"},
        "E": {"leadership": "2 3 2 3", "evidence": "2 3 2"},
    }
    for by in ("overall", "principle"):
        scores = maturity_scores(rated(marks), toy, by)
        wanted = scores if by == "overall" else scores[scores["principle_id"] == "leadership"]
        wanted = wanted.reset_index(drop=True)
        steps = one_step(wanted, toy)
        if by == "overall":
            overall = one_step_overall(maturity_scores(rated(marks), toy, "principle"), toy)
            steps = overall.reindex(wanted["area_code"]).reset_index(drop=True)
        claimed = ranks_one_step_away(wanted["score"], steps)
        for place, area in enumerate(wanted["area_code"]):
            seen = {rank for ranks in _moved(toy, rated, marks, area, by) for rank in ranks}
            assert (min(seen), max(seen)) == tuple(claimed.loc[place]), (by, area)


def _moved(framework, rated, marks, area, by):
    """First and last rank of an area (ties in whole points) after each change of one of its answers, and without."""
    ways = [marks]
    for principle in ["leadership", "evidence"] if by == "overall" else ["leadership"]:
        answers = marks[area][principle].split()
        for place, mark in enumerate(answers):
            for other in {int(mark) - 1, int(mark) + 1} & {1, 2, 3, 4} if mark.isdigit() else ():
                changed = " ".join([*answers[:place], str(other), *answers[place + 1 :]])
                ways.append({**marks, area: {**marks[area], principle: changed}})
    for way in ways:
        scores = maturity_scores(rated(way), framework, by)
        scores = scores if by == "overall" else scores[scores["principle_id"] == "leadership"]
        shown = np.floor(scores["score"].to_numpy() + 0.5)
        own = list(scores["area_code"]).index(area)
        yield rankdata(-shown, method="min")[own], rankdata(-shown, method="max")[own]


numbers = st.lists(st.one_of(st.none(), st.floats(0, 100)), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None)
@given(values=numbers, down=st.floats(0, 40), up=st.floats(0, 40))
def test_the_range_one_step_away_contains_the_rank_range(values, down, up):
    scores = pd.Series([np.nan if v is None else v for v in values], dtype=float)
    steps = pd.DataFrame({"down": down, "up": up}, index=scores.index)
    ranks = ranks_one_step_away(scores, steps)
    now = rank_range(pd.DataFrame({"value": scores}), [])
    known = scores.notna()
    assert ranks[~known].isna().all(axis=None)
    assert (ranks.loc[known, "moved_best"] <= now.loc[known, "rank_best"]).all()
    assert (ranks.loc[known, "moved_worst"] >= now.loc[known, "rank_worst"]).all()
    assert ranks.loc[known, "moved_best"].between(1, known.sum()).all()
    assert ranks.loc[known, "moved_worst"].between(1, known.sum()).all()


@settings(max_examples=60, deadline=None)
@given(values=numbers, seed=st.integers(0, 99))
def test_without_a_step_it_is_the_rank_range_and_the_order_of_rows_is_irrelevant(values, seed):
    scores = pd.Series([np.nan if v is None else v for v in values], dtype=float)
    still = pd.DataFrame({"down": 0.0, "up": 0.0}, index=scores.index)
    ranks, now = ranks_one_step_away(scores, still), rank_range(pd.DataFrame({"value": scores}), [])
    pd.testing.assert_series_equal(ranks["moved_best"], now["rank_best"], check_names=False)
    pd.testing.assert_series_equal(ranks["moved_worst"], now["rank_worst"], check_names=False)
    mixed = scores.sample(frac=1, random_state=seed)
    pd.testing.assert_frame_equal(ranks_one_step_away(mixed, still.loc[mixed.index]).sort_index(), ranks)


def test_around_the_middle_by_hand():
    # Middle of 10 40 50 60 90 is 50; 40, 50 and 60 lie within 10 of it, edges included; the empty one does not count.
    assert around_middle(pd.Series([10.0, 40, 50, 60, 90, np.nan]), 10) == (50, 3, 5)


def test_an_exact_half_level_in_thirds_is_within():
    third = 100 / 3
    assert around_middle(pd.Series([third, third + 50 / 3, third - 50 / 3]), 50 / 3)[1] == 3


def test_nothing_lies_around_no_middle():
    middle, n_within, n = around_middle(pd.Series([np.nan, np.nan]), 10)
    assert (np.isnan(middle), n_within, n) == (True, 0, 0)
