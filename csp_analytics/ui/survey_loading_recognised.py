"""Step 2 of Load a survey: what the file is, who is in it, what it asks, what is not kept, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

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
from csp_analytics.problems import ERROR, Problem
from csp_analytics.surveys.layouts import layouts
from csp_analytics.ui import components
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.problem_parts import facts_html, problem_table
from csp_analytics.ui.survey_loading_state import InHand

TYPE_WORDS = {
    SINGLE: "one answer",
    MULTIPLE: "several answers",
    MATRIX: "grid",
    NUMBER: "number",
    TEXT: "free text",
    DATE: "date",
    META: "about the response",
}
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
    return facts_html(facts)


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


def _many(names: Sequence[str]) -> str:
    shown = list(names[:MOST_OPTIONS])
    more = len(names) - len(shown)
    return " · ".join([*shown, *([f"and {more} more"] if more else [])])
