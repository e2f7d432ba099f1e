"""Where somebody begins: once a visit, when the address asks for nothing, the page of their work and their own area."""

from __future__ import annotations

import streamlit as st

from csp_analytics.access.person import Person
from csp_analytics.ui import address, navigation

_BEGUN = "landing-begun"


def begin(who: Person, page: str) -> None:
    """Goes to the page where somebody begins, unless they asked for a page or a view of one, or have begun already.

    Args:
        who: the person.
        page: address of the page that is asked for; empty for the default page.
    """
    if st.session_state.get(_BEGUN):
        return
    st.session_state[_BEGUN] = True
    address.begin_with("area", own_area(who))
    if not page and not st.query_params.to_dict() and (place := navigation.landing(who)):
        st.switch_page(navigation.page_at(place))


def own_area(who: Person) -> str:
    """The area that pages show when nobody chose one: of mere officers the own one, the first of several."""
    return "" if who.sees_everything or not who.areas else sorted(who.areas)[0]
