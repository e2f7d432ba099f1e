"""The board paper as a Word file, in the form that partnership boards know: header block, summary, recommendations,
implications, findings, action plan, and how the figures were made.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pandas as pd
from docx.document import Document

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.exports.for_pages import with_criterion, with_short_evidence
from csp_analytics.exports.must_be_said import must_be_said
from csp_analytics.exports.word import looks as named
from csp_analytics.exports.word.draft import Draft
from csp_analytics.exports.word.sections import lies, place, say_on_every_page, text_width
from csp_analytics.exports.word.styles import LANGUAGE, add_lacking, speak_british
from csp_analytics.exports.word.table import Grid, grid
from csp_analytics.exports.word.template import DAMAGED, Opened, TemplateRefused, opened
from csp_analytics.exports.word.text import shortened
from csp_analytics.pictures.paper import PLAN_COLUMNS, PURPOSES, Paper
from csp_analytics.pictures.report_subject import Part

PROMPT = "[To be completed by the officer who presents this paper]"
PLAN = PLAN_COLUMNS[:7]
NOT_SUBMITTED = "Not submitted"
NOTHING_TO_LIST = "There is nothing to list."
LABELS = {"decision": "Decision", "discussion": "Discussion and comment", "information": "Information"}
LONGEST_LABEL = 120


def board_paper(paper: Paper, *, stamp: str, template: bytes | None = None) -> bytes:
    """The paper as a Word file (docx).

    Args:
        paper: the paper.
        stamp: version of the data and of the program, and the day.
        template: a Word document or template of the council (docx, dotx). Its styles, headers, footers and page
            set-up are kept. The paper takes the place of its text, or of the paragraph ``{{board paper}}``.

    Raises:
        TemplateRefused: when the template is no Word document, is too large, or holds what must not be opened.
    """
    if template is None:
        return _written(Opened.new(), paper, stamp)
    kept = opened(template)
    try:
        return _written(kept, paper, stamp)
    except Exception as error:
        _written(Opened.new(), paper, stamp)  # a fault of the paper shows here, and is not the template's
        raise TemplateRefused(DAMAGED) from error


def _written(kept: Opened, paper: Paper, stamp: str) -> bytes:
    document, section = kept.document, kept.section
    ids = add_lacking(document)
    speak_british(document)
    draft = Draft(document, ids, text_width(section), text_width(section, on_side=not lies(section)))
    _write(draft, paper, stamp)
    say_on_every_page(document, " | ".join([*labels(paper), shortened(stamp)]), ids[named.FOOTER])
    place(draft.blocks, kept.before, section, ids[named.BASIS])
    kept.finish()
    _describe(document, paper, stamp)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def labels(paper: Paper) -> list[str]:
    """What every page of the paper says about its figures: demonstration data, not submitted, answers left out."""
    said = [DEMO_LABEL] if paper.demo else []
    for line in paper.said:
        if "not submitted" in line.lower():
            said.append(NOT_SUBMITTED)
        elif line.strip() and not line.startswith(DEMO_LABEL):
            said.append(shortened(line, LONGEST_LABEL).rstrip("."))
    return list(dict.fromkeys(said))


def _write(draft: Draft, paper: Paper, stamp: str) -> None:
    draft.head(paper.title, 0)
    _header_block(draft, paper)
    draft.say("\n".join(must_be_said(paper)), named.NOTICE)
    draft.head("Summary of content and issues", 1)
    _sentences(draft, paper.summary or [paper.finding])
    draft.head("Recommendations", 1)
    draft.numbered(paper.recommendations)
    if not any(text.strip() for text in paper.recommendations):
        draft.ask(PROMPT)
    for title, text in paper.statements.items():
        draft.head(title, 1)
        draft.say(text) if text.strip() else draft.ask(PROMPT)
    _findings(draft, paper)
    _plan(draft, paper.plan, paper.plan_said)
    after_plan = len(draft.blocks)
    _appendix(draft, paper, stamp)
    draft.turn_to_tables(after_plan, "Appendix: wide tables")


def _header_block(draft: Draft, paper: Paper) -> None:
    """The header block as a table of two columns; what is still open asks to be filled in."""
    title = {} if any("title" in name.lower() for name in paper.header) else {"Title of paper": paper.title}
    entries = {**title, **paper.header}
    prompts = frozenset((row, 1) for row, text in enumerate(entries.values()) if not text.strip())
    rows = [(name, text.strip() or PROMPT) for name, text in entries.items()]
    rows.append(("Purpose of paper", "\n".join(_purpose(one, paper.purpose) for one in PURPOSES)))
    draft.block(
        Grid(("Item", "Entry"), tuple(rows), (False, False), prompts),
        "About this paper",
        "Who wrote the paper, who leads on it, and what the board is asked for.",
    )


def _purpose(one: str, chosen: str) -> str:
    return f"☒ {LABELS[one]} (this is the purpose)" if one == chosen else f"☐ {LABELS[one]}"


def _findings(draft: Draft, paper: Paper) -> None:
    draft.head("Findings", 1)
    if paper.summary:
        draft.say(paper.finding)
    for part in paper.parts:
        _part(draft, part)


def _part(draft: Draft, part: Part) -> None:
    draft.head(part.title, 2)
    _sentences(draft, part.sentences)
    several = len(part.exhibits) > 1
    for exhibit in part.exhibits:
        if several:
            draft.head(exhibit.headline, 3)
        if exhibit.takeaway not in part.sentences:
            draft.say(exhibit.takeaway)
        _exhibit(draft, exhibit)
    if part.table is not None and not part.table.empty:
        texts = grid(with_short_evidence(part.table))
        if texts.is_prose and not draft.fits(texts):
            draft.records(texts, 3)
        else:
            draft.table(texts, part.title, part.first)
    elif part.table is not None:
        draft.say(NOTHING_TO_LIST, named.BASIS)
    for line in part.below:
        draft.say(line, named.BASIS)


def _exhibit(draft: Draft, exhibit: Exhibit) -> None:
    demo = exhibit.demo_words if exhibit.demo else ""
    drawn = exhibit.native is not None and bool(exhibit.native.categories and exhibit.native.series)
    if drawn and exhibit.native is not None:
        draft.chart(exhibit.native, exhibit.headline, exhibit.native.alt or exhibit.alt)
        draft.say(" ".join(part for part in (exhibit.sources, demo) if part), named.BASIS)
    rest = [exhibit.method] if drawn else [exhibit.sources, exhibit.method, demo]
    note = " ".join(part for part in rest if part)
    if exhibit.table.empty:
        draft.say(f"{NOTHING_TO_LIST} {note}", named.BASIS)
    else:
        draft.table(grid(exhibit.table), exhibit.headline, exhibit.takeaway, note)


def _plan(draft: Draft, plan: pd.DataFrame, said: str) -> None:
    draft.head("Action plan", 1)
    draft.say(said)
    if plan.empty:
        draft.say("No action plan was given with this paper.")
        return
    draft.table(
        grid(with_criterion(plan, PLAN)),
        "Action plan",
        "One row an action: what it is about, what is done, by when and by whom, how far it is, how success is told.",
        wide=True,
    )


def _appendix(draft: Draft, paper: Paper, stamp: str) -> None:
    draft.head("Appendix: method and coverage", 1)
    for part in paper.appendix:
        _part(draft, part)
    draft.head("What this paper was made from", 2)
    draft.entries([*paper.about.items(), ("Version", stamp)])


def _sentences(draft: Draft, sentences: list[str]) -> None:
    for sentence in sentences:
        draft.say(sentence)


def _describe(document: Document, paper: Paper, stamp: str) -> None:
    """The properties of the file; nothing of the template's author stays in them."""
    about = document.core_properties
    about.title, about.subject = shortened(paper.title), shortened(paper.finding)
    about.author = shortened(paper.header.get("Prepared by", "").strip() or "csp-analytics")
    about.comments, about.keywords, about.category = shortened(" | ".join([*labels(paper), stamp])), "", "Board paper"
    about.language, about.last_modified_by, about.revision = LANGUAGE, "csp-analytics", 1
    about.created = about.modified = datetime.now(UTC).replace(tzinfo=None)
