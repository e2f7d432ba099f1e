"""Several ticked options in one cell: which options there are, and which of them a cell holds.

An option may contain the separator ("No, not yet"), so the options are learned from the whole column before any cell
is divided: pieces that never appear without each other belong together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from csp_analytics.ingest.surveys.inner_separators import joined_pieces, merge

MOST_OPTIONS = 80
LEARNED = 0.7  # least share of the pieces that must be known options, else the cells are text


@dataclass(frozen=True)
class Options:
    """The options of a question whose ticked options share a cell.

    Attributes:
        separator: what stands between them: ``;``, ``, ``, ``,``, ``|`` or a line end.
        options: in the order in which cells name them.
        joined: pieces that belong to one option, as the pieces in order.
        unsure: whether the separator stands inside options too, so that some may have been divided wrongly.
        ranked: whether each cell names every option, in different orders: a ranking.
    """

    separator: str
    options: tuple[str, ...]
    joined: frozenset[tuple[str, ...]] = frozenset()
    unsure: bool = False
    ranked: bool = False


def learn(cells: Mapping[str, int], separator: str) -> Options | None:
    """The options of a column whose cells hold several; None when they do not.

    Args:
        cells: tidied cell text and how often it is there.
        separator: what stands between options.
    """
    split = {cell: _pieces(cell, separator) for cell in cells}
    if not any(len(pieces) > 1 for pieces in split.values()):
        # Microsoft Forms ends a single tick with the separator in some rows, and in others not.
        if separator == ";" and sum(cell.endswith(";") for cell in cells) >= 0.5 * len(cells):
            return _closed(split, cells, separator, frozenset())
        return None
    joined = joined_pieces(split, cells) if separator.startswith(",") else frozenset()
    merged = {cell: merge(pieces, joined, separator) for cell, pieces in split.items()}
    if not any(len(pieces) > 1 for pieces in merged.values()):
        return None
    return _closed(merged, cells, separator, joined)


def divide(cell: str, options: Options) -> list[str]:
    """The ticked options of a cell, and typed text that is none of them, in the order of the cell."""
    return merge(_pieces(cell, options.separator), options.joined, options.separator)


def _pieces(cell: str, separator: str) -> list[str]:
    """A cell at its separators; not inside brackets, and not inside a number such as 25,000."""
    if separator == ",":
        raw = re.split(r",(?!\d{3}\b)(?=\S)", cell)
    elif separator == ", ":
        raw = cell.split(", ")
    else:
        raw = cell.split(separator)
    pieces: list[str] = []
    for piece in raw:
        if pieces and pieces[-1].count("(") > pieces[-1].count(")"):
            pieces[-1] = f"{pieces[-1]}{separator}{piece}"
        else:
            pieces.append(piece)
    return [" ".join(piece.split()) for piece in pieces if piece.strip()]


def _closed(
    split: Mapping[str, Sequence[str]], cells: Mapping[str, int], separator: str, joined: frozenset[tuple[str, ...]]
) -> Options | None:
    """The options when the pieces repeat as options do; None when they look typed."""
    counts: Counter[str] = Counter()
    place: dict[str, float] = {}
    for cell, pieces in split.items():
        for at, piece in enumerate(pieces):
            counts[piece] += cells[cell]
            place[piece] = max(place.get(piece, 0), at)
    answers = sum(cells.values())
    again = {piece: count for piece, count in counts.items() if count > 1}
    if not again or len(again) > MOST_OPTIONS or max(map(len, again)) > 200:
        return None
    if not _repeats(split, counts, again, answers, separator):
        return None
    few = len(counts) - len(again) <= max(2, 0.25 * len(counts))
    # What people type comes last in the cell: a piece in front of an option is an option too.
    before = {piece for pieces in split.values() for piece, later in pairwise(pieces) if later}
    options = {p: n for p, n in counts.items() if n > 1 or few or answers < 20 or p in before}
    ranked = _is_ranked(split, set(options))
    inside = separator.startswith(",") and any(piece[:1].islower() for piece in options) and _mixed(options)
    return Options(separator, tuple(_in_order(split, options)), joined, inside, ranked)


def _repeats(
    split: Mapping[str, Sequence[str]],
    counts: Mapping[str, int],
    again: Mapping[str, int],
    answers: int,
    separator: str,
) -> bool:
    total = sum(counts.values())
    share = sum(again.values()) / total
    if share < LEARNED or sum(map(len, again)) / len(again) > 120:
        return False
    if separator == ";" and not any("; " in cell for cell in split):
        return True  # between ticked options stands no space, between words there does
    # One answer from a list whose options hold commas: no more different cells than pieces, and none is combined anew.
    alone = {pieces[0] for pieces in split.values() if len(pieces) == 1}
    several = [pieces for pieces in split.values() if len(pieces) > 1]
    combined = any(sum(piece in alone for piece in pieces) > 1 for pieces in several)
    return (
        combined
        or _recombined(split)
        or len(split) > len(counts)
        or (answers < 12 and len(several) > 1 and len(split) >= len(counts))
    )


def _recombined(split: Mapping[str, Sequence[str]]) -> bool:
    """Whether the same pieces stand in cells of at least three lengths, as ticks do and options with commas do not."""
    cells = Counter(piece for pieces in split.values() for piece in set(pieces))
    again = sum(count > 1 for count in cells.values())
    return again >= 3 and again >= 0.6 * len(cells) and len({len(pieces) for pieces in split.values()}) >= 3


def _is_ranked(split: Mapping[str, Sequence[str]], options: set[str]) -> bool:
    orders = {tuple(pieces) for pieces in split.values()}
    return len(options) >= 3 and len(orders) > 1 and all(set(order) == options for order in orders)


def _mixed(options: Iterable[str]) -> bool:
    firsts = [option[:1] for option in options]
    return any(letter.isupper() for letter in firsts)


def _in_order(split: Mapping[str, Sequence[str]], options: Mapping[str, int]) -> list[str]:
    """Options in the order of the form: tools name ticked options in that order, so each cell tells a part of it."""
    before: dict[str, Counter[str]] = {option: Counter() for option in options}
    for pieces in split.values():
        known = [piece for piece in pieces if piece in before]
        for at, piece in enumerate(known):
            for later in known[at + 1 :]:
                before[later][piece] += 1
    left, ordered = list(options), []
    while left:
        # The one that fewest of those left stand in front of; ties as first met.
        best = min(left, key=lambda one: sum(before[one][o] > before[o][one] for o in left if o != one))
        left.remove(best)
        ordered.append(best)
    return ordered
