"""Actions that can be proposed for a weak criterion, from ``data/proposed_actions.csv``.

One row is one action: for a criterion, for a value of a framework's facet, for a group, or for a principle, which is
the fallback for everything under it. The file is optional: without it nothing is proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from csp_analytics import paths
from csp_analytics.frameworks.definition_table import Rows, read_table
from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.model import Framework
from csp_analytics.problems import ERROR, Problem, did_you_mean

FILE = "proposed_actions.csv"
COLUMNS = ("scope", "scope_id", "action", "milestone", "measure", "when_months", "source", "assigned_by")
CRITERION, FACET, GROUP, PRINCIPLE = SCOPES = ("criterion", "facet", "group", "principle")
# Stands in a text for the short label of the criterion that the action is proposed for.
PLACE = "{criterion}"
MOST_MONTHS = 60
TEXTS = ("action", "milestone", "measure")


def proposed_actions() -> tuple[pd.DataFrame, list[Problem]]:
    """Every action of the definitions in use, and everything wrong with their file: see :func:`read_proposed_actions`.

    Raises:
        DefinitionProblem: when a framework's files are wrong.
    """
    return read_proposed_actions(paths.definitions() / FILE, frameworks(), principles())


def read_proposed_actions(
    path: Path, defined: Mapping[str, Framework], principle_ids: Collection[str]
) -> tuple[pd.DataFrame, list[Problem]]:
    """The actions of a file and everything wrong with it.

    Args:
        path: the file. When there is none, there are no actions and nothing is wrong.
        defined: the frameworks, by id.
        principle_ids: the principles that exist.

    Returns:
        The rows without a problem, in the order of the file (:data:`COLUMNS` as text, ``when_months`` a whole number),
        and the problems, whose ``cell`` is the row as a spreadsheet shows it (the header is row 1). ``scope_id`` is a
        criterion id, ``<framework>.<facet>.<value>``, ``<framework>.<group>`` or a principle id.
    """
    rows, problems = read_table(path, COLUMNS, path.name)
    known = _scope_ids(defined, principle_ids)
    wrong: set[int] = set()
    first: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        found = [*_scope(row, known), *_words(row)]
        place = first.setdefault((row["scope"], row["scope_id"]), number)
        if place != number:
            expected = f"one action for each {row['scope']} (it is in row {place} already)"
            found.append(Problem(ERROR, "", found=row["scope_id"], expected=expected))
        problems += [replace(one, file=path.name, cell=f"row {number}", code="proposed-actions") for one in found]
        wrong |= {number} if found else set()
    return _frame([row for number, row in enumerate(rows, start=2) if number not in wrong]), problems


def facet_scope(framework_id: str, facet_id: str, value: str) -> str:
    """The ``scope_id`` of a value of a facet."""
    return f"{framework_id}.{facet_id}.{value}"


def group_scope(framework_id: str, group_id: str) -> str:
    """The ``scope_id`` of a group."""
    return f"{framework_id}.{group_id}"


def _frame(rows: Rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return frame.astype({"when_months": int})


def _scope_ids(defined: Mapping[str, Framework], principle_ids: Collection[str]) -> dict[str, list[str]]:
    each = list(defined.values())
    return {
        CRITERION: [row.criterion_id for one in each for row in one.criteria],
        FACET: [facet_scope(one.framework_id, f.facet_id, key) for one in each for f in one.facets for key in f.values],
        GROUP: [group_scope(one.framework_id, group.group_id) for one in each for group in one.groups],
        PRINCIPLE: list(principle_ids),
    }  # fmt: skip


def _scope(row: Mapping[str, str], known: Mapping[str, list[str]]) -> list[Problem]:
    scope, scope_id = row["scope"], row["scope_id"]
    if scope not in known:
        return [
            Problem(ERROR, "", found=f"scope '{scope}'", expected=f"one of {', '.join(SCOPES)}",
                    suggestion=did_you_mean(scope, SCOPES))
        ]  # fmt: skip
    if scope_id in known[scope]:
        return []
    words = {
        CRITERION: "the id of a row that gets an answer",
        FACET: "<framework>.<facet>.<value> of a framework that is defined",
        GROUP: "<framework>.<group> of a framework that is defined",
        PRINCIPLE: f"one of {', '.join(known[PRINCIPLE])}",
    }
    return [
        Problem(ERROR, "", found=f"scope_id '{scope_id}'", expected=words[scope],
                suggestion=did_you_mean(scope_id, known[scope]))
    ]  # fmt: skip


def _words(row: Mapping[str, str]) -> list[Problem]:
    problems = [Problem(ERROR, "", expected=f"a value in '{name}'") for name in TEXTS if not row[name]]
    problems += [
        Problem(ERROR, "", found=row[name], expected=f"{PLACE} as the only thing in braces")
        for name in TEXTS
        if set("{}") & set(row[name].replace(PLACE, ""))
    ]
    months = row["when_months"]
    if not (months.isascii() and months.isdigit() and 1 <= int(months) <= MOST_MONTHS):
        expected = f"a whole number of months from 1 to {MOST_MONTHS}"
        problems.append(Problem(ERROR, "", found=f"when_months '{months}'", expected=expected))
    if row["assigned_by"] not in ("document", "project"):
        found = f"assigned_by '{row['assigned_by']}'"
        problems.append(Problem(ERROR, "", found=found, expected="'document' or 'project'"))
    if row["assigned_by"] == "document" and not row["source"]:
        problems.append(Problem(ERROR, "", found="no source", expected="a value in 'source'"))
    return problems
