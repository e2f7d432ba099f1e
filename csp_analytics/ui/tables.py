"""Frames as real HTML tables: readable by a screen reader, wrapping, scrolling sideways in a box of their own."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pandas as pd

from csp_analytics.ui import cached
from csp_analytics.ui.messages import Html, text

MOST_ROWS = 600
NUMBER = re.compile(r"[-–−+]?[\d,.]*%?")


def kept_html(frame: pd.DataFrame, caption: str) -> Html:
    """The HTML of :func:`table_html`, made once for each frame and caption; a long one ends with how much is left."""
    tables = _tables(frame)
    if caption not in tables:
        more = len(frame) - MOST_ROWS
        rest = f'<p class="csp-basis">{more:,} more rows are in the download.</p>' if more > 0 else ""
        tables[caption] = Html(table_html(frame.head(MOST_ROWS), caption=caption) + rest)
    return tables[caption]


def table_html(frame: pd.DataFrame, *, caption: str) -> str:
    """The HTML of :func:`table`: everything escaped, numbers to the right, missing as a dash."""
    numeric = [_is_numeric(frame[column]) for column in frame.columns]
    kinds = [' class="n"' if n and place else "" for place, n in enumerate(numeric)]
    head = "".join(f'<th scope="col"{kind}>{text(name)}</th>' for name, kind in zip(frame.columns, kinds, strict=True))
    rows = []
    for row in frame.itertuples(index=False):
        cells = []
        for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            shown = text(_shown(value))
            cells.append(f'<th scope="row">{shown}</th>' if place == 0 else f"<td{kind}>{shown}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<div class="csp-tablebox" tabindex="0" role="region" aria-label="{text(caption)}"><table class="csp-table">'
        f"<caption>{text(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


@cached.for_life
def _tables(frame: pd.DataFrame) -> dict[str, Html]:
    return {}  # HTML of the frame by caption


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) or (
        len(column) > 0 and all(isinstance(value, str) and NUMBER.fullmatch(value) for value in column)
    )


def _shown(value: Any) -> str:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}".removesuffix(".0")
    if isinstance(value, datetime):
        return f"{value:%-d %B %Y}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
