"""Writes docs/commands.md from the commands themselves, so that the page cannot fall behind them.

``python -m csp_analytics.cli.reference docs/commands.md``
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from csp_analytics.cli.main import parser

HEAD = """# Commands

`python -m csp_analytics COMMAND [--db PATH] [--format table|csv|json]`

Exit 0: done. Exit 1: the input was refused, and what is wrong is listed. Exit 2: wrong usage. `--db` defaults to
`CSP_DATABASE`, else `data/csp.duckdb`. Numbers have one decimal in tables, six in CSV and JSON; missing is `–` in
tables, empty in CSV, null in JSON. Rows that rest on demonstration data say so in the column `demo`.

This page is written from the commands themselves (`make docs`).
"""


def reference() -> str:
    """The page as Markdown: every command with its arguments and options."""
    commands = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    parts = [HEAD]
    for name, command in commands.choices.items():
        parts.append(f"## {name}\n\n{command.description}\n")
        rows = [_row(action) for action in command._actions if action.dest not in ("help", "db", "format")]
        if rows:
            parts.append("\n".join(["| argument | meaning |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _row(action: argparse.Action) -> str:
    name = ", ".join(action.option_strings) or str(action.metavar or action.dest).upper()
    if action.option_strings and action.nargs != 0:
        choices = "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest).upper()
        name += f" {choices}"
    said = action.help or ""
    return f"| `{name.replace('|', chr(92) + '|')}` | {said[:1].upper()}{said[1:]} |"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
