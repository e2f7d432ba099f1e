"""Maturity beside another fact about the areas: an indicator that was loaded, or one of the context variables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.association import Association, association, associations
from csp_analytics.analysis.peers import peers_of
from csp_analytics.areas.register import Area, register
from csp_analytics.charts import association as association_charts
from csp_analytics.charts import facts as wording
from csp_analytics.charts import scatter
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.facts import Fact
from csp_analytics.charts.scatter_figure import OTHER, OWN, PEER
from csp_analytics.charts.words import listed
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.area import area_names
from csp_analytics.pictures.facts import facts
from csp_analytics.pictures.national import measures
from csp_analytics.store.connection import Store

MOST_NAMED = 12
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class ContextPicture:
    """Everything that the page shows. ``about`` says what one is looking at."""

    finding: str
    caution: str
    scatter: Exhibit
    everything: Exhibit
    about: dict[str, str]
    demo: bool


def context_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    measure: str,
    fact_id: str,
    period: str = "",
) -> ContextPicture:
    """One measure of one framework in one round beside one fact.

    Args:
        store: where from.
        framework_id: the framework.
        round_: the round.
        grouping_id: whose peers are marked.
        area_code: the area that is looked at; one outside the register is drawn and not counted.
        measure: a key of :func:`csp_analytics.pictures.national.measures`.
        fact_id: a key of :func:`csp_analytics.pictures.facts.fact_titles`.
        period: of an indicator; the newest when empty.
    """
    framework = framework_of(framework_id)
    known = facts(store)
    fact = known.at(fact_id, period)
    areas = _areas(store, framework_id, round_, grouping_id, area_code, measure).merge(
        known.values(fact), on="area_code", how="left"
    )
    counted = areas[areas["counted"]]
    found = association(counted)
    all_facts = known.every() | {fact_id: fact}
    title = measures(framework_id)[measure]
    on = title.lower() if measure == scoring.ALL else f"on {title}"
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    about = {"Framework": framework_id, "Round": round_, "Measure": title}
    own = area_names(store)[area_code]
    where = {"Area": own, **about, "Peers": findings.grouping(store, grouping_id).title}
    beside = scatter.beside(
        areas,
        found,
        fact,
        measure=title,
        on=on,
        own=own,
        basis=_basis(areas, found, fact, round_),
        source="; ".join(part for part in (framework.title, fact.source) if part),
        demo=demo or fact.demo,
    )
    values = pd.concat([known.values(one).assign(fact_id=key) for key, one in all_facts.items()], ignore_index=True)
    everything = association_charts.every_fact(
        associations(counted, values),
        all_facts,
        fact_id,
        measure=title.lower() if measure == scoring.ALL else title,
        round_=round_,
        source=framework.title,
        demo=demo or any(one.demo for one in all_facts.values()),
    )
    return ContextPicture(
        finding=wording.finding(found, fact, on),
        caution=wording.caution(found.n),
        scatter=replace(beside, about=where),
        everything=replace(everything, about=about),
        about=where | {"Beside": fact.title} | ({"Period": fact.period} if fact.period else {}),
        demo=beside.demo or everything.demo,
    )


def first_to_compare(store: Store, framework_id: str, round_: str, measure: str) -> str:
    """Id of the first fact, indicators before variables, that has a rho with a score; the first when none has."""
    known = facts(store)
    every = known.every()
    scores = _scores(store, framework_id, round_, measure)
    scores = scores[scores["area_code"].isin(register().areas)]
    for key, fact in every.items():
        if not association(known.values(fact).merge(scores, on="area_code")).why_not:
            return key
    return next(iter(every))


def _scores(store: Store, framework_id: str, round_: str, measure: str, also: str = "") -> pd.DataFrame:
    """``area_code, score`` of one measure."""
    by = scoring.OVERALL if measure == scoring.ALL else scoring.PRINCIPLE
    scores = findings.scores(store, framework_id, rounds=(round_,), also=also, by=by)
    return scores.loc[scores[scoring.unit_column(by)] == measure, ["area_code", "score"]]


def _areas(
    store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str, measure: str
) -> pd.DataFrame:
    """Every area of the register and the one looked at, with its score: the columns that the scatter wants."""
    known = register().areas
    shown: list[Area] = list(known.values())
    peers = set(peers_of(findings.pairs(store, grouping_id), area_code))
    rows = [(a.area_code, a.name, a.short_name, a.tile_label, _standing(a.area_code, area_code, peers)) for a in shown]
    if area_code not in known:
        name = area_names(store)[area_code]
        rows.append((area_code, name, name, "", OWN))
    areas = pd.DataFrame(rows, columns=["area_code", "name", "short_name", "tile_label", "standing"])
    areas["counted"] = areas["area_code"].isin(known)
    return areas.merge(_scores(store, framework_id, round_, measure, area_code), on="area_code", how="left")


def _standing(code: str, own: str, peers: set[str]) -> str:
    return OWN if code == own else PEER if code in peers else OTHER


def _basis(areas: pd.DataFrame, found: Association, fact: Fact, round_: str) -> str:
    counted = areas[areas["counted"]]
    without = []
    for column, word in (("score", "a score"), ("value", "a figure")):
        names = sorted(counted.loc[counted[column].isna(), "name"])
        without += [f"Without {word}: {listed(names, most=MOST_NAMED)}."] if names else []
    outside = areas[~areas["counted"]]["name"]
    without += [f"{name} is outside the register: drawn where it has both, never counted." for name in outside]
    return " ".join(
        part
        for part in (
            f"{found.n} of {len(counted)} areas with both, the own area counted; medians are theirs.",
            _when(fact, round_),
            fact.description,
            "" if fact.unit else "The file named no unit.",
            *without,
        )
        if part
    )


def _when(fact: Fact, round_: str) -> str:
    """Of when the two figures are, and whether that is the same year."""
    years, of_round = set(_YEAR.findall(fact.period)), set(_YEAR.findall(round_))
    said = f"Figures of {fact.period}, ratings of round {round_}" if fact.period else f"Ratings of round {round_}"
    differ = bool(years and of_round and not _spanned(fact.period) & of_round)
    return f"{said}: not the same time." if differ else f"{said}."


def _spanned(period: str) -> set[str]:
    """The years that a period touches: 2021/22 is 2021 and 2022."""
    years = set(_YEAR.findall(period))
    if second := re.search(r"((?:19|20)\d\d)\s*[/–-]\s*(\d\d)(?!\d)", period):
        years.add(second[1][:2] + second[2])
    return years
