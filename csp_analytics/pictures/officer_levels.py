"""An area's own levels in the distribution of its peers: the rows, and an exhibit for any of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis import heat
from csp_analytics.analysis.scores import CRITERION, PRINCIPLE
from csp_analytics.analysis.spine import spine
from csp_analytics.charts import officer_levels as drawing
from csp_analytics.charts import spine_words
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.words import count, short_titles, unit_titles
from csp_analytics.pictures.officer_subject import OfficerSubject


def level_rows(one: OfficerSubject, *, everything: bool = False) -> pd.DataFrame:
    """A row for each criterion that the area or a peer rated, in document order; for every one with ``everything``.

    Columns: those of :func:`csp_analytics.analysis.spine.spine`, ``title, principle, principle_id``, ``published`` (a
    level, empty when there is none) and ``level_<value>`` (peers at each level).
    """
    nation, framework = one.area.nation, one.area.framework
    rows = spine(nation.ratings, nation.pairs, framework, one.area.area_code, one.area.round, by=CRITERION)
    counts = heat.level_counts(nation.ratings, framework, one.area.peers).set_index("criterion_id")
    table = framework.table.set_index("criterion_id")
    levels = [f"level_{level.value}" for level in framework.levels]
    titles = short_titles(framework)
    rows = (
        rows.drop(columns=levels)
        .join(counts[levels], on="unit")
        .assign(
            title=rows["unit"].map(table["short"]),
            principle_id=rows["unit"].map(table["principle_id"]),
            principle=rows["unit"].map(table["principle_id"]).map(titles),
            published=rows["unit"].map(_published(one)).astype(float),
        )
    )
    if everything:
        return rows.reset_index(drop=True)
    return rows[rows["value"].notna() | (rows["n_peers"] > 0) | rows["published"].notna()].reset_index(drop=True)


def by_principle(one: OfficerSubject, rows: pd.DataFrame) -> tuple[Exhibit, ...]:
    """An exhibit for each principle that has rows."""
    titles = unit_titles(one.area.framework, PRINCIPLE)
    return tuple(
        exhibit(one, rows[rows["principle_id"] == key], f"levels-{key}", titles[key])
        for key in titles
        if key in set(rows["principle_id"])
    )


def of_criteria(
    one: OfficerSubject, rows: pd.DataFrame, ids: Sequence[str], name: str, headline: str
) -> Exhibit | None:
    """An exhibit of some criteria, in their order; None when there are none."""
    there = rows.set_index("unit")
    known = [key for key in ids if key in there.index]
    return exhibit(one, there.loc[known].reset_index(), name, headline) if known else None


def exhibit(one: OfficerSubject, rows: pd.DataFrame, name: str, headline: str) -> Exhibit:
    """Rows of :func:`level_rows` as picture, sentence, table and editable chart."""
    area, framework, sides = one.area, one.area.framework, one.sides
    word = framework.row_word
    takeaway = spine_words.takeaway(rows, spine_words.Subject(sides.own, framework, CRITERION, area.round))
    marked = f", framed where {sides.own} is" + (f", ◇ where {sides.published} is" if sides.published else "")
    return Exhibit(
        name=name,
        headline=headline,
        takeaway=takeaway,
        figure=drawing.draw(rows, framework, sides, demo=one.demo),
        table=drawing.table(rows, framework, sides),
        basis=f"Round {area.nation.rounds_in_words}; {count(len(area.peers), 'peer')}, own area left out; "
        "not answered, don't know and not applicable are in no level.",
        alt=f"A row of cells for each {word}, a cell a level with the number of peers at it{marked}. {takeaway}",
        source=framework.title,
        demo=one.demo,
        about=about(one),
        native=drawing.native(rows, framework, sides),
        demo_words=one.demo_words,
    )


def about(one: OfficerSubject) -> dict[str, str]:
    """What one is looking at, for files."""
    nation = one.area.nation
    return {
        "Area": one.area.name,
        "Framework": nation.framework_id,
        "Round": nation.rounds_in_words,
        "Peers": nation.grouping_id,
        **({"Figures": f"{one.own_title}, not submitted"} if one.uploaded else {}),
    }


def _published(one: OfficerSubject) -> dict[str, float]:
    if one.published_answers is None:
        return {}
    rated = one.published_answers[one.published_answers["level"].notna()]
    return dict(zip(rated["criterion_id"], rated["level"].astype(float), strict=True))
