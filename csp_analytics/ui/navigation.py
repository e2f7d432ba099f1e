"""The pages, by the people who use them. A new page is a file in ``pages/`` and a line here."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from csp_analytics.access.acting import person
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, Person
from csp_analytics.access.person import OFFICER as OFFICERS
from csp_analytics.access.rules import (
    IMPORT,
    LOAD_SURVEY,
    LOOK,
    MANAGE_FRAMEWORKS,
    MANAGE_PEOPLE,
    MANAGE_ROUNDS,
    READ_AUDIT,
    RUN_ROOMS,
    SUBMIT,
    may,
    refusal,
)
from csp_analytics.paths import ROOT
from csp_analytics.ui import messages


@dataclass(frozen=True)
class PageSpec:
    """One page: its file under ``pages/``, its title, address and place in the menu.

    ``anyway``: whether it has something to say before an assessment is loaded.
    ``what``: the right that a person needs to open it, a key of :data:`csp_analytics.access.rules.MAY`.
    """

    section: str
    file: str
    title: str
    address: str
    icon: str
    default: bool = False
    anyway: bool = False
    what: str = LOOK


EXPLORE, SKILLS, OFFICER, FACILITATOR, ABOUT, ADMINISTRATION = (
    "Explore", "Skills and partners", "For officers", "For facilitators", "About", "Administration",
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
        what=SUBMIT,
    ),
    PageSpec(
        OFFICER,
        "your_partnership/load_survey.py",
        "Load a survey",
        "load-survey",
        ":material/upload_file:",
        anyway=True,
        what=LOAD_SURVEY,
    ),
    PageSpec(
        OFFICER, "your_partnership/actions.py", "Action plan", "actions", ":material/event_available:", anyway=True
    ),
    PageSpec(OFFICER, "your_partnership/templates.py", "Get a template", "templates", ":material/download:"),
    PageSpec(
        FACILITATOR,
        "workshop/prepare.py",
        "Prepare a workshop",
        "workshop",
        ":material/co_present:",
        anyway=True,
        what=RUN_ROOMS,
    ),
    PageSpec(
        FACILITATOR,
        "workshop/after.py",
        "After a workshop",
        "after-workshop",
        ":material/task_alt:",
        anyway=True,
        what=RUN_ROOMS,
    ),
    PageSpec(ABOUT, "about/methods.py", "How scores are made", "methods", ":material/calculate:"),
    PageSpec(
        ADMINISTRATION,
        "administration/people.py",
        "People and roles",
        "people",
        ":material/manage_accounts:",
        anyway=True,
        what=MANAGE_PEOPLE,
    ),
    PageSpec(
        ADMINISTRATION,
        "administration/rounds.py",
        "Rounds",
        "rounds",
        ":material/published_with_changes:",
        anyway=True,
        what=MANAGE_ROUNDS,
    ),
    PageSpec(
        ADMINISTRATION,
        "administration/imports.py",
        "Imports and undo",
        "imports",
        ":material/database_upload:",
        anyway=True,
        what=IMPORT,
    ),
    PageSpec(
        ADMINISTRATION,
        "administration/frameworks.py",
        "Frameworks",
        "frameworks",
        ":material/account_tree:",
        anyway=True,
        what=MANAGE_FRAMEWORKS,
    ),
    PageSpec(
        ADMINISTRATION,
        "administration/audit.py",
        "Audit log",
        "audit",
        ":material/history:",
        anyway=True,
        what=READ_AUDIT,
    ),
)


def pages(who: Person) -> list[st.Page]:
    """The menu of somebody, and at the addresses of the other pages a sentence that says who may open them.

    A page that is not in this list cannot be reached, whatever is written into the address. Sections are titles that
    :func:`csp_analytics.ui.style.apply` writes above their first pages: Streamlit's own sections are no list to a
    screen reader and cannot be reached with the keyboard.
    """
    shown = open_to(who)
    others = [_closed(spec, who) for spec in SPECS if spec not in shown]
    return [*(copy(_pages()[spec.address]) for spec in shown), *others]


def open_to(who: Person) -> list[PageSpec]:
    """The pages that somebody may open, in the order of the menu."""
    return [spec for spec in SPECS if may(who, spec.what)]


def may_open(address: str) -> bool:
    """Whether who acts now may open the page of an address: what leads there is drawn only then."""
    return any(may(person(), spec.what) for spec in SPECS if spec.address == address)


def way_to(
    address: str, *, label: str | None = None, icon: str | None = None, asked: Mapping[str, str] | None = None
) -> None:
    """A link to another page, where who acts now may open it (``asked``: what its address is to say)."""
    if may_open(address):
        st.page_link(page_at(address), label=label, icon=icon, query_params=dict(asked) if asked else None)


def landing(who: Person) -> str:
    """Address of the page where somebody begins; empty for the default page."""
    if who.has(ADMINISTRATOR, ANALYST) or not who.roles:
        return ""
    return "your-partnership" if who.has(OFFICERS) else "workshop"


@lru_cache(maxsize=1)
def _pages() -> dict[str, st.Page]:
    # Made once: each looks at its file. Copied for every run, because a run marks the page that may be called.
    return {spec.address: page(spec) for spec in SPECS}


def _closed(spec: PageSpec, who: Person) -> st.Page:
    """What stands at the address of a page that somebody may not open: a sentence, and nothing of the page."""

    def closed() -> None:
        messages.stop(spec.title, refusal(who, spec.what))

    return st.Page(closed, title=spec.title, url_path=spec.address, visibility="hidden")


def section_titles(who: Person) -> dict[int, str]:
    """Title of each section by the place of its first page in the menu of somebody, from 1."""
    sections = [spec.section for spec in open_to(who)]
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
