"""The page Frameworks: which there are, what holds of their files, what they hold, and whether returns are taken."""

from __future__ import annotations

import streamlit as st

from csp_analytics import paths
from csp_analytics.charts.words import count
from csp_analytics.frameworks.load import frameworks, read_framework
from csp_analytics.pictures import administration
from csp_analytics.problems import Problem
from csp_analytics.store import standing_rules
from csp_analytics.ui import admin_parts, admin_state, cached, components, scope
from csp_analytics.ui.messages import html, paragraph
from csp_analytics.ui.problem_parts import problem_table

PAGE = "frameworks"
SOUND = "Nothing is wrong with the files of any framework."
ADD = (
    "A framework is a folder of definitions beside the others, with framework.yaml and criteria.csv. Put it there and "
    "it is listed here, with what is wrong with it."
)


def finding() -> str:
    """How many frameworks there are, and how many are closed."""
    n, shut = len(frameworks()), len(standing_rules.closed_frameworks(cached.store()))
    closed = f"{shut} closed for returns" if shut else "all open for returns"
    return f"{count(n, 'framework')}, {closed}."


def show() -> None:
    """The page below its finding."""
    admin_parts.tell(PAGE)
    admin_parts.table(administration.frameworks_table(cached.store()), f"Frameworks ({len(frameworks())})")
    left, right = components.columns([1, 1])
    with left:
        _open_or_close()
    with right:
        html("<h2>Checks of their files</h2>")
        problems = _problems()
        if problems:
            problem_table(problems, f"What is wrong ({len(problems)})")
        else:
            paragraph(SOUND, "csp-takeaway")
        paragraph(ADD, "csp-basis")


def _open_or_close() -> None:
    html("<h2>Open or close for returns</h2>")
    titles = {key: one.short_title for key, one in frameworks().items()}
    key = scope.one_of("Framework to set", "framework", titles, width=300)
    closed = key in standing_rules.closed_frameworks(cached.store())
    if closed:
        paragraph(f"{titles[key]} is closed: nothing of it is submitted, loaded or taken back.", "csp-takeaway")
        st.button(
            "Open it for returns", key=admin_state.key("open-framework"), type="primary",
            on_click=admin_parts.attempt, args=(PAGE, _set, key, True),
        )  # fmt: skip
    else:
        paragraph(f"{titles[key]} is open: assessments of it are taken in every round that is open.", "csp-takeaway")
        admin_parts.ask_first(
            f"close-{key}", "Close it for returns",
            f"From then on no assessment of {titles[key]} is taken, and none is taken back. What is there stays.",
            "Yes, close it", lambda: admin_parts.attempt(PAGE, _set, key, False),
        )  # fmt: skip


def _set(key: str, open_: bool) -> str:
    standing_rules.set_framework(cached.store(), key, open_)
    return f"{frameworks()[key].short_title} is {'open' if open_ else 'closed'} for returns now."


@cached.by_data_version
def _problems() -> list[Problem]:
    """What is wrong with the files, asked again when one of them changes."""
    folders = sorted(path for path in (paths.definitions() / "frameworks").iterdir() if path.is_dir())
    return [problem for folder in folders for problem in read_framework(folder)[1]]
