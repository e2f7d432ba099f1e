"""Sentences about partners: with whom areas work least, where it has grown, where there is room to do more."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from csp_analytics.analysis.partner_links import MOST
from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR
from csp_analytics.charts.skill_words import SHOWN, interval, percent, reason
from csp_analytics.charts.words import count, listed, signed

RULE = "An area works with a partner when more than half of its people who answered say so."
BAND_WORDS = {
    HIGHER: "higher than the middle of its peers",
    SIMILAR: "about as its peers: the difference can be chance",
    LOWER: "lower than the middle of its peers",
    NOT_COMPARED: f"not compared: fewer than {MIN_PEERS} peers with a figure",
}


def least(now: pd.DataFrame, areas: Mapping[str, tuple[int, int]], titles: Mapping[str, str]) -> str:
    """The partner with whom the fewest people work, how sure that is, and with whom the fewest areas do.

    Args:
        now: ``item_id, n, share, status`` of all people together.
        areas: by partner, in how many areas most say so, of how many.
        titles: of the partners.
    """
    shown = now[now["status"] == SHOWN].sort_values(["share", "item_id"])
    if shown.empty:
        return f"With whom people work cannot be shown: {reason(now['status'].iloc[0] if len(now) else '')}."
    row = shown.iloc[0]
    n_most, n_areas = areas.get(row["item_id"], (0, 0))
    where = f"; most say so in {n_most} of {count(n_areas, 'area')}" if n_areas else ""
    people = count(int(row["n"]), "person", "people")
    said = f"{percent(row['share'])} of {people}, {interval(row['low'], row['high'])}{where}"
    others = shown.iloc[1:][shown.iloc[1:]["low"] <= row["high"]]
    near = [f"{titles[one.item_id]} ({percent(one.share)})" for one in others.itertuples()]
    close = f"; within chance as few with {listed(near, most=2)}" if near else ""
    return f"Partnerships work least with {titles[row['item_id']]} ({said}){close}.{_in_fewest(areas, titles, n_most)}"


def _in_fewest(areas: Mapping[str, tuple[int, int]], titles: Mapping[str, str], n_most: int) -> str:
    """The partner with whom fewer areas work than with the one that fewest people name; empty when there is none."""
    known = {item: found for item, found in areas.items() if found[1] and item in titles}
    if not known:
        return ""
    few = min(known, key=lambda item: (known[item][0], titles[item]))
    if known[few][0] >= n_most:
        return ""
    return f" Counted by areas it is {titles[few]}: most say so in {known[few][0]} of {known[few][1]}."


def grown(growth: pd.DataFrame, titles: Mapping[str, str], *, brief: bool = False) -> str:
    """Where most has grown in ten years and, unless it is to be brief, how many grew and what fell most."""
    known = growth[growth["change"].notna()].sort_values(["change", "item_id"], ascending=[False, True])
    if known.empty:
        return ""
    top, last = known.iloc[0], known.iloc[-1]
    if signed(top["change"]) == "no change" or top["change"] < 0:
        return "No link has grown in ten years."
    spans = f"from {percent(top['share_before'])} ten years ago to {percent(top['share_now'])}"
    same = known.iloc[1:][known.iloc[1:]["change"].map(signed) == signed(top["change"])]
    also = f", and as much with {listed((titles[item] for item in same['item_id']), most=3)}" if len(same) else ""
    spans += also
    if brief:
        return f"Links grew most with {titles[top['item_id']]}, {spans}."
    n_up = int((known["change"] >= 0.5).sum())
    fell = ""
    if last["change"] <= -0.5:
        fell = f"; {titles[last['item_id']]} fell most ({signed(last['change'])} points)"
    return f"Links grew most with {titles[top['item_id']]}, {spans}; {n_up} of {len(known)} grew{fell}."


def room(rows: pd.DataFrame, titles: Mapping[str, str], *, brief: bool = False) -> str:
    """With whom room to do more is seen most often; empty when it was not asked."""
    shown = rows[rows["status"] == SHOWN].sort_values(["share", "item_id"], ascending=[False, True])
    if shown.empty:
        return ""
    first = shown.iloc[0]
    after = [f"{titles[row.item_id]} ({percent(row.share)})" for row in shown.iloc[1:3].itertuples()]
    tail = f", then with {listed(after)}" if after and not brief else ""
    said = f"{titles[first['item_id']]} ({percent(first['share'])} of people)"
    return f"Room to do more is seen most often with {said}{tail}."


def named(now: pd.DataFrame, marked: list[str], titles: Mapping[str, str], source: str) -> str:
    """What has become of the partners that a source names as links with room to grow; empty when it names none."""
    if not marked:
        return ""
    shown = now[now["status"] == SHOWN].set_index("item_id")["share"]
    low = [item for item in marked if shown.get(item, float("nan")) <= 50]
    known = [item for item in marked if item in shown.index]
    names = listed(titles[item] for item in marked)
    if not known:
        return f"{source} names {len(marked)} partners with room to grow: {names}."
    lead = f"Of the {len(known)} partners that {source} names as having room to grow ({names}), "
    if not low:
        return f"{lead}more than half of the people work with each now."
    left = f": {listed(titles[item] for item in low)}" if len(low) < len(known) else ""
    return f"{lead}at most half of the people work with {len(low)} now{left}."


def of_area(found: pd.DataFrame, area: str, peers: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """With how many partners one area works, beside its peers.

    Args:
        found: from :func:`csp_analytics.analysis.partner_links.beside_peers`.
        area: its name.
        peers: ``n_most`` of its peers.
        titles: of the partners.
    """
    shown = found[found["status"] == SHOWN]
    if shown.empty:
        why = found["status"].iloc[0] if len(found) else ""
        said = reason(why) if why else "nobody there answered"
        return f"What {area} does with its partners cannot be shown: {said}."
    links = shown[shown["link"] == MOST]
    people = count(int(shown["n"].max()), "person", "people")
    beside = ""
    if len(peers) >= MIN_PEERS:
        middle = f"{peers['n_most'].median():.1f}".removesuffix(".0")
        beside = f"; the middle of {count(len(peers), 'peer')} is {middle}"
    bands = {band: shown.loc[shown["band"] == band, "item_id"].map(titles) for band in (HIGHER, LOWER)}
    words = [f"{band} on {listed(names, most=3)}" for band, names in bands.items() if len(names)]
    tail = f" More than chance: {'; '.join(words)}." if words else ""
    return f"{area} works with {len(links)} of {len(shown)} partners, say most of its {people}{beside}.{tail}"


def shortfalls(rooms: pd.DataFrame, titles: Mapping[str, str]) -> list[str]:
    """Where one area could do more, a sentence each (``rooms`` from ``partner_links.room_to_grow``)."""
    return [
        f"{titles[row.item_id]}: {percent(row.share)} of its people say that they work together, the middle of "
        f"{count(int(row.n_peers), 'peer')} is {percent(row.peer_median)}"
        f"{' (more than chance)' if row.band == LOWER else ' (can be chance)'}."
        for row in rooms.itertuples()
    ]


def in_full(row: Mapping[str, object], what: str) -> str:
    """One share in a sentence: what, the share, the people, the interval; or why there is none."""
    if row["status"] != SHOWN:
        return f"{what}: {reason(str(row['status']))}."
    share, n = float(row["share"]), int(row["n"])  # type: ignore[call-overload, arg-type]
    span = interval(float(row["low"]), float(row["high"]))  # type: ignore[arg-type]
    return f"{what}: {percent(share)} of {count(n, 'person', 'people')}{f' ({span})' if span else ''}."
