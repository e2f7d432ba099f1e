"""Who has which role: held as data, given and taken by administrators, each change with a line in the audit log."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

import pandas as pd

from csp_analytics.access.claims import becomes_another
from csp_analytics.access.person import ADMINISTRATOR, OFFICER, ROLES, Person
from csp_analytics.access.rules import MANAGE_PEOPLE, require
from csp_analytics.areas.outside import PREFIX
from csp_analytics.areas.register import register
from csp_analytics.problems import did_you_mean
from csp_analytics.store import audit
from csp_analytics.store.connection import Store
from csp_analytics.store.import_log import account

ALWAYS = "CSP_ADMINISTRATORS"  # e-mail addresses with commas between: administrators whatever the table says
MOST_LETTERS = 254  # the longest address that can be delivered to (RFC 5321, with its correction of 2010)
# Nothing is sent to an address, so its form is all that matters: letters and signs, one @, a domain.
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


class PersonRefused(ValueError):
    """A role cannot be given or taken; the message says why and what to do."""


def people(store: Store) -> pd.DataFrame:
    """Everybody with a role: a row a role, and a row an area for officers.

    Returns:
        ``email, role, area_code`` (empty but for officers), ``given_at`` (UTC), ``given_by``; by address and role.

    Raises:
        NotAllowed: when who acts may not manage people.
    """
    require(MANAGE_PEOPLE)
    return store.frame(
        "select email, role, area_code, min(given_at) as given_at, min(given_by) as given_by from person_role "
        "group by email, role, area_code order by email, role, area_code"
    )


def person_of(store: Store, email: str) -> Person:
    """Somebody by the address that they signed in with, with the roles that they have now."""
    email = email.strip().lower()
    rows = store.frame("select role, area_code from person_role where email = $email", {"email": email})
    roles = {str(role) for role in rows["role"] if role in ROLES}
    if email in always_administrators():
        roles.add(ADMINISTRATOR)
    return Person(email, frozenset(roles), frozenset(rows.loc[rows["role"] == OFFICER, "area_code"]))


def give(store: Store, email: str, role: str, area_code: str = "") -> bool:
    """Gives somebody a role, an officer that of one area. Returns whether they did not have it yet.

    Args:
        store: where to.
        email: the address that they sign in with, in any case.
        role: one of :data:`csp_analytics.access.person.ROLES`.
        area_code: for an officer, an area of the register or one outside it that is in the database.

    Raises:
        NotAllowed: when who acts may not manage people.
        PersonRefused: when the address, the role or the area is none.
    """
    require(MANAGE_PEOPLE)
    row = _row(store, email, role, area_code)
    with store.one_writer():
        if _has(store, row):
            return False
        with store.transaction() as cursor:
            cursor.execute(
                "insert into person_role (email, role, area_code, given_at, given_by) "
                "values ($email, $role, $area_code, $now, $by)",
                {**row, "now": datetime.now(UTC).replace(tzinfo=None), "by": account()},
            )
            audit.note_in(cursor, store, audit.ROLE_GIVEN, row["email"], role=role, area=row["area_code"])
    return True


def take(store: Store, email: str, role: str, area_code: str = "") -> bool:
    """Takes a role from somebody, from an officer that of one area. Returns whether they had it.

    Raises:
        NotAllowed: when who acts may not manage people.
        PersonRefused: when the address or the role is none, or when nobody could manage people any more.
    """
    require(MANAGE_PEOPLE)
    row = {"email": email.strip().lower(), "role": _role(role), "area_code": area_code.strip()}
    with store.one_writer():
        if not _has(store, row):
            return False
        if role == ADMINISTRATOR and not _administrators(store) - {row["email"]}:
            raise PersonRefused(
                f"{row['email']} is the last administrator: nobody could manage people any more. Make somebody else "
                "an administrator first."
            )
        with store.transaction() as cursor:
            cursor.execute(
                "delete from person_role where email = $email and role = $role and area_code = $area_code", row
            )
            audit.note_in(cursor, store, audit.ROLE_TAKEN, row["email"], role=role, area=row["area_code"])
    return True


def always_administrators() -> list[str]:
    """Addresses that are administrators whatever the table says (``CSP_ADMINISTRATORS``): the way in."""
    told = (one.strip().lower() for one in os.environ.get(ALWAYS, "").split(","))
    return list(dict.fromkeys(one for one in told if one))


def _administrators(store: Store) -> set[str]:
    rows = store.frame("select distinct email from person_role where role = $role", {"role": ADMINISTRATOR})
    return {*rows["email"], *always_administrators()}


def _has(store: Store, row: dict[str, str]) -> bool:
    where = "email = $email and role = $role and area_code = $area_code"
    return bool(store.value(f"select count(*) from person_role where {where}", row))


def _row(store: Store, email: str, role: str, area_code: str) -> dict[str, str]:
    odd, email, area_code = becomes_another(email), email.strip().lower(), area_code.strip()
    if odd or len(email) > MOST_LETTERS or not _EMAIL.fullmatch(email):
        raise PersonRefused(f"'{email[:80]}' is no e-mail address. Write it as it is signed in with: name@example.org.")
    _role(role)
    if role != OFFICER and area_code:
        raise PersonRefused(f"Only an officer has an area; the role {role} is for all of them.")
    if role == OFFICER and not area_code:
        raise PersonRefused("Say which area they are an officer of.")
    if role == OFFICER and not _is_area(store, area_code):
        raise PersonRefused(f"There is no area '{area_code[:80]}' in the register or the database.")
    return {"email": email, "role": role, "area_code": area_code}


def _role(role: str) -> str:
    if role not in ROLES:
        meant = did_you_mean(role, ROLES)
        hint = f" Did you mean '{meant}'?" if meant else ""
        raise PersonRefused(f"There is no role '{role[:40]}'. Expected one of {', '.join(ROLES)}.{hint}")
    return role


def _is_area(store: Store, code: str) -> bool:
    if code in register().areas:
        return True
    asked = "select count(*) from area where area_code = $code"
    return code.startswith(PREFIX) and bool(store.value(asked, {"code": code}))
