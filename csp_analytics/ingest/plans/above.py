"""What stands above the table of a plan: 'Area: Fife' in one cell, or 'Area:' with the name beside it; its round."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from csp_analytics.ingest.cell_text import kept
from csp_analytics.ingest.files.workbook import Sheet
from csp_analytics.ingest.findings import Findings
from csp_analytics.ingest.plans.words import ROUND_LABELS
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.table_header import Header, heading

_LABEL = re.compile(r"^(?P<label>[^:]{2,40}):\s*(?P<said>.*)$")

Place = tuple[int, int]


def cells_above(sheet: Sheet, header: Header) -> list[tuple[Place, str]]:
    """Place and text, on one line, of every filled cell above the header row."""
    return [
        ((row, column), " ".join(kept(value).split()))
        for row in range(header.row)
        for column, value in enumerate(sheet.rows[row])
        if value is not None
    ]


def labelled(cells: Iterable[tuple[Place, str]], labels: Collection[str]) -> Iterator[tuple[Place, str]]:
    """What a label says: the rest of its cell, or the next filled cell of its row when its cell has nothing else.

    Args:
        cells: from :func:`cells_above`.
        labels: the labels looked for, folded.
    """
    label_row = -1
    for place, text in cells:
        label = _LABEL.match(text)
        if label is None and place[0] == label_row:
            yield place, text
        label_row = -1
        if label and heading(label["label"]) in labels:
            if label["said"]:
                yield place, label["said"]
            else:
                label_row = place[0]


def round_of(findings: Findings, sheet: Sheet, header: Header, wanted: Wanted) -> str:
    """The round after which a plan was made: the one that the person named, else 'Round: 2025' above the table.

    Args:
        findings: where it is told that the file says something else than the person.
        sheet: the sheet.
        header: its header row.
        wanted: what the person said about the file.

    Returns:
        The round, empty when nothing states one.
    """
    said = next(labelled(cells_above(sheet, header), ROUND_LABELS), None)
    named = " ".join(wanted.round.split())
    if said and named and said[1] != named:
        advice = f"The plan was read for the round {named}, as you said: check that this is the right file."
        findings.warning("other-round", sheet, said[0], found=said[1], expected=named, advice=advice)
    return named or (said[1] if said else "")
