"""Problems of a file and facts about it, as tables that can be read on a phone too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from csp_analytics.problems import ERROR, NOTE, WARNING, Problem
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.tables import kept_html

SEVERITY_WORDS = {ERROR: "Stops the file", WARNING: "Look at it", NOTE: "For information"}
# Advice names options of the command line; on a page the same is said under another heading.
_OPTION = re.compile(r"[^.]*--[a-z]+[^.]*\.?")
SAY_ABOVE = " Say it above, under ‘Correct what was recognised’."


def problem_rows(problems: Iterable[Problem]) -> pd.DataFrame:
    """Problems as a table for people: what it means, where, what was found, what was expected, what to do."""
    order = [ERROR, WARNING, NOTE]
    rows = sorted(problems, key=lambda one: order.index(one.severity))
    advice = [
        f"Did you mean '{one.suggestion}'? {on_page(one.advice)}".strip() if one.suggestion else on_page(one.advice)
        for one in rows
    ]
    table = pd.DataFrame(
        {
            "": [SEVERITY_WORDS[one.severity] for one in rows],
            "File": [one.file for one in rows],
            "Sheet": [one.sheet for one in rows],
            "Place": [one.cell for one in rows],
            "Found": [one.found for one in rows],
            "Expected": [one.expected for one in rows],
            "What to do": advice,
        }
    )
    empty = [name for name in ("File", "Sheet", "Place", "Expected") if not table[name].astype(bool).any()]
    one_file = ["File"] if len(set(table["File"])) == 1 else []
    return table.drop(columns=list(dict.fromkeys([*empty, *one_file]))).rename(columns={"": "Problem"})


def problem_table(problems: Iterable[Problem], caption: str) -> None:
    """Problems as one table; on a phone its cells stand below each other."""
    html(f'<div class="csp-stacked">{kept_html(problem_rows(problems), caption)}</div>{STYLE}')


def facts(told: Mapping[str, str]) -> None:
    """Facts about a file, name beside what is said; empty ones are left out."""
    html(facts_html(told))


def facts_html(told: Mapping[str, str]) -> str:
    """The HTML of :func:`facts`."""
    shown = "".join(f"<dt>{text(name)}</dt><dd>{text(said)}</dd>" for name, said in told.items() if said)
    return f'<dl class="csp-facts">{shown}</dl>{STYLE}'


def on_page(advice: str) -> str:
    """Advice without options of the command line."""
    return _OPTION.sub(SAY_ABOVE, advice).strip() if "--" in advice else advice


STYLE = """<style>
.csp-facts {display: grid; grid-template-columns: max-content 1fr; gap: 0.15rem 1.1rem; max-width: 60rem;}
.csp-facts {margin: 0.2rem 0 0.5rem !important; padding: 0 !important;}
.csp-facts dt {color: #595959;}
.csp-facts dd {margin: 0 !important; font-weight: 600; overflow-wrap: anywhere;}
.block-container h4 {font-size: 1.06rem !important; padding: 0 !important; margin: 0.4rem 0 0 !important;}
@media (max-width: 640px) {
  .csp-facts {grid-template-columns: 1fr; gap: 0;}
  .csp-facts dd {margin-bottom: 0.35rem !important;}
  .csp-stacked thead {position: absolute; left: -10000px;}
  .csp-stacked :is(tr, th, td) {display: block; border: 0 !important; padding: 0.05rem 0 !important;}
  .csp-stacked td:empty {display: none;}
  .csp-stacked tbody tr {border-bottom: 1px solid #BFBFBF !important; padding: 0.4rem 0 !important;}
}
</style>"""
