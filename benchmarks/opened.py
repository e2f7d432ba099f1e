"""Pages of the dashboard as the runner of Streamlit's own tests opens them, with the time that the script took."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from csp_analytics import paths
from csp_analytics.ui.navigation import PageSpec

MAIN = paths.ROOT / "csp_analytics" / "ui" / "main.py"
SECONDS = 120  # after which a run counts as hung


class TimedRunner(LocalScriptRunner):
    """Streamlit's runner for tests; it notes how long the script itself took, without what the test makes of it.

    Like a server, and unlike the runner for tests, it keeps scripts compiled from one run to the next.
    """

    seconds = 0.0
    compiled = ScriptCache()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._script_cache = TimedRunner.compiled

    def _run_script(self, *args: Any, **kwargs: Any) -> None:
        start = time.perf_counter()
        super()._run_script(*args, **kwargs)
        TimedRunner.seconds = time.perf_counter() - start


@contextmanager
def timed() -> Iterator[None]:
    """Times the scripts that run meanwhile."""
    with patch.object(app_test, "LocalScriptRunner", TimedRunner):
        yield


@contextmanager
def pages_on(database: Path, definitions: Path | None = None) -> Iterator[None]:
    """Points pages at a database, and at definitions of its own where it has them."""
    asked = {"CSP_DATABASE": str(database), "CSP_DATA": str(definitions or paths.DATA), "CSP_DEMO": "off"}
    with patch.dict(os.environ, asked):
        yield


def opened(spec: PageSpec) -> AppTest:
    """A page, run once.

    Raises:
        AssertionError: when it ended with an error or a warning: a page that fails is quick.
    """
    page = AppTest.from_file(MAIN, default_timeout=SECONDS).run()
    if not spec.default:
        page.switch_page(os.path.relpath(paths.ROOT / "pages" / spec.file, MAIN.parent)).run()
    said = " ".join(one.proto.body for one in page.get("html"))
    if page.exception or 'role="alert"' in said or "csp-footer" not in said:
        raise AssertionError(f"{spec.title} failed: {page.exception or said[-300:]}")
    return page


def script(page: AppTest) -> float:
    """Runs a page again. Returns the seconds that its script took."""
    page.run()
    return TimedRunner.seconds
