"""Colours that can be read, a mark that stays, and text of people that stays text."""

import re

import pytest

from csp_analytics.charts import theme

# Every colour that a number may be printed on.
GROUNDS = {
    *(colour for n in range(2, 12) for colour in theme.level_colours(n)),
    *(theme.mixed(step / 100) for step in range(101)),
    *theme.CHANGES.values(),
    *theme.STATUSES.values(),
}
# Colours of text on the white ground.
INKS = {theme.INK, theme.QUIET, *theme.BANDS.values()}


def contrast(one, other):
    """WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) with L from linear light, worked here from the definition."""

    def light(colour):
        values = [int(colour.lstrip("#")[place : place + 2], 16) / 255 for place in (0, 2, 4)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
        return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_measure_of_contrast_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the known grey that just fails


@pytest.mark.parametrize("ground", sorted(GROUNDS))
def test_numbers_can_be_read_on_every_colour_they_are_printed_on(ground):
    assert contrast(theme.ink_on(ground), ground) >= 4.5


@pytest.mark.parametrize("ink", sorted(INKS))
def test_words_can_be_read_on_the_white_ground(ink):
    assert contrast(ink, theme.GROUND) >= 4.5


@pytest.mark.parametrize("n", range(2, 12))
def test_every_level_has_a_colour_of_its_own_from_light_to_dark(n):
    colours = theme.level_colours(n)
    steps = [contrast(colour, "#FFFFFF") for colour in colours]

    assert len(set(colours)) == n
    assert steps == sorted(steps)
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours)


def test_mixed_colours_begin_and_end_with_the_palette_and_stay_inside():
    light, *_, dark = theme.level_colours(4)

    assert (theme.mixed(0), theme.mixed(1)) == (light, dark)
    assert (theme.mixed(-3), theme.mixed(7)) == (light, dark)


def test_demonstration_data_is_written_into_the_picture_below_everything_else():
    plain = theme.finish(theme.figure(200, margin={"b": 30}), demo=False)
    marked = theme.finish(theme.figure(200, margin={"b": 30}), demo=True)

    (mark,) = marked.layout.annotations
    assert mark.text == "Demonstration data"
    assert (mark.yref, mark.y, mark.yanchor, mark.yshift) == ("paper", 0, "top", -30)
    assert (marked.layout.height, marked.layout.margin.b) == (226, 56)  # room of its own
    assert plain.layout.annotations == ()
    assert plain.layout.height == 200


def test_text_of_people_is_no_markup_in_a_figure():
    assert theme.plain("<a href='https://elsewhere.example'>R&D</a>") == (
        "&lt;a href='https://elsewhere.example'&gt;R&amp;D&lt;/a&gt;"
    )
