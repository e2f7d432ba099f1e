"""What an officer asks, from the demonstration data: the same answers by another path."""

import datetime
import shutil

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.findings import officer
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.store import reading

TODAY = datetime.date(2026, 11, 22)
MAIN, CHECKLIST, PEERS = "safer-communities", "hallmarks", "family-people"
FIFE = "S12000047"


@pytest.fixture(scope="module")
def levels(demo_store):
    """Levels of every area in round 2025: area by criterion."""
    rows = reading.ratings(demo_store, MAIN, rounds=("2025",))
    return rows.pivot(index="area_code", columns="criterion_id", values="level")


def test_the_first_proposal_is_for_the_lowest_level_that_has_no_open_action_yet(demo_store, levels):
    new, there = officer.proposed(demo_store, MAIN, "2025", PEERS, FIFE, today=TODAY)
    own = levels.loc[FIFE]
    assert own[new["criterion_id"].iloc[0]] == own.drop(there["criterion_id"].unique()).min()
    assert set(own.index[own == own.min()]) <= {*new["criterion_id"], *there["criterion_id"]}


def test_no_criterion_is_both_proposed_and_in_the_plan(demo_store):
    for name in frameworks():
        for area in (FIFE, "S12000033", "S12000017"):
            new, there = officer.proposed(demo_store, name, "2025", PEERS, area, today=TODAY)
            plan = reading.actions(demo_store, area)
            still_open = set(plan.loc[plan["status"] != "done", "criterion_id"])
            assert not set(new["criterion_id"]) & still_open
            assert set(there["criterion_id"]) <= still_open
            assert len(new) == 5


def test_weak_criteria_are_those_that_proposals_start_from(demo_store):
    weak = list(officer.weak_criteria(demo_store, MAIN, "2025", PEERS, FIFE)["criterion_id"])
    new, there = officer.proposed(demo_store, MAIN, "2025", PEERS, FIFE, today=TODAY, most=3)
    assert set(there["criterion_id"]) <= set(weak)
    assert list(new["criterion_id"]) == [one for one in weak if one not in set(there["criterion_id"])][:3]


def test_areas_to_learn_from_stand_higher_by_the_ratings_themselves(demo_store, levels):
    criteria = list(officer.weak_criteria(demo_store, MAIN, "2025", PEERS, FIFE)["criterion_id"])
    found = officer.learning(demo_store, MAIN, "2025", PEERS, FIFE, criteria)
    assert list(dict.fromkeys(found["criterion_id"])) == criteria
    for row in found[found["peer_code"] != ""].itertuples():
        assert levels.loc[row.peer_code, row.criterion_id] == row.level >= levels.loc[FIFE, row.criterion_id] + 1
        text = reading.ratings(demo_store, MAIN, rounds=("2025",), area_code=row.peer_code, texts=True)
        text = text.set_index("criterion_id")["evidence"]
        assert row.has_evidence == bool(text[row.criterion_id].strip())


def test_support_is_found_for_each_weak_criterion(demo_store):
    criteria = list(officer.weak_criteria(demo_store, CHECKLIST, "2025", PEERS, FIFE)["criterion_id"])
    found = officer.support(CHECKLIST, criteria)
    assert list(found) == criteria
    assert all(offers for offers in found.values())


def test_contradictions_are_in_this_round_where_the_other_framework_has_it(demo_store):
    found = officer.checks(demo_store, MAIN, "2023", FIFE)
    said = found.loc[found["code"] == "contradicts-linked", "sentence"]
    assert len(said)
    assert said.str.contains("(round 2023)", regex=False).all()


def test_contradictions_are_those_of_the_levels_by_a_plain_loop(demo_store):
    """Opposite ends of two scales, and on a no without an action beside it: counted one by one."""
    main, other = framework(MAIN), framework(CHECKLIST)
    links = pd.read_csv(paths.DATA / "crosswalk.csv", dtype=str)
    links = links[(links["framework_a"] == MAIN) & (links["framework_b"] == CHECKLIST)]
    own, theirs = (
        reading.ratings(demo_store, name, rounds=("2025",), area_code=FIFE, texts=True).set_index("criterion_id")
        for name in (MAIN, CHECKLIST)
    )
    expected = []
    for a, b in links[["criterion_a", "criterion_b"]].itertuples(index=False):
        high_low = own.loc[a, "level"] == main.highest and theirs.loc[b, "level"] == other.lowest
        low_high = own.loc[a, "level"] == main.lowest and theirs.loc[b, "level"] == other.highest
        if low_high or (high_low and not theirs.loc[b, "action"].strip()):
            expected.append(a)
    found = officer.checks(demo_store, MAIN, "2025", FIFE)
    found = found[(found["code"] == "contradicts-linked") & found["sentence"].str.contains(other.short_title)]
    assert expected
    assert [ids[0] for ids in found["criterion_ids"]] == expected


def test_the_round_before_is_the_areas_own(demo_store):
    assert officer.round_before(demo_store, MAIN, "2025", FIFE) == "2023"
    assert officer.round_before(demo_store, MAIN, "2021", FIFE) == ""
    assert officer.round_before(demo_store, MAIN, "2025", "outside:Nowhere") == ""


def test_texts_that_tell_who_took_part_count_as_the_evidence_does(demo_store):
    """An area of a national return has no evidence and, with no plan, no partner named, unless the file says more."""
    areas = set(reading.assessments(demo_store)["area_code"]) - set(reading.plans(demo_store)["area_code"])
    area = sorted(areas)[0] if areas else FIFE
    said = officer.checks(demo_store, "excellence", "2025", area)
    cannot = said.loc[said["code"] == "one-agency", "sentence"]
    with_two = officer.checks(demo_store, "excellence", "2025", area, texts=["NHS and Victim Support"])
    assert "one-agency" not in set(with_two["code"])
    assert cannot.str.contains("cannot be told|one partner only").all()


def test_without_a_file_of_partners_the_check_is_left_out(demo_store, tmp_path, monkeypatch):
    shutil.copytree(paths.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    (tmp_path / "data" / "partners.csv").unlink()
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    assert "one-agency" not in set(officer.checks(demo_store, "excellence", "2025", FIFE)["code"])
