"""The tables of a workbook that only a paper has: what it is, what it says, asks and plans, and how it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from csp_analytics.exports.must_be_said import must_be_said
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.paper import Paper
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_subject import Part

TO_FILL_IN = "to be filled in"


def before(paper: Paper) -> list[Sheet]:
    """Header block with the statements, then summary and recommendations."""
    header = {**paper.header, "Purpose": f"For {paper.purpose}", **paper.statements}
    items = [(name, words if words.strip() else TO_FILL_IN) for name, words in header.items()]
    asked = [*_counted("Summary", paper.summary or paper.headlines), *_counted("Recommendation", paper.recommendations)]
    return [
        Sheet("Header block and statements", pd.DataFrame(items, columns=["Item", "Text"])),
        Sheet("Summary and recommendations", pd.DataFrame(asked, columns=["Kind", "Number", "Text"])),
    ]


def after(paper: Paper) -> list[Sheet]:
    """The action plan, then method and coverage."""
    lines = said_by(paper.appendix)
    return [
        Sheet("Action plan", paper.plan, paper.plan_said),
        *([Sheet("Method and coverage", pd.DataFrame(lines, columns=["Section", "Sentence"]))] if lines else []),
    ]


def said_by(parts: Iterable[Part]) -> list[tuple[str, str]]:
    """Each sentence of some sections, with the title of its section."""
    return [(part.title, line) for part in parts for line in part.sentences]


def marked(sheets: list[Sheet], report: Report) -> list[Sheet]:
    """The sheets, each with what must be said: a sheet may be copied out of its workbook."""
    said = must_be_said(report)
    return [
        replace(
            sheet, note=" ".join(part for part in (sheet.note, *(one for one in said if one not in sheet.note)) if part)
        )
        for sheet in sheets
    ]


def _counted(kind: str, sentences: list[str]) -> Iterator[tuple[str, int, str]]:
    return ((kind, n, words) for n, words in enumerate(sentences, start=1))
