"""Every score and every comparison of the demonstration data by another road.

SQL written from docs/methods.md, over the database file and the definition files themselves: no line of the program is
used on that side, not even to read a framework or to find the nearest neighbours.
"""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml

from csp_analytics import findings
from csp_analytics.analysis.scores import unit_column
from csp_analytics.paths import DATA

FRAMEWORKS = ("safer-communities", "excellence", "hallmarks")
DIVISIONS = [
    *((name, by) for name in FRAMEWORKS for by in ("principle", "group", "criterion")),
    ("hallmarks", "hallmark"),
    ("hallmarks", "heading"),
]
GROUPINGS = ("family-people", "family-other", "urban-rural", "police-division", "nearest-neighbours")

# Level counts of every area, round and unit; two thirds in whole numbers, so that no rounding hides a wrong limit.
SCORED = """
select *, n_rated / nullif(n_applicable, 0) as coverage,
    case when {single} and n_rated > 0 or n_rated >= 3 and 3 * n_rated >= 2 * n_applicable
         then 100.0 * (mean_level - lowest) / (highest - lowest) end as score
from (
    select framework, area_code, round, {unit} as unit, any_value(lowest) as lowest, any_value(highest) as highest,
        count(*) filter (answer = 'rated') as n_rated,
        count(*) filter (answer = 'not applicable') as n_not_applicable,
        count(*) filter (answer = 'don''t know') as n_dont_know,
        count(*) filter (answer = 'missing') as n_missing,
        count(*) filter (answer in ('rated', 'don''t know', 'missing')) as n_applicable,
        avg(level) as mean_level, quantile_cont(level, 0.5) as median_level
    from demo.rating join demo.assessment using (assessment_id)
    join criteria using (framework, criterion_id) join scale using (framework)
    where status = 'current' and framework = $framework
    group by all
)
"""
OVERALL = """
select everything.* replace (
    case when everything.score is not null and lacking = 0 then mean_of_principles end as score)
from ({everything}) everything join (
    select area_code, round, avg(score) as mean_of_principles,
        count(*) filter (n_applicable > 0 and score is null) as lacking
    from ({by_principle}) group by all
) using (area_code, round)
"""
# z-scores over all areas, logarithm where asked, the seven nearest by weighted Euclidean distance, ties by code.
PAIRS = """
create table pairs as
with used as (
    select area_code, variable, weight, if(transform = 'log', ln(value::double), value::double) as value
    from context join variables using (variable)
), z as (
    select area_code, variable, weight,
        (value - avg(value) over (partition by variable)) / stddev_pop(value) over (partition by variable) as z
    from used
), apart as (
    select a.area_code, b.area_code as peer_code, sqrt(sum(a.weight * (a.z - b.z) ** 2) / sum(a.weight)) as distance
    from z a join z b on a.variable = b.variable and a.area_code <> b.area_code group by all
)
select 'nearest-neighbours' as grouping_id, area_code, peer_code from apart
qualify row_number() over (partition by area_code order by distance, peer_code) <= 7
union all
select grouping_id, a.area_code, b.area_code from groups a join groups b using (grouping_id, "group")
where a.area_code <> b.area_code
"""
# An area alone in its group belongs to it all the same; every area has a set of neighbours of its own.
MEMBERS = """
create table members as
select grouping_id, "group", area_code from groups
union all
select distinct grouping_id, area_code, area_code from pairs where grouping_id = 'nearest-neighbours'
"""
COMPARED = """
with scored as (select * from ({scored}) where round = $round),
peers as (
    select area_code, peer_code from pairs where grouping_id = $grouping
    union all
    select area_code, area_code from members where grouping_id = $grouping and $include_self
),
figures as (
    select p.area_code, s.unit, median(s.score) as peer_median, avg(s.score) as peer_mean,
        quantile_cont(s.score, 0.25) as q1, quantile_cont(s.score, 0.75) as q3,
        min(s.score) as lowest, max(s.score) as highest, count(s.score) as n_peers
    from peers p join scored s on s.area_code = p.peer_code group by all
),
size as (select area_code, count(*) as n_peers_all from peers group by 1)
select o.area_code, o.unit, o.score as value, peer_median,
    if($statistic = 'mean', peer_mean, peer_median) as peer_value,
    q1, q3, f.lowest, f.highest, coalesce(n_peers, 0) as n_peers, coalesce(n_peers_all, 0) as n_peers_all, m."group",
    o.score - if($statistic = 'mean', peer_mean, peer_median) as gap,
    case when o.score is null or coalesce(n_peers, 0) < 5 then 'not compared'
         when abs(gap) <= within + 1e-9 then 'similar'
         when gap > 0 then 'higher' else 'lower' end as band,
    if(value is null, null, 1 + (select count(*) from scored x
        where x.unit = o.unit and floor(x.score + 0.5) > floor(o.score + 0.5))) as rank_best,
    if(value is null, null, (select count(*) from scored x
        where x.unit = o.unit and floor(x.score + 0.5) >= floor(o.score + 0.5))) as rank_worst,
    (select count(x.score) from scored x where x.unit = o.unit) as n_ranked
from scored o join scale on scale.framework = o.framework
left join figures f on f.area_code = o.area_code and f.unit = o.unit
left join size on size.area_code = o.area_code
left join members m on m.area_code = o.area_code and m.grouping_id = $grouping
"""


@pytest.fixture(scope="module")
def sql(demo_database):
    """A connection of its own to a database file that nobody has open, with the definition files as tables."""
    scales, variables = [], []
    for name in FRAMEWORKS:
        scale = yaml.safe_load((DATA / "frameworks" / name / "framework.yaml").read_text("utf-8"))["scale"]
        values = [level["value"] for level in scale["levels"]]
        within = 100 * scale.get("similar_within_levels", 0.5) / (max(values) - min(values))
        scales.append((name, min(values), max(values), within))
    for grouping in yaml.safe_load((DATA / "peer_groupings.yaml").read_text("utf-8"))["groupings"]:
        variables += [(v["variable"], float(v["weight"]), v["transform"]) for v in grouping.get("variables", [])]
    with duckdb.connect() as database:
        database.execute(f"attach '{demo_database}' as demo (read_only)")
        database.execute("create table scale (framework text, lowest double, highest double, within double)")
        database.executemany("insert into scale values (?, ?, ?, ?)", scales)
        database.execute("create table variables (variable text, weight double, transform text)")
        database.executemany("insert into variables values (?, ?, ?)", variables)
        for table, file in (("context", "context.csv"), ("groups", "peer_groups.csv")):
            database.execute(f"create table {table} as from read_csv('{DATA / file}', all_varchar = true)")
        files = f"'{DATA}/frameworks/*/criteria.csv', all_varchar = true, union_by_name = true, filename = true"
        database.execute(
            'create table criteria as select *, principle_id as principle, group_id as "group", '
            "criterion_id as criterion, split_part(filename, '/', -2) as framework "
            f"from read_csv({files}) where rated = 'yes'"
        )
        database.execute(PAIRS)
        database.execute(MEMBERS)
        yield database


def scored(by: str) -> str:
    """The SQL of scores by a division."""
    if by == "overall":
        return OVERALL.format(
            everything=SCORED.format(unit="'all'", single=False),
            by_principle=SCORED.format(unit="principle", single=False),
        )
    return SCORED.format(unit=f'"{by}"', single=by == "criterion")


def beside(ours: pd.DataFrame, theirs: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Both answers in one frame; a row that only one of them has is a failure."""
    both = ours.merge(theirs, on=keys, suffixes=("", "_sql"), how="outer", validate="1:1", indicator="side")
    assert set(both["side"]) == {"both"}
    return both


def assert_alike(both: pd.DataFrame, column: str) -> None:
    """One column of both answers, missing where missing."""
    ours, theirs = both[column].astype(float), both[f"{column}_sql"].astype(float)
    np.testing.assert_allclose(ours, theirs, atol=1e-9, err_msg=column)


@pytest.mark.parametrize(("name", "by"), [*((name, "overall") for name in FRAMEWORKS), *DIVISIONS])
def test_every_score_and_what_it_rests_on(sql, demo_store, name, by):
    ours = findings.scores(demo_store, name, by=by).rename(columns={unit_column(by): "unit"})
    theirs = sql.execute(scored(by), {"framework": name}).df()
    both = beside(ours, theirs, ["area_code", "round", "unit"])
    assert set(both["round"]) == {"2021", "2023", "2025"}
    for column in ("n_rated", "n_not_applicable", "n_dont_know", "n_missing", "n_applicable"):
        assert (both[column] == both[f"{column}_sql"]).all(), column
    for column in ("coverage", "mean_level", "median_level", "score"):
        assert_alike(both, column)
    assert ((both["note"] == "") == both["score"].notna()).all()
    assert both["score"].notna().sum() > 60


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize(("name", "by"), [*((name, "overall") for name in FRAMEWORKS), *DIVISIONS])
def test_every_comparison(sql, demo_store, name, by, grouping):
    assert_comparison(sql, demo_store, name, by, grouping, "2025", include_self=False, statistic="median")


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("name", FRAMEWORKS)
def test_every_comparison_as_the_benchmarking_framework_publishes_it(sql, demo_store, name, grouping):
    assert_comparison(sql, demo_store, name, "principle", grouping, "2021", include_self=True, statistic="mean")


def assert_comparison(sql, store, name, by, grouping, round_, *, include_self, statistic):
    """Every area beside its peers, all columns, by both roads."""
    ours = findings.comparison(
        store, name, round_, grouping, by=by, include_self=include_self, statistic=statistic
    ).rename(columns={unit_column(by): "unit"})
    theirs = sql.execute(
        COMPARED.format(scored=scored(by)),
        {
            "framework": name,
            "round": round_,
            "grouping": grouping,
            "include_self": include_self,
            "statistic": statistic,
        },
    ).df()
    both = beside(ours, theirs, ["area_code", "unit"])
    for column in ("value", "peer_median", "peer_value", "q1", "q3", "lowest", "highest", "gap"):
        assert_alike(both, column)
    for column in ("rank_best", "rank_worst", "n_ranked", "n_peers", "n_peers_all"):
        assert_alike(both, column)
    for column in ("band", "group"):
        assert (both[column] == both[f"{column}_sql"]).all(), column
    assert both["area_code"].nunique() >= 30


def test_the_road_is_a_different_one(sql):
    """The SQL side knows 37, 49 and 100 rated rows and 224 pairs of neighbours from the files, not from the program."""
    rows = sql.execute("select framework, count(*) from criteria group by 1 order by 1").fetchall()
    assert rows == [("excellence", 49), ("hallmarks", 100), ("safer-communities", 37)]
    neighbours = "select count(*), count(distinct area_code) from pairs where grouping_id = 'nearest-neighbours'"
    assert sql.execute(neighbours).fetchall() == [(7 * 32, 32)]
