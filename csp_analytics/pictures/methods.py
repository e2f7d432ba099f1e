"""How scores are made: frameworks as tables, the arithmetic on a small example, peer groups and their members."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.groupings import peer_pairs
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.register import register
from csp_analytics.charts.words import count, points, unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.frameworks.model import Framework


@dataclass(frozen=True)
class WorkedExample:
    """A small set of answers worked through by the same functions that make the real scores."""

    answers: pd.DataFrame
    steps: list[str]


def criteria_tables(framework_id: str) -> dict[str, pd.DataFrame]:
    """The rows of a framework by group, in document order, each with its principle and source.

    Returns:
        A frame per group under a title such as ``Information sharing: Evidence, 1 criterion, guidance due 2010/11``.
    """
    framework = framework_of(framework_id)
    rows = _rows(framework)
    found = {}
    for group in framework.groups:
        own = rows[rows["group_id"] == group.group_id].drop(columns="group_id")
        n = sum(row.group_id == group.group_id for row in framework.criteria)
        parts = [
            unit_titles(framework, scoring.PRINCIPLE).get(group.principle_id, ""),
            count(n, framework.row_word, framework.row_word_plural),
            f"guidance due {group.phase}" if group.phase else "",
        ]
        found[f"{group.title}: {', '.join(part for part in parts if part)}"] = own
    return found


def _rows(framework: Framework) -> pd.DataFrame:
    titles = unit_titles(framework, scoring.PRINCIPLE)
    kinds = {row.kind for row in framework.rows}
    depth = {"": -1}
    rows = []
    for row in framework.rows:
        depth[row.criterion_id] = depth[row.parent_id] + 1
        rows.append(
            {
                "group_id": row.group_id,
                "Wording": f"{'– ' * depth[row.criterion_id]}{row.text}",
                "Kind": f"{row.kind}{'' if row.rated else ' (not rated)'}" if len(kinds) > 1 else "",
                "Principle": titles[row.principle_id],
                **{facet.title: facet.values[row.facets[facet.facet_id]] for facet in framework.facets},
                "Applies": f"{row.applies_to} areas only" if row.applies_to else "",
                "Source": row.source,
                "Assigned by": row.assigned_by,
                "Id": row.criterion_id,
            }
        )
    return pd.DataFrame(rows).loc[:, lambda frame: (frame != "").any()]


def levels_table(framework_id: str) -> pd.DataFrame:
    """The levels of a framework with the points each stands for."""
    framework = framework_of(framework_id)
    return pd.DataFrame(
        {
            "Level": [level.value for level in framework.levels],
            "Name": [level.label for level in framework.levels],
            "What it means": [level.meaning for level in framework.levels],
            "Points": [points(float(scoring.rescaled(level.value, framework))) for level in framework.levels],
        }
    )


def worked_example(framework_id: str) -> WorkedExample:
    """Eight made-up answers on one principle, scored by the functions that score everything else."""
    framework = framework_of(framework_id)
    table = framework.table[framework.table["applies_to"] == ""]  # what applies everywhere
    principle = table["principle_id"].value_counts(sort=False)
    principle_id = str(principle[principle >= 8].index[0] if (principle >= 8).any() else principle.idxmax())
    rows = table[(table["principle_id"] == principle_id) & (table["applies_to"] == "")].head(8)
    values = [level.value for level in framework.levels]
    pattern = [values[-1], values[-2], values[len(values) // 2], values[0], values[-2], values[len(values) // 2]]
    answers = [
        *((scoring.RATED, value) for value in pattern),
        (scoring.DONT_KNOW, None),
        (scoring.NOT_APPLICABLE, None),
    ]
    answers = answers[-len(rows) :]
    ratings = pd.DataFrame(
        {
            "area_code": "example",
            "round": "example",
            "criterion_id": rows["criterion_id"].to_numpy(),
            "answer": [answer for answer, _ in answers],
            "level": pd.array([value for _, value in answers], dtype="Float64"),
        }
    )
    result = scoring.maturity_scores(ratings, framework, scoring.PRINCIPLE)
    one = result[result["principle_id"] == principle_id].iloc[0]
    levels = [value for _, value in answers if value is not None]
    title = unit_titles(framework, scoring.PRINCIPLE)[principle_id]
    shown = [framework.label_of(v) if v is not None else a.capitalize() for a, v in answers]
    steps = [
        f"Rated: {one['n_rated']} of {one['n_applicable']} applicable {framework.row_word_plural} on {title}. Not "
        "applicable counts in neither; don't know lowers the coverage only.",
        f"Coverage: {one['n_rated']} / {one['n_applicable']} = {100 * one['coverage']:.0f}%. A score needs two thirds "
        "and at least three, so it is shown."
        if one["note"] == ""
        else f"No score: {one['note']}.",
        f"Mean level: ({' + '.join(map(str, levels))}) / {len(levels)} = {one['mean_level']:.2f}. Middle level: "
        f"{framework.label_of(one['median_level'])}.",
        f"Score: 100 × ({one['mean_level']:.2f} − {framework.lowest}) / ({framework.highest} − {framework.lowest}) = "
        f"{points(one['score'])}.",
    ]
    table = pd.DataFrame(
        {
            framework.row_word.capitalize(): rows["short"].to_numpy(),
            "Answer": shown,
            "Level": [str(int(v)) if v is not None else "" for _, v in answers],
        }
    )
    return WorkedExample(table, steps)


def groupings_table() -> pd.DataFrame:
    """The peer groupings: what each is, how it is made, where it comes from."""
    return pd.DataFrame(
        [
            {"Peer grouping": g.title, "What it is": g.description, "Source": g.source}
            for g in peer_definitions.groupings().values()
        ]
    )


def members_table(grouping_id: str) -> pd.DataFrame:
    """Members of a grouping: a row a group, or for nearest neighbours a row an area with its neighbours by distance."""
    names = register().names
    grouping = peer_definitions.grouping(grouping_id)
    if grouping.kind == peer_definitions.COMPUTED:
        pairs = peer_pairs(grouping, peer_definitions.membership(), peer_definitions.context())
        pairs = pairs.assign(
            said=[
                f"{names[peer]} ({distance:.2f}{', mutual' if mutual else ''})"
                for peer, distance, mutual in pairs[["peer_code", "distance", "mutual"]].itertuples(index=False)
            ]
        )
        listed = pairs.groupby("area_code")["said"].agg(", ".join)
        return pd.DataFrame(
            {"Area": [names[c] for c in listed.index], "Nearest first, with distance": listed.to_numpy()}
        ).sort_values("Area", ignore_index=True)
    rows = peer_definitions.membership()
    rows = rows[rows["grouping_id"] == grouping_id].assign(name=lambda f: f["area_code"].map(names))
    grouped = rows.sort_values(["group", "name"]).groupby("group", sort=True)["name"]
    return pd.DataFrame(
        {"Group": grouped.size().index, "Areas": grouped.size().to_numpy(), "Members": grouped.agg(", ".join)}
    )
