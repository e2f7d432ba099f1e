"""Squares that stand for areas, on a map or by groups: colours, letters, outlines, key, sentence and table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.areas.register import Area
from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.marks import OTHER, OWN, PEER
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.words import count, listed

NOT_ASSESSED = "no assessment in this round"
OUTLINES = {
    OWN: {"color": theme.ACCENT, "width": 5},
    PEER: {"color": theme.INK, "width": 2.5},
    OTHER: {"color": theme.GROUND, "width": 0},
}
LINE_OF_KEY, GRADIENT, STEPS = 24, 40, 24  # pixels, pixels, colours


@dataclass(frozen=True)
class Key:
    """What the colours mean: annotations and shapes above the picture."""

    annotations: list[dict[str, object]]
    shapes: list[dict[str, object]]


def squares(scores: pd.DataFrame, areas: dict[str, Area], own: str = "", peers: Collection[str] = ()) -> pd.DataFrame:
    """One row for every area of the register.

    Args:
        scores: ``area_code, score, n_rated, n_applicable, note``, at most one row an area.
        areas: the register.
        own: code of the own area, if any.
        peers: codes of its peers.

    Returns:
        Frame ``area_code, name, label, col, row, score, n_rated, n_applicable, said, mark``: ``said`` is why there is
        no score, ``mark`` one of :data:`csp_analytics.charts.marks.MARKS`.
    """
    places = pd.DataFrame(
        [(a.area_code, a.name, a.tile_label, a.tile_col, a.tile_row) for a in areas.values()],
        columns=["area_code", "name", "label", "col", "row"],
    )
    frame = places.merge(scores[["area_code", "score", "n_rated", "n_applicable", "note"]], on="area_code", how="left")
    frame["n_rated"] = frame["n_rated"].fillna(0).astype(int)
    frame["n_applicable"] = frame["n_applicable"].fillna(0).astype(int)
    frame["said"] = frame["note"].where(frame["note"].notna(), NOT_ASSESSED)
    marks = {**dict.fromkeys(peers, PEER), own: OWN}
    return frame.assign(mark=frame["area_code"].map(marks).fillna(OTHER))


def exhibit_of(
    frame: pd.DataFrame, figure: go.Figure, measure: Measure, *, basis: str, source: str, demo: bool, drawn: str = "Map"
) -> Exhibit:
    """The picture with its sentence and its table (``frame`` from :func:`squares`, ``drawn``: what kind it is)."""
    table = frame.sort_values("name")[["name", "score", "n_rated", "n_applicable", "said"]]
    if measure.levels:
        table["score"] = [measure.words(value) for value in table["score"]]
    table.columns = pd.Index(["Area", "Level" if measure.levels else "Score", "Rated", "Applicable", "Note"])
    said = takeaway(frame, measure)
    marked = frame.loc[frame["mark"] == OWN, "name"].tolist()
    outlined = f", {marked[0]} and its peers outlined" if marked else ""
    return Exhibit(
        name=f"map-{measure.title}".lower().replace(" ", "-"),
        headline=f"Where the areas stand: {measure.title}",
        takeaway=said,
        figure=theme.finish(figure, demo=demo),
        table=table.reset_index(drop=True),
        basis=basis,
        alt=f"{drawn} of {len(frame)} squares, one an area, darker for a higher "
        f"{'level' if measure.levels else 'score'} on {measure.title}{outlined}. {said}",
        source=source,
        demo=demo,
    )


def takeaway(frame: pd.DataFrame, measure: Measure) -> str:
    """Who stands highest and lowest, and the middle area."""
    shown = frame[frame["score"].notna()].sort_values("score", ascending=False, kind="stable")
    without, what = len(frame) - len(shown), "an answer" if measure.levels else "a score"
    tail = f" {count(without, 'area')} without {what}." if without else ""
    if shown.empty:
        return f"No area has {what} on {measure.title} in this round."
    top, low = shown["score"].iloc[0], shown["score"].iloc[-1]
    if len(shown) == 1:
        return f"Only {shown['name'].iloc[0]} has {what} on {measure.title}: {measure.words(top)}.{tail}"
    if measure.levels and top == low:
        return f"All {len(shown)} areas with an answer say {measure.quoted(top)} {measure.on}.{tail}"
    said = shown["score"].map(measure.words)
    highest, lowest = (listed(shown.loc[said == measure.words(end), "name"], most=3) for end in (top, low))
    if measure.levels and measure.asked:
        n_top = count(int((said == measure.words(top)).sum()), "area")
        return f"Answers {measure.on}: {measure.quoted(low)} in {lowest}; {measure.quoted(top)} in {n_top}.{tail}"
    kind = f"Levels {measure.on}" if measure.levels else f"Scores on {measure.title}"
    return (
        f"{kind} run from {measure.quoted(low)} ({lowest}) to {measure.quoted(top)} ({highest}); "
        f"the middle area has {measure.quoted(shown['score'].median())}.{tail}"
    )


def hover(frame: pd.DataFrame, measure: Measure) -> dict[str, object]:
    """What the pointer shows of each square; the code of its area comes first, for clicks."""
    columns = ["area_code", "name", "score", "said", "n_rated", "n_applicable"]
    return {
        "customdata": [
            [code, theme.plain(name), theme.plain(measure.words(score)), said or f"{rated} of {applicable} rated"]
            for code, name, score, said, rated, applicable in frame[columns].itertuples(index=False)
        ],
        "hovertemplate": f"<b>%{{customdata[1]}}</b><br>{theme.plain(measure.title)}: %{{customdata[2]}}<br>"
        "%{customdata[3]}<extra></extra>",
    }


def outlines(mark: str) -> dict[str, object]:
    """The outline of a square: strong for the own area, thinner for its peers, none for others."""
    return dict(OUTLINES[mark])


def scale_key(frame: pd.DataFrame, measure: Measure) -> tuple[Key, int]:
    """What colours and outlines mean, and how many pixels that takes above the picture."""
    scored, marked = frame["score"].dropna(), set(frame["mark"])
    lines = [_marks_in_words(frame)] if OWN in marked or PEER in marked else []
    lines += _levels_in_words(measure) if measure.levels else []
    above = LINE_OF_KEY * len(lines) + (8 if measure.levels else GRADIENT)
    written = [_written(words, above - LINE_OF_KEY * place) for place, words in enumerate(lines)]
    if measure.levels or scored.empty:
        return Key(written, []), above
    low, high = float(scored.min()), float(scored.max())
    return Key([*_ends(measure, low, high), *written], _gradient()), above


def _marks_in_words(frame: pd.DataFrame) -> str:
    own = frame.loc[frame["mark"] == OWN, "name"].tolist()
    parts = [f"<span style='color:{theme.ACCENT}'><b>▢</b></span> {theme.plain(own[0])}"] if own else []
    return "   ".join([*parts, *(["<b>▢</b> its peers"] if PEER in set(frame["mark"]) else [])])


def _levels_in_words(measure: Measure) -> list[str]:
    colours = theme.level_colours(len(measure.levels))
    labels = [
        f"<span style='color:{colour}'>■</span> "
        + (theme.plain(label) if measure.labels_fit else f"<b>{place}</b> {theme.plain(label)}")
        for place, (colour, label) in enumerate(zip(colours, measure.levels.values(), strict=True), start=1)
    ]
    labels.append("⬚ no answer")
    return (
        ["   ".join(labels[i : i + 2]) for i in range(0, len(labels), 2)] if len(labels) > 3 else ["   ".join(labels)]
    )


def _written(words: str, shift: int) -> dict[str, object]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 1,
        "yshift": shift,
        "xanchor": "left",
        "yanchor": "top",
        "text": words,
        "showarrow": False,
        "font": {"size": 14.5},
    }


def _ends(measure: Measure, low: float, high: float) -> list[dict[str, object]]:
    """Lowest and highest score at the two ends of the small scale."""
    ends = ((0.15, "right", measure.words(low)), (0.67, "left", f"{measure.words(high)}   ⬚ no score"))
    return [
        {
            "xref": "paper",
            "yref": "paper",
            "x": x,
            "y": 1,
            "yshift": 25,
            "xanchor": anchor,
            "yanchor": "middle",
            "text": text,
            "showarrow": False,
            "font": {"size": 14.5},
        }
        for x, anchor, text in ends
    ]


def _gradient() -> list[dict[str, object]]:
    """The colours between the two ends."""
    return [
        {
            "type": "rect",
            "xref": "paper",
            "yref": "paper",
            "x0": 0.16 + 0.5 * i / STEPS,
            "x1": 0.16 + 0.5 * (i + 1) / STEPS,
            "ysizemode": "pixel",
            "yanchor": 1,
            "y0": 14,
            "y1": 36,
            "fillcolor": theme.mixed((i + 0.5) / STEPS),
            "line": {"width": 0},
        }
        for i in range(STEPS)
    ]
