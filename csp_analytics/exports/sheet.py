"""One table that leaves the dashboard with its sentence. Light, because pages import it; the writer is beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook.

    Attributes:
        title: what the table shows, a few words.
        table: the table, with column names for people.
        finding: the sentence about it, empty when there is none.
        note: what it rests on, how it was made, where it comes from.
    """

    title: str
    table: pd.DataFrame
    finding: str = ""
    note: str = ""
