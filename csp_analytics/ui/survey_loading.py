"""The page Load a survey: its steps in order, and the sentence on top."""

from __future__ import annotations

from csp_analytics.ui import survey_loading_finish as finish
from csp_analytics.ui import survey_loading_matching as matching
from csp_analytics.ui import survey_loading_recognised as recognised
from csp_analytics.ui import survey_loading_state as state
from csp_analytics.ui import survey_loading_upload as upload


def steps() -> None:
    """The steps that are open: one after the other, each when the one before has what it needs."""
    hand = state.held()
    if hand is not None and hand.is_loaded:
        finish.done(hand)
        return
    upload.bring()
    hand = state.held()
    if hand is None:
        return
    recognised.show(hand)
    if hand.questionnaire is not None:
        matching.begin(hand)
        matching.show(hand)
        finish.show(hand)


def finding() -> str:
    """Where the person is, in one sentence."""
    hand = state.held()
    if hand is None:
        return "Bring the file that your survey tool exported. You see what was understood before anything is stored."
    if hand.is_loaded:
        return hand.said
    if hand.questionnaire is None:
        return "This file cannot be loaded. What is wrong and what to do about it stands below."
    return f"{recognised.summary(hand.questionnaire)}. Nothing is stored yet."
