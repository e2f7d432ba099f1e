"""The agenda as a facilitator draws it up: what was proposed by priority and time, and what they changed of it.

What they changed is one line of text, so that it can stand in an address: ``in~a,out~b,min15~c,imp3~d,pri2~e,at1~f``
takes criterion a in and b out, gives c 15 minutes, makes d as important as can be, gives the criteria of principle e
middling importance, and moves f to the first place. What a line says of anything that there is not counts as not said.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from csp_analytics.analysis.agenda import CLOSING, IMPORTANCE_STEPS, OPENING
from csp_analytics.frameworks.model import Framework
from csp_analytics.workshop.prepare.preparing import MOST_MINUTES

AS_PROPOSED = "as-proposed"
MOST_MOVES = 100
_TOKEN = re.compile(r"(in|out|min|imp|pri|at)(\d{0,3})~(.{1,120})", re.ASCII)


@dataclass(frozen=True)
class Changes:
    """What a facilitator changed of the proposed agenda.

    Attributes:
        taken: whether a criterion is taken, where that differs from what is proposed.
        minutes: minutes of criteria that take longer or shorter.
        importance: importance of criteria, 1 to 3.
        of_principle: importance of the criteria of a principle that have none of their own.
        moved: criteria and the places that they were moved to, from 1, one move after the other.
    """

    taken: Mapping[str, bool] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)
    of_principle: Mapping[str, int] = field(default_factory=dict)
    moved: tuple[tuple[str, int], ...] = ()

    def as_text(self) -> str:
        """One line that :func:`changes_of` reads; :data:`AS_PROPOSED` when nothing was changed."""
        said = [f"{'in' if taken else 'out'}~{key}" for key, taken in self.taken.items()]
        said += [f"min{minutes}~{key}" for key, minutes in self.minutes.items()]
        said += [f"imp{step}~{key}" for key, step in self.importance.items()]
        said += [f"pri{step}~{key}" for key, step in self.of_principle.items()]
        said += [f"at{place}~{key}" for key, place in self.moved]
        return ",".join(said) or AS_PROPOSED

    def important(self, framework: Framework) -> dict[str, int]:
        """Importance by criterion: its own, else that of its principle; without those that have neither."""
        found = {
            row.criterion_id: self.importance.get(row.criterion_id) or self.of_principle.get(row.principle_id)
            for row in framework.criteria
        }
        return {key: step for key, step in found.items() if step}


@dataclass(frozen=True)
class Slot:
    """One criterion of the agenda: ``start`` in minutes from the beginning, None when it waits for another session."""

    criterion_id: str
    minutes: int
    start: int | None

    @property
    def taken(self) -> bool:
        """Whether it is on the agenda of this session."""
        return self.start is not None


@dataclass(frozen=True)
class DrawnUp:
    """An agenda: every criterion in order, and the minutes that there are for criteria."""

    slots: tuple[Slot, ...]
    free: int

    @property
    def inside(self) -> dict[str, int]:
        """Minutes of each criterion that is taken, by its id, in order."""
        return {slot.criterion_id: slot.minutes for slot in self.slots if slot.taken}

    @property
    def over(self) -> int:
        """Minutes that are missing for what is taken, 0 when it fits."""
        return max(sum(self.inside.values()) - self.free, 0)


def changes_of(text: str, criterion_ids: Collection[str], principle_ids: Collection[str]) -> Changes:
    """What a line says; whatever it says of something that there is not, or outside its range, is passed over."""
    taken: dict[str, bool] = {}
    minutes: dict[str, int] = {}
    steps: dict[str, dict[str, int]] = {"imp": {}, "pri": {}}
    moved: list[tuple[str, int]] = []
    for token in text.split(","):
        if not (found := _TOKEN.fullmatch(token)):
            continue
        word, number, key = found[1], int(found[2] or 0), found[3]
        if key not in (principle_ids if word == "pri" else criterion_ids):
            continue
        if word in ("in", "out"):
            taken[key] = word == "in"
        elif word == "min" and 1 <= number <= MOST_MINUTES:
            minutes[key] = number
        elif word in steps and 1 <= number <= IMPORTANCE_STEPS:
            steps[word][key] = number
        elif word == "at" and 1 <= number <= len(criterion_ids):
            moved.append((key, number))
    return Changes(taken, minutes, steps["imp"], steps["pri"], tuple(moved[-MOST_MOVES:]))


def changed(
    changes: Changes,
    criterion_id: str,
    *,
    taken: bool | None = None,
    minutes: int | None = None,
    importance: int | None = None,
    place: int | None = None,
) -> Changes:
    """The changes with one more; ``importance`` 0 takes it away again. What is None stays as it was."""
    if taken is not None:
        changes = replace(changes, taken={**changes.taken, criterion_id: taken})
    if minutes is not None:
        changes = replace(changes, minutes={**changes.minutes, criterion_id: minutes})
    if importance is not None:
        changes = replace(changes, importance=_with(changes.importance, criterion_id, importance))
    if place is not None:
        changes = replace(changes, moved=(*changes.moved, (criterion_id, place)))
    return changes


def with_principle(changes: Changes, principle_id: str, importance: int) -> Changes:
    """The changes with the importance of a principle's criteria; 0 takes it away again."""
    return replace(changes, of_principle=_with(changes.of_principle, principle_id, importance))


def in_order(ids: Sequence[str], moved: Sequence[tuple[str, int]]) -> list[str]:
    """The criteria after the moves, one after the other."""
    order = list(ids)
    for key, place in moved:
        if key in order:
            order.remove(key)
            order.insert(place - 1, key)
    return order


def draw_up(
    ids: Sequence[str],
    changes: Changes,
    *,
    minutes_total: int,
    minutes_each: int,
    rated: Collection[str] = (),
) -> DrawnUp:
    """The agenda of a session.

    As many as fit are proposed, in their order and without gaps, as in :func:`csp_analytics.analysis.agenda.fit`; then
    what was ticked in or out holds, so that nothing is taken or left that somebody decided otherwise.

    Args:
        ids: the criteria in the order of their priority, or of the document.
        changes: what the facilitator changed.
        minutes_total: how long the session is, with :data:`OPENING` and :data:`CLOSING` minutes that are kept.
        minutes_each: how long one criterion takes, unless changed.
        rated: criteria that were rated in this round already; they are taken only when ticked in.
    """
    free = max(minutes_total - OPENING - CLOSING, 0)
    order = in_order(ids, changes.moved)
    lengths = {key: changes.minutes.get(key, minutes_each) for key in order}
    proposed, used = set(), 0
    for key in (one for one in order if one not in rated):
        used += lengths[key]
        if used > free:
            break
        proposed.add(key)
    slots, at = [], OPENING
    for key in order:
        taken = changes.taken.get(key, key in proposed)
        slots.append(Slot(key, lengths[key], at if taken else None))
        at += lengths[key] if taken else 0
    return DrawnUp(tuple(slots), free)


def _with(steps: Mapping[str, int], key: str, step: int) -> dict[str, int]:
    return {**{one: there for one, there in steps.items() if one != key}, **({key: step} if step else {})}
