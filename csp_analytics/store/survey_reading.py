"""What is asked of the surveys in the database: always counts of answers, never the answers of one person.

The heavy counting is SQL, down to a small cube (area, role, sector, item, value), so that what is done with it in
pandas takes the same time for 50 respondents and for 100,000.
"""

from __future__ import annotations

import pandas as pd

from csp_analytics.frameworks.wording import round_order
from csp_analytics.ingest.reading import EVERYWHERE
from csp_analytics.store.connection import Store

_ASKED = "s.status = 'current' and s.definition = $definition and s.round = $round"


def surveys(store: Store) -> pd.DataFrame:
    """Current surveys, one row a definition, round and scope.

    Columns: ``survey_id, definition, round, scope, layout, n_rows, n_respondents, set_aside, dropped`` (JSON texts),
    ``source_file, imported_at, imported_by, demo``.
    """
    return store.frame(
        "select survey_id, definition, round, scope, layout, n_rows, n_respondents, set_aside, dropped, source_file, "
        "imported_at, imported_by, demo from survey where status = 'current' order by definition, round, scope"
    )


def rounds(store: Store, definition: str) -> list[str]:
    """Rounds in which a survey was held, earliest first."""
    found = store.frame(
        "select distinct round from survey where status = 'current' and definition = $definition",
        {"definition": definition},
    )["round"]
    return sorted(found, key=round_order)


def respondent_counts(store: Store, definition: str, round_: str) -> pd.DataFrame:
    """Respondents of a survey: ``area_code, role, sector, n``; blanks where it was not said."""
    return store.frame(
        "select r.area_code, r.role, r.sector, count(*)::integer as n from respondent r "
        f"join survey s using (survey_id) where {_ASKED} group by all order by all",
        {"definition": definition, "round": round_},
    )


def answer_counts(store: Store, definition: str, round_: str, question_id: str) -> pd.DataFrame:
    """Answers to one question: ``area_code, role, sector, item_id, value, n`` (number of respondents)."""
    return store.frame(
        "select r.area_code, r.role, r.sector, a.item_id, a.value, count(*)::integer as n from answer a "
        f"join survey s using (survey_id) join respondent r using (survey_id, respondent_id) where {_ASKED} "
        "and a.question_id = $question group by all order by all",
        {"definition": definition, "round": round_, "question": question_id},
    )


def pair_counts(store: Store, definition: str, round_: str, first: str, second: str) -> pd.DataFrame:
    """Respondents who answered two questions about the same item.

    Returns:
        ``area_code, role, sector, item_id, first, second, n``: how many gave this pair of values.
    """
    return store.frame(
        "select r.area_code, r.role, r.sector, a.item_id, a.value as first, b.value as second, "
        "count(*)::integer as n from answer a join answer b using (survey_id, respondent_id, item_id) "
        f"join survey s using (survey_id) join respondent r using (survey_id, respondent_id) where {_ASKED} "
        "and a.question_id = $first and b.question_id = $second group by all order by all",
        {"definition": definition, "round": round_, "first": first, "second": second},
    )


def posts(store: Store, definition: str, round_: str) -> pd.DataFrame:
    """How many people could have answered: ``area_code, posts``; the area is ``all`` for the whole country.

    A number for this very survey goes before one for every survey of the round.
    """
    return store.frame(
        "select area_code, arg_max(posts, definition = $definition) as posts from post "
        "where definition in ('', $definition) and round = $round group by area_code order by area_code",
        {"definition": definition, "round": round_},
    )


def posts_of_country(posts: pd.DataFrame) -> int | None:
    """The number for the whole country: as given, else the sum of the areas, else None when nothing is known."""
    whole = posts.loc[posts["area_code"] == EVERYWHERE, "posts"]
    if len(whole):
        return int(whole.iloc[0])
    return int(posts["posts"].sum()) if len(posts) else None


def rests_on_demo(store: Store, definition: str, round_: str) -> bool:
    """Whether any current survey of a definition and round is demonstration data."""
    return bool(
        store.value(
            "select count(*) from survey where status = 'current' and demo and definition = $definition "
            "and round = $round",
            {"definition": definition, "round": round_},
        )
    )


def saved_layouts(store: Store) -> pd.DataFrame:
    """Saved layouts: ``name, definition, mapping`` (JSON), ``saved_at, saved_by``, in order of name."""
    return store.frame("select name, definition, mapping, saved_at, saved_by from survey_layout order by name")
