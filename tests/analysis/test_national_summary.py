"""The national picture: every area counts once. Worked by hand."""

import pandas as pd
import pytest

from csp_analytics.analysis.national import by_strength, low_level, summary
from csp_analytics.analysis.scores import distribution, maturity_scores, national


@pytest.fixture
def toy(made_up):
    return made_up({"leadership": 3, "evidence": 3})


def test_every_area_counts_once(toy, rated):
    # leadership  A 4 4 4 -> 100  B 1 1 1 -> 0  C 2 2 2 -> 33.33  D 4 . . -> no score
    # middle of A B C: 33.33, though D's rating would have been a fourth; low (median level 2 or less): B and C
    marks = {"A": "4 4 4", "B": "1 1 1", "C": "2 2 2", "D": "4 . ."}
    ratings = rated({area: {"leadership": one, "evidence": "3 3 3"} for area, one in marks.items()})
    rows = summary(maturity_scores(ratings, toy, "principle"), toy, unit="principle_id").set_index("principle_id")
    row = rows.loc["leadership"]
    assert row[["middle", "lowest", "highest"]].tolist() == pytest.approx([100 / 3, 0, 100])
    assert row[["n_areas", "n_low", "n_ratings"]].tolist() == [3, 2, 10]
    assert rows.loc["evidence", ["n_areas", "n_low", "n_ratings"]].tolist() == [4, 0, 12]
    assert rows.index.tolist() == ["leadership", "evidence"]


def test_change_is_over_areas_with_a_score_in_both_rounds(toy, rated):
    # differences: A 100 -> 66.67 = -33.33; B 0 -> 33.33; C new; D gone: middle of -33.33 and 33.33 = 0 over 2 areas
    before = rated({"A": {"leadership": "4 4 4"}, "B": {"leadership": "1 1 1"}, "D": {"leadership": "4 4 4"}}, "2023")
    after = rated({"A": {"leadership": "3 3 3"}, "B": {"leadership": "2 2 2"}, "C": {"leadership": "4 4 4"}}, "2025")
    scores = [maturity_scores(frame, toy, "principle") for frame in (after, before)]
    rows = summary(scores[0], toy, unit="principle_id", before=scores[1]).set_index("principle_id")
    assert rows.loc["leadership", "change"] == pytest.approx(0)
    assert rows.loc["leadership", "n_both"] == 2
    assert pd.isna(rows.loc["evidence", "change"])
    assert rows.loc["evidence", ["n_both", "n_areas", "n_ratings"]].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("levels", "low"),
    [((1, 2, 3, 4), 2), ((1, 2, 3, 4, 5), 2), ((0, 1), 0), ((1, 2, 3), 1), ((0, 10, 20, 30, 40, 50), 20)],
)
def test_low_is_the_lower_half_of_the_scale_without_its_middle(made_up, levels, low):
    assert low_level(made_up({"leadership": 1}, levels)) == low


def test_criteria_by_strength(made_up, rated):
    # 1st: 4 4 1 3, three of four at the two highest levels; 2nd: all 3, four of four; 3rd: all 2, none, but above 1;
    # 4th: rated by one of four, left out; 5th: rated 1 by the only area it applies to; 6th: 2 and 1, by two of four
    toy = made_up({"leadership": 6})
    ratings = rated(
        {
            "A": {"leadership": "4 3 2 4 - 2"},
            "B": {"leadership": "4 3 2 . - 1"},
            "C": {"leadership": "1 3 2 ? 1 ."},
            "D": {"leadership": "3 3 2 . - ?"},
        }
    )
    nation = national(distribution(ratings, toy, "criterion"), toy, "criterion")
    order = by_strength(nation)["criterion_id"].str[-2:].tolist()
    assert order == ["02", "01", "03", "06", "05"]


def test_equally_strong_criteria_stay_in_document_order(made_up, rated):
    toy = made_up({"leadership": 6})
    ratings = rated({area: {"leadership": "2 2 2 2 2 2"} for area in "ABC"})
    nation = national(distribution(ratings, toy, "criterion"), toy, "criterion")
    assert by_strength(nation)["criterion_id"].str[-1].tolist() == list("123456")
