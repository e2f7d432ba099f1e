"""``compare``, ``scores`` and ``change`` in JSON give what the pages show, for every area and both conventions.

``peers`` and the details of ``change`` have files of their own; ``benchmark`` is held to ``compare`` here.
"""

from __future__ import annotations

import csv
import re

import pytest

from csp_analytics.areas.register import register
from csp_analytics.pictures.change import change_picture
from csp_analytics.pictures.compare import compare_picture
from csp_analytics.pictures.national import national_map
from csp_analytics.pictures.standings import measures

FIFE, ROUND = "S12000047", "2025"
FRAMEWORKS = ("safer-communities", "excellence", "hallmarks")


@pytest.fixture
def ask(run, own_demo_store):
    """JSON answers of commands over the demonstration data."""
    return lambda *arguments: run(*arguments, "--format", "json", "--db", own_demo_store.path).json


@pytest.mark.parametrize("published", [False, True])
@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_compare_gives_the_row_of_the_area_on_every_measure(ask, own_demo_store, framework_id, published):
    options = ["--include-self", "--statistic", "mean"] if published else []
    told = {}
    for by in ("overall", "principle", "criterion"):
        rows = ask("compare", "Fife", "--framework", framework_id, "--by", by, *options)
        told |= {f"{by}:{row.get('unit', row.get(f'{by}_id'))}".replace("overall:all", "overall"): row for row in rows}
    wanted = [key for key in measures(framework_id) if key in told]
    assert len(wanted) == len(told)
    for measure in wanted[:12]:
        shown = compare_picture(own_demo_store, framework_id, ROUND, "family-people", FIFE, measure, published)
        page = shown.ranking.table.set_index("Area").loc["Fife"]
        row = told[measure]
        assert row["rank"] == page["Rank"]
        assert row["band"] == page["Band"]
        assert (row["n_peers"], row["n_rated"]) == (page["Peers with a value"], page["Rated"])
        if "Score" in page:
            figures = [page["Score"], page[f"Peers' {'mean' if published else 'median'}"], page["Gap"]]
            assert [row["value"], row["peer_value"], row["gap"]] == pytest.approx(figures, abs=1e-5, nan_ok=True)
            assert f"{row['moved_best']:.0f} to {row['moved_worst']:.0f}" == page["Rank one step away"]


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_scores_gives_every_square_of_the_map(ask, own_demo_store, framework_id):
    for measure, by in (("all", "overall"), ("evidence", "principle")):
        rows = ask("scores", "--framework", framework_id, "--round", ROUND, "--by", by)
        told = {row["area"]: row for row in rows if measure in (row.get("unit"), row.get("principle_id"))}
        page = national_map(own_demo_store, framework_id, ROUND, measure).table.set_index("Area")
        assert set(told) <= set(page.index)
        for area, row in told.items():
            assert (row["n_rated"], row["n_applicable"]) == tuple(page.loc[area, ["Rated", "Applicable"]])
            if row["score"] is None:
                assert page.loc[area, "Score"] != page.loc[area, "Score"]
                assert page.loc[area, "Note"] == row["note"]
            else:
                assert page.loc[area, "Score"] == pytest.approx(row["score"], abs=1e-5)


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_change_counts_what_the_page_counts_in_every_area(ask, own_demo_store, framework_id):
    told = {row["area_code"]: row for row in ask("change", "--framework", framework_id, "--from", "2023")}
    compared = [row for row in told.values() if row["n_compared"]]
    assert len(compared) >= 25
    for row in compared[::4]:
        finding = change_picture(own_demo_store, framework_id, "2023", ROUND, row["area_code"]).finding
        name = register().names[row["area_code"]]
        counts = [row["improved"], row["n_compared"], row["same"], row["declined"]]
        pattern = (
            rf"{re.escape(name)}: (\d+|none) of (\d+) \w+ improved from 2023 to 2025, "
            r"(\d+|none) stayed .*?, (\d+|none) declined"
        )
        found = re.match(pattern, finding)
        assert found, finding
        assert [0 if one == "none" else int(one) for one in found.groups()] == counts


def test_benchmark_of_the_scores_gives_what_compare_gives(ask, tmp_path):
    """The scores written to a file and compared by the same engine: the same peer figures."""
    scores = ask("scores", "--framework", "excellence", "--round", ROUND, "--by", "overall")
    with (tmp_path / "scores.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Council", "Score"])
        rows.writerows([row["area"], row["score"]] for row in scores if row["score"] is not None)
    options = ["--area-column", "Council", "--value-column", "Score", "--grouping", "urban-rural"]
    told = {row["area"]: row for row in ask("benchmark", tmp_path / "scores.csv", *options)}
    for area in ("Fife", "Moray", "Glasgow City"):
        if area not in told:
            continue
        (expected,) = ask("compare", area, "--framework", "excellence", "--by", "overall", "--grouping", "urban-rural")
        for column in ("value", "peer_median", "q1", "q3", "lowest", "highest", "n_peers", "gap"):
            assert told[area][column] == pytest.approx(expected[column], abs=1e-4)
    assert "Fife" in told
