"""The national picture: where the areas stand on the four principles, as sentences, big numbers and exhibits."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import national as summarising
from csp_analytics.analysis import scores as scoring
from csp_analytics.areas.groupings import default_grouping
from csp_analytics.areas.register import register
from csp_analytics.charts import coverage, group_tiles, levels
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points, short_titles, signed, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.standings import groups_of_areas
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

MOST_LISTED = 5


@dataclass(frozen=True)
class NationalPicture:
    """Everything that the page shows, whichever measure the map is set to."""

    finding: str
    cards: list[dict[str, str]]
    by_principle: Exhibit
    strongest: Exhibit
    weakest: Exhibit
    coverage: Exhibit
    groups: pd.DataFrame
    criteria: pd.DataFrame
    basis: str
    demo: bool


def measures(framework_id: str) -> dict[str, str]:
    """What the map can show: overall and each principle in use, by key."""
    titles = short_titles(framework_of(framework_id))
    return {scoring.ALL: titles.pop(scoring.ALL), **titles}


def national_picture(store: Store, framework_id: str, round_: str) -> NationalPicture:
    """The picture of one framework in one round."""
    framework = framework_of(framework_id)
    titles = unit_titles(framework, scoring.PRINCIPLE)
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    by_principle = findings.scores(store, framework_id, rounds=(round_,), by=scoring.PRINCIPLE)
    before = _round_before(store, framework_id, round_)
    earlier = findings.scores(store, framework_id, rounds=(before,), by=scoring.PRINCIPLE) if before else None
    summary = summarising.summary(by_principle, framework, unit="principle_id", before=earlier)
    criteria = findings.scores(store, framework_id, rounds=(round_,), by=scoring.CRITERION)
    national = scoring.national(criteria, framework, scoring.CRITERION)
    ranked = summarising.by_strength(national)
    most = min(MOST_LISTED, len(ranked) // 2)  # the lists never overlap
    basis = _basis(criteria, round_)
    pooled = scoring.national(by_principle, framework, scoring.PRINCIPLE)
    word = framework.row_word_plural
    about = {"Framework": framework_id, "Round": round_}
    overall = findings.scores(store, framework_id, rounds=(round_,))
    strongest, weakest = (
        levels.by_criterion(rows, framework, name=name, headline=f"{name.capitalize()} {word}", basis=basis, demo=demo)
        for name, rows in (("strongest", ranked.head(most)), ("weakest", ranked.iloc[::-1].head(most)))
    )
    exhibits = {
        "by_principle": levels.by_principle(pooled, titles, framework, basis=basis, demo=demo),
        "strongest": strongest,
        "weakest": weakest,
        "coverage": coverage.by_area(overall, register().names, round_, framework, demo=demo),
    }
    return NationalPicture(
        finding=finding(summary, titles, framework),
        cards=_cards(summary, titles, framework, before),
        **{name: replace(exhibit, about=about) for name, exhibit in exhibits.items()},
        groups=_groups(store, framework, round_),
        criteria=_criteria_table(national, framework),
        basis=basis,
        demo=demo,
    )


def national_map(store: Store, framework_id: str, round_: str, measure: str) -> Exhibit:
    """The map of one measure (a key of :func:`measures`): tiles, or areas by group without tile positions."""
    framework = framework_of(framework_id)
    by = scoring.OVERALL if measure == scoring.ALL else scoring.PRINCIPLE
    scores = findings.scores(store, framework_id, rounds=(round_,), by=by)
    chosen = scores[scores[scoring.unit_column(by)] == measure]
    exhibit = group_tiles.area_map(
        chosen,
        register().areas,
        groups_of_areas(findings.grouping(store, default_grouping()), findings.pairs(store, default_grouping())),
        measure=measures(framework_id)[measure],
        basis=_basis(chosen, round_)
        + (" Overall is the mean of the principle scores." if by == scoring.OVERALL else "")
        + " A click on a square opens that area.",
        source=framework.title,
        demo=findings.rests_on_demo(store, framework_id, (round_,)),
    )
    return replace(exhibit, about={"Framework": framework_id, "Round": round_})


def finding(summary: pd.DataFrame, titles: dict[str, str], framework: Framework) -> str:
    """Strongest and weakest principle in one sentence (``summary``: from ``summarising.summary`` by principle)."""
    shown = summary[summary["middle"].notna()]
    if shown.empty:
        return "No area has enough answers for a score in this round."
    if len(shown) == 1:
        only = shown.iloc[0]
        title = titles[only["principle_id"]]
        return f"Only {title} has enough answers: the middle area has {points(only['middle'])} of 100."
    whole = shown["middle"].map(points).tolist()
    if len(set(whole)) == 1:
        return f"The principles do not differ: the middle area has {whole[0]} of 100 on each of {len(shown)}."
    best, least = (
        shown[shown["middle"].map(points) == points(end)] for end in (shown["middle"].max(), shown["middle"].min())
    )
    strongest, weakest = (listed(titles[key] for key in part["principle_id"]) for part in (best, least))
    one_best, one_least = len(best) == 1, len(least) == 1
    words = (
        f"{strongest} {'is' if one_best else 'are'} the strongest principle{'' if one_best else 's'} (middle area "
        f"{points(best['middle'].iloc[0])} of 100), {weakest} the weakest ({points(least['middle'].iloc[0])})"
    )
    return f"{words}: {_low(least.iloc[0], framework)}." if one_least else f"{words}."


def _low(least: pd.Series, framework: Framework) -> str:
    """How many areas stand low on the weakest principle."""
    low = framework.label_of(summarising.low_level(framework))
    one = least["n_low"] == 1
    below = f"at '{low}'" + ("" if summarising.low_level(framework) == framework.lowest else " or below")
    stand = f"{'is' if one else 'are'} {below} on it"
    if framework.is_checklist:
        stand = f"answer{'s' if one else ''} '{low}' to more than half of its {framework.row_word_plural}"
    return f"{least['n_low']} of {count(int(least['n_areas']), 'area')} {stand}"


def _cards(summary: pd.DataFrame, titles: dict[str, str], framework: Framework, before: str) -> list[dict[str, str]]:
    cards = []
    for row in summary.to_dict("records"):
        span = f"{points(row['lowest'])} to {points(row['highest'])}"
        rest = f"Middle of {count(row['n_areas'], 'area')}; scores from {span}."
        if before and row.get("n_both"):
            moved = signed(row["change"])
            moved = moved if moved == "no change" else f"{moved} {'point' if moved[1:] == '1' else 'points'}"
            rest += f" Typical area since {before}: {moved} ({row['n_both']} in both)."
        cards.append(
            {"name": titles[row["principle_id"]], "number": points(row["middle"]), "unit": "of 100", "rest": rest}
        )
    return cards


def _basis(scores: pd.DataFrame, round_: str) -> str:
    rated = scores[scores["n_rated"] > 0]
    n_areas, n_all = rated["area_code"].nunique(), len(register().areas)
    return f"{n_areas} of {n_all} areas, round {round_}, {count(int(scores['n_rated'].sum()), 'rating')}."


def _groups(store: Store, framework: Framework, round_: str) -> pd.DataFrame:
    by_area = scoring.distribution(
        reading.ratings(store, framework.framework_id, rounds=(round_,)), framework, scoring.GROUP
    )
    pooled = scoring.national(by_area, framework, scoring.GROUP)
    top = framework.levels[len(framework.levels) // 2].value
    return pd.DataFrame(
        {
            framework.group_word.capitalize(): pooled["group_id"].map(framework.group_titles),
            framework.row_word_plural.capitalize(): [
                int((framework.table["group_id"] == key).sum()) for key in pooled["group_id"]
            ],
            "Middle level": [framework.label_of(value) for value in pooled["median_level"]],
            f"Share at '{framework.label_of(top)}'{' or above' if top < framework.highest else ''}": [
                "–" if value != value else f"{100 * value:.0f}%"
                for value in scoring.at_or_above(pooled, framework, top)
            ],
            "Ratings": pooled["n_rated"],
            "Areas": pooled["n_areas"],
        }
    )


def _criteria_table(national: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    titles = unit_titles(framework, scoring.PRINCIPLE)
    table = levels.level_table(
        national,
        [framework.by_id[key].text for key in national["criterion_id"]],
        framework,
        framework.row_word.capitalize(),
    )
    table.insert(1, "Principle", [titles[framework.by_id[key].principle_id] for key in national["criterion_id"]])
    return table


def _round_before(store: Store, framework_id: str, round_: str) -> str:
    known = reading.rounds(store, framework_id)
    place = known.index(round_) if round_ in known else 0
    return known[place - 1] if place else ""
