"""Who may do what: one table, asked by the store before anything is read or changed, and by pages for their menu."""

from __future__ import annotations

from csp_analytics.access.acting import person
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, FACILITATOR, OFFICER, ROLES, Person

LOOK = "look at results"
SUBMIT = "submit for an area"
RUN_ROOMS = "run workshop rooms"
IMPORT = "import files"
LOAD_SURVEY = "load the survey of an area"
UNDO = "take back a submission"
MANAGE_PEOPLE = "manage people and roles"
MANAGE_ROUNDS = "manage rounds and what is published"
MANAGE_FRAMEWORKS = "manage frameworks"
READ_AUDIT = "read the audit log"
BACK_UP = "make and put back copies of the database"

# Who may: the roles, and whether an officer's right is for the own areas alone.
MAY: dict[str, tuple[str, ...]] = {
    LOOK: ROLES,
    SUBMIT: (OFFICER, ADMINISTRATOR),
    UNDO: (OFFICER, ADMINISTRATOR),
    RUN_ROOMS: (FACILITATOR, ADMINISTRATOR),
    IMPORT: (ADMINISTRATOR,),
    LOAD_SURVEY: (OFFICER, ADMINISTRATOR),
    MANAGE_PEOPLE: (ADMINISTRATOR,),
    MANAGE_ROUNDS: (ADMINISTRATOR,),
    MANAGE_FRAMEWORKS: (ADMINISTRATOR,),
    READ_AUDIT: (ADMINISTRATOR,),
    BACK_UP: (ADMINISTRATOR,),
}
OF_OWN_AREA = (SUBMIT, UNDO, LOAD_SURVEY)
WORDS = {ANALYST: "analyst", FACILITATOR: "facilitator", OFFICER: "officer", ADMINISTRATOR: "administrator"}


class NotAllowed(Exception):
    """The person may not do this; the message is a sentence that says who may."""


def may(who: Person, what: str, area_code: str = "") -> bool:
    """Whether somebody may do something, for an area where it is about one.

    Args:
        who: the person.
        what: a key of :data:`MAY`.
        area_code: the area; for what officers do for their own area alone, empty asks whether they have any.
    """
    if not who.has(*MAY[what]):
        return False
    if what not in OF_OWN_AREA or who.has(*(role for role in MAY[what] if role != OFFICER)):
        return True
    return area_code in who.areas if area_code else bool(who.areas)


def require(what: str, area_code: str = "") -> Person:
    """The person who acts now, when they may do this.

    Raises:
        NotAllowed: when they may not.
    """
    who = person()
    if not may(who, what, area_code):
        raise NotAllowed(refusal(who, what))
    return who


def refusal(who: Person, what: str) -> str:
    """Why somebody may not, and who may."""
    allowed = " or ".join(_one(role, what) for role in MAY[what])
    if not who.roles:
        return f"Only people with a role may {what}. Ask an administrator of the dashboard to give you one."
    return f"You may not {what}: {allowed} may. Ask an administrator if you should."


def _one(role: str, what: str) -> str:
    own = " of the area" if role == OFFICER and what in OF_OWN_AREA else ""
    return f"{'an' if WORDS[role][0] in 'aeiou' else 'a'} {WORDS[role]}{own}"
