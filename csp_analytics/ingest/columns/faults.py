"""What keeps a table from being read with a mapping, in sentences for the person who made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Protocol

from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.assessments.headers import AREA, AREA_CODE, CRITERION, CRITERION_ID, LEVEL, ROUND
from csp_analytics.ingest.cell_text import plain
from csp_analytics.ingest.columns.roles import (
    CRITERION_PREFIX,
    KINDS,
    LEAVE_OUT,
    criterion_owner,
    level_choices,
    role_words,
    roles,
)
from csp_analytics.ingest.reading import ACTIONS, ASSESSMENT
from csp_analytics.problems import did_you_mean

NEEDED_IN_A_PLAN = ("issue", "action")
BESIDE_CRITERIA = (AREA, AREA_CODE, ROUND)  # what else is read where every criterion has a column of its own


class Said(Protocol):
    """What a mapping says: see :class:`csp_analytics.ingest.column_mapping.ColumnMapping`."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def framework(self) -> str: ...  # noqa: D102
    @property
    def columns(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def levels(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def used(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def is_wide(self) -> bool: ...  # noqa: D102


def faults_of(mapping: Said) -> list[str]:
    """The faults of a mapping, a sentence each; empty when a table can be read with it."""
    if mapping.kind not in KINDS:
        return [f"The kind is '{_cut(mapping.kind)}'; expected one of {', '.join(KINDS)}."]
    if mapping.framework and mapping.framework not in frameworks():
        return [f"There is no framework '{_cut(mapping.framework)}'. Expected one of {', '.join(frameworks())}."]
    faults = _unknown_roles(mapping) + _twice(mapping)
    return faults or [*_missing(mapping), *_unknown_levels(mapping)]


def _unknown_roles(mapping: Said) -> list[str]:
    known, faults = roles(mapping.kind), []
    for heading, role in mapping.used.items():
        own = mapping.kind == ASSESSMENT and role.startswith(CRITERION_PREFIX)
        owner = criterion_owner(role) if own else None
        if own and owner is None:
            faults.append(f"'{_cut(heading)}' stands for the criterion '{_cut(role[10:])}', which no framework has.")
        elif owner and mapping.framework and owner.framework_id != mapping.framework:
            faults.append(f"'{_cut(heading)}' stands for a criterion of {owner.short_title}, another framework.")
        elif not own and role not in known:
            meant = did_you_mean(role, known)
            hint = f" Did you mean '{meant}'?" if meant else ""
            expected = f"Expected one of {', '.join(known)}, or {LEAVE_OUT} to leave it out."
            faults.append(f"'{_cut(heading)}' stands for '{_cut(role)}', which is no role. {expected}{hint}")
    return faults[:5]


def _twice(mapping: Said) -> list[str]:
    counts = Counter(mapping.used.values())
    faults = []
    for role in (role for role, count in counts.items() if count > 1):
        headings = ", ".join(f"'{_cut(heading)}'" for heading, one in mapping.used.items() if one == role)
        faults.append(f"{headings} stand for the same: {role_words(role)}. Choose one of them.")
    spelled = Counter(plain(heading) for heading in mapping.columns)
    faults += [f"The heading '{_cut(text)}' is there twice." for text, count in spelled.items() if count > 1]
    return faults[:5]


def _missing(mapping: Said) -> list[str]:
    there = set(mapping.used.values())
    if mapping.kind == ACTIONS:
        gone = [role for role in NEEDED_IN_A_PLAN if role not in there]
        return [f"No column is the {' and none the '.join(gone)}."] if gone else []
    if not mapping.is_wide:
        lacking = [] if {CRITERION, CRITERION_ID} & there else ["criterion"]
        lacking += [] if LEVEL in there else ["level"]
        return [f"No column is the {' and none the '.join(lacking)}."] if lacking else []
    own = [role for role in there if role.startswith(CRITERION_PREFIX)]
    faults = [] if len(own) > 1 else ["Only one column stands for a criterion: name two or more."]
    faults += [] if {AREA, AREA_CODE} & there else ["No column is the area, of which there is one in each row."]
    if len(owners := {one.short_title for role in own if (one := criterion_owner(role))}) > 1:
        faults.append(f"The columns are criteria of {' and '.join(sorted(owners))}: one framework in a table.")
    if other := sorted(there - set(own) - set(BESIDE_CRITERIA)):
        allowed = ", ".join(BESIDE_CRITERIA)
        faults.append(
            f"With a column for each criterion, only {allowed} are read beside; leave out {', '.join(other)}."
        )
    return faults


def _unknown_levels(mapping: Said) -> list[str]:
    owner = next((one for role in mapping.used.values() if (one := _owner_of(role))), None)
    choices = level_choices(mapping.framework or (owner.framework_id if owner else ""))
    if mapping.levels and mapping.kind == ACTIONS:
        return ["An action plan has no levels: leave 'levels' out."]
    unknown = [(written, said) for written, said in mapping.levels.items() if said not in choices]
    faults = [
        f"The answer '{_cut(written)}' stands for '{_cut(said)}'."
        if said
        else f"Nothing is said yet about the answer '{_cut(written)}'."
        for written, said in unknown[:5]
    ]
    spelled = Counter(plain(written) for written in mapping.levels)
    faults += [f"The answer '{_cut(text)}' is there twice." for text, count in spelled.items() if count > 1][:5]
    return [*faults, f"Expected one of {', '.join(choices)}."] if unknown else faults


def _owner_of(role: str) -> Framework | None:
    return criterion_owner(role) if role.startswith(CRITERION_PREFIX) else None


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
