"""Importance against confidence: by hand, and by the definition over one person after the other."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.skill_needs import needs
from tests.builders.small_nation import AREAS, people, plan

ABOUT = ["area_code", "role", "sector"]


def of_pairs(pairs: list[tuple[int, int]], by: str = "all", area: str = "A") -> pd.DataFrame:
    """Needs where these people answered, all of one area; a dozen of every other area say 3 and 3."""
    rows = [(code, 3, 3) for code in AREAS if code != area for _ in range(12)] if by == "area" else []
    rows += [(area, important, confident) for important, confident in pairs]
    persons = pd.DataFrame(rows, columns=["area_code", "first", "second"])
    persons = persons.assign(role="lead", sector="council", item_id="thing")
    counted = persons.groupby([*ABOUT, "item_id", "first", "second"]).size().rename("n").reset_index()
    made = plan(persons.assign(yes=0))
    return needs(counted, made, made.units.rows_of(by), ["thing", "not asked"], 1, 5)


def test_by_hand():
    """Five pairs: importance 5 4 4 3 4, mean 4; confidence 2 3 4 4 2, mean 3. Gaps 3 1 0 -1 2, mean 1.
    Borich: 4 x (4 - 3) = 4; person by person (3 + 1 + 0 - 1 + 2) x 4 / 5 = 4. Three of five have confidence below
    importance, 60 per cent; one above: ranked discrepancy (3 - 1) / 5 = 40."""
    row = of_pairs([(5, 2), (4, 3), (4, 4), (3, 4), (4, 2)]).iloc[0]
    assert row["n_pairs"] == 5
    assert (row["importance"], row["confidence"], row["gap"], row["mwds"]) == pytest.approx((4, 3, 1, 4))
    assert row["status"] == "shown"
    # One of five is told in words only, so the shares that rest on it are left out.
    assert np.isnan(row["rds"])
    twice = of_pairs([(5, 2), (4, 3), (4, 4), (3, 4), (4, 2)] * 2).iloc[0]
    assert (twice["share_gap"], twice["rds"]) == pytest.approx((60, 40))


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=10, max_size=40))
def test_the_short_form_is_the_definition(pairs):
    """Borich's definition: the mean over people of (importance - confidence) x mean importance."""
    row = of_pairs(pairs).iloc[0]
    important = [one for one, _ in pairs]
    mean = sum(important) / len(important)
    by_person = [(one - two) * mean for one, two in pairs]
    assert row["mwds"] == pytest.approx(sum(by_person) / len(pairs), abs=1e-9)
    assert -20 <= row["mwds"] <= 20
    below, above = sum(a > b for a, b in pairs), sum(a < b for a, b in pairs)
    assert row["share_gap"] == pytest.approx(100 * below / len(pairs))
    assert row["rds"] == pytest.approx(100 * (below - above) / len(pairs))
    assert -100 <= row["rds"] <= 100


@pytest.mark.parametrize(("pair", "mwds", "rds"), [((5, 1), 20, 100), ((1, 5), -4, -100), ((5, 5), 0, 0)])
def test_the_ends_of_the_scales(pair, mwds, rds):
    row = of_pairs([pair] * 10).iloc[0]
    assert (row["mwds"], row["rds"]) == pytest.approx((mwds, rds))


def test_few_people_are_not_shown_and_neither_is_what_gives_them_away():
    found = of_pairs([(5, 2), (4, 3), (4, 4)], by="area").set_index("unit")
    assert found["status"].value_counts().to_dict() == {"shown": 6, "few": 1, "hidden": 1}
    figures = ["n_pairs", "importance", "confidence", "gap", "mwds", "share_gap", "rds"]
    assert found.loc[found["status"] != "shown", figures].isna().all(axis=None)


def test_a_mean_at_the_end_of_the_scale_of_five_to_nine_people_is_hidden():
    """All seven said 5: that would tell what each of them said."""
    found = of_pairs([(5, 2), (5, 3), (5, 4), (5, 4), (5, 2), (5, 3), (5, 3)], by="area").set_index("unit")
    assert found.loc["A", "status"] == "hidden"


def test_a_thing_that_was_not_asked_has_no_row():
    assert set(of_pairs([(3, 3)] * 10)["item_id"]) == {"thing"}
    assert people({"A": (1, 0)}).shape == (1, 4)
