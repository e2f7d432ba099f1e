"""The report on an area: board paper, slides, tables and page for an officer to take away, for one area or for all."""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import file_name
from csp_analytics.charts.words import count, listed
from csp_analytics.cli import choose
from csp_analytics.cli.area_files import NAMES, content, free, progress, stamp, write
from csp_analytics.cli.output import Refused, say, show
from csp_analytics.findings import NothingThere
from csp_analytics.pictures.paper import DECISION, PURPOSES, paper, papers
from csp_analytics.store import audit, reading
from csp_analytics.store.connection import Store, open_store

SUFFIXES = tuple(f".{kind}" for kind in NAMES)
OPTIONS = {"--purpose": "purpose", "--prepared-by": "prepared_by", "--template": "template", "--kinds": "kinds"}


def add_options(one: argparse.ArgumentParser) -> None:
    """Adds the options of reports on areas."""
    one.add_argument("area", nargs="?", help="only this area, by any of its names: its board paper")
    one.add_argument("--all", action="store_true", help="every area with data, one after the other, into the folder -o")
    one.add_argument(
        "--kinds", metavar="K,K", help=f"with --all, which files: {','.join(NAMES)} (default: all of them)"
    )
    one.add_argument("--purpose", choices=PURPOSES, help=f"what the board is asked for (default: {DECISION})")
    one.add_argument("--prepared-by", metavar="NAME", help="who prepared the paper")
    one.add_argument(
        "--template", type=Path, metavar="FILE", help="a Word document whose styles, headers and footers a .docx takes"
    )


def write_area(chosen: argparse.Namespace) -> int:
    """``report AREA -o FILE.docx|.pptx|.xlsx|.html [--purpose P] [--prepared-by NAME] [--template FILE.docx]``."""
    kind = chosen.output.suffix.lower()
    if kind not in SUFFIXES:
        given = kind or chosen.output.name
        raise Refused(f"A report on an area is written as {', '.join(SUFFIXES)}, not as '{given}'.")
    if chosen.template and kind != ".docx":
        raise Refused(f"A template is for .docx, not for {kind}.")
    if chosen.kinds:
        raise Refused("--kinds goes with --all: the name of one file says its kind.")
    if not chosen.output.parent.is_dir():
        raise Refused(f"There is no folder {chosen.output.parent} to write to.")
    template = _template(chosen)
    store = open_store(chosen.db)
    framework, round_, grouping = _about(chosen, store)
    try:
        made = paper(
            store, choose.area_code(chosen.area, store), framework, round_, grouping,
            filled=_filled(chosen), purpose=chosen.purpose or DECISION,
        )  # fmt: skip
    except NothingThere as error:
        raise Refused(str(error)) from None
    write(chosen.output, content(kind[1:], made, stamp(store), template))
    audit.note(store, audit.EXPORTED, chosen.output.name, command="report", of=made.about)
    written = {"file": str(chosen.output), "title": made.title, "finding": made.finding, "demo": made.demo}
    if chosen.format == "json":
        say({**written, "about": made.about, "summary": made.summary, "said": made.said})
    elif chosen.format == "csv":
        show(pd.DataFrame([written]), chosen.format)
    else:
        print(f"{chosen.output}: {made.title}. {made.finding}")
    return 0


def write_all(chosen: argparse.Namespace) -> int:
    """``report --all -o FOLDER [--kinds docx,pptx,xlsx,html]``: the same for every area with data."""
    kinds = _kinds(chosen)
    if chosen.template and "docx" not in kinds:
        raise Refused(f"A template is for docx, not for {', '.join(kinds)}.")
    template = _template(chosen)
    store = open_store(chosen.db)
    framework, round_, grouping = _about(chosen, store)
    folder = _folder(chosen.output)
    names, codes = choose.area_names(store), _assessed(store, framework, round_)
    made = papers(
        store, codes, framework, round_, grouping, filled=_filled(chosen), purpose=chosen.purpose or DECISION
    )  # fmt: skip
    files: list[dict[str, object]] = []
    taken: set[str] = set()
    said = stamp(store)
    for number, (code, one) in enumerate(made, start=1):
        about = {"Area": names[code], "Framework": framework, "Round": round_}
        for kind in kinds:
            file = folder / free(file_name(NAMES[kind], about, demo=one.demo, kind=kind), taken)
            write(file, content(kind, one, said, template))
            files.append({"area_code": code, "area": names[code], "kind": kind, "file": str(file), "demo": one.demo})
        if chosen.format == "table":
            progress(number, len(codes), names[code])
    without = [name for code, name in register().names.items() if code not in codes]
    told = {"Framework": framework, "Round": round_}
    audit.note(store, audit.EXPORTED, folder.name, command="report --all", of=told, files=len(files))
    _tell(chosen, files, len(codes), without, round_)
    return 0


def not_for_all_areas(chosen: argparse.Namespace) -> str:
    """The first option that was given and is not for the report on all areas together; empty when there is none."""
    return next((option for option, name in OPTIONS.items() if getattr(chosen, name)), "")


def _about(chosen: argparse.Namespace, store: Store) -> tuple[str, str, str]:
    framework = choose.framework_with_data(store, chosen.framework).framework_id
    return framework, choose.round_of(store, framework, chosen.round), choose.grouping(chosen.grouping, store)


def _filled(chosen: argparse.Namespace) -> dict[str, str]:
    return {"Prepared by": chosen.prepared_by} if chosen.prepared_by else {}


def _template(chosen: argparse.Namespace) -> bytes | None:
    if not chosen.template:
        return None
    try:
        return chosen.template.read_bytes()
    except OSError as error:
        raise Refused(f"{chosen.template} cannot be read: {error.strerror}.") from None


def _kinds(chosen: argparse.Namespace) -> list[str]:
    if not chosen.kinds:
        return list(NAMES)
    wanted = [part.strip().lower().lstrip(".") for part in chosen.kinds.split(",") if part.strip()]
    if wrong := [kind for kind in wanted if kind not in NAMES]:
        raise Refused(f"There is no kind '{wrong[0]}'. Expected some of {', '.join(NAMES)}.")
    return [kind for kind in NAMES if kind in wanted] or list(NAMES)


def _folder(folder: Path) -> Path:
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} is a file. With --all, -o names a folder.")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Refused(f"{folder} cannot be made: {error.strerror}.") from None
    return folder


def _assessed(store: Store, framework: str, round_: str) -> list[str]:
    """Areas with an assessment: those of the register in its order, then others."""
    there = reading.assessments(store)
    found = set(there.loc[(there["framework"] == framework) & (there["round"] == round_), "area_code"])
    return [code for code in choose.area_names(store) if code in found]


def _tell(chosen: argparse.Namespace, files: list[dict], n_areas: int, without: list[str], round_: str) -> None:
    if chosen.format == "json":
        say({"folder": str(chosen.output), "files": files, "without": without})
    elif chosen.format == "csv":
        show(pd.DataFrame(files), chosen.format)
    else:
        print(f"Written: {count(len(files), 'file')} about {count(n_areas, 'area')}, in {chosen.output}.")
        if without:
            print(f"Without an assessment in round {round_}: {listed(without)}.")
