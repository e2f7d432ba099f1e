"""One area as a spine, a row a criterion (or a part of the framework): sentence, table and picture of the same rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis.peers import GLYPHS, NOT_COMPARED
from csp_analytics.analysis.scores import CRITERION, GROUP, PRINCIPLE
from csp_analytics.charts import spine_figure, spine_words, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.spine_figure import Block, Layout
from csp_analytics.charts.spine_words import Subject, move, row_words
from csp_analytics.charts.words import count, points, unit_titles


def exhibit(
    rows: pd.DataFrame,
    layout: Layout,
    subject: Subject,
    *,
    name: str,
    headline: str,
    method: str,
    about: dict[str, str],
    demo: bool,
) -> Exhibit:
    """The rows of a layout as a picture with its sentence and table.

    Args:
        rows: from :func:`csp_analytics.analysis.spine.spine`.
        layout: where rows stand; rows that it leaves out are left out of sentence and table too.
        subject: what they are of.
        name: for files.
        headline: what they are about, a few words.
        method: how the figures are made and who the peers are, for files.
        about: what one is looking at, for files.
        demo: whether any of it is demonstration data.
    """
    shown = rows.set_index("unit").loc[[line.unit for line in layout.lines]].reset_index()
    takeaway = spine_words.takeaway(shown, subject)
    word = row_words(subject.framework, subject.by)[0]
    drawn = shown.assign(mark=marks(shown, subject), hover=_hover(shown, subject)).set_index("unit")
    peers = count(int(rows["n_peers_all"].max()), "area" if subject.mean else "peer")
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=spine_figure.draw(drawn, layout, subject.axis, area=subject.area, before=subject.before, demo=demo),
        table=table(shown, subject),
        basis=f"Round {subject.round}; {_span(shown['n_peers'])} of {peers} with a {subject.figure_word} on each "
        f"{word}, own area {'counted' if subject.mean else 'left out'}.",
        alt=f"Spine chart, a row a {word}: {subject.area} as a large dot on the line from the lowest to the highest of "
        f"its peers, with their middle half and middle. {takeaway}",
        source=subject.framework.title,
        demo=demo,
        method=method,
        about=about,
    )


def marks(rows: pd.DataFrame, subject: Subject) -> list[str]:
    """What is said at the right of every title: score and change, why there is no value, or not compared."""
    some = bool((rows["band"] != NOT_COMPARED).any())  # where nothing is compared, the sentence says so once
    said = []
    for row in rows.to_dict("records"):
        if row["why"]:
            said.append(row["why"])
            continue
        parts = [] if subject.in_levels else [points(row["value"])]
        parts += [part for part in (move(row, subject, short=True),) if part]
        parts += ["not compared"] if some and row["band"] == NOT_COMPARED else []
        said.append("  ".join(parts))
    return said


def table(rows: pd.DataFrame, subject: Subject) -> pd.DataFrame:
    """Every figure of the rows with column names for people: levels by label and value, scores in points."""
    framework, by = subject.framework, subject.by
    kind = "level" if subject.in_levels else "score"
    shown = {name: _figures(rows[name], subject) for name in ("value", "peer_median", "lowest", "highest", "before")}
    columns = {
        row_words(framework, by)[0].capitalize(): [unit_titles(framework, by)[unit] for unit in rows["unit"]],
        **_principles(rows, subject),
        f"Own {kind}": _own(rows, shown["value"], subject),
        "Peers' median": shown["peer_median"],
        **({"Peers' mean": rows["peer_value"]} if subject.mean else {}),
        "Compared with peers": [_band(row, subject) for row in rows.to_dict("records")],
        "Lowest peer": shown["lowest"],
        "Lower quartile": rows["q1"],
        "Upper quartile": rows["q3"],
        "Highest peer": shown["highest"],
        f"Peers with a {kind}": rows["n_peers"],
        "Peers lower": rows["n_below"],
        "Peers the same": rows["n_same"],
        "Peers higher": rows["n_above"],
    }
    if subject.before:
        like = "" if subject.in_levels else ", like for like"
        columns[f"{subject.before}{like}"] = shown["before"]
        columns["Change"] = [move(row, subject, short=False) for row in rows.to_dict("records")]
    return pd.DataFrame(columns).reset_index(drop=True)


def blocks(rows: pd.DataFrame, subject: Subject, order: Sequence[str]) -> list[Block]:
    """Rows under the principles they belong to, or, when they belong to none, all together.

    Args:
        rows: a spine; only which units there are matters.
        subject: what it is of.
        order: units in the order to show; empty for the document's order under its principles.
    """
    if order:
        return [Block("Largest gap first", tuple(order))]
    principles = _principles(rows, subject).get("Principle")
    if principles is None:
        return [Block("", tuple(rows["unit"]))]
    titles = unit_titles(subject.framework, PRINCIPLE).values()
    units = pd.Series(principles, index=rows["unit"])
    return [Block(title, tuple(units.index[units == title])) for title in titles if (units == title).any()]


def _principles(rows: pd.DataFrame, subject: Subject) -> dict[str, list[str]]:
    framework, titles = subject.framework, unit_titles(subject.framework, PRINCIPLE)
    if subject.by == CRITERION:
        of = {row.criterion_id: row.principle_id for row in framework.criteria}
    elif subject.by == GROUP:
        of = {group.group_id: group.principle_id for group in framework.groups if group.principle_id}
    else:
        of = {}
    units = list(rows["unit"])
    return {"Principle": [titles[of[unit]] for unit in units]} if units and all(unit in of for unit in units) else {}


def _band(row: dict, subject: Subject) -> str:
    """Higher, similar, lower or not compared; without a score also the rule behind it."""
    why = row["why"] if subject.in_levels else row["note"] or row["why"]
    return f"{GLYPHS[row['band']]} {row['band']}" + (f": {why}" if why else "")


def _own(rows: pd.DataFrame, values: list, subject: Subject) -> list:
    """Own figures; a level that is not there is said in words, a score that is not there stays empty."""
    return [why or value for why, value in zip(rows["why"], values, strict=True)] if subject.in_levels else values


def _figures(values: pd.Series, subject: Subject) -> list:
    """Levels as label and value, so that they can be read and counted; scores as they are."""
    if not subject.in_levels:
        return values.tolist()
    return ["–" if v != v else f"{subject.framework.label_of(v)} ({v:g})" for v in values.astype(float)]


def _hover(rows: pd.DataFrame, subject: Subject) -> list[str]:
    label = subject.framework.label_of if subject.in_levels else points
    return [
        theme.plain(f"{subject.area}: {label(row.value)}; {row.band}")
        + f"<br>{row.n_below} lower, {row.n_same} the same, {row.n_above} higher of its peers"
        for row in rows.itertuples()
    ]


def _span(numbers: pd.Series) -> str:
    low, high = (int(numbers.min()), int(numbers.max())) if len(numbers) else (0, 0)
    return str(low) if low == high else f"{low} to {high}"
