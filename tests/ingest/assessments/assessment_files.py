"""Two small frameworks and files about them, so that whole tables can be written out and worked by hand.

`mini` has four levels and four criteria, the last only for two-tier areas; `yesno` is a checklist of three questions.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csp_analytics import paths
from csp_analytics.ingest.reading import Reading, Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.problems import ERROR, Problem
from tests import builders

HEADER = "criterion_id,order,kind,rated,parent_id,group_id,principle_id,short,text,skills,applies_to,"
HEADER += "source_document,source_section,source_position,assigned_by"
FRAMEWORK = """title: {title}
order: {order}
short_title: {short}
description: Made up for tests.
publisher: Nobody
year: 2025
documents: [{{id: doc, title: A document, publisher: Nobody, year: 2025}}]
row_word: {word}
row_word_plural: {words}
group_word: part
action_required: {action_required}
scale: {{kind: {kind}, note: None., levels: [{levels}]}}
groups: [{{id: one, title: Part one, order: 1}}, {{id: two, title: Part two, order: 2}}]
"""
LEVELS = ("Gap identified", "Working towards", "Some success", "Doing well")
MINI_IDS = ("mini.one.01", "mini.one.02", "mini.two.01", "mini.two.02")
MINI_SHORT = ("Clear lead", "Shared plan", "Good data", "County work")
MINI_TEXT = (
    "Someone leads the work.",
    "Partners share a plan.",
    "Data is sound and recent.",
    "Work crosses districts.",
)
YESNO_IDS = ("yesno.one.01", "yesno.one.02", "yesno.two.01")
EXPECTED = (
    "one of Gap identified (1), Working towards (2), Some success (3), Doing well (4), Not applicable, Don't know, "
    "or a blank cell"
)
FIFE, MORAY, ANGUS = "S12000047", "S12000020", "S12000041"


def write_definitions(folder: Path) -> Path:
    """A data folder with the register of areas and the two small frameworks."""
    for name in ("areas.csv", "principles.csv"):
        shutil.copy(paths.DATA / name, folder / name)
    mini = [f"{value}, label: {label}, meaning: Means {value}" for value, label in enumerate(LEVELS, 1)]
    about = {
        "title": "Mini framework",
        "short": "Mini",
        "word": "criterion",
        "words": "criteria",
        "kind": "levels",
        "order": 1,
    }
    rows = [
        f"{MINI_IDS[0]},1,criterion,yes,,one,leadership,{MINI_SHORT[0]},{MINI_TEXT[0]},,",
        f"{MINI_IDS[0]}.01,2,indicator,no,{MINI_IDS[0]},one,leadership,,There is a name on the door.,,",
        f"{MINI_IDS[1]},3,criterion,yes,,one,leadership,{MINI_SHORT[1]},{MINI_TEXT[1]},,",
        f"{MINI_IDS[2]},4,criterion,yes,,two,evidence,{MINI_SHORT[2]},{MINI_TEXT[2]},,",
        f"{MINI_IDS[3]},5,criterion,yes,,two,evidence,{MINI_SHORT[3]},{MINI_TEXT[3]},,two-tier",
    ]
    _write(folder / "frameworks" / "mini", about | {"action_required": "false"}, mini, rows)
    about = {
        "title": "Yes and no",
        "short": "Yes or no",
        "word": "question",
        "words": "questions",
        "kind": "checklist",
        "order": 2,
    }
    rows = [
        f"{YESNO_IDS[0]},1,question,yes,,one,leadership,Is it led,Is the work led by someone?,,",
        f"{YESNO_IDS[1]},2,question,yes,,one,governance,Is it checked,Is the work checked by someone?,,",
        f"{YESNO_IDS[2]},3,question,yes,,two,outcomes,Is it felt,Do people feel the difference?,,",
    ]
    levels = ['0, label: "No", meaning: not so', '1, label: "Yes", meaning: it is so']
    _write(folder / "frameworks" / "yesno", about | {"action_required": "true"}, levels, rows)
    return folder


def _write(folder: Path, about: dict[str, object], levels: list[str], rows: list[str]) -> None:
    folder.mkdir(parents=True)
    text = FRAMEWORK.format(**about, levels=", ".join(f"{{value: {level}}}" for level in levels))
    (folder / "framework.yaml").write_text(text, "utf-8")
    places = [f"{row},doc,Section 1,row {number},project" for number, row in enumerate(rows, 1)]
    (folder / "criteria.csv").write_text("\n".join([HEADER, *places]), "utf-8")


@pytest.fixture
def small_frameworks(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The two small frameworks stand in for those of the product."""
    monkeypatch.setenv("CSP_DATA", str(_folder(tmp_path_factory)))


_written: list[Path] = []


def _folder(factory: pytest.TempPathFactory) -> Path:
    if not _written or not _written[0].exists():
        _written[:] = [write_definitions(factory.mktemp("data"))]
    return _written[0]


def read_sheets(path: Path, wanted: Wanted | None = None, **sheets: list[list[object]]) -> Reading:
    """Writes a workbook with the sheets given by name (underscores are blanks) and reads it."""
    named = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return read_file(builders.workbook(path / "returns.xlsx", named), wanted=wanted)


def rows_of(reading: Reading) -> list[tuple[object, ...]]:
    """The ratings as (area code, framework, round, criterion, answer, level); a level that is not there is None."""
    rating = reading.tables["rating"]
    level = rating["level"].astype(object).where(rating["level"].notna(), None)
    columns = ["area_code", "framework", "round", "criterion_id", "answer"]
    return [(*row, one) for row, one in zip(rating[columns].itertuples(index=False, name=None), level, strict=True)]


def answers_of(reading: Reading) -> list[object]:
    """The level of each row, or its answer when it is not rated, in the order of the table."""
    return [row[5] if row[4] == "rated" else row[4] for row in rows_of(reading)]


def errors_of(reading: Reading) -> list[Problem]:
    """The errors, after a check that the file was refused and that nothing of it is left to load."""
    assert reading.refused
    assert reading.tables == {}
    return [problem for problem in reading.problems if problem.severity == ERROR]


def only_error(reading: Reading) -> Problem:
    """The one error of a file that has just one."""
    (error,) = errors_of(reading)
    return error


def codes(reading: Reading) -> list[tuple[str, str]]:
    """Severity and code of every problem, in order."""
    return [(problem.severity, problem.code) for problem in reading.problems]
