"""The crosswalk: the principles as each framework sees them, and where linked answers agree or contradict."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import principles as comparing
from csp_analytics.analysis.crosswalk import AGREE, CONTRADICT, SIDES, by_chance, expected, summary
from csp_analytics.charts import crosswalk as charts
from csp_analytics.charts import principles as principle_charts
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import share
from csp_analytics.findings import crosswalk as crosswalk_findings
from csp_analytics.frameworks.crosswalk import crosswalk
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.published import published_skills
from csp_analytics.pictures import crosswalk_tables as tables
from csp_analytics.pictures import crosswalk_words as words
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
        by_pair: by pair of frameworks, how often they agree and contradict, beside what chance gives.
        by_topic: all areas only: counts by topic.
        by_area: all areas only: counts by area.
        ranks: all areas only: whether two frameworks put the areas in the same order.
        rule: what agree, differ, contradict and at random mean.
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
    by_pair: pd.DataFrame | None = None
    by_topic: pd.DataFrame | None = None
    by_area: pd.DataFrame | None = None
    ranks: pd.DataFrame | None = None
    rule: str = f"{charts.RULE} {charts.CHANCE}"
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
    chance = _chance(store, found, area_code)
    about, basis, demo = {"Area": area or EVERYONE}, words.basis(found), _rests_on_demo(store, found, area_code)
    shown = CrosswalkPicture(
        finding=words.finding(found, chance, known, crosswalk_findings.rounds_by_framework(store), area),
        principles=replace(_principles(store, area_code, area), about=about),
        basis=basis,
        problems=problems,
        about=about,
        demo=demo,
    )
    if len(known) < 2 or found.empty:
        return shown
    shown = replace(shown, agreement=replace(_agreement(found, chance, area, basis, demo), about=about))
    shown = replace(shown, by_pair=tables.pairs_table(expected(found, chance, ["framework_a", "framework_b"])))
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
    seen = comparing.enough_areas(comparing.principles_by_framework(everyone, own))
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
        f"every area, and not a score. {words.assigned(published, 'The principle of each skill')}",
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


def _chance(store: Store, found: pd.DataFrame, area_code: str) -> pd.DataFrame:
    """What chance gives on each link, from all areas in the same rounds; empty shares with too few areas."""
    everyone = crosswalk_findings.link_agreements(store, area_code, everyone=True) if area_code else found
    n_areas = everyone.loc[everyone["apart"].notna(), "area_code"].nunique()
    chance = by_chance(everyone)
    return chance if n_areas >= comparing.MIN_AREAS else chance.assign(**{AGREE: np.nan, CONTRADICT: np.nan})


def _agreement(found: pd.DataFrame, chance: pd.DataFrame, area: str, basis: str, demo: bool) -> Exhibit:
    titles = {key: one.name for key, one in principles().items()}
    counts = summary(found, ["principle_id"])
    counts = counts.sort_values("principle_id", key=lambda ids: ids.map(list(titles).index), ignore_index=True)
    rates = expected(found, chance, ["principle_id"]).set_index("principle_id").reindex(counts["principle_id"])
    rates = rates.reset_index()
    return charts.agreement(
        counts,
        [titles[key] for key in counts["principle_id"]],
        name="agreement-by-principle",
        headline="Do linked answers agree?",
        first="Principle",
        takeaway=charts.principle_takeaway(rates, words.total(found, chance), titles, area=area),
        basis=f"{'' if area else 'Pairs of linked answers of all areas. '}{basis}",
        as_shares=not area,
        demo=demo,
        rates=rates,
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
        by_areas=True,
    )


def _rests_on_demo(store: Store, found: pd.DataFrame, area_code: str) -> bool:
    used = {(row[f"framework_{side}"], row[f"round_{side}"]) for row in found.to_dict("records") for side in SIDES}
    return any(findings.rests_on_demo(store, key, (round_,), area_code) for key, round_ in sorted(used))
