"""Nothing in the code names a framework: what differs between frameworks is data."""

import ast
import re
from pathlib import Path

import pytest

from csp_analytics import paths
from csp_analytics.frameworks.load import frameworks

IDS = ("safer-communities", "excellence", "hallmarks")
NAMED = re.compile(r"(?<![\w-])(safer[-_]communities|excellence|hallmarks)(?![\w-])", re.IGNORECASE)


def source_files() -> list[Path]:
    """Python and SQL of the product: the package, the pages, and app.py once it is there."""
    folders = (paths.ROOT / "csp_analytics", paths.ROOT / "pages")
    found = [path for folder in folders for ending in ("*.py", "*.sql") for path in folder.rglob(ending)]
    return sorted([*found, *paths.ROOT.glob("app.py")])


def words_of(path: Path) -> list[tuple[int, str]]:
    """Strings and names of a Python file with their lines, without docstrings and comments; lines of an SQL file."""
    text = path.read_text("utf-8")
    if path.suffix == ".sql":
        return [(n, line.partition("--")[0]) for n, line in enumerate(text.splitlines(), start=1)]
    tree = ast.parse(text)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            found.append((node.lineno, node.value))
        elif isinstance(node, ast.Name):
            found.append((node.lineno, node.id.replace("_", " ").replace("safer communities", "safer_communities")))
    return found


def test_the_names_looked_for_are_the_frameworks_there_are():
    assert set(frameworks()) == set(IDS)
    assert all(NAMED.fullmatch(name) for name in IDS)


def test_the_search_finds_a_name_in_code_and_passes_over_comments(tmp_path):
    file = tmp_path / "sample.py"
    file.write_text(
        '"""About the hallmarks."""\n# excellence\nx = "fine"\nif f == "safer-communities":\n    HALLMARKS_ROWS = 1\n'
    )
    assert [line for line, words in words_of(file) if NAMED.search(words)] == [4, 5]


@pytest.mark.parametrize("path", source_files(), ids=lambda path: str(path.relative_to(paths.ROOT)))
def test_no_source_file_names_a_framework(path):
    assert [f"line {line}: {words}" for line, words in words_of(path) if NAMED.search(words)] == []
