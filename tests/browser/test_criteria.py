"""The grids of the Criteria page: pressed with the mouse, walked with the keyboard, restored by a link, on a phone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from csp_analytics.areas.groupings import membership
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.store import reading
from csp_analytics.store.connection import open_store
from csp_analytics.store.writing import LOADED, load
from tests.browser.server import serve
from tests.browser.test_accessibility import RULES, TOO_WIDE
from tests.browser.visit import PATIENCE, opened, settled
from tests.store.loadable import assessment

FIFE, OUTSIDE = "S12000047", "outside:town"
VIEW = f"area={FIFE}&framework=safer-communities&round=2025&peers=family-people"
CRITERION = framework("safer-communities").criteria[0]
SECOND = framework("safer-communities").criteria[1]
MARKUP = "<img src='https://elsewhere.example/x.png' onerror='window.hacked = 1'> **Town** &amp; more"
IN_VIEW = "one => { const at = one.getBoundingClientRect(); return at.top < innerHeight && at.bottom > 0; }"


def grid(page, name="Levels of"):
    return page.get_by_role("grid", name=re.compile(f"^{name}"))


def cell(page, criterion, place, name="Levels of"):
    """The cell in the row of a criterion and in a column, from 1 (the own area is the first)."""
    head = page.get_by_role("rowheader", name=criterion.short, exact=True)
    return grid(page, name).get_by_role("row").filter(has=head).locator("td").nth(place - 1)


def evidence(page):
    return page.get_by_role("region", name="Evidence")


def said(page):
    """The cell that the address names."""
    return parse_qs(urlsplit(page.url).query).get("cell", [""])[0]


@pytest.fixture
def criteria(page, dashboard):
    opened(page, dashboard.address("criteria", VIEW))
    expect(grid(page)).to_be_visible(timeout=PATIENCE)
    return page


def test_a_pressed_cell_opens_what_the_area_wrote_and_says_so_in_the_address(criteria, demo_store):
    rows = reading.ratings(demo_store, "safer-communities", rounds=("2025",), area_code=FIFE, texts=True)
    written = rows.set_index("criterion_id").loc[CRITERION.criterion_id]
    assert written["evidence"]

    cell(criteria, CRITERION, 1).click()

    panel = evidence(criteria)
    expect(panel.get_by_role("heading")).to_have_text(f"Fife: {CRITERION.short}", timeout=PATIENCE)
    expect(panel).to_contain_text(CRITERION.text)
    expect(panel).to_contain_text(written["evidence"])
    assert said(settled(criteria)) == f"{FIFE}.{CRITERION.criterion_id}"
    expect(cell(criteria, CRITERION, 1)).to_have_attribute("aria-selected", "true")
    criteria.wait_for_function(f"() => ({IN_VIEW})(document.querySelector('[data-evidence]'))", timeout=PATIENCE)


def test_pressed_again_it_closes_and_another_takes_its_place(criteria):
    cell(criteria, CRITERION, 1).click()
    expect(evidence(criteria)).to_contain_text(CRITERION.short, timeout=PATIENCE)
    settled(criteria)

    cell(criteria, SECOND, 2).click()
    expect(evidence(criteria).get_by_role("heading")).to_have_text(re.compile(SECOND.short), timeout=PATIENCE)
    settled(criteria)
    assert grid(criteria).locator("[aria-selected]").count() == 1

    cell(criteria, SECOND, 2).click()
    expect(evidence(criteria)).to_have_count(0, timeout=PATIENCE)
    assert said(settled(criteria)) == ""
    assert grid(criteria).locator("[aria-selected]").count() == 0


def test_a_count_opens_the_areas_that_it_counts(criteria):
    counted = cell(criteria, CRITERION, 3, "Areas at each level")
    number = int(re.match(r"\d+", counted.inner_text())[0])
    assert number > 1

    counted.click()

    expect(evidence(criteria).locator("li")).to_have_count(number, timeout=PATIENCE)
    expect(evidence(criteria).locator(".level")).to_have_text(["Some success"] * number)
    assert said(settled(criteria)) == f"level-3.{CRITERION.criterion_id}"


def test_a_link_restores_the_open_cell_and_the_orders(dashboard, demo_store, page):
    link = f"{VIEW}&order=name&criteria-order=spread&shown=own&cell={FIFE}.{CRITERION.criterion_id}"

    other = opened(page, dashboard.address("criteria", link))

    expect(evidence(other).get_by_role("heading")).to_have_text(f"Fife: {CRITERION.short}")
    heads = grid(other).locator(".heads th").all_inner_texts()
    assessed = reading.ratings(demo_store, "safer-communities", rounds=("2025",))["area_code"].unique()
    group = membership().query("group_id == 'family-people-3'")["area_code"]
    areas = sorted((register().areas[code] for code in group if code in assessed), key=lambda area: area.name)
    signs = ["● " if area.area_code == FIFE else "◇ " for area in areas]
    assert heads == ["Criterion", *(sign + area.short_name for sign, area in zip(signs, areas, strict=True))]
    expect(grid(other).locator("[aria-selected]")).to_have_count(1)


def test_the_way_back_closes_what_was_opened(criteria):
    cell(criteria, CRITERION, 1).click()
    expect(evidence(criteria)).to_have_count(1, timeout=PATIENCE)
    settled(criteria)

    criteria.go_back()

    expect(evidence(criteria)).to_have_count(0, timeout=PATIENCE)
    expect(grid(criteria).locator("[aria-selected]")).to_have_count(0)


def test_the_keyboard_walks_presses_and_keeps_its_place(criteria):
    at = criteria.locator("td:focus")
    first = cell(criteria, CRITERION, 1)
    assert grid(criteria).locator("td[tabindex='0']").count() == 1
    first.focus()

    criteria.keyboard.press("ArrowRight")
    expect(at).to_have_attribute("aria-label", cell(criteria, CRITERION, 2).get_attribute("aria-label"))
    criteria.keyboard.press("ArrowDown")
    criteria.keyboard.press("End")
    criteria.keyboard.press("ArrowRight")  # no further than the last
    n = grid(criteria).locator(".heads th").count() - 1
    assert at.evaluate("one => [one.closest('tr').rowIndex, one.cellIndex]")[1] == n
    criteria.keyboard.press("Control+Home")
    criteria.keyboard.press("ArrowUp")
    assert at.evaluate("(one, first) => one === first", first.element_handle())
    assert grid(criteria).locator("td[tabindex='0']").count() == 1

    criteria.keyboard.press("Enter")
    expect(evidence(criteria)).to_contain_text(f"Fife: {CRITERION.short}", timeout=PATIENCE)
    settled(criteria)
    expect(at).to_have_attribute("aria-selected", "true")
    expect(criteria.get_by_role("status").filter(has_text="below the table")).to_contain_text(CRITERION.short)

    criteria.keyboard.press("Escape")
    expect(evidence(criteria)).to_have_count(0, timeout=PATIENCE)


def test_what_stands_under_the_pointer_is_said_in_words_above_the_grid(criteria):
    shown = cell(criteria, CRITERION, 1)
    shown.hover()

    words = criteria.locator(".now").first
    expect(words).to_contain_text(f"Fife, Family group 3 (people): second most deprived · {CRITERION.short} · ")
    expect(words).to_contain_text(shown.get_attribute("aria-label"))


@pytest.mark.parametrize("name", ["safer-communities", "excellence", "hallmarks"])
def test_on_a_desk_screen_the_heat_table_needs_no_scrolling_sideways(page, dashboard, name):
    opened(page, dashboard.address("criteria", f"framework={name}"))
    expect(grid(page)).to_be_visible(timeout=PATIENCE)

    assert page.locator(".box").first.evaluate("box => box.scrollWidth - box.clientWidth") <= 0


def test_on_a_telephone_the_grid_scrolls_in_its_own_box_and_names_and_heads_stay(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, dashboard.address("criteria", VIEW))
    expect(grid(page)).to_be_visible(timeout=PATIENCE)
    box = page.locator(".box").first
    name = page.get_by_role("rowheader", name=SECOND.short, exact=True).first
    head = grid(page).locator(".heads th").nth(1)
    left, top = name.bounding_box()["x"], head.bounding_box()["y"] - box.bounding_box()["y"]

    box.evaluate("box => box.scrollTo(300, 400)")

    assert box.evaluate("box => [box.scrollLeft, box.scrollTop]") == [300, 400]
    assert name.bounding_box()["x"] == left
    assert head.bounding_box()["y"] - box.bounding_box()["y"] == pytest.approx(top, abs=1)
    assert page.evaluate(TOO_WIDE) == []
    small = (
        grid(page)
        .locator("td")
        .evaluate_all("""all => all.map(one => one.getBoundingClientRect())
        .filter(at => at.width && (at.width < 24 || at.height < 24)).length""")
    )
    assert small == 0  # WCAG 2.2, 2.5.8


def test_a_cell_reached_with_the_keyboard_is_not_hidden_under_the_names(page, dashboard):
    page.set_viewport_size({"width": 390, "height": 800})
    opened(page, dashboard.address("criteria", VIEW))
    cell(page, CRITERION, 1).focus()
    for key in ("End", *["ArrowLeft"] * 24):
        page.keyboard.press(key)

    at = page.locator("td:focus").bounding_box()
    names = page.get_by_role("rowheader", name=CRITERION.short, exact=True).first.bounding_box()

    assert at["x"] >= names["x"] + names["width"] - 1


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("open_cell", [f"{FIFE}.{CRITERION.criterion_id}", f"level-2.{CRITERION.criterion_id}"])
def test_axe_finds_no_violation_with_evidence_open(page, dashboard, width, open_cell):
    page.set_viewport_size({"width": width, "height": 900})
    opened(page, dashboard.address("criteria", f"{VIEW}&cell={open_cell}"))
    expect(evidence(page)).to_be_visible(timeout=PATIENCE)
    expect(grid(page)).to_be_visible(timeout=PATIENCE)

    found = Axe().run(page, options=RULES).response

    assert [f"{one['id']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]] == []


def test_names_and_texts_of_files_are_shown_as_text(page, tmp_path):
    store = open_store(tmp_path / "unkind.duckdb")
    unkind = assessment(OUTSIDE, FIFE, evidence=MARKUP, action=MARKUP, outside={OUTSIDE: MARKUP})
    assert load(store, unkind).status == LOADED
    store.close()
    with serve(tmp_path / "unkind.duckdb", CSP_DEMO="off") as server:
        opened(page, server.address("criteria", f"area={OUTSIDE}&cell={OUTSIDE}.{CRITERION.criterion_id}"))
        expect(grid(page).locator(".heads .own")).to_have_text(f"● {MARKUP}", timeout=PATIENCE)
        cell(page, CRITERION, 1).hover()

        expect(page.locator(".now").first).to_contain_text(MARKUP)
        expect(evidence(page).get_by_text(MARKUP).first).to_be_visible()
        assert page.locator("[src*='elsewhere.example']").count() == 0
        assert page.evaluate("window.hacked") is None
