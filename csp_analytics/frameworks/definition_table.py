"""A definition file in CSV, read as text with everything that is wrong with its form."""

from __future__ import annotations

import csv
from pathlib import Path

from csp_analytics.problems import ERROR, Problem

Rows = list[dict[str, str]]


def read_table(
    path: Path, columns: tuple[str, ...], shown: str, optional: tuple[str, ...] = ()
) -> tuple[Rows, list[Problem]]:
    """The rows of a file, every cell as stripped text.

    Args:
        path: the file. When there is none, there are no rows and nothing is wrong.
        columns: what has to be in its header; other columns are left out.
        shown: the file's name in messages.
        optional: what may be in its header; the cells are blank where it is not.

    Returns:
        The rows (none when the form is wrong) and the problems.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            header = [name.strip() for name in reader.fieldnames or []]
            reader.fieldnames = header
            rows = [{name: (row.get(name) or "").strip() for name in (*columns, *optional)} for row in reader]
    except FileNotFoundError:
        return [], []
    except UnicodeDecodeError:
        return [], [Problem(ERROR, shown, found="text that is not UTF-8", advice="Save the file as CSV UTF-8.")]
    except csv.Error as error:
        return [], [Problem(ERROR, shown, found=str(error), expected="a table in CSV")]
    missing = [name for name in columns if name not in header]
    if missing:
        return [], [Problem(ERROR, shown, cell="row 1", expected=f"a column '{name}'") for name in missing]
    return rows, []
