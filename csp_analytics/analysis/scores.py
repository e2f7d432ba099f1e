"""Level, then distribution, then score.

Levels are ordinal, so the counts by level come first, then the median level and the share at each level; the 0 to 100
maturity score is the summary. Method: percent of the scale's range,
``100 * (mean level - lowest) / (highest - lowest)``,
never ``100 * mean / highest``, which would show 25 for the lowest of four levels. Overall is the mean of the principle
scores, so that a principle with many criteria does not outweigh one with few.

*Not applicable* leaves numerator and denominator. *Don't know* and blank are missing: they lower coverage, never the
score. A score is shown when at least two thirds of the applicable criteria, and at least three, are rated (the
two-thirds rule of composite indicators; OECD/JRC Handbook on Constructing Composite Indicators, 2008).

A ratings frame has one row per assessment and rated row of the framework, with the columns
``area_code, round, criterion_id, answer, level``: ``answer`` is one of :data:`ANSWERS`, ``level`` a value of the
framework's scale where the answer is ``rated`` and empty otherwise.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from csp_analytics.frameworks.model import Framework

RATED, NOT_APPLICABLE, DONT_KNOW, MISSING = ANSWERS = ("rated", "not applicable", "don't know", "missing")
MIN_COVERAGE = 2 / 3
MIN_RATED = 3
OVERALL, PRINCIPLE, GROUP, CRITERION = BY = ("overall", "principle", "group", "criterion")
ALL = "all"


def unit_column(by: str) -> str:
    """Column that tells the units apart: ``unit``, ``principle_id``, ``group_id``, ``criterion_id``, a facet."""
    return {OVERALL: "unit", PRINCIPLE: "principle_id", GROUP: "group_id", CRITERION: "criterion_id"}.get(by, by)


def ways_to_divide(framework: Framework) -> tuple[str, ...]:
    """What ``by`` may be for a framework: overall, principle, group, criterion and the framework's own facets."""
    return (*BY, *(facet.facet_id for facet in framework.facets))


def distribution(ratings: pd.DataFrame, framework: Framework, by: str = OVERALL) -> pd.DataFrame:
    """Counts of answers by area, round and unit: the small cube from which every score follows.

    Args:
        ratings: a ratings frame (see the module's docstring); rows of other criteria are ignored.
        framework: the framework that the ratings belong to.
        by: one of :func:`ways_to_divide`.

    Returns:
        One row per area, round and unit of the framework, in order of first appearance of the area and round and in
        the framework's order of units. Columns: ``area_code``, ``round``, the unit column, one integer column
        ``level_<value>`` per level, ``n_rated``, ``n_not_applicable``, ``n_dont_know``, ``n_missing``,
        ``n_applicable`` (= rated + don't know + missing).

    Raises:
        ValueError: when ``by`` is not a way to divide this framework.
    """
    units, unit_of_criterion = _units(framework, by)
    criterion = pd.Index(framework.table["criterion_id"]).get_indexer(ratings["criterion_id"])
    known = criterion >= 0
    rows = ratings if known.all() else ratings[known]
    area, areas = pd.factorize(rows["area_code"])
    round_, rounds = pd.factorize(rows["round"])
    pair, pairs = pd.factorize(area.astype(np.int64) * max(len(rounds), 1) + round_)
    answer = _answer_codes(rows, framework)
    n_answers = len(framework.levels) + 3
    key = (pair * len(units) + unit_of_criterion[criterion[known]]) * n_answers + answer
    counts = np.bincount(key, minlength=len(pairs) * len(units) * n_answers).reshape(-1, n_answers)
    n_levels = len(framework.levels)
    frame = {
        "area_code": np.repeat(np.asarray(areas, dtype=object)[pairs // max(len(rounds), 1)], len(units)),
        "round": np.repeat(np.asarray(rounds, dtype=object)[pairs % max(len(rounds), 1)], len(units)),
        unit_column(by): np.tile(np.asarray(units, dtype=object), len(pairs)),
        **{f"level_{level.value}": counts[:, i] for i, level in enumerate(framework.levels)},
        "n_rated": counts[:, :n_levels].sum(axis=1),
        "n_not_applicable": counts[:, n_levels],
        "n_dont_know": counts[:, n_levels + 1],
        "n_missing": counts[:, n_levels + 2],
    }
    frame["n_applicable"] = frame["n_rated"] + frame["n_dont_know"] + frame["n_missing"]
    return pd.DataFrame(frame)


def maturity_scores(ratings: pd.DataFrame, framework: Framework, by: str = OVERALL) -> pd.DataFrame:
    """Maturity scores with what each rests on.

    Args:
        ratings: a ratings frame.
        framework: the framework that the ratings belong to.
        by: one of :func:`ways_to_divide`.

    Returns:
        The columns of :func:`distribution` plus ``coverage`` (rated / applicable, 0 to 1), ``mean_level`` and
        ``median_level`` (in levels; the median of an even number may lie between two), ``score`` (0 to 100, empty
        when it is not shown) and ``note`` (why it is not shown, else empty).
    """
    if by == OVERALL:
        return _overall(ratings, framework)
    return scored(distribution(ratings, framework, by), framework, single=by == CRITERION)


def scored(counts: pd.DataFrame, framework: Framework, *, single: bool = False) -> pd.DataFrame:
    """Adds coverage, mean and median level, score and note to a frame of counts.

    Args:
        counts: a frame with the count columns of :func:`distribution` (any sum of such rows will do).
        framework: gives the levels.
        single: rows are single criteria of single areas: a rated one is shown as it is, without the rule of
            two thirds and three.
    """
    values = np.array([level.value for level in framework.levels], dtype=float)
    by_level = counts[[f"level_{level.value}" for level in framework.levels]].to_numpy(dtype=float)
    rated = counts["n_rated"].to_numpy(dtype=float)
    applicable = counts["n_applicable"].to_numpy(dtype=float)
    with np.errstate(invalid="ignore", divide="ignore"):
        coverage = np.where(applicable > 0, rated / applicable, np.nan)
        mean = np.where(rated > 0, by_level @ values / rated, np.nan)
    shown = rated > 0 if single else (rated >= MIN_RATED) & (coverage >= MIN_COVERAGE - 1e-12)
    score = np.where(shown, rescaled(mean, framework), np.nan)
    return counts.assign(
        coverage=coverage,
        mean_level=mean,
        median_level=_medians(by_level, values),
        score=score,
        note=_notes(shown, rated, applicable, single=single),
    )


def rescaled(level: np.ndarray | float, framework: Framework) -> np.ndarray | float:
    """A (mean) level as 0 to 100 points of the scale's range."""
    return 100.0 * (level - framework.lowest) / (framework.highest - framework.lowest)


def at_or_above(counts: pd.DataFrame, framework: Framework, value: int) -> pd.Series:
    """Share (0 to 1) of rated criteria at or above a level, empty where nothing is rated."""
    columns = [f"level_{level.value}" for level in framework.levels if level.value >= value]
    rated = counts["n_rated"].astype(float)
    return counts[columns].sum(axis=1) / rated.where(rated > 0)


def national(counts: pd.DataFrame, framework: Framework, by: str) -> pd.DataFrame:
    """Counts of all areas together, by round and unit, with ``n_areas`` (areas with at least one rating) and scores.

    The score here is that of all ratings pooled; each area counts once per criterion, so no area is
    weighted. By overall there is none.
    """
    unit = unit_column(by)
    numbers = [c for c in counts.columns if c.startswith(("level_", "n_"))]
    grouped = counts.groupby(["round", unit], sort=False)
    summed = grouped[numbers].sum().reset_index()
    answered = counts[counts["n_rated"] > 0].groupby(["round", unit], sort=False)["area_code"].nunique()
    summed["n_areas"] = answered.reindex(pd.MultiIndex.from_frame(summed[["round", unit]]), fill_value=0).to_numpy()
    result = scored(summed, framework)
    if by == OVERALL:
        # Overall is the mean of principle scores, which pooled counts do not know.
        result["score"] = np.nan
    return result


def _overall(ratings: pd.DataFrame, framework: Framework) -> pd.DataFrame:
    counts = scored(distribution(ratings, framework, OVERALL), framework)
    by_principle = scored(distribution(ratings, framework, PRINCIPLE), framework)
    n = by_principle["principle_id"].nunique() or 1
    scores = by_principle["score"].to_numpy(dtype=float).reshape(-1, n)
    applies = by_principle["n_applicable"].to_numpy(dtype=float).reshape(-1, n) > 0
    lacking = (applies & np.isnan(scores)).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(applies, np.nan_to_num(scores), 0).sum(axis=1) / applies.sum(axis=1)
    enough = (counts["note"] == "").to_numpy() & (lacking == 0)
    note = np.where(
        (counts["note"] == "").to_numpy() & (lacking > 0),
        [f"not enough answers on {k} of {n} principles" for k in lacking],
        counts["note"],
    )
    return counts.assign(score=np.where(enough, mean, np.nan), note=note)


def _units(framework: Framework, by: str) -> tuple[list[str], np.ndarray]:
    if by not in ways_to_divide(framework):
        raise ValueError(f"'{by}' does not divide {framework.title}; expected {', '.join(ways_to_divide(framework))}")
    if by == OVERALL:
        return [ALL], np.zeros(len(framework.criteria), dtype=np.int64)
    values = framework.table[unit_column(by)]
    if by == GROUP:
        order = [group.group_id for group in framework.groups]
    elif by == PRINCIPLE:
        order = [*framework.principle_ids, *values]
    elif by == CRITERION:
        order = list(values)
    else:
        order = list(framework.facet(by).values)
    used = set(values)
    units = [unit for unit in dict.fromkeys(order) if unit in used]
    return units, pd.Index(units).get_indexer(values)


def _answer_codes(rows: pd.DataFrame, framework: Framework) -> np.ndarray:
    values = np.array([level.value for level in framework.levels])
    level = rows["level"].to_numpy(dtype=float, na_value=np.nan)
    position = np.clip(np.searchsorted(values, np.nan_to_num(level, nan=values[0])), 0, len(values) - 1)
    answers = pd.Index(ANSWERS).get_indexer(rows["answer"])
    off_scale = (answers == 0) & (values[position] != level)
    if off_scale.any() or (answers < 0).any():
        bad = rows[off_scale | (answers < 0)].iloc[0]
        raise ValueError(
            f"{bad['criterion_id']}: answer {bad['answer']!r} at level {bad['level']!r} is not on the scale"
        )
    return np.where(answers == 0, position, len(values) - 1 + answers)


def _medians(by_level: np.ndarray, values: np.ndarray) -> np.ndarray:
    total = by_level.sum(axis=1)
    cumulative = by_level.cumsum(axis=1)
    low = values[np.minimum((cumulative < (np.floor((total + 1) / 2))[:, None]).sum(axis=1), len(values) - 1)]
    high = values[np.minimum((cumulative < (np.floor(total / 2) + 1)[:, None]).sum(axis=1), len(values) - 1)]
    return np.where(total > 0, (low + high) / 2, np.nan)


def _notes(shown: np.ndarray, rated: np.ndarray, applicable: np.ndarray, *, single: bool) -> np.ndarray:
    notes = np.full(len(shown), "", dtype=object)
    for i in np.flatnonzero(~shown):
        counted = f"({int(rated[i])} of {int(applicable[i])})"
        few = not single and 0 < applicable[i] < MIN_RATED
        notes[i] = f"too few criteria for a score {counted}" if few else f"not enough answers {counted}"
        if applicable[i] == 0:
            notes[i] = "not applicable"
    return notes
