"""The pages, by the people who use them. A new page is a file in ``pages/`` and a line here."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from csp_analytics.paths import ROOT


@dataclass(frozen=True)
class PageSpec:
    """One page: its file under ``pages/``, its title, address and place in the menu.

    ``anyway``: whether it has something to say before an assessment is loaded.
    """

    section: str
    file: str
    title: str
    address: str
    icon: str
    default: bool = False
    anyway: bool = False


EXPLORE, SKILLS, OFFICER, FACILITATOR, ABOUT = (
    "Explore", "Skills and partners", "For officers", "For facilitators", "About",
)  # fmt: skip
SPECS = (
    PageSpec(EXPLORE, "explore/national.py", "National picture", "national", ":material/map:", default=True),
    PageSpec(EXPLORE, "explore/area.py", "Area", "area", ":material/location_on:"),
    PageSpec(EXPLORE, "explore/compare.py", "Compare areas", "compare", ":material/leaderboard:"),
    PageSpec(EXPLORE, "explore/criteria.py", "Criteria", "criteria", ":material/grid_on:"),
    PageSpec(EXPLORE, "explore/profile.py", "Profile", "profile", ":material/tune:"),
    PageSpec(EXPLORE, "explore/peers.py", "Peers", "peers", ":material/groups:"),
    PageSpec(EXPLORE, "explore/change.py", "Change", "change", ":material/trending_up:"),
    PageSpec(EXPLORE, "explore/crosswalk.py", "Crosswalk", "crosswalk", ":material/compare_arrows:"),
    PageSpec(EXPLORE, "explore/context.py", "Context", "context", ":material/scatter_plot:"),
    PageSpec(EXPLORE, "explore/report.py", "Report", "report", ":material/summarize:"),
    PageSpec(SKILLS, "skills/gaps.py", "Skills gaps", "skills", ":material/psychology:", anyway=True),
    PageSpec(SKILLS, "skills/your_area.py", "Skills in your area", "skills-area", ":material/school:", anyway=True),
    PageSpec(SKILLS, "skills/partners.py", "Partners", "partners", ":material/handshake:", anyway=True),
    PageSpec(SKILLS, "skills/learning.py", "Learning matches", "learning", ":material/diversity_3:"),
    PageSpec(SKILLS, "skills/answers.py", "Survey answers", "answers", ":material/ballot:", anyway=True),
    PageSpec(SKILLS, "skills/quality.py", "Survey quality", "survey-quality", ":material/fact_check:", anyway=True),
    PageSpec(
        OFFICER,
        "your_partnership/your_partnership.py",
        "Your partnership",
        "your-partnership",
        ":material/rocket_launch:",
        anyway=True,
    ),
    PageSpec(
        OFFICER,
        "your_partnership/load_survey.py",
        "Load a survey",
        "load-survey",
        ":material/upload_file:",
        anyway=True,
    ),
    PageSpec(
        OFFICER, "your_partnership/actions.py", "Action plan", "actions", ":material/event_available:", anyway=True
    ),
    PageSpec(OFFICER, "your_partnership/templates.py", "Get a template", "templates", ":material/download:"),
    PageSpec(
        FACILITATOR, "workshop/prepare.py", "Prepare a workshop", "workshop", ":material/co_present:", anyway=True
    ),
    PageSpec(
        FACILITATOR, "workshop/after.py", "After a workshop", "after-workshop", ":material/task_alt:", anyway=True
    ),
    PageSpec(ABOUT, "about/methods.py", "How scores are made", "methods", ":material/calculate:"),
)


def pages() -> list[st.Page]:
    """The menu. Its sections are titles that :func:`csp_analytics.ui.style.apply` writes above their first pages.

    Streamlit's own sections are no list to a screen reader and cannot be reached with the keyboard.
    """
    return [copy(one) for one in _pages()]


@lru_cache(maxsize=1)
def _pages() -> tuple[st.Page, ...]:
    # Made once: each looks at its file. Copied for every run, because a run marks the page that may be called.
    return tuple(page(spec) for spec in SPECS)


def section_titles() -> dict[int, str]:
    """Title of each section by the place of its first page in the menu, from 1."""
    sections = [spec.section for spec in SPECS]
    return {sections.index(section) + 1: section for section in dict.fromkeys(sections)}


def page(spec: PageSpec) -> st.Page:
    """One page as Streamlit wants it."""
    return st.Page(
        ROOT / "pages" / spec.file, title=spec.title, icon=spec.icon, url_path=spec.address, default=spec.default
    )


def page_at(address: str) -> st.Page:
    """The page of an address, for links from other pages."""
    return page(next(spec for spec in SPECS if spec.address == address))


def speaks_anyway(address: str) -> bool:
    """Whether the page of an address has something to say before an assessment is loaded."""
    return any(spec.anyway for spec in SPECS if spec.address == address)
