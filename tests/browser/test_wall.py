"""The wall in a browser: everything fits two sizes of screen in letters that the back row can read, and keys work."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.surveys.load import surveys
from csp_analytics.workshop.prepare import preparing
from csp_analytics.workshop.screens import wall
from csp_analytics.workshop.session.room import Room
from tests.browser.phone_steps import Phone, rooms_made
from tests.browser.server import serve
from tests.builders.rooms import lead, prepared, say
from tests.builders.wall_rooms import (
    CODE,
    NOW,
    SHOWN,
    agreed,
    every_state,
    known,
    own_pace,
    page,
    revealed,
    room_of,
    vote,
)

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
SIZES = ((1280, 720), (1920, 1080))
SMALL = ("small", "hide")  # the two measures under the words, and what is only read aloud
FRAMEWORKS = {one.framework_id: one for one in frameworks().values()}
# Everything is on the screen: nothing scrolls, nothing was made smaller, nothing lies over its neighbour.
MISFITS = """() => {
    const found = [], wide = one => one.scrollWidth > one.clientWidth + 1;
    const scale = getComputedStyle(document.documentElement).getPropertyValue('--scale');
    if (Number(scale) !== 1) found.push(`made smaller: ${scale}`);
    for (const one of document.querySelectorAll('html, body, main, .wall, .split > *, .with-aside, .aside, footer'))
        if (wide(one) || (one.scrollHeight > one.clientHeight + 1 && !one.matches('.split > *')))
            found.push(`too large: ${one.tagName}.${one.className}`);
    const bottom = document.querySelector('footer').getBoundingClientRect().top;
    for (const one of document.querySelectorAll('.wall > *'))
        if (one.getBoundingClientRect().bottom > bottom + 1) found.push(`under the foot: ${one.className}`);
    return found;
}"""
LETTERS = """small => {
    const found = [], walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const one = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || one.closest('svg, [hidden]')) continue;
        const size = parseFloat(getComputedStyle(one).fontSize), is = name => one.closest('.' + name);
        const least = is('hide') ? 0 : is('small') ? 22 : is('n') || is('rank') ? 48 : 31.9;
        if (size < least) found.push(`${size} ${one.className}: ${walk.currentNode.textContent.trim()}`);
    }
    return found;
}"""


def misfits(screen, html):
    """What does not fit at either size, and letters that are too small."""
    found = []
    for width, height in SIZES:
        screen.set_viewport_size({"width": width, "height": height})
        screen.set_content(html)
        found += [f"{width}: {one}" for one in screen.evaluate(MISFITS) + screen.evaluate(LETTERS, SMALL)]
    return found


def longest(framework, n=2):
    """A session on the criteria of a framework with the longest wording and with the longest title."""
    rows = sorted(framework.criteria, key=lambda row: -len(row.text))[:n]
    rows += sorted(framework.criteria, key=lambda row: -len(row.short))[:1]
    ways = preparing.Ways(seconds=30, grouping_id="peers")
    agenda = {row.criterion_id: 10 for row in rows}
    return preparing.consensus(framework, register().areas["S12000047"], "2027", agenda, ways)


def screens(about, peers):
    """Every state of every question of a session, with all that can stand on the screen."""
    scale = [option.answer for option in about.scale]
    apart = [scale[0]] * 5 + [scale[-1]] * 6 + ["na"]
    before = known(about, float(scale[-1]), peers)
    yield "lobby", page(room_of(about, 12))
    for place, question in enumerate(about.questions):
        alone = replace(about, questions=about.questions[place:])
        room = room_of(alone, 12)
        lead(room, "step")
        yield f"waiting {question.question_id}", page(room)
        lead(room, "open", at=NOW)
        vote(room, apart)
        yield f"open {question.question_id}", page(room)
        lead(room, "close")
        yield f"closed {question.question_id}", page(room)
        yield f"revealed {question.question_id}", page(revealed(alone, apart, n=12), before)
        again = revealed(alone, apart, [scale[0]] * 6 + [scale[1]] * 6, n=12)
        yield f"revealed again {question.question_id}", page(again, before)
        yield f"agreed {question.question_id}", page(agreed(again, scale[1], "Evidence in a line. " * 8), before)
        yield f"few {question.question_id}", page(revealed(alone, apart[:4], n=12), before)


@pytest.mark.parametrize("framework_id", FRAMEWORKS)
def test_the_longest_wording_of_every_framework_fits_in_every_state(new_context, framework_id):
    framework = FRAMEWORKS[framework_id]
    screen = new_context().new_page()
    # as many peers as there are other areas
    peers = [7] * (len(framework.levels) - 1) + [12]

    found = {name: misfits(screen, html) for name, html in screens(longest(framework), peers)}

    assert {name: told for name, told in found.items() if told} == {}


def test_roles_marks_lists_and_evidence_as_long_as_it_may_be_fit(new_context):
    screen = new_context().new_page()
    about = longest(
        max(FRAMEWORKS.values(), key=lambda one: max(len(row.text) * len(one.levels) for row in one.criteria))
    )
    scale = [option.answer for option in about.scale]
    before = known(about, float(scale[1]), [7] * len(scale))
    with_roles = replace(about, roles=("Police Scotland", "Council: community safety", "Third sector"), dry_run=True)
    neighbours = [scale[0]] * 9 + [scale[1]] * 9
    shown = {
        "roles": page(revealed(with_roles, [*scale, *scale, *scale, *scale, *scale][:18]), before),
        "roles after a re-vote": page(revealed(with_roles, neighbours, neighbours[::-1]), before),
        "long evidence": page(
            agreed(revealed(about, neighbours, neighbours), scale[1], "Something was done. " * 30), before
        ),
        **{f"state: {name}": page(room, known(room.about)) for name, room in every_state(dry_run=True).items()},
    }
    lowered = revealed(about, scale, n=12)
    lead(lowered, "lower")
    shown["lowered"] = page(lowered, before)

    found = {name: misfits(screen, html) for name, html in shown.items()}

    assert {name: told for name, told in found.items() if told} == {}


def test_every_skill_can_be_seen_on_pages_at_the_small_size_and_at_once_at_the_large(new_context):
    survey = surveys()["skills"]
    asked = list(preparing.asks(survey))
    room = Room(preparing.skills(survey, asked[-1], register().areas["S12000047"], "2027"))
    for place in range(12):
        say(room, f"v{place}", "join")
        for question in room.about.questions:
            answer = room.about.answers[place % len(room.about.answers)]
            say(room, f"v{place}", "answer", question=question.question_id, vote=1, answer=answer)
    titles = [question.title for question in room.about.questions]
    screen = new_context().new_page()

    assert misfits(screen, page(room)) == []
    assert screen.locator(".rows .what:visible").all_inner_texts() == titles
    screen.set_viewport_size({"width": 1280, "height": 720})
    expect(screen.locator("#turn")).to_be_visible()
    seen = screen.locator(".rows .what:visible").all_inner_texts()
    assert 5 <= len(seen) < len(titles)
    pages = int(screen.locator("#where").inner_text().rpartition(" ")[2])
    for _ in range(pages - 1):
        screen.keyboard.press("ArrowDown")
        assert screen.evaluate(MISFITS) == []
        seen += screen.locator(".rows .what:visible").all_inner_texts()
    assert seen == titles


def test_a_wording_that_is_far_too_long_is_made_smaller_and_still_there(new_context):
    about = prepared()
    long = replace(about.questions[0], text="Something that goes on and on. " * 40)
    room = room_of(replace(about, questions=(long,)), 5)
    lead(room, "step")
    screen = new_context(viewport={"width": 1280, "height": 720}).new_page()
    screen.set_content(page(room))

    assert [one for one in screen.evaluate(MISFITS) if not one.startswith("made smaller")] == []
    assert screen.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") < 32


def test_axe_finds_no_violation_in_any_state_nor_in_high_contrast_nor_on_a_telephone(new_context):
    screen = new_context(viewport={"width": 1280, "height": 720}).new_page()
    rooms = every_state(dry_run=True)
    shown = {name: page(room, known(room.about)) for name, room in rooms.items()}
    for name in ("open", "revealed again", "skills open"):
        shown[f"{name}, high contrast"] = page(rooms[name], known(rooms[name].about), contrast=True)
    found = []
    for name, html in shown.items():
        screen.set_content(html)
        told = Axe().run(screen, options=RULES).response["violations"]
        found += [f"{name}: {one['id']}: {node['html'][:200]}" for one in told for node in one["nodes"]]
    screen.set_viewport_size({"width": 320, "height": 700})
    for name in ("lobby", "open", "revealed again", "agreed", "queue", "skills open"):
        screen.set_content(shown[name])
        if wide := screen.evaluate("document.documentElement.scrollWidth - innerWidth"):
            found.append(f"{name}: {wide} px too wide at 320 px")

    assert found == []


def test_in_high_contrast_every_bar_is_black_on_white_and_has_a_pattern_of_its_own(new_context):
    screen = new_context().new_page()
    screen.set_content(page(revealed(prepared(), [*"112233334444"], n=12), contrast=True))

    fills = screen.locator(".fill").evaluate_all(
        "all => all.map(one => { const s = getComputedStyle(one); return s.backgroundImage + s.backgroundColor })"
    )
    assert len(set(fills)) == 4
    colours = screen.evaluate(
        "[...document.querySelectorAll('main *, footer *')].map(one => getComputedStyle(one).color)"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}


def test_the_same_number_is_as_long_before_and_after_a_re_vote(new_context):
    screen = new_context(viewport={"width": 1280, "height": 720}).new_page()
    room = revealed(prepared(), [*"112233334444"], [*"111222233334"])
    screen.set_content(page(room, known(room.about)))

    lengths = {}
    for row in screen.locator("td.bars").all():
        number = int(row.locator(".n").inner_text())
        if number:
            lengths.setdefault(number, set()).add(round(row.locator(".fill").bounding_box()["width"]))
    assert set(lengths) == {1, 2, 3, 4}
    assert all(max(one) - min(one) <= 1 for one in lengths.values())


class Served:
    """A server of one wall, in the test: what the page asks and sends, and what it gets."""

    def __init__(self, screen, room):
        self.room, self.asked, self.pressed = room, 0, []
        self.away, self.refuses, self.gone = False, "", False
        screen.route("**/*", self.answer)
        screen.goto(f"http://127.0.0.1/wall/{CODE}")

    def answer(self, route):
        request = route.request
        if self.away:
            return route.abort()
        if request.method == "POST":
            self.pressed.append(request.post_data)
            if self.refuses:
                return route.fulfill(status=409, json={"refused": self.refuses})
            return route.fulfill(status=200, json={"said": ""})
        if "/now?" not in request.url:
            return route.fulfill(content_type="text/html", body=page(self.room))
        self.asked += 1
        if self.gone:
            return route.fulfill(status=410)
        if f"seen={self.room.version}" in request.url:
            return route.fulfill(status=204)
        part = wall.part(self.room, CODE, before=None, **SHOWN)
        return route.fulfill(content_type="text/html", body=part, headers={"X-Seen": str(self.room.version)})


def test_the_wall_follows_the_room_and_says_what_changed(page):
    served = Served(page, room_of(prepared(), 5))
    expect(page.get_by_text("5 phones have joined")).to_be_visible()

    say(served.room, "v9", "join")
    expect(page.get_by_text("6 phones have joined")).to_be_visible(timeout=2_000)
    assert page.locator("#said").inner_text() == ""
    lead(served.room, "step")
    lead(served.room, "open")
    expect(page.get_by_role("heading", level=1)).to_have_text("Leaders explain the vision", timeout=2_000)
    expect(page.locator("#said")).to_have_text("Leaders explain the vision. Voting is open.")
    # nothing has changed: the part on the screen is the same element, not a copy of it
    page.evaluate("document.querySelector('.wall').mine = true")
    asked = served.asked
    page.wait_for_timeout(2_200)
    assert served.asked >= asked + 2
    assert page.evaluate("document.querySelector('.wall').mine")


def test_a_server_that_is_away_is_told_after_three_seconds_and_is_found_again(page):
    served = Served(page, room_of(prepared(), 5))
    expect(page.get_by_text("5 phones have joined")).to_be_visible()

    served.away = True
    page.wait_for_timeout(2_000)
    expect(page.locator("#lost")).to_be_empty()
    expect(page.locator("#lost")).to_have_text("Not connected. Trying again.", timeout=4_000)
    say(served.room, "v9", "join")
    served.away = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("6 phones have joined")).to_be_visible(timeout=2_000)
    expect(page.locator("#lost")).to_be_empty()

    served.gone = True
    expect(page.locator("#lost")).to_have_text("This room is closed.", timeout=3_000)
    expect(page.get_by_text("6 phones have joined")).to_be_visible()


def test_a_clicker_goes_on_and_back_once_a_press_and_keys_can_be_switched_off(page):
    served = Served(page, room_of(prepared(), 5))
    moves = served.room.moves

    for key, sent in {
        "ArrowRight": "do=next", "PageDown": "do=next", "Space": "do=next", "ArrowLeft": "do=step&by=-1",
        "PageUp": "do=step&by=-1",
    }.items():  # fmt: skip
        served.pressed.clear()
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        assert served.pressed == [f"{sent}&moves={moves}"], key
    served.refuses = "Another laptop holds the controls."
    page.keyboard.press("ArrowRight")
    expect(page.locator("#lost")).to_have_text("Another laptop holds the controls.")

    served.pressed.clear()
    page.get_by_role("button", name="Keys off").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("f")
    page.wait_for_timeout(200)
    assert served.pressed == []
    assert page.evaluate("document.fullscreenElement") is None


def test_f_fills_the_screen_and_leaves_it(page):
    Served(page, room_of(prepared(), 5))

    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.keyboard.press("F")
    page.wait_for_function("document.fullscreenElement === null")


def test_keys_do_nothing_on_a_wall_that_does_not_lead(page):
    room = room_of(prepared(), 5)
    served = Served(page, room)
    page.set_content(wall.page(room, CODE, before=None, **{**SHOWN, "holds": False}))

    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(200)
    assert served.pressed == []


def test_the_timer_runs_and_says_when_it_is_over_while_the_vote_stays_open(page):
    page.clock.install()
    room = room_of(prepared(seconds=30), 5)
    lead(room, "step")
    lead(room, "open", at=NOW)
    served = Served(page, room)
    timer = page.get_by_role("timer")
    expect(timer).to_have_text("0:25 left")

    page.clock.run_for(10_000)
    expect(timer).to_have_text("0:15 left")
    page.clock.run_for(16_000)
    expect(timer).to_have_text("Time is up")
    assert served.room.standing.state == "open"


def test_pages_of_a_live_chart_stay_where_they_are_when_it_grows_turn_by_themselves_and_can_be_stopped(page):
    page.clock.install()
    page.set_viewport_size({"width": 1280, "height": 720})
    served = Served(page, own_pace("skills", 24, 6, ["1"] * 24))
    where = page.locator("#where")
    expect(where).to_contain_text("Page 1 of")

    page.keyboard.press("ArrowDown")
    expect(where).to_contain_text("Page 2 of")
    say(served.room, "v9", "join")
    say(served.room, "v9", "answer", question="q0", vote=1, answer="1")
    page.clock.run_for(2_000)
    expect(page.get_by_text("7 people have begun")).to_be_visible()
    expect(where).to_contain_text("Page 2 of")
    page.clock.run_for(21_000)
    expect(where).to_contain_text("Page 3 of")
    page.get_by_role("button", name="Stop turning").click()
    page.clock.run_for(45_000)
    expect(where).to_contain_text("Page 3 of")
    page.get_by_role("button", name="Page before").click()
    expect(where).to_contain_text("Page 2 of")


def test_the_wall_of_a_running_server_follows_phones_and_the_keys_of_the_facilitators_browser(page, tmp_path):
    """The page's own policy lets its script run, and the keys move the room that the server keeps."""
    database = tmp_path / "rooms.duckdb"
    (made,) = rooms_made(database, [prepared()])
    with serve(database, CSP_DEMO="off") as server:
        page.goto(f"{server.url}/lead/{made.key}")
        page.goto(f"{server.url}/wall/{made.code}")
        expect(page.get_by_text("0 phones have joined")).to_be_visible()
        phones = [Phone(server.url, made.code) for _ in range(5)]
        expect(page.get_by_text("5 phones have joined")).to_be_visible(timeout=3_000)

        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("Get ready", exact=True)).to_be_visible(timeout=3_000)
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text("0 of 5")).to_be_visible(timeout=3_000)
        for phone in phones:
            phone.answers("2")
        expect(page.get_by_text("5 of 5")).to_be_visible(timeout=3_000)
        for words in ("Closed", "Everyone agrees"):
            page.keyboard.press("ArrowRight")
            expect(page.get_by_text(words, exact=True)).to_be_visible(timeout=3_000)


def test_without_script_everything_is_there_and_a_link_shows_what_is_new(new_context):
    screen = new_context(java_script_enabled=False).new_page()
    served = Served(screen, room_of(prepared(), 5))
    say(served.room, "v9", "join")

    screen.get_by_role("link", name="Show what is new").click()
    expect(screen.get_by_text("6 phones have joined")).to_be_visible()
