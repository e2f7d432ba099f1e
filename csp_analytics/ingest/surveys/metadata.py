"""The columns about the response (its number, times, status, device), known by name or by place and shape."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from csp_analytics.ingest.files.workbook import Value
from csp_analytics.ingest.surveys.wording import folded
from csp_analytics.surveys.layout import Layout

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([ T].*)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})([ ,].*)?"
    r"|\d{1,2} [^\W\d]{3,9},? \d{4}( .*)?|[^\W\d]{3,9} \d{1,2},? \d{4}( .*)?"
)
_WHOLE = re.compile(r"\d+(\.0+)?")
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_ANONYMOUS = re.compile(r"anonym\w*|anón\w*|anôn\w*|dienw", re.IGNORECASE)
MOST = 0.9


@dataclass(frozen=True)
class Known:
    """What one column about the response is for.

    Attributes:
        role: as in the layout's file.
        personal: why it is about a person; empty when it is not.
    """

    role: str
    personal: str


def roles(
    layout: Layout, names: Sequence[Iterable[str]], values: Sequence[Sequence[Value]], parts: Sequence[str]
) -> dict[int, Known]:
    """The role of each column about the response.

    Args:
        layout: the layout.
        names: for each column the words in its heading rows.
        values: for each column its first values.
        parts: for each column what stands in the row of options; a column with an option asks something.
    """
    by_name: Mapping[str, list[int]] = _by_name(layout)
    used: set[int] = set()
    found: dict[int, Known] = {}
    for column, words in enumerate(names):
        if parts[column] and folded(parts[column]) not in by_name:
            continue
        for word in words:
            place = next((p for p in by_name.get(folded(word), ()) if p not in used), None)
            place = _by_pattern(layout, word) if place is None else place
            if place is not None:
                one = layout.metadata[place]
                found[column] = Known(one.role, one.personal)
                if one.pattern is None:
                    used.add(place)
                break
    return {**_by_place(layout, values, found, used), **found}


def _by_name(layout: Layout) -> dict[str, list[int]]:
    names: dict[str, list[int]] = {}
    for place, one in enumerate(layout.metadata):
        for name in one.names:
            names.setdefault(name, []).append(place)
    return names


def _by_pattern(layout: Layout, word: str) -> int | None:
    return next((p for p, one in enumerate(layout.metadata) if one.pattern and one.pattern.search(word)), None)


def _by_place(
    layout: Layout, values: Sequence[Sequence[Value]], found: dict[int, Known], used: set[int]
) -> dict[int, Known]:
    """Columns in their usual place that hold what they usually hold, where every column before them is one too."""
    placed: dict[int, Known] = {}
    at = {one.at: place for place, one in enumerate(layout.metadata) if one.at is not None}
    for column in sorted(at):
        one = layout.metadata[at[column]]
        if column in found:
            continue
        if (
            at[column] in used
            or column >= len(values)
            or any(c not in found and c not in placed for c in range(column))
        ):
            break
        if not has_shape(one.shape, values[column], empty=one.shape in ("person", "name")):
            break
        placed[column] = Known(one.role, one.personal)
    return placed if len(placed) + len(found) >= 3 else {}


def has_shape(shape: str, values: Sequence[Value], *, empty: bool = False) -> bool:
    """Whether most values are of a shape.

    Args:
        shape: ``number`` (whole), ``date``, ``person`` (e-mail addresses, or one word for nobody), ``name`` (the same,
            or short texts of which most differ), ``text``, ``any``.
        values: the values; blanks do not count.
        empty: the answer when all are blank.
    """
    filled = [value for value in values if value is not None and value != ""]
    if not filled:
        return empty or shape == "any"
    if shape == "name":
        short = sum(isinstance(value, str) and len(value) <= 60 for value in filled)
        return has_shape("person", filled) or (short >= MOST * len(filled) and len(set(filled)) > 0.6 * len(filled))
    tests = {"number": _is_whole, "date": is_date, "person": _is_person, "text": _is_text, "any": lambda value: True}
    return sum(map(tests[shape], filled)) >= MOST * len(filled)


def _is_whole(value: Value) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | float):
        return float(value).is_integer()
    return isinstance(value, str) and bool(_WHOLE.fullmatch(value.strip()))


def is_date(value: Value) -> bool:
    """Whether a value is a date, or a text that says one."""
    return isinstance(value, datetime.date) or (isinstance(value, str) and bool(_DATE.fullmatch(value.strip())))


def _is_person(value: Value) -> bool:
    return isinstance(value, str) and bool(_EMAIL.fullmatch(value.strip()) or _ANONYMOUS.fullmatch(value.strip()))


def _is_text(value: Value) -> bool:
    return isinstance(value, str)
