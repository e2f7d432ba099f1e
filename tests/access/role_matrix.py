"""The role matrix as a page: what every person really got from every page, file, route and function that writes.

``python -m tests.access.role_matrix docs/role-matrix.md`` writes it anew; test_role_matrix.py compares.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from streamlit.components.v2 import manifest_scanner

from csp_analytics.access.person import NOBODY
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from csp_analytics.areas.register import register
from csp_analytics.store import standing_rules
from csp_analytics.store.connection import open_store
from csp_analytics.ui import cached
from csp_analytics.ui.navigation import SPECS, PageSpec
from tests.access import routes_walked, writes_walked
from tests.access.pages_walked import Walked, being, opened_by, text_in
from tests.access.subjects import AREAS, OF_FIFE, PEOPLE, ROUNDS, nation

NAMES = list(PEOPLE)
MORE = {"your-partnership": {"step": "take"}}  # the files of this page stand at its last step
OPENS, SAYS, FAILED = "opens", "no", "FAILED"
HEAD = """# Role matrix

Written by a test that signs in as each of these people, opens every page by its address, asks every route, makes the
files that pages offer, and calls every function that writes (`python -m tests.access.role_matrix docs/role-matrix.md`).
It is what was observed, not what was meant; the test fails when it is no longer so. What each role is for stands in
[Roles](roles.md).
"""
PAGES = """## Pages

*opens*: it is in the menu and opens, with so many buttons for files. *no*: it is not in the menu, and its address says
in a sentence who may open it and gives nothing else. Nobody gets a page before signing in.
"""
FILES = """## Files under the publishing rules

How many of the files that the pages of the round 2025 offer to the officer of Fife name another area, by the publishing
rule of the round. The names of the areas themselves are public: templates list all of them, and the files of groups
that are compared (peers) say who is in them. – : no file is offered.
"""
ROUTES = """## Routes beside the dashboard

Phones and the wall need no sign-in: partners in a room have none. *with link*: answered for a browser that holds the
facilitator link of the room, and for no other.
"""
WRITES = """## What changes or reads what is kept

Functions of `csp_analytics/store`, the only way to the database. *refused* changed nothing.
"""


@dataclass(frozen=True)
class Matrix:
    """What was observed: by page, route and function; a cell a person, in the order of :data:`PEOPLE`."""

    pages: dict[str, list[str]]
    files: dict[str, list[str]]
    routes: dict[str, list[str]]
    writes: dict[tuple[str, str], list[str]]

    def page(self) -> str:
        """As Markdown."""
        writes = {f"`{name}`: {what}": cells for (name, what), cells in self.writes.items()}
        parts = [
            HEAD,
            PAGES + _table("page", NAMES, self.pages),
            FILES + _table("page", [NAMED, ALIASES, GROUP], self.files),
            ROUTES + _table("route", NAMES, self.routes),
            WRITES + _table("function", NAMES, writes),
        ]
        return "\n".join(parts)


def observed(folder: Path) -> Matrix:
    """Walks everything, in new databases in a folder; ``CSP_DATABASE`` must name ``nation.duckdb`` in it."""
    # Streamlit looks through every installed package for components at every first run of a page; once is enough.
    with patch.object(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests)):
        return _observed(folder)


def _observed(folder: Path) -> Matrix:
    store = nation(open_store(folder / "nation.duckdb"))
    cached.forget()
    try:
        walked = {name: {spec.address: opened_by(who, spec) for spec in SPECS} for name, who in PEOPLE.items()}
        pages = {spec.title: [_cell(spec, walked[name]) for name in NAMES] for spec in SPECS}
        mine = [spec for spec in SPECS if pages[spec.title][NAMES.index(OF_FIFE)] != SAYS]
        files: dict[str, list[str]] = {spec.title: [] for spec in mine}
        for rule in (NAMED, ALIASES, GROUP):
            if rule != NAMED:
                standing_rules.set_round(store, ROUNDS[-1], rule, True)
            for spec in mine:
                there = walked[OF_FIFE][spec.address] if rule == NAMED and spec.address not in MORE else None
                files[spec.title].append(_files(spec, there))
        routed = {name: routes_walked.walked(who, store) for name, who in PEOPLE.items()}
        routes = {f"`{m} {p}`": [_route(routed[name], m, p) for name in NAMES] for m, p in routes_walked.asked()}
    finally:
        store.close()
        cached.forget()
    wrote = {name: writes_walked.walked(who, folder / f"of-{n}") for n, (name, who) in enumerate(PEOPLE.items())}
    writes = {key: [wrote[name][key] for name in NAMES] for key in wrote[NAMES[0]]}
    return Matrix(pages, {title: cells for title, cells in files.items() if set(cells) != {"–"}}, routes, writes)


def _cell(spec: PageSpec, walked: dict[str, Walked]) -> str:
    """What somebody got of a page; words that no page may have got show that something is wrong."""
    found = walked[spec.address]
    in_menu = ("" if spec.default else spec.address) in found.menu or spec.address in found.menu
    refused = any(" may " in one and "administrator" in one for one in found.alerts)
    if refused and not in_menu and not found.widgets and not found.files:
        return SAYS
    if found.alerts or not in_menu:
        return f"{FAILED}: {found.alerts or 'not in the menu'}"
    n = len(found.files)
    return f"{OPENS}, {n} {'file' if n == 1 else 'files'}" if n else OPENS


def _files(spec: PageSpec, found: Walked | None) -> str:
    """How many of the files of a page, made as the officer gets them, name another area."""
    who = PEOPLE[OF_FIFE]
    found = found or opened_by(who, spec, round=ROUNDS[-1], **MORE.get(spec.address, {}))
    if found.alerts:
        return f"{FAILED}: {found.alerts}"
    names = [register().areas[code].name for code in AREAS if code not in who.areas]
    with being(NOBODY):  # a file is made in a thread that knows nobody
        texts = [text_in(make()) for make in found.files.values()]
    told = sum(any(name in text for name in names) for text in texts)
    return f"{told} of {len(texts)}" if texts else "–"


def _route(found: dict[tuple[str, str, bool], str], method: str, path: str) -> str:
    linked, bare = found[method, path, True], found[method, path, False]
    return linked if linked == bare else "with link" if linked == routes_walked.ANSWERED else "without the link"


def _table(what: str, columns: Sequence[str], rows: dict[str, list[str]]) -> str:
    lines = [f"| {what} | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join(["", *lines, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()), ""])


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as made:
        os.environ |= {"CSP_DATABASE": str(Path(made) / "nation.duckdb"), "CSP_DEMO": "off"}
        Path(sys.argv[1]).write_text(observed(Path(made)).page(), encoding="utf-8")
