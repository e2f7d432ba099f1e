"""Dates in the words of an action plan. What cannot be read for certain stays text: no year is ever added.

The rules, each with its test:

- A real date cell, '16th January 2008', '31/03/2026' (day first, as in Britain) and '2026-03-31' are that day.
- A month and its year ('April 2008', 'Feb/March 2008', '03/2026') mean by the end of that month.
- Of several dates the latest counts: an action is due when its last part is.
- 'from', 'since', 'after', 'before', 'starting in' and '... onwards' do not say by when, so their dates are left out.
- A text that says that the date is still to be set gives no date, even when it names the meeting that will set it.
- A month without a year, a season, a quarter, a year alone, a financial year, 'ongoing': no date.

General date parsers fill in what is missing from today's date, which is the guess that must not happen here.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

from csp_analytics.ingest.files.workbook import Value

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})\s*(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d|['’]\d\d)(?!\d|[/–-]\d)"  # not the first half of 2008/09

_WRITTEN = (
    re.compile(rf"(?:{_DAY}\s*(?:of\s+)?|(?<![a-z]))(?P<month>{_MONTH}),?\s*(?:of\s+)?{_YEAR}", re.I),
    re.compile(rf"(?<![a-z])(?P<month>{_MONTH})\s*{_DAY},?\s+{_YEAR}", re.I),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>(?:19|20)\d\d)(?![\d/-])"),
    re.compile(r"(?<![\d/.-])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d\d)(?![\d/-])"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(r"(?<![\d/])(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?![\d/])"),
)
# 'from February and March 2008' is a start too: the months between the word and the date belong to it.
_NO_DEADLINE_BEFORE = re.compile(
    rf"\b(?:from|since|after|before|prior\s+to|(?:start|begin|commence)s?\s+(?:in|on)"
    rf"|(?:start|beginn|commenc)ing(?:\s+(?:in|on))?)\s+(?:the\s+)?"
    rf"(?:{_MONTH}\s*(?:,|/|&|and|or)\s*)*$",
    re.I,
)
_BEFORE = 200  # letters before a date that are looked at
_NO_DEADLINE_AFTER = re.compile(r"\s*(?:and\s+)?onwards?\b", re.I)
_STILL_TO_BE_SET = re.compile(
    r"\bdates?\s*(?:is\s+|are\s+)?(?:still\s+)?to\s*be\s*(?:set|confirmed|agreed|fixed|decided)", re.I
)


def due_date(when: Value, milestone: Value) -> datetime.date | None:
    """By when an action is due: the date in its When cell, else the one in its Milestone cell.

    Args:
        when: the When cell.
        milestone: the Milestone cell.

    Returns:
        The day, or None when neither cell gives one for certain.
    """
    return read_date(when) or read_date(milestone)


def read_date(written: Value) -> datetime.date | None:
    """The date that a cell gives, by the rules of this module; None when it gives none for certain."""
    if isinstance(written, datetime.datetime):
        return written.date()
    if isinstance(written, datetime.date):
        return written
    if not isinstance(written, str) or _STILL_TO_BE_SET.search(written):
        return None
    return max(_deadlines(written), default=None)


def _deadlines(text: str) -> Iterator[datetime.date]:
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            if _NO_DEADLINE_BEFORE.search(
                text[max(match.start() - _BEFORE, 0) : match.start()]
            ) or _NO_DEADLINE_AFTER.match(text, match.end()):
                continue
            if day := _day(match):
                yield day


def _day(match: re.Match[str]) -> datetime.date | None:
    parts = match.groupdict()
    year = int(parts["year"].strip("'’"))
    month = parts["month"].rstrip(".").casefold()
    number = int(month) if month.isdigit() else _MONTHS[month]
    if not 1 <= number <= 12:
        return None
    year += 2000 if year < 100 else 0
    last = calendar.monthrange(year, number)[1]
    day = int(parts.get("day") or last)
    return datetime.date(year, number, day) if 1 <= day <= last else None
