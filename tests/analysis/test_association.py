"""Spearman's rho, medians and corners: worked by hand, by loops and numpy, and by SQL on the real context variables."""

from itertools import permutations
from math import isnan, nan

import duckdb
import numpy as np
import pandas as pd
import pytest

from csp_analytics.analysis.association import association, associations, chance_reaches, corners, sides, strength
from csp_analytics.areas.groupings import context

# Ranks of the scores 20 40 40 60 80: 1, 2.5, 2.5, 4, 5; of the values 7 3 5 5 9: 4, 1, 2.5, 2.5, 5. Both means are 3.
# Deviations -2 -0.5 -0.5 1 2 and 1 -2 -0.5 -0.5 2; products -2 + 1 + 0.25 - 0.5 + 4 = 2.75;
# squares 4 + 0.25 + 0.25 + 1 + 4 = 9.5 and 1 + 4 + 0.25 + 0.25 + 4 = 9.5. Rho = 2.75 / 9.5.
SCORES, VALUES = [20, 40, 40, 60, 80], [7, 3, 5, 5, 9]
BY_HAND = 2.75 / 9.5

# Rank with ties by counting, and Pearson's correlation of the ranks: no line of the product, nor of scipy.
IN_SQL = """
with ranked as (
    select fact_id, (rank() over (partition by fact_id order by score) + n_same_score / 2) as a,
        (rank() over (partition by fact_id order by value) + n_same_value / 2) as b
    from (select *, count(*) over (partition by fact_id, score) - 1 as n_same_score,
                 count(*) over (partition by fact_id, value) - 1 as n_same_value
          from figures join scores using (area_code) where score is not null)
)
select fact_id, count(*) as n, corr(a, b) as rho from ranked group by fact_id
"""


def pairs(scores, values):
    return pd.DataFrame({"score": scores, "value": values}, dtype=float)


def rank_by_counting(values):
    return np.array([sum(v < x for v in values) + (sum(v == x for v in values) + 1) / 2 for x in values])


def rho_by_counting(scores, values):
    return np.corrcoef(rank_by_counting(scores), rank_by_counting(values))[0, 1]


class TestRho:
    def test_with_ties_as_worked_by_hand(self):
        found = association(pairs(SCORES, VALUES))

        assert (found.n, found.why_not) == (5, "")
        assert found.rho == pytest.approx(BY_HAND)
        assert rho_by_counting(SCORES, VALUES) == pytest.approx(BY_HAND)

    def test_without_ties_by_the_squares_of_the_differences(self):
        # Ranks 1 2 3 4 5 6 and 2 1 4 3 6 5: every difference is 1, so 1 - 6 * 6 / (6 * 35) = 1 - 36 / 210.
        assert association(pairs(range(6), [20, 10, 40, 30, 60, 50])).rho == pytest.approx(1 - 36 / 210)

    @pytest.mark.parametrize(("values", "rho"), [([1, 2, 3, 4, 500], 1), ([500, 4, 3, 2, 1], -1)])
    def test_the_same_order_is_1_and_the_opposite_is_minus_1(self, values, rho):
        assert association(pairs([10, 20, 30, 40, 50], values)).rho == pytest.approx(rho)

    def test_scores_that_differ_in_the_last_bit_are_a_tie(self):
        # 0.1 + 0.2 is not 0.3 in floating point; as different ranks they would give another rho.
        almost = association(pairs([0.3, 0.1 + 0.2, 1, 2, 3], [5, 1, 2, 3, 4]))

        assert almost.rho == pytest.approx(rho_by_counting([0.3, 0.3, 1, 2, 3], [5, 1, 2, 3, 4]))

    def test_missing_is_left_out_and_never_zero(self):
        found = association(pairs([*SCORES, nan, 90, nan], [*VALUES, 1000, nan, nan]))

        assert found.n == 5
        assert found.rho == pytest.approx(BY_HAND)
        assert (found.middle_score, found.middle_value) == (40, 5)


class TestNoRho:
    @pytest.mark.parametrize(
        ("scores", "values", "why_not"),
        [
            ([], [], "0 areas have both figures, and it takes 5"),
            ([10], [1], "1 area has both figures, and it takes 5"),
            ([10, 20, 30, 40, nan], [1, 2, 3, 4, 5], "4 areas have both figures, and it takes 5"),
            ([50] * 5, [1, 2, 3, 4, 5], "every area has the same score"),
            ([10, 20, 30, 40, 50], [7] * 5, "every area has the same figure"),
        ],
    )
    def test_and_why(self, scores, values, why_not):
        found = association(pairs(scores, values))

        assert isnan(found.rho)
        assert (found.why_not, found.strength) == (why_not, "")

    def test_medians_are_of_the_areas_with_both(self):
        found = association(pairs([10, 20, 60, 70, nan], [1, 2, 4, nan, 5]))

        assert (found.n, found.middle_score, found.middle_value) == (3, 20, 2)


class TestCorners:
    # Medians 40 and 5. Sides of (20, 7) below above, (40, 3) on below, (40, 5) on on, (60, 5) above on,
    # (80, 9) above above.
    def test_each_area_lies_on_a_side_of_each_median(self):
        frame = pairs([*SCORES, nan], [*VALUES, 1])

        lying = sides(frame, association(frame))

        assert lying["score_side"].tolist() == ["below", "on", "on", "above", "above", ""]
        assert lying["value_side"].tolist() == ["above", "below", "on", "on", "above", ""]

    def test_they_are_counted(self):
        frame = pairs([*SCORES, nan], [*VALUES, 1])

        counted = corners(frame, association(frame))

        assert {key for key, number in counted.items() if number} == {
            ("below", "above"), ("on", "below"), ("on", "on"), ("above", "on"), ("above", "above"),
        }  # fmt: skip
        assert sum(counted.values()) == 5

    def test_an_even_number_of_areas_lies_beside_the_median_and_not_on_it(self):
        frame = pairs([10, 20, 30, 40, 50, 60], [1, 2, 3, 4, 5, 6])

        counted = corners(frame, association(frame))

        assert (counted[("above", "above")], counted[("below", "below")], sum(counted.values())) == (3, 3, 6)


class TestStrength:
    @pytest.mark.parametrize(
        ("rho", "n", "word"),
        [
            (0.0, 101, "no clear"),
            (0.29, 101, "no clear"),
            (0.296, 101, "weak"),  # shown as 0.30
            (-0.3, 101, "weak"),
            (0.49, 101, "weak"),
            (0.5, 101, "moderate"),
            (-0.69, 101, "moderate"),
            (0.7, 101, "strong"),
            (-1.0, 101, "strong"),
            (0.36, 30, "no clear"),  # chance reaches 1.96 / sqrt(29) = 0.36
            (0.37, 30, "weak"),
            (0.9, 5, "no clear"),  # chance reaches 1.96 / 2 = 0.98
            (1.0, 5, "strong"),
        ],
    )
    def test_words(self, rho, n, word):
        assert strength(rho, n) == word

    def test_without_rho_there_is_no_word(self):
        assert strength(nan, 30) == ""

    def test_chance_has_the_spread_that_all_orders_have(self):
        """Every order of six values, three of them equal, against six scores: mean 0 and variance 1 / (6 - 1)."""
        values = [1, 2, 2, 2, 5, 9]
        every = [np.corrcoef(range(6), rank_by_counting(order))[0, 1] for order in permutations(values)]

        assert len(every) == 720
        assert np.mean(every) == pytest.approx(0)
        assert np.var(every) == pytest.approx(1 / 5)
        assert chance_reaches(6) == pytest.approx(1.96 * np.std(every))

    def test_chance_cannot_go_beyond_1(self):
        assert chance_reaches(2) == 1


@pytest.fixture(scope="module")
def scores():
    """Scores with many ties and some missing, from a seed, of every area that has context."""
    codes = sorted(context()["area_code"].unique())
    drawn = np.random.default_rng(7).integers(0, 9, len(codes)) * 12.5
    drawn[[3, 17]] = np.nan
    return pd.DataFrame({"area_code": codes, "score": drawn})


@pytest.fixture(scope="module")
def figures():
    return context().rename(columns={"variable": "fact_id"})[["fact_id", "area_code", "value"]]


class TestEveryFact:
    def test_all_25_context_variables_agree_with_sql(self, scores, figures):
        ours = associations(scores, figures)
        with duckdb.connect() as db:
            db.register("scores", scores.assign(score=scores["score"].astype("Float64")))
            db.register("figures", figures)
            theirs = db.execute(IN_SQL).df()

        both = ours.merge(theirs, on="fact_id", suffixes=("", "_sql"), validate="1:1")
        assert len(both) == 25
        assert (both["n"] == 30).all()
        assert (both["n_sql"] == 30).all()
        np.testing.assert_allclose(both["rho"], both["rho_sql"], atol=1e-12)

    def test_highest_first_and_those_without_last(self, scores, figures):
        few = pd.DataFrame({"fact_id": "few", "area_code": scores["area_code"][:4], "value": [1.0, 2, 3, 4]})

        found = associations(scores, pd.concat([few, figures]))

        assert found["fact_id"].iloc[-1] == "few"
        assert found["rho"].iloc[:-1].is_monotonic_decreasing
        last = found.iloc[-1]
        assert (last["n"], last["strength"], last["why_not"]) == (3, "", "3 areas have both figures, and it takes 5")
        assert isnan(last["by_chance"])

    def test_an_area_without_a_score_row_does_not_count(self):
        scores = pd.DataFrame({"area_code": list("abcde"), "score": SCORES})
        figures = pd.DataFrame({"fact_id": "x", "area_code": list("abcdez"), "value": [*VALUES, 1]})

        (row,) = associations(scores, figures).to_dict("records")

        assert (row["n"], row["strength"]) == (5, "no clear")
        assert row["rho"] == pytest.approx(BY_HAND)
