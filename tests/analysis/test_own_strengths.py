"""One area's strongest and weakest criteria beside its peers, worked by hand."""

import pandas as pd
import pytest

from csp_analytics.analysis.strengths import beside_peers, strongest_and_weakest


@pytest.fixture
def toy(made_up):
    return made_up({"leadership": 7})


def pairs(own: str, *peers: str) -> pd.DataFrame:
    return pd.DataFrame({"area_code": own, "peer_code": peers, "group": "Group"})


def test_each_criterion_beside_the_same_of_the_peers(toy, rated):
    # 1st: A 3; peers 1 2 4 4: median 3, below 2, above 2, gap 0
    # 2nd: A 4; peers 2 3 ? -: two rated it, median 2.5, below 2, gap 1.5.  3rd: nobody else.  4th: A does not know.
    ratings = rated(
        {
            "A": {"leadership": "3 4 2 ? . - 1"},
            "B": {"leadership": "1 2 . 4 4 4 1"},
            "C": {"leadership": "2 3 . 4 4 4 1"},
            "D": {"leadership": "4 ? . 4 4 4 2"},
            "E": {"leadership": "4 - . 4 4 4 1"},
            "Z": {"leadership": "4 4 4 4 4 4 4"},  # not a peer
        }
    )
    rows = beside_peers(ratings, pairs("A", "B", "C", "D", "E"), "A", toy).set_index("criterion_id")
    assert rows.index.str[-1].tolist() == list("1237")
    columns = ["level", "peer_median", "n_peers", "n_below", "n_same", "n_above", "gap"]
    nan = float("nan")
    assert rows.iloc[0][columns].tolist() == [3, 3, 4, 2, 0, 2, 0]
    assert rows.iloc[1][columns].tolist() == [4, 2.5, 2, 2, 0, 0, 1.5]
    assert rows.iloc[2][columns].astype(float).tolist() == pytest.approx([2, nan, 0, 0, 0, 0, nan], nan_ok=True)
    assert rows.iloc[3][columns].tolist() == [1, 1, 4, 0, 3, 1, 0]


def lists(toy, rated, own: str, peer: str, n: int = 3) -> tuple[str, str]:
    """Numbers of the strongest and the weakest criteria, one peer."""
    beside = beside_peers(rated({"A": {"leadership": own}, "B": {"leadership": peer}}), pairs("A", "B"), "A", toy)
    strong, weak = strongest_and_weakest(beside, toy, n)
    return "".join(strong["criterion_id"].str[-1]), "".join(weak["criterion_id"].str[-1])


def test_own_level_decides_first(toy, rated):
    assert lists(toy, rated, "4 1 3 2 4 1 3", "4 1 1 4 4 1 1", 2) == ("15", "62")


def test_among_equal_levels_the_gap_to_the_peers_decides(toy, rated):
    # all strong ones at 4: gaps 0 3 1; all weak ones at 1: gaps 0 -3 -1
    assert lists(toy, rated, "4 4 4 2 1 1 1", "4 1 3 2 1 4 2") == ("231", "675")


def test_the_lists_never_overlap_and_may_be_short(toy, rated):
    strong, weak = lists(toy, rated, "4 1 . . . . .", "2 2 2 2 2 2 2")
    assert (strong, weak) == ("1", "2")


def test_a_criterion_at_the_areas_median_is_never_called_weak(toy, rated):
    # Everything at "doing well": there is nothing weak to show.
    assert lists(toy, rated, "4 4 4 4 4 4 4", "4 4 4 4 4 4 4")[1] == ""
    # median 3: only the 2 is below it
    assert lists(toy, rated, "3 3 3 3 3 4 2", "3 3 3 3 3 3 3")[1] == "7"


def test_a_criterion_below_the_areas_median_is_never_called_strong(toy, rated):
    assert lists(toy, rated, "4 3 3 3 3 1 1", "1 1 1 1 1 1 1", 7)[0] == "12345"


def test_nothing_rated_gives_two_empty_lists(toy, rated):
    assert lists(toy, rated, ". ? - . . . .", "1 1 1 1 1 1 1") == ("", "")
