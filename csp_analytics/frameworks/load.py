"""Definition files to frozen descriptions. Reading and checking are one step: a bad file gives all its problems."""

from __future__ import annotations

import csv
import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from csp_analytics import paths
from csp_analytics.frameworks import check
from csp_analytics.frameworks.model import (
    SIMILAR_WITHIN_LEVELS,
    Criterion,
    Facet,
    Framework,
    Group,
    Level,
    Principle,
    Signpost,
    Support,
    WordingChange,
)
from csp_analytics.frameworks.support import FILE as SUPPORT_FILE
from csp_analytics.frameworks.support import offered_at_the_time, read_support
from csp_analytics.frameworks.wording import FILE as WORDING_FILE
from csp_analytics.frameworks.wording import read_wording
from csp_analytics.problems import ERROR, Problem, did_you_mean, has_errors

CRITERIA_FILE = "criteria.csv"
FRAMEWORK_FILE = "framework.yaml"


class DefinitionProblem(Exception):
    """A definition file cannot be used. ``problems`` says everything that is wrong with it."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(problem.sentence for problem in problems))


class UnknownFramework(KeyError):
    """Nobody defined a framework of that name."""

    def __init__(self, written: str, known: list[str]):
        self.suggestion = did_you_mean(written, known)
        hint = f" Did you mean '{self.suggestion}'?" if self.suggestion else ""
        self.sentence = f"There is no framework '{written}'. Expected one of {', '.join(known)}.{hint}"
        super().__init__(self.sentence)

    def __str__(self) -> str:
        return self.sentence


def principles() -> dict[str, Principle]:
    """The partnership principles in order, by id, from ``data/principles.csv``."""
    return _principles(paths.definitions())


def frameworks() -> dict[str, Framework]:
    """Every framework in ``data/frameworks``, by id, in the order of their folder names' ``order`` key, then name.

    Raises:
        DefinitionProblem: when a file is missing or wrong; the message lists everything that is.
    """
    return _frameworks(paths.definitions(), _stamp(paths.definitions()))


def framework(framework_id: str) -> Framework:
    """One framework.

    Raises:
        UnknownFramework: with a suggestion, when there is none of that id.
        DefinitionProblem: when its files are wrong.
    """
    known = frameworks()
    if framework_id not in known:
        raise UnknownFramework(framework_id, list(known))
    return known[framework_id]


def read_framework(folder: Path) -> tuple[Framework | None, list[Problem]]:
    """One framework's folder: the framework (or None) and everything wrong with its files."""
    problems: list[Problem] = []
    description = _yaml(folder / FRAMEWORK_FILE, problems)
    rows = _csv(folder / CRITERIA_FILE, problems)
    if not has_errors(problems):
        problems += check.definition(folder.name, description, rows, set(principles()))
    if has_errors(problems):
        return None, problems
    wording, wrong = read_wording(folder / WORDING_FILE, [row["criterion_id"] for row in rows], list(principles()))
    problems += wrong
    support, wrong = read_support(folder / SUPPORT_FILE, description, list(principles()))
    problems += wrong
    if has_errors(problems):
        return None, problems
    return _build(folder.name, description, rows, wording, support), problems


def _stamp(folder: Path) -> tuple[tuple[str, int], ...]:
    # Part of the cache key: someone who edits a definition sees the change without a restart.
    place = f"{folder}/frameworks"
    if not os.path.isdir(place):
        return ()
    folders = _folders(place, os.stat(place).st_mtime_ns)
    files = [file for one in folders for file in _files(one, os.stat(one).st_mtime_ns)]
    return tuple((file, os.stat(file).st_mtime_ns) for file in files)


# A folder tells when what is in it came or went: it is read again only then, for every page asks.
@lru_cache(maxsize=16)
def _folders(place: str, changed: int) -> tuple[str, ...]:
    return tuple(sorted(one.path for one in os.scandir(place) if one.is_dir()))


@lru_cache(maxsize=128)
def _files(place: str, changed: int) -> tuple[str, ...]:
    return tuple(sorted(one.path for one in os.scandir(place) if "." in one.name and one.is_file()))


@lru_cache(maxsize=4)
def _principles(data: Path) -> dict[str, Principle]:
    with open(data / "principles.csv", encoding="utf-8-sig", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: int(row["order"]))
    return {
        row["principle_id"]: Principle(
            row["principle_id"],
            int(row["order"]),
            row["name"],
            row["short_name"],
            row["letter"],
            row["covers"],
            f"{row['source_document']}, {row['source_section']}",
        )
        for row in rows
    }


@lru_cache(maxsize=4)
def _frameworks(data: Path, stamp: tuple[tuple[str, int], ...]) -> dict[str, Framework]:
    found, problems = [], []
    for folder in sorted(path for path in (data / "frameworks").iterdir() if path.is_dir()):
        one, wrong = read_framework(folder)
        problems += [problem for problem in wrong if problem.severity == ERROR]
        if one is not None:
            found.append((_order(folder), one))
    if problems:
        raise DefinitionProblem(problems)
    return {one.framework_id: one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].framework_id))}


def _order(folder: Path) -> int:
    return int(yaml.safe_load((folder / FRAMEWORK_FILE).read_text("utf-8")).get("order", 99))


def _yaml(path: Path, problems: list[Problem]) -> dict[str, Any]:
    shown = f"{path.parent.name}/{path.name}"
    try:
        content = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        problems.append(Problem(ERROR, shown, found="no such file", expected="a description of the framework"))
        return {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        where = getattr(error, "problem_mark", None)
        line = f"row {where.line + 1}" if where else ""
        problems.append(
            Problem(
                ERROR, shown, cell=line, found=getattr(error, "problem", None) or "unreadable text", expected="YAML"
            )
        )
        return {}
    if not isinstance(content, dict):
        problems.append(Problem(ERROR, shown, found=str(content), expected="keys and values"))
        return {}
    return content


def _csv(path: Path, problems: list[Problem]) -> list[dict[str, str]]:
    shown = f"{path.parent.name}/{path.name}"
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(file)]
    except FileNotFoundError:
        problems.append(Problem(ERROR, shown, found="no such file", expected="a row for each criterion"))
    except UnicodeDecodeError:
        problems.append(Problem(ERROR, shown, found="text that is not UTF-8", advice="Save the file as CSV UTF-8."))
    return []


def _build(
    name: str,
    about: dict[str, Any],
    rows: list[dict[str, str]],
    wording: tuple[WordingChange, ...],
    support: tuple[Support, ...],
) -> Framework:
    scale = about["scale"]
    facets = tuple(
        Facet(f["id"], f["title"], f.get("assigned_note", ""), {v["id"]: v["title"] for v in f["values"]})
        for f in about.get("facets") or []
    )
    return Framework(
        framework_id=name,
        title=about["title"],
        short_title=about.get("short_title", about["title"]),
        description=" ".join(str(about.get("description", "")).split()),
        publisher=str(about.get("publisher", "")),
        year=str(about.get("year", "")),
        documents={d["id"]: _citation(d) for d in about["documents"]},
        row_word=about.get("row_word", "criterion"),
        row_word_plural=about.get("row_word_plural", "criteria"),
        group_word=about.get("group_word", "group"),
        scale_kind=scale.get("kind", "levels"),
        scale_note=" ".join(str(scale.get("note", "")).split()),
        similar_within_levels=float(scale.get("similar_within_levels", SIMILAR_WITHIN_LEVELS)),
        levels=tuple(Level(int(x["value"]), str(x["label"]), str(x.get("meaning", ""))) for x in scale["levels"]),
        groups=tuple(
            Group(
                g["id"],
                g["title"],
                int(g["order"]),
                g.get("principle", ""),
                str(g.get("phase", "")),
                str(g.get("source_section", "")),
            )
            for g in about["groups"]
        ),
        facets=facets,
        signposts=tuple(
            Signpost(
                s["principle"],
                tuple(s.get("questions", ())),
                tuple(s.get("support") or offered_at_the_time(support, s["principle"])),
                s.get("source_section", ""),
            )
            for s in about.get("signposting") or []
        ),
        rows=tuple(_criterion(row, [facet.facet_id for facet in facets]) for row in rows),
        principle_ids=tuple(key for key in principles() if any(row["principle_id"] == key for row in rows)),
        assigned_note=" ".join(str(about.get("assigned_note", "")).split()),
        action_required=bool(about.get("action_required", False)),
        wording=wording,
        support=support,
    )


def _citation(document: dict[str, Any]) -> str:
    parts = (document.get("publisher"), document.get("title"), document.get("year"))
    return ", ".join(str(part) for part in parts if part)


def _criterion(row: dict[str, str], facets: list[str]) -> Criterion:
    return Criterion(
        criterion_id=row["criterion_id"],
        order=int(row["order"]),
        kind=row["kind"],
        rated=row["rated"] == "yes",
        parent_id=row["parent_id"],
        group_id=row["group_id"],
        principle_id=row["principle_id"],
        short=row["short"] or row["text"],
        text=row["text"],
        skills=row["skills"] == "yes",
        applies_to=row["applies_to"],
        source_document=row["source_document"],
        source_section=row["source_section"],
        source_position=row["source_position"],
        assigned_by=row["assigned_by"],
        facets={facet: row.get(facet, "") for facet in facets},
    )
