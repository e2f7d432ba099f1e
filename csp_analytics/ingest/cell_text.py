"""What a cell says, in three ways: as a person sees it, as text to keep, and reduced for comparing."""

from __future__ import annotations

import datetime
import re
import unicodedata

from csp_analytics.ingest.files.workbook import Value

# No heading, name or answer to choose is longer; to look for one in a longer text takes the square of its length.
LONGEST_NAME = 300
# Control characters other than line ends have no place in a text; they come from exports and copied e-mails.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ud800-\udfff\ufeff\ufffe\uffff]")
_NOTHING = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b\ufeff]*")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_APOSTROPHES = re.compile(r"[\u2018\u2019\u02bc`\u00b4]")


def shown(value: Value) -> str:
    """The value as a person sees it in the cell: ``5`` for 5.0, ``2 January 2025`` for a date, '' for a blank."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


def is_blank(value: Value) -> bool:
    """Whether a cell holds nothing that a person can see."""
    return value is None or (isinstance(value, str) and _NOTHING.fullmatch(value) is not None)


def kept(value: Value) -> str:
    """The text that is stored: as typed, without control characters and without blanks around it."""
    text = value if isinstance(value, str) else shown(value)
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")).strip()


def plain(value: Value) -> str:
    """Text for comparing: one line, small letters, single spaces, straight apostrophes, hyphens for dashes."""
    text = unicodedata.normalize("NFKC", kept(value)).casefold()
    return " ".join(_APOSTROPHES.sub("'", _DASHES.sub("-", text)).split())


def fold(value: Value) -> str:
    """Text reduced to its words and numbers, so that names compare whatever their punctuation."""
    text = plain(value).replace("&", " and ").replace("'", "")
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())
