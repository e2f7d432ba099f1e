"""One chart with everything that belongs to it: pages, papers and slides show the same object."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts.words import DEMO_SENTENCE

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

    @property
    def sources(self) -> str:
        """Basis and source, as one line."""
        return " ".join(
            part for part in (self.basis, f"Source: {self.source.rstrip('.')}." if self.source else "") if part
        )

    @property
    def note(self) -> str:
        """Basis, source and the word that it is demonstration data, for files that leave the dashboard."""
        return " ".join(part for part in (self.sources, DEMO_SENTENCE if self.demo else "") if part)

    @property
    def file_name(self) -> str:
        """Name of the download; demonstration data says so."""
        return f"{'demonstration-' if self.demo else ''}{self.name}.csv"

    def csv(self) -> bytes:
        """The table as CSV (UTF-8 with a mark, as spreadsheets expect), what it rests on in the last column.

        Text that a spreadsheet would run as a formula gets an apostrophe in front.
        """
        table = self.table.copy()
        for column in table.columns:
            if not pd.api.types.is_numeric_dtype(table[column]):
                table[column] = [_harmless(value) for value in table[column]]
        table.columns = pd.Index([_harmless(name) for name in table.columns])
        table["Basis"] = self.note
        return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
