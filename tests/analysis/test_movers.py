"""Which criteria and areas moved most, ties told, and the sign test beside scipy."""

import math

import pandas as pd
import pytest
from scipy.stats import binom

from csp_analytics.analysis.change import change_summary, criterion_change
from csp_analytics.analysis.movers import areas_together, criteria_together, most_moved, sign_test


def moved(*values):
    return pd.DataFrame({"name": list("abcdefghijklmnop")[: len(values)], "net": values})


@pytest.mark.parametrize(
    ("values", "down", "names", "n_tied"),
    [
        ((3, 1, 2, 0, -1), False, "acb", 0),  # nothing that stayed or fell is among the most improved
        ((3, 1, 2, 0, -1), True, "e", 0),
        ((0, 0), False, "", 0),
        ((1, 9, 2, 8, 3, 7), False, "bdfec", 0),  # five, highest first
        ((5, 4, 3, 2, 1, 1, 1), False, "abcdefg", 0),  # three tied for fifth: all seven
        ((5, 4, 3, 2, 1, 1, 1, 1, 1), False, "abcde", 4),  # five tied for fifth make nine: too many, so told
        ((-2, -2, -2, -2, -2, -2, -2, -2, -2, -7), True, "jabcd", 5),
    ],
)
def test_the_most_moved_with_their_ties(values, down, names, n_tied):
    rows, tied = most_moved(moved(*values), "net", down=down)
    assert ("".join(rows["name"]), tied) == (names, n_tied)


@pytest.mark.parametrize(("up", "down"), [(6, 0), (0, 6), (11, 0), (8, 3), (3, 8), (5, 5), (20, 7)])
def test_the_sign_test_is_the_exact_two_sided_binomial(up, down):
    """Twice the smaller tail, and never more than one."""
    tail = binom.cdf(min(up, down), up + down, 0.5)
    assert sign_test(up, down) == pytest.approx(min(1.0, 2 * tail))


def test_six_of_six_by_hand_and_no_test_under_six():
    assert sign_test(6, 0) == pytest.approx(2 / 64)
    assert math.isnan(sign_test(5, 0))
    assert math.isnan(sign_test(0, 0))


@pytest.fixture
def three(made_up, rated):
    # criterion     1          2          3
    # A          1 to 3     2 to 2     3 to 2
    # B          1 to 2     2 to 3     3 to 2
    # C          4 to 4     2 to 1     3 to -
    toy = made_up({"leadership": 3})
    before = {"A": "1 2 3", "B": "1 2 3", "C": "4 2 3"}
    after = {"A": "3 2 2", "B": "2 3 2", "C": "4 1 -"}
    ratings = pd.concat(
        [
            rated({area: {"leadership": marks} for area, marks in marks_of.items()}, year)
            for marks_of, year in ((before, "2023"), (after, "2025"))
        ]
    )
    return toy, criterion_change(ratings, toy, "2023", "2025")


def test_in_how_many_areas_each_criterion_rose_and_fell(three):
    toy, changes = three
    found = criteria_together(changes, toy)
    assert found["criterion_id"].tolist() == [f"toy.leadership.0{n}" for n in (1, 2, 3)]
    columns = ["improved", "same", "declined", "n_compared", "n_dropped", "net", "n_moved"]
    assert found[columns].to_numpy().tolist() == [
        [2, 1, 0, 3, 0, 2, 2],
        [1, 1, 1, 3, 0, 0, 2],
        [0, 0, 2, 2, 1, -2, 2],
    ]
    assert found["p_sign"].isna().all()


def test_the_middle_area_is_not_the_typical_change(three):
    # A: 1 2 3 = 6, then 3 2 2 = 7: 33.33 to 44.44, up one and down one: even
    # B: 1 2 3 = 6, then 2 3 2 = 7: 33.33 to 44.44, two up and one down
    # C: two like for like, so no score
    toy, changes = three
    (row,) = areas_together(change_summary(changes, toy)).to_dict("records")
    assert (row["n_areas"], row["n_up"], row["n_even"], row["n_down"]) == (2, 1, 1, 0)


def test_an_area_that_was_assessed_once_counts_nowhere(three, made_up, rated):
    """D answers all three in 2023 and has no assessment in 2025: no criterion is dropped because of it."""
    toy, changes = three
    once = criterion_change(rated({"D": {"leadership": "1 2 3"}}, "2023"), toy, "2023", "2025")
    pd.testing.assert_frame_equal(criteria_together(pd.concat([changes, once]), toy), criteria_together(changes, toy))
    assert criteria_together(once, toy).empty


def of_scores(before, after):
    frame = pd.DataFrame({"score_before": before, "score_after": after, "net": 0}).astype(float)
    return frame.assign(points=frame["score_after"] - frame["score_before"])


def test_two_middles_can_differ_by_something_else_than_the_middle_change():
    """The middles of 0 10 50 60 70 and 80 15 48 61 52 are 50 and 52; the changes 80 5 -2 1 -18 have 1 in the middle."""
    (row,) = areas_together(of_scores([0, 10, 50, 60, 70], [80, 15, 48, 61, 52])).to_dict("records")
    assert (row["middle_before"], row["middle_after"], row["typical_points"]) == (50, 52, 1)
    assert "typical_kept_points" not in row


def test_of_fewer_than_five_areas_none_is_typical():
    four = of_scores([0, 10, 50, 60], [80, 15, 48, 61]).assign(kept_points=1.0)
    (row,) = areas_together(four).to_dict("records")
    assert row["n_areas"] == 4
    medians = ("middle_before", "middle_after", "typical_points", "typical_kept_points")
    assert all(math.isnan(row[name]) for name in medians)


def test_by_principle_each_has_its_own_areas():
    frame = pd.DataFrame(
        {
            "principle_id": [*"ppppp", *"qqqqq"],
            "score_before": [10.0, 20, 30, 40, 50, *[30] * 4, None],
            "score_after": [20.0, 20, 35, 49, 51, *[50] * 4, None],
            "points": [10.0, 0, 5, 9, 1, *[20] * 4, None],
            "net": [1, 0, 2, 1, 1, 1, 1, 1, 1, 1],
            "kept_points": [12.0, 2, 7, 9, 3, *[21] * 4, 5],
        }
    )
    found = areas_together(frame, "principle_id").set_index("principle_id")
    assert found["n_areas"].to_dict() == {"p": 5, "q": 4}
    assert found.loc["p", ["typical_points", "typical_kept_points"]].tolist() == [5, 7]
    assert found.loc["q", ["typical_points", "typical_kept_points"]].isna().all()
