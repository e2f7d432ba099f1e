"""A nation of thousands of areas, twenty rounds and millions of survey answers: a folder of definitions, a database.

Ratings and answers are drawn by SQL straight into a database file of the program's own schema: the seeded hash of what
a row is about says what is in it, so the same call gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from csp_analytics import paths
from csp_analytics.areas.groupings import COMPUTED, context, groupings
from csp_analytics.demo import generated, invented
from csp_analytics.demo.setting import SEED
from csp_analytics.frameworks.load import frameworks
from csp_analytics.store.connection import open_store
from csp_analytics.surveys.load import surveys

PARTS_OF_A_COUNTRY = ("North", "South", "East", "West")
LAST_YEAR = 2025
NOW = "timestamp '2026-01-01'"


@dataclass(frozen=True)
class Nation:
    """How large it is: areas (a multiple of four), families, rounds, and people who answered the survey."""

    areas: int = 3760
    families: int = 94
    rounds: int = 20
    people: int = 70_000


def define(folder: Path, nation: Nation) -> None:
    """Writes the folder of definitions: the dashboard's own, with invented areas, context figures and families."""
    folder.mkdir(parents=True)
    generated._copy_definitions(paths.definitions(), folder)
    first = invented.areas(nation.areas // len(PARTS_OF_A_COUNTRY), SEED)
    parts = [
        first.assign(
            area_code=[f"X{part}{place:07}" for place in range(1, len(first) + 1)],
            name=first["name"] + f" {word}",
            short_name=first["name"] + f" {word}",
            tile_label=first["tile_label"] + word[0],
        )
        for part, word in enumerate(PARTS_OF_A_COUNTRY, start=1)
    ]
    areas = pd.concat(parts, ignore_index=True)
    figures = invented.context(areas, context(), SEED)
    computed = [one for one in groupings().values() if one.kind == COMPUTED]
    tables = {
        "areas.csv": invented.with_population(areas, figures),
        "context.csv": figures,
        "peer_groups.csv": invented.peer_groups(areas, figures, computed[0], nation.families, SEED),
    }
    for name, table in tables.items():
        table.to_csv(folder / name, index=False, lineterminator="\n")
    (folder / "peer_groupings.yaml").write_text(generated._groupings(computed), "utf-8")


def fill(database: Path, nation: Nation) -> dict[str, int]:
    """Makes the database of the definitions that are in use and fills it. Returns how many rows each table has.

    Args:
        database: a file that does not exist.
        nation: how large.
    """
    open_store(database).close()
    with duckdb.connect(str(database)) as connection:
        _places(connection)
        _ratings(connection, nation)
        _answers(connection, nation)
        connection.execute(f"insert into import_log select 1, 'nation', 'nation', 'assessment', 'long', {NOW}, {NOW}, "
                           "'benchmark', 'loaded', '{}', '[]', false, null")  # fmt: skip
        connection.execute("update schema_version set data_version = 1")
        tables = ("assessment", "rating", "respondent", "answer")
        return {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0] for name in tables}


def _places(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create temp table place as select row_number() over () place, area_code from read_csv($file)",
                       {"file": str(paths.definitions() / "areas.csv")})  # fmt: skip


def _ratings(connection: duckdb.DuckDBPyConnection, nation: Nation) -> None:
    """One framework, every area, every round; an area has a strength of its own, and one answer in 30 is missing."""
    framework = next(iter(frameworks().values()))
    rows = pd.DataFrame({"criterion_id": [row.criterion_id for row in framework.criteria]})
    levels = [level.value for level in framework.levels]
    connection.register("rated", rows)
    connection.execute(
        f"""insert into assessment select row_number() over (), $framework, area_code, round::varchar, 'current',
            'nation', 'nation', {NOW}, 'benchmark', 1, false, null, 0
            from (select distinct {LAST_YEAR} - rounds.range round from range($rounds) rounds) r, place
            order by 4, 3""",
        {"framework": framework.framework_id, "rounds": nation.rounds},
    )
    connection.execute(
        f"""insert into rating
            select assessment_id, criterion_id, case when lot < 0.03 then 'missing' else 'rated' end,
              case when lot >= 0.03 then least({max(levels)}, greatest({min(levels)},
                {min(levels)} + floor({len(levels)} * (0.5 * own + 0.5 * lot))))::smallint end,
              case when lot > 0.7 then 'Evidence of ' || criterion_id end, null
            from (select assessment_id, criterion_id, hash($seed, area_code) % 1000 / 1000.0 own,
                    hash($seed, area_code, round, criterion_id) % 1000 / 1000.0 lot
                  from assessment, rated) drawn""",
        {"seed": SEED},
    )


def _answers(connection: duckdb.DuckDBPyConnection, nation: Nation) -> None:
    """The first survey of the definitions, answered in full in the last round by people of every area."""
    survey = next(iter(surveys().values()))
    asked = [one for one in survey.questions if one.items and one.scale]
    grid = pd.DataFrame([
        {"question_id": one.question_id, "item_id": item.item_id, "low": one.scale[0].value, "steps": len(one.scale)}
        for one in asked for item in one.items
    ])  # fmt: skip
    connection.register("asked", grid)
    connection.execute(
        f"""insert into survey select 1, $survey, '{LAST_YEAR}', 'all', 'current', 'plain', $people, $people, '{{}}',
            '[]', 'nation', 'nation', {NOW}, 'benchmark', 1, false""",
        {"survey": survey.survey_id, "people": nation.people},
    )
    connection.execute(
        """insert into respondent select 1, number.range + 1, area_code,
             list_extract(['lead','strategic','analyst','practitioner'], (1 + hash($seed, number.range) % 4)::int),
             list_extract(['council','police','fire','health'], (1 + hash(number.range, $seed) % 4)::int)
           from range($people) number join place on place = 1 + number.range % (select count(*) from place)""",
        {"people": nation.people, "seed": SEED},
    )
    connection.execute(
        """insert into answer select 1, respondent_id, question_id, item_id,
             low + floor(steps * (0.6 * (hash(item_id, $seed) % 1000) + 0.4 * (hash(respondent_id, item_id, question_id)
               % 1000)) / 1000.0)
           from respondent, asked""",
        {"seed": SEED},
    )
