"""A report as one HTML file: charts, tables and sentences, readable without a network and printable on A4."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from plotly.offline import get_plotlyjs

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.theme import CONFIG
from csp_analytics.pictures.report import Report

HERE = Path(__file__).parent


def page(report: Report, *, stamp: str) -> bytes:
    """The report as one HTML file (UTF-8). Everything that comes from spreadsheets is escaped.

    Args:
        report: the report.
        stamp: version of the data and of the program, and the day.
    """
    # strict: a section that the report lacks must fail here, not print an empty line
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    template = made.get_template("page.html.j2")
    library = Markup(f"<script>{get_plotlyjs()}</script>")
    return template.render(report=report, library=library, drawn=_drawn, table=_table, stamp=stamp).encode()


def _drawn(exhibit: Exhibit) -> Markup:
    html = exhibit.figure.to_html(full_html=False, include_plotlyjs=False, config={**CONFIG, "responsive": True})
    return Markup(html)


def _table(frame: pd.DataFrame, caption: str) -> Markup:
    """The frame as an HTML table with a caption; numbers to the right, missing as a dash."""
    numeric = [pd.api.types.is_numeric_dtype(frame[column]) for column in frame.columns]
    kinds = [Markup(' class="n"') if n else Markup("") for n in numeric]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(kind, name) for name, kind in zip(frame.columns, kinds, strict=True)
    )
    rows = Markup("").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(
                Markup("<td{}>{}</td>").format(kind, _shown(value)) for value, kind in zip(row, kinds, strict=True)
            )
        )
        for row in frame.itertuples(index=False)
    )
    return Markup(
        '<div class="box" tabindex="0" role="region" aria-label="{}"><table><caption class="quiet">{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(caption, caption, head, rows)


def _shown(value: object) -> Markup:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return Markup("–")
    if isinstance(value, float):
        return escape(f"{value:,.1f}".removesuffix(".0"))
    return escape(value)
