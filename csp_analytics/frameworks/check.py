"""What must hold of a framework's files. A person who edits one by hand gets these messages; so do the tests."""

from __future__ import annotations

from collections import Counter
from typing import Any

from csp_analytics.problems import ERROR, WARNING, Problem, did_you_mean

COLUMNS = (
    "criterion_id",
    "order",
    "kind",
    "rated",
    "parent_id",
    "group_id",
    "principle_id",
    "short",
    "text",
    "skills",
    "applies_to",
    "source_document",
    "source_section",
    "source_position",
    "assigned_by",
)
KEYS = ("title", "documents", "scale", "groups")
SHORT_LIMIT = 38


def definition(name: str, about: dict[str, Any], rows: list[dict[str, str]], principle_ids: set[str]) -> list[Problem]:
    """Everything wrong with one framework's description and rows.

    Args:
        name: the folder's name, which is the framework's id.
        about: the content of ``framework.yaml``.
        rows: the rows of ``criteria.csv`` as text.
        principle_ids: the principles that exist.

    Returns:
        Problems whose ``cell`` is the row number as a spreadsheet shows it (the header is row 1).
    """
    problems = _description(f"{name}/framework.yaml", about)
    file = f"{name}/criteria.csv"
    if not rows:
        return [*problems, Problem(ERROR, file, found="no rows", expected="a row for each criterion")]
    missing = [column for column in COLUMNS if column not in rows[0]]
    missing += [facet["id"] for facet in about.get("facets") or [] if facet["id"] not in rows[0]]
    if missing or problems:
        return [*problems, *(Problem(ERROR, file, cell="row 1", expected=f"a column '{c}'") for c in missing)]
    problems += _identity(file, name, rows)
    allowed = {
        "group_id": {str(group["id"]) for group in about["groups"]},
        "principle_id": principle_ids,
        "source_document": {str(document["id"]) for document in about["documents"]},
        "parent_id": {row["criterion_id"] for row in rows} | {""},
        "rated": {"yes", "no"},
        "skills": {"yes", ""},
        "applies_to": {"", "two-tier", "single"},
        "assigned_by": {"document", "project"},
        **{facet["id"]: {str(v["id"]) for v in facet["values"]} for facet in about.get("facets") or []},
    }
    for number, row in enumerate(rows, start=2):
        problems += _row(file, number, row, allowed)
    return problems


def _description(file: str, about: dict[str, Any]) -> list[Problem]:
    problems = [Problem(ERROR, file, expected=f"a key '{key}'") for key in KEYS if not about.get(key)]
    if problems:
        return problems
    values = [level.get("value") for level in about["scale"].get("levels") or []]
    if len(values) < 2 or not all(isinstance(v, int) for v in values) or values != sorted(set(values)):
        problems.append(
            Problem(ERROR, file, found=str(values), expected="two or more levels with rising whole-number values")
        )
    orders = [group.get("order") for group in about["groups"]]
    if orders != list(range(1, len(orders) + 1)):
        problems.append(Problem(ERROR, file, found=str(orders), expected="groups in order 1, 2, 3 without gaps"))
    for word, found in (("group", about["groups"]), ("document", about["documents"])):
        for repeated in _repeated(str(one.get("id")) for one in found):
            problems.append(Problem(ERROR, file, found=repeated, expected=f"each {word} id once"))
    return problems


def _identity(file: str, name: str, rows: list[dict[str, str]]) -> list[Problem]:
    problems = []
    for repeated in _repeated(row["criterion_id"] for row in rows):
        problems.append(
            Problem(ERROR, file, found=repeated, expected="each criterion_id once", advice="Ids are permanent.")
        )
    for number, row in enumerate(rows, start=2):
        if not row["criterion_id"].startswith(f"{name}."):
            problems.append(
                Problem(ERROR, file, cell=f"row {number}", found=row["criterion_id"], expected=f"an id like {name}...")
            )
        if row["order"] != str(number - 1):
            problems.append(
                Problem(
                    ERROR,
                    file,
                    cell=f"row {number}",
                    found=f"order {row['order'] or 'blank'}",
                    expected=f"order {number - 1} (1, 2, 3 ... without gaps)",
                )
            )
    for repeated in _repeated(row["short"] for row in rows if row["rated"] == "yes"):
        problems.append(Problem(WARNING, file, found=repeated, expected="a different short label for each rated row"))
    return problems


def _row(file: str, number: int, row: dict[str, str], allowed: dict[str, set[str]]) -> list[Problem]:
    cell = f"row {number}"
    problems = [
        Problem(
            ERROR,
            file,
            cell=cell,
            found=f"{column} '{row[column]}'",
            expected=f"one of {', '.join(sorted(v or 'blank' for v in values)[:12])}",
            suggestion=did_you_mean(row[column], values - {""}),
        )
        for column, values in allowed.items()
        if row[column] not in values
    ]
    for column in ("text", "kind", "source_document", "source_section", "source_position"):
        if not row[column]:
            problems.append(Problem(ERROR, file, cell=cell, found="nothing", expected=f"a value in '{column}'"))
    if row["rated"] == "yes" and not 0 < len(row["short"]) <= SHORT_LIMIT:
        problems.append(
            Problem(
                WARNING, file, cell=cell, found=row["short"], expected=f"a short label of at most {SHORT_LIMIT} letters"
            )
        )
    return problems


def _repeated(values: Any) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
