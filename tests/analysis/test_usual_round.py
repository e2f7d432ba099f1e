"""The round that is looked at when nobody chooses one: the newest in which about as many took part as ever."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.usual_round import usual_round


def assessed(**rounds: int) -> pd.DataFrame:
    """So many areas in each round: ``y2025=3`` are three areas in round 2025."""
    rows = [(f"S{n}", name.removeprefix("y")) for name, areas in rounds.items() for n in range(areas)]
    return pd.DataFrame(rows, columns=["area_code", "round"], dtype=object)


@pytest.mark.parametrize(
    ("rounds", "expected"),
    [
        ({"y2023": 30, "y2025": 32, "y2026": 1}, "2025"),  # one of 32 is not a round of all
        ({"y2025": 32, "y2026": 15}, "2025"),  # half of 32 is 16
        ({"y2025": 32, "y2026": 16}, "2026"),
        ({"y2025": 1, "y2026": 1}, "2026"),  # a database of one area: its newest
        ({"y2025": 2, "y2026": 1}, "2026"),
        ({"y2023": 32, "y2025": 10, "y2026": 9}, "2023"),
        ({"y9": 4, "y10": 4}, "10"),  # numbers in names count as numbers
        ({}, ""),
    ],
)
def test_the_newest_round_with_at_least_half_as_many_areas_as_the_fullest(rounds, expected):
    assert usual_round(assessed(**rounds)) == expected


def test_areas_outside_the_register_count_only_where_there_are_no_others():
    inside = assessed(y2025=2)
    outside = pd.DataFrame({"area_code": ["outside:a", "outside:b"], "round": ["2026", "2026"]})
    assert usual_round(pd.concat([inside, outside])) == "2025"
    assert usual_round(outside) == "2026"


@given(st.dictionaries(st.sampled_from(["y2019", "y2021", "y2023", "y2025"]), st.integers(1, 40), min_size=1))
def test_no_newer_round_has_as_many(rounds):
    found = usual_round(assessed(**rounds))
    newer = [areas for name, areas in rounds.items() if name.removeprefix("y") > found]
    assert 2 * rounds[f"y{found}"] >= max(rounds.values())
    assert all(2 * areas < max(rounds.values()) for areas in newer)
