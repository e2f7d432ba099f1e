"""The program as people and other people's scripts start it: a process of its own, its exit code, its streams."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

from csp_analytics import findings
from csp_analytics.paths import DATA, DEMO, ROOT
from csp_analytics.store.connection import open_store

SHARED = ROOT.parent / "shared" / "data"
PLAN = SHARED / "real" / "test-valley-2008-action-plan.xlsx"
INDICATORS = SHARED / "indicators" / "crime-rate-and-dwelling-fires.csv"


def test_demo_from_nothing_then_a_score(program, demo_store):
    """The contract in three commands, the database named once by CSP_DATABASE; the numbers are those of the pages."""
    built = program("demo", "--format", "json")
    assert (built.code, built.err) == (0, "")
    assert {one["status"] for one in built.json} == {"loaded"}
    assert len(built.json) == len(list(DEMO.glob("*.xlsx")))
    told = program("scores", "--framework", "excellence", "--by", "principle", "--format", "json")
    expected = findings.scores(demo_store, "excellence", by="principle")
    assert [row["score"] for row in told.json] == [
        None if score != score else pytest.approx(score, abs=1e-6) for score in expected["score"]
    ]
    assert program("check").out.startswith("Sound.\n")


def test_exit_codes(program):
    assert program("areas").code == 0
    assert program("scores").code == 1
    wrong = program("scores", "--nothing")
    assert (wrong.code, wrong.out) == (2, "")
    assert wrong.err.startswith("usage: csp_analytics")


def test_the_option_counts_more_than_the_environment(program, demo_database, tmp_path):
    place = shutil.copy(demo_database, tmp_path / "demo.duckdb")
    answer = program("compare", "Fife", "--db", place, "--format", "csv", CSP_DATABASE=tmp_path / "none" / "x.duckdb")
    assert (answer.code, len(answer.frame)) == (0, 4)
    assert not (tmp_path / "csp.duckdb").exists()


def test_a_database_that_the_dashboard_has_open(program, tmp_path):
    held = open_store(tmp_path / "csp.duckdb")
    answer = program("scores")
    held.close()
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith("csp.duckdb is in use by another process, most likely the dashboard. Close it first")


def test_bad_files_of_every_kind_in_one_command(program, tmp_path):
    text, folder = tmp_path / "letter.xlsx", tmp_path / "folder.xlsx"
    text.write_text("Dear all,\nplease find attached.\n")
    folder.mkdir()
    (empty := tmp_path / "empty.csv").touch()
    answer = program("import", tmp_path / "missing.xlsx", folder, text, tmp_path / "csp.duckdb", empty)
    assert answer.code == 1
    assert answer.out.count(": refused (unknown)") == 5
    assert "Traceback" not in answer.out + answer.err


NOBODY = """
import os, sys
from csp_analytics.cli.main import main

main(["import", "missing.csv", "--db", sys.argv[2]])  # everything that a command needs is imported now
if os.geteuid() == 0:  # root may read everything: become nobody
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(["import", sys.argv[1], "--db", sys.argv[2], "--format", "json"]))
"""


def test_a_file_that_may_not_be_read(tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n")
    file.chmod(0)
    tmp_path.chmod(0o777)
    command = [sys.executable, "-c", NOBODY, "secret.csv", "csp.duckdb"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    (one,) = json.loads(done.stdout.partition("\n[")[2].join(("[", "")))
    assert (done.returncode, done.stderr) == (1, "")
    assert (one["status"], one["problems"][0]["found"]) == ("refused", "Permission denied")


def test_somebody_who_reads_only_the_first_line_is_no_failure():
    """As with `| head -1`: more comes than a pipe holds, and nobody reads on."""
    command = [sys.executable, "-m", "csp_analytics", "benchmark", str(DATA / "context.csv"), "--format", "json"]
    command += ["--area-column", "area_name", "--value-column", "value", "--by", "variable"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout.readline() == b"[\n"
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(30) == 0


def test_output_is_utf_8_whatever_the_machine_writes(program, tmp_path):
    """A Windows machine that writes cp1252 into files would stop at the first emoji of an action plan."""
    text = "Àird na h-aibhne 🚒 – ▲"
    rows = f"Area,Issue,Action,When,Milestone\nFife,{text},Do it,April 2026,Done\n"
    (tmp_path / "plan.csv").write_text(rows, encoding="utf-8")
    assert program("import", tmp_path / "plan.csv", PYTHONIOENCODING="cp1252").code == 0
    answer = program("actions", "--format", "csv", PYTHONIOENCODING="ascii")
    assert answer.frame["issue"].tolist() == [text]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared/ is not beside the repository")
def test_the_real_action_plan_is_refused_without_an_area_and_loaded_with_one(program):
    refused = program("import", PLAN, "--format", "json")
    (one,) = refused.json
    assert (refused.code, one["status"], one["counts"]) == (1, "refused", {})
    assert any('--area "Test Valley"' in problem["advice"] for problem in one["problems"])
    loaded = program("import", PLAN, "--area", "Test Valley", "--format", "json")
    (one,) = loaded.json
    assert (loaded.code, one["kind"], one["status"], one["counts"]["action"]) == (0, "actions", "loaded", 43)
    actions = json.loads(program("actions", "--area", "test valley", "--format", "json").out)
    assert len(actions) == 43
    assert {row["area"] for row in actions} == {"Test Valley"}
    assert {row["stage"] for row in actions if row["stage"]} >= {"Lead and Guide", "Deliver"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder shared/ is not beside the repository")
def test_the_real_indicators_load(program, tmp_path):
    answer = program("import", INDICATORS, "--format", "json")
    (one,) = answer.json
    assert (answer.code, one["kind"], one["status"], one["counts"]) == (0, "indicator", "loaded", {"indicator": 672})
    assert [problem for problem in one["problems"] if problem["severity"] == "error"] == []
    again = program("import", INDICATORS, "--format", "json")
    assert again.json[0]["status"] == "unchanged"
    store = open_store(tmp_path / "csp.duckdb")
    assert store.value("select count(distinct area_code) from indicator") == 32
    store.close()
