"""How survey tools lay out their exports, from ``data/survey_layouts``: one small file a tool, read by content.

A new tool is a new file there; ``data/survey_layouts/README.md`` says what its keys mean.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from csp_analytics import paths
from csp_analytics.surveys.layout import HEADING_KINDS, PLAIN, QUESTION, HeadingRow, Layout, Metadata, Rule, folded

FOLDER = "survey_layouts"
# Which columns belong together is told by more than their words: the ways that have code of their own.
GROUPED_BY = ("", "import id", "code")
# Whether few whole numbers are codes of options: always, or where the headings are codes.
CODED = ("", "always", "with codes")
# Words of one column an option, where a layout names no others; a tick may also be the option itself.
TICKED = ("Yes", "Y", "x", "1", "TRUE", "Ticked", "Selected", "Checked", "✓", "✔", "Ja", "Oui", "Sí", "Sì", "Sim")
NOT_TICKED = (
    "No",
    "N",
    "0",
    "FALSE",
    "Not selected",
    "Not ticked",
    "Not checked",
    "Unchecked",
    "Nein",
    "Non",
    "Nee",
    "Não",
)
NOT_ASKED = ("N/A",)


# The safe loader written in C reads a dozen files ten times faster; some installations lack it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class LayoutProblem(Exception):
    """A layout's file that cannot be used; the message names the file and the key."""


def layouts() -> dict[str, Layout]:
    """Every layout by id, in the order in which they are tried; ``plain`` is the last.

    Raises:
        LayoutProblem: when a file cannot be used.
    """
    folder = paths.definitions() / FOLDER
    folder = folder if folder.is_dir() else paths.DATA / FOLDER
    files = sorted(folder.glob("*.yaml"))
    return _read(tuple((str(file), file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _read(files: tuple[tuple[str, int], ...]) -> dict[str, Layout]:
    read = [_layout(Path(file)) for file, _ in files]
    return {one.id: one for one in sorted(read, key=lambda one: (one.id == PLAIN, one.order, one.id))}


def _layout(file: Path) -> Layout:
    try:
        about = yaml.load(file.read_text("utf-8"), Loader=_LOADER) or {}
        return _from(file.stem, about)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, re.error) as error:
        raise LayoutProblem(f"{file.name}: {type(error).__name__}: {error}") from error


def _from(name: str, about: dict[str, Any]) -> Layout:
    unknown = set(about) - KEYS
    if unknown:
        raise ValueError(f"unknown key {', '.join(sorted(unknown))}")
    return Layout(
        id=name,
        title=about["title"],
        order=int(about.get("order", 500)),
        headings=tuple(_heading(row) for row in about.get("headings") or [{"kind": QUESTION, "known": 1}]),
        signature=tuple(about.get("signature") or ()),
        metadata=tuple(_metadata(one) for one in about.get("metadata") or ()),
        code=_pattern(about.get("code")),
        parts=tuple(re.compile(one) for one in about.get("parts") or ()),
        joined=tuple(about.get("joined") or ()),
        grouped_by=_one_of(about, "grouped_by", GROUPED_BY),
        answer_parts=_words(about.get("answer_parts")),
        text_parts=_words(about.get("text_parts")),
        cell_separators=tuple(about.get("cell_separators") or ()),
        ticked=_words(about.get("ticked", TICKED)),
        not_ticked=_words(about.get("not_ticked", NOT_TICKED)),
        not_asked=_words(about.get("not_asked", NOT_ASKED)),
        other=re.compile("|".join(filter(None, (OTHER, about.get("other")))), re.IGNORECASE),
        calculated=_pattern(about.get("calculated")),
        statements=bool(about.get("statements", False)),
        coded=_one_of(about, "coded", CODED),
        needs_key=bool(about.get("needs_key", False)),
        date_order=about.get("date_order", ""),
        unfinished=tuple(_rule(one) for one in about.get("unfinished") or ()),
        test=tuple(_rule(one) for one in about.get("test") or ()),
        spam=_words(about.get("spam")),
    )


KEYS = {"title", "order", "headings", "signature", "metadata", "code", "parts", "joined", "grouped_by"}
KEYS |= {"answer_parts", "text_parts", "cell_separators", "ticked", "not_ticked", "not_asked", "other", "calculated"}
KEYS |= {"statements", "coded", "needs_key", "date_order", "unfinished", "test", "spam"}
# Headings of typed text beside the options, where a layout names none.
OTHER = (
    r"^(q?\d+[\w.]*[.:)]\s*)?\W*(if\b.{0,40}\b)?(other|something else|autre|andere|sonstige|otro|anders)\b.*"
    r"(specify|state|detail|describe|text|say|write|tell us|pr[ée]cis|angeben|especifi|comment)"
    r"|^(please specify|comments?|other ?text|additional comments?)\W*$|_TEXT$"
)


def _heading(row: dict[str, Any]) -> HeadingRow:
    if row["kind"] not in HEADING_KINDS:
        raise ValueError(f"headings: kind {row['kind']}: expected one of {', '.join(HEADING_KINDS)}")
    return HeadingRow(
        kind=row["kind"],
        known=int(row.get("known", 0)),
        words=_words(row.get("words")),
        pattern=_pattern(row.get("pattern")),
        share=float(row.get("share", 0.5)),
        continues=bool(row.get("continues", False)),
        followed=bool(row.get("followed", False)),
    )


def _metadata(one: dict[str, Any]) -> Metadata:
    return Metadata(
        role=one["role"],
        names=_words(one.get("names")),
        pattern=_pattern(one.get("pattern")),
        personal=one.get("personal", ""),
        at=one.get("at"),
        shape=one.get("shape", "any"),
    )


def _rule(one: dict[str, Any]) -> Rule:
    return Rule(one["role"], _words(one.get("is")), one.get("below"), bool(one.get("blank", False)))


def _one_of(about: dict[str, Any], key: str, values: tuple[str, ...]) -> str:
    value = about.get(key, "")
    if value not in values:
        raise ValueError(f"{key} {value}: expected one of {', '.join(values[1:])}")
    return value


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text, re.IGNORECASE) if text else None


def _words(words: list[Any] | None) -> frozenset[str]:
    return frozenset(folded(word) for word in words or ())
