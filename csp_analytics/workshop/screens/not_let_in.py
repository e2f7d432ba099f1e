"""The page of somebody who may not lead rooms, instead of the controls."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from csp_analytics.workshop.screens.phone import STYLE


def page(message: str) -> str:
    """The whole page; ``message`` says why."""
    return _environment().get_template("not_let_in.j2").render(message=message, STYLE=STYLE)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
