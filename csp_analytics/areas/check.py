"""What must hold of the files of areas and peer groups. A person who edits one by hand gets these messages."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import yaml

from csp_analytics.areas.register import key
from csp_analytics.problems import ERROR, Problem, did_you_mean

COLUMNS = {
    "areas.csv": (
        "area_code", "name", "short_name", "tile_label", "aliases", "former_codes", "tier", "population",
        "tile_col", "tile_row",
    ),
    "peer_groups.csv": ("grouping_id", "grouping", "group_id", "group", "area_code"),
    "context.csv": ("area_code", "variable", "value", "unit", "year", "source"),
    "principles.csv": ("principle_id", "order", "name", "short_name", "letter", "covers"),
}  # fmt: skip
NUMBERS = {"areas.csv": ("population", "tile_col", "tile_row"), "context.csv": ("value",), "principles.csv": ("order",)}
GROUPINGS = "peer_groupings.yaml"
KINDS = ("fixed", "computed")
Rows = list[dict[str, str]]


def area_problems(folder: Path) -> list[Problem]:
    """Everything wrong with the files of areas, peer groups, context and principles in a folder of definitions.

    Returns:
        Problems whose ``cell`` is the row as a spreadsheet shows it (the header is row 1); empty when all is well.
    """
    problems: list[Problem] = []
    tables = {name: _table(folder / name, columns, problems) for name, columns in COLUMNS.items()}
    if problems:
        return problems
    problems += _names(tables["areas.csv"])
    known = {row["area_code"] for row in tables["areas.csv"]}
    for name in ("peer_groups.csv", "context.csv"):
        problems += [
            Problem(ERROR, name, cell=f"row {n}", found=row["area_code"], expected="an area_code of areas.csv")
            for n, row in enumerate(tables[name], start=2)
            if row["area_code"] not in known
        ]
    problems += _memberships(tables["peer_groups.csv"])
    return problems + _groupings(folder / GROUPINGS, {row["variable"] for row in tables["context.csv"]})


def _table(path: Path, columns: tuple[str, ...], problems: list[Problem]) -> Rows:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file)]
    except FileNotFoundError:
        problems.append(Problem(ERROR, path.name, found="no such file", expected="a table"))
        return []
    except (UnicodeDecodeError, csv.Error):
        problems.append(Problem(ERROR, path.name, found="text that is not UTF-8", advice="Save it as CSV UTF-8."))
        return []
    missing = [column for column in columns if not rows or column not in rows[0]]
    problems += [Problem(ERROR, path.name, cell="row 1", expected=f"a column '{column}'") for column in missing]
    if missing:
        return []
    for column in NUMBERS.get(path.name, ()):
        problems += [
            Problem(ERROR, path.name, cell=f"row {n}", found=f"{column} '{row[column]}'", expected="a number")
            for n, row in enumerate(rows, start=2)
            if not _number(row[column], needed=path.name != "areas.csv")
        ]
    return rows


def _number(text: str, *, needed: bool) -> bool:
    try:
        float(text)
    except ValueError:
        return not text and not needed
    return True


def _names(rows: Rows) -> list[Problem]:
    meant: dict[str, dict[str, int]] = {}
    for number, row in enumerate(rows, start=2):
        names = [row["area_code"], row["name"], row["short_name"]]
        for name in (*names, *row["aliases"].split(";"), *row["former_codes"].split(";")):
            if key(name):
                meant.setdefault(key(name), {})[f"{row['area_code']} {row['name']}"] = number
    codes = Counter(row["area_code"] for row in rows)
    problems = [
        Problem(ERROR, "areas.csv", found=code, expected="each area_code once") for code, n in codes.items() if n > 1
    ]
    return problems + [
        Problem(
            ERROR,
            "areas.csv",
            cell="row " + " and ".join(map(str, areas.values())),
            found=f"'{name}' for {' and '.join(areas)}",
            expected="a name or alias that means one area",
        )
        for name, areas in meant.items()
        if len(areas) > 1
    ]


def _memberships(rows: Rows) -> list[Problem]:
    groups: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        groups.setdefault((row["grouping_id"], row["area_code"]), set()).add(row["group"])
    return [
        Problem(
            ERROR,
            "peer_groups.csv",
            found=f"{area} in {' and '.join(sorted(found))}",
            expected="one group",
            advice=f"Peer grouping {grouping}.",
        )
        for (grouping, area), found in groups.items()
        if len(found) > 1
    ]


def _groupings(path: Path, variables: set[str]) -> list[Problem]:
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
        described = content["groupings"] if isinstance(content, dict) else content
        problems = []
        for one in described:
            problems += [
                Problem(ERROR, GROUPINGS, expected=f"a key '{name}' in {one.get('id', 'a grouping')}")
                for name in ("id", "title")
                if not one.get(name)
            ]
            kind = one.get("kind", "fixed")
            if kind not in KINDS:
                problems.append(
                    Problem(
                        ERROR, GROUPINGS, found=kind, expected=" or ".join(KINDS), suggestion=did_you_mean(kind, KINDS)
                    )
                )
            for variable in one.get("variables") or []:
                name, weight = str(variable.get("variable", "")), variable.get("weight")
                if name not in variables:
                    problems.append(
                        Problem(ERROR, GROUPINGS, found=f"variable '{name}'", expected="a variable of context.csv",
                                suggestion=did_you_mean(name, variables))
                    )  # fmt: skip
                if not isinstance(weight, int | float) or weight <= 0:
                    problems.append(
                        Problem(ERROR, GROUPINGS, found=f"weight {weight} of '{name}'", expected="a number above zero")
                    )
    except FileNotFoundError:
        return [Problem(ERROR, GROUPINGS, found="no such file", expected="the peer groupings")]
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        return [Problem(ERROR, GROUPINGS, found=str(error).splitlines()[0], expected="a list of groupings")]
    return problems
