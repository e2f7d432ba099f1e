"""Part 1 of After a workshop: what was agreed, what was answered, what to discuss, priorities, and the record."""

from __future__ import annotations

from functools import partial

import streamlit as st

from csp_analytics.charts.exhibit import file_name
from csp_analytics.charts.words import count
from csp_analytics.pictures.workshop_record import METHOD, NO_TOKENS, SessionPicture
from csp_analytics.ui import components, navigation
from csp_analytics.ui import workshop_after_state as state
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.workshop.session.about import CHECKLIST
from csp_analytics.workshop.session.record import Record

MOST_ROWS = 15
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(record: Record, picture: SessionPicture) -> None:
    """The part."""
    if len(picture.agreed):
        html(f"<h2>What was agreed ({len(picture.agreed)})</h2>")
        components.table(picture.agreed, caption="Agreed, with evidence and votes")
    left, right = (picture.levels, picture.dots or picture.revotes)
    if left and right:
        for column, shown in zip(st.columns(2, gap="large"), (left, right), strict=True):
            with column:
                components.exhibit(shown)
    elif left:
        components.exhibit(left)
    if picture.revotes and picture.dots:
        components.exhibit(picture.revotes)
    _lists(picture)
    components.all_folded(
        {"Every vote": picture.votes, "Answers by role": picture.by_role}, about=picture.about,
        note=f"{METHOD} {NO_TOKENS} {' '.join(picture.said)}".strip(), demo=False,
    )  # fmt: skip
    if record.about.kind == CHECKLIST:
        _to_prepare(record)
    _record(picture)


def _lists(picture: SessionPicture) -> None:
    """Priorities, the queue and what was parked."""
    if len(picture.priorities):
        html(f'<h2>What to work on first</h2><p class="csp-takeaway">{text(picture.why)}</p>')
        components.table(picture.priorities, caption="Priorities")
    if len(picture.queue) > MOST_ROWS:
        said = " ".join(picture.said)
        components.folded("In order of disagreement", picture.queue, about=picture.about, note=said, demo=False)
    elif len(picture.queue):
        html("<h2>In order of disagreement</h2>")
        components.table(picture.queue, caption="Last votes, least agreement first")
    if picture.parked:
        paragraph(picture.parked, "csp-takeaway")


def _to_prepare(record: Record) -> None:
    html("<h2>The consensus session</h2>")
    words = "The agenda of the session can follow from this checklist: where people differ most comes first."
    if not record.ended_at:
        words += " Close the room first: only closed checklists count."
    paragraph(words, "csp-takeaway")
    about = record.about
    navigation.way_to(
        "workshop", label="Prepare the consensus session", icon=":material/event_list:",
        asked={"area": about.area_code, "framework": about.framework_id},
    )  # fmt: skip


def _record(picture: SessionPicture) -> None:
    """The record of the session as files, without anybody's own answer."""
    if picture.levels is None and not len(picture.agreed):
        return
    html(f'<h2>Record of the session</h2><p class="csp-basis">{text(NO_TOKENS)}</p>')
    with st.container(horizontal=True, key=state.key("record")):
        for label, kind, mime, write in (
            (f"Session record (Excel, {count(len(picture.votes), 'vote')})", "xlsx", XLSX, _xlsx),
            ("Session record (one web page)", "html", "text/html", _html),
        ):
            download(
                label, partial(write, picture), file_name("session-record", picture.about, demo=False, kind=kind), mime,
                key=state.key(f"record-{kind}"), icon=":material/download:", about=picture.about,
            )  # fmt: skip


# What writes files is imported when a file is asked for: most visits never ask.
def _xlsx(picture: SessionPicture) -> bytes:
    from csp_analytics.exports.session_record import session_workbook

    return session_workbook(picture.report, stamp=components.stamp())


def _html(picture: SessionPicture) -> bytes:
    from csp_analytics.exports.session_record import session_page

    return session_page(picture.report, stamp=components.stamp())
