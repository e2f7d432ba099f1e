"""The tables under the grids of the page of criteria, as they are downloaded."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from csp_analytics.analysis import scores as scoring
from csp_analytics.charts.levels import level_table
from csp_analytics.charts.words import unit_titles
from csp_analytics.pictures.criteria_subject import Subject

Bands = Sequence[tuple[str, list[str]]]


def heat_table(
    one: Subject, codes: list[str], bands: Bands, levels: pd.DataFrame, answers: pd.DataFrame
) -> pd.DataFrame:
    """As drawn, with the answers that are no level in words."""
    ids = [key for _, keys in bands for key in keys]
    labels = {level.value: level.label if one.framework.is_checklist else level.value for level in one.framework.levels}
    rows = zip(levels.loc[ids, codes].to_numpy().tolist(), answers.loc[ids, codes].to_numpy().tolist(), strict=True)
    said = [
        [labels[int(level)] if level == level else _not_rated(answer) for level, answer in zip(*row, strict=True)]
        for row in rows
    ]
    return pd.concat(
        [_first_columns(one, ids), pd.DataFrame(said, columns=[one.names[code] for code in codes])], axis=1
    )


def _not_rated(answer: str) -> str:
    return "not answered" if answer == scoring.MISSING else answer


def level_counts_table(one: Subject, counts: pd.DataFrame, bands: Bands, beside: pd.DataFrame) -> pd.DataFrame:
    """The level grid as a table, with the own level, the peers' figure and what it rests on (``beside``)."""
    ids = [key for _, keys in bands for key in keys]
    rows = counts.set_index("criterion_id").loc[ids].reset_index()
    first = _first_columns(one, ids)
    table = level_table(rows, list(first.iloc[:, 0]), one.framework, first.columns[0])
    table.insert(1, "Principle", first["Principle"])
    own = [one.framework.label_of(level) for level in beside["value"].reindex(ids)]
    return table.assign(
        **{
            one.area: own,
            one.figure.capitalize(): beside["peer_value"].reindex(ids).round(2).to_numpy(),
            "Peers with a level": beside["n_peers"].reindex(ids).to_numpy(),
            "Spread": rows["spread"].round(2),
        }
    )


def _first_columns(one: Subject, ids: list[str]) -> pd.DataFrame:
    principles = unit_titles(one.framework, scoring.PRINCIPLE)
    known = one.framework.by_id
    return pd.DataFrame(
        {
            one.framework.row_word.capitalize(): [known[key].short for key in ids],
            "Principle": [principles[known[key].principle_id] for key in ids],
        }
    )
