"""The house: which room may know which, and who may use which library. What stands in a room: see test_rooms.py.

A number travels one way: spreadsheet, ingest, store, analysis, charts, pages. Every message names file, line, import
and room, so that whoever broke a rule sees where and which.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from csp_analytics.paths import ROOT
from tests.builders.source_files import PACKAGE, imports_of, room_of, sources

# Room: the rooms it may import. A new room needs a line here, and a reason to exist.
ROOMS: dict[str, set[str]] = {
    "problems": set(),
    "paths": set(),
    "frameworks": {"problems", "paths"},
    "access": set(),
    "areas": {"problems", "paths"},
    "surveys": {"problems", "paths", "frameworks"},
    "ingest": {"problems", "paths", "frameworks", "areas", "surveys"},
    "store": {"access", "problems", "frameworks", "areas", "surveys", "ingest"},
    "analysis": {"frameworks", "areas", "surveys"},
    "charts": {"frameworks", "areas", "surveys", "analysis"},
    "findings": {"problems", "frameworks", "areas", "surveys", "store", "analysis"},
    "workshop": {
        "access",
        "problems",
        "paths",
        "frameworks",
        "areas",
        "surveys",
        "ingest",
        "store",
        "analysis",
        "charts",
        "findings",
    },
    "pictures": {"frameworks", "areas", "surveys", "store", "analysis", "charts", "findings", "workshop"},
    "exports": {"problems", "frameworks", "areas", "ingest", "analysis", "charts", "pictures", "workshop"},
    "demo": {"problems", "paths", "frameworks", "areas", "surveys", "ingest", "store", "analysis"},
    "cli": {
        "access",
        "problems",
        "paths",
        "frameworks",
        "areas",
        "surveys",
        "ingest",
        "store",
        "analysis",
        "charts",
        "findings",
        "pictures",
        "exports",
        "demo",
    },
    "ui": {
        "access",
        "problems",
        "paths",
        "frameworks",
        "areas",
        "surveys",
        "ingest",
        "store",
        "charts",
        "findings",
        "pictures",
        "exports",
        "demo",
        "workshop",
        "server",
    },
    "pages": {"ui"},
    "server": {"access", "paths", "problems", "store"},
    "app": {"access", "paths", "server", "ui", "workshop"},
    "__main__": {"cli"},
}
# What only some rooms may use. Everything else that is imported must be a declared dependency.
ONLY = {
    "streamlit": {"ui", "pages", "app"},
    "starlette": {"app", "server", "workshop"},
    "duckdb": {"store"},
    "psycopg": {"store"},
    "openpyxl": {"ingest", "demo", "exports"},
    "docx": {"exports"},
    "pptx": {"exports"},
    "lxml": {"exports"},
    "xlsxwriter": {"exports"},
    "gptables": {"exports"},
    "python_calamine": {"ingest"},
    "plotly": {"charts", "ui", "exports"},  # ui and exports hand figures over, they draw none: see below
    "scipy": {"analysis"},
    "statsmodels": {"analysis"},
    "yaml": {"frameworks", "areas", "surveys"},
}
PURE = ("streamlit", "duckdb", "plotly", "openpyxl", "python_calamine", "pyarrow.csv", "docx", "pptx")
DISTRIBUTIONS = {
    "yaml": "pyyaml",
    "pythonjsonlogger": "python-json-logger",
    "prometheus_client": "prometheus-client",
    "python_calamine": "python-calamine",
    "starlette": "streamlit",
    "docx": "python-docx",
    "pptx": "python-pptx",
    "lxml": "python-docx",
    "xlsxwriter": "python-pptx",
}
# What was brought is given back with its mistakes marked: these files of exports/ know how it was read, and no others.
MARKED_COPY = {"marked.py", "marking.py", "problem_sheet.py"}


def wrong_imports(root: Path = ROOT) -> list[str]:
    """Every import that breaks a rule, told with file, line, import and room."""
    told = []
    for path in sources(root):
        room = room_of(path, root)
        for line, name in imports_of(path):
            first, *rest = name.split(".")
            where = f"{path.relative_to(root)}:{line} imports {name}"
            if first == "":
                told.append(f"{where}: write the whole name, {PACKAGE}...")
            elif first == PACKAGE:
                other = rest[0] if rest and not rest[0].startswith("__version") else room
                if other != room and other not in ROOMS.get(room, set()):
                    told.append(f"{where}: the room {room} may not know the room {other}")
            elif first in ONLY and room not in ONLY[first]:
                told.append(f"{where}: {first} is for {', '.join(sorted(ONLY[first]))} only, not for {room}")
    return told


def test_no_import_goes_against_the_direction():
    assert wrong_imports() == []


def test_every_room_is_in_the_plan_and_every_room_of_the_plan_is_there():
    there = {room_of(path) for path in sources()} - {"__init__"}
    assert there == set(ROOMS)


def test_the_plan_has_no_circle():
    """Rooms can be put in an order in which each knows only those before it."""
    left, order = dict(ROOMS), []
    while ready := [room for room, known in left.items() if known <= set(order)]:
        order += ready
        left = {room: known for room, known in left.items() if room not in order}
    assert left == {}


def test_a_wrong_import_is_told_with_file_line_import_and_room(tmp_path):
    for folder in ("analysis", "store", "ui"):
        (tmp_path / PACKAGE / folder).mkdir(parents=True)
    (tmp_path / PACKAGE / "analysis" / "bad.py").write_text(
        "import pandas\nfrom csp_analytics.store import reading\n\n\ndef f():\n    import duckdb\n"
    )
    (tmp_path / PACKAGE / "store" / "bad.py").write_text("from . import x\nfrom csp_analytics import ui\n")
    (tmp_path / "app.py").write_text("import streamlit as st\n")
    assert wrong_imports(tmp_path) == [
        "csp_analytics/analysis/bad.py:2 imports csp_analytics.store.reading: "
        "the room analysis may not know the room store",
        "csp_analytics/analysis/bad.py:6 imports duckdb: duckdb is for store only, not for analysis",
        "csp_analytics/store/bad.py:1 imports ..x: write the whole name, csp_analytics...",
        "csp_analytics/store/bad.py:2 imports csp_analytics.ui: the room store may not know the room ui",
    ]


def test_the_store_takes_from_ingest_the_shape_of_a_reading_and_no_reader():
    taken = {
        name for path in sources() if room_of(path) == "store" for _, name in imports_of(path) if ".ingest." in name
    }
    assert {name.rpartition(".")[0] for name in taken} == {"csp_analytics.ingest.reading"}


def test_of_the_exports_the_marked_copy_alone_knows_how_files_are_read():
    taken = {
        path.name
        for path in sources()
        if room_of(path) == "exports"
        for _, name in imports_of(path)
        if ".ingest." in name
    }
    assert taken == MARKED_COPY


def test_one_file_of_ui_touches_figures_and_it_draws_nothing():
    files = [p for p in sources() if room_of(p) == "ui" and any(n.startswith("plotly") for _, n in imports_of(p))]
    assert [path.name for path in files] in ([], ["sent_figures.py"])
    drawing = r"\.(add_(scatter|bar|shape|annotation|trace|hline|vline)|update_(layout|traces|xaxes|yaxes))\("
    assert [path.name for path in files if re.search(drawing, path.read_text("utf-8"))] == []


def test_analysis_runs_in_a_notebook_without_the_rest():
    """A fresh interpreter that has imported all of analysis/ knows nothing of the dashboard, the database or charts."""
    script = (
        "import importlib, pkgutil, sys, csp_analytics.analysis as room\n"
        "names = [m.name for m in pkgutil.walk_packages(room.__path__, room.__name__ + '.')]\n"
        "for name in names: importlib.import_module(name)\n"
        f"print(len(names), sorted(set({PURE!r}) & set(sys.modules)),"
        " sorted(m for m in sys.modules if m.startswith(('csp_analytics.store', 'csp_analytics.ingest'))))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    count, rest = done.stdout.split(" ", 1)
    assert rest == "[] []\n"
    assert int(count) == len([p for p in sources() if room_of(p) == "analysis" and p.stem != "__init__"])


def test_every_library_that_is_imported_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["shared"]]
    declared = {re.match(r"[\w.-]+", one)[0].lower() for one in wanted}
    undeclared = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources()
        for line, name in imports_of(path)
        if (first := name.split(".")[0]) not in sys.stdlib_module_names
        and first != PACKAGE
        and DISTRIBUTIONS.get(first, first) not in declared
    ]
    assert undeclared == []
