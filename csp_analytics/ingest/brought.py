"""A file that a person brought, as it stands now: opened once, read again with everything that they have said since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.mapped import mapped
from csp_analytics.ingest.columns.reading import read_mapped
from csp_analytics.ingest.columns.table import fitting
from csp_analytics.ingest.corrections import Correction, accept_suggestions, read_corrected
from csp_analytics.ingest.files.workbook import Workbook, read_workbook
from csp_analytics.ingest.leaving_out import LEFT_OUT
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT, UNKNOWN, Reading, Wanted
from csp_analytics.ingest.recognise import read_opened, unreadable
from csp_analytics.problems import Problem

KINDS = (ASSESSMENT, ACTIONS)
_WORDS = {ASSESSMENT: "assessment", ACTIONS: "action plan"}


@dataclass(frozen=True)
class Brought:
    """One file in hand.

    Attributes:
        name: as the person knows it.
        data: its bytes, for the marked copy.
        workbook: its cells; None when it cannot be opened.
        said: what was to be said when it was opened.
        wanted: what the person said about it.
        corrections: cells that they put right.
        leave_out: whether they chose to leave out the answers that are still wrong.
        mapping: what its columns stand for, when they said so.
        layout: name under which that was saved; empty when it was not.
        reading: what comes of all that.
    """

    name: str
    data: bytes
    workbook: Workbook | None
    said: tuple[Problem, ...] = ()
    wanted: Wanted = field(default_factory=Wanted)
    corrections: tuple[Correction, ...] = ()
    leave_out: bool = False
    mapping: ColumnMapping | None = None
    layout: str = ""
    reading: Reading = field(default_factory=lambda: Reading("", "", UNKNOWN))

    @property
    def is_ready(self) -> bool:
        """Whether it can be compared and submitted: an assessment or an action plan without an error."""
        return self.reading.kind in KINDS and not self.reading.refused

    @property
    def is_unknown(self) -> bool:
        """Whether its columns have to be explained before it can be read, or were explained."""
        return self.workbook is not None and (self.mapping is not None or self.reading.kind == UNKNOWN)

    @cached_property
    def suggestions(self) -> list[Correction]:
        """Every "did you mean" that could be accepted now."""
        if self.workbook is None or not any(one.suggestion for one in self.reading.problems):
            return []
        have = {(one.sheet, one.cell) for one in self.corrections}
        found = accept_suggestions(self.workbook, lambda book: _read(self, book), as_ours=self.as_ours)
        return [one for one in found if (one.sheet, one.cell) not in have]

    @cached_property
    def can_leave_out(self) -> int:
        """How many answers would be left out if the person chose that; 0 when it would not help."""
        if self.workbook is None or self.leave_out or not self.reading.refused or self.reading.kind not in KINDS:
            return 0
        return 0 if self.recognised.refused else self.recognised.left_out

    @cached_property
    def recognised(self) -> Reading:
        """What the file is, also while something in it is wrong: as read without the answers that are."""
        if self.workbook is None or self.leave_out or not self.reading.refused or self.reading.kind not in KINDS:
            return self.reading
        return again(self, leave_out=True).reading

    @property
    def left_out(self) -> list[Problem]:
        """The answers that were left out, one problem each."""
        return [one for one in self.reading.problems if one.code == LEFT_OUT]

    def as_ours(self, workbook: Workbook) -> Workbook:
        """The workbook in the words that the readers know: as it is, unless its columns were explained."""
        return mapped(workbook, self.mapping) if self.mapping and not self.mapping.faults() else workbook


def bring(data: bytes, name: str, saved: Mapping[str, ColumnMapping] | None = None) -> Brought:
    """A file, opened and read for the first time. Whatever is wrong with it stands in its reading.

    Args:
        data: its bytes.
        name: its name as the person knows it.
        saved: what people said about columns before, by name: when one alone fits a file that is not known, it is used.
    """
    workbook, said = read_workbook(data, name)
    one = again(Brought(name, data, workbook, tuple(said)))
    if workbook is None or not one.reading.refused or one.reading.kind not in (*KINDS, UNKNOWN):
        return one
    names = fitting(saved or {}, workbook)
    return again(one, mapping=(saved or {})[names[0]], layout=names[0]) if len(names) == 1 else one


def again(one: Brought, **changes: Any) -> Brought:
    """The file read again after the person said something else: fields of :class:`Brought` by name."""
    one = replace(one, **changes)
    if one.workbook is None:
        return replace(one, reading=unreadable(list(one.said)))
    reading = read_corrected(
        one.workbook, one.wanted, one.corrections, one.leave_out, read=lambda book: _read(one, book),
        as_ours=one.as_ours,
    )  # fmt: skip
    return replace(one, reading=reading)


def as_one(files: list[Brought]) -> tuple[list[Brought], list[str]]:
    """The files that can be compared together, and a sentence for each that stands in the way of another.

    The same file twice counts once. Two files about the same area, framework and round, or two plans of one round,
    cannot both count: neither is compared until one is removed.
    """
    told: list[str] = []
    once: list[Brought] = []
    seen: dict[tuple[str, str], str] = {}
    for one in files:
        key = (one.reading.digest, one.reading.kind)
        if one.is_ready and key in seen:
            told.append(f"'{one.name}' is the same as '{seen[key]}': it counts once.")
            continue
        seen[key] = one.name
        once.append(one)
    owners: dict[tuple[str, ...], str] = {}
    clash = set()
    for one in (file for file in once if file.is_ready):
        for what in _keys(one.reading):
            if what in owners and owners[what] != one.name:
                same = f"the same {_WORDS[one.reading.kind]}: remove one of them."
                told.append(f"'{owners[what]}' and '{one.name}' hold {same}")
                clash |= {owners[what], one.name}
                break
            owners[what] = one.name
    return [one for one in once if one.is_ready and one.name not in clash], list(dict.fromkeys(told))


def _keys(reading: Reading) -> list[tuple[str, ...]]:
    if reading.kind == ACTIONS:
        rows = reading.tables["action"][["area_code", "round"]].drop_duplicates()
    else:
        rows = reading.tables["rating"][["area_code", "framework", "round"]].drop_duplicates()
    return [tuple(row) for row in rows.itertuples(index=False)]


def _read(one: Brought, workbook: Workbook) -> Reading:
    """A workbook read as the person said it is to be read."""
    if one.mapping is not None:
        reading = read_mapped(workbook, one.mapping, one.wanted, layout=one.layout)
        return replace(reading, problems=[*one.said, *reading.problems])
    return read_opened(workbook, one.wanted, said=one.said)
