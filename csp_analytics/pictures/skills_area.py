"""Skills of one area: beside its group and all areas, what rests on one person, what to learn and what to offer."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.small_numbers import FEW, HIDDEN, SHOWN, SMALL, TOO_FEW
from csp_analytics.charts import skill_needs, skill_shares, skill_words
from csp_analytics.charts.skill_rows import GROUP, NATION, OWN, PUBLISHED
from csp_analytics.charts.skill_shares import Sizes, Told
from csp_analytics.charts.words import count, listed, share
from csp_analytics.pictures import skills_asked as asking
from csp_analytics.pictures.skill_gaps import coverage_counts
from csp_analytics.pictures.skills_asked import Asked
from csp_analytics.store.connection import Store

SOME = 4
CAVEATS = (
    "People judge their own skills, and those who answer may differ from those who do not.",
    "The area counts among its group and among all areas.",
    "Where few answered the band is wide: bands that overlap say that the difference may be chance.",
)


@dataclass(frozen=True)
class SkillsAreaPicture:
    """Everything that the page shows. ``absent`` says why the area itself has no figures, else it is empty."""

    name: str
    finding: str
    absent: str
    cards: list[dict[str, str]]
    beside: Sizes
    gaps: list[str]
    offers: list[str]
    needs: Sizes | None
    who: list[str]
    coverage: pd.DataFrame | None
    about: dict[str, str]
    demo: bool
    caveats: tuple[str, ...] = CAVEATS


def skills_area_picture(store: Store, round_: str, grouping_id: str, area_code: str) -> SkillsAreaPicture:
    """The skills of one area in one round beside one kind of peers."""
    one = Asked(store, round_, grouping_id, f"{asking.AREA}{area_code}")
    frame = beside_others(one)
    there = bool((frame["status"] == SHOWN).any())
    counts = coverage_counts(one)
    absent = "" if there else absent_words(one, frame)
    finding = f"{skill_words.in_place(frame, one.where)} {_apart(frame)}".strip() if there else _instead(one, frame)
    return SkillsAreaPicture(
        name=one.name,
        finding=finding,
        absent=absent,
        cards=_cards(one, frame, counts) if there else [],
        beside=_beside(one, frame, finding, there),
        gaps=_gaps(one, counts) if there else [],
        offers=_offers(frame, counts) if there else [],
        needs=_needs(one) if there else None,
        who=_who(one, frame),
        coverage=_coverage_table(one) if there else None,
        about={**one.about, "Peers": one.grouping_title},
        demo=one.demo,
    )


def beside_others(one: Asked) -> pd.DataFrame:
    """Shares of the area, its group and all areas, and the published figures, a row a skill."""
    frame = asking.with_published(asking.titled(asking.own_shares(one), one))
    group = asking.own_group(one)
    if group:
        of_groups = asking.shares_by(one, "group")
        frame = asking.beside(frame, of_groups[of_groups["unit"] == group], GROUP)
    return asking.beside(frame, asking.shares_by(one, "all"), NATION)


def mark_names(one: Asked) -> dict[str, str]:
    """What the marks are."""
    group = asking.own_group(one)
    names = {OWN: one.name}
    if group:
        names[GROUP] = asking.short_names(one.groups)[group]
    names[NATION] = "all areas"
    if asking.published_year():
        names[PUBLISHED] = f"published {asking.published_year()}"
    return names


def absent_words(one: Asked, frame: pd.DataFrame) -> str:
    """Why the area has no figures, kindly."""
    if one.area not in one.sent:
        return f"Nobody from {one.name} has answered in round {one.round} yet."
    why = frame["status"].iloc[0] if len(frame) else TOO_FEW
    if why == TOO_FEW:
        return (
            f"From {one.name} fewer than 5 people answered in round {one.round}. What they said counts in the figures "
            "of all areas; it is not shown by itself, so that nobody can be recognised."
        )
    if why == HIDDEN:
        return (
            f"The answers from {one.name} in round {one.round} are not shown by themselves: with them somebody in "
            "another area could be recognised."
        )
    return f"The answers from {one.name} in round {one.round} are not shown by themselves: {skill_words.reason(why)}."


def absent_in_short(one: Asked, frame: pd.DataFrame) -> str:
    """The same for a wall, where every line of the sentence takes a row from the chart."""
    if one.area not in one.sent:
        return absent_words(one, frame)
    why = frame["status"].iloc[0] if len(frame) else TOO_FEW
    if why == TOO_FEW:
        return f"{one.name}: fewer than 5 people answered."
    return f"{one.name} is not shown by itself."


def _instead(one: Asked, frame: pd.DataFrame) -> str:
    group = asking.own_group(one)
    others = f"{asking.short_names(one.groups)[group]} and all areas" if group else "all areas"
    return f"{absent_words(one, frame)} Below: {others} instead."


def _apart(frame: pd.DataFrame) -> str:
    """On how many skills the interval does not meet that of all areas."""
    both = frame[(frame["status"] == SHOWN) & (frame["nation_status"] == SHOWN)]
    lower = both.loc[both["high"] < both["nation_low"], "said"]
    higher = both.loc[both["low"] > both["nation_high"], "said"]
    if not len(lower) + len(higher):
        return "No skill is clearly lower or higher than in all areas: the intervals overlap."
    parts = [f"{word} on {len(names)}" for word, names in (("lower", lower), ("higher", higher)) if len(names)]
    of = count(len(both), "skill") if len(both) == len(frame) else f"the {len(both)} skills that can be compared"
    return f"Beside all areas it is clearly {' and '.join(parts)} of {of}."


def _beside(one: Asked, frame: pd.DataFrame, finding: str, there: bool) -> Sizes:
    first = frame[frame["status"] == SHOWN].head(1)
    basis = skill_words.basis(
        asking.people(one), 0, 0, one.round,
        first["population"].iloc[0] if len(first) else float("nan"), first["form"].iloc[0] if len(first) else "",
        ["Thin lines are the intervals of the group and of all areas; the area counts in both."],
    )  # fmt: skip
    names = mark_names(one)
    if not there:
        names = {kind: name for kind, name in names.items() if kind != OWN}
        basis = f"{_others(frame)}, round {one.round}. 95% Wilson intervals. People judge their own skills."
    source = f"{one.source}; published figures: the survey of {asking.published_year()}"
    head = "Skills in place, beside its group and all areas" if there else "Skills in place elsewhere"
    told = Told(
        "skills-of-the-area", head, finding, basis, source, one.demo,
        {**one.about, "Peers": one.grouping_title},
    )  # fmt: skip
    return skill_shares.shares(frame if there else frame.assign(hushed=True), told, names)


def _others(frame: pd.DataFrame) -> str:
    """How many people the group and all areas are."""
    known = {GROUP: "the group", NATION: "all areas"}
    said = []
    for kind, name in known.items():
        n = frame[f"{kind}_n"].max() if f"{kind}_n" in frame else float("nan")
        if n == n:
            said.append(f"{count(int(n), 'person', 'people')} answered in {name}")
    return " and ".join(said)[:1].upper() + " and ".join(said)[1:] if said else "Shares of those who answered"


def _cards(one: Asked, frame: pd.DataFrame, counts: pd.DataFrame) -> list[dict[str, str]]:
    n, posts = asking.people(one), frame["population"].iloc[0]
    rate = f"{share(n, posts)} of {int(posts):,} posts." if posts == posts and n <= posts else "Posts are not known."
    if posts == posts and n > posts:
        rate = f"More than the {int(posts):,} posts on record."
    known = counts[counts["n_areas"] > 0]
    of = f"of {count(len(known), 'skill')}"
    parts = {
        "Nobody has it": known.loc[known["n_nobody"] > 0, "said"],
        "At most one person": known.loc[known["n_at_most_one"] > 0, "said"],
        "One person only": known.loc[known["n_one"] > 0, "said"],
        "Two or more have it": known.loc[known["n_several"] > 0, "said"],
    }
    # Of few people it is not said whether nobody or one of them has a skill.
    del parts["Nobody has it" if len(parts["At most one person"]) else "At most one person"]
    return [
        {"name": "Answered", "number": f"{n:,}" if n else "–", "unit": "people", "rest": rate},
        *(
            {"name": name, "number": str(len(skills)), "unit": of,
             "rest": "Among those who answered." if name.startswith("Two") else _names(skills)}
            for name, skills in parts.items()
        ),
    ]  # fmt: skip


def _names(names: pd.Series) -> str:
    return f"{listed(names, most=3)}." if len(names) else "None."


def _gaps(one: Asked, counts: pd.DataFrame) -> list[str]:
    """What nobody, and what one person alone, has; what is not said of small areas."""
    known = counts[counts["n_areas"] > 0]
    said = []
    for column, words in (
        ("n_nobody", "Nobody who answered has"),
        ("n_at_most_one", "At most one person has"),
        ("n_one", "One person only, a single point of failure, has"),
    ):
        names = known.loc[known[column] > 0, "said"]
        if len(names):
            said.append(f"{words}: {listed(names)}.")
    return said or [f"At least two people have each of {count(len(known), 'skill')}."]


def _offers(frame: pd.DataFrame, counts: pd.DataFrame) -> list[str]:
    """Strengths that others could learn from: several people have them, and more than in all areas."""
    several = set(counts.loc[counts["n_several"] > 0, "item_id"])
    both = frame[(frame["status"] == SHOWN) & (frame["nation_status"] == SHOWN) & frame["item_id"].isin(several)]
    ahead = both.assign(ahead=both["share"] - both["nation_share"]).sort_values("ahead", ascending=False)
    ahead = ahead[ahead["ahead"] > 0].head(SOME)
    words = [
        f"{row.title}: {skill_words.percent(row.share)} here, {skill_words.percent(row.nation_share)} in all areas"
        f"{', the intervals do not meet' if row.low > row.nation_high else ''}."
        for row in ahead.itertuples()
    ]
    return words or ["No skill is in place more often here than in all areas."]


def _needs(one: Asked) -> Sizes | None:
    needs = asking.own_needs(one)
    if not (needs["status"] == SHOWN).any():
        return None
    nation = asking.needs_by(one, "all").set_index("item_id")["mwds"]
    frame = needs.assign(nation_mwds=needs["item_id"].map(nation))
    told = Told(
        "needs-of-the-area", "What to learn: importance above confidence", skill_words.needs(needs, one.where),
        f"People who rated both, round {one.round}. ◇ is all areas.", one.source, one.demo, one.about,
    )  # fmt: skip
    return skill_needs.ranking(frame, told)


def _who(one: Asked, frame: pd.DataFrame) -> list[str]:
    """Who answered here: how many, of how many posts; where too few did, what it takes."""
    n = asking.people(one)
    posts = frame["population"].iloc[0] if len(frame) else float("nan")
    if not n:
        could = f"{count(int(posts), 'post')} in {one.name} could answer. " if posts == posts else ""
        return [f"{could}With {FEW} answers its own figures appear, with {SMALL} also those by role."]
    rate = f" of {int(posts):,} posts ({share(n, posts)})" if posts == posts and n <= posts else ""
    said = [f"{count(n, 'person', 'people')} from {one.name} answered{rate} in round {one.round}."]
    if n < SMALL:
        said.append(
            f"With fewer than {SMALL} people nothing is told apart by role, and shares at either end are in words."
        )
    return said


def _coverage_table(one: Asked) -> pd.DataFrame:
    frame = asking.titled(asking.coverage_of(one), one)
    return pd.DataFrame(
        {
            "Skill": frame["title"],
            "Group": frame["group_title"],
            "How many people have it": frame["words"].mask(
                frame["words"] == "", frame["status"].map(skill_words.reason)
            ),
        }
    )
