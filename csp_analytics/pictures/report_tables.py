"""The figures behind a report as tidy tables: one fact a row, the names of the data dictionary."""

from __future__ import annotations

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.areas.register import register
from csp_analytics.charts.words import unit_titles
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.store.connection import Store

COLUMNS = {
    "framework": "framework id",
    "round": "the wave of assessment",
    "by": "what is scored: overall, principle, group or criterion",
    "unit": "id of the principle, group or criterion; 'all' for overall",
    "title": "its title",
    "area_code": "GSS code of the area",
    "area": "name of the area",
    "score": "maturity score, 0 to 100; empty when there are too few answers (by criterion: the level as points)",
    "median_level": "middle level on the framework's scale",
    "n_rated": "rated criteria",
    "n_applicable": "criteria that apply: rated, don't know and not answered",
    "coverage": "n_rated / n_applicable, 0 to 1",
    "note": "why there is no score",
    "grouping": "id of the peer grouping",
    "peer_group": "the area's peer group; for nearest neighbours the area's own code",
    "peer_median": "median of the peers' scores, own area left out",
    "q1": "lower quartile of the peers (type 7)",
    "q3": "upper quartile of the peers (type 7)",
    "lowest": "lowest peer",
    "highest": "highest peer",
    "n_peers": "peers with a score",
    "gap": "score less peer_median",
    "band": "higher, similar, lower or not compared",
    "rank_best": "rank among all areas with a score, ties in whole points shared: best place",
    "rank_worst": "the same: last place",
    "n_ranked": "areas with a score",
    "demo": "whether the figures rest on demonstration data",
}
BY = (scoring.OVERALL, scoring.PRINCIPLE, scoring.GROUP, scoring.CRITERION)


def report_tables(
    store: Store, framework_id: str, round_: str, grouping_id: str, codes: tuple[str, ...] = ()
) -> dict[str, pd.DataFrame]:
    """Scores and comparisons of one round, of some areas (``codes``) or all of them.

    Returns:
        ``scores`` and ``compared``: a row an area and unit with the columns of :data:`COLUMNS`.
    """
    framework, names = framework_of(framework_id), register().names
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    found = []
    for by in BY:
        column, titles = scoring.unit_column(by), unit_titles(framework, by)
        frame = findings.comparison(store, framework_id, round_, grouping_id, by=by)
        frame = frame[frame["area_code"].isin(codes)] if codes else frame
        found.append(
            frame.assign(
                framework=framework_id, by=by, unit=frame[column], title=frame[column].map(titles),
                area=frame["area_code"].map(names), grouping=grouping_id, peer_group=frame["group"], demo=demo,
            )
        )  # fmt: skip
    whole = pd.concat(found, ignore_index=True)
    said = ["framework", "round", "by", "unit", "title", "area_code", "area"]
    scored = [*said, "score", "median_level", "n_rated", "n_applicable", "coverage", "note", "demo"]
    compared = [
        *said, "score", "grouping", "peer_group", "peer_median", "q1", "q3", "lowest", "highest", "n_peers", "gap",
        "band", "rank_best", "rank_worst", "n_ranked", "demo",
    ]  # fmt: skip
    return {"scores": whole[scored], "compared": whole[compared]}
