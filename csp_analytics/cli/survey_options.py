"""What the command line says about survey exports: layouts, mappings (of other tables too), what is kept."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from csp_analytics.cli.column_options import is_for_columns, text_and_entries
from csp_analytics.cli.output import Refused
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.roles import KINDS
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.ingest.reading import SURVEY, Wanted
from csp_analytics.ingest.recognise import is_key
from csp_analytics.ingest.surveys.import_survey import Choices
from csp_analytics.ingest.surveys.paired_key import LARGEST, LIKELY_ENDINGS
from csp_analytics.problems import NOTE, Problem
from csp_analytics.store import column_layouts
from csp_analytics.store.connection import Store
from csp_analytics.store.named import not_there
from csp_analytics.store.survey_layouts import LayoutRefused, saved_mapping
from csp_analytics.store.survey_reading import saved_layouts
from csp_analytics.store.writing import UNCHANGED, Outcome
from csp_analytics.surveys.layouts import layouts
from csp_analytics.surveys.load import UnknownSurvey, survey
from csp_analytics.surveys.mapping import Mapping


def add_options(command: argparse.ArgumentParser) -> None:
    """Adds the options about survey exports, and about tables with headings of their own, to ``import``."""
    add = command.add_argument_group("layouts that are not known").add_argument
    add("--layout", default="", metavar="L", help="name of a layout that was saved, or id of a survey tool's layout")
    add(
        "--mapping", action="append", default=[], type=Path, metavar="FILE.json",
        help="what each column stands for, as written by inspect --mapping-out and corrected by hand",
    )  # fmt: skip
    add = command.add_argument_group("survey exports").add_argument
    add("--survey", default="", metavar="ID", help="take only the questions of this survey definition")
    add("--keep-text", action="store_true", help="keep answers in people's own words (refused when they name people)")
    add("--keep-unfinished", action="store_true", help="count responses that were not finished")
    add(
        "--accept-similar", action="store_true",
        help="take headings and answers that differ from ours in spelling only, without a person's confirmation",
    )  # fmt: skip


def is_used(chosen: argparse.Namespace) -> str:
    """The first option about surveys that was given; empty when none was.

    Layouts and mappings are about assessments and action plans too.
    """
    both = () if chosen.kind in KINDS else ("layout", "mapping")
    names = (*both, "survey", "keep_text", "keep_unfinished", "accept_similar")
    return next((f"--{name.replace('_', '-')}" for name in names if getattr(chosen, name)), "")


def wanted_of(chosen: argparse.Namespace, wanted: Wanted) -> Wanted:
    """What was said of the files, with what was said of surveys. Raises :class:`Refused` for an unknown survey."""
    return replace(
        wanted,
        layout=chosen.layout if chosen.layout in layouts() else "",
        definition=survey_id(chosen.survey),
        keep_text=chosen.keep_text,
        keep_unfinished=chosen.keep_unfinished,
    )


def choices_of(chosen: argparse.Namespace, store: Store) -> Choices:
    """Mappings of files and of a saved layout. Raises :class:`Refused` when one cannot be used."""
    mappings = [one for file in chosen.mapping for one in read_mappings(file)]
    if chosen.layout and chosen.layout not in layouts():
        mappings += _saved(store, " ".join(chosen.layout.split()))
    return Choices(tuple(mappings), accept_similar=chosen.accept_similar)


def _saved(store: Store, name: str) -> list[Mapping]:
    """The survey mapping saved under a name; none when it is a layout of assessments or action plans."""
    surveys_, columns = saved_layouts(store)["name"].tolist(), column_layouts.listed(store)["name"].tolist()
    try:
        if name in surveys_:
            return [saved_mapping(store, name)]
        if name in columns:
            ColumnMapping.of_json(column_layouts.saved_text(store, name))  # used by `column_options`
            return []
    except LayoutRefused as refused:
        raise Refused(str(refused)) from None
    except MappingRefused as refused:
        raise Refused(f"The layout '{name}' can no longer be used. {refused}") from None
    raise Refused(not_there(name, [*surveys_, *columns, *layouts()], "layout"))


def keys_among(files: list[Path]) -> list[Path]:
    """Files that explain the codes of an export that was given with them, and are not loaded by themselves."""
    if len(files) < 2:
        return []
    keys = [file for file in files if file.suffix.lower() in LIKELY_ENDINGS and _is_small(file) and is_key(file)]
    return keys if len(keys) < len(files) else []


def key_outcome(file: Path) -> Outcome:
    """What is told of a key: nothing of it is stored."""
    note = Problem(NOTE, file.name, found="a key", advice="It was used to read the survey beside it.", code="key")
    return Outcome(file.name, SURVEY, "key", UNCHANGED, {}, [note])


def _is_small(file: Path) -> bool:
    return file.is_file() and file.stat().st_size <= LARGEST


def survey_id(written: str) -> str:
    """A survey definition as named. Raises :class:`Refused` when there is none; empty stays empty."""
    try:
        return survey(written).survey_id if written else ""
    except UnknownSurvey as unknown:
        raise Refused(str(unknown)) from None


def read_mappings(file: Path) -> list[Mapping]:
    """The survey mappings of a file; mappings of columns are passed over. Raises :class:`Refused` when one is wrong."""
    said = [one for one in text_and_entries(file)[1] if not is_for_columns(one)]
    try:
        found = [Mapping.of_json(json.dumps(one)) for one in said]
    except ValueError as error:
        raise Refused(f"{file}: {error} Write one with: inspect FILE --mapping-out {file.name}") from None
    for one in found:
        survey_id(one.definition)
    return found


def write_mappings(file: Path, mappings: Sequence[Mapping | ColumnMapping]) -> None:
    """Mappings as a file to correct by hand; a list when there are several."""
    said = [json.loads(one.as_json()) for one in mappings]
    text = json.dumps(said[0] if len(said) == 1 else said, ensure_ascii=False, indent=1)
    try:
        file.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from None
