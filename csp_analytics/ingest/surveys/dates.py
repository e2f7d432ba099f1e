"""Dates of answers, whichever way round they are written: the order is decided for a whole column, never for a cell."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence

from csp_analytics.ingest.files.workbook import Value

DAY, MONTH, UNSURE = "day", "month", ""
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_NAMED = re.compile(r"(?:(\d{1,2}) ([^\W\d]{3})[^\W\d]*|([^\W\d]{3})[^\W\d]* (\d{1,2})),? (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def iso_dates(values: Sequence[Value], usual: str = "") -> tuple[list[str | None], bool]:
    """The dates of a column as ISO text, and whether the order of day and month is sure.

    Args:
        values: the cells.
        usual: ``day`` or ``month``: which of them the tool writes first, for when no date of the column tells.
    """
    starts = [value[:18] if isinstance(value, str) else value for value in values]
    different = Counter(starts)
    order = date_order(different, values)
    read = {value: _iso(value, order or usual or DAY) for value in different}
    sure = bool(order) or not any(_slashed(value) for value in different)
    return [read[value] for value in starts], sure


def date_order(different: Counter[Value], values: Sequence[Value] = ()) -> str:
    """``day`` or ``month``, whichever stands first in the column's dates; empty when they do not tell.

    A number above twelve tells; else exports are in the order of time, and only one way round may be.
    """
    pairs = {pair for value in different if (pair := _slashed(value))}
    if any(first > 12 for first, _, _ in pairs):
        return DAY
    if any(second > 12 for _, second, _ in pairs):
        return MONTH
    orders = [order for order in (DAY, MONTH) if _rises(values, order)]
    return orders[0] if len(orders) == 1 else UNSURE


def _rises(values: Sequence[Value], order: str) -> bool:
    dates = [iso for value in values[:2000] if (iso := _iso(value, order))]
    return len(set(dates)) >= 4 and (dates == sorted(dates) or dates == sorted(dates, reverse=True))


def _slashed(value: Value) -> tuple[int, int, int] | None:
    match = _SLASHED.match(value.strip()) if isinstance(value, str) else None
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _iso(value: Value, order: str) -> str | None:
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _ISO.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if pair := _slashed(text):
        first, second, year = pair
        year += 2000 if year < 100 else 0
        return _date(year, second, first) if order == DAY else _date(year, first, second)
    if match := _NAMED.match(text):
        month = (match[2] or match[3]).casefold()
        return _date(int(match[5]), _MONTHS.index(month) + 1, int(match[1] or match[4])) if month in _MONTHS else None
    return None


def _date(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
