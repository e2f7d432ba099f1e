"""One area beside its peers, worked by hand. DESIGN section 5: peers and rank."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats.mstats import mquantiles

from csp_analytics.analysis.peers import GLYPHS, compare_with_peers, ordinal, pairs_of_groups, rank_range, rank_words
from csp_analytics.analysis.scores import maturity_scores

HALF_A_LEVEL = 100 * 0.5 / 3  # as a score, on four levels: 16.67 points


def values_of(**scores: float | None) -> pd.DataFrame:
    found = [(area, np.nan if score is None else float(score)) for area, score in scores.items()]
    return pd.DataFrame(found, columns=["area_code", "value"]).assign(principle_id="evidence")


def members_of(*groups: str) -> pd.DataFrame:
    """``members_of("A B C", "D E")``: two groups of the grouping ``made-up``."""
    rows = [("made-up", f"Group {n}", area) for n, group in enumerate(groups, start=1) for area in group.split()]
    return pd.DataFrame(rows, columns=["grouping_id", "group", "area_code"])


def compared(values: pd.DataFrame, *groups: str, **settings) -> pd.DataFrame:
    settings = {"similar_within": HALF_A_LEVEL, **settings}
    pairs = pairs_of_groups(members_of(*groups), "made-up")
    return compare_with_peers(values, pairs, unit=["principle_id"], **settings).set_index("area_code")


EIGHT = {"A": 71, "B": 80, "C": 30, "D": 60, "E": 40, "F": 70, "G": 50, "H": 60}


def test_the_area_itself_is_left_out_of_its_peers():
    # Peers of A in order: 30 40 50 60 60 70 80.
    # median: the 4th = 60.  q1 (type 7): place 1 + 0.25 * 6 = 2.5, between 40 and 50 = 45.  q3: place 5.5 = 65.
    row = compared(values_of(**EIGHT), "A B C D E F G H").loc["A"]
    figures = ["peer_median", "q1", "q3", "lowest", "highest", "n_peers", "n_peers_all", "peer_value", "gap"]
    assert row[figures].tolist() == [60, 45, 65, 30, 80, 7, 7, 60, 11]
    assert (row["band"], row["group"]) == ("similar", "Group 1")  # 11 is within 16.67


def test_with_the_area_included_and_the_mean_as_the_benchmarking_framework_publishes():
    # (71 + 80 + 30 + 60 + 40 + 70 + 50 + 60) / 8 = 461 / 8 = 57.625 for every member of the group
    rows = compared(values_of(**EIGHT), "A B C D E F G H", include_self=True, statistic="mean")
    assert rows["peer_value"].tolist() == pytest.approx([57.625] * 8)
    assert set(rows["n_peers"]) == set(rows["n_peers_all"]) == {8}
    assert rows.loc["A", "gap"] == pytest.approx(13.375)
    # the median of all eight lies between 60 and 60; quartiles at places 2.75 (47.5) and 6.25 (70.25)
    assert rows.loc["A", ["peer_median", "q1", "q3"]].tolist() == [60, 47.5, 70.25]


def test_quartiles_are_type_7():
    scores = dict(zip("ABCDEFGHIJ", (12, 3, 45, 7, 33, 28, 91, 60, 18, 77), strict=True))
    row = compared(values_of(**scores), " ".join(scores)).loc["A"]
    peers = [value for area, value in scores.items() if area != "A"]
    got = row[["q1", "peer_median", "q3"]].astype(float).tolist()
    assert got == pytest.approx(np.percentile(peers, [25, 50, 75]))
    assert got == pytest.approx(mquantiles(peers, [0.25, 0.5, 0.75], alphap=1, betap=1))


@pytest.mark.parametrize(
    ("own", "band"),
    [
        (60 + HALF_A_LEVEL, "similar"),  # half a level exactly, above
        (60 - HALF_A_LEVEL, "similar"),  # and below
        (60 + HALF_A_LEVEL + 0.01, "higher"),
        (60 - HALF_A_LEVEL - 0.01, "lower"),
        (60, "similar"),
        (None, "not compared"),
    ],
)
def test_similar_means_within_half_a_level(own, band):
    assert compared(values_of(**{**EIGHT, "A": own}), "A B C D E F G H").loc["A", "band"] == band


def test_half_a_level_is_exact_when_scores_come_from_ratings(made_up, rated):
    # A: 3 3 3 3 3 2 -> mean 17/6; the others 3 3 2 2 2 2 -> 14/6: exactly half a level apart, in sixths of thirds
    toy = made_up({"evidence": 6})
    others = {area: {"evidence": "3 3 2 2 2 2"} for area in "BCDEFG"}
    scores = maturity_scores(rated({"A": {"evidence": "3 3 3 3 3 2"}, **others}), toy, "principle")
    rows = compared(scores.rename(columns={"score": "value"}), "A B C D E F G", similar_within=toy.similar_within)
    assert rows.loc["A", "gap"] == pytest.approx(100 / 6)
    assert rows.loc["A", "band"] == "similar"


@pytest.mark.parametrize(("levels", "points"), [((1, 2, 3, 4), 50 / 3), ((1, 2, 3, 4, 5), 12.5), ((0, 10, 20), 2.5)])
def test_half_a_level_in_points_depends_on_the_scale(made_up, levels, points):
    assert made_up({"evidence": 3}, levels).similar_within == pytest.approx(points)


def test_nothing_is_compared_under_five_peers_with_a_score():
    five = compared(values_of(A=90, B=10, C=20, D=30, E=40, F=50), "A B C D E F").loc["A"]
    assert (five["n_peers"], five["band"]) == (5, "higher")
    # G is a sixth peer but has no score; with F gone too four are left
    four = compared(values_of(A=90, B=10, C=20, D=30, E=40, F=None), "A B C D E F G").loc["A"]
    assert (four["n_peers"], four["n_peers_all"], four["band"]) == (4, 6, "not compared")
    assert four["peer_median"] == 25  # the figures are still there to be shown


def test_a_peer_without_a_score_is_not_a_zero():
    # peers of A: 10 20 30 40 50 and one without: median 30, not 25
    row = compared(values_of(A=90, B=10, C=20, D=30, E=40, F=50, G=None), "A B C D E F G").loc["A"]
    assert (row["peer_median"], row["lowest"], row["n_peers"], row["n_peers_all"]) == (30, 10, 5, 6)


def test_an_area_without_a_score_still_sees_its_peers():
    row = compared(values_of(A=None, B=10, C=20, D=30, E=40, F=50), "A B C D E F").loc["A"]
    assert row["peer_median"] == 30
    assert pd.isna(row["gap"])
    assert row["band"] == "not compared"


def test_without_a_width_there_is_no_band():
    assert set(compared(values_of(**EIGHT), "A B C D E F G H", similar_within=None)["band"]) == {""}


def test_units_are_compared_each_on_its_own():
    low = values_of(**EIGHT).assign(principle_id="leadership", value=lambda v: v["value"] / 10)
    rows = compared(pd.concat([values_of(**EIGHT), low]), "A B C D E F G H", similar_within=None).loc["A"]
    assert rows.set_index("principle_id")["peer_median"].to_dict() == {"evidence": 60, "leadership": 6}


def test_two_values_of_one_area_for_one_unit_are_refused():
    twice = pd.concat([values_of(**EIGHT), values_of(A=1)])
    with pytest.raises(ValueError, match="more than one value for the same unit"):
        compared(twice, "A B C D E F G H")


def test_an_unknown_statistic_is_refused():
    with pytest.raises(ValueError, match="statistic 'mode': expected one of median, mean"):
        compared(values_of(**EIGHT), "A B C D E F G H", statistic="mode")


def test_an_area_outside_every_group_has_no_peers_and_the_others_are_as_before():
    with_z = compared(values_of(**EIGHT, Z=99), "A B C D E F G H")
    without = compared(values_of(**EIGHT), "A B C D E F G H")
    assert with_z.loc["Z", ["n_peers", "n_peers_all", "band"]].tolist() == [0, 0, "not compared"]
    columns = [c for c in without if not c.startswith(("rank", "n_ranked"))]
    pd.testing.assert_frame_equal(with_z.loc[list("ABCDEFGH"), columns], without[columns])


def test_no_values_at_all_give_no_figures_and_no_error():
    rows = compared(values_of(**dict.fromkeys("ABCDEF")), "A B C D E F")
    assert set(rows["band"]) == {"not compared"}
    assert rows[["peer_median", "q1", "q3", "gap", "rank_best"]].isna().all(axis=None)
    assert set(rows["n_peers"]) == {0}


def test_an_area_alone_in_its_group_is_its_own_mean_when_areas_are_included():
    # The published convention is the plain mean of the group's members: with one member, its own value. Fife and two
    # more are alone in their police division.
    rows = compared(values_of(A=71, B=40, C=50), "A", "B C", include_self=True, statistic="mean")
    assert rows["peer_value"].to_dict() == {"A": 71, "B": 45, "C": 45}
    assert rows["n_peers"].to_dict() == {"A": 1, "B": 2, "C": 2}


def test_an_area_alone_in_its_group_still_belongs_to_that_group():
    assert compared(values_of(A=71, B=40, C=50), "A", "B C")["group"].to_dict() == {
        "A": "Group 1",
        "B": "Group 2",
        "C": "Group 2",
    }


# --- rank as a range -----------------------------------------------------------------------------------------------


def ranks(*values: float | None) -> list[str]:
    frame = pd.DataFrame({"value": [np.nan if v is None else float(v) for v in values], "unit": "all"})
    found = rank_range(frame, ["unit"])
    return [rank_words(row.rank_best, row.rank_worst, row.n_ranked) for row in found.itertuples()]


def test_rank_is_a_range_in_which_ties_are_shared():
    # 8 areas above, 6 tied at 50, 17 below; the 32nd has no score: joint 9th to 14th of 31
    words = ranks(*range(60, 68), *[50] * 6, *range(10, 27), None)
    assert words[8:14] == ["joint 9th to 14th of 31"] * 6
    assert words[7] == "1st of 31"
    assert words[0] == "8th of 31"
    assert words[14] == "31st of 31"
    assert words[30] == "15th of 31"
    assert words[31] == "not ranked"


def test_everyone_tied():
    assert ranks(40, 40, 40) == ["joint 1st to 3rd of 3"] * 3


def test_sums_of_thirds_do_not_break_a_tie():
    # the same score by two roads: 100 * (2 - 1) / 3 and a mean of principle scores; they differ in the 15th digit
    assert ranks(100 / 3, (100 / 3 + 100 / 3 + 100 / 3) / 3 + 1e-13, 20) == ["joint 1st to 2nd of 3"] * 2 + ["3rd of 3"]


def test_scores_that_are_shown_alike_share_a_rank():
    # 56.4 and 55.6 are both shown as 56
    frame = pd.DataFrame({"value": [56.4, 55.6, 57.2], "unit": "all"})
    found = rank_range(frame, ["unit"])
    assert found[["rank_best", "rank_worst"]].to_numpy().tolist() == [[2, 3], [2, 3], [1, 1]]


def test_small_numbers_are_not_all_tied():
    # Only scores are shown in whole points; any table of numbers can be compared, such as shares of council tax
    # collected, which are all between 0.93 and 0.99.
    shares = values_of(A=0.97, B=0.95, C=0.93, D=0.99)
    rows = compared(shares, "A B C D", similar_within=None, ties_as_shown=False)
    assert rows["rank_best"].to_dict() == {"A": 2, "B": 3, "C": 4, "D": 1}
    assert (rows["rank_best"] == rows["rank_worst"]).all()


def test_rank_counts_all_areas_not_only_the_peers():
    rows = compared(values_of(**EIGHT, Z=99, Y=5), "A B C D E F G H")
    assert rows.loc["B", ["rank_best", "rank_worst", "n_ranked"]].tolist() == [2, 2, 10]


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (23, "23rd"), (30, "30th"), (101, "101st"), (111, "111th"), (112, "112th"), (376, "376th")],
)  # fmt: skip
def test_ordinal(number, words):
    assert ordinal(number) == words


def test_each_band_has_a_glyph_of_its_own():
    assert GLYPHS == {"higher": "▲", "similar": "●", "lower": "▼", "not compared": "–"}
