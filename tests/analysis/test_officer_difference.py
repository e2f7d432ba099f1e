"""Upload against published, answer by answer: each kind of difference once, and its rules for any answers."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.officer_difference import (
    LOWERED,
    NEWLY,
    NO_LONGER,
    OTHERWISE,
    RAISED,
    SAME,
    difference,
)
from csp_analytics.frameworks.load import framework

SAFER = framework("safer-communities")
IDS = [row.criterion_id for row in SAFER.criteria]
answers = st.lists(st.sampled_from([None, 1, 2, 3, 4]), min_size=len(IDS), max_size=len(IDS))


def rows(levels):
    """Answers in document order: a level, or None for a criterion that nobody knew."""
    return pd.DataFrame(
        {
            "criterion_id": IDS[: len(levels)],
            "answer": ["don't know" if level is None else "rated" for level in levels],
            "level": pd.array(levels, dtype="Float64"),
        }
    )


def test_each_kind_of_difference():
    """Six criteria, one of each kind; the seventh is rated in neither and is left out."""
    found = difference(rows([1, 4, 2, None, 3, 1, None]), rows([3, 2, 2, 4, None, 4, None]), SAFER, reworded=[IDS[5]])
    assert found["criterion_id"].tolist() == IDS[:6]
    assert found["change"].tolist() == [RAISED, LOWERED, SAME, NEWLY, NO_LONGER, OTHERWISE]
    assert found["level_before"].isna().tolist() == [False, False, False, True, False, False]
    assert found["level_after"].fillna(0).tolist() == [3, 2, 2, 4, 0, 4]


def test_what_is_not_rated_in_one_of_them_is_no_matter_of_wording():
    """A criterion that was reworded and is no longer rated is no longer rated: nothing is compared there."""
    found = difference(rows([1, None]), rows([None, 1]), SAFER, reworded=IDS[:2])
    assert found["change"].tolist() == [NO_LONGER, NEWLY]


@given(published=answers, upload=answers)
def test_the_other_way_round_every_difference_turns(published, upload):
    turned = {RAISED: LOWERED, LOWERED: RAISED, NEWLY: NO_LONGER, NO_LONGER: NEWLY, SAME: SAME}
    there = difference(rows(published), rows(upload), SAFER)
    back = difference(rows(upload), rows(published), SAFER)
    assert back["change"].tolist() == [turned[change] for change in there["change"]]
    assert len(there) == sum(a is not None or b is not None for a, b in zip(published, upload, strict=True))
