"""Options that hold the sign that stands between options, such as "No, not yet" in a list joined by commas.

Pieces that never appear without each other belong together, and a piece that begins with a small letter where options
begin with a capital goes on from the one before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

Piece = tuple[str, ...]  # pieces of a cell, put together so far
SURE = 8  # answers after which pieces that were never apart belong together, capitals or not


def joined_pieces(split: Mapping[str, Sequence[str]], cells: Mapping[str, int]) -> frozenset[Piece]:
    """Pieces that are one option with the separator inside, each as its pieces in order.

    Args:
        split: the pieces of each cell.
        cells: how often each cell is there.
    """
    merged: dict[str, list[Piece]] = {cell: [(piece,) for piece in pieces] for cell, pieces in split.items()}
    joined: set[Piece] = set()
    for _ in range(6):
        bound = _bound_pairs(merged, cells)
        if not bound:
            break
        joined |= {a + b for a, b in bound}
        merged = {cell: _merge_tuples(pieces, bound) for cell, pieces in merged.items()}
    return frozenset(joined)


def _bound_pairs(merged: Mapping[str, Sequence[Piece]], cells: Mapping[str, int]) -> set[tuple[Piece, Piece]]:
    seen: Counter[Piece] = Counter()
    after: dict[Piece, Counter[Piece | None]] = defaultdict(Counter)
    before: dict[Piece, Counter[Piece | None]] = defaultdict(Counter)
    for cell, pieces in merged.items():
        for left, right in zip([None, *pieces], [*pieces, None], strict=True):
            if left is not None:
                after[left][right] += cells[cell]
                seen[left] += cells[cell]
            if right is not None:
                before[right][left] += cells[cell]
    bound = set()
    for left, right in {(a, b) for a, followers in after.items() for b in followers if b is not None}:
        always_after = before[right][left] == seen[right]
        always_before = after[left][right] == seen[left]
        continues = right[0][:1].islower()  # options begin with a capital, the rest of one does not
        if (
            (continues and always_after and (always_before or not _stands_alone(left, after, before)))
            or (continues and always_before and _ends_sentence(left))
            or (always_after and always_before and seen[left] >= SURE and not _capitals(merged))
        ):
            bound.add((left, right))
    return bound


def _stands_alone(
    piece: Piece,
    after: Mapping[Piece, Counter[Piece | None]],
    before: Mapping[Piece, Counter[Piece | None]],
) -> bool:
    """Whether a piece is also there without one of the pieces that only it brings along."""
    return any(
        right is None or before[right][piece] != sum(before[right].values()) or not right[0][:1].islower()
        for right in after[piece]
    )


def _ends_sentence(piece: Piece) -> bool:
    return piece[0].split(" ")[0].casefold() in {"yes", "no", "not", "if", "when"}


def _capitals(merged: Mapping[str, Sequence[Piece]]) -> bool:
    """Whether most options of a column begin with a capital, so that a small letter tells the rest of one."""
    firsts = [pieces[0][0][:1] for pieces in merged.values() if pieces]
    return sum(letter.isupper() for letter in firsts) >= 0.7 * len(firsts)


def _merge_tuples(pieces: Sequence[Piece], bound: set[tuple[Piece, Piece]]) -> list[Piece]:
    merged: list[Piece] = []
    last: Piece | None = None
    for piece in pieces:
        if merged and last is not None and (last, piece) in bound:
            merged[-1] = merged[-1] + piece
        else:
            merged.append(piece)
        last = merged[-1] if (merged[-1] == piece) else None
    return merged


def merge(pieces: Sequence[str], joined: frozenset[Piece], separator: str) -> list[str]:
    """Pieces put together again where they are one option, the longest first.

    Args:
        pieces: the pieces of a cell.
        joined: what belongs together.
        separator: what stood between them.
    """
    if not joined:
        return list(pieces)
    longest = max(map(len, joined))
    merged, at = [], 0
    while at < len(pieces):
        size = next(
            (n for n in range(min(longest, len(pieces) - at), 1, -1) if tuple(pieces[at : at + n]) in joined), 1
        )
        merged.append(separator.join(pieces[at : at + size]))
        at += size
    return merged
