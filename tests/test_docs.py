"""What the documents say is so: commands, names, links, versions. A document that falls behind is a failure."""

from __future__ import annotations

import argparse
import ast
import re
import shlex
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from csp_analytics import __version__
from csp_analytics.areas.groupings import groupings
from csp_analytics.cli.main import parser
from csp_analytics.cli.reference import reference
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.reading import COLUMNS
from csp_analytics.paths import ROOT

DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/**/*.md")])
}
README = DOCUMENTS.get("README.md", "")
FOR_PEOPLE = "\n".join(text for name, text in DOCUMENTS.items() if name.startswith(("README", "docs/")))
COMMANDS = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
PROGRAM = "python -m csp_analytics "
# Files of the repository that are text; folders that are not part of it are passed over.
TEXT = {".py", ".md", ".toml", ".txt", ".yaml", ".yml", ".csv", ".sql", ".cfg", ".json", ".sh", ""}
NOT_OURS = {".git", ".venv", "__pycache__", ".pytest_cache", ".ruff_cache", ".mypy_cache", ".hypothesis", "screenshots"}


def fenced(text: str) -> list[str]:
    """Lines of the blocks of code of a document, comments cut off."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text, re.M | re.S)
    lines = [line for language, block in blocks if language in ("", "sh") for line in block.splitlines()]
    return [re.sub(r"\s+#.*$", "", line).strip() for line in lines]


def examples() -> list[tuple[str, str]]:
    """Every command line of the program in a block of code, with its document."""
    return [
        (name, line.removeprefix(PROGRAM))
        for name, text in DOCUMENTS.items()
        for line in fenced(text)
        if line.startswith(PROGRAM)
    ]


def mentions() -> list[tuple[str, str]]:
    """Every command line of the program inside a sentence, with its document."""
    return [(name, one) for name, text in DOCUMENTS.items() for one in re.findall(rf"`{PROGRAM}([^`]+)`", text)]


def repository_files() -> list[Path]:
    """Every text file of the repository."""
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.suffix in TEXT and path.is_file() and not NOT_OURS & set(path.relative_to(ROOT).parts)
    ]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "docs/commands.md",
        "docs/user-guide.md",
        "docs/methods.md",
        "docs/files.md",
        "docs/data-dictionary.md",
        "data/README.md",
    ],
)
def test_the_document_is_there_and_begins_with_its_title(name):
    assert re.match(r"# \S", DOCUMENTS[name])


def test_the_reference_of_commands_is_what_the_commands_say():
    assert DOCUMENTS["docs/commands.md"] == reference(), "docs/commands.md is out of date: run `make docs`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command):
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", DOCUMENTS["docs/commands.md"], re.M | re.S))
    options = chain.from_iterable(action.option_strings for action in COMMANDS[command]._actions)
    told = set(options) - {"-h", "--help", "--db", "--format"}
    assert [option for option in sorted(told) if option not in sections[command]] == []
    assert command in re.findall(r"[\w-]+", FOR_PEOPLE.replace(DOCUMENTS["docs/commands.md"], "")), (
        f"nothing but the reference speaks of the command {command}"
    )


def test_there_are_examples():
    assert {line.split()[0] for _, line in examples()} >= {"import", "template", "demo", "scores", "compare", "change"}


@pytest.mark.parametrize(("document", "line"), examples())
def test_every_example_is_a_command_line_that_the_program_takes(document, line):
    assert parser().parse_args(shlex.split(line)).command == line.split()[0]


@pytest.mark.parametrize(("document", "line"), mentions())
def test_every_command_in_a_sentence_is_one_of_the_program(document, line):
    command, *rest = line.split()
    if command == "COMMAND":
        return
    known = {option for action in COMMANDS[command]._actions for option in action.option_strings}
    assert [word for word in rest if word.startswith("-") and word.strip("[].") not in known] == []


@pytest.mark.parametrize("name", frameworks())
def test_every_framework_is_named(name):
    title = frameworks()[name].title
    assert name in FOR_PEOPLE
    assert title in FOR_PEOPLE or frameworks()[name].short_title in FOR_PEOPLE, f"no document names '{title}'"


@pytest.mark.parametrize("name", groupings())
def test_every_peer_grouping_is_named_and_explained(name):
    assert groupings()[name].title.casefold() in DOCUMENTS["docs/methods.md"].casefold()
    assert name in DOCUMENTS["data/README.md"]


def pages() -> list[str]:
    """Titles of the pages, read from the source of the menu."""
    tree = ast.parse((ROOT / "csp_analytics" / "ui" / "navigation.py").read_text("utf-8"))
    calls = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PageSpec"
    ]
    return [call.args[2].value for call in calls]


def test_the_menu_has_pages():
    assert "National picture" in pages()
    assert len(pages()) == len(list((ROOT / "pages").glob("*/*.py")))


@pytest.mark.parametrize("title", pages())
def test_every_page_is_in_the_guide(title):
    assert f"**{title}" in DOCUMENTS["docs/user-guide.md"]
    assert title in DOCUMENTS["CHANGELOG.md"]


def test_the_columns_of_what_can_be_loaded_are_told():
    told = DOCUMENTS["docs/files.md"].casefold()
    wanted = [column for column in COLUMNS["action"] if column in ("issue", "action", "milestone", "owner", "status")]
    wanted += ["when", "criterion", "level", "evidence", "round", "area", "indicator", "value"]
    assert [column for column in wanted if column not in told] == []


def test_the_two_commands_of_the_readme_are_those_that_start_and_test():
    commands = [line for line in fenced(README) if line.startswith("python3 ")]
    assert commands[:2] == ["python3 dev.py start", "python3 dev.py test"]
    runner = (ROOT / "dev.py").read_text("utf-8")
    known = set(re.findall(r'command == "(\w+)"', runner))
    for line in chain(commands, fenced(DOCUMENTS["CONTRIBUTING.md"])):
        if line.startswith("python3 dev.py"):
            assert line.split()[2] in known
    ci = [line.strip() for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()]
    assert commands[1] in ci, "CI runs the test command of the README"


def test_every_make_target_that_is_named_is_there():
    there = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", "\n".join(DOCUMENTS.values()), re.M))
    assert {one or other for one, other in named} <= there
    assert {"start", "test", "screenshots", "benchmark", "docs"} <= there


def test_the_changelog_has_the_version_of_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    newest = re.search(r"^## (?!Unreleased)\[?([\d.]+)", DOCUMENTS["CHANGELOG.md"], re.M)
    assert newest[1] == project["version"] == __version__
    assert (ROOT / "LICENSE").read_text("utf-8").startswith("MIT License")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_somewhere(name):
    """Files of the repository, and headings of documents."""
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[name]):
        if re.match(r"https?://|mailto:", target):
            continue
        file, _, heading = target.partition("#")
        place = (ROOT / name).parent / file if file else ROOT / name
        if not place.exists():
            lost.append(target)
        elif heading and place.suffix == ".md":
            slugs = {
                re.sub(r"[^\w -]", "", title.lower()).strip().replace(" ", "-")
                for title in re.findall(r"^#+ (.+)$", place.read_text("utf-8"), re.M)
            }
            lost += [] if heading in slugs else [target]
    assert lost == []


def test_every_setting_is_documented_and_every_documented_setting_is_read():
    read = set()
    for path in [
        *ROOT.glob("csp_analytics/**/*.py"),
        ROOT / "dev.py",
        ROOT / "app.py",
        *ROOT.glob("tests/browser/*.py"),
    ]:
        read |= set(re.findall(r'"(CSP_[A-Z_]+)"', path.read_text("utf-8")))
    documented = set(re.findall(r"^\| `(CSP_\w+)`", FOR_PEOPLE, re.M))
    assert documented == read
    assert "CSP_DATABASE" in read


def test_nothing_names_paths_of_one_machine():
    """Folders that are only on the machine of whoever wrote it; written in pieces, so that this file passes."""
    private = re.compile(r"(?<![\w.])/(" + "|".join(("work", "root", "Users", "home")) + r")/\w|[A-Z]:\\" + r"Users")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in repository_files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if private.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_and_name_no_index(name):
    lines = [
        line
        for line in (ROOT / name).read_text("utf-8").splitlines()
        if line.strip() and not line.lstrip().startswith("#")
    ]
    assert [line for line in lines if not re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.]+( *;.*)?$", line)] == []
    assert len(lines) > 10


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, wanted in {
        "requirements.txt": project["dependencies"],
        "requirements-shared.txt": [*project["dependencies"], *extras["shared"]],
        "requirements-dev.txt": [*project["dependencies"], *extras["shared"], *extras["dev"]],
    }.items():
        pinned = {line.split("==")[0].lower() for line in (ROOT / name).read_text("utf-8").splitlines()}
        names = {re.match(r"[\w.-]+", one)[0].lower() for one in wanted} - {"csp-analytics"}  # dev takes shared in
        assert sorted(names - {re.match(r"[\w.-]*", one)[0] for one in pinned}) == []
