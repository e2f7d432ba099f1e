"""The rooms: where SQL, state and what is kept may stand, what a page may be, and how large things may grow."""

from __future__ import annotations

import ast
import re

import pytest

from csp_analytics.paths import ROOT
from tests.builders.source_files import PACKAGE, room_of, sources, texts_of

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
    # What one is looking at, and what one has in hand: a file for each page that holds something.
    others = {name for name in where["session_state"] if not re.fullmatch(r"ui/\w+_state\.py", name)}
    assert others == {"ui/address.py"}
    assert where["session_state"] > others


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
