"""Who answered a survey, and how far they stand for all areas. Small numbers are never among the answers."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from csp_analytics.analysis import sample
from csp_analytics.analysis.survey_units import ALL, GROUP
from csp_analytics.areas import groupings as peer_definitions
from csp_analytics.areas.groupings import FIXED
from csp_analytics.areas.register import register
from csp_analytics.findings.survey_plans import plan
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.surveys.model import AREA, NOT_SAID, ROLE, SECTOR


@dataclass(frozen=True)
class WhoAnswered:
    """Who answered one survey in one round.

    Attributes:
        definition, round: the survey.
        n: how many people; empty under five.
        posts: how many could have; empty when it is not known.
        response_rate: 0 to 100, empty when one of both is.
        n_areas, of_areas: areas of the register with an answer, and all.
        by_role, by_sector: ``unit, n, share, status``.
        by_area: the same and ``posts, response_rate``, for every area.
        by_place: for each fixed grouping, by id, its groups: the columns of ``by_area`` and ``n_areas`` (members),
            ``population, share_respondents, share_population, difference, words``.
        apart: for each of these groupings how far respondents and population are apart: ``grouping_id,
            dissimilarity`` (0 to 100), ``effective_number``.
    """

    definition: str
    round: str
    n: float
    posts: float
    response_rate: float
    n_areas: int
    of_areas: int
    by_role: pd.DataFrame
    by_sector: pd.DataFrame
    by_area: pd.DataFrame
    by_place: dict[str, pd.DataFrame]
    apart: pd.DataFrame


def who_answered(store: Store, definition: str, round_: str) -> WhoAnswered:
    """Who answered: see :class:`WhoAnswered`.

    Raises:
        NothingThere: when nobody did.
    """
    decided = plan(store, definition, round_)
    everybody = counted(store, definition, round_, by=ALL).iloc[0]
    there = set(decided.units.cells["area_code"]) - {NOT_SAID}
    fixed = [key for key, one in peer_definitions.groupings().items() if one.kind == FIXED]
    by_place = {key: _by_place(store, definition, round_, key) for key in fixed}
    apart = [
        (key, sample.dissimilarity(one["n"], one["population"]), sample.effective_number(one["n"], one["population"]))
        for key, one in by_place.items()
    ]
    return WhoAnswered(
        definition=definition,
        round=round_,
        n=float(everybody["n"]),
        posts=float(everybody["posts"]),
        response_rate=float(everybody["response_rate"]),
        n_areas=len(there & set(register().areas)),
        of_areas=len(register().areas),
        by_role=counted(store, definition, round_, by=ROLE).drop(columns=["posts", "response_rate"]),
        by_sector=counted(store, definition, round_, by=SECTOR).drop(columns=["posts", "response_rate"]),
        by_area=counted(store, definition, round_, by=AREA),
        by_place=by_place,
        apart=pd.DataFrame(apart, columns=["grouping_id", "dissimilarity", "effective_number"]),
    )


def counted(store: Store, definition: str, round_: str, *, by: str, grouping_id: str = "") -> pd.DataFrame:
    """Respondents and response rate of each unit: see :func:`csp_analytics.analysis.sample.counted`."""
    decided = plan(store, definition, round_)
    rows = decided.units.rows_of(by, grouping_id)
    posts = survey_reading.posts(store, definition, round_)
    of_area = posts.set_index("area_code")["posts"].astype(float)
    known = decided.units.posts(rows, of_area, survey_reading.posts_of_country(posts))
    return sample.counted(decided, rows, known)


def _by_place(store: Store, definition: str, round_: str, grouping_id: str) -> pd.DataFrame:
    found = counted(store, definition, round_, by=GROUP, grouping_id=grouping_id)
    members = peer_definitions.membership()
    members = members[members["grouping_id"] == grouping_id]
    people = {code: area.population for code, area in register().areas.items()}
    population = members["area_code"].map(people).astype(float).groupby(members["group"]).sum(min_count=1)
    found["n_areas"] = found["unit"].map(members.groupby("group")["area_code"].nunique())
    found["population"] = found["unit"].map(population)
    return found.join(sample.beside_population(found["n"], found["population"]))
