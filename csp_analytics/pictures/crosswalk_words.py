"""The sentences of the crosswalk: what was found beside what chance gives, and which rounds and links it rests on."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.crosswalk import (
    AGREE,
    CONTRADICT,
    DIFFER,
    SIDES,
    VERDICTS,
    contradictions,
    expected,
    summary,
)
from csp_analytics.charts import crosswalk as charts
from csp_analytics.charts.words import count, listed, share
from csp_analytics.frameworks.crosswalk import PROJECT
from csp_analytics.frameworks.load import frameworks


def finding(
    found: pd.DataFrame, chance: pd.DataFrame, known: dict[str, list[str]], everyone: dict[str, list[str]], area: str
) -> str:
    """The answer of the page.

    Args:
        found: from ``agreements``, of one area or all.
        chance: from ``by_chance``, of all areas in the same rounds.
        known: rounds of each framework with data, of the area or all.
        everyone: the same of all areas.
        area: name of the area, empty for all.
    """
    where = f"In {area}" if area else "Over all areas"
    if len(known) == 1:
        only = frameworks()[next(iter(known))].title
        return f"{where}, only {only} has been assessed: its answers have none of another framework beside them."
    compared = found[found["apart"].notna()]
    if compared.empty:
        why = "no links between criteria are defined" if found.empty else "no link has an answer on both sides"
        return f"{where}, nothing can be set side by side: {why}."
    n = compared["verdict"].value_counts().reindex(list(VERDICTS), fill_value=0)
    of = f"of {count(len(compared), 'pair')} of linked answers"
    rounds, rates = rests_on(found, everyone), total(found, chance)
    by_chance_alone = f" {said}" if rates and (said := charts.chance_words(rates, area=area)) else ""
    if not area:
        where = f"Over {count(compared['area_code'].nunique(), 'area')}{rounds}"
        said = (
            f"{where}, {share(n[AGREE], len(compared))} {of} agree and {share(n[CONTRADICT], len(compared))} contradict"
        )
        topics = charts.topic_takeaway(charts.most_contradicted(summary(found, ["topic"])))
        return f"{said} each other.{by_chance_alone} {topics}"
    rate = f" ({share(n[AGREE], len(compared))})" if by_chance_alone else ""
    said = (
        f"{where}{rounds}, {n[AGREE]} {of} agree{rate}, {n[DIFFER]} differ and {n[CONTRADICT] or 'none'} contradict "
        f"each other.{by_chance_alone}"
    )
    if not n[CONTRADICT]:
        return said
    first = contradictions(compared).to_dict("records")[0]
    lead = "The contradiction is" if n[CONTRADICT] == 1 else "One contradiction is"
    return f"{said} {lead} {first['topic']}: {charts.says(first, frameworks())}."


def basis(found: pd.DataFrame) -> str:
    """How many links, of which rounds, from where."""
    links = found.drop_duplicates("link_id")
    if links.empty:
        return "No links between criteria are defined."
    return f"{count(len(links), 'link')}. {_rounds(links)} {assigned(links, 'Each link')}"


def rests_on(found: pd.DataFrame, everyone: dict[str, list[str]]) -> str:
    """The rounds of what is compared, in brackets, where one of them is not the newest of all areas; else empty."""
    links = found[found["apart"].notna()].drop_duplicates("link_id")
    used = {(row[f"framework_{side}"], row[f"round_{side}"]) for row in links.to_dict("records") for side in SIDES}
    newest = {name: everyone[name][-1] for name, _ in used if name in everyone}
    if all(round_ == newest.get(name, round_) for name, round_ in used):
        return ""
    said = _rounds(links).rstrip(".")
    return f" ({said[:1].lower()}{said[1:]}; the newest of all areas: {listed(sorted(set(newest.values())))})"


def _rounds(links: pd.DataFrame) -> str:
    pairs = links.drop_duplicates(["framework_a", "framework_b"]).to_dict("records")
    rounds = {row[f"round_{side}"] for row in pairs for side in SIDES}
    if len(rounds) == 1 and rounds != {""}:
        return f"Round {rounds.pop()}."
    titles = {key: one.short_title for key, one in frameworks().items()}
    said = [
        " with ".join(
            f"{titles[row[f'framework_{side}']]} {row[f'round_{side}'] or '(not assessed)'}" for side in SIDES
        )
        for row in pairs
    ]
    return f"Rounds: {'; '.join(said)}."


def assigned(rows: pd.DataFrame, what: str) -> str:
    """Who assigned something: the project, or which sources (``rows``: ``assigned_by, source``)."""
    n_project = int((rows["assigned_by"] == PROJECT).sum())
    if n_project == len(rows):
        return f"{what} was assigned by the project."
    sources = listed(dict.fromkeys(rows.loc[rows["assigned_by"] != PROJECT, "source"]))
    return f"{what} comes from {sources}" + (f"; {n_project} were assigned by the project." if n_project else ".")


def total(found: pd.DataFrame, chance: pd.DataFrame) -> dict | None:
    """Shares found and by chance over everything compared; None when nothing is."""
    rows = expected(found, chance, []).to_dict("records")
    return rows[0] if rows else None
