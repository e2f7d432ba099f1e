"""From whom to learn on one criterion: by hand, and by laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csp_analytics.analysis.learn_from import NEARNESS, who_to_learn_from

# X has the peers A and B; C and D are alike by facts, D more than C; E and F are neither.
PAIRS = pd.DataFrame({"area_code": ["X", "X", "E"], "peer_code": ["A", "B", "F"], "group": "one"})
LIKE = pd.DataFrame({"area_code": "X", "peer_code": ["A", "C", "D"], "likeness": [0.9, 0.2, 0.4]})
ONE = "toy.p.01"


@pytest.fixture
def toy(made_up):
    return made_up({"p": 3})


def asked(rated, toy, levels, wrote="", criteria=(ONE,), **given_):
    """``levels``: the mark of each area on the first criterion; ``wrote``: areas with evidence."""
    rows = rated({area: {"p": f"{mark} . ."} for area, mark in levels.items()})
    rows["evidence"] = ["Minutes" if area in wrote else " " for area in rows["area_code"]]
    return who_to_learn_from(rows, PAIRS, "X", toy, list(criteria), **({"alike": LIKE} | given_))


def codes(found):
    return list(found["peer_code"])


class TestByHand:
    def test_peers_come_before_alike_and_alike_before_any_whatever_their_level(self, rated, toy):
        found = asked(rated, toy, {"X": 1, "B": 2, "C": 3, "E": 4})
        assert found[["peer_code", "place", "level", "nearness"]].to_numpy().tolist() == [
            ["B", 1, 2.0, "peer"],
            ["C", 2, 3.0, "alike"],
            ["E", 3, 4.0, "other area"],
        ]
        assert set(found["own_level"]) == {1.0}
        assert set(found["note"]) == {""}

    def test_among_peers_the_highest_level_then_evidence_then_likeness_then_code(self, rated, toy):
        assert codes(asked(rated, toy, {"X": 1, "A": 3, "B": 4})) == ["B", "A"]
        assert codes(asked(rated, toy, {"X": 1, "A": 3, "B": 3}, wrote="B")) == ["B", "A"]
        assert codes(asked(rated, toy, {"X": 1, "C": 3, "D": 3})) == ["D", "C"]
        assert codes(asked(rated, toy, {"X": 1, "F": 3, "E": 3})) == ["E", "F"]

    def test_whether_they_wrote_evidence_is_said_and_a_blank_is_none(self, rated, toy):
        found = asked(rated, toy, {"X": 1, "A": 3, "B": 3}, wrote="A")
        assert dict(zip(found["peer_code"], found["has_evidence"], strict=True)) == {"A": True, "B": False}

    def test_at_most_three_or_as_many_as_asked_for(self, rated, toy):
        levels = {"X": 1, "A": 2, "B": 2, "C": 2, "D": 2}
        assert codes(asked(rated, toy, levels)) == ["A", "B", "D"]
        assert codes(asked(rated, toy, levels, most=1)) == ["A"]

    def test_the_same_level_teaches_nothing(self, rated, toy):
        found = asked(rated, toy, {"X": 2, "A": 2, "B": 1})
        assert (codes(found), list(found["note"])) == ([""], ["no area stands a level higher"])

    def test_an_own_answer_that_is_no_level_is_not_comparable(self, rated, toy):
        for mark in "?.-":
            found = asked(rated, toy, {"X": mark, "A": 4})
            assert (codes(found), list(found["note"])) == ([""], ["not comparable: not rated here"])

    def test_a_criterion_that_nobody_else_rated_is_not_comparable(self, rated, toy):
        found = asked(rated, toy, {"X": 1, "A": "?"})
        assert list(found["note"]) == ["not comparable: no other area rated it"]

    def test_likeness_need_not_be_known(self, rated, toy):
        found = asked(rated, toy, {"X": 1, "C": 3, "B": 2}, alike=None)
        assert list(found["nearness"]) == ["peer", "other area"]

    def test_criteria_come_in_the_order_asked_for(self, rated, toy):
        rows = rated({"X": {"p": "1 1 1"}, "A": {"p": "2 2 2"}}).assign(evidence="")
        found = who_to_learn_from(rows, PAIRS, "X", toy, ["toy.p.03", "toy.p.01"])
        assert list(found["criterion_id"]) == ["toy.p.03", "toy.p.01"]

    def test_levels_need_not_be_one_apart(self, rated, made_up):
        wide = made_up({"p": 3}, levels=(0, 10, 20))
        assert codes(asked(rated, wide, {"X": 0, "A": 10, "B": 0})) == ["A"]


@given(st.dictionaries(st.sampled_from("XABCDEF"), st.sampled_from("1234?"), min_size=2))
def test_whoever_is_named_stands_a_level_higher_and_nobody_nearer_is_passed_over(made_up, rated, levels):
    toy = made_up({"p": 3})
    found = asked(rated, toy, levels)
    named = found[found["peer_code"] != ""]
    assert (named["level"] >= named["own_level"] + 1).all()
    places = [NEARNESS.index(one) for one in named["nearness"]]
    assert places == sorted(places)
    higher = {area for area, mark in levels.items() if area != "X" and mark > levels.get("X", "?") and mark != "?"}
    if levels.get("X", "?") == "?":
        higher = set()
    assert len(named) == min(3, len(higher))
    assert set(named["peer_code"]) <= higher
    if "A" in higher:
        assert "A" in set(named["peer_code"])
