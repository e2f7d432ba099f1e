"""What changed in a framework's criteria from round to round, from ``data/frameworks/<id>/wording.csv``.

A criterion whose wording changed is another question: answers from before and after are not like for like. The file is
optional; without it every criterion is taken to ask the same in every round.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from csp_analytics.frameworks.definition_table import read_table
from csp_analytics.frameworks.model import DROPPED, WORDING_CHANGES, WordingChange
from csp_analytics.problems import ERROR, WARNING, Problem, did_you_mean

FILE = "wording.csv"
COLUMNS = ("round", "criterion_id", "change", "note", "source")
# Only for a criterion that is no longer in criteria.csv, so that its old ratings can still be named and placed.
TAKEN_OUT = ("principle_id", "text")


def round_order(name: str) -> list[tuple[int, int | str]]:
    """Sort key of a round's name: '2025' after '2023', 'wave 10' after 'wave 9'."""
    return [(0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", name) if part]


def read_wording(
    path: Path, criterion_ids: Collection[str], principle_ids: Collection[str]
) -> tuple[tuple[WordingChange, ...], list[Problem]]:
    """The changes in a file and everything wrong with it.

    Args:
        path: the file. When there is none, nothing changed and nothing is wrong.
        criterion_ids: every row of the framework.
        principle_ids: the principles that exist.

    Returns:
        The changes without a fault in the order of the file, and the problems, whose ``cell`` is the row as a
        spreadsheet shows it (the header is row 1).
    """
    shown = f"{path.parent.name}/{path.name}"
    rows, problems = read_table(path, COLUMNS, shown, optional=TAKEN_OUT)
    known = {*criterion_ids, *(row["criterion_id"] for row in rows if _taken_out(row))}
    kept: list[WordingChange] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=2):
        found = _row(row, known, principle_ids)
        first = seen.setdefault((row["round"], row["criterion_id"]), number)
        if first != number:
            expected = f"each criterion once a round (it is in row {first} already)"
            found.append(Problem(ERROR, "", found=f"{row['criterion_id']}, round {row['round']}", expected=expected))
        problems += [_at(shown, number, one) for one in found]
        if not any(one.severity == ERROR for one in found):
            kept.append(WordingChange(**row))
    return tuple(kept), problems


def _taken_out(row: dict[str, str]) -> bool:
    return row["change"] == DROPPED and bool(row["text"] and row["principle_id"])


def _row(row: dict[str, str], known: Collection[str], principle_ids: Collection[str]) -> list[Problem]:
    problems = []
    if not row["round"]:
        problems.append(Problem(ERROR, "", found="no round", expected="the first round with the change, such as 2025"))
    if row["change"] not in WORDING_CHANGES:
        problems.append(_not_one_of("change", row["change"], WORDING_CHANGES))
    if row["criterion_id"] not in known:
        problems.append(
            Problem(
                ERROR, "", found=f"criterion_id '{row['criterion_id']}'", expected="a criterion_id of criteria.csv",
                suggestion=did_you_mean(row["criterion_id"], known),
                advice=f"One that was taken out of criteria.csv needs a row '{DROPPED}' with principle_id and text.",
            )
        )  # fmt: skip
    if row["principle_id"] and row["principle_id"] not in principle_ids:
        problems.append(_not_one_of("principle_id", row["principle_id"], principle_ids))
    if not row["source"]:
        problems.append(Problem(WARNING, "", expected="a value in 'source': where the change is stated"))
    return problems


def _not_one_of(column: str, written: str, words: Collection[str]) -> Problem:
    return Problem(
        ERROR, "", found=f"{column} '{written}'", expected=f"one of {', '.join(words)}",
        suggestion=did_you_mean(written, words),
    )  # fmt: skip


def _at(file: str, number: int, problem: Problem) -> Problem:
    return replace(problem, file=file, cell=f"row {number}", code="wording")
