"""Step 2 of Load a survey: what the file is, who is in it, what it asks, what is not kept, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from csp_analytics.charts.words import count, listed
from csp_analytics.ingest.surveys.questionnaire import (
    DATE,
    MATRIX,
    META,
    MULTIPLE,
    NUMBER,
    PASTED_HEADINGS,
    SINGLE,
    TEXT,
    Questionnaire,
)
from csp_analytics.problems import ERROR, NOTE, WARNING, Problem
from csp_analytics.surveys.layouts import layouts
from csp_analytics.ui import components
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.survey_loading_state import InHand
from csp_analytics.ui.tables import kept_html

TYPE_WORDS = {
    SINGLE: "one answer",
    MULTIPLE: "several answers",
    MATRIX: "grid",
    NUMBER: "number",
    TEXT: "free text",
    DATE: "date",
    META: "about the response",
}
SEVERITY_WORDS = {ERROR: "Stops the file", WARNING: "Look at it", NOTE: "For information"}
REASON_WORDS = {PASTED_HEADINGS: "headings pasted in again"}
MOST_OPTIONS = 8
TOLD_ABOVE = ("personal-columns",)


def show(hand: InHand) -> None:
    """The step, for a file that could be read and for one that could not."""
    html("<h2>2 What it is</h2>")
    read = hand.questionnaire
    if read is None:
        paragraph("It cannot be loaded. Nothing of it was kept.", "csp-takeaway")
    else:
        html(_facts(read))
        html(_not_kept(read))
        components.folded(
            "Questions of the form", questions(read), about={"File": read.file}, note=_about_response(read), demo=False
        )
    _show_problems(hand.problems)


def summary(read: Questionnaire) -> str:
    """The file in one sentence, for the top of the page."""
    asked = [one for one in read.questions if one.type != META and not one.personal]
    return f"{read.file}: {people(read.respondents)}, {count(len(asked), 'question')}"


def people(number: int) -> str:
    """``1 person``, ``450 people``."""
    return count(number, "person", "people")


def layout_title(layout_id: str) -> str:
    """A layout in words, its id when its definition is gone."""
    known = layouts()
    return known[layout_id].title if layout_id in known else layout_id


def set_aside_words(set_aside: dict[str, int]) -> str:
    """Rows that are no respondents, such as ``5 rows: 2 test, 3 blank``; ``none`` without any."""
    total = sum(set_aside.values())
    said = ", ".join(f"{n:,} {REASON_WORDS.get(reason, reason)}" for reason, n in set_aside.items())
    return f"{count(total, 'row')}: {said}" if total else "none"


def questions(read: Questionnaire) -> pd.DataFrame:
    """Every question of the form that is no column about the response, with its kind and its answers."""
    asked = [one for one in read.questions if one.type != META and not one.personal]
    table = pd.DataFrame(
        {
            "Question": [one.header for one in asked],
            "Kind": [TYPE_WORDS[one.type] for one in asked],
            "Asks about": [_many(one.rows) for one in asked],
            "Answers": [_many(one.options) for one in asked],
            "Note": [one.note for one in asked],
        }
    )
    return filled(table)


def filled(table: pd.DataFrame) -> pd.DataFrame:
    """A table of texts without the columns in which nothing stands."""
    return table[[name for name in table.columns if table[name].astype(bool).any()]]


def problem_rows(problems: Iterable[Problem]) -> pd.DataFrame:
    """Problems as a table for people: what it means, where, what was found, what was expected, what to do."""
    order = [ERROR, WARNING, NOTE]
    rows = sorted(problems, key=lambda one: order.index(one.severity))
    advice = [
        f"Did you mean '{one.suggestion}'? {one.advice}".strip() if one.suggestion else one.advice for one in rows
    ]
    table = pd.DataFrame(
        {
            "": [SEVERITY_WORDS[one.severity] for one in rows],
            "File": [one.file for one in rows],
            "Sheet": [one.sheet for one in rows],
            "Place": [one.cell for one in rows],
            "Found": [one.found for one in rows],
            "Expected": [one.expected for one in rows],
            "What to do": advice,
        }
    )
    empty = [name for name in ("File", "Sheet", "Place", "Expected") if not table[name].astype(bool).any()]
    one_file = ["File"] if len(set(table["File"])) == 1 else []
    return table.drop(columns=list(dict.fromkeys([*empty, *one_file]))).rename(columns={"": "Problem"})


def _facts(read: Questionnaire) -> str:
    headings = count(read.header_rows, "row")
    others = f" (not read: {listed(read.other_sheets)})" if read.other_sheets else ""
    facts = {
        "Written by": layout_title(read.layout),
        "Sheet": f"{read.sheet}{others}" if read.sheet else "",
        "Headings": f"{headings}; the answers begin in row {read.first_row + 1}",
        "People": people(read.respondents),
        "Rows set aside": set_aside_words(read.set_aside),
    }
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(said)}</dd>" for name, said in facts.items() if said)
    return f'<dl class="csp-facts">{rows}</dl>{STYLE}'


def _not_kept(read: Questionnaire) -> str:
    if not read.dropped:
        return '<p class="csp-takeaway"><strong>Not kept:</strong> nothing. No column is about who a person is.</p>'
    said = "; ".join(f"{text(heading)} ({text(reason)})" for heading, reason in read.dropped)
    return (
        f'<p class="csp-takeaway"><strong>Not kept:</strong> {said}. What stood in '
        f"{'this column' if len(read.dropped) == 1 else 'these columns'} is gone already.</p>"
    )


def _about_response(read: Questionnaire) -> str:
    about = [one.header for one in read.questions if one.type == META and not one.personal]
    return f"Columns about the response, not questions: {listed(about)}." if about else ""


def _show_problems(problems: Sequence[Problem]) -> None:
    problems = [one for one in problems if one.code not in TOLD_ABOVE]
    if not problems:
        return
    stops = sum(one.severity == ERROR for one in problems)
    words = f"{count(stops, 'problem')} to put right" if stops else f"{count(len(problems), 'thing')} to know"
    html(f"<h3>{words}</h3>")
    problem_table(problems, "Problems of the file")


def problem_table(problems: Iterable[Problem], caption: str) -> None:
    """Problems as one table; on a phone its cells stand below each other."""
    html(f'<div class="csp-stacked">{kept_html(problem_rows(problems), caption)}</div>{STYLE}')


def _many(names: Sequence[str]) -> str:
    shown = list(names[:MOST_OPTIONS])
    more = len(names) - len(shown)
    return " · ".join([*shown, *([f"and {more} more"] if more else [])])


STYLE = """<style>
.csp-facts {display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.1rem; max-width: 60rem;}
.csp-facts {margin: 0.2rem 0 0.5rem !important; padding: 0 !important;}
.csp-facts dt {color: #595959;}
.csp-facts dd {margin: 0 !important; font-weight: 600; overflow-wrap: anywhere;}
.block-container h4 {font-size: 1.06rem !important; padding: 0 !important; margin: 0.4rem 0 0 !important;}
@media (max-width: 640px) {
  .csp-facts {grid-template-columns: 1fr; gap: 0;}
  .csp-facts dd {margin-bottom: 0.35rem !important;}
  .csp-stacked thead {position: absolute; left: -10000px;}
  .csp-stacked :is(tr, th, td) {display: block; border: 0 !important; padding: 0.05rem 0 !important;}
  .csp-stacked td:empty {display: none;}
  .csp-stacked tbody tr {border-bottom: 1px solid #BFBFBF !important; padding: 0.4rem 0 !important;}
}
</style>"""
