"""What an officer asks about one assessment: support, proposed actions, who to learn from, what to look at first.

Read from the store (or from an upload laid over it), hand to the analysis, return a frame.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import before_workshop, crosswalk, learn_from, proposals
from csp_analytics.analysis.change import criterion_change
from csp_analytics.analysis.strengths import beside_peers
from csp_analytics.findings.crosswalk import ANSWERS, rounds_by_framework
from csp_analytics.findings.learning import likeness
from csp_analytics.frameworks.crosswalk import crosswalk as links_in_use
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.model import Support
from csp_analytics.frameworks.offers import support_for
from csp_analytics.frameworks.proposed_actions import proposed_actions
from csp_analytics.frameworks.wording import round_order
from csp_analytics.store import reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.load import items

PARTNERS = "partners"
PLAN_TEXTS = ("issue", "action", "milestone", "owner")


def support(framework_id: str, criterion_ids: Sequence[str]) -> dict[str, list[Support]]:
    """What is offered for each criterion, in their order: see :func:`csp_analytics.frameworks.offers.support_for`."""
    framework = framework_of(framework_id)
    defined, links = frameworks(), links_in_use()[0]
    return {one: support_for(framework, one, defined=defined, links=links) for one in criterion_ids}


def beside(store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> pd.DataFrame:
    """Each rated criterion of an area beside its peers: see ``beside_peers`` for the columns."""
    rows = reading.ratings(store, framework_id, rounds=(round_,), also=area_code)
    return beside_peers(rows, findings.pairs(store, grouping_id), area_code, framework_of(framework_id))


def weak_criteria(store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> pd.DataFrame:
    """An area's weak criteria beside its peers, weakest first: the columns of ``beside_peers``."""
    found = beside(store, framework_id, round_, grouping_id, area_code)
    return proposals.weakest(found, framework_of(framework_id))


def proposed(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    *,
    today: datetime.date,
    most: int = proposals.MOST,
    criteria: Sequence[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Actions for the weakest criteria, and the weak criteria that are in the area's newest plan already.

    ``criteria``: what people chose in the place of the weakest, in their order and all of them.

    Returns:
        The columns of :func:`csp_analytics.analysis.proposals.propose` and of
        :func:`csp_analytics.analysis.proposals.in_the_plan`.
    """
    framework = framework_of(framework_id)
    found = beside(store, framework_id, round_, grouping_id, area_code)
    plan = reading.actions(store, area_code)
    new = proposals.propose(
        found,
        framework,
        proposed_actions()[0],
        links_in_use()[0],
        area_code=area_code,
        round_=round_,
        today=today,
        most=len(criteria) if criteria else most,
        existing=plan,
        criteria=criteria,
    )
    return new, proposals.in_the_plan(found, framework, plan)


def learning(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    criterion_ids: Sequence[str],
    *,
    most: int = learn_from.MOST,
) -> pd.DataFrame:
    """From whom to learn on each criterion: see ``learn_from.who_to_learn_from`` for the columns."""
    return learn_from.who_to_learn_from(
        reading.ratings(store, framework_id, rounds=(round_,), also=area_code, texts=True),
        findings.pairs(store, grouping_id),
        area_code,
        framework_of(framework_id),
        criterion_ids,
        alike=likeness(store, grouping_id),
        most=most,
    )


def checks(store: Store, framework_id: str, round_: str, area_code: str, *, texts: Iterable[str] = ()) -> pd.DataFrame:
    """What to look at and ask before a workshop: see :func:`csp_analytics.analysis.before_workshop.checks`.

    ``texts`` is what else tells who took part; the texts of the area's newest plan are added.
    """
    framework = framework_of(framework_id)
    rows = reading.ratings(store, framework_id, rounds=(round_,), area_code=area_code, texts=True)
    before = round_before(store, framework_id, round_, area_code)
    changes = None
    if before:
        earlier = reading.ratings(store, framework_id, rounds=(before,), area_code=area_code)
        changes = criterion_change(pd.concat([rows, earlier]), framework, before, round_)
    plan = reading.actions(store, area_code)
    return before_workshop.checks(
        rows,
        framework,
        principle_names={key: one.name for key, one in principles().items()},
        changes=changes,
        before=before,
        linked=_linked(store, framework_id, round_, area_code),
        defined=frameworks(),
        agencies=_agencies(),
        texts=[*texts, *(text for name in PLAN_TEXTS for text in plan[name].fillna(""))],
    )


def round_before(store: Store, framework_id: str, round_: str, area_code: str) -> str:
    """The area's own round before a round; empty when there is none."""
    own = rounds_by_framework(store, area_code).get(framework_id, [])
    earlier = [name for name in own if round_order(name) < round_order(round_)]
    return earlier[-1] if earlier else ""


def _linked(store: Store, framework_id: str, round_: str, area_code: str) -> pd.DataFrame:
    """Every link of this assessment with another framework of the area, in that round or else its newest."""
    links = links_in_use()[0]
    links = links[(links["framework_a"] == framework_id) | (links["framework_b"] == framework_id)]
    known = rounds_by_framework(store, area_code) | {framework_id: [round_]}
    links = crosswalk.with_rounds(links, known)
    used = {(row[f"framework_{side}"], row[f"round_{side}"]) for row in links.to_dict("records") for side in "ab"}
    answers = [
        reading.ratings(store, name, rounds=(one,), area_code=area_code, texts=True).assign(framework=name)
        for name, one in sorted(used)
        if one
    ]
    rows = pd.concat([pd.DataFrame(columns=list(ANSWERS), dtype=object), *answers])
    return crosswalk.agreements(rows, links, frameworks(), [area_code])


def _agencies() -> Mapping[str, Sequence[str]]:
    """The ways to write each partner, by its name; none when there is no file of partners."""
    try:
        partners = items(PARTNERS)
    except FileNotFoundError:
        return {}
    return {one.title: (one.title, *one.also) for one in partners.values()}
