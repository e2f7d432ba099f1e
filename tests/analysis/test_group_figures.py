"""The middle area of each peer group."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.group_figures import by_group


def scores(values: dict[str, float | None]) -> pd.DataFrame:
    return pd.DataFrame({"area_code": list(values), "principle_id": "evidence", "score": list(values.values())})


def test_the_middle_of_a_group_is_the_median_of_its_areas():
    """Six areas of group A: 10, 20, 30, 50, 60 and one without a score: median 30 of five. B has four: no figure."""
    members = pd.DataFrame({"group": ["A"] * 6 + ["B"] * 4, "area_code": list("abcdefghij")})
    found = by_group(
        scores(
            {"a": 10.0, "b": 60.0, "c": 30.0, "d": 20.0, "e": 50.0, "f": None, "g": 1.0, "h": 2.0, "i": 3.0, "j": 4.0}
        ),
        members,
        "principle_id",
    ).set_index("group")
    assert found.loc["A", ["middle", "lowest", "highest", "n_areas", "n_members"]].tolist() == [30.0, 10.0, 60.0, 5, 6]
    assert found.loc["B", ["n_areas", "n_members"]].tolist() == [4, 4]
    assert found.loc["B", ["middle", "lowest", "highest"]].isna().all()


@given(st.lists(st.floats(0, 100), min_size=5, max_size=12), st.floats(0, 100), st.randoms())
def test_an_area_outside_the_group_changes_nothing_and_order_neither(values, other, chance):
    codes = [f"x{n}" for n in range(len(values))]
    members = pd.DataFrame({"group": "A", "area_code": codes})
    frame = scores(dict(zip(codes, values, strict=True)))
    more = pd.concat([frame, scores({"elsewhere": other})])
    order = list(range(len(more)))
    chance.shuffle(order)
    alone, crowded = (by_group(one, members, "principle_id") for one in (frame, more.iloc[order]))
    pd.testing.assert_frame_equal(alone, crowded)
    assert alone["middle"].iloc[0] == np.median(values)
