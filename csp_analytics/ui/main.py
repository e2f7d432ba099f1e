"""The frame around every page: navigation, demonstration banner, the page, the footer."""

from pathlib import Path

import streamlit as st

from csp_analytics.ui import address, banner, first_start, links, messages, navigation, presenting, style

# The icon comes before the menu: otherwise Streamlit fetches the page's own icon from a server of another company.
st.set_page_config(page_icon=str(Path(__file__).parent / "favicon.png"), layout="wide")
page = st.navigation(navigation.pages(), expanded=True)
st.set_page_config(page_title=f"{page.title} – CSP maturity")
style.apply(navigation.section_titles())
with messages.no_traceback():
    if first_start.ready(anyway=navigation.speaks_anyway(page.url_path)):
        address.begin()
        with presenting.frame(page.url_path) as presented:
            if not presented:
                banner.demonstration_banner()
            page.run()
        address.settle()
        if not presented:
            with st.container(horizontal=True):
                presenting.switch(page.url_path)
                links.share(page.url_path)
            banner.footer()
