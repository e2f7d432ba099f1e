"""How much room words take on a slide: text is divided between slides there, never made smaller and never run over."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TypeVar

# Widths of Arial's characters in thousandths of its size, from the space on: the published metrics of Helvetica (Adobe
# core fonts), which Arial shares. Bold letters are wider by a tenth at most.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 "
    "584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 "
    "667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 "
    "278 556 500 722 500 500 500 334 260 334 584"
)
_OF = {chr(32 + place): int(width) for place, width in enumerate(_WIDTHS.split())}
T = TypeVar("T")
_OTHER, _BOLD, LINE, CUT = 1000, 1.1, 1.2, "…"


def width(words: str, size: float, *, bold: bool = False) -> float:
    """How wide a line of text is, in points; a little more than it is for letters beyond ASCII."""
    units = sum(_OF.get(sign) or _beyond(sign) for sign in words)
    return units * size / 1000 * (_BOLD if bold else 1)


def lines(words: str, size: float, across: float, *, bold: bool = False) -> list[str]:
    """The lines that text breaks into at a width in points; a word that is wider than a line is broken."""
    made: list[str] = []
    space = width(" ", size, bold=bold)
    for paragraph in words.splitlines() or [""]:
        line, used = "", 0.0
        for word, wide in _words(paragraph, size, across, bold):
            if line and used + space + wide > across:
                made.append(line)
                line, used = word, wide
            else:
                line, used = (f"{line} {word}", used + space + wide) if line else (word, wide)
        made.append(line)
    return made


def height(n_lines: int, size: float) -> float:
    """How high lines of text are, in points."""
    return n_lines * size * LINE


def cut(words: str, size: float, across: float, most: int, *, bold: bool = False) -> str:
    """The text as far as it fits into so many lines, with ``…`` where it was cut."""
    words = " ".join(words.split())
    made = lines(words, size, across, bold=bold)
    if len(made) <= most:
        return words
    kept = " ".join(made[:most])
    while kept and len(lines(kept + CUT, size, across, bold=bold)) > most:
        kept = kept.rpartition(" ")[0] or kept[:-1]
    return kept.rstrip(" ,;:.") + CUT


def groups(items: list[T], heights: list[float], room: float) -> Iterator[list[T]]:
    """Items in groups whose heights together fit into the room; an item that is higher stands alone."""
    group: list[T] = []
    used = 0.0
    for item, high in zip(items, heights, strict=True):
        if group and used + high > room:
            yield group
            group, used = [], 0.0
        group.append(item)
        used += high
    if group:
        yield group


def even_groups(items: list[T], heights: list[float], room: float) -> list[list[T]]:
    """As few groups as :func:`groups` makes, about as full as each other: a last one with one item looks forgotten."""
    made = list(groups(items, heights, room))
    if len(made) > 1:
        even = sum(heights) / len(made) + max(heights) / 2
        evened = list(groups(items, heights, min(even, room)))
        made = evened if len(evened) == len(made) else made
    return made


def _words(paragraph: str, size: float, across: float, bold: bool) -> Iterator[tuple[str, float]]:
    """The words with their widths, a word that is wider than a line in pieces."""
    for word in paragraph.split():
        wide = width(word, size, bold=bold)
        if wide <= across:
            yield word, wide
            continue
        begun, used = "", 0.0
        for sign in word:
            wide = width(sign, size, bold=bold)
            if begun and used + wide > across:
                yield begun, used
                begun, used = "", 0.0
            begun, used = begun + sign, used + wide
        yield begun, used


def _beyond(sign: str) -> int:
    """A letter with an accent is as wide as without; of anything else the widest is assumed."""
    return _OF.get(unicodedata.normalize("NFD", sign)[0], _OTHER) if not unicodedata.combining(sign) else 0
