"""Dumbbells: the values are printed, the dots stand at them, direction is told by sign, fill and colour."""

import json

import pandas as pd
import pytest

from csp_analytics.charts import moves, theme
from csp_analytics.charts.dumbbell import Dumbbell, dumbbells, kind_of, level_scale, points_scale
from csp_analytics.frameworks.load import frameworks

MARKUP = "<a href='x'>Fife</a>"
ROWS = [
    Dumbbell("Fife", 40, 60, "improved", "40 → 60  ▲ +20"),
    Dumbbell("Moray", 55, 55, "same", "55 → 55  ● no change"),
    Dumbbell("Angus", 70, 50, "declined", "70 → 50  ▼ −20"),
    Dumbbell("Orkney Islands", 0, 0, "", "too few to compare"),
]


def drawn(rows, demo=False):
    return dumbbells(
        rows, before="2023", after="2025", span=(40.0, 70.0), ticks={40.0: "40", 50.0: "50"}, demo=demo
    ).to_plotly_json()


def dots(figure):
    """Place of every dot by its row: open before, filled after, with the colour of its edge."""
    found = {}
    for trace in figure["data"]:
        if trace["mode"] == "markers":
            filled = trace["marker"]["color"] != theme.GROUND
            for x, words in zip(trace["x"], trace["customdata"], strict=True):
                found[words.split(":")[0], filled] = (x, trace["marker"]["color"])
    return found


def test_the_dots_stand_at_the_values_open_before_and_filled_after():
    found = dots(drawn(ROWS))
    assert {key: x for key, (x, _) in found.items()} == {
        ("Fife", False): 40,
        ("Fife", True): 60,
        ("Moray", False): 55,
        ("Moray", True): 55,
        ("Angus", False): 70,
        ("Angus", True): 50,
    }
    assert [found[name, True][1] for name in ("Fife", "Moray", "Angus")] == list(theme.CHANGES.values())


def test_every_row_prints_its_label_and_its_values_without_a_click_or_a_hover():
    said = [note["text"] for note in drawn(ROWS)["layout"]["annotations"]]
    for row in ROWS:
        assert f"<b>{row.label}</b>" in said
        assert row.words in said
    assert "○ 2023" in said[-1]
    assert "⬤ 2025" in said[-1]


def test_a_row_without_both_values_has_its_words_and_no_dot():
    assert "Orkney Islands" not in {name for name, _ in dots(drawn(ROWS))}


def test_no_row_touches_the_next():
    """Label, then dumbbell, then the next label, from top to bottom in the order given."""
    figure = drawn(ROWS)
    labels = [note["y"] for note in figure["layout"]["annotations"] if note["text"].startswith("<b>")]
    places = sorted({y for trace in figure["data"] if trace["mode"] == "markers" for y in trace["y"]})
    assert labels == sorted(labels)
    for label, dot, following in zip(labels, places, labels[1:], strict=False):
        assert label + 21 < dot < following - 8
    low, high = figure["layout"]["yaxis"]["range"]
    assert high == 0  # the first row on top
    margins = figure["layout"]["margin"]
    assert figure["layout"]["height"] - margins["t"] - margins["b"] == low  # one unit is one pixel


def test_long_labels_stand_in_lines_of_their_own_that_fit_a_phone():
    long = "A label that goes on for so long that it cannot stand beside its values on a phone"
    texts = [n["text"] for n in drawn([Dumbbell(long, 40, 60, "improved", "▲ 40 → 60")])["layout"]["annotations"]]
    assert "▲ 40 → 60" in texts
    lines = [text.removeprefix("<b>").removesuffix("</b>") for text in texts if text.startswith("<b>")]
    assert " ".join(lines) == long
    assert max(map(len, lines)) <= 44


def test_text_of_people_is_not_markup():
    figure = json.dumps(drawn([Dumbbell(MARKUP, 40, 60, "improved", MARKUP)]), default=str)
    assert "<a href" not in figure
    assert "&lt;a href" in figure


def test_demonstration_data_says_so_in_the_picture():
    assert [n for n in drawn(ROWS, demo=True)["layout"]["annotations"] if n["text"] == "Demonstration data"]
    assert not [n for n in drawn(ROWS)["layout"]["annotations"] if n["text"] == "Demonstration data"]


@pytest.mark.parametrize(
    ("difference", "kind"), [(0.5, "improved"), (0.49, "same"), (0, "same"), (-0.49, "same"), (-0.5, "declined")]
)
def test_less_than_half_a_point_is_no_change(difference, kind):
    assert kind_of(difference) == kind


@pytest.mark.parametrize(
    ("values", "span"),
    [
        ([41, 58], (30, 70)),
        ([31, 58], (30, 60)),
        ([0, 100], (0, 100)),
        ([99.5], (70, 100)),
        ([3], (0, 30)),
        ([], (0, 100)),
        ([50], (30, 70)),
    ],
)
def test_the_scale_has_whole_tens_around_the_values(values, span):
    found, ticks = points_scale(values)
    assert found == span
    assert min(values, default=0) >= found[0]
    assert max(values, default=100) <= found[1]
    assert 3 <= len(ticks) <= 6
    assert all(str(int(place)) == words for place, words in ticks.items())


@pytest.mark.parametrize("name", frameworks())
def test_the_scale_of_levels_names_each(name):
    labels = {level.value: level.label for level in frameworks()[name].levels}
    span, ticks = level_scale(labels)
    assert [words.replace("<br>", " ") for words in ticks.values()] == list(labels.values())
    assert span[0] < min(labels) < max(labels) < span[1]


def test_a_scale_of_many_levels_has_their_numbers():
    assert list(level_scale({n: f"Level number {n}" for n in range(1, 8)})[1].values()) == [str(n) for n in range(1, 8)]


def summary(points):
    return pd.DataFrame(
        {
            "area_code": [f"A{n:03}" for n in range(len(points))],
            "score_before": 50.0,
            "score_after": [50.0 + p for p in points],
            "points": [float(p) for p in points],
            "kept_points": 0.0,
            **dict.fromkeys(("improved", "same", "declined", "n_compared", "n_dropped"), 1),
        }
    )


def of_areas(points):
    between = moves.Between(next(iter(frameworks().values())), "2023", "2025", "Basis.", False)
    return moves.areas(summary(points), {f"A{n:03}": f"Area {n}" for n in range(len(points))}, between)


def test_sixty_four_areas_are_all_shown():
    exhibit = of_areas([n % 30 for n in range(64)])
    assert len({name for name, _ in dots(exhibit.figure.to_plotly_json())}) == 64
    assert "Shown" not in exhibit.basis


def test_of_more_areas_those_at_both_ends_are_shown_and_it_says_so():
    exhibit = of_areas([n - 50 for n in range(100)])
    shown = {name for name, _ in dots(exhibit.figure.to_plotly_json())}
    assert shown == {f"Area {n}" for n in (*range(20), *range(80, 100))}
    assert "both ends of 100 areas; the table has all" in exhibit.basis
    assert exhibit.headline == "The 20 areas that rose most, and the 20 at the other end"
    assert len(exhibit.table) == 100


def test_the_sentence_about_areas_tells_ties_as_they_are_shown():
    # 4.6 and 5.4 are both shown as +5
    exhibit = of_areas([4.6, 5.4, -3, 0, 0.3])
    assert exhibit.takeaway == "Most improved: Area 1 and Area 0 (+5). Most declined: Area 2 (−3)."
    assert of_areas([0, 0.2]).takeaway == "No area improved. No area declined."
    many = of_areas([7] * 12).takeaway
    assert many == "Most improved: Area 0, Area 1 and Area 10 (+7) and 9 more areas with the same. No area declined."


def test_a_change_that_rounding_hides_is_not_called_no_change():
    assert moves.moved(49.4, 49.8) == "under 1 point"
    assert moves.moved(49.6, 50.4) == "+1"
    assert moves.moved(49.6, 49.9) == "no change"
