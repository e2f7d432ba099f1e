"""The demonstration data as workbooks, laid out in the ways in which returns come in life.

One framework comes as long tables with evidence, checklists likewise, the others as national returns; one area sends
our own template. Every sheet says at its top that it is demonstration data. The same seed gives the same bytes.
"""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from csp_analytics.analysis.scores import DONT_KNOW, MISSING, NOT_APPLICABLE
from csp_analytics.demo import draw, plans, survey_files_posts
from csp_analytics.demo.setting import SPREADSHEETS, Setting
from csp_analytics.demo.strength import Strengths, strengths
from csp_analytics.demo.survey_files_forms import forms_export
from csp_analytics.demo.survey_files_smartsurvey import smartsurvey_csv, smartsurvey_export
from csp_analytics.demo.surveys import Wave, waves
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.templates.workbooks import entry_workbook

WRITTEN = {NOT_APPLICABLE: "Not applicable", DONT_KNOW: "Don't know", MISSING: None}
LONG = ("Area", "Round", "Framework", "Criterion ID", "Criterion", "Level", "Evidence", "Action")
PLAN = ("Area", "Issue", "Action", "When", "Milestone", "Owner", "Status", "Measure", "Framework", "Criterion")
FIGURES = ("Area", "Indicator", "Unit", "Year", "Value", "Source")
WIDTHS = {"Area": 22, "Criterion ID": 30, "Criterion": 38, "Level": 16, "Evidence": 60, "Action": 50, "Framework": 24,
          "Issue": 40, "When": 16, "Milestone": 30, "Measure": 40, "Owner": 32, "Indicator": 32, "Unit": 34,
          "Source": 50}  # fmt: skip
# A workbook of more people takes minutes to write and to read; people with so many answers download CSV.
MOST_IN_A_WORKBOOK = 2_000
_STAMP = (2025, 1, 1, 0, 0, 0)


def workbooks(setting: Setting) -> dict[str, bytes]:
    """All demonstration workbooks by file name, in order of name."""
    return dict(sorted(_drawn(setting)))


def write(folder: Path, setting: Setting, progress: Callable[[str], None] = lambda sentence: None) -> list[Path]:
    """Writes all demonstration workbooks into a folder; workbooks that it held before go.

    Args:
        folder: where to; made when it is not there.
        setting: what they are drawn for. Its definitions must be those in use (the template lists all areas).
        progress: told name and size of each file when it is written.

    Returns:
        The files, in order of name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, content in _drawn(setting):
        files.append(folder / name)
        files[-1].write_bytes(content)
        progress(f"{name}: {len(content) / 1024:.0f} KB")
    for old in {old for kind in SPREADSHEETS for old in folder.glob(kind)} - set(files):
        old.unlink()
    return sorted(files)


def _drawn(setting: Setting) -> Iterator[tuple[str, bytes]]:
    """Name and content of each workbook, one after the other."""
    behind, first = strengths(setting), setting.frameworks[0]
    for framework in setting.frameworks:
        main = framework is first
        ratings = draw.ratings(framework, behind, main=main)
        if main:
            for name, rows in plans.actions(ratings, framework, setting).groupby("round", sort=False):
                file = (
                    "action-plans-all-areas.xlsx"
                    if name == setting.rounds[-1]
                    else f"action-plans-{name}-some-areas.xlsx"
                )
                yield file, _actions(setting, rows, str(name))
            last = (ratings["area_code"] == setting.keen_area) & (ratings["round"] == setting.rounds[-1])
            yield _template(setting, framework, ratings[last])
            ratings = ratings[~last]
        in_words = draw.has_room_for_texts(framework, main)
        for name, rows in ratings.groupby("round", sort=False):
            yield _assessments(setting, framework, str(name), rows, long=in_words)
    yield "indicators-all-areas.xlsx", _indicators(setting, plans.indicators(setting))
    yield from survey_files(setting, behind)


def survey_files(setting: Setting, behind: Strengths) -> Iterator[tuple[str, bytes]]:
    """The earlier wave as one tool exports it, the last as another, and how many people were asked."""
    last, asked = list(setting.waves or [""])[-1], []
    for wave in waves(behind):
        asked += survey_files_posts.posts(setting, wave, by_area=wave.round == last)
        yield _earlier(setting, wave) if wave.round != last else _last(setting, wave)
    if asked:
        header = survey_files_posts.HEADER
        yield "survey-people-asked.xlsx", _saved(_table("People asked", setting.notice, [], header, asked))


def _earlier(setting: Setting, wave: Wave) -> tuple[str, bytes]:
    book = forms_export(wave, setting.areas, setting.notice)
    return f"survey-{wave.round}-microsoft-forms.xlsx", _saved(book)


def _last(setting: Setting, wave: Wave) -> tuple[str, bytes]:
    name = f"survey-{wave.round}-smartsurvey"
    if len(wave.people) > MOST_IN_A_WORKBOOK:
        return f"{name}.csv", smartsurvey_csv(wave, setting.areas, setting.notice)
    return f"{name}.xlsx", _saved(smartsurvey_export(wave, setting.areas, setting.notice))


def _assessments(
    setting: Setting, framework: Framework, round_: str, rows: pd.DataFrame, *, long: bool
) -> tuple[str, bytes]:
    """One round of one framework, as a long table or as a national return."""
    if long:
        return f"{framework.framework_id}-{round_}.xlsx", _long(setting, framework, rows)
    return f"{framework.framework_id}-national-return-{round_}.xlsx", _national_return(setting, framework, round_, rows)


def _long(setting: Setting, framework: Framework, rows: pd.DataFrame) -> bytes:
    names, by_id = setting.names, framework.by_id
    lines = [
        (
            names[row["area_code"]],
            row["round"],
            framework.title,
            row["criterion_id"],
            by_id[row["criterion_id"]].short,
            _level(framework, row["answer"], row["level"]),
            row["evidence"] or None,
            row["action"] or None,
        )
        for row in rows.to_dict("records")
    ]
    lines.sort(key=lambda line: str(line[0]))
    return _saved(_table("Ratings", setting.notice, [], LONG, lines))


def _national_return(setting: Setting, framework: Framework, round_: str, rows: pd.DataFrame) -> bytes:
    ids = [criterion.criterion_id for criterion in framework.criteria]
    lines = []
    for code, own in rows.groupby("area_code", sort=False):
        given = zip(own["criterion_id"], own["answer"], own["level"], strict=True)
        written = {one: _level(framework, answer, level) for one, answer, level in given}
        lines.append((setting.names[str(code)], *(written[one] for one in ids)))
    lines.sort(key=lambda line: str(line[0]))
    above = [("Framework", framework.title), ("Round", round_)]
    return _saved(_table("Return", setting.notice, above, ("Area", *ids), lines))


def _template(setting: Setting, framework: Framework, rows: pd.DataFrame) -> tuple[str, bytes]:
    """The keen area's return in our own entry template, with the notice in the first free row of each sheet."""
    area, last_round = setting.areas[setting.keen_area], setting.rounds[-1]
    book = load_workbook(io.BytesIO(entry_workbook(framework, area, last_round, rows)))
    for sheet in book.worksheets:
        _notice(sheet, setting.notice, next(row for row in itertools.count(1) if sheet.cell(row, 1).value is None))
    slug = re.sub(r"[^a-z0-9]+", "-", area.name.casefold()).strip("-")
    return f"{framework.framework_id}-{last_round}-{slug}-template.xlsx", _saved(book)


def _actions(setting: Setting, plan: pd.DataFrame, round_: str) -> bytes:
    texts = ["issue", "action", "when_text", "milestone", "owner", "status", "measure"]
    titles = {framework.framework_id: framework.title for framework in setting.frameworks}
    shown = plan.assign(
        area=plan["area_code"].map(setting.names),
        status=plan["status"].str.capitalize(),
        framework=plan["framework"].map(titles),
    ).sort_values("area", kind="stable")
    lines = shown[["area", *texts, "framework", "criterion_id"]].to_numpy().tolist()
    return _saved(_table("Action plans", setting.notice, [("Round:", round_)], PLAN, lines))


def _indicators(setting: Setting, figures: pd.DataFrame) -> bytes:
    shown = figures.assign(area=figures["area_code"].map(setting.names))
    lines = shown[["area", "title", "unit", "period", "value", "source"]].to_numpy(dtype=object).tolist()
    return _saved(_table("Indicators", setting.notice, [], FIGURES, lines))


def _level(framework: Framework, answer: str, level: float) -> str | None:
    return WRITTEN[answer] if answer in WRITTEN else framework.label_of(level)


def _table(
    title: str, notice: str, above: list[tuple[str, str]], header: tuple[str, ...], rows: Iterable[Sequence[object]]
) -> Workbook:
    """One sheet: the notice, labelled cells, the header and the rows."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    _notice(sheet, notice)
    for label, value in above:
        sheet.append((label, value))
    sheet.append(header)
    top = sheet.max_row
    for cell in sheet[top]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row in rows:
        sheet.append(row)
    sheet.freeze_panes = sheet.cell(top + 1, 2)
    for number, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(name, 14)
    return book


def _notice(sheet: Worksheet, notice: str, row: int = 1) -> None:
    cell = sheet.cell(row, 1, notice)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="FFF2CC")


def _saved(book: Workbook) -> bytes:
    """The workbook as bytes without the time of writing, so that the same contents give the same bytes."""
    written, settled = io.BytesIO(), io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            if part == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2025-01-01T00:00:00Z", content)
            target.writestr(zipfile.ZipInfo(part, _STAMP), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
