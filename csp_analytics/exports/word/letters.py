"""How wide text is in Arial of 11 points, near enough to know whether a table fits a page.

Widths of the letters: Adobe's font metrics of Helvetica, which Arial shares, in thousandths of the size.
"""

from __future__ import annotations

_GROUPS = {
    "'|ijl": 222,
    " !,./:;I[\\]ft": 278,
    "()-r": 333,
    "*": 389,
    "Jckvxyz's": 500,
    "+<=>~−": 584,
    "FTZ": 611,
    "&ABEKPSVXY": 667,
    "CDHNRUw": 722,
    "GOQ": 778,
    "Mm": 833,
    "%": 889,
    "W": 944,
    "@▲▼●■◆☐☒": 1015,
}
_LETTERS = {letter: units for letters, units in _GROUPS.items() for letter in letters}
_OTHERS, _BOLD = 556, 1.12
_TWENTIETHS = 11 * 20 / 1000
# Beyond this many characters it does not matter how wide text is.
_ENOUGH = 600


def width(text: str, *, bold: bool = False) -> int:
    """Width of a line of text in twentieths of a point."""
    units = sum(_LETTERS.get(letter, _OTHERS) for letter in text[:_ENOUGH])
    return 1 + int(units * _TWENTIETHS * (_BOLD if bold else 1))
