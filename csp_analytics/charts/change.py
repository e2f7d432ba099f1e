"""Change since an earlier round: improved, same, declined, a bar a principle or a criterion."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.change import DECLINED, IMPROVED, SAME
from csp_analytics.analysis.movers import p_words
from csp_analytics.charts import editable, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import Part, stacked_bars
from csp_analytics.charts.words import count, listed, unit_titles
from csp_analytics.frameworks.model import Framework

PARTS = ((IMPROVED, "▲ improved"), (SAME, "● same"), (DECLINED, "▼ declined"))


def steps(
    summary: pd.DataFrame,
    titles: dict[str, str],
    *,
    unit: str,
    area: str,
    before: str,
    after: str,
    word: str,
    source: str,
    demo: bool,
) -> Exhibit:
    """How many criteria moved.

    Args:
        summary: from ``change_summary`` of one area by unit.
        titles: title of each unit.
        unit: the unit column.
        area: name of the area.
        before: the earlier round.
        after: the later round.
        word: what a rated row is called, in the plural.
        source: the framework's title.
        demo: whether it is demonstration data.
    """
    total = summary[[IMPROVED, SAME, DECLINED, "n_compared", "n_dropped", "n_reworded"]].sum()
    takeaway = (
        f"Since {before}, {total[IMPROVED]} of {total['n_compared']} {word} improved, {total[SAME]} stayed the same "
        f"and {total[DECLINED]} declined."
    )
    basis = f"Like for like: only {word} rated in both {before} and {after}{_left_out(total)}."
    parts = [Part(name, theme.CHANGES[part], list(summary[part])) for part, name in PARTS]
    labels = [titles[key] for key in summary[unit]]
    chart = stacked_bars(labels, parts, as_shares=False, demo=demo)
    table = pd.DataFrame(
        {
            "Measure": [titles[key] for key in summary[unit]],
            "Improved": summary[IMPROVED],
            "Same": summary[SAME],
            "Declined": summary[DECLINED],
            "Compared": summary["n_compared"],
            "Not like for like": summary["n_dropped"],
            f"Like-for-like score {before}": summary["score_before"],
            f"Like-for-like score {after}": summary["score_after"],
        }
    )
    return Exhibit(
        name=f"change-{before}-{after}",
        headline=f"Change since {before}",
        takeaway=takeaway,
        figure=chart,
        table=table,
        basis=basis,
        alt=f"Stacked bars, one a principle, counting {word} that improved, stayed or declined. {takeaway} "
        f"{count(len(summary), 'bar')}.",
        source=source,
        demo=demo,
        native=editable.of_parts(labels, parts, axis=f"Number of {word}"),
    )


def criteria(rows: pd.DataFrame, n_tied: int, framework: Framework, *, down: bool, basis: str, demo: bool) -> Exhibit:
    """The criteria that improved, or declined, in most areas.

    Args:
        rows: from ``criteria_together``, those to show in order, at least one.
        n_tied: how many more are tied with the last.
        framework: gives titles and words.
        down: whether they are those that declined.
        basis: what it rests on.
        demo: whether it is demonstration data.
    """
    kind, other = (DECLINED, IMPROVED) if down else (IMPROVED, DECLINED)
    word, words = framework.row_word, framework.row_word_plural
    net = int(abs(rows["net"].iloc[0]))
    first = [framework.criterion(key).short for key in rows.loc[rows["net"] == rows["net"].iloc[0], "criterion_id"]]
    takeaway = f"On {listed(first, most=3)}, {count(net, 'more area')} {kind} than {other}."
    tied = f" {count(n_tied, 'more ' + word, 'more ' + words)} tied with the last one shown." if n_tied else ""
    labels = [framework.criterion(key).short for key in rows["criterion_id"]]
    parts = [Part(name, theme.CHANGES[part], list(rows[part])) for part, name in PARTS]
    return Exhibit(
        name=f"most-{kind}",
        headline=f"{words.capitalize()} that {kind} most",
        takeaway=takeaway,
        figure=stacked_bars([theme.plain(label) for label in labels], parts, as_shares=False, demo=demo),
        table=criteria_table(rows, framework),
        basis=f"In order of areas that {kind} less those that {other}.{tied} {_lengths(rows, word)}{basis}",
        alt=f"Stacked bars, one a {word}, counting areas that improved, stayed or declined. {takeaway}",
        source=framework.title,
        demo=demo,
    )


def criteria_table(rows: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    """In how many areas each criterion rose and fell, with the sign test (``rows``: from ``criteria_together``)."""
    titles = unit_titles(framework, scoring.PRINCIPLE)
    return pd.DataFrame(
        {
            framework.row_word.capitalize(): [framework.criterion(key).text for key in rows["criterion_id"]],
            "Principle": [titles[key] for key in rows["principle_id"]],
            "Areas improved": rows[IMPROVED],
            "Same": rows[SAME],
            "Declined": rows[DECLINED],
            "Improved less declined": rows["net"],
            "Areas compared": rows["n_compared"],
            "Not like for like": rows["n_dropped"],
            "Areas that moved": rows["n_moved"],
            "Sign test (p)": [p_words(p) for p in rows["p_sign"]],
        }
    ).reset_index(drop=True)


def _lengths(rows: pd.DataFrame, word: str) -> str:
    """How many areas a bar counts, and why bars differ in length; the end of it a blank."""
    fewest, most = int(rows["n_compared"].min()), int(rows["n_compared"].max())
    if fewest == most:
        return f"Each bar is {count(most, 'area')}. "
    return f"Bars differ in length: not every area rated each {word} in both rounds, {fewest} to {most} areas did. "


def _left_out(total: pd.Series) -> str:
    """What is left out, as the end of a sentence about what is compared."""
    dropped, reworded = int(total["n_dropped"]), int(total["n_reworded"])
    once = dropped - reworded
    parts = [f"{reworded} reworded"] * bool(reworded) + [f"{once} rated in one round only"] * bool(once)
    return f"; {listed(parts)} {'is' if dropped == 1 else 'are'} left out" if parts else ""
