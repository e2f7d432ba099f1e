"""Surveys into the database: the part of :mod:`csp_analytics.store.writing` that is about people's answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import duckdb
import pandas as pd

from csp_analytics.ingest.reading import COLUMNS, SURVEY, Reading
from csp_analytics.problems import NOTE, WARNING, Problem
from csp_analytics.store.connection import Store
from csp_analytics.store.numbers import give

KEYS = ["definition", "round", "scope"]
MOST_DECISIONS = 5000  # of a couple of kilobytes


def write_surveys(cursor: duckdb.DuckDBPyConnection, given: dict[str, Any]) -> None:
    """Writes the registered frames ``incoming_survey``, ``_respondent``, ``_answer`` and ``_free_text``.

    Args:
        cursor: inside a transaction.
        given: ``import_id, demo, file, digest, by``.
    """
    _thin_decisions(cursor)
    cursor.execute(
        "update survey set status = 'replaced' where status = 'current' and (definition, round, scope) in "
        "(select (definition, round, scope) from incoming_survey)"
    )
    many = int(cursor.execute("select count(*) from incoming_survey").fetchall()[0][0])
    cursor.execute(
        "insert into survey (survey_id, definition, round, scope, status, layout, n_rows, n_respondents, set_aside, "
        "dropped, source_file, source_digest, imported_at, imported_by, import_id, demo) select "
        "$first - 1 + row_number() over (order by definition), definition, round, scope, 'current', layout, n_rows, "
        "n_respondents, set_aside, dropped, $file, $digest, now()::timestamp, $by, $import_id, $demo "
        "from incoming_survey order by definition",
        {**given, "first": give(cursor, "survey", many)},
    )
    for name in ("respondent", "answer", "free_text"):
        columns = ", ".join(column for column in COLUMNS[name] if column != "definition")
        there = cursor.execute(
            "select count(*) from duckdb_views() where view_name = $name", {"name": f"incoming_{name}"}
        ).fetchall()
        if there[0][0]:
            cursor.execute(
                f"insert into {name} (survey_id, {columns}) select s.survey_id, {columns} from incoming_{name} i "
                "join survey s on s.definition = i.definition and s.import_id = $import_id",
                {"import_id": given["import_id"]},
            )


def write_posts(cursor: duckdb.DuckDBPyConnection, given: dict[str, Any]) -> None:
    """Writes ``incoming_post``; a number of the same survey, round and area goes."""
    cursor.execute(
        "delete from post where (definition, round, area_code) in "
        "(select (definition, round, area_code) from incoming_post)"
    )
    cursor.execute(
        "insert into post (definition, round, area_code, posts, source, import_id, demo) "
        "select definition, round, area_code, posts, source, $import_id, $demo from incoming_post",
        given,
    )


def _thin_decisions(cursor: duckdb.DuckDBPyConnection) -> None:
    """Forgets what was decided about which figures are shown when there is very much of it.

    A decision is told by the counts that it was made for, so those of surveys that stay the same hold on, and those
    of answers that are gone are never found again.
    """
    cursor.execute(
        "delete from survey_decision where (select count(*) from survey_decision) > $most", {"most": MOST_DECISIONS}
    )


def clear_demo_answers(cursor: duckdb.DuckDBPyConnection) -> None:
    """Removes what people answered in demonstration surveys; the surveys themselves are removed by the caller."""
    _thin_decisions(cursor)
    for table in ("respondent", "answer", "free_text"):
        cursor.execute(f"delete from {table} where survey_id in (select survey_id from survey where demo)")


def without_real_surveys(store: Store, reading: Reading) -> Reading:
    """The reading of a demonstration survey without the definitions that were really asked in the same round."""
    real = store.frame("select distinct definition, round from survey where status = 'current' and not demo")
    asked = reading.tables["survey"]
    taken = pd.MultiIndex.from_frame(asked[["definition", "round"]]).isin(pd.MultiIndex.from_frame(real))
    if not taken.any():
        return reading
    gone = set(asked.loc[taken, "definition"])
    tables = {name: table[~table["definition"].isin(gone)] for name, table in reading.tables.items()}
    return replace(reading, tables=tables)


def is_there(store: Store, reading: Reading) -> bool:
    """Whether everything of the file is in the database already."""
    if reading.kind != SURVEY:
        posts = reading.tables["post"][["definition", "round", "area_code", "posts"]]
        there = store.frame("select definition, round, area_code, posts from post")
        return len(posts.merge(there)) == len(posts)
    asked = reading.tables["survey"][[*KEYS, "n_respondents"]]
    there = store.frame(
        "select definition, round, scope, n_respondents from survey "
        "where status = 'current' and source_digest = $digest",
        {"digest": reading.digest},
    )
    n_answers = store.value(
        "select count(*) from answer join survey using (survey_id) "
        "where status = 'current' and source_digest = $digest",
        {"digest": reading.digest},
    )
    n_texts = store.value(
        "select count(*) from free_text join survey using (survey_id) "
        "where status = 'current' and source_digest = $digest",
        {"digest": reading.digest},
    )
    about = ["definition", "area_code", "role", "sector"]
    people = store.frame(
        "select definition, area_code, role, sector, count(*)::integer as n from respondent "
        "join survey using (survey_id) where status = 'current' and source_digest = $digest group by all",
        {"digest": reading.digest},
    )
    read = reading.tables["respondent"].groupby(about, as_index=False, observed=True).size()
    same_people = len(people) == len(read) == len(read.merge(people, left_on=[*about, "size"], right_on=[*about, "n"]))
    return (
        same_people
        and len(asked.merge(there)) == len(asked)
        and n_answers == len(reading.tables["answer"])
        and n_texts == len(reading.tables.get("free_text", ()))
    )


def replaced(store: Store, reading: Reading) -> list[Problem]:
    """What the file takes the place of, and which other survey of the round has people of the same areas."""
    asked = reading.tables["survey"][KEYS]
    there = store.frame(
        "select definition, round, scope, source_file, n_respondents, imported_at from survey "
        "where status = 'current' and not demo"
    )
    told = [
        Problem(
            NOTE,
            reading.file,
            found=f"{row.definition} {row.round}: {row.n_respondents:,} respondents of {row.source_file}, loaded on "
            f"{row.imported_at:%-d %B %Y}",
            advice="This file takes their place; they stay in the database as replaced.",
            code="replaces",
        )
        for row in asked.merge(there).itertuples()
    ]
    others = asked.merge(there, on=["definition", "round"], suffixes=("", "_there"))
    others = others[others["scope"] != others["scope_there"]]
    return told + [
        Problem(
            WARNING,
            reading.file,
            found=f"{row.definition} {row.round} is there from {row.source_file} too, for other areas",
            expected="each person in one file only",
            advice="Both are counted. If the same people are in both, load one file that holds everybody once.",
            code="two-surveys",
        )
        for row in others.itertuples()
    ]
