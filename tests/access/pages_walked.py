"""Every page, opened as each person: what is in the menu, what the address gives, and what its files hold."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from unittest.mock import patch

from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from csp_analytics.access import acting
from csp_analytics.access.person import Person
from csp_analytics.ui import downloads
from csp_analytics.ui.navigation import SPECS, PageSpec
from tests.pages.seen import MAIN, PATIENCE, words

Made = dict[str, Callable[[], bytes]]


@dataclass
class Walked:
    """What somebody got at the address of a page.

    Attributes:
        menu: addresses that the menu shows, the default page as its own.
        said: the words of the page.
        alerts: what it said instead of the page.
        files: what each of its buttons for files makes, by the name of the file.
        sent: everything that went to the browser.
    """

    menu: list[str] = field(default_factory=list)
    said: str = ""
    alerts: list[str] = field(default_factory=list)
    files: Made = field(default_factory=dict)
    widgets: int = 0
    sent: str = ""


@contextmanager
def being(who: Person) -> Iterator[None]:
    """Pages and requests inside are those of somebody, as when they have signed in."""
    acting.otherwise(lambda: who)
    try:
        yield
    finally:
        acting.as_at_the_start()


def opened_by(who: Person, spec: PageSpec, **choices: str) -> Walked:
    """A page as somebody gets it who writes its address, with choices as in the rest of the address."""
    found, sent = Walked(), []
    enqueue, noted = ScriptRunContext.enqueue, downloads.noted

    def sending(self: ScriptRunContext, message: object) -> None:
        sent.append(str(message))
        if message.WhichOneof("type") == "navigation":
            pages = message.navigation.app_pages
            found.menu = [one.url_pathname for one in pages if not one.is_hidden]
        return enqueue(self, message)

    def making(make: Callable[[], bytes], name: str, about: Mapping[str, str]) -> Callable[[], bytes]:
        found.files[name] = noted(make, name, about)
        return found.files[name]

    app = AppTest.from_file(MAIN, default_timeout=PATIENCE)
    app._page_hash = "" if spec.default else calc_hash(spec.address)
    for key, value in {"present": "off", **choices}.items():
        app.query_params[key] = value
    with being(who), patch.object(ScriptRunContext, "enqueue", sending), patch.object(downloads, "noted", making):
        app.run()
    html = "\n".join(one.proto.body for one in app.get("html"))
    found.said = words(html)
    found.alerts = [words(one) for one in re.findall(r'<p [^>]*role="alert">(.*?)</p>', html, re.DOTALL)]
    found.alerts += [one.message for one in app.exception]
    found.widgets = len(app.get("download_button")) + len(app.selectbox) + len(app.get("file_uploader"))
    found.sent = "\n".join(sent)
    return found


def text_in(data: bytes) -> str:
    """Everything that can be read in a file: the parts of a workbook, paper or slides, or the text itself."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return unescape(data.decode("utf-8", "replace"))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return "\n".join(
            text_in(parts.read(name))
            if name.endswith((".xlsx", ".zip"))
            else unescape(parts.read(name).decode("utf-8", "replace"))
            for name in parts.namelist()
            if name.endswith((".xml", ".html", ".csv", ".txt", ".json", ".xlsx"))
        )


def addresses() -> list[str]:
    """The addresses of all pages, in the order of the menu."""
    return [spec.address for spec in SPECS]
