"""One area's partners beside its peers: its share with the interval, the peers' range and the middle of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from csp_analytics.analysis.peers import GLYPHS, MIN_PEERS, NOT_COMPARED
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.partner_rows import MARK, ShareRow, share_rows
from csp_analytics.charts.partner_told import Told
from csp_analytics.charts.partner_words import RULE
from csp_analytics.charts.skill_words import SHOWN, percent, reason
from csp_analytics.charts.survey_words import SHORT_STATUS_WORDS

KEY = (
    f"<span style='color:{theme.OWN}'>⬤</span> own  <span style='color:{theme.SEQUENTIAL[4][0]}'>■■</span> interval  "
    f"<b>|</b> peers' middle  <span style='color:{theme.PEERS}'>━</span> range"
)


def beside(
    found: pd.DataFrame,
    told: Told,
    names: Mapping[str, str],
    marked: Collection[str],
    *,
    area: str,
    peers: str,
    about: dict[str, str],
    takeaway: str,
) -> Exhibit:
    """The picture, the partner with whom most of its people work on top, what is not shown last.

    Args:
        found: from :func:`csp_analytics.analysis.partner_links.beside_peers`.
        told: its words.
        names: short names of the partners.
        marked: partners that a source names as links with room to grow.
        area: name of the area.
        peers: its peers in words.
        about: what one is looking at.
        takeaway: the sentence above it.
    """
    ordered = found.sort_values(["share", "item_id"], ascending=[False, True], na_position="last")
    drawn = [_row(row, names, marked) for row in ordered.to_dict("records")]
    note = (
        "Higher ▲ and lower ▼ where the interval leaves the middle of the peers out; else ● it can be chance. "
        "Peers whose middle is 0 or 100% count with their interval. "
        f"Own area left out of its peers; under {MIN_PEERS} peers with a share nothing is compared."
    )
    return Exhibit(
        name=told.name,
        headline=f"{area}: its partners beside its peers",
        takeaway=takeaway,
        figure=share_rows(drawn, key=KEY, demo=told.demo, half=True),
        table=_table(ordered, names, marked),
        basis=f"{RULE} The dotted line is one half. Peers: {peers}. {note}",
        alt=f"Dots with intervals, one row a partner: the share of people in {area} beside the middle and range of its "
        f"peers. {takeaway}",
        source=told.source,
        demo=told.demo,
        about=about,
    )


def _row(row: dict, names: Mapping[str, str], marked: Collection[str]) -> ShareRow:
    label = f"{names[row['item_id']]} {MARK}" if row["item_id"] in marked else names[row["item_id"]]
    compared = row["band"] != NOT_COMPARED
    peers = f"  {GLYPHS[row['band']]} peers {percent(row['peer_median'])}" if compared else "  – not compared"
    if row["status"] != SHOWN:
        return ShareRow(label, SHORT_STATUS_WORDS.get(row["status"], ""))
    middle, lowest, highest = (row[name] if compared else float("nan") for name in ("peer_median", "lowest", "highest"))
    words = f"{percent(row['share'])}{peers}"
    return ShareRow(label, words, row["share"], row["low"], row["high"], middle, lowest, highest)


def _table(ordered: pd.DataFrame, names: Mapping[str, str], marked: Collection[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Partner": ordered["item_id"].map(names),
            "Work with it now (%)": ordered["share"],
            "Interval from": ordered["low"],
            "Interval to": ordered["high"],
            "Answered": ordered["n"],
            "Who says so": ordered["link"],
            "Peers' median": ordered["peer_median"],
            "Lowest peer": ordered["lowest"],
            "Highest peer": ordered["highest"],
            "Peers with a share": ordered["n_peers"],
            "Gap": ordered["gap"],
            "Band": ordered["band"],
            "Named as having room to grow": ["yes" if item in marked else "" for item in ordered["item_id"]],
            "Note": ["" if status == SHOWN else reason(status) for status in ordered["status"]],
        }
    ).reset_index(drop=True)
