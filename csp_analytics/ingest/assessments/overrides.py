"""Names as a file states them, and what happens when the person who loads it said something else."""

from __future__ import annotations

from dataclasses import dataclass

from csp_analytics.areas.outside import outside_area
from csp_analytics.areas.register import register
from csp_analytics.ingest.assessments.desk import Cells, Desk
from csp_analytics.ingest.assessments.headers import AREA, FRAMEWORK
from csp_analytics.ingest.cell_text import kept, shown
from csp_analytics.ingest.files.workbook import Value

# In a column of codes: a name that is not known, which has been told.
UNKNOWN = -1


@dataclass(frozen=True)
class Written:
    """A name as it stands in a column: its value, the position of the first cell with it, and how many there are."""

    cells: Cells
    value: Value
    position: int
    count: int

    def tell(self, desk: Desk, code: str, expected: str, suggestion: str, advice: str) -> None:
        """Adds the error that this name is not one that was expected."""
        if self.count > 1:
            others = (
                "The same stands in 1 more cell"
                if self.count == 2
                else f"The same stands in {self.count - 1:,} more cells"
            )
            advice = f"{others} of this column. {advice}".strip()
        desk.findings.error(
            code,
            self.cells.sheet,
            self.cells.at(self.position),
            found=shown(self.value),
            expected=expected,
            suggestion=suggestion,
            advice=advice,
        )


def overridable(desk: Desk, role: str, given: int, stated: list[Written]) -> bool:
    """Whether a file says at most one thing about itself, which can then be overridden (with a warning).

    Args:
        desk: where the problems go.
        role: ``area``, ``round`` or ``framework``.
        given: number of what the person named, UNKNOWN when it was refused.
        stated: the different names in the file.

    Returns:
        False, with an error, when the file names several, which cannot all become one.
    """
    meant = {_meant(desk, role, written.value): written for written in reversed(stated)}
    if len(meant) > 1:
        second = sorted(meant.values(), key=lambda written: written.position)[1]
        advice = f"Leave the {role} out when loading this file, or split the file."
        second.tell(desk, f"several-{role}s", f"one {role} only, because you named the {role} of this file", "", advice)
        return False
    if meant and given >= 0:
        (what, written), *_ = meant.items()
        own, loaded = _loaded(desk, role, given)
        if what != own:
            desk.findings.warning(
                "overridden",
                written.cells.sheet,
                written.cells.at(written.position),
                found=shown(written.value),
                advice=f"Loaded as {loaded}, as you asked.",
            )
    return True


def _meant(desk: Desk, role: str, value: Value) -> str | int:
    """What identifies a stated name, without a word about it when it is unknown."""
    text = " ".join(kept(value).split())
    if role == FRAMEWORK:
        return desk.framework_place(value)
    if role == AREA:
        return (register().resolve(text) or outside_area(text)).area_code
    return text


def _loaded(desk: Desk, role: str, given: int) -> tuple[str | int, str]:
    """What identifies the thing that the person named, and its name."""
    if role == FRAMEWORK:
        return given, desk.framework_titles[given]
    if role == AREA:
        return desk.areas.items[given].area_code, desk.areas.items[given].name
    return desk.rounds.items[given], desk.rounds.items[given]
