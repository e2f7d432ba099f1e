"""What benchmarks rest on: ratios the right way round, a crowd that walks the same way, a nation as it says."""

from benchmarks.comparing import Comparison
from benchmarks.nation import Nation, define, fill
from benchmarks.opened import pages_on
from benchmarks.visitors import walk
from csp_analytics import findings
from csp_analytics.areas.check import area_problems
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import open_store


def test_a_ratio_is_of_medians_and_a_goal_is_met_up_to_itself():
    # Medians 3 and 2: 1.5 times as long.
    assert Comparison("", "", (1.0, 3.0, 9.0), (2.0, 2.0, 5.0), goal=1.5).met is True
    assert Comparison("", "", (1.0, 3.1, 9.0), (2.0, 2.0, 5.0), goal=1.5).met is False
    assert Comparison("", "", (2.0,), (6.0,), goal=3.0, faster=True).met is True


def test_everybody_walks_another_way_and_the_same_way_again():
    ways = [[next(one) for _ in range(5)] for one in (walk(1), walk(2), walk(1))]
    assert ways[0] == ways[2]
    assert ways[0] != ways[1]


def test_a_small_nation_is_read_like_any_other(tmp_path):
    nation = Nation(areas=40, families=4, rounds=2, people=120)
    define(tmp_path / "definitions", nation)
    with pages_on(tmp_path / "nation.duckdb", tmp_path / "definitions"):
        assert area_problems(tmp_path / "definitions") == []
        rows = fill(tmp_path / "nation.duckdb", nation)
        store = open_store(tmp_path / "nation.duckdb")
        try:
            used = findings.frameworks_in_use(store)
            overall = findings.scores(store, used[0], rounds=("2025",))
            people = survey_reading.respondent_counts(store, "skills", "2025")
        finally:
            store.close()
    assert rows["assessment"] == 40 * 2
    assert len(overall) == 40
    assert overall["score"].dropna().between(0, 100).all()
    assert overall["score"].nunique() > 20  # areas differ
    assert people["n"].sum() == rows["respondent"] == 120
