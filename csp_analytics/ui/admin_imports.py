"""The page Imports and undo, besides loading: the log, submissions, demonstration data, copies of the database."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from csp_analytics import paths
from csp_analytics.charts.words import count
from csp_analytics.pictures import administration
from csp_analytics.problems import Problem
from csp_analytics.store import reading
from csp_analytics.store.backup import back_up
from csp_analytics.store.copies import copies
from csp_analytics.store.submitting import undo
from csp_analytics.store.writing import clear_demo
from csp_analytics.ui import admin_load, admin_parts, admin_state, cached, components, scope
from csp_analytics.ui.messages import html, paragraph
from csp_analytics.ui.problem_parts import problem_table

PAGE = "imports"
PARTS = {
    "load": "Load files",
    "log": "What was loaded",
    "submissions": "Submissions",
    "data": "Demonstration data and copies",
}
MOST_LINES, MOST_SUBMISSIONS = 200, 200
NO_FOLDER = (
    "No folder for copies is set. Name one with the setting CSP_BACKUPS and copies are made every day too; or make one "
    "now with: python -m csp_analytics backup -o FOLDER"
)
HOW_BACK = "To put one back, stop the dashboard and run: python -m csp_analytics restore FILE"
TAKE_BACK = "What was there before stands again, for everybody. It is logged."
WORDS = {
    "assessments": ("assessment", "assessments"),
    "actions": ("action", "actions"),
    "indicators": ("figure of context", "figures of context"),
    "surveys": ("survey", "surveys"),
}


def finding() -> str:
    """What was loaded, in a sentence."""
    log, submitted = reading.imports(cached.store()), reading.submissions(cached.store())
    if log.empty:
        return "No file has been loaded yet."
    ended = log["outcome"].value_counts()
    refused = f", {int(ended['refused'])} refused" if "refused" in ended else ""
    return (
        f"{count(int(ended.get('loaded', 0)), 'file')} loaded{refused}, "
        f"{count(len(submitted), 'submission')}; last change {log['finished_at'].iloc[0]:{administration.MOMENT}} UTC."
    )


def show() -> None:
    """The page below its finding."""
    admin_parts.tell(PAGE)
    load, log, submissions, data = scope.part(PARTS)
    with load:
        admin_load.show()
    with log:
        _log()
    with submissions:
        _submissions()
    with data:
        left, right = components.columns([1, 1])
        with left:
            _demonstration()
        with right:
            _copies()


def _log() -> None:
    every = reading.imports(cached.store())
    if every.empty:
        paragraph("No file has been loaded yet.", "csp-takeaway")
        return
    shown = administration.imports_table(every.head(MOST_LINES))
    admin_parts.table(shown, f"Imports, newest first ({len(shown)} of {len(every)})")
    known = {int(row.import_id): row for row in every.head(MOST_LINES).itertuples() if row.problems != "[]"}
    if not known:
        return
    picked = st.selectbox(
        "Problems of", list(known), key=admin_state.key("problems-of"), width=420,
        format_func=lambda number: f"{known[number].file}, {known[number].outcome}" if number in known else "",
    )  # fmt: skip
    if picked in known:
        problem_table(_problems(known[picked].problems), f"Problems of {known[picked].file}")


def _problems(text: str) -> list[Problem]:
    return [Problem(**{name: value for name, value in one.items() if name != "sentence"}) for one in json.loads(text)]


def _submissions() -> None:
    rows, names = reading.submissions(cached.store()), administration.area_names(cached.store())
    if rows.empty:
        paragraph("Nothing has been submitted yet.", "csp-takeaway")
        return
    shown = administration.submissions_table(rows.head(MOST_SUBMISSIONS), names)
    admin_parts.table(shown, f"Submissions, newest first ({len(shown)} of {len(rows)})")
    _take_back(rows.head(MOST_SUBMISSIONS), names)


def _take_back(rows: pd.DataFrame, names: dict[str, str]) -> None:
    stand = {
        int(row.submission_id): f"Number {row.submission_id}, {names.get(row.area_code, row.area_code)}: {row.what}"
        for row in rows.itertuples()
        if not administration.is_undone(row)
    }
    if not stand:
        return
    html("<h2>Take one back</h2>")
    number = st.selectbox(
        "Submission", list(stand), format_func=lambda one: stand.get(one, str(one)), key=admin_state.key("submission"),
        width=520,
    )  # fmt: skip
    if number in stand:
        admin_parts.ask_first(
            f"undo-{number}", f"Take back number {number}", TAKE_BACK, f"Yes, take back number {number}",
            lambda: admin_parts.attempt(PAGE, _undo, number), icon=":material/undo:",
        )  # fmt: skip


def _undo(number: int) -> str:
    what = undo(cached.store(), number)
    return f"Number {number} was taken back ({what}). What was there before stands again."


def _demonstration() -> None:
    html("<h2>Demonstration data</h2>")
    held = reading.demo_counts(cached.store())
    if not any(held.values()):
        paragraph("There is none in this database.", "csp-takeaway")
        return
    said = administration.listed_counts(held, WORDS)
    paragraph(f"In this database: {said}. All of it is marked wherever it is shown.", "csp-takeaway")
    admin_parts.ask_first(
        "clear-demo", "Remove the demonstration data",
        f"This removes {said}. Real data stays. It cannot be taken back, but can be loaded again.",
        "Yes, remove it", lambda: admin_parts.attempt(PAGE, _clear), icon=":material/delete:",
    )  # fmt: skip


def _clear() -> str:
    gone = clear_demo(cached.store())
    return f"The demonstration data is gone: {count(sum(gone.values()), 'row')}."


def _copies() -> None:
    html("<h2>Copies of the database</h2>")
    folder = paths.backups()
    if folder is None or not folder.is_dir():
        paragraph(NO_FOLDER if folder is None else "The folder for copies is not there. Make it.", "csp-takeaway")
        return
    if st.button("Make a copy now", icon=":material/save:", key=admin_state.key("copy")):
        with st.spinner("Making a copy and checking it"):
            admin_parts.attempt(PAGE, lambda: f"A copy was made and checked: {back_up(cached.store(), folder).name}.")
        st.rerun()
    there = copies(folder)[::-1]
    if not there:
        paragraph("There is no copy yet.", "csp-takeaway")
    else:
        rows = [
            {
                "Number": str(one.number),
                "Made (UTC)": f"{one.made_at:{administration.MOMENT}}",
                "Data version": str(one.version),
                "File": one.path.name,
                "Size": f"{one.path.stat().st_size / 1e6:,.1f} MB",
            }
            for one in there[:50]
        ]
        admin_parts.table(pd.DataFrame(rows), f"Copies, newest first ({len(rows)} of {len(there)})")
    paragraph(HOW_BACK, "csp-basis")
