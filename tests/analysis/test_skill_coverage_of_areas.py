"""Nobody, one person, two or more: by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from csp_analytics.analysis.skill_coverage import by_area, by_item, coverage

NOTHING = float("nan")
# Area, skill, people who answered, people who have it, status.
SHARES = pd.DataFrame(
    [
        ("A", "mediation", 12, 0, "shown"),
        ("A", "data", 12, 1, "shown"),
        ("B", "mediation", 11, 1, "shown"),
        ("B", "data", 11, 7, "shown"),
        ("C", "mediation", 15, 2, "shown"),
        ("C", "data", 15, 15, "shown"),
        ("D", "mediation", NOTHING, NOTHING, "nearly none"),
        ("D", "data", NOTHING, NOTHING, "nearly all"),
        ("E", "mediation", NOTHING, NOTHING, "few"),
        ("E", "data", NOTHING, NOTHING, "hidden"),
    ],
    columns=["unit", "item_id", "n", "x", "status"],
)


def test_each_area_and_skill():
    found = coverage(SHARES)
    assert list(found.columns) == ["area_code", "item_id", "n_people", "words", "n", "status"]
    assert found["words"].tolist() == [
        "nobody", "one person", "one person", "two or more", "two or more", "two or more",
        "at most one", "two or more", "", "",
    ]  # fmt: skip
    assert found["n_people"].tolist()[:6] == [0, 1, 1, 2, 2, 2]
    assert found["n_people"].isna().tolist()[6:] == [True, False, True, True]


def test_each_area():
    found = by_area(coverage(SHARES)).set_index("area_code")
    assert found.loc["A", ["n_items", "n_nobody", "n_one", "n_several"]].tolist() == [2, 1, 1, 0]
    assert found["complete"].to_dict() == {"A": False, "B": True, "C": True, "D": False, "E": False}
    assert found.loc["E", "n_items"] == 0
    assert found.loc["D", "n_at_most_one"] == 1


def test_each_skill_and_what_hangs_on_one_person():
    """Mediation: one person in 1 of 4 areas. Without A and C it is 1 of 2, which is not most; of B alone it is."""
    found = by_item(coverage(SHARES)).set_index("item_id")
    assert found.loc["mediation", ["n_areas", "n_nobody", "n_one", "n_several", "n_at_most_one"]].tolist() == [
        4,
        1,
        1,
        1,
        1,
    ]
    assert not found["hangs_on_one"].any()
    for areas, hangs in (("BD", False), ("B", True)):
        part = by_item(coverage(SHARES[SHARES["unit"].isin(list(areas))])).set_index("item_id")
        assert bool(part.loc["mediation", "hangs_on_one"]) is hangs


@pytest.mark.parametrize("status", ["few", "hidden", "no breakdown"])
def test_what_is_not_shown_is_not_told(status):
    found = coverage(SHARES.assign(status=status))
    assert (found["words"] == "").all()
    assert found["n_people"].isna().all()
