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
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, points, short_titles, signed, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures.area import area_names
from csp_analytics.pictures.change_words import absent, kept, kept_typically, own, typical, with_kept
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
    one = _one_area if area_code else _all_areas
    return one(changes, summary, between, names)


def _all_areas(
    changes: pd.DataFrame, summary: pd.DataFrame, between: moves.Between, names: dict[str, str]
) -> ChangePicture:
    framework = between.framework
    by_principle = changing.change_summary(changes, framework, ["area_code", "principle_id"])
    together = movers.areas_together(summary)
    criteria = movers.criteria_together(changes, framework)
    compared = int(summary["n_compared"].sum())
    n_areas = int((summary["n_compared"] > 0).sum())
    resting = (
        f"{count(n_areas, 'area')} in both rounds, {count(compared, 'pair')} of ratings of {between.before} and "
        f"{between.after}."
    )
    between = replace(between, basis=resting)
    lost = left_out(changes, between, names, one=False)
    said = kept_typically(together, lost)
    scored = bool(len(together))
    lists = {name: _most(criteria, between, down=down) for name, down in (("improved", False), ("declined", True))}
    n_tests = int(criteria["p_sign"].notna().sum())
    return ChangePicture(
        caution=CAUTION,
        finding=with_kept(typical(together, between), said),
        principles=_principles_together(by_principle, together, between) if scored else None,
        areas=moves.areas(summary, names, between) if scored else None,
        **lists,
        every_criterion=bars.criteria_table(criteria, framework),
        tests=f"{resting} {TESTS.format(n=n_tests, chance=points(n_tests / 20))}" if n_tests else resting,
        left_out=lost.and_say(said),
        about=between.about,
        demo=between.demo,
    )


def _principles_together(by_principle: pd.DataFrame, together: pd.DataFrame, between: moves.Between) -> Exhibit:
    rows = movers.areas_together(by_principle, "principle_id").rename(columns={"principle_id": "measure"})
    order = [key for key in between.framework.principle_ids if key in set(rows["measure"])]
    rows = pd.concat([rows.set_index("measure").loc[order].reset_index(), together.rename(columns={"unit": "measure"})])
    named = {"n_areas": "Areas", "typical_points": "Change of the typical area",
             "n_up": "Areas up on more",
             "n_even": "As many up as down", "n_down": "Areas down on more"}  # fmt: skip
    shown = rows.rename(columns={"middle_before": "score_before", "middle_after": "score_after"} | named)
    return moves.principles(
        shown[["measure", "score_before", "score_after", *named.values()]],
        short_titles(between.framework), between, headline="The middle area, by principle", whose="the middle area",
        rest=f"The typical area's own change is {signed(together['typical_points'].iloc[0])} overall: the middle of "
        "all areas' changes, which need not be the difference of two middles.",
    )  # fmt: skip


def _most(criteria: pd.DataFrame, between: moves.Between, *, down: bool) -> Exhibit | None:
    rows, n_tied = movers.most_moved(criteria, "net", down=down)
    if rows.empty:
        return None
    shown = bars.criteria(rows, n_tied, between.framework, down=down, basis=between.basis, demo=between.demo)
    return replace(shown, about=between.about, method=between.method)


def _one_area(
    changes: pd.DataFrame, summary: pd.DataFrame, between: moves.Between, names: dict[str, str]
) -> ChangePicture:
    framework, area = between.framework, between.about["Area"]
    like = changes[changes["change"] != changing.NOT_LIKE_FOR_LIKE]
    between = replace(
        between, basis=f"{count(len(like), framework.row_word, framework.row_word_plural)} like for like."
    )
    lost = left_out(changes, between, names, one=True)
    if like.empty:
        none = (
            f"{area}: none of its {framework.row_word_plural} can be compared like for like from {between.before} to "
        )
        return ChangePicture(f"{none}{between.after}.", left_out=lost, about=between.about, demo=between.demo)
    row = summary.iloc[0]
    said = kept(row["points"], row["kept_points"], lost, framework.row_word, framework.row_word_plural, "change")
    by_principle = changing.change_summary(changes, framework, ["area_code", "principle_id"])
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
        finding=with_kept(own(row, between), said),
        principles=moves.principles(
            measures, short_titles(framework), between, headline=f"{area}, by principle", whose=area
        ),
        steps=replace(
            steps, headline=f"How many {framework.row_word_plural} moved", about=between.about, method=between.method
        ),
        criteria=moves.criteria(like, between) if (like["steps"] != 0).any() else None,
        left_out=lost.and_say(said),
        about=between.about,
        demo=between.demo,
    )
