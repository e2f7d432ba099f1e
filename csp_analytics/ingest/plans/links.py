"""What an action says about itself in set words: its status, and the criterion of a framework that it serves.

Every function gives what it found and, when the words are not known, what to say about them (the keyword arguments
of a finding, with its code).
"""

from __future__ import annotations

from collections.abc import Mapping

from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework
from csp_analytics.ingest.cell_text import fold
from csp_analytics.ingest.plans.words import NOT_STATED, STATUS
from csp_analytics.problems import did_you_mean

Wrong = dict[str, str]
_DOUBT = frozenset(
    {"not", "no", "never", "incomplete", "uncompleted", "unfinished", "by", "be", "will", "due", "except", "but",
     "almost", "nearly", "half"}
)  # fmt: skip
_STATUS_OF = {word: status for status, words in STATUS.items() for word in words}


def status_of(written: str) -> tuple[str, Wrong]:
    """The status that a cell gives: one of the keys of :data:`STATUS`."""
    if fold(written) in _STATUS_OF:
        return _STATUS_OF[fold(written)], {}
    usual = ", ".join(status for status in STATUS if status != NOT_STATED)
    return NOT_STATED, {
        "code": "unknown-status",
        "found": written,
        "expected": f"one of {usual}, or a blank cell",
        "suggestion": _meant(fold(written)),
    }


def _meant(words: str) -> str:
    """The status that a longer text begins with ('complete June 2026'), else the nearest; a person confirms either.

    'Not done' and 'to be completed by June' are near to 'done' in letters only, so nothing is suggested for them.
    """
    if _DOUBT & set(words.split()):
        return ""
    begun = [known for known in _STATUS_OF if known and words.startswith(f"{known} ")]
    near = max(begun, key=len, default="") or did_you_mean(words, _STATUS_OF)
    return _STATUS_OF[near] if near else ""


def framework_of(written: str) -> tuple[str, Wrong]:
    """The id of the framework that a person named by id, title or short title; empty when nothing was written."""
    if not written:
        return "", {}
    known = frameworks()
    names = {
        fold(name): framework.framework_id
        for framework in known.values()
        for name in (framework.framework_id, framework.title, framework.short_title)
    }
    if fold(written) in names:
        return names[fold(written)], {}
    return "", {
        "code": "unknown-framework",
        "found": written,
        "expected": f"one of the frameworks {', '.join(known)}",
        "suggestion": names.get(did_you_mean(fold(written), names), ""),
    }


def criterion_of(written: str, framework_id: str) -> tuple[str, str, Wrong]:
    """The criterion that a person named by its id or its short label.

    Args:
        written: what the cell says; empty gives no criterion.
        framework_id: the framework it must belong to; empty looks in all of them.

    Returns:
        Framework id and criterion id (empty when there is none), and what to say when the criterion is not known or
        stands in more than one framework.
    """
    if not written:
        return framework_id, "", {}
    known = {framework_id: frameworks()[framework_id]} if framework_id else dict(frameworks())
    names = _criteria_by_name(known)
    found = names.get(_name(written), {})
    if len(found) == 1:
        criterion_id, framework = next(iter(found.items()))
        return framework, criterion_id, {}
    if found:
        expected = f"the criterion's id, because more than one has this name: {', '.join(found)}"
        return framework_id, "", {"code": "ambiguous-criterion", "found": written, "expected": expected}
    close = did_you_mean(_name(written), names)
    suggestion = next(iter(names[close])) if close else ""
    label = next((f.by_id[suggestion].short for f in known.values() if suggestion in f.by_id), "")
    return (
        framework_id,
        "",
        {
            "code": "unknown-criterion",
            "found": written,
            "expected": f"the id or short label of a criterion of {', '.join(known)}",
            "suggestion": suggestion,
            "advice": f"Its label is '{label}'."
            if label
            else "Leave the cell blank when the action serves no one criterion.",
        },
    )


def _criteria_by_name(known: Mapping[str, Framework]) -> dict[str, dict[str, str]]:
    """For every id and label in small letters: criterion id -> framework id of all rows that bear it."""
    names: dict[str, dict[str, str]] = {}
    for framework in known.values():
        for row in framework.rows:
            labels = (row.criterion_id, row.short) if row.rated else (row.criterion_id,)
            for label in labels:
                names.setdefault(_name(label), {})[row.criterion_id] = framework.framework_id
    return names


def _name(label: str) -> str:
    return " ".join(label.casefold().split())
