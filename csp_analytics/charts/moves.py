"""How far things moved between two rounds: dumbbells of principles, of areas and of criteria, with their sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.analysis.change import IMPROVED
from csp_analytics.analysis.movers import most_moved
from csp_analytics.analysis.scores import ALL
from csp_analytics.charts.dumbbell import GLYPHS, Dumbbell, dumbbells, kind_of, level_scale, points_scale
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, listed, points, signed
from csp_analytics.frameworks.model import Framework

MOST_AREAS, MOST_EACH_WAY, MOST_CRITERIA = 64, 20, 60
ROUNDING = "Changes are taken before rounding."


@dataclass(frozen=True)
class Between:
    """Which change is shown: framework and rounds, with what belongs to every exhibit of it."""

    framework: Framework
    before: str
    after: str
    basis: str
    demo: bool
    method: str = ""
    about: dict[str, str] = field(default_factory=dict)

    def dumbbells(self, name: str, headline: str, takeaway: str, rows: list[Dumbbell], table: pd.DataFrame, *,
                  picture: str, scale: tuple, rest: str = "") -> Exhibit:  # fmt: skip
        """Dumbbells with everything that belongs to them (``picture``: what one sees, ``rest``: more of the basis)."""
        figure = dumbbells(rows, before=self.before, after=self.after, span=scale[0], ticks=scale[1], demo=self.demo)
        seen = f"Dumbbells, {picture}, open dot {self.before}, filled dot {self.after}."
        return self.exhibit(name, headline, takeaway, figure, table, seen=seen, rest=rest)

    def exhibit(self, name: str, headline: str, takeaway: str, figure: go.Figure, table: pd.DataFrame, *,
                seen: str, rest: str = "") -> Exhibit:  # fmt: skip
        """A figure with everything that belongs to it (``seen``: a sentence, ``rest``: more of the basis)."""
        return Exhibit(
            name=name, headline=headline, takeaway=takeaway, figure=figure, table=table,
            basis=" ".join(part for part in (self.basis, rest) if part),
            alt=f"{seen} {takeaway}",
            source=self.framework.title, demo=self.demo, method=self.method, about=self.about,
        )  # fmt: skip


def principles(rows: pd.DataFrame, titles: dict[str, str], between: Between, *, whose: str) -> Exhibit:
    """One area's scores by principle, overall among them.

    Args:
        rows: ``measure, score_before, score_after`` (0 to 100, empty where there is none), in the order to show.
        titles: title of each measure.
        between: the rounds.
        whose: name of the area.
    """
    shown = [_scored(titles[row.measure], row.score_before, row.score_after) for row in rows.itertuples()]
    both = rows.assign(points=rows["score_after"] - rows["score_before"]).dropna(subset="points").reset_index(drop=True)
    takeaway = "No score can be compared: each needs three that are like for like."
    if len(both):
        parts = both[both["measure"] != ALL] if (both["measure"] != ALL).any() else both
        first = parts.loc[parts["points"].abs().idxmax()]
        takeaway = (
            f"The largest change is on {titles[first['measure']]}: {whose} from {points(first['score_before'])} to "
            f"{points(first['score_after'])} ({signed(first['points'])})."
        )
        if signed(first["points"]) == "no change":
            takeaway = f"No score of {whose} changed by half a point or more."
    table = pd.DataFrame(
        {
            "Measure": [titles[key] for key in rows["measure"]],
            f"Score {between.before}": rows["score_before"],
            f"Score {between.after}": rows["score_after"],
            "Change": rows["score_after"] - rows["score_before"],
            **{name: rows[name] for name in rows if name not in ("measure", "score_before", "score_after")},
        }
    )
    values = [*both["score_before"], *both["score_after"]]
    return between.dumbbells(
        "change-by-principle", f"{whose}, by principle", takeaway, shown, table.reset_index(drop=True),
        picture="a row a principle", scale=points_scale(values), rest=ROUNDING,
    )  # fmt: skip


def areas(summary: pd.DataFrame, names: dict[str, str], between: Between) -> Exhibit:
    """Every area with a score in both rounds, the most improved on top; of many, those at the two ends.

    Args:
        summary: from ``change_summary`` by area with ``kept_points``; at least one area with ``points``.
        names: name of each area.
        between: the rounds.
    """
    scored = summary[summary["points"].notna()].assign(name=summary["area_code"].map(names))
    scored = scored.sort_values(["points", "name"], ascending=[False, True], ignore_index=True)
    many = len(scored) > MOST_AREAS
    shown = pd.concat([scored.head(MOST_EACH_WAY), scored.tail(MOST_EACH_WAY)]) if many else scored
    ends = f"The {MOST_EACH_WAY} areas that rose most, and the {MOST_EACH_WAY} at the other end"
    table = pd.DataFrame(
        {
            "Area": scored["name"],
            f"Score {between.before}": scored["score_before"],
            f"Score {between.after}": scored["score_after"],
            "Change": scored["points"],
            "Improved": scored["improved"],
            "Same": scored["same"],
            "Declined": scored["declined"],
            "Compared": scored["n_compared"],
            "Not like for like": scored["n_dropped"],
            "Change had they been kept": scored["kept_points"],
        }
    )
    return between.dumbbells(
        "change-by-area", ends if many else "Areas, the most improved on top", area_words(scored),
        [_scored(row.name, row.score_before, row.score_after) for row in shown.itertuples(index=False)], table,
        picture="a row an area", scale=points_scale([*shown["score_before"], *shown["score_after"]]),
        rest=(f"Shown: both ends of {len(scored)} areas; the table has all. " if many else "") + ROUNDING,
    )  # fmt: skip


def area_words(scored: pd.DataFrame) -> str:
    """Who moved most, in either direction, ties told (``scored``: ``name`` and ``points``, areas with both scores)."""
    whole = scored.assign(shown=[int(points(abs(p))) * (1 if p > 0 else -1) for p in scored["points"]])
    parts = []
    for down, words in ((False, "Most improved"), (True, "Most declined")):
        rows, n_tied = most_moved(whole, "shown", most=3, down=down)
        named = [f"{listed(group['name'])} ({signed(value)})" for value, group in rows.groupby("shown", sort=False)]
        tail = f" and {count(n_tied, 'more area')} with the same" if n_tied else ""
        parts.append(f"{words}: {', '.join(named)}{tail}." if named else f"No area {words.split()[1]}.")
    return " ".join(parts)


def criteria(rows: pd.DataFrame, between: Between) -> Exhibit:
    """The criteria of one area that moved, up first.

    Args:
        rows: those of ``criterion_change`` that are like for like; at least one of them moved.
        between: the rounds.
    """
    framework = between.framework
    moved = rows[rows["steps"] != 0].sort_values("steps", ascending=False, kind="stable")
    up = int((moved["change"] == IMPROVED).sum())
    n_same, words = len(rows) - len(moved), framework.row_word_plural
    furthest = int(moved["steps"].abs().max())
    names = [framework.criterion(key).short for key in moved.loc[moved["steps"].abs() == furthest, "criterion_id"]]
    takeaway = f"{count(up, framework.row_word, words)} moved up, {len(moved) - up} down, {n_same} stayed the same."
    if furthest > 1:
        takeaway += f" Furthest, by {furthest} levels: {listed(names, most=3)}."
    shown = moved.loc[moved["steps"].abs().sort_values(ascending=False, kind="stable").index[:MOST_CRITERIA]]
    shown = shown.sort_values("steps", ascending=False, kind="stable")
    rest = f"Shown: the {len(shown)} that moved" + ("" if len(shown) == len(moved) else f" most, of {len(moved)}")
    table = pd.DataFrame(
        {
            framework.row_word.capitalize(): [framework.criterion(key).text for key in rows["criterion_id"]],
            between.before: [framework.label_of(level) for level in rows["level_before"]],
            between.after: [framework.label_of(level) for level in rows["level_after"]],
            "Change": [f"{GLYPHS[change]} {change}" for change in rows["change"]],
        }
    )
    return between.dumbbells(
        "change-by-criterion", f"{words.capitalize()} that moved", takeaway,
        [_rated(framework, r.criterion_id, r.level_before, r.level_after, r.change) for r in shown.itertuples()],
        table, picture=f"a row a {framework.row_word} that moved",
        scale=level_scale({level.value: level.label for level in framework.levels}),
        rest=f"{rest}; the table has all.",
    )  # fmt: skip


def moved(before: float, after: float) -> str:
    """The change with its sign; under half a point ``no change``, or ``under 1 point`` where whole points differ."""
    return signed(after - before, none="no change" if points(before) == points(after) else "under 1 point")


def _scored(label: str, before: float, after: float) -> Dumbbell:
    if pd.isna(before) or pd.isna(after):
        return Dumbbell(label, 0, 0, "", "too few to compare")
    kind = kind_of(after - before)
    return Dumbbell(
        label, before, after, kind, f"{points(before)} → {points(after)}  {GLYPHS[kind]} {moved(before, after)}"
    )


def _rated(framework: Framework, criterion_id: str, before: float, after: float, kind: str) -> Dumbbell:
    words = f"{GLYPHS[kind]} {framework.label_of(before)} → {framework.label_of(after)}"
    return Dumbbell(framework.criterion(criterion_id).short, before, after, kind, words)
