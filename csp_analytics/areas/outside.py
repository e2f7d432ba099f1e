"""Areas outside the register: a partnership elsewhere whose file is loaded because a person asked for it by name."""

from __future__ import annotations

from csp_analytics.areas.register import Area, is_summary, key, register
from csp_analytics.problems import ERROR, NOTE, Problem

PREFIX = "outside:"


def resolve_wanted(written: str, outside: bool = False) -> tuple[Area | None, Problem | None]:
    """The area that a person named beside a file (``--area``), inside the register or outside it.

    A name, alias or code of the register always wins. A name that is close to one of the register is refused with a
    suggestion, because a slip of the pen must not found a new area. Any other name is an outside area.

    Args:
        written: the name as the person gave it.
        outside: the person said that the area is outside the register, so a near match is no reason to refuse it.

    Returns:
        The area (None when refused or nothing was written) and, when there is something to say, a problem without a
        file name: an error when refused, a note when the area is outside the register.
    """
    name = " ".join(written.split()).removeprefix(PREFIX)
    if not key(name):
        return None, None
    if area := register().resolve(name):
        return area, None
    suggestion = "" if outside else register().suggest(name)
    if suggestion or is_summary(name):
        return None, _refused(name, suggestion)
    return outside_area(name), _noted(name)


def outside_area(name: str) -> Area:
    """An area that is not in the register. Its tier is not known, so every row of a framework may apply to it.

    Args:
        name: its name, at least one letter or digit.
    """
    slug = key(name).replace(" ", "-")
    return Area(f"{PREFIX}{slug}", name, name, name[:3].upper(), "", None, None, None, outside=True)


def _refused(name: str, suggestion: str) -> Problem:
    return Problem(
        ERROR,
        "",
        found=name,
        expected="the name or code of one area",
        suggestion=suggestion,
        advice="If this is an area outside the register, say so (--outside)." if suggestion else "",
        code="unknown-area",
    )


def _noted(name: str) -> Problem:
    return Problem(
        NOTE,
        "",
        found=name,
        advice="This area is not in the register: it is loaded as an outside area and is in no peer group.",
        code="outside-area",
    )
