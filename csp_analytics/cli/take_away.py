"""Commands that write files to take away: report."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from csp_analytics.cli import area_files, area_report, choose
from csp_analytics.cli.output import Refused, say
from csp_analytics.pictures.report import Report, report
from csp_analytics.pictures.report_subject import EVERYWHERE, codes_of, groups_of
from csp_analytics.pictures.report_tables import report_tables
from csp_analytics.problems import did_you_mean
from csp_analytics.store import audit
from csp_analytics.store.connection import Store, open_store

KINDS = (".xlsx", ".html", ".zip")


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds report."""
    one = command("report", "A report as a file: on all areas, on one peer group, or on one area (its board paper).")
    area_report.add_options(one)
    one.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE",
        help="on all areas: .xlsx (tables as statistics are released), .html (one page with charts) or .zip (CSV and "
        "Parquet); on one area: .docx (board paper), .pptx (slides), .xlsx or .html; with --all a folder",
    )  # fmt: skip
    one.add_argument("--framework", help="default: the first with data")
    one.add_argument("--round", help="default: the newest")
    one.add_argument("--grouping", help="peer grouping whose groups stand beside each other (default: the default one)")
    one.add_argument("--group", metavar="NAME", help="only the areas of this peer group (default: all areas)")
    one.set_defaults(run=write_report)


def write_report(chosen: argparse.Namespace) -> int:
    """``report [AREA] -o FILE [--all] [--framework F] [--round R] [--grouping G] [--group NAME]``."""
    if chosen.area or chosen.all:
        if chosen.area and chosen.all:
            raise Refused("Name one area or say --all, not both.")
        if chosen.group:
            raise Refused("--group is for the report on all areas: leave out the area, or --all.")
        return area_report.write_all(chosen) if chosen.all else area_report.write_area(chosen)
    if option := area_report.not_for_all_areas(chosen):
        raise Refused(f"{option} is for the report on an area: name one, or say --all.")
    kind = chosen.output.suffix.lower()
    if kind not in KINDS:
        of_area = " Name an area for its board paper, slides or tables." if kind in (".docx", ".pptx") else ""
        raise Refused(f"A report is written as {', '.join(KINDS)}, not as '{kind or chosen.output.name}'.{of_area}")
    if not chosen.output.parent.is_dir():
        raise Refused(f"There is no folder {chosen.output.parent} to write to.")
    store = open_store(chosen.db)
    framework = choose.framework_with_data(store, chosen.framework).framework_id
    round_ = choose.round_of(store, framework, chosen.round)
    grouping = choose.grouping(chosen.grouping, store)
    group = _group(store, grouping, chosen.group)
    made = report(store, framework, round_, grouping, group)
    content = _content(kind, made, store, (framework, round_, grouping), group)
    try:
        chosen.output.write_bytes(content)
    except OSError as error:
        raise Refused(f"{chosen.output} cannot be written: {error.strerror}.") from None
    audit.note(store, audit.EXPORTED, chosen.output.name, command="report", of=made.about, bytes=len(content))
    written = {"file": str(chosen.output), "title": made.title, "finding": made.finding, "demo": made.demo}
    if chosen.format == "json":
        say({**written, "about": made.about, "headlines": made.headlines})
    else:
        print(f"{chosen.output}: {made.title}. {made.finding}")
    return 0


def _group(store: Store, grouping: str, written: str | None) -> str:
    if not written:
        return EVERYWHERE
    known = list(groups_of(store, grouping))
    found = [name for name in known if name.casefold() == written.casefold()]
    if found:
        return found[0]
    suggestion = did_you_mean(written, known)
    hint = f" Did you mean '{suggestion}'?" if suggestion else ""
    raise Refused(
        f"There is no group '{written}' in {grouping}. Expected one of {'; '.join(known[1:]) or 'none'}.{hint}"
    )


def _content(kind: str, made: Report, store: Store, about: tuple[str, str, str], group: str) -> bytes:
    # Imported when needed: the writers cost a start that other commands never need.
    stamp = area_files.stamp(store)
    if kind == ".xlsx":
        from csp_analytics.exports.workbook import of_report, workbook

        return workbook(of_report(made, stamp=stamp))
    if kind == ".html":
        from csp_analytics.exports.page import page

        return page(made, stamp=stamp)
    from csp_analytics.exports.tidy import tidy

    framework, round_, grouping = about
    tables = report_tables(store, framework, round_, grouping, codes_of(store, grouping, group))
    return tidy(made, tables, stamp=stamp)
