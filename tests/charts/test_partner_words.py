"""Sentences about partners: how sure the least is, ties, and both ways to count it."""

import pandas as pd

from csp_analytics.charts import partner_words as words

TITLES = {"private": "Private sector", "victim": "Victim Support", "nhs": "NHS", "police": "Police"}


def now(**shares: float) -> pd.DataFrame:
    """Shares of 440 people with 3 points to either side."""
    frame = pd.DataFrame({"item_id": list(shares), "share": list(shares.values())}).assign(n=440.0, status="shown")
    return frame.assign(low=frame["share"] - 3, high=frame["share"] + 3)


def test_the_least_has_its_interval_and_those_that_can_be_as_few():
    # 35 ends at 38; Victim Support begins at 33, NHS at 38 (they touch), police at 90.
    said = words.least(now(private=35, victim=36, nhs=41, police=93), {"private": (3, 25), "victim": (3, 25)}, TITLES)
    assert said == (
        "Partnerships work least with Private sector (35% of 440 people, 95% interval 32 to 38; most say so in 3 of "
        "25 areas); within chance as few with Victim Support (36%) and NHS (41%)."
    )


def test_another_partner_that_fewer_areas_work_with_is_said():
    said = words.least(now(private=35, police=93), {"private": (6, 25), "victim": (3, 25), "police": (25, 25)}, TITLES)
    assert said.endswith(" Counted by areas it is Victim Support: most say so in 3 of 25.")


def test_links_that_grew_by_the_same_whole_points_are_named_together():
    growth = pd.DataFrame(
        {"item_id": ["nhs", "police", "victim"], "share_before": [37.0, 36.0, 50.0], "share_now": [66.4, 64.7, 60.0]}
    )
    growth = growth.assign(change=growth["share_now"] - growth["share_before"])  # 29.4, 28.7, 10
    assert words.grown(growth, TITLES, brief=True) == (
        "Links grew most with NHS, from 37% ten years ago to 66%, and as much with Police."
    )
