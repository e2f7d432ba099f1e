"""Loading files: all or nothing, nothing twice, newer in place of older, a line in the log whatever happens."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from csp_analytics.store import reading, writing
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED, REFUSED, UNCHANGED, load
from tests.store.loadable import FIFE, FRAMEWORK, MORAY, assessment, counts, figures, plan, refused


def test_what_is_loaded_is_counted_and_logged(store):
    outcome = load(store, assessment(FIFE, MORAY), by="ann")
    assert (outcome.status, outcome.counts) == (LOADED, {"rating": 74, "rated": 74, "assessment": 2})
    assert counts(store) == {"area": 0, "assessment": 2, "rating": 74, "action": 0, "indicator": 0, "import_log": 1}
    line = reading.imports(store).iloc[0]
    assert line[["file", "kind", "layout", "outcome", "imported_by", "demo"]].tolist() == [
        "return.xlsx",
        "assessment",
        "long",
        "loaded",
        "ann",
        False,
    ]
    assert line["digest"] == assessment(FIFE, MORAY).digest
    assert json.loads(line["counts"]) == outcome.counts
    assert line["started_at"] <= line["finished_at"]


def test_the_same_file_again_changes_nothing(store):
    files = [
        assessment(FIFE, MORAY),
        plan(FIFE, ["Theft", "Fires"]),
        figures({(FIFE, "2023"): 5.0, (FIFE, "2024"): 6.0}),
    ]
    for file in files:
        assert load(store, file).status == LOADED
    before, version = counts(store), store.version
    for file in files:
        again = load(store, file)
        assert again.status == UNCHANGED
        assert again.counts == file.counts
    assert counts(store) == before
    assert store.version == version


def test_the_same_content_under_another_name_is_the_same_file(store):
    load(store, assessment(FIFE))
    assert load(store, replace(assessment(FIFE), file="copy of return.xlsx")).status == UNCHANGED


def test_one_file_for_another_area_or_round_is_not_the_same(store):
    """The person may say which area and round a file is about, so one digest can stand for several assessments."""
    digest = assessment(FIFE).digest
    load(store, assessment(FIFE))
    assert load(store, replace(assessment(MORAY), digest=digest)).status == LOADED
    assert load(store, replace(assessment(FIFE, round_="2023"), digest=digest)).status == LOADED
    assert counts(store)["assessment"] == 3


def test_a_newer_assessment_takes_the_place_of_the_older_which_stays(store):
    load(store, assessment(FIFE, MORAY, level=2, file="first.xlsx"))
    load(store, assessment(FIFE, level=4, file="second.xlsx"))
    found = store.frame("select area_code, status, source_file from assessment order by source_file, area_code")
    assert found.to_numpy().tolist() == [
        [MORAY, "current", "first.xlsx"],
        [FIFE, "replaced", "first.xlsx"],
        [FIFE, "current", "second.xlsx"],
    ]
    levels = reading.ratings(store, FRAMEWORK).groupby("area_code")["level"].unique()
    assert levels[FIFE].tolist() == [4.0]
    assert levels[MORAY].tolist() == [2.0]
    kept = "select count(*) from rating join assessment using (assessment_id) where status = 'replaced' and level = 2"
    assert store.value(kept) == 37


def test_other_rounds_and_areas_are_not_replaced(store):
    load(store, assessment(FIFE, round_="2023", level=1))
    load(store, assessment(FIFE, round_="2025", level=3))
    assert store.value("select count(*) from assessment where status = 'replaced'") == 0
    assert reading.rounds(store, FRAMEWORK) == ["2023", "2025"]


def test_a_new_plan_takes_the_place_of_the_areas_plan_only(store):
    load(store, plan(FIFE, ["Theft", "Fires"], file="old.xlsx"))
    load(store, plan(MORAY, ["Floods"]))
    load(store, plan(FIFE, ["Noise"], file="new.xlsx"))
    found = reading.actions(store)
    assert found[["area_code", "issue"]].to_numpy().tolist() == [[MORAY, "Floods"], [FIFE, "Noise"]]
    assert found["due"].astype(str).tolist() == ["2026-03-31", "2026-03-31"]


def test_a_new_figure_takes_the_place_of_that_figure_only(store):
    load(store, figures({(FIFE, "2023"): 5.0, (FIFE, "2024"): 6.0, (MORAY, "2024"): 7.0}))
    load(store, figures({(FIFE, "2024"): 6.5, (FIFE, "2025"): 8.0}, file="revised.csv"))
    load(store, figures({(FIFE, "2024"): 99.0}, indicator="crime"))
    found = reading.indicators(store)
    assert {(r.indicator_id, r.area_code, r.period): r.value for r in found.itertuples()} == {
        ("fires", FIFE, "2023"): 5.0,
        ("fires", FIFE, "2024"): 6.5,
        ("fires", MORAY, "2024"): 7.0,
        ("fires", FIFE, "2025"): 8.0,
        ("crime", FIFE, "2024"): 99.0,
    }


def test_a_refused_file_leaves_a_line_in_the_log_and_nothing_else(store):
    load(store, assessment(FIFE))
    before = counts(store)
    outcome = load(store, refused(), by="ann")
    assert (outcome.status, outcome.counts) == (REFUSED, {})
    assert counts(store) == before | {"import_log": 2}
    line = reading.imports(store).iloc[0]
    assert (line["outcome"], line["file"], line["imported_by"]) == ("refused", "bad.xlsx", "ann")
    (problem,) = json.loads(line["problems"])
    assert problem["sentence"] == refused().problems[0].sentence
    assert problem["cell"] == "D14"


def test_a_refused_file_is_not_data(store):
    load(store, refused())
    assert reading.wants_demo(store, 12)


@pytest.mark.parametrize("step", ["write", "_write_ratings", "log"])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(store, monkeypatch, step):
    load(store, assessment(FIFE, level=2))
    before, version = counts(store), store.version
    whole = getattr(writing, step)

    def fails_at_the_end(*arguments):
        whole(*arguments)
        raise OSError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(writing, step, fails_at_the_end)
        with pytest.raises(OSError, match="disk is full"):
            load(store, assessment(FIFE, MORAY, level=4, outside={"outside:x": "X"}))
    assert (counts(store), store.version) == (before, version)
    assert reading.ratings(store, FRAMEWORK)["level"].unique().tolist() == [2.0]
    assert load(store, assessment(FIFE, MORAY, level=4)).status == LOADED  # and the store still works


def test_a_bad_frame_leaves_everything_as_it_was(store):
    good = assessment(FIFE, MORAY)
    rows = good.tables["rating"].copy()
    rows.loc[rows.index[-1], "level"] = 99_999.0  # more than a smallint holds
    before = counts(store)
    with pytest.raises(duckdb.Error):
        load(store, replace(good, tables={"rating": rows}))
    assert counts(store) == before


KILLED = """
import os, sys
from csp_analytics.store import writing
from csp_analytics.store.connection import open_store
from tests.store.loadable import FIFE, MORAY, assessment

store = open_store(sys.argv[1])
writing.load(store, assessment(FIFE, level=2))
whole = writing._write_ratings

def killed_at_the_end(*arguments):
    whole(*arguments)
    os._exit(9)

writing._write_ratings = killed_at_the_end
writing.load(store, assessment(FIFE, MORAY, level=4))
"""


def test_a_process_that_is_killed_in_the_middle_leaves_nothing_half_loaded(tmp_path, request):
    place = tmp_path / "csp.duckdb"
    done = subprocess.run([sys.executable, "-c", KILLED, str(place)], cwd=request.config.rootpath)
    assert done.returncode == 9
    survived = open_store(place)
    assert counts(survived) == {"area": 0, "assessment": 1, "rating": 37, "action": 0, "indicator": 0, "import_log": 1}
    assert reading.ratings(survived, FRAMEWORK)["level"].unique().tolist() == [2.0]
    survived.close()


def test_a_dry_run_says_what_would_happen_and_changes_nothing(store):
    load(store, assessment(FIFE))
    before, version = counts(store), store.version
    assert load(store, assessment(FIFE), dry_run=True).status == UNCHANGED
    assert load(store, assessment(FIFE, MORAY), dry_run=True).counts["assessment"] == 2
    assert load(store, plan(FIFE, ["Theft"]), dry_run=True).status == LOADED
    assert load(store, refused(), dry_run=True).status == REFUSED
    assert (counts(store), store.version) == (before, version)


def test_the_data_version_goes_up_with_each_change_and_only_then(store):
    versions = [store.version]
    for file in (assessment(FIFE), plan(FIFE, ["Theft"]), figures({(FIFE, "2023"): 5.0}), refused()):
        load(store, file)
        versions.append(store.version)
    assert versions == [0, 1, 2, 3, 4]
    load(store, assessment(FIFE))
    reading.ratings(store, FRAMEWORK)
    reading.imports(store)
    writing.clear_demo(store)  # there is none
    assert store.version == 4


def test_areas_outside_the_register_are_not_part_of_the_national_picture(store):
    load(store, assessment(FIFE, "outside:test-valley", outside={"outside:test-valley": "Test Valley"}))
    assert reading.ratings(store, FRAMEWORK)["area_code"].unique().tolist() == [FIFE]
    assert len(reading.ratings(store, FRAMEWORK, area_code="outside:test-valley")) == 37
    assert reading.outside_areas(store).to_numpy().tolist() == [["outside:test-valley", "Test Valley"]]
    load(store, assessment("outside:test-valley", level=1, outside={"outside:test-valley": "Test Valley"}))
    assert counts(store)["area"] == 1


def test_rounds_are_in_the_order_of_their_numbers(store):
    for name in ("wave 10", "wave 9", "2025", "2021", "pilot"):
        load(store, assessment(FIFE, round_=name))
    assert reading.rounds(store, FRAMEWORK) == ["2021", "2025", "pilot", "wave 9", "wave 10"]


def test_blank_levels_stay_blank(store):
    blank = assessment(FIFE)
    rows = blank.tables["rating"]
    rows.loc[0, ["answer", "level"]] = ["don't know", None]
    rows.loc[1, ["answer", "level"]] = ["not applicable", None]
    rows.loc[2, ["answer", "level"]] = ["missing", None]
    load(store, blank)
    found = reading.ratings(store, FRAMEWORK)
    assert found.groupby("answer").size().to_dict() == {"don't know": 1, "missing": 1, "not applicable": 1, "rated": 34}
    assert found.loc[found["answer"] != "rated", "level"].isna().all()
