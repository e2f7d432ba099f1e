"""The command line: ``python -m csp_analytics COMMAND [--db PATH] [--format table|csv|json]``.

Exit 0: done. Exit 1: the input was refused, problems are listed. Exit 2: wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys

from csp_analytics import __version__, paths
from csp_analytics.areas.check import area_problems
from csp_analytics.cli import (
    actions,
    audit,
    backups,
    definitions,
    files,
    learning,
    migrate,
    people,
    results,
    skills,
    submissions,
    surveys,
    take_away,
)
from csp_analytics.cli.output import FORMATS, Refused
from csp_analytics.frameworks.load import DefinitionProblem
from csp_analytics.store.connection import StoreProblem

DESCRIPTION = "Maturity of community safety partnerships: compare areas, see strengths, weaknesses and gaps."


def parser() -> argparse.ArgumentParser:
    """The whole command line, every command with its help."""
    every = argparse.ArgumentParser(add_help=False)
    every.add_argument(
        "--db",
        type=paths.place,
        default=argparse.SUPPRESS,
        help="database file, or address of a shared one (default: CSP_DATABASE, else data/csp.duckdb)",
    )
    every.add_argument("--format", choices=FORMATS, default=argparse.SUPPRESS, help="how to print (default: table)")
    top = argparse.ArgumentParser(prog="csp_analytics", description=DESCRIPTION, parents=[every])
    top.add_argument("--version", action="version", version=f"csp-analytics {__version__}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, what: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=what, description=what, parents=[every])

    rooms = (
        files, surveys, definitions, results, actions, skills, learning, take_away, submissions, people, backups, audit,
        migrate,
    )  # fmt: skip
    for room in rooms:
        room.add_commands(command)
    return top


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as stopped:
        return int(stopped.code or 0)
    chosen.format = getattr(chosen, "format", "table")
    try:
        chosen.db = getattr(chosen, "db", None) or paths.database()
        if not paths.definitions().is_dir():
            raise Refused(f"There is no folder {paths.definitions()} with definitions (CSP_DATA).")
        if wrong := area_problems(paths.definitions()):
            raise DefinitionProblem(wrong)
        return int(chosen.run(chosen) or 0)
    except (Refused, StoreProblem, DefinitionProblem, paths.NotAPlace) as refused:
        print(str(refused), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Somebody read only the first lines (| head): not a failure. Python would complain at exit otherwise.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
