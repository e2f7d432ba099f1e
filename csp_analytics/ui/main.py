"""The frame around every page: who it is, navigation, demonstration banner, the page, the footer."""

import streamlit as st

from csp_analytics.access.acting import acting, person
from csp_analytics.ui import (
    address,
    ahead,
    banner,
    first_start,
    icon,
    landing_state,
    links,
    messages,
    navigation,
    presenting,
    seeing,
    sign_in,
    style,
)

# The icon comes before the menu: otherwise Streamlit fetches the page's own icon from a server of another company.
st.set_page_config(page_icon=icon.ICON, layout="wide")
ahead.somebody_is_here()
signed_in = sign_in.stop_unless_signed_in()
with acting(signed_in or person()) as who:
    messages.stop_unless_in_a_role(who)
    page = st.navigation(navigation.pages(who), expanded=True)
    st.set_page_config(page_title=f"{page.title} – CSP maturity")
    style.apply(navigation.section_titles(who))
    with messages.no_traceback():
        landing_state.begin(who, page.url_path)
        with seeing.for_person(who, page.url_path):
            if first_start.ready(anyway=navigation.speaks_anyway(page.url_path)):
                address.begin()
                with presenting.frame(page.url_path) as presented:
                    if not presented:
                        sign_in.who_and_out(signed_in)
                        banner.demonstration_banner()
                    page.run()
                address.settle()
                if not presented:
                    with st.container(horizontal=True):
                        presenting.switch(page.url_path)
                        links.share(page.url_path)
                    banner.footer()
                    sign_in.open_note()
