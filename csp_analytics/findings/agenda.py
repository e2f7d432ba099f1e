"""What a workshop asks of the store: what was known before, and in which order to take the criteria.

The area's own last round and its peers may be of different rounds. The area's is its newest before the round of the
workshop; the peers' is the newest, up to that of the workshop, in which at least five of them were assessed, else the
newest in which any was. Both are named beside the numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import agenda as ordering
from csp_analytics.analysis.change import wording_between
from csp_analytics.analysis.heat import level_counts, levels_beside_peers
from csp_analytics.analysis.peers import MIN_PEERS, peers_of
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import REWORDED, Framework
from csp_analytics.frameworks.wording import round_order
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

_NO_PEERS = pd.DataFrame(columns=["area_code", "peer_code", "group"], dtype=object)
NO_CHECKLIST = "There is no closed checklist for it, so how far people differ is not known."
FEW_ANSWERS = "No question of the checklist has five answers, so how far people differ is not known."
NO_ROUND = "The area has not been assessed before, so there is no gap to its peers."
NOT_COMPARED = "Fewer than five peers have a level, so there is no gap to them."
NO_IMPORTANCE = "Nobody has chosen what is important, so every {} counts alike in that."


@dataclass(frozen=True)
class Agenda:
    """The order of a session and what it rests on.

    Attributes:
        rows: the columns of :func:`before` and of :func:`csp_analytics.analysis.agenda.agenda`, ``n_answers`` (in the
            checklist, on the scale), ``title, principle_id``, ``parked`` (by the last session), ``rated`` (the area has
            a level in the round of the session) and ``worked`` (the priority's numbers, in words).
        formula: how the priority is made, in sentences.
        notes: which parts are not known for any criterion, and why.
        last_round: the area's own last round; empty when there is none.
        peers_round: the round of the peers; empty when none was assessed.
        demo: whether anything of it rests on demonstration data.
    """

    rows: pd.DataFrame
    formula: str
    notes: tuple[str, ...]
    last_round: str
    peers_round: str
    demo: bool


def before(store: Store, area_code: str, framework_id: str, grouping_id: str, round_: str = "") -> pd.DataFrame:
    """What was known of each criterion before a workshop: the area's last level and those of its peers.

    Args:
        store: where from.
        area_code: the area; left out of its peers.
        framework_id: the framework.
        grouping_id: the kind of peers; empty for none.
        round_: the round that the workshop is for; its own earlier rounds count, and all rounds when empty.

    Returns:
        One row a criterion, in document order: ``criterion_id, last_level`` (empty unless rated), ``last_round`` (empty
        when there is none), ``reworded`` (since that round, so that it asked something else), ``peers_round``,
        ``level_<value>`` (peers at each level), ``n_peers`` (those with a level), ``peer_median`` (in levels, empty
        under five), ``compared`` (five or more) and ``demo`` (whether any of it rests on demonstration data).
    """
    framework = framework_of(framework_id)
    pairs = findings.pairs(store, grouping_id) if grouping_id else _NO_PEERS
    peers = peers_of(pairs, area_code)
    own_round, peers_round = _rounds(store, framework_id, area_code, peers, round_)
    theirs = _ratings(store, framework_id, peers_round)
    theirs = theirs[theirs["area_code"].isin(peers)]
    counts = level_counts(theirs, framework, peers)
    beside = levels_beside_peers(theirs, pairs, area_code, framework).reset_index()
    own = _ratings(store, framework_id, own_round, area_code).set_index("criterion_id")["level"]
    ids = counts["criterion_id"]
    return pd.DataFrame(
        {
            "criterion_id": ids,
            "last_level": ids.map(own).astype(float),
            "last_round": own_round,
            "reworded": ids.isin(_reworded(framework, own_round, round_)),
            "peers_round": peers_round,
            **{name: counts[name] for name in counts.columns if name.startswith("level_")},
            "n_peers": counts["n_rated"],
            "peer_median": ids.map(beside.set_index("criterion_id")["peer_value"]).astype(float),
            "compared": counts["n_rated"] >= MIN_PEERS,
            "demo": _demo(store, framework_id, {area_code: own_round} | dict.fromkeys(peers, peers_round)),
        }
    )


def agenda(
    store: Store,
    area_code: str,
    framework_id: str,
    grouping_id: str,
    *,
    checklist: pd.DataFrame | None,
    importance: Mapping[str, int],
    round_: str = "",
    criteria: Sequence[str] = (),
    parked: Collection[str] = (),
    weights: ordering.Weights = ordering.DEFAULT,
    steps: int = ordering.IMPORTANCE_STEPS,
) -> Agenda:
    """In which order a session takes its criteria: see :func:`csp_analytics.analysis.agenda.agenda`.

    Args:
        store: where from.
        area_code: the area.
        framework_id: the framework.
        grouping_id: the kind of peers; empty for none.
        checklist: ``item_id, answer, n`` of a closed checklist of the same framework; None when there is none.
        importance: what the facilitator chose, by criterion, 1 to ``steps``; the others are neutral.
        round_: the round that the session is for; all rounds count as earlier when empty.
        criteria: only these; every criterion that applies in the area when empty.
        parked: criteria that the last session parked.
        weights: how much each part counts.
        steps: how many steps importance has.
    """
    framework = framework_of(framework_id)
    known = before(store, area_code, framework_id, grouping_id, round_).set_index("criterion_id")
    table = framework.table.set_index("criterion_id")
    wanted = table.index.isin(list(criteria)) if criteria else _applies(framework, area_code)
    gap = ordering.gap_below(known["last_level"], known["peer_median"], framework)
    parts = known.join(ordering.spread_of_answers(checklist, framework)).assign(
        # A level of another question is not beside its peers: where the wording changed in between there is no gap.
        gap=gap.mask(known.index.isin(_reworded(framework, *_both(known)))),
        importance=ordering.importance_part(importance, known.index, steps),
        title=table["short"],
        principle_id=table["principle_id"],
        parked=known.index.isin(list(parked)),
        rated=known.index.isin(_rated_in(store, framework_id, area_code, round_)),
    )
    rows = ordering.agenda(parts[wanted].reset_index(), weights)
    rows["worked"] = [ordering.explain(row, weights) for row in rows.to_dict("records")]
    last_round, peers_round = _both(known)
    notes = _notes(rows, framework, checklist)
    return Agenda(rows, ordering.formula(weights), notes, last_round, peers_round, bool(rows["demo"].any()))


def _notes(rows: pd.DataFrame, framework: Framework, checklist: pd.DataFrame | None) -> tuple[str, ...]:
    found = []
    if rows["spread"].isna().all():
        found.append(NO_CHECKLIST if checklist is None or checklist.empty else FEW_ANSWERS)
    if rows["last_level"].isna().all():
        found.append(NO_ROUND)
    elif rows["gap"].isna().all():
        found.append(NOT_COMPARED)
    if rows["importance"].isna().all():
        found.append(NO_IMPORTANCE.format(framework.row_word))
    return tuple(found)


def _rounds(store: Store, framework_id: str, area_code: str, peers: Sequence[str], round_: str) -> tuple[str, str]:
    """The area's own last round and that of its peers; empty where there is none."""
    there = reading.assessments(store)
    there = there[there["framework"] == framework_id]
    if round_:
        there = there[there["round"].map(lambda name: round_order(name) <= round_order(round_)).astype(bool)]
    own = there.loc[(there["area_code"] == area_code) & (there["round"] != round_), "round"]
    n_peers = there.loc[there["area_code"].isin(peers), "round"].value_counts()
    enough = n_peers[n_peers >= MIN_PEERS]
    newest = enough if len(enough) else n_peers
    return max(own, key=round_order, default=""), max(newest.index, key=round_order, default="")


def _rated_in(store: Store, framework_id: str, area_code: str, round_: str) -> list[str]:
    """Criteria that the area has a level of in the round; demonstration data gives way to a session, so it has none."""
    if not round_ or _demo(store, framework_id, {area_code: round_}):
        return []
    rows = _ratings(store, framework_id, round_, area_code)
    return list(rows.loc[rows["level"].notna(), "criterion_id"])


def _ratings(store: Store, framework_id: str, round_: str, area_code: str = "") -> pd.DataFrame:
    """Ratings of a round; none when there is no round."""
    rows = reading.ratings(store, framework_id, rounds=(round_,), area_code=area_code)
    return rows if round_ else rows.iloc[:0]


def _reworded(framework: Framework, first: str, last: str) -> set[str]:
    """Criteria whose wording changed between two rounds; none when one of them is not known."""
    if not first or not last:
        return set()
    return {key for key, one in wording_between(framework, first, last).items() if one.change == REWORDED}


def _both(known: pd.DataFrame) -> tuple[str, str]:
    return str(known["last_round"].iloc[0]), str(known["peers_round"].iloc[0])


def _applies(framework: Framework, area_code: str) -> list[bool]:
    area = register().areas.get(area_code)
    return [area is None or not area.tier or one.applies_in(area.tier) for one in framework.criteria]


def _demo(store: Store, framework_id: str, rounds: Mapping[str, str]) -> bool:
    there = reading.assessments(store)
    used = (there["framework"] == framework_id) & (there["round"] == there["area_code"].map(rounds))
    return bool(there.loc[used, "demo"].any())
