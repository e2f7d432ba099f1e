"""One chart with everything that belongs to it: pages, papers and slides show the same object."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts.native import Native
from csp_analytics.charts.words import DEMO_SENTENCE

LONGEST = 140
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Exhibit:
    """A chart with its sentence, table, basis and source.

    The sentence and the picture come from the same frame, so they cannot disagree.

    Attributes:
        name: short name for files, such as ``levels-by-principle``.
        headline: what the chart is about, a few words.
        takeaway: the finding, one sentence with its number.
        figure: the picture.
        table: the plotted figures with column names for people.
        basis: what it rests on: how many areas, ratings, which round.
        alt: what the picture shows, for people who do not see it.
        source: where the figures come from.
        demo: whether any of it is demonstration data.
        method: how the figures were made, in files that leave the dashboard (the screen has it in basis or help).
        about: what one is looking at (area, framework, round, peers), for files that leave the dashboard.
        native: the same figures for Word and PowerPoint to draw; None where they show the table.
        demo_words: which of the figures are demonstration data, in a sentence, where only some of them are.
    """

    name: str
    headline: str
    takeaway: str
    figure: go.Figure
    table: pd.DataFrame
    basis: str
    alt: str
    source: str = ""
    demo: bool = False
    method: str = ""
    about: dict[str, str] = field(default_factory=dict)
    native: Native | None = None
    demo_words: str = DEMO_SENTENCE

    @property
    def sources(self) -> str:
        """Basis and source, as one line."""
        return " ".join(
            part for part in (self.basis, f"Source: {self.source.rstrip('.')}." if self.source else "") if part
        )

    @property
    def note(self) -> str:
        """Basis, source, method and the word that it is demonstration data, for files that leave the dashboard."""
        return " ".join(part for part in (self.sources, self.method, self.demo_words if self.demo else "") if part)

    @property
    def file_name(self) -> str:
        """Name of the download: what it is about and what it is; demonstration data says so."""
        return file_name(self.name, self.about, demo=self.demo)

    def csv(self, stamp: str = "") -> bytes:
        """The table as CSV: see :func:`table_csv`."""
        return table_csv(self.table, self.about, self.note, stamp)


def file_name(name: str, about: dict[str, str], *, demo: bool, kind: str = "csv") -> str:
    """Name of a file, such as ``demonstration-fife-safer-communities-2025-beside-peers.csv``."""
    parts = [*(["demonstration"] if demo else []), *about.values()]
    before, last = (re.sub(r"[^a-z0-9]+", "-", " ".join(words).lower()).strip("-") for words in (parts, [name]))
    # What it is about may be cut, what it is never: two files of one page must not share a name.
    return f"{before[: max(LONGEST - len(last), 0)].rstrip('-')}-{last}".strip("-") + f".{kind}"


def table_csv(table: pd.DataFrame, about: dict[str, str], note: str, stamp: str = "") -> bytes:
    """A table as CSV (UTF-8 with a mark, as spreadsheets expect): what it is about in front, what it rests on last.

    ``stamp`` says of which version of the data it is.
    Text that a spreadsheet would run as a formula gets an apostrophe in front; numbers have four decimals at most.
    """
    table = table.copy()
    for column in table.columns:
        if pd.api.types.is_numeric_dtype(table[column]):
            table[column] = table[column].round(4)
        else:
            table[column] = [harmless(value) for value in table[column]]
    table.columns = pd.Index([harmless(name) for name in table.columns])
    for place, (name, value) in enumerate(about.items()):
        if name not in table:
            table.insert(place, name, harmless(value))
    table["Basis"] = note
    if stamp:
        table["Version"] = stamp
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def harmless(value: object) -> object:
    """Text that a spreadsheet would run as a formula with an apostrophe in front, anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
