"""What the person who opens a page may see of other areas: the publishing rule of the round that the page shows.

A page gets no more than that from the gate (:mod:`csp_analytics.ui.cached`), so nothing here keeps a secret: it says
which rule applies, and what to open where a page would be empty under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from streamlit.runtime.scriptrunner import get_script_run_ctx

from csp_analytics.access.acting import acting, person
from csp_analytics.access.person import Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from csp_analytics.access.rules import LOOK, may
from csp_analytics.areas import aliases
from csp_analytics.areas.aliases import EVERYTHING, Sight, narrow, seeing, sight
from csp_analytics.ui import (
    address,
    cached,
    landing_state,
    navigation,
    officer_files,
    scope,
    seeing_state,
    survey_scope,
)

OFFICERS_PAGE = "your-partnership"
WITHOUT_A_RULE = (navigation.ABOUT, navigation.FACILITATOR, navigation.ADMINISTRATION)  # sections about no round
SAYS = {
    ALIASES: "Returns of {round} are published without names: the other areas stand as letters of your own, without "
    "their evidence, plans and context.",
    GROUP: "Returns of {round} are published as group figures: of the other areas there are figures of five or more "
    "areas together.",
}
INSTEAD = {
    ALIASES: "Returns of {round} are published without names, and what this page shows would tell which area is which. "
    "Open Compare areas or Criteria: there the other areas stand as letters.",
    GROUP: "Returns of {round} are published as group figures, and what this page shows is about single other areas. "
    "Open Area: it shows your own area beside its peers and the nation as groups.",
}
PLANS = dict.fromkeys(
    (ALIASES, GROUP),
    "Returns of {round} are published without the action plans of other areas. Choose your own area to see its plan.",
)
OF_PEOPLE = (
    "Answers of {round} are published as group figures, and what this page shows counts single other areas. Open "
    "Skills in your area or Survey answers: there your own area stands beside all people together."
)
MIXED = (
    "Returns of {round} are published by another rule than those of {other}, so the other areas of the two rounds "
    "cannot be set side by side. Choose two rounds of one rule."
)


class Waiting(Exception):
    """The page as it is cannot be shown; ``instead`` draws what is shown in its place, else ``words`` say why."""

    def __init__(self, instead: Callable[[], None] | None = None, words: str = ""):
        super().__init__(words)
        self.instead, self.words = instead, words


@dataclass(frozen=True)
class _Told:
    """What holds for the page that runs."""

    round: str = ""
    rule: str = ""


_told: ContextVar[_Told | None] = ContextVar("told", default=None)


@contextmanager
def for_person(who: Person, page: str) -> Iterator[None]:
    """What everything of a page runs in: who acts, and what they may see of other areas in the round of the page.

    The frame (ui/main.py) enters it once the person is known, inside ``messages.no_traceback()`` and around the first
    look at the data, before ``presenting.frame``. For analysts, facilitators, administrators, and for everybody while
    every round is published with names, it changes nothing but who acts.

    Args:
        who: the person; nobody (no role) gets no data at all, see ``NotAllowed``.
        page: the page's part of the address.
    """
    with acting(who):
        told = _now(who, page)
        seeing_state.keep(told.rule)
        token = _told.set(told)
        try:
            with seeing(cached.sight_under(told.rule) if told.rule else EVERYTHING):
                yield
        finally:
            _told.reset(token)


def said() -> str:
    """The line on a page under a rule other than names: which rule, and who set it; else empty."""
    told = _told.get()
    return f"{_words(SAYS, told)} {_set_by(told)}".strip() if told and told.rule in SAYS else ""


def instead() -> str:
    """Why a page that needs what the rule holds back shows nothing, and what to open; empty where it shows all."""
    told = _told.get()
    return _words(INSTEAD, told) if told and told.rule in INSTEAD else ""


def needs_areas() -> None:
    """Called by a page that counts the areas of a survey, which are none where people are shown together."""
    told = _told.get()
    if told and told.rule == GROUP:
        raise Waiting(words=OF_PEOPLE.format(round=told.round))


def needs_names() -> None:
    """Called by a page that would tell which area is which, or be empty, when its choices are made."""
    if sight().rule in (ALIASES, GROUP):
        raise Waiting(words=instead())


def needs_plans(area_code: str) -> None:
    """Called by a page about action plans: those of other areas are seen where their names are."""
    told = _told.get()
    if told and told.rule in PLANS and area_code not in person().areas:
        raise Waiting(words=PLANS[told.rule].format(round=told.round))


def one_rule(before: str, after: str, area_code: str) -> None:
    """Called by a page that sets two rounds side by side: others are seen in rounds of one rule at a time.

    Where the two have different rules, it sees the own area alone.
    """
    known = cached.publishing_rules()
    if not sight().rule or known.get(before, NAMED) == known.get(after, NAMED):
        return
    if area_code not in person().areas:
        raise Waiting(words=MIXED.format(round=before, other=after))
    narrow(area_code)


def group_only() -> bool:
    """Whether of other areas there are figures of groups alone."""
    return sight().rule == GROUP


def _now(who: Person, page: str) -> _Told:
    if not may(who, LOOK) or who.sees_everything or not (known := cached.publishing_rules()):
        return _Told()
    spec = next((s for s in navigation.SPECS if page == s.address or (not page and s.default)), None)
    if spec is None or spec.section in WITHOUT_A_RULE:
        return _Told("", NAMED)
    round_ = _survey_round() if spec.section == navigation.SKILLS and page != "learning" else _round()
    if page == OFFICERS_PAGE:
        round_ = _beside(*(officer_files.compared() or (_framework(), round_, landing_state.own_area(who))))
    return _Told(round_, known.get(round_, NAMED))


def _round() -> str:
    """The round on the page: what the address says, else what was chosen last, else the usual one of the framework."""
    framework = _framework()
    if not framework:
        return ""
    asked = address.said("round") or address.asked("round")
    return asked if asked in scope.rounds_of(framework) else scope.usual_round_of(framework)


def _framework() -> str:
    titles = scope.framework_titles()
    asked = address.asked("framework")
    return asked if asked in titles else next(iter(titles), "")


def _beside(framework_id: str, round_: str, area_code: str) -> str:
    """The round of the others that an area's answers of a round stand beside: that round, else their newest.

    An upload is of a round of its own, and the first returns of a round stand beside those of another.
    """
    known = scope.rounds_of_others(framework_id, area_code)
    return round_ if round_ in known or not known else known[-1]


def _survey_round() -> str:
    asked = address.asked("survey-round")
    known = survey_scope.every_round()
    return asked if asked in known else next(iter(known), "")


def _words(said: dict[str, str], told: _Told) -> str:
    return said[told.rule].format(round=told.round)


def _set_by(told: _Told) -> str:
    by, when = cached.who_set(told.round)  # the name is in the audit log
    return f"Set by an administrator on {when}." if by else ""


def _as_last() -> Sight:
    """Of a button that was pressed and of a fragment: the rule of the page that they belong to."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return EVERYTHING
    return cached.sight_under(seeing_state.last() or NAMED) if may(person(), LOOK) else EVERYTHING


aliases.otherwise(_as_last)
