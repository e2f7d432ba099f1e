"""Change between two rounds, of all areas or of one: sentences, dumbbells, and what was left out and why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import change as changing
from csp_analytics.analysis import movers
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts import change as bars
from csp_analytics.charts import moves
from csp_analytics.charts import typical as strips
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, points, short_titles, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.area import area_names
from csp_analytics.pictures.change_words import absent, few, kept, kept_typically, only, own, typical, with_kept
from csp_analytics.pictures.left_out import LeftOut, left_out
from csp_analytics.store.connection import Store

CAUTION = (
    "These are partnerships' ratings of themselves. Other people may have rated this time, and a partnership that has "
    "learnt what good looks like may rate itself lower than before."
)
TESTS = (
    "Sign test: how often so uneven a count would come about if up and down were equally likely; from six areas that "
    "moved. It is for analysts: of {n} tests about {chance} would be under 0.05 by chance alone, and these are all the "
    "areas, not a sample."
)
METHOD = (
    "Like for like: only what is rated in both rounds and was not reworded between them. Score: 100 x (mean level - "
    "lowest) / (highest - lowest); overall is the mean of the principles; none under three criteria."
)


@dataclass(frozen=True)
class ChangePicture:
    """Everything that the page shows. Without any exhibit the finding says why there is nothing to show."""

    finding: str
    caution: str = ""
    principles: Exhibit | None = None
    areas: Exhibit | None = None
    improved: Exhibit | None = None
    declined: Exhibit | None = None
    steps: Exhibit | None = None
    criteria: Exhibit | None = None
    every_criterion: pd.DataFrame | None = None
    tests: str = ""
    left_out: LeftOut = field(default_factory=LeftOut)
    about: dict[str, str] = field(default_factory=dict)
    demo: bool = False

    @property
    def how_far(self) -> list[Exhibit]:
        """What moved how far."""
        return [one for one in (self.principles, self.areas, self.steps) if one]

    @property
    def on_what(self) -> list[Exhibit]:
        """The criteria that moved."""
        return [one for one in (self.improved, self.declined, self.criteria) if one]


def change_picture(store: Store, framework_id: str, before: str, after: str, area_code: str = "") -> ChangePicture:
    """The change of all areas of the register, or of one area, from one round to another."""
    framework = framework_of(framework_id)
    names = area_names(store)
    if before == after:
        return ChangePicture(
            f"Only one round of {framework.title} has been loaded ({after}), so there is no change to show yet."
        )
    if nothing := absent(store, framework, before, after, area_code, names):
        return ChangePicture(nothing)
    changes = findings.change_by_criterion(store, framework_id, before, after, area_code=area_code)
    summary = changing.change_summary(changes, framework).merge(
        changing.headline_if_kept(changes, framework), on="area_code"
    )
    demo = findings.rests_on_demo(store, framework_id, (before, after), area_code)
    about = {"Area": names[area_code] if area_code else "All areas", "Framework": framework_id,
             "Compared with": before, "Round": after}  # fmt: skip
    between = moves.Between(framework, before, after, "", demo, METHOD, about)
    if area_code:
        return _one_area(changes, summary, between, names, names[area_code])
    there = changes.loc[movers.assessed_twice(changes), "area_code"].unique()
    if len(there) != 1:
        return _all_areas(changes, summary, between, names)
    alone = summary[summary["area_code"].isin(there)]
    return _one_area(changes, alone, between, names, names[there[0]], alone=True)


def _all_areas(
    changes: pd.DataFrame, summary: pd.DataFrame, between: moves.Between, names: dict[str, str]
) -> ChangePicture:
    framework = between.framework
    by_principle = changing.change_summary(changes, framework, ["area_code", "principle_id"])
    together = movers.areas_together(summary)
    criteria = movers.criteria_together(changes, framework)
    compared = int(summary["n_compared"].sum())
    n_areas = int((summary["n_compared"] > 0).sum())
    assessed = changes.loc[movers.assessed_twice(changes), "area_code"].unique()
    resting = (
        f"{count(n_areas, 'area')} in both rounds, {count(compared, 'pair')} of ratings of {between.before} and "
        f"{between.after}."
    )
    between = replace(between, basis=resting)
    lost = left_out(changes, between, names, one=False)
    said = kept_typically(together, lost)
    scored = bool(len(together))
    if scored and together["typical_points"].notna().all():
        finding = with_kept(typical(together, between), said)
    else:
        who = [names[code] for code in summary.loc[summary["points"].notna(), "area_code"]]
        finding = few(together, who, len(assessed), between)
    lists = {name: _most(criteria, between, down=down) for name, down in (("improved", False), ("declined", True))}
    n_tests = int(criteria["p_sign"].notna().sum())
    return ChangePicture(
        caution=CAUTION,
        finding=finding,
        principles=_principles_together(by_principle, summary, between, names) if scored else None,
        areas=moves.areas(summary, names, between) if scored else None,
        **lists,
        every_criterion=bars.criteria_table(criteria, framework),
        tests=f"{resting} {TESTS.format(n=n_tests, chance=points(n_tests / 20))}" if n_tests else resting,
        left_out=lost.and_say(said),
        about=between.about,
        demo=between.demo,
    )


def _principles_together(
    by_principle: pd.DataFrame, summary: pd.DataFrame, between: moves.Between, names: dict[str, str]
) -> Exhibit:
    order = [key for key in between.framework.principle_ids if key in set(by_principle["principle_id"])]
    own = pd.concat(
        [by_principle.rename(columns={"principle_id": "measure"}), summary.assign(measure=scoring.ALL)]
    ).dropna(subset="points")
    together = movers.areas_together(own, "measure").set_index("measure")
    together = together.loc[[key for key in (*order, scoring.ALL) if key in together.index]].reset_index()
    own = own.assign(name=own["area_code"].map(names))
    return strips.by_principle(together, own, short_titles(between.framework), between)


def _most(criteria: pd.DataFrame, between: moves.Between, *, down: bool) -> Exhibit | None:
    rows, n_tied = movers.most_moved(criteria, "net", down=down)
    if rows.empty:
        return None
    shown = bars.criteria(rows, n_tied, between.framework, down=down, basis=between.basis, demo=between.demo)
    return replace(shown, about=between.about, method=between.method)


def _one_area(
    changes: pd.DataFrame, summary: pd.DataFrame, between: moves.Between, names: dict[str, str], area: str,
    *, alone: bool = False,
) -> ChangePicture:  # fmt: skip
    """The change of the one area of ``summary``; of ``changes`` other areas are those that were assessed once."""
    framework, who = between.framework, only(area, between) if alone else area
    like = changes[changes["change"] != changing.NOT_LIKE_FOR_LIKE]
    between = replace(
        between, basis=f"{count(len(like), framework.row_word, framework.row_word_plural)} like for like."
    )
    lost = left_out(changes, between, names, one=True)
    if like.empty:
        none = f"{who}: none of its {framework.row_word_plural} can be compared like for like from {between.before} to "
        return ChangePicture(f"{none}{between.after}.", left_out=lost, about=between.about, demo=between.demo)
    row = summary.iloc[0]
    said = kept(
        (row["points"], moves.moved(row["score_before"], row["score_after"])),
        (row["kept_points"], moves.moved(row["kept_before"], row["kept_after"])),
        lost, framework.row_word, framework.row_word_plural, "change",
    )  # fmt: skip
    mine = changes[changes["area_code"] == row["area_code"]]
    by_principle = changing.change_summary(mine, framework, ["area_code", "principle_id"])
    steps = bars.steps(
        by_principle, unit_titles(framework, scoring.PRINCIPLE), unit="principle_id", area=area,
        before=between.before, after=between.after, word=framework.row_word_plural, source=framework.title,
        demo=between.demo,
    )  # fmt: skip
    measures = pd.concat(
        [by_principle.rename(columns={"principle_id": "measure"}), summary.assign(measure=scoring.ALL)]
    )[["measure", "score_before", "score_after", "n_compared"]].rename(columns={"n_compared": "Compared"})
    return ChangePicture(
        caution=f"{CAUTION} No test of significance is made for one area.",
        finding=with_kept(own(row, who, between), said),
        principles=moves.principles(measures, short_titles(framework), between, whose=area),
        steps=replace(
            steps, headline=f"How many {framework.row_word_plural} moved", about=between.about, method=between.method
        ),
        criteria=moves.criteria(like, between) if (like["steps"] != 0).any() else None,
        left_out=lost.and_say(said),
        about=between.about,
        demo=between.demo,
    )
