"""``python -m csp_analytics.demo [--seed N]`` draws the demonstration data again and writes ``data/demo``.

With ``--folder`` it writes a set of any size for an invented country, as a folder of definitions of its own.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from csp_analytics import paths
from csp_analytics.demo.generated import ALL, CannotGenerate, Size, generate
from csp_analytics.demo.setting import SEED, of_definitions
from csp_analytics.demo.workbooks import write
from csp_analytics.frameworks.load import DefinitionProblem

DESCRIPTION = "Draws the demonstration data; with --folder, a set of any size for an invented country."


def parser() -> argparse.ArgumentParser:
    """The command line."""
    usual = Size()
    found = argparse.ArgumentParser(prog="python -m csp_analytics.demo", description=DESCRIPTION)
    found.add_argument("--seed", type=int, default=SEED, help=f"where chance comes from (default {SEED})")
    found.add_argument("--folder", type=Path, help="write a folder of definitions and workbooks to use as CSP_DATA")
    found.add_argument("--areas", type=int, help=f"with --folder: how many areas (default {usual.areas})")
    found.add_argument("--families", type=int, help=f"with --folder: how many families (default {usual.families})")
    found.add_argument("--rounds", type=int, help=f"with --folder: how many rounds (default {usual.rounds})")
    found.add_argument(
        "--people", type=int, help="with --folder: how many people answer the last survey (default 14 an area)"
    )
    found.add_argument(
        "--frameworks", nargs="+", metavar="ID", help=f"with --folder: what to draw, or {ALL} (default: the first)"
    )
    return found


def main(arguments: list[str] | None = None) -> int:
    """Writes the workbooks and says which. Returns the exit code: 0 done, 1 refused, 2 wrong usage."""
    command = parser()
    try:
        chosen = command.parse_args(arguments)
        wanted = {name: getattr(chosen, name) for name in ("areas", "families", "rounds", "people", "frameworks")}
        given = {name: value for name, value in wanted.items() if value is not None}
        if chosen.seed < 0:
            command.error("--seed must not be below 0")
        if given and not chosen.folder:
            command.error(f"--{next(iter(given))} goes with --folder")
    except SystemExit as stopped:
        return int(stopped.code or 0)
    try:
        if chosen.folder:
            framework_ids = given.pop("frameworks", ())
            generate(chosen.folder, Size(**given), framework_ids=framework_ids, seed=chosen.seed, progress=_say)
            _say(f"To use it, set CSP_DATA={chosen.folder} and CSP_DATABASE to a new file.")
        else:
            write(paths.demo(), of_definitions(chosen.seed), _say)
    except (CannotGenerate, DefinitionProblem) as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"{error.filename} cannot be written: {error.strerror}.", file=sys.stderr)
        return 1
    return 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
