"""How one survey tool lays out its exports: what its file in ``data/survey_layouts`` says."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PLAIN = "plain"
QUESTION, PART, CODE, IDS = "question", "part", "code", "ids"
HEADING_KINDS = (QUESTION, PART, CODE, IDS)


@dataclass(frozen=True)
class HeadingRow:
    """One row of headings and what marks it; any one mark is enough.

    Attributes:
        kind: ``question`` (the words of the question), ``part`` (an option or a row of a matrix), ``code`` or ``ids``.
        known: least number of its cells that are names of metadata; 0 for no such mark.
        words: cells that only such a row holds, folded; one of them is enough.
        pattern: a pattern that cells match, and the least share of the filled cells that do.
        continues: whether it is known by filling the blanks of the row above.
        followed: whether it is known by a marked row below it.
    """

    kind: str
    known: int = 0
    words: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    share: float = 0.5
    continues: bool = False
    followed: bool = False


@dataclass(frozen=True)
class Metadata:
    """One column about the response.

    Attributes:
        role: what it is for, such as ``start``.
        names: its headings, folded.
        pattern: a pattern of its heading, where names do not do.
        personal: why it is about a person; empty when it is not.
        at: zero-based column where it stands when its name is in no list; None when it may stand anywhere.
        shape: what it holds there: ``number``, ``date``, ``person``, ``name``, ``text`` or ``any``.
    """

    role: str
    names: frozenset[str] = frozenset()
    pattern: re.Pattern[str] | None = None
    personal: str = ""
    at: int | None = None
    shape: str = "any"


@dataclass(frozen=True)
class Rule:
    """When a row is no finished answer: the metadata column, and the values (folded), the least, or a blank."""

    role: str
    values: frozenset[str] = frozenset()
    below: float | None = None
    blank: bool = False


@dataclass(frozen=True)
class Layout:
    """How one tool lays out its exports; see ``data/survey_layouts/README.md`` for the keys of its file."""

    id: str
    title: str
    order: int
    headings: tuple[HeadingRow, ...]
    signature: tuple[dict[str, Any], ...]
    metadata: tuple[Metadata, ...]
    code: re.Pattern[str] | None
    parts: tuple[re.Pattern[str], ...]
    joined: tuple[str, ...]
    grouped_by: str
    answer_parts: frozenset[str]
    text_parts: frozenset[str]
    cell_separators: tuple[str, ...]
    ticked: frozenset[str]
    not_ticked: frozenset[str]
    not_asked: frozenset[str]
    other: re.Pattern[str]
    calculated: re.Pattern[str] | None
    statements: bool
    coded: str
    needs_key: bool
    date_order: str
    unfinished: tuple[Rule, ...]
    test: tuple[Rule, ...]
    spam: frozenset[str]


@lru_cache(maxsize=16_384)  # headings and words of answers are looked up again and again
def folded(text: object) -> str:
    """Text reduced to its letters and digits, single spaces, for comparing headings and words of answers."""
    plain = unicodedata.normalize("NFKC", str(text)).casefold().replace("\ufeff", "").replace("\u200b", "")
    return " ".join(re.sub(r"[^\w#+%]+|_", " ", plain).split())
