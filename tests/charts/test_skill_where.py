"""Where a skill is low: areas with the same whole percentage share the lowest place."""

import pandas as pd

from csp_analytics.charts import skill_where


def areas(**shares: float) -> pd.DataFrame:
    """Shares of areas with 5 points to either side."""
    frame = pd.DataFrame({"name": list(shares), "share": list(shares.values())}).assign(status="shown")
    return frame.assign(low=(frame["share"] - 5).clip(lower=0), high=frame["share"] + 5)


def test_the_lowest_and_the_highest_are_named_with_whether_they_can_be_told_apart():
    said = skill_where.sentence(areas().head(0), areas(Ayr=10.0, Bute=12.0, Esk=18.0))
    # Ayr ends at 15, Esk begins at 13.
    assert said == "Ayr is lowest (10%, 95% interval 5 to 15) and Esk highest (18%); their intervals overlap."


def test_a_tie_is_no_single_lowest():
    said = skill_where.sentence(areas().head(0), areas(Ayr=0.0, Bute=0.2, Esk=0.4, Tay=0.1, Uist=79.0, Yell=79.4))
    assert said == (
        "Ayr, Tay, Bute and 1 more are lowest (0% each) and Uist and Yell highest (79%); their intervals do not meet."
    )


def test_all_the_same_have_no_ends():
    assert skill_where.sentence(areas().head(0), areas(Ayr=50.0, Bute=50.0)) == "All 2 have 50%."
