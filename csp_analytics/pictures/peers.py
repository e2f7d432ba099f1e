"""Peers: who they are under every grouping and why, and whether what they show depends on the choice of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import GLYPHS, NOT_COMPARED
from csp_analytics.areas.groupings import FIXED
from csp_analytics.charts import sensitivity, sensitivity_sentences
from csp_analytics.charts.dual import Side, dual
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, signed
from csp_analytics.pictures import peer_members
from csp_analytics.pictures.peer_gaps import Asked, ask, convention, gaps_of
from csp_analytics.pictures.peer_members import MemberTable
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

MOST_NAMED = 15
OUTSIDE = "is outside the register of areas, so it is in no peer group: choose an own list of peers to compare it with."


@dataclass(frozen=True)
class PeersPicture:
    """Everything that the page shows.

    Attributes:
        finding: the sentence that the page opens with.
        chosen: whom the area is compared with, and how the peer figure is made.
        strip: the gap under every grouping; None without an assessment, or without any peers.
        dual: the area beside two groups; None without an assessment, or outside the register without peers in both.
        overview: every grouping with the area's group, its members and the gap on every measure.
        overview_files: the same for files: gap and band of every measure in columns of their own.
        gaps: the same gaps as numbers, for files; empty without an assessment.
        members: the peers of the chosen grouping and why they are.
        about: what one is looking at.
        note: what the tables rest on.
        demo: whether any of it is demonstration data.
    """

    finding: str
    chosen: str
    strip: Exhibit | None
    dual: Exhibit | None
    overview: pd.DataFrame
    overview_files: pd.DataFrame
    gaps: pd.DataFrame
    members: MemberTable
    about: dict[str, str]
    note: str
    demo: bool


def second_peers(store: Store, grouping_id: str) -> tuple[dict[str, str], str]:
    """Titles of the groupings that can stand beside one, and the id of the one that does unless another is chosen.

    That is the fixed one with the smallest groups, since those are the areas nearest to home (a police division, not a
    kind of place); of several the first.
    """
    others = {key: one for key, one in findings.groupings(store).items() if key != grouping_id}
    sizes = {
        key: findings.pairs(store, key).groupby("group")["area_code"].nunique().mean()
        for key, one in others.items()
        if one.kind == FIXED
    }
    default = min(sizes, key=lambda key: sizes[key], default=next(iter(others), grouping_id))
    titles = {key: one.title for key, one in others.items()}
    return titles or {grouping_id: findings.grouping(store, grouping_id).title}, default


def peers_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    second_id: str,
    area_code: str,
    *,
    measure: str = scoring.ALL,
    published: bool = False,
) -> PeersPicture:
    """One area under every peer grouping: one shown in detail, a second beside it, one measure on the strip.

    Saved lists are other people's choices, so they count in the sentence and on the strip only where chosen.
    """
    asked = ask(store, framework_id, round_, grouping_id, second_id, area_code, published)
    gaps = gaps_of(asked)
    titles = asked.measures
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    about = {
        "Area": asked.area,
        "Framework": framework_id,
        "Round": round_,
        "Peers": asked.titles[grouping_id],
        **convention(published),
    }
    measured = {**about, "Measure": titles[measure]}
    absent = _absent(store, asked) or _alone(asked)
    counted = gaps[gaps["grouping_id"].isin(asked.wanted)]
    parts = counted[counted["measure"] != scoring.ALL]
    found = peer_members.members(store, grouping_id, area_code)
    own_scores = asked.scores[asked.scores["measure"] == measure].set_index("area_code")["value"]
    strip = None if absent else _strip(asked, counted, measure, demo)
    both = not asked.outside or {grouping_id, second_id} <= set(asked.wanted)
    beside = _dual(asked, gaps, demo) if both and not absent else None
    return PeersPicture(
        finding=absent
        or sensitivity_sentences.finding(
            parts, titles, asked.titles, unit="measure", area=asked.area, statistic=asked.statistic
        ),
        chosen=_chosen(asked, found),
        strip=replace(strip, about=measured) if strip else None,
        dual=replace(beside, about={**about, "Second peers": asked.titles[second_id]}) if beside else None,
        overview=_overview(asked, gaps, _gap_cells, absent=bool(absent)),
        overview_files=_overview(asked, gaps, _gap_columns, absent=bool(absent)),
        gaps=gaps.iloc[:0] if absent else _gap_table(asked, gaps),
        members=peer_members.table(
            found, own_scores, area_code, area=asked.area, measure=titles[measure],
            second=(asked.titles[second_id], set(asked.peers(second_id))),
        ),
        about=measured,
        note=f"{asked.basis} {asked.rules}",
        demo=demo,
    )  # fmt: skip


def _absent(store: Store, asked: Asked) -> str:
    there = reading.assessments(store)
    mine = (there["framework"] == asked.framework.framework_id) & (there["area_code"] == asked.area_code)
    rounds = sorted(there.loc[mine, "round"], key=reading.round_order)
    if asked.round in rounds:
        return ""
    tail = f" It was assessed in {listed(rounds)}." if rounds else ""
    return f"{asked.area} has no assessment of {asked.framework.title} in round {asked.round}.{tail}"


def _alone(asked: Asked) -> str:
    """Why an area outside the register has no peers, where it has none; it gets some from an own list."""
    if not asked.outside or asked.wanted:
        return ""
    return f"{asked.area} {OUTSIDE}"


def _chosen(asked: Asked, found: peer_members.Members) -> str:
    if asked.outside and found.frame.empty:
        return f"{asked.area} {OUTSIDE}"
    title, group = asked.titles[asked.grouping_id], peer_members.group_words(found, asked.area_code)
    n = f"{count(len(found.frame), 'area')}" if len(found.frame) else "no other area is in it"
    return f"Peers: {title}{'' if group in title else f' – {group}'} ({n}). {asked.basis}"


def _strip(asked: Asked, counted: pd.DataFrame, measure: str, demo: bool) -> Exhibit:
    return sensitivity.strip(
        counted[counted["measure"] == measure],
        asked.titles,
        asked.labels,
        measure=asked.measures[measure],
        area=asked.area,
        similar_within=asked.framework.similar_within,
        statistic=asked.statistic,
        counted_as=asked.counted_as,
        basis=f"{asked.basis} {asked.rules} A lower self-score can mean a stricter partnership.",
        source=asked.framework.title,
        demo=demo,
    )


def _dual(asked: Asked, gaps: pd.DataFrame, demo: bool) -> Exhibit:
    keys = (asked.grouping_id, asked.second_id)
    both = set(asked.peers(keys[0])) & set(asked.peers(keys[1]))
    sides = [
        Side(
            asked.titles[key],
            asked.labels[key],
            gaps[gaps["grouping_id"] == key].reset_index(drop=True),
            asked.scores[asked.scores["area_code"].isin(asked.peers(key))].assign(
                name=lambda frame: frame["area_code"].map(asked.names), both=lambda frame: frame["area_code"].isin(both)
            ),
        )
        for key in keys
    ]
    return dual(
        (sides[0], sides[1]),
        asked.measures,
        area=asked.area,
        statistic=asked.statistic,
        counted_as=asked.counted_as,
        basis=f"{asked.basis} {asked.rules}",
        source=asked.framework.title,
        demo=demo,
    )


def _overview(
    asked: Asked, gaps: pd.DataFrame, cells: Callable[[str, dict], dict[str, object]], *, absent: bool
) -> pd.DataFrame:
    """A row a grouping; ``cells`` gives the columns of one measure, from its title and its gap."""
    rows = []
    scored = set(asked.scores.loc[asked.scores["value"].notna(), "area_code"])
    for key, one in asked.groupings.items():
        codes, pairs = asked.peers(key), asked.pairs[key]
        group = str(pairs["group"].iloc[0]) if len(pairs) else "in none"
        row = {
            "Peers by": one.title,
            f"Group of {asked.area}": peer_members.OWN_SET if group == asked.area_code else group,
            "Peers": len(codes),
            "With a score": len(scored & set(codes)),
        }
        mine = gaps[gaps["grouping_id"] == key].to_dict("records")
        for gap in [] if absent else mine:
            row |= cells(asked.measures[gap["measure"]], gap)
        names = sorted(asked.names.get(code, code) for code in codes)
        rows.append({**row, "Who they are": listed(names, most=MOST_NAMED) if names else "–"})
    return pd.DataFrame(rows)


def _gap_cells(title: str, gap: dict) -> dict[str, object]:
    if gap["band"] == NOT_COMPARED:
        return {title: NOT_COMPARED}
    return {title: f"{GLYPHS[gap['band']]} {signed(gap['gap'], none='0')}"}


def _gap_columns(title: str, gap: dict) -> dict[str, object]:
    known = gap["band"] != NOT_COMPARED
    return {f"{title}: gap": gap["gap"] if known else float("nan"), f"{title}: band": gap["band"]}


def _gap_table(asked: Asked, gaps: pd.DataFrame) -> pd.DataFrame:
    made = sensitivity.table(gaps, asked.titles, asked.statistic)
    made.insert(0, "Measure", [asked.measures[key] for key in gaps["measure"]])
    return made
