"""Opens a page as a person would and reads what it says."""

from __future__ import annotations

import json
import os
import re
from html import unescape

from streamlit.testing.v1 import AppTest

from csp_analytics.paths import ROOT
from csp_analytics.ui.navigation import SPECS, PageSpec

MAIN = ROOT / "csp_analytics" / "ui" / "main.py"
PATIENCE = 60
ALERT = re.compile(r'role="alert"[^>]*>(.*?)</p>', re.DOTALL)


def opened(address: str = "", **choices: str) -> AppTest:
    """A page by its part of the address (empty: the default page), with choices as in the rest of the address."""
    page = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    spec = next(spec for spec in SPECS if spec.default if not address or spec.address == address) if not address else at(address)
    if not spec.default:
        page.run()
        page.switch_page(os.path.relpath(ROOT / "pages" / spec.file, MAIN.parent))
        page.query_params.clear()
    for key, value in choices.items():
        page.query_params[key] = value
    return page.run()
