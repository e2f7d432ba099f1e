"""What is said of a spine: of the whole, of a part, of a row."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis.change import DECLINED, IMPROVED, NOT_LIKE_FOR_LIKE, SAME
from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, SIMILAR
from csp_analytics.analysis.scores import CRITERION, GROUP, PRINCIPLE
from csp_analytics.analysis.spine import largest_gap_first, tally
from csp_analytics.charts.spine_figure import Axis, levels_axis, points_axis
from csp_analytics.charts.words import count, points, signed, unit_titles
from csp_analytics.frameworks.model import Framework

ARROWS = {IMPROVED: "▲", SAME: "●", DECLINED: "▼"}
MOVES = {IMPROVED: "up", SAME: "same", DECLINED: "down"}


@dataclass(frozen=True)
class Subject:
    """What a spine is of.

    Attributes:
        area: name of the area.
        framework: the framework.
        by: what the rows are.
        round: the round.
        before: the round that change is counted from, empty when there is none.
        mean: whether peers are summed up by their mean and not by their median.
    """

    area: str
    framework: Framework
    by: str
    round: str
    before: str = ""
    mean: bool = False

    @property
    def in_levels(self) -> bool:
        """Whether figures are levels, not points."""
        return self.by == CRITERION

    @property
    def axis(self) -> Axis:
        """The scale of the rows."""
        return levels_axis(self.framework) if self.in_levels else points_axis()

    @property
    def figure_word(self) -> str:
        """What an area needs to have to be compared."""
        return "level" if self.in_levels else "score"


def row_words(framework: Framework, by: str) -> tuple[str, str]:
    """What one row is called, and several: criterion and criteria, theme and themes."""
    if by == CRITERION:
        return framework.row_word, framework.row_word_plural
    word = {PRINCIPLE: "principle", GROUP: framework.group_word}.get(by) or framework.facet(by).title.lower()
    return word, f"{word}s"


def finding(rows: pd.DataFrame, subject: Subject) -> str:
    """Such as "Fife is higher than its peers on 8 of 35 criteria, similar on 15 and lower on 12; since 2023, 3 of 34
    moved up and 4 down."
    """
    counted = tally(rows)
    word, words = row_words(subject.framework, subject.by)
    since = _since(counted, subject, words)
    if not counted["compared"]:
        return f"{subject.area} cannot be compared with these peers on any {word}: {_why_not(rows, subject)}." + (
            f" {since[0].upper()}{since[1:]}." if since else ""
        )
    n = counted["compared"]
    said = (
        f"{subject.area} is higher than its peers on {counted[HIGHER] or 'none'} of {count(n, word, words)}, "
        f"similar on {counted[SIMILAR] or 'none'} and lower on {counted[LOWER] or 'none'}"
    )
    if counted[SIMILAR] == n > 1:
        said = f"{subject.area} is similar to its peers on all {n} {words}"
    return f"{said}; {since}." if since else f"{said}."


def takeaway(rows: pd.DataFrame, subject: Subject) -> str:
    """Counts of higher, similar and lower, what is not compared, change, and the row furthest from its peers."""
    counted = tally(rows)
    words = row_words(subject.framework, subject.by)
    since = _since(counted, subject, words[1], short=True)
    tail = f" {since}." if since else ""
    if not counted["compared"]:
        return f"Not compared: {_why_not(rows, subject)}.{tail}"
    said = (
        f"Higher than peers on {counted[HIGHER]} of {counted['compared']}, similar on {counted[SIMILAR]}, "
        f"lower on {counted[LOWER]}."
    )
    left = [(counted["too_few"], "with too few peers"), (counted["without"], f"without a {subject.figure_word}")]
    said += "".join(f" {count(n, *words).capitalize()} {why}." for n, why in left if n)
    return " ".join(part for part in (f"{said}{tail}", furthest(rows, subject)) if part)


def furthest(rows: pd.DataFrame, subject: Subject) -> str:
    """The row furthest from its peers, as a sentence; empty when none is higher or lower."""
    apart = rows[rows["band"].isin([HIGHER, LOWER])]
    if apart.empty:
        return ""
    row = apart.set_index("unit").loc[largest_gap_first(apart)[0]]

    def label(value: float) -> str:
        return f"'{subject.framework.label_of(value)}'" if subject.in_levels else points(value)

    title = unit_titles(subject.framework, subject.by)[str(row.name)]
    theirs = f"median {label(row['peer_median'])}"
    if subject.mean:
        theirs = f"mean {row['peer_value']:.1f}" if subject.in_levels else f"mean {points(row['peer_value'])}"
        theirs += f" from {subject.framework.lowest} to {subject.framework.highest}" if subject.in_levels else ""
    return f"Furthest from its peers: {title} ({label(row['value'])}; peers' {theirs})."


def move(row: dict, subject: Subject, *, short: bool) -> str:
    """Change of one row: ``▲ up 1`` in levels, ``▲ up +12`` in points; short without what can be left out."""
    change = row["change"]
    if change in ("", NOT_LIKE_FOR_LIKE):
        return "" if short or not change else f"{change}: {row['unlike']}"
    amount = "" if change == SAME else f"{abs(row['moved']):g}" if subject.in_levels else signed(row["moved"])
    if short and change == SAME:
        return ARROWS[change]
    word = MOVES[change] if subject.in_levels or change == SAME or not short else ""
    return " ".join(part for part in (ARROWS[change], word, amount) if part)


def _since(counted: dict[str, int], subject: Subject, words: str, *, short: bool = False) -> str:
    if not subject.before or not counted["like_for_like"]:
        return ""
    up, down, n = counted[IMPROVED], counted[DECLINED], counted["like_for_like"]
    if short:
        return f"Since {subject.before}: {up} up, {down} down"
    if not up and not down:
        return f"since {subject.before}, none of {n} {words} moved"
    return f"since {subject.before}, {up or 'none'} of {n} moved up and {down or 'none'} down"


def _why_not(rows: pd.DataFrame, subject: Subject) -> str:
    if not len(rows) or rows["value"].isna().all():
        return f"it has no {subject.figure_word} of its own"
    most = int(rows.loc[rows["value"].notna(), "n_peers"].max()) - subject.mean  # the area itself makes no minimum
    if most <= 0:
        return f"no peer has a {subject.figure_word}, so choose other peers"
    return f"{count(most, 'peer')} with a {subject.figure_word}, and it takes {MIN_PEERS}"
