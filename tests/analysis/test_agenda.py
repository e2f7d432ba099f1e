"""The order of a session: the formula by hand, what is not known is left out, and what fits the time."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.agenda import (
    NONE_KNOWN,
    NOTHING_KNOWN,
    PARKED_LAST,
    PARTS,
    RATED_ALREADY,
    Weights,
    agenda,
    explain,
    fit,
    formula,
    gap_below,
    importance_part,
    spread_of_answers,
)

NAN = math.nan
PART = st.one_of(st.just(NAN), st.floats(0, 1))


def parts_of(*rows):
    """``parts_of((0.4, 0.9, None))``: spread, gap and importance of each criterion, c1 first."""
    known = [[NAN if value is None else value for value in row] for row in rows]
    ids = [f"c{number}" for number in range(1, len(rows) + 1)]
    return pd.DataFrame(known, columns=list(PARTS), dtype=float).assign(criterion_id=ids)


def test_the_priority_is_the_weighted_mean_of_what_is_known():
    found = agenda(
        parts_of((0.4, 0.9, 0.5), (0.4, 0.9, None), (None, None, None), (None, 0.0, None), (0.9, None, None))
    )

    # c5 0.9; c2 (2 * 0.4 + 0.9) / 3 = 0.5667; c1 (2 * 0.4 + 0.9 + 0.5) / 4 = 0.55; c4 0: known to be at its peers.
    assert found["criterion_id"].tolist() == ["c5", "c2", "c1", "c4", "c3"]
    assert found["priority"].tolist()[:4] == pytest.approx([0.9, 1.7 / 3, 0.55, 0.0])
    assert math.isnan(found["priority"].iloc[4])
    assert found["note"].tolist() == ["", "", "", "", NOTHING_KNOWN]
    assert found["place"].tolist() == [1, 2, 3, 4, 5]


def test_near_ties_go_to_the_highest_known_spread():
    # c1: gap 0.334 alone. c2: (2 * 0.5 + 0) / 3 = 0.3333. c3: (2 * 0.3 + 0.4) / 3 = 0.3333. All are 0.33.
    rows = ((None, 0.334, None), (0.5, 0.0, None), (0.3, 0.4, None))

    assert agenda(parts_of(*rows))["criterion_id"].tolist() == ["c2", "c3", "c1"]
    # Where spread does not count: c3 0.4, c1 0.334, c2 0.
    assert agenda(parts_of(*rows), Weights(0, 1, 1))["criterion_id"].tolist() == ["c3", "c1", "c2"]
    # 0.34 is more than 0.33, whatever is known of the spread.
    assert agenda(parts_of((None, 0.336, None), *rows[1:]))["criterion_id"].tolist() == ["c1", "c2", "c3"]


def test_what_was_parked_comes_first_and_what_is_rated_already_last():
    rows = parts_of((0.9, None, None), (0.1, None, None), (None, None, None), (0.5, None, None), (0.8, None, None))
    found = agenda(rows.assign(rated=[True, False, False, False, True], parked=[False, True, False, False, True]))

    # c2 is parked. c4 0.5; of c3 nothing is known. c1 0.9 and c5 0.8 are rated; c5 was parked before it was.
    assert found["criterion_id"].tolist() == ["c2", "c4", "c3", "c1", "c5"]
    assert found["note"].tolist() == [PARKED_LAST, "", NOTHING_KNOWN, RATED_ALREADY, RATED_ALREADY]


def test_where_nothing_is_known_of_any_none_is_said_to_be_last():
    found = agenda(parts_of((None, None, None), (None, None, None)))

    assert found["criterion_id"].tolist() == ["c1", "c2"]
    assert set(found["note"]) == {NONE_KNOWN}


def test_weights_can_leave_a_part_out():
    found = agenda(parts_of((1.0, 0.0, None), (0.2, 0.6, None), (0.9, None, None)), Weights(0, 1, 1))

    assert found["criterion_id"].tolist() == ["c2", "c1", "c3"]
    assert found["note"].iloc[2] == NOTHING_KNOWN  # its spread is not asked for


@pytest.mark.parametrize("wrong", [(-1, 1, 1), (0, 0, 0), (NAN, 1, 1)])
def test_weights_without_a_mean_are_refused(wrong):
    with pytest.raises(ValueError, match="weights"):
        Weights(*wrong)


def test_a_part_outside_its_range_is_refused():
    with pytest.raises(ValueError, match="outside 0 to 1"):
        agenda(parts_of((1.2, 0.0, None)))


def test_the_formula_is_said_with_its_weights():
    assert formula().startswith(
        "Priority = (2 × spread of the answers in the checklist + 1 × gap to peers + 1 × importance) ÷ 4."
    )
    assert formula(Weights(0, 1, 0.5)).startswith("Priority = (1 × gap to peers + 0.5 × importance) ÷ 1.5.")


def test_a_criterion_is_explained_with_its_own_numbers():
    rows = agenda(parts_of((0.4, 0.9, 0.5), (0.4, 0.9, None), (None, None, None))).set_index("criterion_id")

    assert explain(rows.loc["c1"]) == "0.55 = (2 × 0.40 spread + 1 × 0.90 gap to peers + 1 × 0.50 importance) ÷ 4"
    assert explain(rows.loc["c2"]) == (
        "0.57 = (2 × 0.40 spread + 1 × 0.90 gap to peers) ÷ 3. Left out: importance not chosen"
    )
    assert explain(rows.loc["c3"]) == NOTHING_KNOWN
    without = agenda(parts_of((0.4, None, 0.5)), Weights(0, 3, 1)).iloc[0]
    assert explain(without, Weights(0, 3, 1)) == "0.50 = (1 × 0.50 importance) ÷ 1. Left out: gap to peers not known"


@given(st.lists(st.tuples(PART, PART, PART), max_size=8))
def test_every_criterion_is_there_once_in_falling_order_near_ties_by_spread_then_in_document_order(rows):
    found = agenda(parts_of(*rows))

    assert sorted(found["criterion_id"]) == sorted(f"c{number}" for number in range(1, len(rows) + 1))
    known = found["priority"].notna().tolist()
    assert known == sorted(known, reverse=True)
    assert all(0 <= value <= 1 + 1e-12 for value in found["priority"].dropna())
    number = [int(one[1:]) for one in found["criterion_id"]]
    exact = found["priority"].round(12)
    spread = found["spread"].round(12).fillna(-1)
    keys = list(zip(exact.round(2).fillna(-1), spread, exact.fillna(-1), [-one for one in number], strict=True))
    assert keys == sorted(keys, reverse=True)


def test_spread_of_a_checklist_takes_levels_only_and_five_of_them(made_up):
    toy = made_up({"leadership": 4})
    rows = [
        ("toy.leadership.01", "2", 4), ("toy.leadership.01", "3", 4), ("toy.leadership.01", "dk", 9),
        ("toy.leadership.02", "1", 4), ("toy.leadership.02", "na", 4),
        ("toy.leadership.03", "1", 3), ("toy.leadership.03", "4", 3), ("elsewhere", "1", 9),
    ]  # fmt: skip
    found = spread_of_answers(pd.DataFrame(rows, columns=["item_id", "answer", "n"]), toy)

    assert found["n_answers"].tolist() == [8, 4, 6, 0]
    # Half at 2 and half at 3: each half a step of three from the mean, 1 - (1 + log2(5/6)) = 0.2630.
    assert found["spread"].fillna(-1).tolist() == pytest.approx([0.2630, -1, 1.0, -1], abs=5e-5)
    assert spread_of_answers(None, toy)["spread"].isna().all()


def test_the_gap_is_a_share_of_the_scale_and_never_below_zero(made_up):
    own, peers = pd.Series([1.0, 3.0, 4.0, NAN, 2.0]), pd.Series([2.5, 3.0, 2.0, 3.0, NAN])

    found = gap_below(own, peers, made_up({"leadership": 5}))

    assert found.fillna(-1).tolist() == pytest.approx([0.5, 0.0, 0.0, -1, -1])


def test_importance_runs_from_the_lowest_step_to_the_highest_and_not_chosen_is_not_known():
    ids = pd.Index(["a", "b", "c"])

    assert importance_part({"a": 1, "c": 3}, ids).fillna(-1).tolist() == [0, -1, 1]
    assert importance_part({"a": 2, "b": 4}, ids, steps=5).fillna(-1).tolist() == [0.25, 0.75, -1]
    with pytest.raises(ValueError, match="expected 1 to 3"):
        importance_part({"a": 4}, ids)


def test_two_hours_of_a_quarter_of_an_hour_each():
    found = fit(parts_of(*[(0.5, None, None)] * 9), 120, 15, opening=10, closing=20)

    # 90 minutes are free: six of fifteen, from the tenth minute to the hundredth.
    assert found.inside["criterion_id"].tolist() == ["c1", "c2", "c3", "c4", "c5", "c6"]
    assert found.inside["start"].tolist() == [10, 25, 40, 55, 70, 85]
    assert found.inside["end"].iloc[-1] == 100
    assert found.outside == ("c7", "c8", "c9")
    assert found.unused == 0


def test_a_session_shorter_than_its_opening_and_closing_parks_everything():
    found = fit(parts_of((0.5, None, None)), 20, 15)

    assert found.inside.empty
    assert (found.outside, found.unused) == (("c1",), 0)


@pytest.mark.parametrize("wrong", [{"minutes_each": 0}, {"minutes_total": -1}, {"opening": -5}])
def test_minutes_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="minutes"):
        fit(parts_of((0.5, None, None)), **{"minutes_total": 60, "minutes_each": 10, **wrong})


@given(
    n=st.integers(0, 40), total=st.integers(0, 400), each=st.integers(1, 60),
    opening=st.integers(0, 30), closing=st.integers(0, 30),
)  # fmt: skip
def test_never_over_time_in_order_and_each_criterion_once_in_or_out(n, total, each, opening, closing):
    ids = [f"c{number}" for number in range(n)]

    found = fit(pd.DataFrame({"criterion_id": ids}), total, each, opening=opening, closing=closing)

    assert [*found.inside["criterion_id"], *found.outside] == ids
    if len(found.inside):
        assert found.inside["start"].iloc[0] == opening
        assert found.inside["end"].iloc[-1] <= total - closing
        assert found.inside["start"].tolist()[1:] == found.inside["end"].tolist()[:-1]
    if found.outside:
        assert len(found.inside) * each + each > total - opening - closing  # one more would not fit
    assert found.unused == max(total - opening - closing, 0) - len(found.inside) * each
