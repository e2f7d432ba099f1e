"""Headings and answers as they are shown and compared."""

from __future__ import annotations

import datetime
import re

from csp_analytics.ingest.cell_text import shown
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.surveys.layout import folded

# Invisible characters that programs leave in cells; a byte order mark is found inside cells too.
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")

LONGEST_HEADING = 1_000

__all__ = ["folded", "heading", "is_codelike", "label", "tidy"]


def tidy(value: object) -> str:
    """Text on one line without non-breaking, doubled or surrounding spaces; '' for a blank."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else shown(value)  # type: ignore[arg-type]
    return " ".join(_INVISIBLE.sub("", text).split())


def heading(value: object) -> str:
    """The text of a heading, tidied and cut where no heading is as long."""
    return tidy(value)[:LONGEST_HEADING]


def label(value: Value) -> str | None:
    """An answer as a person reads it, tidied; None for a blank. A time of day or a date is written out."""
    if isinstance(value, datetime.datetime) and (value.hour or value.minute):
        return f"{value.day} {value:%B %Y %H:%M}"
    return tidy(value) or None


def is_codelike(text: str) -> bool:
    """Whether a heading looks like a tool's short name (``Q2_1``, ``StartDate``) and not like words."""
    return bool(text) and not re.search(r"\s", text) and len(text) <= 40
