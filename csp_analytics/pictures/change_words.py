"""Sentences about change: what a page says first, and why there may be nothing to compare."""

from __future__ import annotations

import pandas as pd

from csp_analytics.areas.register import register
from csp_analytics.charts.moves import Between, moved
from csp_analytics.charts.words import count, listed, points, signed
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures.left_out import LeftOut
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


def absent(store: Store, framework: Framework, before: str, after: str, area_code: str, names: dict[str, str]) -> str:
    """Why nothing can be compared; empty when something can."""
    there = reading.assessments(store)
    there = there[there["framework"] == framework.framework_id]
    if not area_code:
        there = there[there["area_code"].isin(register().areas)]
        both = [set(there.loc[there["round"] == name, "area_code"]) for name in (before, after)]
        if both[0] & both[1]:
            return ""
        return f"No area has an assessment of {framework.title} in both {before} and {after}."
    known = sorted(there.loc[there["area_code"] == area_code, "round"], key=reading.round_order)
    lacking = [name for name in (before, after) if name not in known]
    if not lacking:
        return ""
    tail = f" It was assessed in {listed(known)}." if known else ""
    return (
        f"{names[area_code]} has no assessment of {framework.title} in {listed(lacking, last='or')}, so {before} and "
        f"{after} cannot be compared.{tail}"
    )


def typical(together: pd.DataFrame, between: Between) -> str:
    """What the typical area did, and how many improved on more than they declined on.

    Args:
        together: from ``areas_together``, overall, of enough areas for a typical one.
        between: the framework and the rounds.
    """
    row = together.iloc[0]
    size = count(int(points(abs(row["typical_points"]))), "point")
    still = signed(row["typical_points"]) == "no change"
    way = "shows no change" if still else f"moved {'up' if row['typical_points'] > 0 else 'down'} {size}"
    return (
        f"From {between.before} to {between.after} the typical area {way}, like for like; {row['n_up']} of "
        f"{count(int(row['n_areas']), 'area')} improved on more {between.framework.row_word_plural} than "
        f"they declined on{_others(row)}."
    )


def few(together: pd.DataFrame, names: list[str], n_assessed: int, between: Between) -> str:
    """What is said of too few areas for a typical one: who they are, and how many rose on more than they fell on.

    Args:
        together: from ``areas_together``, overall.
        names: the areas with a score in both rounds.
        n_assessed: how many areas were assessed in both rounds, scored or not.
        between: the framework and the rounds.
    """
    words = between.framework.row_word_plural
    if together.empty:
        return f"No area has enough {words} that are like for like to compare scores."
    row, n = together.iloc[0], len(names)
    both = f"assessed in both {between.before} and {between.after}"
    who = f"Only {count(n, 'area')} {'was' if n == 1 else 'were'} {both}"
    if n < n_assessed:
        have = "has a score" if n == 1 else "have scores"
        who = f"Only {n} of {n_assessed} areas {both} {have} that can be compared like for like"
    return (
        f"{who} ({listed(sorted(names))}): {row['n_up']} improved on more {words} than "
        f"{'it' if row['n_up'] == 1 else 'they'} declined on{_others(row)}."
    )


def only(area: str, between: Between) -> str:
    """How a finding about all areas begins when it is about one of them."""
    return f"Only {area} was assessed in both {between.before} and {between.after}"


def _others(row: pd.Series) -> str:
    others = (("n_down", "the other way round"), ("n_even", "even"))
    return "".join(f", {row[name]} {said}" for name, said in others if row[name])


def own(row: pd.Series, who: str, between: Between) -> str:
    """One area's change in counts and scores (``row``: from ``change_summary``, ``who``: how the sentence begins)."""
    framework = between.framework
    compared = count(int(row["n_compared"]), framework.row_word, framework.row_word_plural)
    said = (
        f"{who}: {row['improved']} of {compared} improved from {between.before} to {between.after}, "
        f"{row['same']} stayed the same, {row['declined']} declined"
    )
    before, after = row["score_before"], row["score_after"]
    if pd.isna(row["points"]):
        return f"{said}; too few are like for like for a score."
    return f"{said}; like for like {points(before)} → {points(after)} ({moved(before, after)})."


def kept_typically(together: pd.DataFrame, lost: LeftOut) -> str:
    """How the typical change would read had nothing been left out; empty when nothing was, or there is none."""
    if together.empty:
        return ""
    like, with_all = ((one, signed(one)) for one in together.iloc[0][["typical_points", "typical_kept_points"]])
    return kept(like, with_all, lost, "rating", "ratings", "typical change")


def kept(like: tuple[float, str], with_all: tuple[float, str], lost: LeftOut, one: str, many: str, whose: str) -> str:
    """How a change would read had nothing been left out; empty when nothing was, or when there is no score.

    Args:
        like: the change like for like, in points and in the words that the finding has for it.
        with_all: the change over everything that was rated in either round, likewise.
        lost: what was left out.
        one: what is left out, in the singular.
        many: the same in the plural.
        whose: what reads otherwise.
    """
    if not lost.n or pd.isna(like[0]) or pd.isna(with_all[0]):
        return ""
    same = signed(like[0]) == signed(with_all[0])
    read = "the same" if same else f"{with_all[1]} instead of {like[1]}"
    are = "is" if lost.n == 1 else "are"
    return f"Had the {count(lost.n, one, many)} that {are} not like for like been kept, the {whose} would read {read}."


def with_kept(finding: str, said: str) -> str:
    """A finding, and how it would read otherwise where that differs."""
    return f"{finding} {said}" if "instead of" in said else finding
