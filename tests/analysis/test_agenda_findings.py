"""What a workshop asks of the store: the last round, the peers' and the agenda, from answers written one by one."""

import shutil

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.findings import agenda as asked
from csp_analytics.store.writing import load
from tests.builders.one_answer_each import FAMILY, FIFE, answered

MAIN, CHECKLIST, PEERS = "safer-communities", "hallmarks", "family-people"
FIRST, SECOND, THIRD = (f"{MAIN}.leadership.0{number}" for number in (1, 2, 3))


def peers_at(*levels):
    """The first peers of Fife, each at a level of the first criterion."""
    return {area: {"leadership.01": level} for area, level in zip(FAMILY, levels, strict=False)}


def row_of(frame, criterion=FIRST):
    return frame.set_index("criterion_id").loc[criterion]


def before(store, round_="2027", grouping=PEERS):
    return asked.before(store, FIFE, MAIN, grouping, round_)


def agenda(store, **given):
    return asked.agenda(store, FIFE, MAIN, PEERS, **{"checklist": None, "importance": {}, "round_": "2027", **given})


def test_the_last_round_is_the_areas_own_and_the_peers_are_those_of_theirs(store):
    load(store, answered({FIFE: {"leadership.01": 1, "leadership.02": "?"}}, round_="2023"))
    load(store, answered(peers_at(1, 2, 2, 4, "n/a", 3), round_="2025"))

    found = row_of(before(store))

    assert (found["last_level"], found["last_round"], found["peers_round"]) == (1, "2023", "2025")
    assert [found[f"level_{level}"] for level in (1, 2, 3, 4)] == [1, 2, 1, 1]
    assert (found["n_peers"], found["peer_median"], found["compared"]) == (5, 2, True)
    assert not found["demo"]
    assert pd.isna(row_of(before(store), SECOND)["last_level"])  # don't know is no level


def test_the_own_answer_is_not_among_the_peers(store):
    load(store, answered({FIFE: {"leadership.01": 4}} | peers_at(1, 1, 2, 2, 2)))

    found = row_of(before(store))

    assert (found["last_level"], found["level_4"], found["n_peers"], found["peer_median"]) == (4, 0, 5, 2)


def test_four_peers_with_a_level_are_not_compared(store):
    load(store, answered({FIFE: {"leadership.01": 1}} | peers_at(3, 3, 3, 3, "?")))

    found = row_of(before(store))

    assert (found["n_peers"], found["level_3"], found["compared"]) == (4, 4, False)
    assert pd.isna(found["peer_median"])
    assert agenda(store).rows["gap"].isna().all()
    assert asked.NOT_COMPARED in agenda(store).notes


def test_a_new_round_of_few_peers_does_not_take_the_place_of_one_of_five(store):
    load(store, answered(peers_at(1, 1, 1, 1, 1), round_="2025"))
    load(store, answered(peers_at(4, 4), round_="2027"))

    assert row_of(before(store))["peers_round"] == "2025"
    assert row_of(before(store, "2023"))["peers_round"] == ""  # nothing of later rounds


def test_the_round_of_the_workshop_itself_is_not_the_last_one(store):
    load(store, answered({FIFE: {"leadership.01": 2}}, round_="2025"))
    load(store, answered({FIFE: {"leadership.01": 3}}, round_="2027"))

    assert row_of(before(store, "2027"))["last_level"] == 2
    assert row_of(before(store, "2029"))["last_level"] == 3
    assert row_of(before(store, ""))["last_level"] == 3


def test_demonstration_data_on_either_side_is_told(store):
    load(store, answered({FIFE: {"leadership.01": 2}}))
    assert not before(store)["demo"].any()
    load(store, answered(peers_at(1, 2)), demo=True)
    assert before(store)["demo"].all()
    assert not before(store, grouping="")["demo"].any()  # without peers nothing of theirs is shown


def test_without_anything_every_criterion_is_there_and_the_agenda_says_what_is_not_known(store):
    found = agenda(store)

    assert found.rows["priority"].isna().all()
    assert found.rows["criterion_id"].tolist() == before(store)["criterion_id"].tolist()
    assert found.notes == (asked.NO_CHECKLIST, asked.NO_ROUND, asked.NO_IMPORTANCE.format("criterion"))
    assert (found.last_round, found.peers_round, found.demo) == ("", "", False)


def test_the_agenda_worked_by_hand(store):
    load(store, answered({FIFE: {"leadership.01": 1, "leadership.02": 3}} | peers_at(2, 2, 3, 3, 3)))
    checklist = pd.DataFrame([(SECOND, "1", 4), (SECOND, "4", 4)], columns=["item_id", "answer", "n"])

    found = agenda(store, checklist=checklist, importance={FIRST: 2, THIRD: 1}, criteria=(THIRD, SECOND, FIRST))

    # Second: spread 1 alone. First: median 3, so a gap of 2 in 3; importance 2 of 3 is 0.5: (2/3 + 1/2) / 2 = 0.5833.
    # Third: importance 1 of 3 is 0.
    assert found.rows["criterion_id"].tolist() == [SECOND, FIRST, THIRD]
    assert found.rows["priority"].tolist() == pytest.approx([1, 0.58333, 0], abs=5e-6)
    assert found.rows["worked"].iloc[1] == (
        "0.58 = (1 × 0.67 gap to peers + 1 × 0.50 importance) ÷ 2. Left out: spread not known"
    )
    assert found.rows["n_answers"].tolist() == [8, 0, 0]
    assert found.notes == ()
    assert found.formula.startswith("Priority = (2 × spread")


def test_a_checklist_room_with_too_few_answers_is_said(store):
    checklist = pd.DataFrame([(SECOND, "1", 4)], columns=["item_id", "answer", "n"])

    assert asked.FEW_ANSWERS in agenda(store, checklist=checklist).notes


def test_questions_that_do_not_apply_in_the_area_are_not_on_its_agenda(store):
    everything = asked.before(store, FIFE, CHECKLIST, PEERS)
    found = asked.agenda(store, FIFE, CHECKLIST, PEERS, checklist=None, importance={})
    outside = asked.agenda(store, "outside:Nowhere", CHECKLIST, PEERS, checklist=None, importance={})

    assert len(found.rows) < len(everything) == len(outside.rows)
    assert {"level_0", "level_1"} <= set(everything.columns)


def test_a_criterion_that_was_reworded_is_marked_and_has_no_gap_across_the_change(store, tmp_path, monkeypatch):
    shutil.copytree(paths.DATA, tmp_path / "data", ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    wording = tmp_path / "data" / "frameworks" / MAIN / "wording.csv"
    wording.write_text(f"round,criterion_id,change,note,source\n2025,{FIRST},reworded,Shorter,Ours\n")
    monkeypatch.setenv("CSP_DATA", str(tmp_path / "data"))
    load(store, answered({FIFE: {"leadership.01": 1, "leadership.02": 1}}, round_="2023"))
    both = {area: {"leadership.01": 3, "leadership.02": 3} for area in FAMILY}
    load(store, answered(both, round_="2025"))

    known = before(store)
    gaps = agenda(store).rows.set_index("criterion_id")["gap"]

    assert (row_of(known)["reworded"], row_of(known, SECOND)["reworded"]) == (True, False)
    assert pd.isna(gaps[FIRST])
    assert gaps[SECOND] == pytest.approx(2 / 3)


def test_what_has_a_level_in_the_round_of_the_session_comes_last_unless_it_is_demonstration_data(store):
    load(store, answered({FIFE: {"leadership.01": 3}}, round_="2027"), demo=True)
    assert not agenda(store).rows["rated"].any()
    load(store, answered({FIFE: {"leadership.01": 3, "leadership.02": "?"}}, round_="2027"))

    found = agenda(store, parked=[THIRD]).rows

    # Don't know is no level. The third was parked. A session of another round takes the first as any other.
    assert found.loc[found["rated"], "criterion_id"].tolist() == [FIRST] == [found["criterion_id"].iloc[-1]]
    assert found["criterion_id"].iloc[0] == THIRD
    assert not agenda(store, round_="2029").rows["rated"].any()
