"""Board papers of one area and of all, against empty documents of the same length by the same library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import docx

from benchmarks.comparing import Comparison, clocked, in_turns
from benchmarks.demonstration import demonstration
from csp_analytics.areas.register import register
from csp_analytics.exports.word.board_paper import board_paper
from csp_analytics.pictures.paper import Paper, papers
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

NAME = "board_paper"
ONE_TURNS, ALL_TURNS = 15, 3
GOAL = 5.0
FRAMEWORK, GROUPING, STAMP = "safer-communities", "family-people", "Data version 1"


@dataclass(frozen=True)
class Length:
    """How long a document is: its paragraphs, and rows and columns of its tables."""

    paragraphs: int
    tables: tuple[tuple[int, int], ...]


def run() -> Iterator[Comparison]:
    """Writing the paper of one area and of every area that was assessed in the newest round; then figures included."""
    with demonstration() as store:
        found = _papers(store)
        lengths = [_length(board_paper(one, stamp=STAMP)) for one in found]
        cells = sum(rows * columns for rows, columns in lengths[0].tables)
        length = f"{lengths[0].paragraphs} paragraphs, {len(lengths[0].tables)} tables, {cells:,} cells"
        yield _compared(lambda: _written(found[:1]), lengths[:1], ONE_TURNS, f"board paper of one area ({length})")
        yield _compared(lambda: _written(found), lengths, ALL_TURNS, f"board papers of {len(found)} areas")
        whole = "with its figures worked out from the database"
        yield _compared(lambda: _written(_papers(store, 1)), lengths[:1], ONE_TURNS, f"one area, {whole}")
        yield _compared(lambda: _written(_papers(store)), lengths, ALL_TURNS, f"{len(found)} areas, {whole}")


def _compared(write: Callable[[], object], lengths: list[Length], turns: int, what: str) -> Comparison:
    taken = in_turns({"papers": clocked(write), "empty": clocked(lambda: [_empty(one) for one in lengths])}, turns)
    against = "an empty document of as many paragraphs, tables and cells, by python-docx"
    return Comparison(what, against, taken["papers"], taken["empty"], goal=GOAL)


def _written(found: list[Paper]) -> list[bytes]:
    return [board_paper(one, stamp=STAMP) for one in found]


def _papers(store: Store, most: int = 0) -> list[Paper]:
    round_ = reading.rounds(store, FRAMEWORK)[-1]
    there = reading.assessments(store)
    rows = there[(there["framework"] == FRAMEWORK) & (there["round"] == round_)]
    codes = [code for code in register().areas if code in set(rows["area_code"])]
    return [one for _, one in papers(store, codes[:most] if most else codes, FRAMEWORK, round_, GROUPING)]


def _length(written: bytes) -> Length:
    document = docx.Document(BytesIO(written))
    tables = tuple((len(table.rows), len(table.columns)) for table in document.tables)
    return Length(len(document.paragraphs), tables)


def _empty(length: Length) -> bytes:
    document = docx.Document()
    for _ in range(length.paragraphs):
        document.add_paragraph()
    for rows, columns in length.tables:
        document.add_table(rows, columns)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
