"""A mapping's text taken apart with care: it may have been written by hand, or by somebody who means ill."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

MOST_CHARACTERS = 200_000
MOST_ENTRIES = 500
LONGEST = 2_000  # letters of a heading; wordings of criteria are headings in some files
LONGEST_ANSWER = 200  # what is longer is no answer but a comment, which has no place in a mapping
HOW = "Expected a mapping: JSON with 'kind', 'sheet', 'header_row', 'columns', 'levels' and 'framework'."


class MappingRefused(ValueError):
    """A mapping cannot be used; the message says what was found and what was expected."""

    def __init__(self, message: str) -> None:
        super().__init__(message.encode("utf-8", "replace").decode("utf-8"))  # what it quotes may be half a letter


class Expected(MappingRefused):
    """One entry is not what it should be.

    Args:
        key: the entry.
        what: what was expected, as the end of a sentence.
        found: what was there.
    """

    def __init__(self, key: str, what: str, found: object) -> None:
        shown = "a list" if isinstance(found, list) else "a table" if isinstance(found, dict) else json.dumps(found)
        cut = shown if len(shown) <= 60 else f"{shown[:57]}..."
        super().__init__(f"'{key}' is {cut}; expected {what}.")


def read_object(text: str) -> dict[str, Any]:
    """A JSON text as a table of entries, without entries that are there twice.

    Raises:
        MappingRefused: when it is too long, no JSON, nested without end, or no table.
    """
    if len(text) > MOST_CHARACTERS:
        raise MappingRefused(f"The mapping has {len(text):,} characters; it may have {MOST_CHARACTERS:,} at most.")
    try:
        said = json.loads(text, object_pairs_hook=_once)
    except MappingRefused:
        raise
    except (ValueError, RecursionError, TypeError) as error:
        raise MappingRefused(HOW) from error
    if not isinstance(said, dict):
        raise MappingRefused(HOW)
    return said


def known_keys(said: dict[str, Any], known: Iterable[str]) -> None:
    """Raises :class:`MappingRefused` when there is an entry that is not known, or no 'kind' or 'columns'."""
    names = tuple(known)
    if missing := [key for key in ("kind", "columns") if key not in said]:
        raise MappingRefused(f"'{missing[0]}' is missing. {HOW}")
    if other := [key for key in said if key not in names]:
        raise MappingRefused(f"'{other[0][:60]}' is not known. {HOW}")


def text_of(said: dict[str, Any], key: str) -> str:
    """One entry as a text; '' when it is not there. Raises :class:`Expected` when it is something else."""
    value = said.get(key, "")
    if not _is_text(value):
        raise Expected(key, f"a text of at most {LONGEST:,} letters", value)
    return str(value)


def texts_of(said: dict[str, Any], key: str, longest: int = LONGEST) -> dict[str, str]:
    """One entry as a table of texts by text. Raises :class:`Expected` when it is something else or too long."""
    table = said.get(key, {})
    if not isinstance(table, dict):
        raise Expected(key, "texts by text, in braces", table)
    if len(table) > MOST_ENTRIES:
        raise MappingRefused(f"'{key}' has {len(table):,} entries; it may have {MOST_ENTRIES} at most.")
    for name, value in table.items():
        if not _is_text(name) or not name.strip() or len(name) > longest:
            raise Expected(key, f"texts of 1 to {longest:,} letters", name)
        if not _is_text(value):
            raise Expected(f"{key}: {name[:40]}", "a text", value)
    return dict(table)


def _is_text(value: object) -> bool:
    if not isinstance(value, str) or len(value) > LONGEST:
        return False
    try:
        value.encode("utf-8")  # half of a surrogate pair cannot be stored
    except UnicodeEncodeError:
        return False
    return True


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise MappingRefused(f"'{twice[:60]}' is there twice. Keep one of the two.")
    return table
