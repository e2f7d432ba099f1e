"""Which rows are headings: counted from what they hold, never from the tool's settings.

A row is a heading when its cells are marks of the tool (``ImportId``, ``Response``), names of metadata, the spelled
out version of the row above, or option labels below blanks of the row above that come back as answers further down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from csp_analytics.ingest.surveys.wording import folded, is_codelike
from csp_analytics.surveys.layout import CODE, QUESTION, HeadingRow, Layout

# A title block above a table is a few rows; a table that begins below this is not looked for.
SEARCHED = 25
HEAD = 60  # rows that are looked at to find the headings


@dataclass(frozen=True)
class Found:
    """The heading rows of a table.

    Attributes:
        rows: kind and zero-based row of each, from top to bottom; empty when somebody deleted them.
        start: the first row of data when there are no headings.
    """

    rows: tuple[tuple[str, int], ...]
    start: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds in order."""
        return tuple(kind for kind, _ in self.rows)

    def row(self, kind: str) -> int | None:
        """The row of a kind; None when there is none."""
        return next((row for one, row in self.rows if one == kind), None)

    @property
    def first_data_row(self) -> int:
        """The row below the last heading."""
        return self.rows[-1][1] + 1 if self.rows else self.start


def read_headings(layout: Layout, head: Sequence[Sequence[str]], start: int) -> Found | None:
    """The heading rows of a layout from a row on; None when the row is none of them.

    Args:
        layout: the layout.
        head: the first rows of the sheet, tidied, blanks as ''.
        start: zero-based row.
    """
    names = names_of(layout)
    found: list[tuple[str, int]] = []
    at, row, blank = 0, start, 0
    while at < len(layout.headings) and row < len(head):
        if not any(head[row]):
            blank += 1
            if blank > 2 or not found:
                break
            row += 1
            continue
        above = head[found[-1][1]] if found else None
        place = next((p for p in range(at, len(layout.headings)) if _is(layout, names, p, head, row, above)), None)
        if place is None:
            break
        found.append((layout.headings[place].kind, row))
        at, row, blank = place + 1, row + 1, 0
    return _named(found, head) if found else None


def said(layout: Layout, cell: str) -> set[str]:
    """What a heading says, folded: all of it, and where the layout puts a code before the words, each alone."""
    match = layout.code.match(cell) if layout.code else None
    return {folded(cell), folded(match["code"]), folded(cell[match.end() :])} if match else {folded(cell)}


def names_of(layout: Layout) -> frozenset[str]:
    """Every name of metadata of a layout, folded."""
    return frozenset(name for one in layout.metadata for name in one.names)


def _named(found: list[tuple[str, int]], head: Sequence[Sequence[str]]) -> Found:
    """Codes and questions told apart by how they look, for when one of the two rows was deleted by hand."""
    kinds = [kind for kind, _ in found]
    if CODE in kinds and QUESTION not in kinds:
        place = kinds.index(CODE)
        cells = [cell for cell in head[found[place][1]] if cell]
        if sum(map(is_codelike, cells)) < 0.6 * len(cells):
            found[place] = (QUESTION, found[place][1])
    return Found(tuple(found))


def _is(
    layout: Layout,
    names: frozenset[str],
    place: int,
    head: Sequence[Sequence[str]],
    row: int,
    above: Sequence[str] | None,
) -> bool:
    heading = layout.headings[place]
    cells = [cell for cell in head[row] if cell]
    if heading.known and sum(bool(said(layout, cell) & names) for cell in cells) >= heading.known:
        return True
    if is_marked(heading, cells):
        return True
    if heading.continues and above is not None and continues(above, head[row], names):
        return True
    if not heading.followed or len(cells) < 2:
        return False
    later = layout.headings[place + 1 :]
    below = [other for other in range(row + 1, min(row + 1 + len(later) + 1, len(head))) if any(head[other])]
    return any(is_marked(one, [c for c in head[other] if c]) for other in below[: len(later)] for one in later)


def is_marked(heading: HeadingRow, cells: Sequence[str]) -> bool:
    """Whether the cells of a row hold what only this kind of heading row holds."""
    if heading.words and any(folded(cell) in heading.words for cell in cells):
        return True
    if heading.pattern is None or not cells:
        return False
    return sum(bool(heading.pattern.search(cell)) for cell in cells) >= heading.share * len(cells)


def continues(above: Sequence[str], row: Sequence[str], names: frozenset[str]) -> bool:
    """Whether a row holds the options below a row of questions: it fills blanks there, and stays blank below metadata.

    Args:
        above: the row of questions, tidied.
        row: the row in question, tidied.
        names: names of metadata, folded.
    """
    width = max(len(above), len(row))
    pairs = [(a, b) for a, b in zip(_to(above, width), _to(row, width), strict=True) if a or b]
    metadata = [(a, b) for a, b in pairs if a and folded(a) in names]
    fills = sum(1 for a, b in pairs if not a and b)
    filled_below_metadata = sum(1 for _, b in metadata if b)
    if not fills or filled_below_metadata:
        return False
    texts = [b for _, b in pairs if b]
    return all(not _is_number(text) for text in texts) and (bool(metadata) or len(set(texts)) >= 0.5 * len(texts))


def _to(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).replace("-", "", 1).isdigit()


def fill_right(row: Sequence[str], below: Sequence[str], stops: frozenset[str], width: int) -> list[tuple[str, int]]:
    """The words over each column and the column where they stand: blanks take those of the cell to their left.

    Only over a run of columns that have a part below, and never from a column of metadata.

    Args:
        row: the row of questions, tidied.
        below: the row of parts, tidied.
        stops: names of metadata, folded.
        width: number of columns.
    """
    filled: list[tuple[str, int]] = []
    for column, (cell, part) in enumerate(zip(_to(row, width), _to(below, width), strict=True)):
        left = filled[-1] if filled else ("", -1)
        takes = not cell and part and left[0] and not {folded(left[0]), folded(part)} & stops
        filled.append(left if takes else (cell, column))
    return filled
