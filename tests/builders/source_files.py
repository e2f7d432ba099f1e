"""The product's own source: its files, the room of each, what it imports and the texts in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from csp_analytics.paths import ROOT

PACKAGE = "csp_analytics"


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
