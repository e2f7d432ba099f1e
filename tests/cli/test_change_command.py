"""The command ``change`` gives what the page shows: reasons, what was left out, the headline had it been kept."""

from __future__ import annotations

import shutil

import pytest

from csp_analytics import findings, paths
from csp_analytics.frameworks.load import framework
from tests.cli.test_numbers import same

NAME = "safer-communities"


@pytest.fixture
def reworded(tmp_path, monkeypatch):
    """The shipped definitions with one criterion reworded in 2025."""
    shutil.copytree(paths.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    criterion = framework(NAME).criteria[2].criterion_id
    (tmp_path / "data" / "frameworks" / NAME / "wording.csv").write_text(
        f"round,criterion_id,change,note,source\n2025,{criterion},reworded,Asks about results,Note 3\n", "utf-8"
    )
    return criterion


@pytest.mark.parametrize("name", ["safer-communities", "hallmarks"])
def test_each_area_has_the_headline_had_nothing_been_left_out(ask, demo_store, name):
    answer = ask("change", "--framework", name, "--format", "json")
    expected = findings.change(demo_store, name, "2023", "2025")
    columns = ["points", "n_dropped", "n_reworded", "kept_before", "kept_after", "kept_points"]
    same(answer, expected, ["area_code"], columns)


def test_each_criterion_says_why_it_is_left_out(ask, reworded):
    rows = ask("change", "--framework", NAME, "--area", "Fife", "--by", "criterion", "--format", "json").json
    own = [row for row in rows if row["criterion_id"] == reworded]
    assert [(r["change"], r["why"], r["steps"]) for r in own] == [("not like for like", "reworded", None)]
    assert [(r["wording_round"], r["wording_note"], r["wording_source"]) for r in own] == [
        ("2025", "Asks about results", "Note 3")
    ]
    others = [row for row in rows if row["criterion_id"] != reworded]
    assert {row["wording_round"] for row in others} == {""}
    assert all((row["why"] == "") == (row["change"] != "not like for like") for row in rows)


@pytest.mark.parametrize("by", ["overall", "principle", "criterion", "group"])
def test_all_areas_together(ask, demo_store, by):
    answer = ask("change", "--framework", NAME, "--by", by, "--together", "--format", "json")
    expected = findings.change_together(demo_store, NAME, "2023", "2025", by=by)
    keys = [{"overall": "unit", "principle": "principle_id", "criterion": "criterion_id", "group": "group_id"}[by]]
    same(answer, expected, keys, [column for column in expected if column not in keys])
    assert {(row["framework"], row["round_before"], row["round_after"]) for row in answer.json} == {
        (NAME, "2023", "2025")
    }
    assert "area_code" not in answer.json[0]


def test_a_table_for_people_has_the_sign_test_with_three_decimals(ask, demo_store):
    answer = ask("change", "--framework", NAME, "--by", "criterion", "--together")
    expected = findings.change_together(demo_store, NAME, "2023", "2025", by="criterion")
    assert expected["p_sign"].min() < 0.05  # one decimal would print 0.0
    lines = {line.split()[3]: line.split()[-2] for line in answer.out.splitlines()[1:] if line.startswith(NAME)}
    for row in expected.itertuples():
        shown = "–" if row.p_sign != row.p_sign else f"{row.p_sign:.3f}"
        assert lines[row.criterion_id] == shown


def test_an_area_that_was_assessed_once_is_not_dropped(ask, demo_store):
    """Dropped plus compared are areas that were assessed in both rounds, counted by SQL."""
    rows = ask("change", "--framework", NAME, "--by", "criterion", "--together", "--format", "json").json
    twice = demo_store.value(
        "select count(*) from (select area_code from assessment where framework = $name and status = 'current' and "
        "round in ('2023', '2025') group by area_code having count(distinct round) = 2)",
        {"name": NAME},
    )
    assert max(row["n_compared"] + row["n_dropped"] for row in rows) == twice
    assert min(row["n_dropped"] for row in rows) == 0


def test_together_is_about_all_areas(ask):
    answer = ask("change", "--area", "Fife", "--together")
    assert answer.code == 1
    assert "leave out --area" in answer.err
