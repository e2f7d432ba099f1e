"""What a framework is: frozen descriptions, loaded once from ``data/frameworks``.

Nothing here, or anywhere else in the code, knows the name of a framework: what differs between them (levels, words,
groups, facets) is data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

SIMILAR_WITHIN_LEVELS = 0.5
REWORDED, ADDED, DROPPED = WORDING_CHANGES = ("reworded", "added", "dropped")


@dataclass(frozen=True)
class Principle:
    """One of the partnership principles; every criterion of every framework belongs to one."""

    principle_id: str
    order: int
    name: str
    short_name: str
    letter: str
    covers: str
    source: str


@dataclass(frozen=True)
class Level:
    """One step of a framework's ordinal scale."""

    value: int
    label: str
    meaning: str = ""


@dataclass(frozen=True)
class Group:
    """The framework's own division between framework and criterion (theme, heading, stage)."""

    group_id: str
    title: str
    order: int
    principle_id: str = ""
    phase: str = ""
    source: str = ""


@dataclass(frozen=True)
class Facet:
    """A second way in which a framework divides its criteria, such as the six hallmarks."""

    facet_id: str
    title: str
    note: str
    values: dict[str, str]


@dataclass(frozen=True)
class Signpost:
    """What the source document offers on one principle: questions answered and kinds of support."""

    principle_id: str
    questions: tuple[str, ...]
    support: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Support:
    """One thing that helps with a principle, or with one theme of it (``theme_id``: the id of a group).

    ``phase`` is when it was to come, empty for what was there at the time; ``note`` is what the framework says with
    every offer, such as how old they are; ``framework_id`` and ``source`` tell where it is from.
    """

    support_id: str
    principle_id: str
    theme_id: str
    title: str
    provider: str
    text: str
    phase: str
    source: str
    assigned_by: str
    framework_id: str
    note: str


@dataclass(frozen=True)
class Criterion:
    """One row of a framework. Rows with ``rated`` get an answer; the others are prompts or headings of questions."""

    criterion_id: str
    order: int
    kind: str
    rated: bool
    parent_id: str
    group_id: str
    principle_id: str
    short: str
    text: str
    skills: bool
    applies_to: str
    source_document: str
    source_section: str
    source_position: str
    assigned_by: str
    facets: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """Where the official wording stands, in words."""
        return f"{self.source_section}, {self.source_position}"

    def applies_in(self, tier: str) -> bool:
        """Whether this row applies in an area of that tier (``single`` or ``two-tier``)."""
        return not self.applies_to or self.applies_to == tier


@dataclass(frozen=True)
class WordingChange:
    """What became of a criterion from a round on.

    ``change`` is one of :data:`WORDING_CHANGES`; ``principle_id`` and ``text`` are those of a dropped criterion that
    is no longer among the framework's rows, else empty.
    """

    round: str
    criterion_id: str
    change: str
    note: str = ""
    source: str = ""
    principle_id: str = ""
    text: str = ""


@dataclass(frozen=True)
class Framework:
    """A published set of criteria with its own levels."""

    framework_id: str
    title: str
    short_title: str
    description: str
    publisher: str
    year: str
    documents: dict[str, str]
    row_word: str
    row_word_plural: str
    group_word: str
    scale_kind: str
    scale_note: str
    similar_within_levels: float
    levels: tuple[Level, ...]
    groups: tuple[Group, ...]
    facets: tuple[Facet, ...]
    signposts: tuple[Signpost, ...]
    rows: tuple[Criterion, ...]
    principle_ids: tuple[str, ...] = ()
    assigned_note: str = ""
    action_required: bool = False
    wording: tuple[WordingChange, ...] = ()
    support: tuple[Support, ...] = ()

    @cached_property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rows that get an answer, in document order."""
        return tuple(row for row in self.rows if row.rated)

    @cached_property
    def by_id(self) -> dict[str, Criterion]:
        """Every row by its id."""
        return {row.criterion_id: row for row in self.rows}

    @cached_property
    def taken_out(self) -> dict[str, Criterion]:
        """Criteria that were dropped and are rated no more, by id; ratings of earlier rounds may still be there."""
        rated = {row.criterion_id for row in self.criteria}
        dropped = {one.criterion_id: one for one in self.wording if one.change == DROPPED}
        return {
            key: self.by_id.get(key) or _gone(one, len(self.rows) + place)
            for place, (key, one) in enumerate(dropped.items(), start=1)
            if key not in rated
        }

    def criterion(self, criterion_id: str) -> Criterion:
        """A row, or a criterion that was taken out. Raises ``KeyError`` when there is none of that id."""
        return self.by_id.get(criterion_id) or self.taken_out[criterion_id]

    @property
    def lowest(self) -> int:
        """Value of the lowest level."""
        return self.levels[0].value

    @property
    def highest(self) -> int:
        """Value of the highest level."""
        return self.levels[-1].value

    @property
    def similar_within(self) -> float:
        """How far from the peer median, in points of the 0 to 100 score, still counts as similar."""
        return 100 * self.similar_within_levels / (self.highest - self.lowest)

    @property
    def is_checklist(self) -> bool:
        """Whether rows are answered yes or no, not rated on levels."""
        return self.scale_kind == "checklist"

    def label_of(self, value: float) -> str:
        """The label of a level's value; a value between two levels gives both ('between A and B')."""
        labels = {level.value: level.label for level in self.levels}
        if value != value:
            return "not rated"
        if float(value).is_integer() and int(value) in labels:
            return labels[int(value)]
        below = max(v for v in labels if v <= value)
        above = min(v for v in labels if v >= value)
        return f"between {labels[below]} and {labels[above]}"

    def children_of(self, criterion_id: str) -> tuple[Criterion, ...]:
        """The rows directly under a row (a standard's indicators, a requirement's questions)."""
        return self._children.get(criterion_id, ())

    @cached_property
    def _children(self) -> dict[str, tuple[Criterion, ...]]:
        found: dict[str, list[Criterion]] = {}
        for row in self.rows:
            found.setdefault(row.parent_id, []).append(row)
        return {parent: tuple(rows) for parent, rows in found.items()}

    @cached_property
    def group_titles(self) -> dict[str, str]:
        """Title of each group by its id, in order."""
        return {group.group_id: group.title for group in self.groups}

    def facet(self, facet_id: str) -> Facet:
        """The facet of that id. Raises ``KeyError`` when the framework has none of that name."""
        return next(f for f in self.facets if f.facet_id == facet_id)

    @cached_property
    def table(self) -> pd.DataFrame:
        """The rated rows as a frame indexed 0..n-1.

        Columns: criterion_id, order, group_id, principle_id, short, text, skills, applies_to, one per facet.
        """
        return pd.DataFrame(
            [
                {
                    "criterion_id": row.criterion_id,
                    "order": row.order,
                    "group_id": row.group_id,
                    "principle_id": row.principle_id,
                    "parent_id": row.parent_id,
                    "short": row.short,
                    "text": row.text,
                    "skills": row.skills,
                    "applies_to": row.applies_to,
                    **row.facets,
                }
                for row in self.criteria
            ]
        )

    @property
    def counts(self) -> dict[str, int]:
        """How many groups, rated rows, and rows of each kind (the document's own words) there are."""
        kinds: dict[str, int] = {}
        for row in self.rows:
            kinds[row.kind] = kinds.get(row.kind, 0) + 1
        return {"groups": len(self.groups), "rated": len(self.criteria), "levels": len(self.levels), **kinds}


def _gone(change: WordingChange, order: int) -> Criterion:
    """A criterion that is in no row any more, as far as its wording change describes it."""
    return Criterion(
        criterion_id=change.criterion_id, order=order, kind=DROPPED, rated=False, parent_id="", group_id="",
        principle_id=change.principle_id, short=change.text, text=change.text, skills=False, applies_to="",
        source_document="", source_section=change.source, source_position="", assigned_by="",
    )  # fmt: skip
