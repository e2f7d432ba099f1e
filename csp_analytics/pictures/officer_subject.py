"""One area as its officer sees it: what was uploaded, what is published of it, and its peers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import wording_between
from csp_analytics.analysis.officer_difference import difference
from csp_analytics.charts.officer_levels import Sides
from csp_analytics.charts.words import DEMO_LABEL, DEMO_SENTENCE, count
from csp_analytics.frameworks.model import REWORDED
from csp_analytics.pictures.area_subject import AreaSubject
from csp_analytics.pictures.group_only import GroupPicture, group_picture
from csp_analytics.store import reading, sights
from csp_analytics.store.connection import Store
from csp_analytics.store.overlay import UPLOAD, set_beside

YOUR_UPLOAD = "Your upload"
YOUR_PLAN = "Your action plan"
NOT_SUBMITTED = "{}, not submitted: it is not part of the national picture."
DEMO_PEERS = f"{DEMO_LABEL}: the figures of the other areas are drawn from a seed, not about the real areas."
DEMO_BEFORE = f"{DEMO_LABEL}: the figures of round {{}} are drawn from a seed, not about the real area."


@dataclass(frozen=True)
class OfficerSubject:
    """An area with its upload, if there is one, and with what is published.

    Attributes:
        area: the area over the store that the upload is laid over, or over the store itself.
        base: the store without the upload; None when nothing was uploaded.
        chosen_to_leave_out: answers that the officer left out, for a store that does not say it itself.
        own_title: what the answers are called that are not submitted.
    """

    area: AreaSubject
    base: Store | None
    chosen_to_leave_out: int = 0
    own_title: str = YOUR_UPLOAD

    @cached_property
    def _own_row(self) -> dict:
        there = self.area.nation.assessments
        own = there[(there["area_code"] == self.area.area_code) & (there["round"] == self.area.round)]
        return own.iloc[0].to_dict() if len(own) else {}

    @property
    def uploaded(self) -> bool:
        """Whether what is looked at is an upload; an upload of a plan alone leaves the assessment as published."""
        return self.base is not None and self._own_row.get("source_file") == UPLOAD

    @property
    def plan_uploaded(self) -> bool:
        """Whether the action plan is an upload: numbers below zero are given to nothing that is stored."""
        return bool((self.area.plan["action_id"] < 0).any())

    @property
    def left_out(self) -> int:
        """How many answers of this assessment were left out on purpose; an upload can hold other assessments too."""
        there = self._own_row.get("left_out")
        return self.chosen_to_leave_out if there is None or pd.isna(there) else int(there)

    @cached_property
    def published_round(self) -> str:
        """The round of what is published: this one, else the newest before it; empty when there is none."""
        if self.base is None or not self.uploaded:
            return ""
        there = reading.assessments(self.base)
        mine = (there["framework"] == self.area.nation.framework_id) & (there["area_code"] == self.area.area_code)
        limit = reading.round_order(self.area.round)
        known = [name for name in there.loc[mine, "round"] if reading.round_order(name) <= limit]
        return max(known, key=reading.round_order, default="")

    @property
    def sides(self) -> Sides:
        """What the own figures are called, and the published ones."""
        if not self.uploaded:
            return Sides(self.area.name)
        if not self.published_round:
            return Sides(self.own_title)
        return Sides(
            self.own_title,
            "Published" if self.published_round == self.area.round else f"Published {self.published_round}",
        )

    @cached_property
    def published_scores(self) -> pd.Series | None:
        """What is published, by principle and overall, in points; None when nothing is."""
        if not self.published_round or self.base is None:
            return None
        parts = [
            findings.scores(
                self.base, self.area.nation.framework_id, rounds=(self.published_round,),
                area_code=self.area.area_code, by=by,
            ).set_index(scoring.unit_column(by))["score"]
            for by in (scoring.PRINCIPLE, scoring.OVERALL)
        ]  # fmt: skip
        return pd.concat(parts)

    @cached_property
    def published_answers(self) -> pd.DataFrame | None:
        """What is published, answer by answer; None when nothing is."""
        if not self.published_round or self.base is None:
            return None
        return reading.ratings(
            self.base,
            self.area.nation.framework_id,
            rounds=(self.published_round,),
            area_code=self.area.area_code,
        )

    @cached_property
    def differs(self) -> pd.DataFrame | None:
        """Upload against published: see :func:`csp_analytics.analysis.officer_difference.difference`."""
        if self.published_answers is None:
            return None
        framework = self.area.framework
        between = wording_between(framework, self.published_round, self.area.round)
        reworded = {key for key, one in between.items() if one.change == REWORDED}
        return difference(self.published_answers, self.area.texts, framework, reworded=reworded)

    @cached_property
    def peers_rounds(self) -> list[str]:
        """Rounds in which a peer was assessed, earliest first."""
        there = self.area.nation.assessments
        return sorted(set(there.loc[there["area_code"].isin(self.area.peers), "round"]), key=reading.round_order)

    @cached_property
    def groups(self) -> GroupPicture | None:
        """What stands beside the area where others are seen as groups alone; None where single areas are seen."""
        if not sights.sees_groups_alone(self.area.store):
            return None
        nation, own = self.area.nation, self.sides.own
        return group_picture(
            self.area.store, nation.framework_id, self.area.round, nation.grouping_id, self.area.area_code, own=own
        )

    @property
    def behind_letters(self) -> bool:
        """Whether the others stand as letters, whom nobody can ask."""
        return sights.sees_letters(self.area.store)

    @property
    def demo(self) -> bool:
        """Whether anything that is shown rests on demonstration data."""
        of_groups = self.groups is not None and self.groups.demo
        return of_groups or self.area.nation.demo((self.area.round,)) or self.own_demo

    @property
    def own_demo(self) -> bool:
        """Whether the area's own answers are demonstration data."""
        return self.area.nation.demo((self.area.round,), self.area.area_code)

    @property
    def said(self) -> list[str]:
        """What everything that follows must say."""
        found = [self.beside] if self.beside else []
        found += [NOT_SUBMITTED.format(self.own_title)] if self.uploaded else []
        found += [NOT_SUBMITTED.format(YOUR_PLAN)] if self.plan_uploaded and not self.uploaded else []
        if self.left_out:
            who = "as you chose" if self.uploaded else "as the officer who submitted it chose"
            told = "was left out, {}: it counts" if self.left_out == 1 else "were left out, {}: they count"
            found.append(f"{count(self.left_out, 'answer')} {told.format(who)} as not answered.")
        if self.demo:
            found.append(self.demo_words)
        return found

    @property
    def beside(self) -> str:
        """That the others' answers are of another round than the area's; empty when they are not."""
        others = self.area.nation.others_round
        if others == self.area.round:
            return ""
        return (
            f"The answers of {self.area.name} are of round {self.area.round}, which nobody else has yet: they are set "
            f"beside round {others}, the newest of the others."
        )

    @property
    def demo_words(self) -> str:
        """Which figures are demonstration data, where any are: all of them, or those of the other areas alone."""
        return DEMO_SENTENCE if self.own_demo else DEMO_PEERS

    @property
    def demo_words_of_change(self) -> str:
        """The same of a change, which is about the area alone: both rounds, or the round before alone."""
        return DEMO_SENTENCE if self.own_demo else DEMO_BEFORE.format(self.area.before)


def officer_subject(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    *,
    published: Store | None = None,
    left_out: int = 0,
    own_title: str = "",
) -> OfficerSubject:
    """An area by itself, with nothing to share with others; see :class:`OfficerSubject`.

    Stored answers of a round that nobody else has stand beside the others' newest round.
    """
    store = set_beside(store, framework_id, round_, area_code)
    area = AreaSubject.of(store, framework_id, round_, grouping_id, area_code)
    return OfficerSubject(area, published, left_out, own_title or YOUR_UPLOAD)
