"""The page Context in a browser: clicks choose, and names of points cover nothing at any width."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import PATIENCE, choose, finding, opened, settled

CHOICES = "area=S12000047&framework=safer-communities&round=2025&measure=leadership"
# Boxes of the names that can be seen and of the points, in the scatter chart.
BOXES = """() => {
    const chart = document.querySelector('[data-testid=stPlotlyChart]');
    const box = one => { const b = one.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
    const seen = one => { const style = getComputedStyle(one);
                          return style.display !== 'none' && Number(style.fillOpacity) > 0; };
    return {
        names: [...chart.querySelectorAll('.textpoint text')].filter(seen).map(one => [one.textContent, ...box(one)]),
        points: [...chart.querySelectorAll('.trace:nth-child(-n+3) .point')].map(box),
        plot: box(chart),
    };
}"""


@pytest.fixture
def context(page, dashboard):
    return opened(page, dashboard.address("context", f"{CHOICES}&beside=context:population_density"))


def middle(page, chart, place):
    """The middle of a point of a chart (by its number in the trace), in pixels of the window."""
    point = page.get_by_test_id("stPlotlyChart").nth(chart).locator(".point").nth(place)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def click(page, chart, place):
    page.mouse.move(*middle(page, chart, place))
    expect(page.locator(".hoverlayer .hovertext")).to_be_visible(timeout=PATIENCE)
    page.mouse.down()
    page.mouse.up()


def test_a_click_on_a_dot_puts_that_fact_beside_the_scores_and_the_list_still_chooses(context):
    before = context.url

    click(context, 1, 0)

    context.wait_for_function("before => location.href !== before", arg=before, timeout=PATIENCE)
    settled(context)
    assert "population_density" not in context.url
    first = context.get_by_role("combobox", name="Beside").input_value()
    assert first.lower() in finding(context).lower()
    choose(context, "Beside", "Land area")
    assert "land area" in finding(context)
    assert "beside=context%3Aarea_km2" in context.url


def test_a_click_on_a_point_opens_that_area(context):
    click(context, 0, 3)

    expect(context.get_by_role("heading", level=1)).not_to_have_text("Context", timeout=PATIENCE)
    settled(context)
    assert "/area?" in context.url
    assert "framework=safer-communities&round=2025" in context.url


@pytest.mark.parametrize("width", [390, 1366, 1440, 1920])
@pytest.mark.parametrize("beside", ["context:population_density", "context:pct_pop_large_urban"])
def test_names_cover_no_other_name_and_no_point_and_stay_inside(page, dashboard, width, beside):
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, dashboard.address("context", f"{CHOICES}&beside={beside}"))

    found = page.evaluate(BOXES)

    # The box of a word is higher than its letters of 14.5 pixels: three pixels off each end.
    names = [(name, left, top + 3, right, bottom - 3) for name, left, top, right, bottom in found["names"]]
    assert "Fife" in [name for name, *_ in names]
    assert len(names) >= 20
    assert len(found["points"]) == 30  # areas with a score and a figure
    for place, (name, *box) in enumerate(names):
        assert box[0] >= found["plot"][0], name
        assert box[2] <= found["plot"][2], name
        over = [other for n, (other, *theirs) in enumerate(names) if n != place and overlap(box, theirs)]
        assert over == [], f"{name} covers {over} at {width}"
        assert not any(overlap(box, point) for point in found["points"]), f"{name} covers a point at {width}"


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
