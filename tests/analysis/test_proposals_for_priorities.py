"""Actions for criteria that people chose: all of them in their order, also where nothing is rated or defined."""

from __future__ import annotations

import datetime

import pandas as pd

from csp_analytics.analysis.proposals import propose
from csp_analytics.frameworks.load import framework as framework_of

FRAMEWORK = framework_of("safer-communities")
STRONG, WEAK, UNRATED, PLANNED = [row.criterion_id for row in FRAMEWORK.criteria[:4]]
DEFINED = pd.DataFrame(
    [("criterion", STRONG, "Go on with it", 3, "Seen in spring", "Counted")],
    columns=["scope", "scope_id", "action", "when_months", "milestone", "measure"],
)
BESIDE = pd.DataFrame(
    [(STRONG, 4.0, 6, 3.0), (WEAK, 1.0, 6, 3.0), (PLANNED, 1.0, 6, 3.0)],
    columns=["criterion_id", "level", "n_peers", "peer_median"],
)
PLAN = pd.DataFrame([(PLANNED, 1, "in progress")], columns=["criterion_id", "position", "status"])


def test_every_chosen_criterion_without_an_open_action_gets_a_row_in_the_order_chosen():
    found = propose(
        BESIDE, FRAMEWORK, DEFINED, pd.DataFrame(columns=["criterion_a", "criterion_b"]), area_code="S12000047",
        round_="2026", today=datetime.date(2026, 11, 22), existing=PLAN, criteria=[UNRATED, PLANNED, STRONG, WEAK],
    )  # fmt: skip
    short = {key: FRAMEWORK.by_id[key].short for key in (STRONG, WEAK, UNRATED)}
    assert found["criterion_id"].tolist() == [UNRATED, STRONG, WEAK]
    assert found["issue"].tolist() == [
        f"{short[UNRATED]}: not rated", f"{short[STRONG]}: Doing well", f"{short[WEAK]}: Gap identified",
    ]  # fmt: skip
    assert found["action"].tolist() == ["", "Go on with it", ""]
    # Three months from November 2026 is the end of February 2027.
    assert found["when_text"].tolist() == ["", "By end of February 2027", ""]
    assert found["due"].isna().tolist() == [True, False, True]
    assert found["position"].tolist() == [2, 3, 4]  # after the one that is there
    assert found["why"].tolist()[0] == "Own level: not rated; not compared, because no peer rated it."


def test_chosen_by_nobody_is_nothing():
    found = propose(
        BESIDE, FRAMEWORK, DEFINED, pd.DataFrame(columns=["criterion_a", "criterion_b"]), area_code="S12000047",
        round_="2026", today=datetime.date(2026, 11, 22), criteria=[],
    )  # fmt: skip
    assert found.empty
