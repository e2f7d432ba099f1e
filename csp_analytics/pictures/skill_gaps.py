"""Skills gaps: which skills are in place and which are missing, where, how sure one can be, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import skill_coverage
from csp_analytics.analysis.small_numbers import NEARLY_ALL, NEARLY_NONE, SHOWN
from csp_analytics.charts import skill_coverage as coverage_charts
from csp_analytics.charts import skill_groups, skill_needs, skill_quadrant, skill_shares, skill_words
from csp_analytics.charts.skill_grids import COVERAGE, NEED, SHARE
from csp_analytics.charts.skill_rows import BEFORE, NATION, OWN, PUBLISHED
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.words import count, listed
from csp_analytics.findings.surveys import IMPORTANCE, SKILLS
from csp_analytics.pictures import skills_asked as asking
from csp_analytics.pictures.skills_asked import Asked
from csp_analytics.store.connection import Store
from csp_analytics.surveys import load

MEASURES = {SHARE: "In place", NEED: "Need", COVERAGE: "Coverage"}
ORDERS = {
    skill_shares.BY_SHARE: "Lowest first",
    skill_shares.BY_GROUP: "By group of skills",
    skill_shares.BY_PRINCIPLE: "By principle",
}
SOME = 3


@dataclass(frozen=True)
class GapsPicture:
    """What the page shows whatever skill is looked at more closely.

    ``main`` is the chart of the measure; ``needs`` and ``quadrant`` are None where importance and confidence were not
    asked or may not be shown, and ``unasked`` then says so. ``skills`` are titles by id, the first of them the one that
    the page looks at more closely when nobody chose.
    """

    finding: str
    main: Sizes
    groups: Sizes | None
    needs: Sizes | None
    quadrant: Sizes | None
    unasked: str
    todo: list[str]
    skills: dict[str, str]
    about: dict[str, str]
    demo: bool


def gaps_picture(
    store: Store, round_: str, grouping_id: str, part: str, role: str, measure: str, order: str
) -> GapsPicture:
    """The skills of one part of the country (``all``, ``group:<name>``, ``area:<code>``) and role in one round."""
    one = Asked(store, round_, grouping_id, part, role)
    shares = shares_of(one)
    needs = asking.own_needs(one)
    counts = coverage_counts(one)
    rated = needs[needs["status"] == SHOWN]
    findings = {
        SHARE: skill_words.in_place(shares, one.where),
        NEED: skill_words.needs(needs, one.where),
        COVERAGE: skill_words.coverage_of(one.name, counts) if one.area else skill_words.coverage(counts),
    }
    basis = basis_of(one, shares)
    summary = skill_groups.summary(shares)
    drawn = {SHARE: _in_place, NEED: _needs, COVERAGE: _covered}[measure]
    frame = {SHARE: shares, NEED: needs, COVERAGE: counts}[measure]
    return GapsPicture(
        finding=findings[measure],
        main=drawn(one, frame, findings[measure], basis, order),
        groups=_groups(one, summary) if len(summary) > 1 else None,
        needs=_needs(one, needs, findings[NEED], basis, order) if len(rated) and measure != NEED else None,
        quadrant=_quadrant(one, needs) if len(rated) else None,
        unasked="" if len(rated) else findings[NEED],
        todo=_todo(one, shares, rated, counts),
        skills=_skills(one, shares),
        about=one.about,
        demo=one.demo,
    )


def shares_of(one: Asked) -> pd.DataFrame:
    """The shares with what stands beside them: of everybody the published figures and the round before; else all."""
    frame = asking.titled(asking.own_shares(one), one)
    if one.everybody:
        frame = asking.with_published(frame)
    else:
        frame = asking.beside(frame, asking.shares_by(one, "all"), NATION, intervals=False)
    if one.before:
        earlier = asking.own_shares(one, one.before)
        frame = frame.assign(before=frame["item_id"].map(earlier.set_index("item_id")["share"]))
    return frame


def coverage_counts(one: Asked) -> pd.DataFrame:
    """In how many areas of the part nobody, one person, two or more have each skill, thinnest skill first."""
    counts = skill_coverage.by_item(asking.coverage_of(one))
    return coverage_charts.thinnest_first(counts, {key: item.short for key, item in one.items.items()})


def basis_of(one: Asked, shares: pd.DataFrame) -> str:
    """What the shares rest on."""
    shown = shares[shares["status"] == SHOWN]
    codes = asking.areas_of(one)
    notes = [] if one.everybody else ["■ is everybody in all areas."]
    first = shown.iloc[0] if len(shown) else None
    return skill_words.basis(
        asking.people(one),
        0 if one.area else len(one.sent & set(codes)),
        len(codes),
        one.round,
        first["population"] if first is not None else float("nan"),
        first["form"] if first is not None else "",
        notes,
    )


def mark_names(one: Asked, frame: pd.DataFrame) -> dict[str, str]:
    """What the marks of a chart of shares are, by kind."""
    names = {OWN: f"share in place, {one.round}"}
    if NATION + "_share" in frame:
        names[NATION] = "all areas, all roles"
    if PUBLISHED in frame:
        names[PUBLISHED] = f"published {asking.published_year()}"
    if BEFORE in frame and frame[BEFORE].notna().any():
        names[BEFORE] = f"survey of {one.before}"
    return names


def _in_place(one: Asked, frame: pd.DataFrame, finding: str, basis: str, order: str) -> Sizes:
    told = Told("skills-in-place", "Skills in place, lowest first", finding, basis, _source(one), one.demo, one.about)
    return skill_shares.shares(frame, told, mark_names(one, frame), order=order)


def _needs(one: Asked, frame: pd.DataFrame, finding: str, basis: str, order: str) -> Sizes:
    n = frame.loc[frame["status"] == SHOWN, "n_pairs"]
    rests = f"{_span(n)} rated both, skill by skill, round {one.round}. " if len(n) else ""
    told = Told(
        "skills-needed", "Where importance is furthest above confidence", finding,
        f"{rests}People judge their own skills; the gaps have no interval.", one.source, one.demo, one.about,
    )  # fmt: skip
    return skill_needs.ranking(frame, told)


def _span(n: pd.Series) -> str:
    """How many people, where the number is not the same for every skill."""
    low, high = int(n.min()), int(n.max())
    return count(high, "person", "people") if low == high else f"{low:,} to {high:,} people"


def _covered(one: Asked, frame: pd.DataFrame, finding: str, basis: str, order: str) -> Sizes:
    codes = set(asking.areas_of(one))
    n = int(frame["n_areas"].max()) if len(frame) else 0
    without = len(codes) - n
    absent = f" {count(without, 'area')} with too few answers, or none, left out." if without else ""
    words = " Everyone counts, whatever their role." if one.role else ""
    told = Told(
        "skills-coverage", "How many people have each skill, area by area", finding,
        f"{count(n, 'area')}, round {one.round}.{absent}{words} Those who did not answer may have a skill.", one.source,
        one.demo, one.about,
    )  # fmt: skip
    return coverage_charts.coverage(frame, told)


def _groups(one: Asked, summary: pd.DataFrame) -> Sizes:
    told = Told(
        "skills-by-group", "By group of skills and by principle", skill_groups.sentence(summary),
        f"Mean of the shares of the skills that belong to each, round {one.round}.", one.source, one.demo, one.about,
    )  # fmt: skip
    return skill_groups.by_group(summary, told)


def _quadrant(one: Asked, needs: pd.DataFrame) -> Sizes:
    steps = [step.value for step in load.survey(SKILLS).by_id[IMPORTANCE].scale]
    scale = (min(steps), max(steps))
    told = Told(
        "skills-importance-confidence", "Importance against confidence", skill_quadrant.sentence(needs, scale),
        f"Means on a scale of {scale[0]} to {scale[1]}; the lines stand at its middle and do not move with the data. "
        "Names that find no room are in the table.", one.source, one.demo, one.about,
    )  # fmt: skip
    return skill_quadrant.quadrant(needs, scale, told)


def _todo(one: Asked, shares: pd.DataFrame, rated: pd.DataFrame, counts: pd.DataFrame) -> list[str]:
    """What to do, a sentence each: needs, single points of failure, what is nowhere, whom to ask."""
    shown = skill_shares.in_order(shares[shares["status"].isin((SHOWN, NEARLY_NONE, NEARLY_ALL))])
    said = []
    needed = rated[rated["mwds"] > 0].sort_values("mwds", ascending=False).head(SOME)
    if len(needed):
        words = [f"{row.said} ({skill_words.weighted(row.mwds)})" for row in needed.itertuples()]
        said.append(f"Train first where importance is furthest above confidence: {listed(words)}.")
    if len(shown):
        words = [f"{row['said']} ({skill_words.share_words(row)})" for row in shown.head(SOME).to_dict("records")]
        said.append(f"Build what fewest have in place: {listed(words)}.")
    said += _thin(one, counts)
    strong = shown.iloc[::-1].head(SOME)
    if len(shown) > SOME:
        said.append(f"Share what most have: {listed(strong['said'])} are in place most often.")
    return said


def _thin(one: Asked, counts: pd.DataFrame) -> list[str]:
    if counts.empty or not counts["n_areas"].max():
        return []
    return [skill_words.coverage_of(one.name, counts) if one.area else skill_words.single_points(counts)]


def _skills(one: Asked, shares: pd.DataFrame) -> dict[str, str]:
    ordered = skill_shares.in_order(shares)
    return dict(zip(ordered["item_id"], ordered["title"], strict=True))


def _source(one: Asked) -> str:
    published = f"; published figures: the survey of {asking.published_year()}" if asking.published_year() else ""
    return one.source + (published if one.everybody else "")
