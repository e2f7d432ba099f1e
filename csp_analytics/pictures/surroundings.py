"""What surrounds an area's ratings: indicators over time, facts about the place, and its action plan."""

from __future__ import annotations

from datetime import date

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis.peers import compare_with_peers
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.charts import indicators
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count
from csp_analytics.pictures.area import area_names
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


def indicator_trends(store: Store, grouping_id: str, area_code: str) -> list[Exhibit]:
    """Every indicator that has figures of the area, over time, beside the median of its peers."""
    frame = reading.indicators(store)
    pairs = findings.pairs(store, grouping_id)
    own = pairs[pairs["area_code"] == area_code]
    found = []
    for _, rows in frame.groupby("indicator_id", sort=True):
        if area_code not in set(rows["area_code"]):
            continue
        compared = compare_with_peers(rows[["area_code", "period", "value"]], own, unit=["period"])
        compared = compared[compared["area_code"] == area_code].rename(columns={"value": "own"})
        first = rows.iloc[0]
        found.append(
            indicators.trend(
                compared[["period", "own", "peer_median", "n_peers"]].sort_values("period", ignore_index=True),
                title=first["title"],
                unit=first["unit"] or "",
                area=area_names(store)[area_code],
                source=first["source"] or "",
                demo=bool(rows["demo"].any()),
            )
        )
    return found


def context_table(store: Store, grouping_id: str, area_code: str) -> pd.DataFrame:
    """Facts about the area beside the median of its peers, for the variables that make the nearest neighbours."""
    labels = peer_definitions.context_labels()
    context = peer_definitions.context()
    computed = [g for g in peer_definitions.groupings().values() if g.variables]
    wanted = list(dict.fromkeys(v.name for g in computed for v in g.variables))
    rows = context[context["variable"].isin(wanted)][["area_code", "variable", "value"]]
    pairs = findings.pairs(store, grouping_id)
    compared = compare_with_peers(rows, pairs[pairs["area_code"] == area_code], unit=["variable"])
    own = compared[compared["area_code"] == area_code].set_index("variable").reindex(wanted).dropna(subset="value")
    wanted = list(own.index)
    decimals = labels["decimals"].reindex(wanted).replace("", "0").astype(int)
    return pd.DataFrame(
        {
            "Fact": labels["label"].reindex(wanted),
            "Own": [f"{v:,.{d}f}" for v, d in zip(own["value"], decimals, strict=True)],
            "Peers' median": [
                "–" if v != v else f"{v:,.{d}f}" for v, d in zip(own["peer_median"], decimals, strict=True)
            ],
            "Unit": labels["unit"].reindex(wanted),
            "Year": labels["year"].reindex(wanted),
        }
    ).reset_index(drop=True)


def action_plan(store: Store, area_code: str, today: date) -> tuple[str, pd.DataFrame, bool]:
    """The action plan as a sentence and a table (both empty when there is none), and whether it is demonstration."""
    plan = reading.actions(store, area_code)
    if plan.empty:
        return "", plan, False
    due = pd.to_datetime(plan["due"])
    done = plan["status"].fillna("") == "done"
    overdue = (due < pd.Timestamp(today)) & ~done
    words = (
        f"{count(len(plan), 'action')}: {int(done.sum())} done, {int(overdue.sum())} past the date, "
        f"{int((due.notna() & ~done & ~overdue).sum())} with a date still to come, "
        f"{int((due.isna() & ~done).sum())} without a date that can be read."
    )
    table = pd.DataFrame(
        {
            "Issue": plan["issue"],
            "Action": plan["action"].fillna(""),
            "When": plan["when_text"].fillna(""),
            "Due": [f"{d:%-d %B %Y}" if d == d else "" for d in due],
            "Milestone": plan["milestone"].fillna(""),
            "Owner": plan["owner"].fillna(""),
            "Status": [
                (status if isinstance(status, str) and status else "not stated") + (", past the date" if late else "")
                for status, late in zip(plan["status"], overdue, strict=True)
            ],
        }
    )
    if plan["stage"].fillna("").ne("").any():
        table.insert(0, "Stage", plan["stage"].fillna(""))
    return words, table, bool(plan["demo"].any())
