"""What pages, commands and exports all ask: read from the store, hand to the analysis, return a frame.

One function a question, so that the same number comes out wherever it is asked. Nothing is computed here.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from csp_analytics.analysis import movers, ranking
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import change_summary, criterion_change, headline_if_kept
from csp_analytics.analysis.checklist import requirement_status
from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.analysis.peers import compare_with_peers, pairs_of_list
from csp_analytics.analysis.sensitivity import gap_by_grouping
from csp_analytics.analysis.spine import spine as spine_of
from csp_analytics.analysis.usual_round import usual_round
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.aliases import Sight, sight
from csp_analytics.areas.groupings import OWN, Grouping, UnknownGrouping
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


class NothingThere(LookupError):
    """Nothing has been loaded that could answer the question; the message says what is there."""


def frameworks_in_use(store: Store) -> list[str]:
    """Frameworks with data, in the order of their definitions."""
    used = set(reading.framework_ids(store))
    return [name for name in frameworks() if name in used]


def latest_round(store: Store, framework_id: str) -> str:
    """The round of a framework that is taken when nobody chooses one.

    It is the newest in which at least half as many areas were assessed as in the round with most areas, see
    :func:`csp_analytics.analysis.usual_round.usual_round`.

    Raises:
        NothingThere: when the framework has no data.
    """
    there = reading.assessments(store)
    found = usual_round(there[there["framework"] == framework_id])
    if not found:
        raise NothingThere(f"No assessment of '{framework_id}' has been loaded yet.")
    return found


def rests_on_demo(store: Store, framework_id: str, rounds: tuple[str, ...], area_code: str = "") -> bool:
    """Whether any assessment of a framework in these rounds (of one area, if named) is demonstration data."""
    there = reading.assessments(store)
    if area_code:
        there = there[there["area_code"] == area_code]
    return bool(there.loc[(there["framework"] == framework_id) & there["round"].isin(rounds), "demo"].any())


def scores(
    store: Store,
    framework_id: str,
    *,
    rounds: tuple[str, ...] = (),
    area_code: str = "",
    also: str = "",
    by: str = scoring.OVERALL,
) -> pd.DataFrame:
    """Maturity scores of a framework: see :func:`csp_analytics.analysis.scores.maturity_scores` for the columns.

    ``area_code`` asks for one area alone, ``also`` adds an area outside the register to those of the register.
    """
    framework = framework_of(framework_id)
    rows = reading.ratings(store, framework_id, rounds=rounds, area_code=area_code, also=also)
    return scoring.maturity_scores(rows, framework, by)


def groupings(store: Store | None) -> dict[str, Grouping]:
    """Every peer grouping by id, in the order in which they are offered: the defined ones, then the store's own lists.

    Without a store there are the defined ones only.
    """
    lists = reading.peer_lists(store)["name"].drop_duplicates() if store else ()
    own = [peer_definitions.own_grouping(name) for name in lists]
    return peer_definitions.groupings() | {one.grouping_id: one for one in own}


def grouping(store: Store | None, grouping_id: str) -> Grouping:
    """One peer grouping, defined or saved. Raises ``UnknownGrouping`` with a suggestion when there is none."""
    known = groupings(store)
    if grouping_id not in known:
        raise UnknownGrouping(grouping_id, list(known))
    return known[grouping_id]


def pairs(store: Store | None, grouping_id: str) -> pd.DataFrame:
    """Every area's peers under a grouping, see :mod:`csp_analytics.analysis.peers`: ``area_code, peer_code, group``."""
    one = grouping(store, grouping_id)
    if store and one.kind == OWN:
        lists = reading.peer_lists(store)
        codes = lists.loc[lists["name"] == one.short_title, "area_code"].tolist()
        outside = reading.outside_areas(store)["area_code"]
        return pairs_of_list(codes, [*register().areas, *outside], one.short_title)
    stamps = peer_definitions.stamps()
    return _defined_pairs(one, stamps, sight()).copy(deep=False)


# A page asks for the same pairs ten times; those of thousands of areas take a second.
@lru_cache(maxsize=32)
def _defined_pairs(one: Grouping, stamps: tuple[object, ...], seen: Sight) -> pd.DataFrame:
    return peer_pairs(one, peer_definitions.membership(), peer_definitions.context())


def comparison(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    *,
    by: str = scoring.PRINCIPLE,
    also: str = "",
    include_self: bool = False,
    statistic: str = "median",
) -> pd.DataFrame:
    """Every area beside its peers in one round: the scores' columns and those of ``compare_with_peers``.

    ``also`` adds an area outside the register (it has no peers). ``value`` is the score, except by criterion, where it
    is the same level as 0 to 100 points.
    """
    framework = framework_of(framework_id)
    found = scores(store, framework_id, rounds=(round_,), also=also, by=by)
    return compare_with_peers(
        found.assign(value=found["score"]),
        pairs(store, grouping_id),
        unit=[scoring.unit_column(by)],
        similar_within=framework.similar_within,
        include_self=include_self,
        statistic=statistic,
    )


def rank_firmness(
    store: Store, framework_id: str, round_: str, compared: pd.DataFrame, *, by: str, also: str = ""
) -> pd.DataFrame:
    """Where one answer could move each rank: see :func:`csp_analytics.analysis.ranking.rank_firmness`.

    ``compared`` comes from :func:`comparison` with the same ``by`` and ``also``; nothing can be asked of a single
    criterion, whose columns are empty.
    """
    if by == scoring.CRITERION:
        return pd.DataFrame({"moved_best": float("nan"), "moved_worst": float("nan")}, index=compared.index)
    by_principle = None
    if by == scoring.OVERALL:
        by_principle = scores(store, framework_id, rounds=(round_,), also=also, by=scoring.PRINCIPLE)
    return ranking.rank_firmness(compared, framework_of(framework_id), scoring.unit_column(by), by_principle)


def sensitivity(
    store: Store, framework_id: str, round_: str, area_code: str, *, by: str, own: str = ""
) -> pd.DataFrame:
    """One area's gap under every peer grouping: see :func:`csp_analytics.analysis.sensitivity.gap_by_grouping`.

    Saved lists are other people's choices, so only the one named in ``own`` (its grouping id) is among them.
    """
    framework = framework_of(framework_id)
    found = scores(store, framework_id, rounds=(round_,), also=area_code, by=by)
    unit = [scoring.unit_column(by)]
    wanted = [key for key, one in groupings(store).items() if one.kind != OWN or key == own]
    return gap_by_grouping(
        found[["area_code", *unit]].assign(value=found["score"]),
        {grouping_id: pairs(store, grouping_id) for grouping_id in wanted},
        area_code,
        unit=unit,
        similar_within=framework.similar_within,
    )


def change_by_criterion(
    store: Store, framework_id: str, before: str, after: str, *, area_code: str = ""
) -> pd.DataFrame:
    """Each criterion in two rounds: see :func:`csp_analytics.analysis.change.criterion_change`."""
    rows = reading.ratings(store, framework_id, rounds=(before, after), area_code=area_code)
    return criterion_change(rows, framework_of(framework_id), before, after)


def change(
    store: Store, framework_id: str, before: str, after: str, *, area_code: str = "", by: str = scoring.OVERALL
) -> pd.DataFrame:
    """Improved, same, declined by area (and principle or group): see ``change_summary`` for the columns.

    Overall has those of ``headline_if_kept`` too: how the change would read had nothing been left out.
    """
    framework = framework_of(framework_id)
    moved = change_by_criterion(store, framework_id, before, after, area_code=area_code)
    if by == scoring.OVERALL:
        return change_summary(moved, framework).merge(headline_if_kept(moved, framework), on="area_code")
    return change_summary(moved, framework, ["area_code", scoring.unit_column(by)])


def change_together(
    store: Store, framework_id: str, before: str, after: str, *, by: str = scoring.OVERALL
) -> pd.DataFrame:
    """The same of all areas together: see ``areas_together`` (by criterion ``criteria_together``) for the columns."""
    framework = framework_of(framework_id)
    moved = change_by_criterion(store, framework_id, before, after)
    if by == scoring.CRITERION:
        return movers.criteria_together(moved, framework)
    if by == scoring.OVERALL:
        kept = headline_if_kept(moved, framework)
        return movers.areas_together(change_summary(moved, framework).merge(kept, on="area_code"))
    unit = scoring.unit_column(by)
    return movers.areas_together(change_summary(moved, framework, ["area_code", unit]), unit)


def requirements(store: Store, framework_id: str, round_: str, *, area_code: str = "") -> pd.DataFrame:
    """Requirements of a checklist, met, in hand or not met: see ``requirement_status`` for the columns."""
    rows = reading.ratings(store, framework_id, rounds=(round_,), area_code=area_code, texts=True)
    return requirement_status(rows, framework_of(framework_id))


def area_ratings(store: Store, framework_id: str, round_: str, area_code: str) -> pd.DataFrame:
    """One assessment with its texts and the definition of each row.

    Columns: ``criterion_id, answer, level, evidence, action`` and those of the framework's ``table``, in its order.
    """
    rows = reading.ratings(store, framework_id, rounds=(round_,), area_code=area_code, texts=True)
    return framework_of(framework_id).table.merge(
        rows[["criterion_id", "answer", "level", "evidence", "action"]], on="criterion_id"
    )


def spine(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    *,
    by: str = scoring.CRITERION,
    before: str = "",
    include_self: bool = False,
    statistic: str = "median",
) -> pd.DataFrame:
    """One area row by row beside its peers: see :func:`csp_analytics.analysis.spine.spine` for the columns."""
    rows = reading.ratings(store, framework_id, rounds=(round_,), also=area_code)
    if before:
        earlier = reading.ratings(store, framework_id, rounds=(before,), area_code=area_code)
        rows = pd.concat([rows, earlier], ignore_index=True)
    return spine_of(
        rows,
        pairs(store, grouping_id),
        framework_of(framework_id),
        area_code,
        round_,
        by=by,
        before=before,
        include_self=include_self,
        statistic=statistic,
    )
