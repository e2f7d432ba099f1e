"""A paper about an area as bytes of each kind, the names of its files, and how far the writing of many is."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from csp_analytics import __version__
from csp_analytics.cli.output import Refused
from csp_analytics.pictures.paper import Paper
from csp_analytics.store.connection import Store

# What each kind of file is called when all are written; the suffix says how it is written.
NAMES = {"docx": "board-paper", "pptx": "slides", "xlsx": "tables", "html": "page"}
BAR = 24


def stamp(store: Store) -> str:
    """Version of the data and of the program, and the day."""
    return f"Data version {store.version}, csp-analytics {__version__}, {datetime.now(UTC):%-d %B %Y}"


def free(name: str, taken: set[str]) -> str:
    """A name that no other area's file has: letters outside the alphabet are left out of names."""
    if name in taken:
        stem, _, kind = name.rpartition(".")
        name = f"{stem}-{len(taken)}.{kind}"
    taken.add(name)
    return name


def content(kind: str, made: Paper, said: str, template: bytes | None) -> bytes:
    """A paper as a file of a kind (a key of :data:`NAMES`), with the version of the data in it."""
    # Imported when needed: the writers cost a start that other commands never need.
    if kind == "docx":
        from csp_analytics.exports.word.board_paper import board_paper
        from csp_analytics.exports.word.template import TemplateRefused

        try:
            return board_paper(made, stamp=said, template=template)
        except TemplateRefused as error:
            raise Refused(str(error)) from None
    if kind == "pptx":
        from csp_analytics.exports.slides.slides import slides

        return slides(made, stamp=said)
    if kind == "xlsx":
        from csp_analytics.exports.workbook import of_report, workbook

        return workbook(of_report(made, stamp=said))
    from csp_analytics.exports.page import page

    return page(made, stamp=said)


def write(file: Path, content: bytes) -> None:
    """Writes a file; a refusal says why it cannot be written."""
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from None


def progress(number: int, total: int, name: str) -> None:
    """A bar that grows in its line on a screen; a line an area where there is none."""
    if not sys.stderr.isatty():
        print(f"[{number}/{total}] {name}", file=sys.stderr)
        return
    done = BAR * number // total
    end = "\n" if number == total else ""
    print(f"\r\x1b[K[{'█' * done}{'·' * (BAR - done)}] {number}/{total} {name}", end=end, file=sys.stderr, flush=True)
