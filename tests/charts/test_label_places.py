"""Names of points never cover a point, another name or what is taken, at any width asked about."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.charts.label_places import PLACES, Canvas, Point, placed, text_width

CANVAS = Canvas(400, (300.0, 600.0, 900.0), 14.5)


def box_of(point, name, place, width):
    """Where Plotly draws a name, worked out here anew: clear of the point by its radius / 0.8 + 1."""
    clear, wide = point.size / 1.6 + 1, text_width(name, 14.5)
    x, y = point.x * width, point.y * 400
    left = x + clear if place.endswith("right") else x - clear - wide if place.endswith("left") else x - wide / 2
    bottom = y + clear if place.startswith("top") else y - clear - 14.5 if place.startswith("bottom") else y - 7.25
    return left, bottom, left + wide, bottom + 14.5


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_first_place_is_to_the_right():
    assert placed([Point(0.5, 0.5, 10, ["Fife"])], CANVAS) == [("Fife", "middle right")]


def test_at_the_right_edge_it_is_to_the_left():
    assert placed([Point(0.99, 0.5, 10, ["Fife"])], CANVAS) == [("Fife", "middle left")]


def test_a_shorter_name_is_taken_where_the_long_one_has_no_place():
    narrow = Canvas(60, (120.0,), 14.5)
    names = ["A very long name of an area", "FIF"]

    assert placed([Point(0.5, 0.5, 10, names)], narrow) == [("FIF", "middle right")]


def test_a_name_without_a_place_is_left_out():
    assert placed([Point(0.5, 0.5, 10, ["Clackmannanshire"])], Canvas(40, (80.0,), 14.5)) == [("", "")]


def test_a_point_that_is_always_named_takes_the_place_that_covers_the_fewest():
    rng = np.random.default_rng(3)
    crowd = [Point(x, y, 12) for x, y in rng.uniform(0, 1, (400, 2))]
    own = Point(0.5, 0.5, 19, ["Fife"], always=True)

    found = placed([own, *crowd], CANVAS)

    name, place = found[0]
    assert name == "Fife"
    covered = {
        one: sum(
            overlap(box_of(own, "Fife", one, width), (p.x * width - 6, p.y * 400 - 6, p.x * width + 6, p.y * 400 + 6))
            for p in crowd
            for width in CANVAS.widths
        )
        for one in PLACES
    }
    assert covered[place] <= min(covered.values()) + 4  # the product keeps two pixels more between names
    assert found[1:] == [("", "")] * 400


def test_what_is_taken_stays_free():
    taken = Canvas(400, (300.0,), 14.5, ((-30, 190, 0, 215),))  # 270 to 300 pixels across, beside the point at 270

    assert placed([Point(0.9, 0.5, 10, ["AB"])], CANVAS) == [("AB", "middle right")]
    assert placed([Point(0.9, 0.5, 10, ["AB"])], taken) == [("AB", "middle left")]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from([10, 12, 19])), min_size=1, max_size=25),
    st.sampled_from(CANVAS.widths),
)
def test_no_name_covers_anything_and_none_leaves_the_canvas(spots, width):
    points = [Point(x, y, size, [f"Area {n}", f"A{n}"]) for n, (x, y, size) in enumerate(spots)]

    found = placed(points, CANVAS)

    named = [
        (n, box_of(p, name, place, width))
        for n, (p, (name, place)) in enumerate(zip(points, found, strict=True))
        if place
    ]
    for n, box in named:
        assert min(box[:2]) >= 0
        assert box[2] <= width
        assert box[3] <= 400
        assert not any(overlap(box, other) for m, other in named if m != n)
        assert not any(
            overlap(
                box,
                (p.x * width - p.size / 2, p.y * 400 - p.size / 2, p.x * width + p.size / 2, p.y * 400 + p.size / 2),
            )
            for m, p in enumerate(points)
            if m != n
        )


@pytest.mark.parametrize(("narrow", "wide"), [("ill", "WMO"), ("abc", "ABC"), ("ab", "abc")])
def test_capitals_and_more_letters_are_wider(narrow, wide):
    assert text_width(narrow, 14.5) < text_width(wide, 14.5)
