"""The frame around every page: navigation, demonstration banner, the page, the footer."""

from pathlib import Path

import streamlit as st

from csp_analytics.ui import address, components, first_start, links, navigation, style

st.set_page_config(page_title="CSP maturity", page_icon=str(Path(__file__).parent / "favicon.png"), layout="wide")
style.apply()
page = st.navigation(navigation.pages(), expanded=True)
if first_start.ready():
    components.demonstration_banner()
    address.begin()
    page.run()
    address.settle()
    links.share(page.url_path)
    components.footer()
