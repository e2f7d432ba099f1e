"""What must hold of a framework's files. A person who edits one by hand gets these messages; so do the tests."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

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
    problems = _description(name, about, principle_ids)
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


def _description(name: str, about: dict[str, Any], principle_ids: set[str]) -> list[Problem]:
    file = f"{name}/framework.yaml"
    problems = [Problem(ERROR, file, expected=f"a key '{key}'") for key in KEYS if not about.get(key)]
    problems = problems or [_as_problem(file, error) for error in _schema().iter_errors(about)]
    if problems:
        return problems
    if about.get("id", name) != name:
        problems.append(Problem(ERROR, file, found=f"id {about['id']}", expected=f"the folder's name, {name}"))
    problems += _levels(file, about["scale"]["levels"])
    orders = [group.get("order") for group in about["groups"]]
    if orders != list(range(1, len(orders) + 1)):
        problems.append(Problem(ERROR, file, found=str(orders), expected="groups in order 1, 2, 3 without gaps"))
    for word, found in (("group", about["groups"]), ("document", about["documents"])):
        for repeated in _repeated(str(one.get("id")) for one in found):
            problems.append(Problem(ERROR, file, found=repeated, expected=f"each {word} id once"))
    used = [group.get("principle") for group in about["groups"] if group.get("principle")]
    used += [signpost["principle"] for signpost in about.get("signposting") or []]
    problems += [
        Problem(
            ERROR,
            file,
            found=f"principle '{one}'",
            expected=f"one of {', '.join(sorted(principle_ids))}",
            suggestion=did_you_mean(one, principle_ids),
        )
        for one in dict.fromkeys(used)
        if one not in principle_ids
    ]
    return problems


def _levels(file: str, levels: list[dict[str, Any]]) -> list[Problem]:
    values = [level["value"] for level in levels]
    problems = [
        Problem(ERROR, file, found=repeated, expected="a different label for each level")
        for repeated in _repeated(level["label"] for level in levels)
    ]
    if len(values) < 2 or not all(isinstance(v, int) for v in values) or values != sorted(set(values)):
        problems.append(
            Problem(ERROR, file, found=str(values), expected="two or more levels with rising whole-number values")
        )
        return problems[-1:]
    return problems


@lru_cache(maxsize=1)
def _schema() -> Draft202012Validator:
    return Draft202012Validator(yaml.safe_load(Path(__file__).with_name("description.schema.yaml").read_text("utf-8")))


def _as_problem(file: str, error: ValidationError) -> Problem:
    where = "".join(f"[{part + 1}]" if isinstance(part, int) else f" {part}" for part in error.path).strip()
    if error.validator == "required":
        expected = f"a key {error.message.split(' ')[0]}" + (f" in {where}" if where else "")
        return Problem(ERROR, file, expected=expected)
    words = {"type": "text", "enum": "one of " + ", ".join(map(str, error.validator_value or ()))}
    kind = {"array": "a list", "object": "keys and values", "number": "a number", "integer": "a whole number"}
    expected = words["enum"] if error.validator == "enum" else kind.get(str(error.validator_value), words["type"])
    advice = "Put words such as No, Yes, On and Off in quotes." if isinstance(error.instance, bool) else ""
    return Problem(ERROR, file, found=f"{where}: {error.instance}", expected=expected, advice=advice)


def _identity(file: str, name: str, rows: list[dict[str, str]]) -> list[Problem]:
    problems = []
    problems += [
        Problem(ERROR, file, cell=cell, found=repeated, expected="each criterion_id once", advice="Ids are permanent.")
        for repeated, cell in _repeated_rows(rows, "criterion_id")
    ]
    if not any(row["rated"] == "yes" for row in rows):
        problems.append(
            Problem(ERROR, file, found="no row with rated 'yes'", expected="at least one row that is rated")
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
    problems += [
        Problem(WARNING, file, cell=cell, found=repeated, expected="a different short label for each rated row")
        for repeated, cell in _repeated_rows(rows, "short")
    ]
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
    if row["parent_id"] == row["criterion_id"]:
        problems.append(Problem(ERROR, file, cell=cell, found=row["parent_id"], expected="another row as its parent"))
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


def _repeated_rows(rows: list[dict[str, str]], column: str) -> list[tuple[str, str]]:
    rated = [(n, row[column]) for n, row in enumerate(rows, start=2) if column != "short" or row["rated"] == "yes"]
    return [
        (value, "row " + " and ".join(str(n) for n, other in rated if other == value))
        for value in _repeated(value for _, value in rated)
    ]


def _repeated(values: Any) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
