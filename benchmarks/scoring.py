"""All scores of all areas, rounds and frameworks, against the bare count of the ratings that they rest on."""

from __future__ import annotations

from benchmarks.comparing import Comparison, clocked, in_turns
from benchmarks.demonstration import demonstration
from csp_analytics import findings
from csp_analytics.analysis.scores import BY, maturity_scores
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store import reading
from csp_analytics.store.connection import Store

NAME = "scores"
TURNS = 21
COUNT = (
    "select framework, round, area_code, criterion_id, answer, level, count(*) as n from current_rating "
    "where area_code not like 'outside:%' group by all"
)


def run() -> list[Comparison]:
    """Scores by overall, principle, group and criterion for everything in the demonstration database."""
    with demonstration() as store:
        taken = in_turns(
            {
                "once": clocked(lambda: _scores(store)),
                "each": clocked(lambda: _scores_by_question(store)),
                "count": clocked(lambda: store.frame(COUNT)),
            },
            TURNS,
        )
        n = len(store.frame(COUNT))
    against = f"one SQL count of the same {n:,} ratings by all of these columns and level, fetched as a frame"
    return [
        Comparison(
            "all scores (overall, principle, group, criterion) of 32 areas, 3 rounds, 3 frameworks: ratings read once "
            "for each framework, scored four ways",
            against,
            taken["once"],
            taken["count"],
            goal=10.0,
        ),
        Comparison(
            "the same through the twelve questions that pages and commands ask, each reading its ratings anew",
            against,
            taken["each"],
            taken["count"],
        ),
    ]


def _scores(store: Store) -> None:
    for framework in frameworks().values():
        rows = reading.ratings(store, framework.framework_id)
        for by in BY:
            maturity_scores(rows, framework, by)


def _scores_by_question(store: Store) -> None:
    for framework_id in frameworks():
        for by in BY:
            findings.scores(store, framework_id, by=by)
