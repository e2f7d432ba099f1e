"""What support there is under a framework's principles and themes, from ``data/frameworks/<id>/support.csv``.

The file is optional: a framework without one offers none of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from csp_analytics.frameworks.definition_table import Rows, read_table
from csp_analytics.frameworks.model import Support
from csp_analytics.problems import ERROR, Problem, did_you_mean

FILE = "support.csv"
COLUMNS = (
    "support_id", "principle_id", "theme_id", "title", "provider", "text", "phase", "source_document",
    "source_section", "source_position", "assigned_by",
)  # fmt: skip
NEEDED = ("support_id", "title", "text", "source_section", "source_position")
NOTE = "support_note"


def read_support(
    path: Path, about: Mapping[str, Any], principle_ids: Collection[str]
) -> tuple[tuple[Support, ...], list[Problem]]:
    """The offers in a file and everything wrong with it.

    Args:
        path: the file. When there is none, there are no offers and nothing is wrong.
        about: the content of ``framework.yaml``, checked already. Its ``support_note`` is said with every offer, so it
            must be there when there are offers.
        principle_ids: the principles that exist.

    Returns:
        The offers in the order of the file, and the problems, whose ``cell`` is the row as a spreadsheet shows it (the
        header is row 1). A theme is a group of the framework; blank stands for the whole principle.
    """
    shown = f"{path.parent.name}/{path.name}"
    rows, problems = read_table(path, COLUMNS, shown)
    groups = {str(group["id"]): group for group in about["groups"]}
    allowed = {
        "principle_id": set(principle_ids),
        "theme_id": {"", *groups},
        "source_document": {str(document["id"]) for document in about["documents"]},
        "assigned_by": {"document", "project"},
    }
    for number, row in enumerate(rows, start=2):
        found = [*_row(row, allowed), *_theme(row, groups.get(row["theme_id"], {}))]
        problems += [replace(one, file=shown, cell=f"row {number}", code="support") for one in found]
    problems += [replace(one, file=shown, code="support") for one in _repeated(rows)]
    note = " ".join(str(about.get(NOTE, "")).split())
    if rows and not note:
        where = f"{path.parent.name}/framework.yaml"
        expected = f"a key '{NOTE}': what has to be said with every offer, such as how old they are"
        problems.append(Problem(ERROR, where, found=f"no {NOTE}", expected=expected, code="support"))
    return tuple(_support(path.parent.name, row, note) for row in rows) if not problems else (), problems


def offered_at_the_time(support: Sequence[Support], principle_id: str) -> tuple[str, ...]:
    """Titles of what was there under a principle when the document was written; what was planned is left out."""
    return tuple(one.title for one in support if one.principle_id == principle_id and not one.phase)


def _support(framework_id: str, row: Mapping[str, str], note: str) -> Support:
    kept = ("support_id", "principle_id", "theme_id", "title", "provider", "text", "phase", "assigned_by")
    source = f"{row['source_section']}, {row['source_position']}"
    return Support(**{name: row[name] for name in kept}, source=source, framework_id=framework_id, note=note)


def _row(row: Mapping[str, str], allowed: Mapping[str, set[str]]) -> list[Problem]:
    problems = [Problem(ERROR, "", expected=f"a value in '{name}'") for name in NEEDED if not row[name]]
    return problems + [
        Problem(
            ERROR, "", found=f"{column} '{row[column]}'",
            expected=f"one of {', '.join(sorted(value or 'blank' for value in values))}",
            suggestion=did_you_mean(row[column], values - {""}),
        )
        for column, values in allowed.items()
        if row[column] not in values
    ]  # fmt: skip


def _theme(row: Mapping[str, str], group: Mapping[str, Any]) -> list[Problem]:
    """What an offer for a theme says twice, it has to say alike: the principle and the phase of its group."""
    problems = []
    principle_id, phase = group.get("principle", ""), str(group.get("phase", ""))
    if principle_id and row["principle_id"] != principle_id:
        found = f"principle_id '{row['principle_id']}'"
        problems.append(Problem(ERROR, "", found=found, expected=f"{principle_id}, to which the theme belongs"))
    if phase and row["phase"] and row["phase"] != phase:
        expected = f"{phase}, the phase of its theme in framework.yaml"
        problems.append(Problem(ERROR, "", found=f"phase '{row['phase']}'", expected=expected))
    return problems


def _repeated(rows: Rows) -> list[Problem]:
    first: dict[str, int] = {}
    return [
        Problem(ERROR, "", cell=f"row {number}", found=row["support_id"],
                expected=f"each support_id once (it is in row {first[row['support_id']]} already)")
        for number, row in enumerate(rows, start=2)
        if row["support_id"] and first.setdefault(row["support_id"], number) != number
    ]  # fmt: skip
