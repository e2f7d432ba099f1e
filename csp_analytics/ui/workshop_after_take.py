"""Parts 2 and 3 of After a workshop: the plan, the papers, and the agreed levels as an assessment.

The agreed levels lie on a desk of their own, as an upload does on Your partnership, and what is done with them is the
same: the plan editor, the papers over data that is not submitted, submitting and taking back.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from csp_analytics.ingest.brought import Brought
from csp_analytics.ingest.reading import Reading
from csp_analytics.pictures.workshop_record import SessionPicture
from csp_analytics.pictures.workshop_saving import saving
from csp_analytics.pictures.workshop_words import about as picture_about
from csp_analytics.store import reading as stored
from csp_analytics.store.writing import is_there
from csp_analytics.ui import (
    address,
    cached,
    components,
    officer_compare,
    officer_plan,
    officer_submit,
    officer_take,
    scope,
)
from csp_analytics.ui import officer_state as desk
from csp_analytics.ui import workshop_after_state as state
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.officer_compare import Compared
from csp_analytics.workshop.live.codes import as_code
from csp_analytics.workshop.session import agreed
from csp_analytics.workshop.session.record import Record

CALLED = "Workshop result"
OVER, ALONE = "over", "alone"
WAYS = {
    OVER: "The agreed levels laid over what is saved",
    ALONE: "The agreed levels alone; everything else not answered",
}
KEEP_EVERY = min(300.0, desk.idle_seconds() / 3)  # seconds between signs that the page is still open
SAVED = "Saved already: what the room agreed on is in the assessment."
WIPED = "What was typed lay untouched for a while, so it was wiped. The plan begins again from the room's priorities."


def plan(record: Record, picture: SessionPicture) -> None:
    """Improvement planning: the room's priorities as rows of the action plan."""
    if not (hand := _hand(record, picture)):
        return
    if not picture.priority_ids:
        paragraph("The room has no priorities yet: place dots, or vote. The plan can be written all the same.",
                  "csp-takeaway")  # fmt: skip
    else:
        paragraph(picture.why, "csp-basis")
    chosen = _compared(record, hand)
    if _is_shown(hand, chosen):
        officer_plan.show(hand, chosen)
    _still_open()


def take(record: Record, picture: SessionPicture) -> None:
    """The agreed levels as an assessment and the papers, which need not be submitted first."""
    if not (hand := _hand(record, picture)):
        return
    chosen = _compared(record, hand)
    about = record.about
    if _is_shown(hand, chosen):
        officer_take.papers(hand, chosen)
    title = f"Save as assessment of {about.area_name}, round {about.round}"
    # Nothing in hand means that what would be saved is there already, see _hand.
    officer_submit.show(hand, chosen, title, (lambda: _what_changes(record)) if hand.files else None, nothing=SAVED)
    _still_open()


def _hand(record: Record, picture: SessionPicture) -> desk.InHand | None:
    """What lies on the desk: the agreed levels, unless they are saved already; None with the reason said."""
    if reason := agreed.cannot_be_saved(record):
        paragraph(reason, "csp-takeaway")
        return None
    desk.use(desk.ROOM)
    if desk.has_expired():
        html(f'<p class="csp-takeaway" role="alert">{text(WIPED)}</p>')
        desk.wipe()
    hand = desk.held()
    one = _reading(record)
    waiting = [] if is_there(cached.store(), one) else [Brought(one.file, b"", None, reading=one)]
    if [lies.reading.digest for lies in hand.files] != [lies.reading.digest for lies in waiting]:
        hand.files = waiting
    hand.area_code = record.about.area_code
    hand.room = as_code(address.asked("room"))
    hand.called = CALLED
    hand.criteria = picture.priority_ids
    hand.appendix = [*picture.agreed_for_the_appendix, picture.for_the_appendix]
    return hand


def _reading(record: Record) -> Reading:
    """The agreed levels, alone or laid over what is saved, as was chosen."""
    there, demo = _there(record)
    alone = demo or state.value("way") == ALONE
    return agreed.reading(record, None if alone else there)


def _there(record: Record) -> tuple[pd.DataFrame | None, bool]:
    """What is saved of the same area and round (None when nothing is), and whether it is demonstration data."""
    about = record.about
    return _assessment(about.framework_id, about.area_code, about.round)


@cached.by_data_version
def _assessment(framework_id: str, area_code: str, round_: str) -> tuple[pd.DataFrame | None, bool]:
    known = stored.assessments(cached.store())
    mine = known[(known["framework"] == framework_id) & (known["area_code"] == area_code) & (known["round"] == round_)]
    if mine.empty:
        return None, False
    rows = stored.ratings(cached.store(), framework_id, rounds=(round_,), area_code=area_code, texts=True)
    return rows, bool(mine["demo"].any())


def _what_changes(record: Record) -> list[str]:
    """What becomes of what is there is a question for the person. Returns what saving would change, in sentences."""
    (there, demo), about = _there(record), record.about
    if there is not None and not demo:
        st.radio(
            f"There is an assessment of {about.area_name} in round {about.round}. What is saved now?", list(WAYS),
            format_func=lambda way: WAYS[way], key=state.key("way"),
        )  # fmt: skip
    found = saving(record, _reading(record).tables["rating"], there, demo=demo)
    components.folded("What saving changes", found.table, about=picture_about(record), demo=False)
    return found.sentences


def _compared(record: Record, hand: desk.InHand) -> Compared:
    """What is compared: the agreed levels on the desk, or what is saved."""
    about = record.about
    if about.grouping_id and not address.asked("peers"):
        address.say("peers", about.grouping_id)
    with scope.row():
        grouping = scope.peers()
    if hand.files:
        return officer_compare.uploaded(hand, about.framework_id, about.round, grouping)
    return Compared(about.framework_id, about.round, grouping, about.area_code, False)


def _is_shown(hand: desk.InHand, chosen: Compared) -> bool:
    """Whether there is something to write about; else why not."""
    if absent := officer_compare.picture_of(hand, chosen).absent:
        paragraph(absent, "csp-takeaway")
    return not absent


@st.fragment(run_every=KEEP_EVERY)
def _still_open() -> None:
    """A plan that people talk about for an hour is not untouched while its page is open."""
    desk.private().touch()
