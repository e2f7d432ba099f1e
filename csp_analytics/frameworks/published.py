"""What a published survey says about skills: national figures, from ``data/published/skills-survey.csv``.

The figures are the publisher's; which principle a skill belongs to is marked in ``assigned_by``. The file is optional.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from csp_analytics import paths
from csp_analytics.frameworks.definition_table import read_table
from csp_analytics.frameworks.load import principles
from csp_analytics.problems import ERROR, Problem, did_you_mean

FILE = Path("published") / "skills-survey.csv"
TEXTS = ("skill_id", "skill", "words", "principle_id", "assigned_by", "year", "source")
NUMBERS = ("share_in_place", "n_returns", "n_areas", "of_areas")


def published_skills() -> tuple[pd.DataFrame, list[Problem]]:
    """The published figures of the definitions in use, and everything wrong with their file."""
    return read_published_skills(paths.definitions() / FILE, set(principles()))


def read_published_skills(path: Path, principle_ids: set[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """The figures of a file and everything wrong with it.

    Args:
        path: the file. When there is none, there are no figures and nothing is wrong.
        principle_ids: the principles that exist.

    Returns:
        One row a skill without a problem: :data:`TEXTS` as text and :data:`NUMBERS` as floats. ``share_in_place`` is
        the percentage of returns (0 to 100) that have the skill in place, empty where it was published in words only;
        ``n_returns`` how many answered, from ``n_areas`` of ``of_areas`` areas. And the problems, with their rows.
    """
    rows, problems = read_table(path, (*TEXTS, *NUMBERS), path.name)
    kept, seen = [], set[str]()
    for number, row in enumerate(rows, start=2):
        found = _row(row, principle_ids)
        if row["skill_id"] in seen:
            found.append(Problem(ERROR, "", found=row["skill_id"], expected="each skill_id once"))
        seen.add(row["skill_id"])
        problems += [
            Problem(ERROR, path.name, cell=f"row {number}", found=one.found, expected=one.expected,
                    suggestion=one.suggestion, code="published-skills")
            for one in found
        ]  # fmt: skip
        kept += [] if found else [row]
    frame = pd.DataFrame(kept, columns=[*TEXTS, *NUMBERS], dtype=object)
    for column in NUMBERS:
        frame[column] = pd.to_numeric(frame[column].replace("", None)).astype(float)
    return frame, problems


def _row(row: dict[str, str], principle_ids: set[str]) -> list[Problem]:
    problems = [
        Problem(ERROR, "", found=f"{column} '{row[column]}'", expected="a number")
        for column in NUMBERS
        if _number(row[column]) is None and (row[column] or column != "share_in_place")
    ]
    share = _number(row["share_in_place"])
    if share is not None and not 0 <= share <= 100:
        problems.append(Problem(ERROR, "", found=f"share_in_place '{share:g}'", expected="a percentage, 0 to 100"))
    if not row["share_in_place"] and not row["words"]:
        problems.append(Problem(ERROR, "", found="nothing", expected="a value in 'share_in_place' or in 'words'"))
    if row["principle_id"] not in principle_ids:
        problems.append(
            Problem(ERROR, "", found=f"principle '{row['principle_id']}'",
                    expected=f"one of {', '.join(sorted(principle_ids))}",
                    suggestion=did_you_mean(row["principle_id"], principle_ids))
        )  # fmt: skip
    needed = ("skill_id", "skill", "assigned_by", "year", "source")
    return problems + [Problem(ERROR, "", expected=f"a value in '{name}'") for name in needed if not row[name]]


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None
