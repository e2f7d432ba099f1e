"""Which questions were left out: shares worked by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from csp_analytics.analysis.item_nonresponse import left_out

ANSWERED = pd.DataFrame(
    [("in-place", "one", 9.0), ("in-place", "two", 7.0), ("importance", "one", math.nan), ("years", "", 10.0)],
    columns=["question_id", "item_id", "n"],
)


def test_a_question_is_left_out_as_often_as_its_things_are_on_average():
    """Of 10 people 9 and 7 answered: 10 % and 30 % left out, 20 % on average; everybody gave the years."""
    found = left_out(ANSWERED, 10).set_index("question_id")
    assert found.loc["in-place"].to_dict() == {
        "n_items": 2, "share": pytest.approx(20), "least": pytest.approx(10), "most": pytest.approx(30),
        "item_id": "two",
    }  # fmt: skip
    assert found.loc["years", "share"] == pytest.approx(0)


def test_a_question_without_a_figure_has_no_row():
    assert list(left_out(ANSWERED, 10)["question_id"]) == ["in-place", "years"]


def test_nobody_or_nothing_gives_no_rows():
    assert left_out(ANSWERED, 0).empty
    assert left_out(ANSWERED.head(0), 10).empty
