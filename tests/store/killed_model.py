"""What has to be in a database after what was done to it: worked out in plain Python, never from the database.

Steps come as ``(name, details)``. One list holds what changes data, another what happens in workshop rooms, as those
are written by two threads of one process, neither waiting for the other.
"""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any

Step = tuple[str, dict[str, Any]]
ROWS = 37  # criteria of the framework that is rated


@dataclass
class Data:
    """Assessments, plans, submissions, surveys and the log of imports."""

    stacks: dict[str, list[list[Any]]] = field(default_factory=dict)  # of an area: file, level, submission; newest last
    gone: list[list[Any]] = field(default_factory=list)  # area and file of what was taken back
    log: list[list[Any]] = field(default_factory=list)
    submissions: list[list[Any]] = field(default_factory=list)  # number, area, whether taken back
    surveys: list[list[Any]] = field(default_factory=list)  # file, status, people, answers

    def do(self, step: Step) -> None:
        """Applies a step that was, or may have been, done."""
        name, about = step
        getattr(self, f"_{name}")(**about)

    def _load(self, file: str, level: int, areas: list[str]) -> None:
        for area in areas:
            self.stacks.setdefault(area, []).append([file, level, None])
        self.log.append([file, "loaded", None])

    def _survey(self, file: str, people: int, answers: int) -> None:
        for one in self.surveys:
            one[1] = "replaced"
        self.surveys.append([file, "current", people, answers])
        self.log.append([file, "loaded", None])

    def _submit(self, file: str, level: int, area: str, number: int) -> None:
        self.stacks.setdefault(area, []).append([file, level, number])
        self.submissions.append([number, area, False])
        self.log += [[file, "loaded", number], [f"plan of {file}", "loaded", number]]

    def _undo(self, area: str, number: int) -> None:
        self.gone.append([area, self.stacks[area].pop()[0]])
        next(one for one in self.submissions if one[0] == number)[2] = True
        self.log.append([f"submission {number}", "undone", number])

    def _backup(self) -> None:
        """Changes nothing."""

    def newest_submission(self) -> tuple[str, int] | None:
        """An area whose newest assessment was submitted, with the number: what can be taken back."""
        found = [(area, stack[-1][2]) for area, stack in self.stacks.items() if stack and stack[-1][2]]
        return max(found, key=lambda pair: pair[1], default=None)

    def picture(self) -> dict[str, Any]:
        """All of it, as :func:`killed_child.picture` reads it from a database."""
        standing = [
            [area, file, "current" if place == len(stack) else "replaced", ROWS, level]
            for area, stack in self.stacks.items()
            for place, (file, level, _) in enumerate(stack, start=1)
        ]
        taken_back = [[area, file, "undone"] for area, file in self.gone]
        # A submission carries a plan; the newest of an area that was not taken back stands, whatever was loaded since.
        plans: dict[str, str] = {}
        for area, stack in self.stacks.items():
            for file, _, number in stack:
                if number is not None:
                    plans[area] = file
        return {
            "assessments": sorted(standing),
            "undone": sorted(taken_back),
            "plans": sorted([area, file, 2] for area, file in plans.items()),
            "log": self.log,
            "submissions": self.submissions,
            "surveys": self.surveys,
        }


@dataclass
class Rooms:
    """Workshop rooms: what was written down in each, or what stays of it."""

    open: dict[str, list[str]] = field(default_factory=dict)
    closed: dict[str, str] = field(default_factory=dict)

    def do(self, step: Step) -> None:
        """Applies a step that was, or may have been, done."""
        name, about = step
        if name == "make":
            self.open[about["room"]] = []
        elif name == "vote":
            self.open[about["room"]] += about["bodies"]
        else:
            del self.open[about["room"]]
            self.closed[about["room"]] = about["record"]

    def picture(self) -> dict[str, Any]:
        """Open rooms with what happened in them in order, and closed ones with their record."""
        return {"open": dict(sorted(self.open.items())), "closed": dict(sorted(self.closed.items()))}


@dataclass
class Said:
    """What one thread of a process said before it was killed: steps that were done, and the one that was begun."""

    done: list[Step] = field(default_factory=list)
    begun: Step | None = None

    def hear(self, kind: str, step: Step) -> None:
        """A line from the process."""
        if kind == "begin":
            self.begun = step
        else:
            assert self.begun is not None
            assert self.begun[0] == step[0]
            self.done.append(step)
            self.begun = None


def possible(start: Data | Rooms, said: Said) -> list[Any]:
    """What may be there: everything that was acknowledged, without or with the step that was under way."""
    without = copy.deepcopy(start)
    for step in said.done:
        without.do(step)
    if said.begun is None:
        return [without]
    with_it = copy.deepcopy(without)
    with_it.do(said.begun)
    return [without, with_it]


def between(start: Rooms, steps: list[Step], first: int, last: int) -> list[Rooms]:
    """Rooms as they were after so many steps, for each number from first to last."""
    state, found = copy.deepcopy(start), []
    for place in range(last + 1):
        if place:
            state.do(steps[place - 1])
        if place >= first:
            found.append(copy.deepcopy(state))
    return found


def plain(value: Any) -> Any:
    """As it comes out of JSON, so that both sides compare."""
    return json.loads(json.dumps(value))
