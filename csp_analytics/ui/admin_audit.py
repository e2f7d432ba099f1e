"""The page Audit log: who did what, filters, whether the log is as it was written, and the lines as files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from csp_analytics.charts.exhibit import table_csv
from csp_analytics.charts.words import count
from csp_analytics.pictures import administration
from csp_analytics.store import audit
from csp_analytics.ui import admin_parts, admin_state, cached, components, scope
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph

PAGE = "audit"
EVERYTHING = "everything"
PERIODS = {"7": "Last 7 days", "30": "Last 30 days", "365": "Last year", "all": "Since the beginning"}
MOST_SHOWN = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTE = (
    "Lines are only ever added. Each carries a digest of itself and of the line before it on the same server, so that "
    "a line that was changed or taken out is found. No line says what stands in a cell or what somebody answered."
)
SOUND = "Every line is as it was written, and none is missing between others."


def finding() -> str:
    """How many lines the log has."""
    n = audit.how_many(cached.store())
    return f"{count(n, 'line')}: who did what, and when." if n else "The log has no line yet."


def show() -> None:
    """The page below its finding."""
    admin_parts.tell(PAGE)
    who, about, what, since = _filters()
    rows = audit.entries(cached.store(), who=who, what=what, about=about, since=since, limit=MOST_SHOWN + 1)
    names = administration.area_names(cached.store())
    with st.container(horizontal=True, key=admin_state.key("audit-row")):
        if len(rows):
            _files(who, about, what, since)
        pressed = st.button("Check every line", key=admin_state.key("check"), icon=":material/fact_check:")
    if pressed:
        _chain()
    if rows.empty:
        paragraph("No line fits these choices.", "csp-takeaway")
    else:
        more = f", the newest {MOST_SHOWN}" if len(rows) > MOST_SHOWN else ""
        shown = administration.audit_table(rows.head(MOST_SHOWN), names)
        admin_parts.table(shown, f"Audit log, newest first ({count(len(shown), 'line')}{more})")
    paragraph(NOTE, "csp-basis")


def _filters() -> tuple[str, tuple[str, ...], tuple[str, ...], datetime | None]:
    with scope.row():
        titles = {EVERYTHING: "Everything", **{_id(word): word.capitalize() for word in audit.WHAT}}
        what = scope.one_of("What", "what", titles, width=250)
        period = scope.one_of("When", "when", PERIODS, "30", width=190)
        who = st.text_input("Who", key=admin_state.key("who"), placeholder="Part of a name", max_chars=100, width=200)
        about = st.text_input(
            "About", key=admin_state.key("about"), placeholder="File, round, room ...", max_chars=100, width=220
        )
    words = tuple(word for word in audit.WHAT if _id(word) == what)
    days = int(period) if period.isdigit() else 0
    # From the beginning of a day, so that a page that is drawn again asks the same.
    day = datetime.now(UTC).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    return _plain(who), _meant(_plain(about)), words, day - timedelta(days=days) if days else None


def _files(who: str, about: tuple[str, ...], what: tuple[str, ...], since: datetime | None) -> None:
    """Every line that fits, not only those shown, as CSV and as a workbook."""
    day = f"{since:%-d %B %Y}" if since else ""
    chosen = {"Who": who, "About": " or ".join(about), "What": ", ".join(what), "Since": day}
    told = {name: value for name, value in chosen.items() if value}

    def lines() -> pd.DataFrame:
        rows = audit.entries(cached.store(), who=who, what=what, about=about, since=since)
        return administration.audit_table(rows, administration.area_names(cached.store()), whole=True)

    def as_csv() -> bytes:
        return table_csv(lines(), {}, NOTE, components.stamp())

    def as_workbook() -> bytes:
        # Imported when needed: the writer of workbooks costs a start that most visits never need.
        from csp_analytics.exports.sheet import Sheet
        from csp_analytics.exports.workbook import Contents, workbook

        table = lines()
        sheets = [Sheet("Audit log", table, note=NOTE)]
        return workbook(Contents("Audit log", count(len(table), "line"), sheets, told, components.stamp()))

    name = f"audit-log-{datetime.now(UTC):%Y-%m-%d}"
    download("Download as CSV", as_csv, f"{name}.csv", "text/csv", key="audit-csv", about=told)
    download("Download as Excel", as_workbook, f"{name}.xlsx", XLSX, key="audit-xlsx", about=told)


def _chain() -> None:
    """Whether the log is as it was written: asked for, because every line is read for it."""
    wrong = audit.broken(cached.store())
    if not wrong:
        html(f'<p class="csp-takeaway" role="status"><strong>{SOUND}</strong></p>')
        return
    html(f'<p class="csp-takeaway" role="alert"><strong>{count(len(wrong), "place")} where it is not.</strong></p>')
    components.table(pd.DataFrame({"What is wrong": wrong[:MOST_SHOWN]}), caption="What is wrong with the log")


def _id(word: str) -> str:
    return word.replace(" ", "-")


def _plain(said: str | None) -> str:
    return " ".join(str(said or "").split())


def _meant(about: str) -> tuple[str, ...]:
    """What was written, and the code of an area of that name: what is submitted is kept by code."""
    names = administration.area_names(cached.store())
    codes = [code for code, name in names.items() if about and name.casefold() == about.casefold()]
    return tuple(one for one in (about, *codes) if one)
