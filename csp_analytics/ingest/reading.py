"""What came out of one file: tidy tables ready for the store, and everything that was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from csp_analytics.problems import Problem, has_errors

ASSESSMENT, ACTIONS, INDICATOR, UNKNOWN = "assessment", "actions", "indicator", "unknown"
SURVEY, POSTS = "survey", "posts"
EVERYWHERE = "all"  # scope of a survey of several areas, and the area of a number of posts for the whole country

# Columns of each table, in order. The store adds ids, digests and times.
COLUMNS: dict[str, tuple[str, ...]] = {
    "area": ("area_code", "name"),
    "rating": ("area_code", "framework", "round", "criterion_id", "answer", "level", "evidence", "action"),
    "action": (
        "area_code",
        "framework",
        "criterion_id",
        "position",
        "stage",
        "issue",
        "action",
        "when_text",
        "due",
        "milestone",
        "owner",
        "status",
        "measure",
        "round",
    ),
    "indicator": ("indicator_id", "title", "unit", "area_code", "period", "value", "source"),
    "survey": ("definition", "round", "scope", "layout", "n_rows", "n_respondents", "set_aside", "dropped"),
    "respondent": ("definition", "respondent_id", "area_code", "role", "sector"),
    "answer": ("definition", "respondent_id", "question_id", "item_id", "value"),
    "free_text": ("definition", "respondent_id", "question_id", "text"),
    "post": ("definition", "round", "area_code", "posts", "source"),
}


@dataclass(frozen=True)
class Reading:
    """One file, read.

    Attributes:
        file: the file's name without folders.
        digest: sha256 of its bytes, empty when it could not be opened.
        kind: ``assessment``, ``actions``, ``indicator``, ``survey``, ``posts`` or ``unknown``.
        layout: how it is laid out: ``template``, ``national return``, ``long``, ``action plan``, ``indicator table``.
        tables: frames by name with the columns of :data:`COLUMNS`; empty when the file is refused.
            ``rating`` has one row for every rated row of the framework and every assessment in the file, so that
            blanks are there as ``missing``. ``area`` holds areas outside the register that were asked for. A survey has
            one row in ``survey`` for each survey definition whose questions are in the file; ``set_aside`` and
            ``dropped`` are JSON; an answer that was not given has no row.
        problems: everything wrong with the file, in the order of its cells.
        facts: what was recognised, in words for people, such as ``{"areas": 30, "round": "2025"}``.
        left_out: how many answers the person chose to leave out; they count as missing.
    """

    file: str
    digest: str
    kind: str
    layout: str = ""
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    facts: dict[str, object] = field(default_factory=dict)
    left_out: int = 0

    @property
    def refused(self) -> bool:
        """Whether anything in the file stops it from being loaded."""
        return has_errors(self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """Number of rows of each table, and of rated answers."""
        counted = {name: len(table) for name, table in self.tables.items() if len(table)}
        if "rating" in self.tables and len(self.tables["rating"]):
            rating = self.tables["rating"]
            counted["rated"] = int((rating["answer"] == "rated").sum())
            counted["assessment"] = len(rating[["area_code", "framework", "round"]].drop_duplicates())
        return counted


@dataclass(frozen=True)
class Wanted:
    """What the person said about a file; empty means: find out from the file."""

    kind: str = "auto"
    area: str = ""
    framework: str = ""
    round: str = ""
    outside: bool = False
    layout: str = ""  # of a survey: id of an export layout, or the name of a saved one
    definition: str = ""  # of a survey: only this survey definition; all whose questions are in the file when empty
    keep_text: bool = False  # of a survey: whether free text is kept
    keep_unfinished: bool = False  # of a survey: whether responses that were not finished count
