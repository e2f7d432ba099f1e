"""Pieces of the report page: headlines, sections, and what one takes away."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from csp_analytics.charts.exhibit import file_name
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_subject import Part, codes_of
from csp_analytics.pictures.report_tables import report_tables
from csp_analytics.ui import cached, components, presenting_deck
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.scope import Scope
from csp_analytics.ui.tables import kept_html

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headlines(report: Report) -> None:
    """The first sentence of every section."""
    if report.headlines and presenting_deck.is_on():
        components.sentences("In short", list(report.headlines))
    elif report.headlines:
        lines = "".join(f"<li>{text(line)}</li>" for line in report.headlines)
        html(f'<h2>In short</h2><ul class="csp-headlines">{lines}</ul>')


def sections(report: Report) -> None:
    """Every section, in order."""
    for one in report.parts:
        _section(one)


def _section(one: Part) -> None:
    """One section: sentences, exhibits side by side where there are two, its table; on a wall a screen for each."""
    if presenting_deck.is_on():
        _on_a_wall(one)
        return
    lines = "".join(f"<p class='csp-takeaway'>{text(line)}</p>" for line in one.sentences)
    table = "" if one.table is None else kept_html(one.table, one.title)
    html(f"<h2>{text(one.title)}</h2>{lines}{table}")
    if len(one.exhibits) > 1:
        for column, exhibit in zip(st.columns(len(one.exhibits), gap="large"), one.exhibits, strict=True):
            with column:
                components.exhibit(exhibit, level=3)
    elif one.exhibits:
        components.exhibit(one.exhibits[0], level=3)


def _on_a_wall(one: Part) -> None:
    """Exhibits have the section's sentences as their own; one sentence beside a table is about the table."""
    for exhibit in one.exhibits:
        components.exhibit(exhibit)
    if one.sentences and not one.exhibits and (one.table is None or len(one.sentences) > 1):
        components.sentences(one.title, list(one.sentences))


def downloads(report: Report, chosen: Scope, group: str) -> None:
    """The report as a workbook, as one HTML file, and its figures as CSV and Parquet."""
    if presenting_deck.is_on():
        return
    with st.container(horizontal=True):
        _button("Report as Excel", _workbook(report), report, "xlsx", XLSX)
        _button("Report as a web page", _page(report), report, "html", "text/html")
        _button("Figures as CSV and Parquet", _tidy(report, chosen, group), report, "zip", "application/zip")


def _button(label: str, make: Callable[[], bytes], report: Report, kind: str, mime: str) -> None:
    name = file_name("report", report.about, demo=report.demo, kind=kind)
    download(label, make, name, mime, key=f"report-{kind}", about=report.about, icon=":material/download:")


# What writes files is imported when a file is asked for: most visits never ask.
def _workbook(report: Report) -> Callable[[], bytes]:
    def make() -> bytes:
        from csp_analytics.exports.workbook import of_report, workbook

        return workbook(of_report(report, stamp=components.stamp()))

    return make


def _page(report: Report) -> Callable[[], bytes]:
    def make() -> bytes:
        from csp_analytics.exports.page import page

        return page(report, stamp=components.stamp())

    return make


def _tidy(report: Report, chosen: Scope, group: str) -> Callable[[], bytes]:
    def make() -> bytes:
        from csp_analytics.exports.tidy import tidy

        store = cached.store()
        codes = codes_of(store, chosen.grouping_id, group)
        tables = report_tables(store, chosen.framework_id, chosen.round, chosen.grouping_id, codes)
        return tidy(report, tables, stamp=components.stamp())

    return make
