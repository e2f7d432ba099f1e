"""Sentences about skills: which are in place and which are missing, with how sure one can be."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis import small_numbers
from csp_analytics.charts.survey_words import FORM_WORDS, SHORT_STATUS_WORDS, STATUS_WORDS
from csp_analytics.charts.words import count, listed

INTERVAL = "95% interval"
SHOWN = small_numbers.SHOWN
NOT_ASKED, NO_ANSWERS = "not asked", "no answers"
# For the cells of a grid, which have room for three letters; its key has the words.
TINY = {
    small_numbers.TOO_FEW: "<5",
    small_numbers.HIDDEN: "hid",
    small_numbers.NO_BREAKDOWN: "<10",
    small_numbers.NEARLY_ALL: "~all",
    small_numbers.NEARLY_NONE: "~0",
    NO_ANSWERS: "–",
}


def reason(status: str) -> str:
    """Why a figure is not shown, in words."""
    return STATUS_WORDS.get(status, status or NOT_ASKED)


def short_reason(status: str) -> str:
    """The same where there is little room."""
    return SHORT_STATUS_WORDS.get(status, status or NOT_ASKED)


def in_sentence(short: str) -> str:
    """A short name as it stands in a list of names: its comma would be taken for one of the list."""
    return short.replace(", ", " and ")


def percent(share: float) -> str:
    """A share of 0 to 100 as a whole percentage, halves up; ``–`` when there is none."""
    return "–" if share != share else f"{int(share + 0.5)}%"


def share_words(row: dict) -> str:
    """The share of a row as a percentage, or in short why there is none."""
    return percent(row["share"]) if row["status"] == SHOWN else short_reason(row["status"])


def interval(low: float, high: float, *, name: str = INTERVAL) -> str:
    """Such as ``95% interval 14 to 36``; empty when there is none."""
    return "" if low != low else f"{name} {int(low + 0.5)} to {int(high + 0.5)}"


def says(row: dict, *, of: str = "people") -> str:
    """One figure in full: ``23% of 50 people (95% interval 14 to 36)``, or why there is none."""
    if row["status"] != SHOWN:
        return reason(row["status"])
    return f"{percent(row['share'])} of {int(row['n']):,} {of} ({interval(row['low'], row['high'])})"


def in_place(rows: pd.DataFrame, where: str = "", *, brief: bool = False) -> str:
    """The finding about skills in place: the lowest with its interval, and those that follow.

    Args:
        rows: ``short, said`` (the name within a sentence), ``n, share, low, high, status``, a row a skill.
        where: of whom it is, such as ``In Fife``; empty for everybody.
        brief: only the lowest.
    """
    shown = rows[rows["status"] == SHOWN].sort_values(["share", "short"])
    lead = f"{where}, " if where else ""
    nearly = rows[rows["status"] == small_numbers.NEARLY_NONE].sort_values("short")
    if len(nearly):
        return _nearly_none(nearly, shown.head(0) if brief else shown, lead)
    if shown.empty:
        why = rows["status"].iloc[0] if len(rows) else ""
        return f"{where or 'Here'}, no share can be shown: {reason(why)}."
    lowest = shown[shown["share"].map(percent) == percent(shown["share"].iloc[0])]
    first = lowest.iloc[0].to_dict()
    span = interval(first["low"], first["high"])
    said = f"{percent(first['share'])} of {count(int(first['n']), 'person', 'people')} ({span})"
    if len(lowest) == len(shown) > 1:
        return _capital(f"{lead}every one of the {len(shown)} skills is in place for {said}.")
    hidden = len(rows) - len(shown)
    of = f"the {len(shown)} skills that can be shown ({hidden} cannot)" if hidden else f"{len(shown)} skills"
    if len(lowest) > 1:
        names = listed(lowest["said"], most=3)
        words = f"{lead}{names} are in place for {said} each, the lowest of {of}"
    else:
        words = f"{lead}{first['said']} is in place for {said}, the lowest of {of}"
    after = shown.iloc[len(lowest) : len(lowest) + 2]
    follow = [f"{row.said} ({percent(row.share)})" for row in after.itertuples()]
    if brief or len(shown) <= len(lowest) + 1:
        return f"{words}."
    between = f"; {listed(follow)} {'follow' if len(follow) > 1 else 'follows'}" if len(shown) > 3 else ""
    return f"{words}{between}."


def lowest_in_short(rows: pd.DataFrame, where: str) -> str:
    """The lowest skill in one short sentence, for a wall that has something else to say first; empty when none is."""
    shown = rows[rows["status"] == SHOWN].sort_values(["share", "short"])
    if shown.empty:
        return ""
    first = shown.iloc[0].to_dict()
    lowest = shown[shown["share"].map(percent) == percent(first["share"])]
    are = "is" if len(lowest) == 1 else "are"
    return f"{where} {listed(lowest['said'], most=2)} {are} lowest: {says(first)}."


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _nearly_none(nearly: pd.DataFrame, shown: pd.DataFrame, lead: str) -> str:
    """The finding where so few answered that the lowest shares are said in words."""
    names = listed(nearly["said"], most=3)
    words = f"{lead}{names} {'is' if len(nearly) == 1 else 'are'} in place for nobody or nearly nobody of 5 to 9 people"
    words = _capital(words)
    if shown.empty:
        return f"{words}."
    first = shown.iloc[0]
    same = shown[shown["share"].map(percent) == percent(first["share"])]
    follow, each = ("follows", "") if len(same) == 1 else ("follow", " each")
    sure = interval(first["low"], first["high"])
    return f"{words}; {listed(same['said'], most=3)} {follow} ({percent(first['share'])}{each}, {sure})."


def needs(rows: pd.DataFrame, where: str = "", *, brief: bool = False) -> str:
    """The finding about needs: where importance is furthest above confidence (``said, n_pairs, mwds, share_gap``)."""
    shown = rows[rows["status"] == SHOWN].sort_values(["mwds", "short"], ascending=[False, True])
    lead = f"{where}, " if where else ""
    if shown.empty:
        return "Importance and confidence cannot be shown here: " + (
            f"{reason(rows['status'].iloc[0])}." if len(rows) else "they were not asked in this round."
        )
    first = shown.iloc[0]
    follow = [f"{row.said} ({weighted(row.mwds)})" for row in shown.iloc[1:3].itertuples()]
    if first["mwds"] <= 0:
        return _capital(f"{lead}on the mean no skill is more important than people are confident in it.")
    tail = f"; {listed(follow)} {'follow' if len(follow) > 1 else 'follows'}" if follow else ""
    if brief or first["share_gap"] != first["share_gap"]:
        return f"{lead}{first['said']} has the largest need (weighted gap {weighted(first['mwds'])}){tail}."
    return (
        f"{lead}{first['said']} has the largest need: {percent(first['share_gap'])} of "
        f"{count(int(first['n_pairs']), 'person', 'people')} rate it more important than they are confident in it "
        f"(weighted gap {weighted(first['mwds'])}, from −20 to 20){tail}."
    )


def weighted(value: float) -> str:
    """A weighted gap with one decimal and its sign, such as ``3.2`` or ``−0.4``."""
    if value != value:
        return "–"
    words = f"{abs(value):.1f}"
    return f"−{words}" if value < 0 and words != "0.0" else words


def coverage(counts: pd.DataFrame, *, brief: bool = False) -> str:
    """The finding about coverage: the skill that most areas lack or rest on one person for.

    Args:
        counts: ``said, n_areas, n_nobody, n_at_most_one, n_one, thin``, a row a skill, thinnest first.
        brief: only the thinnest.
    """
    known = counts[counts["n_areas"] > 0]
    if known.empty:
        return "No area has enough answers to say who has which skill."
    first = known.iloc[0]
    areas = count(int(first["n_areas"]), "area")
    if not first["thin"]:
        return f"At least two people have each skill in every area that has enough answers ({areas})."
    some = [
        f"{int(first[column])} {words}"
        for column, words in (
            ("n_nobody", "with nobody who has it"), ("n_at_most_one", "with at most one person"),
            ("n_one", "with one person only"),
        )
        if first[column]
    ]  # fmt: skip
    rest = [f"{row.said} ({int(row.thin)})" for row in known.iloc[1:3].itertuples() if row.thin]
    tail = f" Next: {listed(rest)}." if rest and not brief else ""
    return f"{first['said']} is the thinnest skill: of {areas} with enough answers {listed(some)}.{tail}"


def coverage_of(name: str, counts: pd.DataFrame) -> str:
    """How many skills nobody, and one person, has in one area (``counts`` as for :func:`coverage`)."""
    known = counts[counts["n_areas"] > 0]
    if known.empty:
        return f"How many people have each skill is not shown for {name}."
    parts = [
        f"{words} {listed(names, most=3, last='or')}"
        for words, names in (
            ("nobody who answered has", known.loc[known["n_nobody"] > 0, "said"]),
            ("at most one person has", known.loc[known["n_at_most_one"] > 0, "said"]),
            ("one person only has", known.loc[known["n_one"] > 0, "said"]),
        )
        if len(names)
    ]
    if not parts:
        return f"In {name} at least two people have each of {count(len(known), 'skill')}."
    return f"In {name}, {'; '.join(parts)}."


def single_points(counts: pd.DataFrame) -> str:
    """Skills of areas that rest on one person, counted over all areas (``counts`` as for :func:`coverage`)."""
    one, nobody = int(counts["n_one"].sum()), int(counts["n_nobody"].sum() + counts["n_at_most_one"].sum())
    if not one:
        rest = f"In {count(nobody, 'case')} nobody in an area has a skill, or one person at most."
        return rest if nobody else "No skill rests on one person in any area."
    names = counts.sort_values(["n_one", "short"], ascending=[False, True])
    most = [f"{row.said} ({count(int(row.n_one), 'area')})" for row in names.head(3).itertuples() if row.n_one]
    often = f", most often {listed(most)}" if most else ""
    rests = f"in {count(one, 'case')} one person alone has a skill in an area{often}"
    none = f". In {count(nobody, 'other')} nobody has it, or one at most" if nobody else ""
    return f"Single points of failure: {rests}{none}."


def basis(
    n: int, n_areas: int, of_areas: int, round_: str, population: float, form: str, notes: Sequence[str] = ()
) -> str:
    """What shares rest on: people, areas, round, and how the interval was made.

    Args:
        n: people who answered; 0 where it may not be said.
        n_areas: areas that they are in; 0 to leave it out.
        of_areas: areas that there are.
        round_: the round.
        population: how many could have answered; empty where it is not known.
        form: how the interval was made, a key of ``FORM_WORDS``.
        notes: further sentences.
    """
    who = f"{count(n, 'person', 'people')} answered" if n else "How many answered is not shown"
    areas = f" in {n_areas} of {of_areas} areas" if n_areas else ""
    posts = f" of {int(population):,} posts" if population == population else ""
    how = FORM_WORDS.get(form, "")
    return " ".join(
        part
        for part in (f"{who}{posts}{areas}, round {round_}.", "95% Wilson intervals.", how, *notes,
                     "People judge their own skills.")
        if part
    )  # fmt: skip
