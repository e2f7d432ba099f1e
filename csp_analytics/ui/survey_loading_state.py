"""What a person has in hand on the page Load a survey: a questionnaire without personal values, and what they decided.

It belongs to one browser tab, is never cached or written, and goes with :func:`wipe` or when the tab is closed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from csp_analytics.ingest.surveys.matching import Matching
from csp_analytics.ingest.surveys.questionnaire import Questionnaire
from csp_analytics.problems import Problem
from csp_analytics.store.writing import Outcome

PREFIX = "survey-load"
_HELD, _TURN = f"{PREFIX}-held", f"{PREFIX}-turn"


@dataclass
class InHand:
    """One export that was brought.

    Attributes:
        files: names of the files that were brought.
        questionnaire: what was read, None when the file was refused.
        problems: what is wrong with the files.
        matchings: how the form and each survey definition that fits it match, with what the person decided.
        is_matched: whether it was looked at which definitions fit.
        skipped: survey definitions that the person does not want from this file.
        expected: what loading would do, by what was chosen: it is asked at every run, and large files take a while.
        outcome: how loading ended; None before.
        said: what was loaded, in a sentence; ``round``: as which round.
    """

    files: tuple[str, ...]
    questionnaire: Questionnaire | None
    problems: list[Problem]
    matchings: dict[str, Matching] = field(default_factory=dict)
    is_matched: bool = False
    skipped: set[str] = field(default_factory=set)
    expected: dict[str, Outcome] = field(default_factory=dict)
    outcome: Outcome | None = None
    said: str = ""
    round: str = ""

    @property
    def is_loaded(self) -> bool:
        """Whether it is in the database and no longer in hand."""
        return self.questionnaire is None and self.outcome is not None


def held() -> InHand | None:
    """What is in hand; None when nothing is."""
    return st.session_state.get(_HELD)


def hold(brought: InHand) -> None:
    """Takes an export in hand in place of the one before, and offers an empty place for the next file."""
    wipe()
    st.session_state[_HELD] = brought


def wipe() -> None:
    """Lets go of everything: what was read, what was decided, what stands in the choices of the page."""
    turn = st.session_state.get(_TURN, 0) + 1
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]
    st.session_state[_TURN] = turn


def key(name: str) -> str:
    """Key of a choice of the page: new after every :func:`wipe`, so that no choice outlives its file."""
    return f"{PREFIX}-{st.session_state.get(_TURN, 0)}-{name}"


def put(name: str, value: Any) -> None:
    """Sets a choice of the page before it is drawn."""
    st.session_state[key(name)] = value


def chosen(name: str, default: Any = None) -> Any:
    """What a choice of the page was set to, also before it is drawn."""
    return st.session_state.get(key(name), default)
