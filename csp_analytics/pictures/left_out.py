"""What a change between two rounds leaves out: which criteria are not like for like, why, and who was asked once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics.analysis.change import BEFORE, NO_ASSESSMENT, NOT_LIKE_FOR_LIKE, NOW, wording_between
from csp_analytics.analysis.movers import assessed_twice
from csp_analytics.analysis.scores import PRINCIPLE
from csp_analytics.charts.moves import Between
from csp_analytics.charts.words import count, listed, unit_titles
from csp_analytics.frameworks.wording import round_order

MOST_NAMED = 12


@dataclass(frozen=True)
class LeftOut:
    """What is not like for like, as sentences and as a table.

    ``n`` counts answers that one of the two rounds has (of areas that were assessed in both).
    """

    n: int = 0
    sentences: tuple[str, ...] = ()
    table: pd.DataFrame | None = None

    def and_say(self, words: str) -> LeftOut:
        """The same with one more sentence after the first; with none when the words are empty."""
        return replace(self, sentences=(*self.sentences[:1], words, *self.sentences[1:])) if words else self


def left_out(changes: pd.DataFrame, between: Between, names: dict[str, str], *, one: bool) -> LeftOut:
    """What is left out of a change.

    Args:
        changes: from ``criterion_change``, of one area or of many.
        between: the framework and the rounds.
        names: name of each area.
        one: whether it is one area's change; its table then has both ratings, else numbers of areas.
    """
    lost = changes[changes["change"] == NOT_LIKE_FOR_LIKE]
    away = ~assessed_twice(lost)
    answers = lost[~away]
    said = [_counted(answers, between), *_wording(between), *_once(lost[away], between, names)]
    table = (_own_table if one else _table)(answers, between)
    return LeftOut(len(answers), tuple(part for part in said if part), table if len(table) else None)


def why_words(why: str, between: Between) -> str:
    """Why something is not like for like, with the round: ``don't know now`` is ``don't know in 2025``."""
    for side, name in ((BEFORE, between.before), (NOW, between.after)):
        if why.endswith(f" {side}"):
            return f"{why.removesuffix(f' {side}')} in {name}"
    return why


def _counted(answers: pd.DataFrame, between: Between) -> str:
    if answers.empty:
        return f"Nothing is left out: what is rated in {between.before} or {between.after} is rated in both."
    whys = Counter(answers["why"]).most_common()
    parts = [f"{n} {why_words(why, between)}" for why, n in whys]
    return f"{count(len(answers), 'rating')} left out, because not like for like: {', '.join(parts)}."


def _wording(between: Between) -> list[str]:
    found = wording_between(between.framework, between.before, between.after)
    if not found:
        word = between.framework.row_word
        return [f"No {word} is recorded as reworded, added or dropped between {between.before} and {between.after}."]
    place = {key: n for n, key in enumerate([*between.framework.by_id, *between.framework.taken_out])}
    in_order = sorted(found.values(), key=lambda one: (round_order(one.round), place[one.criterion_id]))
    said = []
    for one in in_order[:MOST_NAMED]:
        text = between.framework.criterion(one.criterion_id).text
        parts = [text, one.note, f"Source: {one.source}" if one.source else ""]
        said.append(f"{one.change.capitalize()} in {one.round}: " + " ".join(_ended(part) for part in parts if part))
    more = len(in_order) - MOST_NAMED
    return [*said, f"{more} more were reworded, added or dropped: see the table."] if more > 0 else said


def _ended(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _once(away: pd.DataFrame, between: Between, names: dict[str, str]) -> list[str]:
    said = []
    for side, name in ((BEFORE, between.before), (NOW, between.after)):
        codes = away.loc[away["why"] == f"{NO_ASSESSMENT} {side}", "area_code"].unique()
        if len(codes):
            who = listed(sorted(names[code] for code in codes), most=MOST_NAMED)
            said.append(f"Assessed in one of the two rounds only, nothing in {name}: {who}.")
    return said


def _table(answers: pd.DataFrame, between: Between) -> pd.DataFrame:
    """How many areas, by criterion and reason."""
    counted = answers.groupby(["criterion_id", "why"], sort=False).size().reset_index(name="areas")
    place = {key: n for n, key in enumerate([*between.framework.by_id, *between.framework.taken_out])}
    counted = counted.sort_values("criterion_id", key=lambda ids: ids.map(place), kind="stable")
    return _named(counted, between).assign(
        **{
            "Why": [why_words(why, between) for why in counted["why"]],
            "Areas": counted["areas"].to_numpy(),
            "Note": _notes(counted, between),
        }
    )


def _own_table(answers: pd.DataFrame, between: Between) -> pd.DataFrame:
    """Both ratings and the reason, a row a criterion."""
    labels = {
        side: ["–" if level != level else between.framework.label_of(level) for level in answers[f"level_{side}"]]
        for side in ("before", "after")
    }
    return _named(answers, between).assign(
        **{
            between.before: labels["before"],
            between.after: labels["after"],
            "Why": [why_words(why, between) for why in answers["why"]],
            "Note": _notes(answers, between),
        }
    )


def _named(rows: pd.DataFrame, between: Between) -> pd.DataFrame:
    titles = unit_titles(between.framework, PRINCIPLE)
    found = [between.framework.criterion(key) for key in rows["criterion_id"]]
    return pd.DataFrame(
        {
            between.framework.row_word.capitalize(): [row.text for row in found],
            "Principle": [titles[row.principle_id] for row in found],
        }
    )


def _notes(rows: pd.DataFrame, between: Between) -> list[str]:
    found = wording_between(between.framework, between.before, between.after)
    return [found[key].note if key in found else "" for key in rows["criterion_id"]]
