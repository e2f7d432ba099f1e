"""A report or a paper as one HTML file: charts, tables and sentences, readable without a network, printable on A4."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup, escape
from plotly.offline import get_plotlyjs

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.theme import CONFIG
from csp_analytics.exports.must_be_said import in_short, must_be_said
from csp_analytics.pictures.paper import Paper
from csp_analytics.pictures.report import Report

HERE = Path(__file__).parent
# The page may ask nobody for anything, and no script runs in it but the two that draw its charts.
POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'unsafe-inline'; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)


def page(report: Report, *, stamp: str) -> bytes:
    """The report as one HTML file (UTF-8); a paper with header block, recommendations, statements and action plan.

    Everything that comes from people is escaped, and no script that is not ours can run.

    Args:
        report: the report or the paper.
        stamp: version of the data and of the program, and the day.
    """
    said = must_be_said(report)
    foot = " ".join(part for part in (in_short(said), stamp) if part)
    html = _template().render(
        report=report,
        paper=report if isinstance(report, Paper) else None,
        said=said,
        foot=foot,
        printed=_in_css(foot),
        stamp=stamp,
        figure=_figure,
        table=_table,
        policy=_policy(),
        library=Markup(get_plotlyjs()),
        drawing=Markup(_drawing()),
    )
    return html.encode()


@lru_cache(maxsize=1)
def _template() -> Template:
    # strict: a section that the report lacks must fail here, not print an empty line
    made = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined)
    return made.get_template("page.html.j2")


@lru_cache(maxsize=1)
def _drawing() -> str:
    return (HERE / "page.js").read_text("utf-8")


@lru_cache(maxsize=1)
def _policy() -> str:
    digests = (hashlib.sha256(script.encode()).digest() for script in (get_plotlyjs(), _drawing()))
    return POLICY.format(scripts=" ".join(f"'sha256-{base64.b64encode(one).decode()}'" for one in digests))


def _figure(exhibit: Exhibit, stamp: str) -> Markup:
    """The figure as data that the page's script draws, with what its picture must say when it is taken alone."""
    about = {
        "file": exhibit.file_name.removesuffix(".csv"),
        "headline": exhibit.headline,
        "takeaway": exhibit.takeaway,
        "note": " ".join((exhibit.note, stamp)),
        "config": CONFIG,
    }
    return Markup('<script type="application/json">{"about": %s, "figure": %s}</script>') % (
        htmlsafe_json_dumps(about),
        Markup(exhibit.figure.to_json()),
    )


def _in_css(words: str) -> Markup:
    """Text as a string of a style sheet: every sign but letters and digits is written as its number."""
    signs = (sign if sign.isalnum() else f"\\{ord(sign):06x}" for sign in words)
    return Markup('"{}"').format(Markup("".join(signs)))


def _table(frame: pd.DataFrame, caption: str) -> Markup:
    """The frame as an HTML table with a caption; numbers to the right, missing as a dash."""
    numeric = [pd.api.types.is_numeric_dtype(kind) for kind in frame.dtypes]
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
        '<div class="box" tabindex="0" role="region" aria-label="Table: {}"><table><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(caption, caption, head, rows)


def _shown(value: object) -> Markup:
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return Markup("–")
    if isinstance(value, float):
        return escape(f"{value:,.1f}".removesuffix(".0"))
    return escape(value)
