"""The house: which room may know which, who may use which library, and how large things may grow.

A number travels one way: spreadsheet, ingest, store, analysis, charts, pages. Every message names file, line, import
and room, so that whoever broke a rule sees where and which.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from csp_analytics.paths import ROOT

PACKAGE = "csp_analytics"

# Room: the rooms it may import. A new room needs a line here, and a reason to exist.
ROOMS: dict[str, set[str]] = {
    "problems": set(),
    "paths": set(),
    "frameworks": {"problems", "paths"},
    "areas": {"problems", "paths"},
    "surveys": {"problems", "paths", "frameworks"},
    "ingest": {"problems", "paths", "frameworks", "areas", "surveys"},
    "store": {"problems", "frameworks", "areas", "surveys", "ingest"},
    "analysis": {"frameworks", "areas", "surveys"},
    "charts": {"frameworks", "areas", "surveys", "analysis"},
    "findings": {"problems", "frameworks", "areas", "surveys", "store", "analysis"},
    "pictures": {"frameworks", "areas", "surveys", "store", "analysis", "charts", "findings"},
    "exports": {"frameworks", "areas", "analysis", "charts", "pictures"},
    "demo": {"problems", "paths", "frameworks", "areas", "surveys", "ingest", "store", "analysis"},
    "cli": {
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
    },
    "pages": {"ui"},
    "app": set(),
    "__main__": {"cli"},
}
# What only some rooms may use. Everything else that is imported must be a declared dependency.
ONLY = {
    "streamlit": {"ui", "pages", "app"},
    "starlette": {"app"},
    "duckdb": {"store"},
    "openpyxl": {"ingest", "demo"},
    "gptables": {"exports"},
    "python_calamine": {"ingest"},
    "plotly": {"charts", "ui", "exports"},  # ui and exports hand figures over, they draw none: see below
    "scipy": {"analysis"},
    "statsmodels": {"analysis"},
    "yaml": {"frameworks", "areas", "surveys"},
}
PURE = ("streamlit", "duckdb", "plotly", "openpyxl", "python_calamine", "pyarrow.csv")
DISTRIBUTIONS = {"yaml": "pyyaml", "python_calamine": "python-calamine", "starlette": "streamlit"}

SQL = re.compile(
    r"\bselect\b.+\bfrom\b|\binsert\s+into\b|\bdelete\s+from\b|\bupdate\s+\w+\s+set\b"
    r"|\b(create|drop|alter)\s+(table|view|sequence)\b",
    re.IGNORECASE | re.DOTALL,
)
MAX_LINES, MAX_PAGE_LINES = 300, 80
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
# "Officers and analysts: how does one area stand beside its peers?"
FOR_WHOM = re.compile(r"^[A-Z][a-z, ]+: [^.]+\?")
NOT_IN_PAGES = {
    r"\.(groupby|merge|pivot|pivot_table|agg|apply)\(": "arithmetic belongs to analysis/",
    r"st\.session_state": "what one is looking at belongs to ui/",
    r"st\.cache_": "what is kept belongs to ui/cached.py",
    r"unsafe_allow_html": "HTML belongs to ui/components.py",
    r"\btry:": "messages belong to ui/",
    r"\b(import pandas|import plotly|go\.Figure|update_layout)": "pictures belong to charts/",
}


def sources(root: Path = ROOT) -> list[Path]:
    """Every Python file of the product."""
    return sorted([*root.glob(f"{PACKAGE}/**/*.py"), *root.glob("pages/**/*.py"), *root.glob("app.py")])


def room_of(path: Path, root: Path = ROOT) -> str:
    """The room that a file belongs to: ``csp_analytics/store/reading.py`` to store, ``pages/...`` to pages."""
    parts = path.relative_to(root).with_suffix("").parts
    return parts[1] if parts[0] == PACKAGE else parts[0]


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full name of everything that a file imports, inside functions too; relative imports are errors."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


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


def texts_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and content of every string of a file, pieces of f-strings joined; docstrings left out."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(p.value if isinstance(p, ast.Constant) else " x " for p in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.lineno, node.value
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))  # a docstring: its statement comes before its words


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


def test_one_file_of_ui_touches_figures_and_it_draws_nothing():
    files = [p for p in sources() if room_of(p) == "ui" and any(n.startswith("plotly") for _, n in imports_of(p))]
    assert [path.name for path in files] in ([], ["components.py"])
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
    declared = {re.match(r"[\w.-]+", one)[0].lower() for one in project["dependencies"]}
    undeclared = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in sources()
        for line, name in imports_of(path)
        if (first := name.split(".")[0]) not in sys.stdlib_module_names
        and first != PACKAGE
        and DISTRIBUTIONS.get(first, first) not in declared
    ]
    assert undeclared == []


def test_sql_stands_in_the_store_alone():
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:60]!r}"
        for path in sources()
        if room_of(path) != "store"
        for line, text in texts_of(path)
        if SQL.search(text)
    ]
    assert found == []


def test_the_search_for_sql_finds_it_and_passes_over_words(tmp_path):
    file = tmp_path / "sample.py"
    file.write_text(
        '"""Select a row from the table."""\nname = "x"\n'
        'a = f"select {name}, 1 from rating"\nb = "update area set name = 1"\n'
        'def f():\n    """Delete from it."""\n    return "choose an update, set the round"\nc = "Drop\\ntable x"\n'
    )
    assert [line for line, text in texts_of(file) if SQL.search(text)] == [3, 4, 8]


PAGES = [path for path in sources() if room_of(path) == "pages"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_is_a_paragraph(path):
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= MAX_PAGE_LINES
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()} ({why})"
        for number, line in enumerate(lines, start=1)
        for pattern, why in NOT_IN_PAGES.items()
        if re.search(pattern, line)
    ]
    assert found == []
    functions = [node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.FunctionDef | ast.For)]
    assert functions == [], "a page has no functions and no loops: they belong to ui/"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_for_whom_it_is_and_what_it_answers(path):
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    assert FOR_WHOM.match(said), f"{path.relative_to(ROOT)}: begin with 'Who: what do they ask?', not {said[:60]!r}"


def test_state_and_cache_have_one_place_each():
    where = {"session_state": set(), "st.cache_": set()}
    for path in sources():
        for word, files in where.items():
            if word in path.read_text("utf-8"):
                files.add(str(path.relative_to(ROOT / PACKAGE)))
    assert where["st.cache_"] == {"ui/cached.py"}
    # What one is looking at, and the one file that is being loaded.
    assert where["session_state"] == {"ui/address.py", "ui/survey_loading_state.py"}
    assert next(iter(where["session_state"])).startswith("ui/")


def test_no_outdated_option_of_streamlit():
    old = [str(path.relative_to(ROOT)) for path in sources() if "use_container_width" in path.read_text("utf-8")]
    assert old == []


def test_no_file_outgrows_its_room():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert long == {}, f"more than {MAX_LINES} lines: two ideas in one room"


def test_no_room_for_odds_and_ends():
    assert [str(p.relative_to(ROOT)) for p in sources() if VAGUE_NAMES & {*p.parts, p.stem}] == []


def test_every_page_on_disk_is_in_the_menu_and_every_page_of_the_menu_is_on_disk():
    """Read from the source, so that this test needs no Streamlit."""
    menu = (ROOT / PACKAGE / "ui" / "navigation.py").read_text("utf-8")
    named = set(re.findall(r'"(\w+/\w+\.py)"', menu))
    assert named == {path.relative_to(ROOT / "pages").as_posix() for path in PAGES}
