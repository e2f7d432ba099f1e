"""All areas by principle: the sentence, the printed number, its mark and its colour, and the finding are one number."""

from __future__ import annotations

import re
from statistics import median

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.analysis.movers import areas_together
from csp_analytics.charts import moves, theme, typical
from csp_analytics.frameworks.load import frameworks
from csp_analytics.pictures import change_words
from csp_analytics.pictures.left_out import LeftOut

TITLES = {"a": "Leadership", "b": "Governance", "c": "Evidence", "all": "Overall"}
KINDS = {"▲": "improved", "●": "same", "▼": "declined"}
BETWEEN = moves.Between(next(iter(frameworks().values())), "2023", "2025", "Basis.", False)

scores = st.integers(0, 400).map(lambda quarter: quarter / 4)  # quarters: halves, which rounding is about, come often
pairs = st.tuples(scores, scores)


def frame_of(pairs_of):
    """Rows of ``change_summary`` with a measure and a name, from (before, after) of each area."""
    rows = [
        (measure, f"Area {n}", before, after, after - before, (after > before) - (after < before))
        for measure, own in pairs_of.items()
        for n, (before, after) in enumerate(own)
    ]
    return pd.DataFrame(rows, columns=["measure", "name", "score_before", "score_after", "points", "net"])


def shown(pairs_of):
    own = frame_of(pairs_of)
    together = areas_together(own, "measure")
    return together, typical.by_principle(together, own, TITLES, BETWEEN)


def printed(exhibit):
    """The words at each label."""
    texts = [note["text"] for note in exhibit.figure.to_plotly_json()["layout"]["annotations"]]
    return {title: texts[texts.index(f"<b>{title}</b>") + 1] for title in TITLES.values() if f"<b>{title}</b>" in texts}


def marks(exhibit):
    """Place and colour of each diamond by its label."""
    return {
        words.split(",")[0]: (x, trace["marker"]["color"])
        for trace in exhibit.figure.to_plotly_json()["data"]
        if trace["mode"] == "markers" and trace["marker"].get("symbol") == "diamond"
        for x, words in zip(trace["x"], trace["customdata"], strict=True)
    }


def number(words):
    """``▼ −3`` as -3; no change as 0."""
    found = re.search(r"([+−])(\d+)", words)
    return (1 if found[1] == "+" else -1) * int(found[2]) if found else 0


@settings(max_examples=80, deadline=None)
@given(st.fixed_dictionaries({key: st.lists(pairs, min_size=5, max_size=9) for key in TITLES}))
def test_nothing_that_is_said_of_a_typical_change_contradicts_another(pairs_of):
    together, exhibit = shown(pairs_of)
    words, at = printed(exhibit), marks(exhibit)
    for key, title in TITLES.items():
        middle = median(after - before for before, after in pairs_of[key])
        x, colour = at[title]
        assert x == pytest.approx(middle)
        assert abs(number(words[title]) - middle) <= 0.5
        assert number(words[title]) * middle >= 0
        assert colour == theme.CHANGES[KINDS[words[title][0]]]
        assert (words[title][0] == "●") == (number(words[title]) == 0) == ("no change" in words[title])
        assert (words[title][0] == "▲") == (number(words[title]) > 0)
    largest = max(abs(number(words[TITLES[key]])) for key in "abc")
    for title in (TITLES[key] for key in "abc"):
        named = title in exhibit.takeaway
        assert named == (abs(number(words[title])) == largest > 0)
        if named:
            assert number(exhibit.takeaway.split(title)[1]) == number(words[title])
    finding = change_words.typical(together[together["measure"] == "all"], BETWEEN)
    way = re.search(r"typical area (?:moved (up|down) (\d+) points?|shows no change), like", finding)
    assert (0 if way[1] is None else int(way[2]) * (1 if way[1] == "up" else -1)) == number(words["Overall"])


def test_two_middles_with_the_other_sign_are_never_printed_as_a_change():
    # before 54 56 58 60 10, after 56 58 52 50 12: middles 56 and 52, four less; own changes 2 2 -6 -10 2: two more
    own = [(54, 56), (56, 58), (58, 52), (60, 50), (10, 12)]
    _, exhibit = shown({"a": own, "all": own})
    assert printed(exhibit) == {"Leadership": "▲ +2", "Overall": "▲ +2"}
    assert exhibit.takeaway == "The typical area moved most on Leadership (+2): the middle of 5 areas' own changes."
    assert exhibit.table[["Middle score 2023", "Middle score 2025"]].to_numpy().tolist() == [[56, 52]] * 2
    assert "−4" not in exhibit.figure.to_json()


def test_every_area_is_a_dot_at_its_own_change():
    own = [(50, 53), (50, 40), (50, 50), (20, 25), (30, 31)]
    _, exhibit = shown({"a": own})
    (dots,) = [
        t for t in exhibit.figure.to_plotly_json()["data"] if t["mode"] == "markers" and "symbol" not in t["marker"]
    ]
    assert dict(zip(dots["customdata"], dots["x"], strict=True)) == {
        "Area 0: +3": 3, "Area 1: −10": -10, "Area 2: no change": 0, "Area 3: +5": 5, "Area 4: +1": 1,
    }  # fmt: skip


def test_the_largest_of_both_directions_are_named_with_their_signs():
    up, down, still = [(50, 53)] * 5, [(50, 47)] * 5, [(50, 50.25)] * 5
    assert (
        "most on Leadership (+3) and Governance (−3): the middle" in shown({"a": up, "b": down, "c": still})[1].takeaway
    )
    assert shown({"a": still})[1].takeaway == "On no principle did the typical area move by half a point or more."


@pytest.mark.parametrize(("n", "words"), [(1, "+3"), (2, "−4 to +3"), (4, "−4 to +3"), (5, "▲ +2")])
def test_of_fewer_than_five_areas_none_is_typical(n, words):
    _, exhibit = shown({"a": [(50, 53), (50, 46), (20, 22), (20, 22), (20, 22)][:n]})
    assert printed(exhibit)["Leadership"] == words
    assert len(marks(exhibit)) == (n == 5)
    said = (exhibit.takeaway, exhibit.basis, exhibit.figure.to_json())
    assert any("the typical area" in one.lower() for one in said) == (n == 5)


@pytest.mark.parametrize(
    ("n_assessed", "start"),
    [
        (3, "Only 3 areas were assessed in both 2023 and 2025 (Angus, Fife and Moray): "),
        (6, "Only 3 of 6 areas assessed in both 2023 and 2025 have scores that can be compared like for like (Angus, "),
    ],
)
def test_few_areas_are_named_and_counted(n_assessed, start):
    # up, up and down
    together = areas_together(frame_of({"all": [(50, 53), (50, 52), (50, 40)]}))
    said = change_words.few(together, ["Moray", "Angus", "Fife"], n_assessed, BETWEEN)
    assert said.startswith(start)
    assert said.endswith(": 2 improved on more criteria than they declined on, 1 the other way round.")
    assert change_words.kept_typically(together.assign(typical_kept_points=float("nan")), LeftOut(3)) == ""


@settings(max_examples=60, deadline=None)
@given(st.lists(pairs, min_size=1, max_size=4))
def test_dots_number_arrow_and_sentence_of_one_area_agree(own):
    rows = pd.DataFrame(own, columns=["score_before", "score_after"]).assign(measure=list(TITLES)[: len(own)])
    exhibit = moves.principles(rows, TITLES, BETWEEN, whose="Fife")
    for (before, after), words in zip(own, printed(exhibit).values(), strict=True):
        number_ = number(words.split("  ")[1])
        assert words.split("  ")[1][0] == ("●" if not number_ else "▲" if number_ > 0 else "▼")
        assert abs(number_ - (after - before)) <= 0.5
        assert number_ * (after - before) >= 0
    said = re.search(r"largest change is on (\w+): .* \((.*)\)\.", exhibit.takeaway)
    if said:
        assert number(said[2]) == number(printed(exhibit)[said[1]].split("  ")[1]) != 0
