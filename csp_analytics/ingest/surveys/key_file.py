"""The key that Jisc Online Surveys keeps apart from the coded answers: what each code means.

Two columns: ``Q1`` and the question, then a row for each of its options (``1``, ``18 - 24``). Sub-questions of a grid
(``Q11_1_a``) follow theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from csp_analytics.ingest.files.workbook import Sheet, Workbook
from csp_analytics.ingest.surveys.wording import tidy

_QUESTION = re.compile(r"[A-Za-z]{1,4}\d+[A-Za-z0-9_.]*")
_OPTION = re.compile(r"-?\d{1,4}")
SEARCHED = 400


@dataclass(frozen=True)
class Entry:
    """What a key says of one code: its words, and its options by their codes, in the order of the form."""

    text: str
    options: dict[str, str]


def is_key_file(workbook: Workbook) -> bool:
    """Whether a file is the key of a coded export and no export itself."""
    return any(_is_key(sheet) for sheet in workbook.sheets if sheet.visible)


def _is_key(sheet: Sheet) -> bool:
    rows = [row for row in sheet.rows[:SEARCHED] if row]
    if len(rows) < 4 or max(map(len, rows)) > 3:
        return False
    firsts = [tidy(row[0]) for row in rows]
    questions = sum(bool(_QUESTION.fullmatch(text)) for text in firsts)
    options = sum(bool(_OPTION.fullmatch(text)) for text in firsts)
    follow = sum(bool(_QUESTION.fullmatch(a)) and _OPTION.fullmatch(b) is not None for a, b in pairwise(firsts))
    return questions >= 2 and options >= 2 and follow >= 2 and questions + options >= 0.9 * len(rows)


def read_key(workbook: Workbook) -> dict[str, Entry]:
    """What a key says of each code of a question; empty when the file is no key."""
    entries: dict[str, Entry] = {}
    sheet = next((sheet for sheet in workbook.sheets if sheet.visible and _is_key(sheet)), None)
    current: Entry | None = None
    for row in sheet.rows if sheet else []:
        code, text = tidy(row[0] if row else None), tidy(row[1] if len(row) > 1 else None)
        if _OPTION.fullmatch(code) and current is not None:
            current.options[code] = text
        elif code:
            current = Entry(text, {})
            entries[code] = current
    return entries
