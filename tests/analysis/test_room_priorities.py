"""What a room wants to work on: dots first, then disagreement, then the lower level, then the agenda."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.room_priorities import BY_DOTS, BY_RESULT, priorities

SCALE = ["1", "2", "3", "4"]


def items(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["item_id", "dots", "consensus", "discuss", "parked", "agreed"])


def test_dots_then_disagreement_then_level_then_agenda():
    found, by = priorities(
        items(
            ("none", 0, 0.0, True, True, "1"),  # no dots, so it is none of the room's priorities
            ("calm", 4, 0.9, False, False, "1"),
            ("split", 4, 0.2, True, False, "4"),
            ("first", 7, 1.0, False, False, "4"),
            ("high", 2, 0.5, False, False, "3"),
            ("low", 2, 0.5, False, False, "2"),
            ("unvoted", 2, None, False, True, ""),
            ("low too", 2, 0.5, False, False, "2"),
        ),
        SCALE,
    )
    assert by == BY_DOTS
    assert found["item_id"].tolist() == ["first", "split", "calm", "low", "low too", "high", "unvoted"]
    assert found["place"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert found["level"].tolist()[:6] == [3, 3, 0, 1, 1, 2]


def test_without_dots_what_is_put_aside_disputed_or_low_counts():
    found, by = priorities(
        items(
            ("fine", 0, 0.9, False, False, "3"),
            ("low", 0, 0.9, False, False, "2"),  # places 0 1 | 2 3: the second of four is in the lower half
            ("disputed", 0, 0.3, True, False, "4"),
            ("parked", 0, None, False, True, ""),
            ("middle of none", 0, 1.0, False, False, "na"),
        ),
        SCALE,
    )
    assert by == BY_RESULT
    assert found["item_id"].tolist() == ["disputed", "low", "parked"]


def test_the_middle_of_an_odd_scale_is_not_low():
    assert priorities(items(("middle", 0, 1.0, False, False, "2")), ["1", "2", "3"])[0].empty


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 1), st.sampled_from([*SCALE, ""])), min_size=1, max_size=8))
def test_nobody_stands_before_one_with_more_dots_and_all_with_dots_are_there(rows):
    table = items(*[(f"q{n}", dots, consensus, False, False, level) for n, (dots, consensus, level) in enumerate(rows)])
    found, by = priorities(table, SCALE)
    assert found["dots"].tolist() == sorted(found["dots"], reverse=True)
    if by == BY_DOTS:
        assert set(found["item_id"]) == set(table.loc[table["dots"] > 0, "item_id"])
