"""Commands about files and the database: demo, import, template, check."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pandas as pd

from csp_analytics import paths
from csp_analytics.areas.register import register
from csp_analytics.cli import choose, column_options, survey_options
from csp_analytics.cli.column_options import Columns
from csp_analytics.cli.output import Refused, print_problems, say, show
from csp_analytics.demo.build import build, demonstration_files, is_demonstration
from csp_analytics.frameworks.load import frameworks
from csp_analytics.ingest.corrections import accept_suggestions, read_corrected
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.reading import Reading, Wanted
from csp_analytics.ingest.recognise import read_opened, unreadable
from csp_analytics.ingest.surveys.import_survey import Choices
from csp_analytics.ingest.templates.survey_workbook import survey_workbook
from csp_analytics.ingest.templates.workbooks import empty_action_plan, entry_workbook
from csp_analytics.problems import ERROR, Problem, did_you_mean, has_errors
from csp_analytics.store.connection import open_store
from csp_analytics.store.health import database_problems
from csp_analytics.store.reading import demo_counts
from csp_analytics.store.writing import REFUSED, Outcome, clear_demo, load
from csp_analytics.surveys.load import surveys

KINDS = ("auto", "assessment", "survey", "posts", "actions", "indicator")
ACTION_PLAN = "action-plan"
PROBLEM_COLUMNS = list(Problem(ERROR, "").as_dict())


def add_commands(command: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Adds demo, import, template and check."""
    one = command("demo", "Builds the demonstration data through the ordinary importer, or clears it.")
    one.add_argument("--clear", action="store_true", help="remove the demonstration data; real data stays")
    one.set_defaults(run=demo)
    one = command(
        "import", "Loads spreadsheets. A file with a problem is refused whole, with everything that is wrong."
    )
    one.add_argument("files", nargs="+", metavar="FILE", type=Path, help="xlsx, xlsm, ods or csv, one or many")
    one.add_argument("--as", dest="kind", choices=KINDS, default="auto", help="what the files are (default: find out)")
    one.add_argument(
        "--area",
        default="",
        help="the area, when the file does not say; a name outside the register loads as an outside area",
    )
    one.add_argument("--outside", action="store_true", help="take an area outside the register as an outside area")
    one.add_argument("--framework", default="", help="the framework, when the file does not say")
    one.add_argument("--round", default="", help="the round, when the file does not say")
    one.add_argument("--dry-run", action="store_true", help="check only, change nothing")
    one.add_argument(
        "--accept-suggestions", action="store_true", help='put every cell right as its "did you mean" says, and say so'
    )
    one.add_argument(
        "--leave-out", action="store_true", help="load without the answers that are wrong; they count as missing"
    )
    survey_options.add_options(one)
    one.set_defaults(run=import_files)
    one = command("template", "Writes an entry workbook for a framework, for a survey or for an action plan.")
    one.add_argument("id", help=f"framework id, survey id, or {ACTION_PLAN}")
    one.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.xlsx", help="the workbook to write")
    one.add_argument("--area", help="fill in the area")
    one.add_argument("--round", default="", help="fill in the round")
    one.set_defaults(run=template)
    one = command("check", "Checks the database and the definitions.")
    one.set_defaults(run=check)


def demo(chosen: argparse.Namespace) -> int:
    """``demo [--clear]``."""
    if not chosen.clear and not demonstration_files():
        raise Refused(f"There are no demonstration workbooks in {paths.demo()}.")
    store = open_store(chosen.db)
    if chosen.clear:
        gone = clear_demo(store)
        if chosen.format == "json":
            say(gone)
        elif chosen.format == "csv":
            show(pd.DataFrame([gone]), chosen.format)
        else:
            print("Removed: " + ", ".join(f"{n} {what}" for what, n in gone.items()))
        return 0
    outcomes = build(store, progress=_progress if chosen.format == "table" else None)
    _print_outcomes(outcomes, chosen.format)
    return 1 if any(outcome.status == REFUSED for outcome in outcomes) else 0


def import_files(chosen: argparse.Namespace) -> int:
    """``import FILE...``. Every file is a transaction of its own; exit 1 when any is refused, 2 for wrong usage."""
    if (option := survey_options.is_used(chosen)) and chosen.kind not in ("auto", "survey", "posts"):
        print(f"csp_analytics import: error: {option} is for surveys, not for --as {chosen.kind}", file=sys.stderr)
        return 2
    if chosen.framework:
        choose.framework(chosen.framework)
    wanted = Wanted(chosen.kind, chosen.area, chosen.framework, chosen.round, chosen.outside)
    wanted = survey_options.wanted_of(chosen, wanted)
    store = open_store(chosen.db)
    choices = survey_options.choices_of(chosen, store)
    columns = column_options.columns_of(chosen, store, for_surveys=bool(choices.mappings))
    keys = survey_options.keys_among(chosen.files)
    outcomes = []
    for number, file in enumerate(chosen.files, start=1):
        if chosen.format == "table" and len(chosen.files) > 1:
            _progress(number, len(chosen.files), file.name)
        if file in keys:
            outcomes.append(survey_options.key_outcome(file))
            continue
        reading, demo = _read(file, wanted, (choices, columns), keys, chosen)
        outcomes.append(load(store, reading, demo=demo, dry_run=chosen.dry_run))
    _print_outcomes(outcomes, chosen.format, dry_run=chosen.dry_run)
    return 1 if any(outcome.status == REFUSED for outcome in outcomes) else 0


def _read(
    file: Path, wanted: Wanted, known: tuple[Choices, Columns], keys: list[Path], chosen: argparse.Namespace
) -> tuple[Reading, bool]:
    """A file read as was chosen, and whether it is demonstration data, which it stays with other cells."""
    choices, columns = known
    workbook, said = read_workbook(file, file.name)
    if workbook is None:
        return unreadable(said), False

    def ordinary(workbook: Workbook, wanted: Wanted) -> Reading:
        read = partial(read_opened, wanted=wanted, said=said, choices=choices, beside=keys)
        accepted = accept_suggestions(workbook, read) if chosen.accept_suggestions else []
        return read_corrected(workbook, corrections=accepted, leave_out=chosen.leave_out, read=read)

    reading = column_options.read(workbook, wanted, columns, ordinary)
    return reading, is_demonstration(workbook.digest)


def template(chosen: argparse.Namespace) -> int:
    """``template ID -o FILE.xlsx [--area A] [--round R]``."""
    area = register().areas[choose.area_code(chosen.area)] if chosen.area else None
    if chosen.id == ACTION_PLAN:
        content = empty_action_plan(area, chosen.round)
    elif chosen.id in surveys():
        content = survey_workbook(surveys()[chosen.id], area, chosen.round)
    else:
        if chosen.id not in frameworks():
            known = [*frameworks(), *surveys(), ACTION_PLAN]
            suggestion = did_you_mean(chosen.id, known)
            hint = f" Did you mean '{suggestion}'?" if suggestion else ""
            raise Refused(f"There is no template '{chosen.id}'. Expected one of {', '.join(known)}.{hint}")
        content = entry_workbook(choose.framework(chosen.id), area=area, round=chosen.round)
    try:
        chosen.output.write_bytes(content)
    except OSError as error:
        raise Refused(f"{chosen.output} cannot be written: {error.strerror}.") from None
    written = {"file": str(chosen.output)}
    if chosen.format == "json":
        say(written)
    elif chosen.format == "csv":
        show(pd.DataFrame([written]), chosen.format)
    else:
        print(f"Written: {chosen.output}")
    return 0


def check(chosen: argparse.Namespace) -> int:
    """``check``. Exit 1 when something is wrong."""
    store = open_store(chosen.db)
    problems = database_problems(store)
    demo_rows = demo_counts(store)
    if chosen.format == "json":
        say({"ok": not has_errors(problems), "demo": demo_rows, "problems": [p.as_dict() for p in problems]})
    elif chosen.format == "csv":
        show(pd.DataFrame([p.as_dict() for p in problems], columns=PROBLEM_COLUMNS), chosen.format)
    else:
        print("Sound." if not problems else f"{len(problems)} problems:")
        print_problems(problems)
        if any(demo_rows.values()):
            print("Demonstration data is in it: " + ", ".join(f"{n} {what}" for what, n in demo_rows.items()) + ".")
    return 1 if has_errors(problems) else 0


def _print_outcomes(outcomes: list[Outcome], format_: str, *, dry_run: bool = False) -> None:
    if format_ == "json":
        say([outcome.as_dict() for outcome in outcomes])
        return
    if format_ == "csv":
        show(_problem_rows(outcomes), format_)
        return
    for outcome in outcomes:
        counts = ", ".join(f"{n} {what}" for what, n in outcome.counts.items())
        would = "would be " if dry_run else ""
        print(
            f"{outcome.file}: {would}{outcome.status} ({outcome.kind}{', ' + outcome.layout if outcome.layout else ''}"
            f"{': ' + counts if counts else ''})"
        )
        print_problems(outcome.problems)


def _problem_rows(outcomes: list[Outcome]) -> pd.DataFrame:
    """One row a problem, and one for a file without any."""
    rows = [
        {"file": one.file, "kind": one.kind, "layout": one.layout, "status": one.status, **problem}
        for one in outcomes
        for problem in [{k: v for k, v in p.as_dict().items() if k != "file"} for p in one.problems] or [{}]
    ]
    return pd.DataFrame(rows, columns=["file", "kind", "layout", "status", *PROBLEM_COLUMNS[:1], *PROBLEM_COLUMNS[2:]])


def _progress(number: int, total: int, name: str) -> None:
    print(f"[{number}/{total}] {name}", file=sys.stderr)
