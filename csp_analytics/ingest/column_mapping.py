"""What the columns and answers of somebody's own table stand for: confirmed by a person, saved, used again.

The counterpart of ``surveys/mapping.py`` for assessments and action plans. A mapping names columns by their headings
and not by their places, so it fits next year's file of the same make.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from csp_analytics.ingest.assessments.headers import SCAN_ROWS
from csp_analytics.ingest.columns.faults import faults_of
from csp_analytics.ingest.columns.roles import CRITERION_PREFIX, LEAVE_OUT
from csp_analytics.ingest.columns.text import (
    LONGEST_ANSWER,
    Expected,
    MappingRefused,
    known_keys,
    read_object,
    text_of,
    texts_of,
)

KEYS = ("kind", "sheet", "header_row", "columns", "levels", "framework")


@dataclass(frozen=True)
class ColumnMapping:
    """What a person said about a table.

    Attributes:
        kind: ``assessment`` or ``actions``.
        sheet: name of the sheet; '' for the first that fits, ``*`` for all that fit.
        header_row: row of the headings as people count, from 1. Where a file has them in another row, they are found.
        columns: heading as written -> role (:mod:`~csp_analytics.ingest.columns.roles`), ``criterion:<id>``, or ``-``
            to leave it out. The second column of a heading is ``heading (2)``, one without a heading ``(column D)``.
        levels: answer as written -> label of a level, 'Not applicable', "Don't know" or 'No answer'. Answers that
            are not named stay as they are.
        framework: id of the framework; '' when the file says or shows it.
    """

    kind: str
    columns: dict[str, str]
    levels: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    header_row: int = 1
    framework: str = ""

    @property
    def used(self) -> dict[str, str]:
        """The columns that are read: heading -> role."""
        return {heading: role for heading, role in self.columns.items() if role != LEAVE_OUT}

    @property
    def is_wide(self) -> bool:
        """Whether every criterion has a column of its own."""
        return any(role.startswith(CRITERION_PREFIX) for role in self.columns.values())

    def as_json(self) -> str:
        """The mapping as a text to keep, with its keys in order."""
        said = {key: getattr(self, key) for key in KEYS}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)

    @staticmethod
    def of_json(text: str) -> ColumnMapping:
        """A mapping from its text, which may come from anywhere.

        Raises:
            MappingRefused: (a ValueError) when the text is no mapping or cannot be read with; the message says what was
                found and what was expected.
        """
        mapping = ColumnMapping.draft_of_json(text)
        if faults := mapping.faults():
            raise MappingRefused(" ".join(faults))
        return mapping

    @staticmethod
    def draft_of_json(text: str) -> ColumnMapping:
        """A mapping that is well formed but may be unfinished: :meth:`faults` says what it lacks."""
        said = read_object(text)
        known_keys(said, KEYS)
        row = said.get("header_row", 1)
        if isinstance(row, bool) or not isinstance(row, int) or not 1 <= row <= SCAN_ROWS:
            raise Expected("header_row", f"a whole number from 1 to {SCAN_ROWS}", row)
        return ColumnMapping(
            kind=text_of(said, "kind"),
            columns=texts_of(said, "columns"),
            levels=texts_of(said, "levels", LONGEST_ANSWER),
            sheet=text_of(said, "sheet"),
            header_row=row,
            framework=text_of(said, "framework"),
        )

    def faults(self) -> list[str]:
        """What keeps a table from being read with this mapping, in sentences; empty when nothing does."""
        return faults_of(self)


def of_saved(texts: Mapping[str, str]) -> dict[str, ColumnMapping]:
    """Saved mappings by name; without those that no longer fit the definitions, such as a framework that went.

    Args:
        texts: their texts by name, as the store keeps them; :meth:`ColumnMapping.of_json` says what is wrong with one.
    """
    found = {}
    for name, text in texts.items():
        with suppress(MappingRefused):
            found[name] = ColumnMapping.of_json(text)
    return found
