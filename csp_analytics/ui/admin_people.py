"""The page People and roles: who has which role, giving one, taking one, and what each role may do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from csp_analytics.access.person import ADMINISTRATOR, OFFICER, ROLES
from csp_analytics.access.rules import MAY, OF_OWN_AREA
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures import administration
from csp_analytics.store import people
from csp_analytics.ui import admin_parts, admin_state, cached, components
from csp_analytics.ui.messages import html, paragraph

PAGE = "people"
NOBODY = "Nobody has a role yet."
WAY_IN = (
    "They are administrators because the setting CSP_ADMINISTRATORS names them, whatever is given or taken here: {who}."
)
TAKEN = "It takes effect with the next thing that they do. What they submitted stays."


def finding() -> str:
    """How many people have which role."""
    rows = people.people(cached.store())
    everybody = {*rows["email"], *people.always_administrators()}
    if not everybody:
        return f"{NOBODY} Give the first role below."
    parts = []
    for role in ROLES:
        who = set(rows.loc[rows["role"] == role, "email"])
        who |= set(people.always_administrators()) if role == ADMINISTRATOR else set()
        if who:
            parts.append(count(len(who), role))
    return f"{count(len(everybody), 'person has', 'people have')} a role: {listed(parts)}."


def show() -> None:
    """The page below its finding."""
    admin_parts.tell(PAGE)
    admin_parts.open_mode()
    rows = people.people(cached.store())
    names = administration.area_names(cached.store())
    if len(rows):
        table = administration.people_table(rows, names)
        admin_parts.table(table, f"Roles that were given ({len(table)})")
    if always := people.always_administrators():
        paragraph(WAY_IN.format(who=", ".join(always)), "csp-basis")
    left, right = components.columns([1, 1])
    with left:
        _give(names)
    with right:
        if len(rows):
            _take(rows, names)
    html("<h2>What each role may do</h2>")
    admin_parts.table(_rights(), "Rights by role")


def _give(names: dict[str, str]) -> None:
    html("<h2>Give a role</h2>")
    st.text_input(
        "E-mail address, as they sign in with it", key=admin_state.fresh_key("email"), max_chars=people.MOST_LETTERS,
        placeholder="name@example.org",
    )  # fmt: skip
    role = st.selectbox("Role", ROLES, key=admin_state.key("role"), format_func=str.capitalize)
    if role == OFFICER:
        codes = sorted(names, key=lambda code: names[code])
        st.selectbox("Area", codes, format_func=lambda code: names.get(code, code), key=admin_state.key("area"))
        paragraph("An officer of several areas gets the role once for each.", "csp-basis")
    st.button(
        "Give the role", type="primary", icon=":material/person_add:", key=admin_state.key("give"), on_click=_given
    )


def _given() -> None:
    email, role = str(admin_state.fresh("email") or ""), str(admin_state.chosen("role") or "")
    admin_parts.attempt(PAGE, _do_give, email, role, str(admin_state.chosen("area") or "") if role == OFFICER else "")


def _do_give(email: str, role: str, area: str) -> str:
    if not people.give(cached.store(), email, role, area):
        return f"{email.strip().lower()} was {role}{_of(area)} already. Nothing changed."
    admin_state.renew()
    return f"{email.strip().lower()} is {role}{_of(area)} now."


def _take(rows: pd.DataFrame, names: dict[str, str]) -> None:
    html("<h2>Take a role</h2>")
    known = {
        f"{row.email} {row.role} {row.area_code}": (row.email, row.role, row.area_code) for row in rows.itertuples()
    }

    def words(key: str) -> str:
        email, role, area = known.get(key, ("", "", ""))
        return f"{email}: {role}{f' of {names.get(area, area)}' if area else ''}"

    picked = st.selectbox("Who and which role", list(known), format_func=words, key=admin_state.key("take"))
    if picked:
        email, role, area = known[picked]
        admin_parts.ask_first(
            "take", "Take it away", f"{email} is then no longer {role}. {TAKEN}", "Yes, take it away",
            lambda: admin_parts.attempt(PAGE, _do_take, email, role, area), icon=":material/person_remove:",
        )  # fmt: skip


def _do_take(email: str, role: str, area: str) -> str:
    if not people.take(cached.store(), email, role, area):
        return f"{email} was not {role}. Nothing changed."
    return f"{email} is no longer {role}{_of(area)}."


def _of(area: str) -> str:
    return f" of {administration.area_names(cached.store()).get(area, area)}" if area else ""


def _rights() -> pd.DataFrame:
    """A row a right and a column a role: yes, own area, or a dash."""

    def may(role: str, what: str) -> str:
        if role not in MAY[what]:
            return "–"
        return "own area" if role == OFFICER and what in OF_OWN_AREA else "yes"

    return pd.DataFrame(
        [{"To": what, **{role.capitalize(): may(role, what) for role in ROLES}} for what in MAY],
    )
