"""Survey definitions: ``data/surveys/*.yaml``, their items ``data/*.csv``, who answers ``respondents.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from csp_analytics import paths
from csp_analytics.frameworks.definition_table import read_table
from csp_analytics.frameworks.load import DefinitionProblem
from csp_analytics.problems import ERROR, Problem, did_you_mean
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, NUMBER, TEXT, Item, Step, Survey, SurveyQuestion

FOLDER, RESPONDENTS = "surveys", "respondents.yaml"
# Files of items: the column of the id is the one that ends in _id, the title stands in the column of the same name.
ITEM_FILES = {"skills": "skill", "partners": "partner", "themes": "statement"}
KNOWN = ("short", "group", "principle_id", "also", "source_document", "source_section")
MOST_LETTERS = 26


class UnknownSurvey(LookupError):
    """There is no survey definition of that name; the message suggests one."""

    def __init__(self, written: str, known: list[str]):
        suggestion = did_you_mean(written, known)
        hint = f" Did you mean '{suggestion}'?" if suggestion else ""
        super().__init__(f"There is no survey '{written}'. Expected one of {', '.join(known)}.{hint}")


def surveys() -> dict[str, Survey]:
    """Every survey definition by id, in order; none when the folder of definitions has none.

    Raises:
        DefinitionProblem: with everything that is wrong with the files.
    """
    folder = paths.definitions()
    files = sorted((folder / FOLDER).glob("*.yaml"))
    others = [file for file in (folder / RESPONDENTS, *_item_files(folder)) if file.is_file()]
    return _surveys(folder, tuple((file, file.stat().st_mtime_ns) for file in [*files, *others])) if files else {}


def survey(survey_id: str) -> Survey:
    """One survey definition. Raises :class:`UnknownSurvey` with a suggestion."""
    known = surveys()
    if survey_id not in known:
        raise UnknownSurvey(survey_id, list(known))
    return known[survey_id]


def items(name: str) -> dict[str, Item]:
    """Items of a file (``skills``, ``partners``, ``themes``) by id, in order. Raises ``DefinitionProblem``."""
    found, problems = read_items(paths.definitions() / f"{name}.csv", ITEM_FILES[name])
    if problems:
        raise DefinitionProblem(problems)
    return {item.item_id: item for item in found}


def _item_files(folder: Path) -> list[Path]:
    return [file for name in ITEM_FILES if (file := folder / f"{name}.csv").is_file()]


@lru_cache(maxsize=4)
def _surveys(folder: Path, stamps: tuple[tuple[Path, int], ...]) -> dict[str, Survey]:
    """The definitions as they are at these times of change."""
    problems: list[Problem] = []
    lists: dict[str, tuple[Item, ...]] = {}
    for file in _item_files(folder):
        lists[file.stem], wrong = read_items(file, ITEM_FILES[file.stem])
        problems += wrong
    about = _yaml(folder / RESPONDENTS, problems)
    found = []
    for file in sorted((folder / FOLDER).glob("*.yaml")):
        said = _yaml(file, problems)
        try:
            found.append(_survey(said, about, lists))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            said_wrong = f"{type(error).__name__}: {error}"
            expected = "a survey definition as docs/files.md tells"
            problems.append(Problem(ERROR, file.name, found=said_wrong, expected=expected, code="survey-definition"))
            continue
        if found[-1].survey_id != file.stem:
            problems.append(Problem(ERROR, file.name, found=found[-1].survey_id, expected=f"survey_id: {file.stem}"))
    if problems:
        raise DefinitionProblem(problems)
    return {one.survey_id: one for one in sorted(found, key=lambda one: (one.order, one.survey_id))}


def _yaml(file: Path, problems: list[Problem]) -> dict[str, Any]:
    try:
        said = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(Problem(ERROR, file.name, found=str(error)[:200], expected="a file in YAML"))
        return {}
    return said if isinstance(said, dict) else {}


def read_items(file: Path, noun: str) -> tuple[tuple[Item, ...], list[Problem]]:
    """Items of a CSV with the columns ``<noun>_id, order, <noun>, short, group, principle_id, also, ...``.

    Columns beyond those of :class:`Item` are kept in ``marks``.
    """
    header = file.read_text("utf-8-sig").split("\n", 1)[0].strip().split(",")
    further = tuple(name for name in header if name not in (*KNOWN, f"{noun}_id", noun, "order"))
    rows, problems = read_table(file, (f"{noun}_id", noun), file.name, optional=(*KNOWN, *further))
    found: list[Item] = []
    for number, row in enumerate(rows, start=2):
        place = f"row {number}"
        if any(item.item_id == row[f"{noun}_id"] for item in found):
            problems.append(Problem(ERROR, file.name, cell=place, found=row[f"{noun}_id"], expected="each id once"))
        if not row[f"{noun}_id"] or not row[noun] or len(row["short"]) > MOST_LETTERS:
            expected = f"an id, a {noun} and a short name of at most {MOST_LETTERS} letters"
            problems.append(Problem(ERROR, file.name, cell=place, expected=expected))
        found.append(
            Item(
                row[f"{noun}_id"], row[noun], row["short"] or row[noun], row["group"], row["principle_id"],
                _wordings(row["also"].split(";")), {name: row[name] for name in further},
                ", ".join(part for part in (row["source_document"], row["source_section"]) if part),
            )
        )  # fmt: skip
    return tuple(found), problems


def _survey(said: Mapping[str, Any], about: Mapping[str, Any], lists: Mapping[str, tuple[Item, ...]]) -> Survey:
    scales = {name: _steps(steps) for name, steps in (said.get("scales") or {}).items()}
    asked_about = {**about, **(said.get("respondent") or {})}
    respondent = {name: _about_respondent(name, asked_about[name]) for name in ABOUT_RESPONDENT}
    ids = {name: tuple(asked_about[name].get("options") or ()) for name in ABOUT_RESPONDENT if name != AREA}
    return Survey(
        survey_id=said["survey_id"],
        title=said["title"],
        short_title=said.get("short_title", said["title"]),
        about=said.get("about", ""),
        source=said.get("source", ""),
        order=int(said.get("order", 1000)),
        questions=tuple(_question(one, scales, lists) for one in said["questions"]),
        respondent=respondent,
        respondent_ids=ids,
    )


def _question(
    said: Mapping[str, Any], scales: Mapping[str, tuple[Step, ...]], lists: Mapping[str, tuple[Item, ...]]
) -> SurveyQuestion:
    listed = said.get("items") or ()
    found = lists[listed] if isinstance(listed, str) else tuple(_item(one) for one in listed)
    scale = _options(said["options"]) if said.get("options") else scales[said["scale"]] if said.get("scale") else ()
    kind = said.get("kind", "")
    if not scale and kind not in (TEXT, NUMBER):
        raise ValueError(f"question '{said['question_id']}' needs a scale, options, or the kind text or number")
    return SurveyQuestion(said["question_id"], said["title"], _wordings(said["asked"]), found, scale, kind)


def _item(said: Mapping[str, Any]) -> Item:
    title = str(said["title"])
    return Item(
        said["item_id"], title, said.get("short", title[:MOST_LETTERS]), said.get("group", ""),
        said.get("principle_id", ""), _wordings(said.get("also") or ()),
    )  # fmt: skip


def _about_respondent(name: str, said: Mapping[str, Any]) -> SurveyQuestion:
    return SurveyQuestion(name, said["title"], _wordings(said["asked"]), (), _options(said.get("options") or {}))


def _steps(said: Mapping[Any, Any]) -> tuple[Step, ...]:
    return tuple(Step(int(value), *_labelled(words)) for value, words in sorted(said.items()))


def _options(said: Mapping[str, Any]) -> tuple[Step, ...]:
    return tuple(Step(place, *_labelled(words)) for place, words in enumerate(said.values(), start=1))


def _labelled(words: Any) -> tuple[str, tuple[str, ...]]:
    first, *rest = _wordings([words] if isinstance(words, str) else words)
    return first, tuple(rest)


def _wordings(words: Any) -> tuple[str, ...]:
    return tuple(text for word in words if (text := str(word).strip()))
