"""Who an area's peers are and why: how far each is from it, and on which facts it is most and least like it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis.alike import ALIKE, UNLIKE, facts_beside, nearness
from csp_analytics.analysis.groupings import model_variables
from csp_analytics.analysis.peers import ordinal, peers_of
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import Grouping
from csp_analytics.areas.register import register
from csp_analytics.charts.words import listed, points
from csp_analytics.pictures.area import area_names
from csp_analytics.store.connection import Store

OWN_SET = "a set of its own"
DECIMALS = 1  # of a fact that nobody described


@dataclass(frozen=True)
class Members:
    """The peers of one area under one grouping.

    Attributes:
        group: the area's own group, empty when it is in none.
        frame: ``peer_code, peer, distance, place, n_others, mutual``, most alike first; figures are empty where a fact
            is missing, ``mutual`` where the grouping is not one of nearest neighbours.
        facts: a row for each peer and fact, most alike first: the columns of ``facts_beside`` with ``peer, label,
            unit, year, decimals``.
        model: the grouping whose facts say how alike areas are; None when no grouping has any.
    """

    group: str
    frame: pd.DataFrame
    facts: pd.DataFrame
    model: Grouping | None

    def most(self, kind: str) -> dict[str, list[dict]]:
        """The facts on which each peer is most alike or unlike (``kind``), the foremost first, by the peer's code."""
        rows = self.facts[self.facts["kind"] == kind]
        size = rows["difference"].abs() * (1 if kind == ALIKE else -1)
        rows = rows.assign(size=size).sort_values("size", kind="stable")
        return {str(code): part.to_dict("records") for code, part in rows.groupby("peer_code")}


@dataclass(frozen=True)
class MemberTable:
    """The peers as a table.

    Attributes:
        shown: a row a peer: name, how near, score as text, and two lists of facts (most alike, most unlike).
        for_files: the same with every figure in a column of its own and the facts of a cell in one text.
        facts: every fact of every peer, for files.
        note: what the distance is, or why there is none.
    """

    shown: pd.DataFrame
    for_files: pd.DataFrame
    facts: pd.DataFrame
    note: str


def members(store: Store | None, grouping_id: str, area_code: str) -> Members:
    """The peers of an area and why they are. Without a store there are no saved lists."""
    pairs = findings.pairs(store, grouping_id)
    own = pairs[pairs["area_code"] == area_code]
    model = _model(store, grouping_id)
    names = area_names(store) if store else register().names
    frame = pd.DataFrame({"peer_code": peers_of(own, area_code)}, dtype=object)
    frame.insert(1, "peer", [names.get(code, code) for code in frame["peer_code"]])
    variables = model_variables(model) if model else ()
    context = peer_definitions.context()
    frame = frame.merge(nearness(context, variables, area_code), on="peer_code", how="left")
    mutual = own.set_index("peer_code")["mutual"].to_dict() if "mutual" in own else {}
    frame["mutual"] = pd.Series([mutual.get(code) for code in frame["peer_code"]], dtype=object)
    frame = frame.sort_values(["place", "peer"], kind="stable", ignore_index=True)
    facts = facts_beside(context, variables, area_code, list(frame["peer_code"]))
    group = str(own["group"].iloc[0]) if len(own) else ""
    return Members(group, frame, _described(facts, variables, names), model)


def table(
    found: Members,
    scores: pd.Series,
    area_code: str,
    *,
    area: str,
    measure: str,
    second: tuple[str, set[str]],
) -> MemberTable:
    """The peers as a table, with their scores.

    Args:
        found: the peers.
        scores: scores of one measure by area code.
        area_code: the area.
        area: its name.
        measure: title of the measure.
        second: title of a second grouping and the codes of the area's peers there.
    """
    frame, own = found.frame, scores.get(area_code, float("nan"))
    codes, theirs = list(frame["peer_code"]), [scores.get(code, float("nan")) for code in frame["peer_code"]]
    also = ["yes" if code in second[1] else "no" for code in codes]
    alike, unlike = ([rows.get(code, []) for code in codes] for rows in (found.most(ALIKE), found.most(UNLIKE)))
    scored = f"{measure} (own {points(own)})" if own == own else measure
    files = pd.DataFrame({"Peer": frame["peer"], scored: theirs, "Distance": frame["distance"].astype(float)})
    files["Nearest of all others"] = frame["place"].astype(float).astype("Int64")
    if frame["mutual"].notna().any():
        files["Mutual"] = ["yes" if one else "no" for one in frame["mutual"]]
    files[f"Also in {second[0]}"] = also
    near = [
        _near_words(row, f"also in {second[0]}" if row["peer_code"] in second[1] else "")
        for row in frame.to_dict("records")
    ]
    shown = pd.DataFrame({"Peer": frame["peer"], "How near": near, scored: [points(one) for one in theirs]})
    for name, facts in (("Most alike", alike), ("Most unlike", unlike)):
        words = [[fact_words(one) for one in some] for some in facts]
        shown[f"{name} ({area} first)"] = words
        files[f"{name} ({area} first)"] = ["; ".join(some) for some in words]
    return MemberTable(shown, files, facts_of(found, area), _note(found, area))


def _near_words(row: dict, also: str) -> str:
    """Such as "1st nearest of 31, distance 0.34, mutual, also in Police division"."""
    if row["place"] != row["place"]:
        return ", ".join(part for part in ("no distance", also) if part)
    near = f"{ordinal(int(row['place']))} nearest of {int(row['n_others'])}, distance {row['distance']:.2f}"
    mutual = {True: "mutual", False: "not mutual"}.get(row["mutual"], "")
    return ", ".join(part for part in (near, mutual, also) if part)


def group_words(found: Members, area_code: str) -> str:
    """The area's own group, in words: its name, or that the area has a set of its own."""
    if not found.group:
        return "in no group"
    return OWN_SET if found.group == area_code else found.group


def fact_words(fact: dict) -> str:
    """Such as "People on a low income: 12.1% and 12.4% of population (2020)": the area first, then the peer."""
    own, theirs = (f"{fact[name]:,.{fact['decimals']}f}" for name in ("own_value", "peer_value"))
    unit = str(fact["unit"])
    shares, rest = ("%", unit[1:].strip()) if unit.startswith("%") else ("", unit)
    year = f"({fact['year']})" if fact["year"] else ""
    return " ".join(part for part in (f"{fact['label']}: {own}{shares} and {theirs}{shares}", rest, year) if part)


def facts_of(found: Members, area: str) -> pd.DataFrame:
    """Every fact of every peer beside the area's, with column names for people."""
    facts = found.facts
    return pd.DataFrame(
        {
            "Peer": facts["peer"],
            "Fact": facts["label"],
            area: facts["own_value"],
            "The peer": facts["peer_value"],
            "Unit": facts["unit"],
            "Year": facts["year"],
            "Difference in standard deviations": facts["difference"].astype(float).round(2),
            "Among the peer's": facts["kind"],
        }
    )


def _note(found: Members, area: str) -> str:
    if found.model is None:
        return "No peer grouping is made of facts about areas, so no distance can be given."
    placed = found.frame["distance"].notna()
    if len(placed) and not placed.any():
        return f"No distance: {area} has no figure for one or more of the facts that it would rest on."
    without = list(found.frame.loc[~placed, "peer"])
    tail = f" No facts are held for {listed(without, most=5)}." if without else ""
    n = len(found.model.variables)
    mutual = " Mutual: each is among the nearest of the other." if found.frame["mutual"].notna().any() else ""
    return (
        f"Distance: in standard deviations over {n} facts (those of {found.model.title}); 0 is the same. Nearest: "
        f"place among all other areas.{mutual} Each fact has the figure of {area} first, then that of the peer.{tail}"
    )


def _model(store: Store | None, grouping_id: str) -> Grouping | None:
    chosen = findings.grouping(store, grouping_id)
    known = findings.groupings(store).values()
    return chosen if chosen.variables else next((one for one in known if one.variables), None)


def _described(facts: pd.DataFrame, variables: tuple, names: dict[str, str]) -> pd.DataFrame:
    told = peer_definitions.context_labels()
    by_name = {variable.name: variable.label for variable in variables}
    described = {
        name: {
            "label": told["label"].get(name, label),
            "unit": told["unit"].get(name, ""),
            "year": told["year"].get(name, ""),
            "decimals": int(told["decimals"].get(name, "") or DECIMALS),
        }
        for name, label in by_name.items()
    }
    for column in ("label", "unit", "year", "decimals"):
        facts[column] = [described[name][column] for name in facts["variable"]]
    facts.insert(1, "peer", [names.get(code, code) for code in facts["peer_code"]])
    return facts
