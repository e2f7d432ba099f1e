"""What pages and slides have room for: the plan in fewer columns, long evidence cut, in full in the tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

LONGEST_EVIDENCE, EVIDENCE = 400, "Evidence"
IN_FULL = "… (in full in the tables)"


def with_criterion(plan: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Some columns of a plan as texts, the criterion of an action before its issue where the issue does not name it."""
    texts = plan.reindex(columns=[*dict.fromkeys([*columns, "Issue", "Criterion"])]).fillna("").astype(str)
    pairs = zip(texts["Issue"], texts["Criterion"], strict=True)
    return texts.assign(Issue=[_named(issue.strip(), name.strip()) for issue, name in pairs])[list(columns)]


def with_short_evidence(table: pd.DataFrame) -> pd.DataFrame:
    """A table whose evidence is cut between words to :data:`LONGEST_EVIDENCE` letters, which is said."""
    if EVIDENCE not in table:
        return table
    return table.assign(**{EVIDENCE: [_cut(words) for words in table[EVIDENCE]]})


def _named(issue: str, criterion: str) -> str:
    if not criterion or _folded(criterion) in _folded(issue):
        return issue
    return f"{criterion}: {issue}" if issue else criterion


def _folded(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()


def _cut(words: object) -> object:
    if not isinstance(words, str) or len(words) <= LONGEST_EVIDENCE:
        return words
    start = words[:LONGEST_EVIDENCE]
    return (start.rpartition(" ")[0] or start).rstrip(" ,;:.") + IN_FULL
