"""The crosswalk: the principles as each framework sees them, and where linked answers agree or contradict."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import principles as comparing
from csp_analytics.analysis.crosswalk import AGREE, CONTRADICT, DIFFER, SIDES, VERDICTS, contradictions, summary
from csp_analytics.charts import crosswalk as charts
from csp_analytics.charts import principles as principle_charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, share
from csp_analytics.findings import crosswalk as crosswalk_findings
from csp_analytics.frameworks.crosswalk import PROJECT, crosswalk
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.published import published_skills
from csp_analytics.pictures import crosswalk_tables as tables
from csp_analytics.pictures.area import area_names
from csp_analytics.store.connection import Store

MOST_TOPICS = 8
EVERYONE = "All areas"


@dataclass(frozen=True)
class CrosswalkPicture:
    """Everything that the page shows; a part that there is nothing to show of is None or empty.

    Attributes:
        finding: the answer in a sentence or two.
        absent: why there is nothing to show, else empty.
        principles: the principles as each framework and the skills survey see them.
        agreement: how many links agree, by principle.
        topics: all areas only: the topics with the most contradictions.
        contradictions: one area only: each contradiction as a card, with the evidence of both sides.
        links: one area: every link with both answers; all areas: every link with its counts.
        by_topic: all areas only: counts by topic.
        by_area: all areas only: counts by area.
        ranks: all areas only: whether two frameworks put the areas in the same order.
        rule: what agree, differ and contradict mean.
        basis: rounds, and where the links come from.
        problems: what is wrong with the files of links and of skills, in sentences.
        about: what one is looking at, for downloads.
        demo: whether any of it is demonstration data.
    """

    finding: str
    absent: str = ""
    principles: Exhibit | None = None
    agreement: Exhibit | None = None
    topics: Exhibit | None = None
    contradictions: list[dict[str, str]] = field(default_factory=list)
    links: pd.DataFrame | None = None
    by_topic: pd.DataFrame | None = None
    by_area: pd.DataFrame | None = None
    ranks: pd.DataFrame | None = None
    rule: str = charts.RULE
    basis: str = ""
    problems: list[str] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False


def crosswalk_picture(store: Store, area_code: str = "") -> CrosswalkPicture:
    """The picture of one area, or of all areas of the register when none is given."""
    area = area_names(store)[area_code] if area_code else ""
    known = crosswalk_findings.rounds_by_framework(store, area_code)
    problems = [one.sentence for one in (*crosswalk()[1], *published_skills()[1])]
    if not known:
        who = f"{area} has no assessment" if area else "No area has an assessment"
        return CrosswalkPicture("", f"{who} under any framework: nothing can be set side by side.", problems=problems)
    found = crosswalk_findings.link_agreements(store, area_code)
    about, basis, demo = {"Area": area or EVERYONE}, _basis(found), _rests_on_demo(store, found, area_code)
    shown = CrosswalkPicture(
        finding=_finding(found, known, area),
        principles=replace(_principles(store, area_code, area), about=about),
        basis=basis,
        problems=problems,
        about=about,
        demo=demo,
    )
    if len(known) < 2 or found.empty:
        return shown
    shown = replace(shown, agreement=replace(_agreement(found, area, basis, demo), about=about))
    if area:
        contradicted, links = tables.contradiction_cards(found), tables.links_of_area(found)
        return replace(shown, contradictions=contradicted, links=links)
    return replace(
        shown,
        topics=replace(_topics(found, basis, demo), about=about),
        links=tables.links_of_all(found),
        by_topic=tables.counts_table(found, "topic", "Topic"),
        by_area=tables.counts_table(found, "area_code", "Area", area_names(store)),
        ranks=tables.ranks_table(comparing.rank_agreement(crosswalk_findings.principle_scores(store)[0])),
    )


def _principles(store: Store, area_code: str, area: str) -> Exhibit:
    everyone, own = crosswalk_findings.principle_scores(store, area_code)
    seen = comparing.principles_by_framework(everyone, own)
    rows = everyone if own is None else pd.concat([everyone, own])
    rounds = rows.drop_duplicates("framework").set_index("framework")["round"].to_dict()
    middle_apart = comparing.apart(seen, "middle")
    return principle_charts.principles(
        seen,
        comparing.apart(seen, "own") if area else middle_apart,
        {key: one.name for key, one in principles().items()},
        {key: (frameworks()[key].short_title, round_) for key, round_ in rounds.items()},
        _skills(),
        area=area,
        middle_apart=middle_apart,
        demo=any(findings.rests_on_demo(store, key, (round_,)) for key, round_ in rounds.items()),
    )


def _skills() -> principle_charts.Skills | None:
    published, _ = published_skills()
    if published.empty:
        return None
    first = published.iloc[0]
    return principle_charts.Skills(
        comparing.skills_by_principle(published),
        title=f"Skills in place, {first['year']}",
        finding=_scarcest(published),
        basis=f"Skills: share of {first['n_returns']:.0f} returns from {first['n_areas']:.0f} of "
        f"{first['of_areas']:.0f} areas in {first['year']} that have a skill in place; a national figure, the same for "
        f"every area, and not a score. {_assigned(published, 'The principle of each skill')}",
        source=first["source"],
    )


def _scarcest(published: pd.DataFrame) -> str:
    shares = published[published["share_in_place"].notna()]
    if shares.empty:
        return ""
    row = shares.loc[shares["share_in_place"].idxmin()]
    return (
        f"In the skills survey the scarcest skill is {row['skill']} ({principles()[row['principle_id']].name}), in "
        f"place in {share(row['share_in_place'], 100)} of returns."
    )


def _agreement(found: pd.DataFrame, area: str, basis: str, demo: bool) -> Exhibit:
    titles = {key: one.name for key, one in principles().items()}
    counts = summary(found, ["principle_id"])
    counts = counts.sort_values("principle_id", key=lambda ids: ids.map(list(titles).index), ignore_index=True)
    return charts.agreement(
        counts,
        [titles[key] for key in counts["principle_id"]],
        name="agreement-by-principle",
        headline="Do linked answers agree?",
        first="Principle",
        takeaway=charts.principle_takeaway(counts, titles, area=area),
        basis=f"{'' if area else 'Pairs of linked answers of all areas. '}{basis}",
        as_shares=not area,
        demo=demo,
    )


def _topics(found: pd.DataFrame, basis: str, demo: bool) -> Exhibit:
    counts = charts.most_contradicted(summary(found, ["topic"])).head(MOST_TOPICS)
    return charts.agreement(
        counts,
        list(counts["topic"]),
        name="topics-contradicted",
        headline="Topics with the most contradictions",
        first="Topic",
        takeaway=charts.topic_takeaway(counts),
        basis=f"Pairs of linked answers of all areas, topics in which most areas have a contradiction. {basis}",
        as_shares=True,
        demo=demo,
    )


def _finding(found: pd.DataFrame, known: dict[str, list[str]], area: str) -> str:
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
    if not area:
        where = f"Over {count(compared['area_code'].nunique(), 'area')}"
        said = (
            f"{where}, {share(n[AGREE], len(compared))} {of} agree and {share(n[CONTRADICT], len(compared))} contradict"
        )
        return f"{said} each other. {charts.topic_takeaway(charts.most_contradicted(summary(found, ['topic'])))}"
    said = f"{where}, {n[AGREE]} {of} agree, {n[DIFFER]} differ and {n[CONTRADICT] or 'none'} contradict each other."
    if not n[CONTRADICT]:
        return said
    first = contradictions(compared).to_dict("records")[0]
    lead = "That one is" if n[CONTRADICT] == 1 else "One of them is"
    return f"{said} {lead} {first['topic']}: {charts.says(first, frameworks())}."


def _basis(found: pd.DataFrame) -> str:
    links = found.drop_duplicates("link_id")
    if links.empty:
        return "No links between criteria are defined."
    return f"{count(len(links), 'link')}. {_rounds(links)} {_assigned(links, 'Each link')}"


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


def _assigned(rows: pd.DataFrame, what: str) -> str:
    n_project = int((rows["assigned_by"] == PROJECT).sum())
    if n_project == len(rows):
        return f"{what} was assigned by the project."
    sources = listed(dict.fromkeys(rows.loc[rows["assigned_by"] != PROJECT, "source"]))
    return f"{what} comes from {sources}" + (f"; {n_project} were assigned by the project." if n_project else ".")


def _rests_on_demo(store: Store, found: pd.DataFrame, area_code: str) -> bool:
    used = {(row[f"framework_{side}"], row[f"round_{side}"]) for row in found.to_dict("records") for side in SIDES}
    return any(findings.rests_on_demo(store, key, (round_,), area_code) for key, round_ in sorted(used))
