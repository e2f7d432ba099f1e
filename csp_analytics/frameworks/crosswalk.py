"""Links between criteria of different frameworks that ask about the same thing, from ``data/crosswalk.csv``.

One row is one link. The file is optional: without it there are no links, and everything else works.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from csp_analytics import paths
from csp_analytics.frameworks.definition_table import Rows, read_table
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.problems import ERROR, Problem, did_you_mean

FILE = "crosswalk.csv"
COLUMNS = (
    "link_id", "framework_a", "criterion_a", "framework_b", "criterion_b", "topic", "assigned_by", "source", "note",
)  # fmt: skip
DOCUMENT, PROJECT = "document", "project"


def crosswalk() -> tuple[pd.DataFrame, list[Problem]]:
    """Every link of the definitions in use, and everything wrong with their file: see :func:`read_crosswalk`.

    Raises:
        DefinitionProblem: when a framework's files are wrong.
    """
    return read_crosswalk(paths.definitions() / FILE, frameworks())


def read_crosswalk(path: Path, defined: dict[str, Framework]) -> tuple[pd.DataFrame, list[Problem]]:
    """The links of a file and everything wrong with it.

    Args:
        path: the file. When there is none, there are no links and nothing is wrong.
        defined: the frameworks that links may be between, by id.

    Returns:
        The links without a problem, in the order of the file (:data:`COLUMNS` as text, and ``principle_id``: the
        principle of ``criterion_a``, under which a link is counted), and the problems, whose ``cell`` is the row as a
        spreadsheet shows it (the header is row 1).
    """
    rows, problems = read_table(path, COLUMNS, path.name)
    wrong: set[int] = set()
    for number, row in enumerate(rows, start=2):
        found = [*_sides(row, defined), *_words(row)]
        problems += [_at(path.name, number, one) for one in found]
        wrong |= {number} if found else set()
    for first, number, what in _repeated(rows):
        expected = f"each {what} once (it is in row {first} already)"
        one = Problem(ERROR, "", found=rows[number - 2]["link_id"], expected=expected)
        problems.append(_at(path.name, number, one))
        wrong.add(number)
    kept = [row for number, row in enumerate(rows, start=2) if number not in wrong]
    frame = pd.DataFrame(kept, columns=list(COLUMNS), dtype=object)
    frame["principle_id"] = [defined[row["framework_a"]].by_id[row["criterion_a"]].principle_id for row in kept]
    return frame, problems


def _sides(row: dict[str, str], defined: dict[str, Framework]) -> list[Problem]:
    problems = []
    for side in ("a", "b"):
        framework_id, criterion_id = row[f"framework_{side}"], row[f"criterion_{side}"]
        if framework_id not in defined:
            problems.append(
                Problem(
                    ERROR, "", found=f"framework_{side} '{framework_id}'", expected=f"one of {', '.join(defined)}",
                    suggestion=did_you_mean(framework_id, defined),
                    advice="Take the link out, or define the framework.",
                )
            )  # fmt: skip
            continue
        criterion, rated = defined[framework_id].by_id.get(criterion_id), defined[framework_id].criteria
        if criterion is None:
            problems.append(
                Problem(
                    ERROR, "", found=f"criterion_{side} '{criterion_id}'",
                    expected=f"a criterion_id of {framework_id}",
                    suggestion=did_you_mean(criterion_id, [one.criterion_id for one in rated]),
                )
            )  # fmt: skip
        elif not criterion.rated:
            words = f"criterion_{side} '{criterion_id}', which is not rated"
            problems.append(Problem(ERROR, "", found=words, expected="a row that gets an answer"))
    if row["framework_a"] == row["framework_b"]:
        problems.append(Problem(ERROR, "", found=f"{row['framework_a']} on both sides", expected="two frameworks"))
    return problems


def _words(row: dict[str, str]) -> list[Problem]:
    problems = [Problem(ERROR, "", expected=f"a value in '{name}'") for name in ("link_id", "topic") if not row[name]]
    if row["assigned_by"] not in (DOCUMENT, PROJECT):
        found = f"assigned_by '{row['assigned_by']}'"
        problems.append(Problem(ERROR, "", found=found, expected=f"'{DOCUMENT}' or '{PROJECT}'"))
    if row["assigned_by"] == DOCUMENT and not row["source"]:
        expected = "a value in 'source': the document and section that make the link"
        problems.append(Problem(ERROR, "", found="no source", expected=expected))
    return problems


def _repeated(rows: Rows) -> list[tuple[int, int, str]]:
    """First row, later row and what is repeated: the id, or the pair of criteria, whichever way round."""
    found: list[tuple[int, int, str]] = []
    ids: dict[str, int] = {}
    pairs: dict[frozenset[str], int] = {}
    for number, row in enumerate(rows, start=2):
        pair = frozenset((row["criterion_a"], row["criterion_b"]))
        if row["link_id"] and ids.setdefault(row["link_id"], number) != number:
            found.append((ids[row["link_id"]], number, "link_id"))
        if len(pair) == 2 and pairs.setdefault(pair, number) != number:
            found.append((pairs[pair], number, "pair of criteria"))
    return found


def _at(file: str, number: int, problem: Problem) -> Problem:
    return replace(problem, file=file, cell=f"row {number}", code="crosswalk")
