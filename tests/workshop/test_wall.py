"""What the wall shows in every state of a room, and what nobody can find in it before the reveal."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.charts import theme
from csp_analytics.workshop.screens import qr, wall
from csp_analytics.workshop.session.about import Option, Question
from tests.builders.rooms import BESIDE, FIRST, LEVELS, lead, prepared
from tests.builders.wall_read import Reader, text
from tests.builders.wall_rooms import (
    CODE,
    COUNCIL,
    FIRE,
    JOIN_AT,
    NOW,
    POLICE,
    ROLES,
    agreed,
    consensus,
    every_state,
    known,
    page,
    revealed,
    room_of,
    vote,
)

ABOUT = prepared(grouping_id="peers")
STATES = every_state()
ANSWERS = ("1", "2", "3", "4", "na", "dk")
EVIL = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", STATES)
def test_every_screen_is_one_page_with_one_heading_one_script_and_the_way_in(name):
    html = page(STATES[name], known(ABOUT))
    read = Reader(html)

    tags = [tag for tag, _ in read.tags]
    assert [tags.count(tag) for tag in ("h1", "main", "script", "style", "title")][:4] == [1, 1, 1, 1]
    assert JOIN_AT in read.text
    assert CODE in read.text
    assert [key for _, attrs in read.tags for key in attrs if key.startswith("on") or key == "src"] == []
    links = {attrs["href"] for tag, attrs in read.tags if tag in ("a", "link")}
    assert links == {"?contrast=high", ""}
    assert "<!--" not in html.replace("<!doctype", "")


@given(
    first=st.lists(st.sampled_from(ANSWERS), min_size=12, max_size=12),
    again=st.lists(st.sampled_from(ANSWERS), min_size=12, max_size=12),
    level=st.sampled_from([1.0, 2.0, 2.5, float("nan")]),
    peers=st.tuples(*[st.integers(0, 9)] * 4),
)
@settings(max_examples=15, deadline=None)
def test_before_the_reveal_the_page_is_the_same_whatever_was_answered_and_known(first, again, level, peers):
    """Not one letter differs, so nothing can be in an attribute, a comment or the script either."""
    about = replace(ABOUT, roles=ROLES, seconds=30)
    these = consensus(about, first, again)
    others = consensus(about, ["1"] * 12, ["4"] * 12)

    for name, (room, open_to_all) in these.items():
        if not open_to_all:
            assert page(room, known(about, level, peers)) == page(others[name][0], None), name


@given(st.lists(st.sampled_from(ANSWERS), min_size=12, max_size=12))
@settings(max_examples=10, deadline=None)
def test_while_a_re_vote_is_open_neither_it_nor_the_first_vote_can_be_seen(answers):
    def screen(first, again):
        room = revealed(ABOUT, first, n=12)
        lead(room, "revote")
        vote(room, again)
        return page(room, known(ABOUT))

    assert screen(answers, reversed(answers)) == screen(["1"] * 12, ["2"] * 12)


def test_before_the_reveal_no_number_but_how_many_answered():
    for name in ("open", "closed"):
        seen = text(page(STATES[name]))
        numbers = set(re.findall(r"\d+", seen.replace(CODE, "")))
        # criterion 1 of 3, levels 1 to 4, 18 of 18 answered, 0:25 left
        assert numbers <= {"1", "2", "3", "4", "18", "0", "25"}, name
    assert "18 of 18 answered 0:25 left" in text(page(STATES["open"]))
    assert "Closed 18 answers" in text(page(STATES["closed"]))
    assert "Peers" not in text(page(STATES["closed"], known(ABOUT)))


def test_the_lobby_tells_how_to_join_and_who_is_there():
    room = room_of(ABOUT, 12)

    html = page(room)
    assert "12 phones have joined" in text(html)
    assert "Today: 3 criteria, about 30 minutes: Leaders explain the vision, New ideas and All" in text(html)
    assert text(html).count(CODE) == 1
    assert f'role="img" viewBox="0 0 37 37"><title>QR code that opens {JOIN_AT} with the code {CODE}' in html
    assert "1 phone has joined" in text(page(room_of(ABOUT, 1)))


def test_the_qr_code_holds_the_link_as_segno_draws_it():
    link = f"https://{JOIN_AT}/{CODE}"
    drawn = qr.inline(link, 'A "title" & <b>')
    assert '<title>A "title" &amp; &lt;b&gt;</title>' in drawn

    dark, x, y = set(), 0, 0
    for step, along, down in re.findall(r"([Mmh])(-?\d+)(?: (-?[\d.]+))?", re.findall(r' d="([^"]+)"', drawn)[1]):
        if step == "h":
            dark |= {(x + i, int(y)) for i in range(int(along))}
            x += int(along)
        else:
            x, y = (int(along), float(down)) if step == "M" else (x + int(along), y + float(down))
    matrix = segno.make(link, error="m", micro=False, boost_error=False).matrix
    # a border of four light modules all round
    assert dark == {(i + 4, j + 4) for j, row in enumerate(matrix) for i, one in enumerate(row) if one}


def test_a_waiting_question_shows_what_is_asked_and_what_the_levels_mean():
    seen = text(page(STATES["waiting"]))

    for words in (
        "Criterion 1 of 3",
        "Leaders make the common vision clear.",
        "Get ready",
        *[o.meaning for o in LEVELS],
    ):
        assert words in seen


def test_hands_are_told_as_a_number_and_never_by_answer():
    room = room_of(ABOUT, 12)
    lead(room, "step")
    lead(room, "open")
    vote(room, ["1"] * 7)
    lead(room, "hands", counts={"4": 2})

    assert "7 of 12 answered and 2 hands" in text(page(room))
    lead(room, "close")
    assert "Closed 9 answers" in text(page(room))


def test_the_reveal_prints_every_count_beside_its_label_and_the_peers():
    room = revealed(ABOUT, [*"1112223344", "na", "dk", "dk"], n=13)

    table = Reader(page(room, known(ABOUT, 2, (1, 2, 3, 4)))).table()
    assert table == {
        "": [], "Not started": [3, 1], "Working towards": [3, 2], "Doing well": [2, 3], "Leading": [2, 4],
        "Not applicable": [1], "Don't know": [2],
    }  # fmt: skip
    seen = text(page(room, known(ABOUT, 2)))
    assert "13 answers" in seen
    assert "◆ Last round (2023): Working towards. 10 peers (2025). Demonstration data" in seen


def test_hands_are_among_the_revealed_counts():
    room = room_of(ABOUT, 6)
    lead(room, "step")
    lead(room, "open")
    vote(room, [*"111222"])
    lead(room, "hands", counts={"4": 5})
    lead(room, "close")
    lead(room, "reveal")

    assert Reader(page(room)).table()["Leading"] == [5]
    assert "11 answers" in text(page(room))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        # everybody at one level: both measures are 1 by definition
        ("222222", ("Everyone agrees", "consensus 1.00:", "A 1.00:")),
        # half at each end: 0 and -1 by definition
        ("111444", ("Two opposite camps: discuss first", "consensus 0.00:", "A −1.00:")),
    ],
)
def test_agreement_stands_there_in_words_with_both_measures_and_what_they_mean(answers, said):
    seen = text(page(revealed(ABOUT, [*answers])))

    for words in (*said, "0 is half at each end, 1 all at one level", "below 0 is two camps"):
        assert words in seen


def test_the_bars_are_as_long_as_the_counts():
    html = page(revealed(ABOUT, [*"1111222233", "4"]))

    # 4, 4, 2 and 1 of at most 4
    assert re.findall(r"--w:([\d.]+)", html.partition("<main")[2]) == ["100.0", "100.0", "50.0", "25.0"]


@pytest.mark.parametrize(("n", "there"), [(15, True), (14, False)])
def test_roles_are_shown_only_when_each_has_five(n, there):
    about = replace(ABOUT, roles=ROLES)
    # roles go round: 15 phones are five of each, 14 are five, five and four
    seen = text(page(revealed(about, ["1", "2", "4"] * 4 + ["1", "2", "4"][: n - 12], n=n)))

    assert [role in seen for role in ROLES] == [there] * 3
    if there:
        # every police phone said 1, every council phone 2, every fire phone 4
        assert f"{POLICE}: 5 Not started 5 Working towards 0 Doing well 0 Leading 0" in seen
        assert f"{COUNCIL}: 5 Not started 0 Working towards 5" in seen
        assert f"{FIRE}: 5 Not started 0 Working towards 0 Doing well 0 Leading 5" in seen


def test_after_a_re_vote_the_first_vote_stands_beside_it():
    room = revealed(ABOUT, [*"11112222"], [*"12222222"], n=8)

    read = Reader(page(room))
    assert read.table()["Not started"] == [4, 1]
    assert read.table()["Working towards"] == [4, 7]
    assert "First: 8 Re-vote: 8" in read.text

    third = revealed(ABOUT, [*"11112222"], [*"12222222"], [*"22222222"], n=8)
    assert Reader(page(third)).table()["Not started"] == [4, 0]
    assert "First: 8 Re-vote 2: 8" in text(page(third))


def test_a_first_vote_of_too_few_does_not_stand_beside_the_re_vote():
    room = revealed(ABOUT, [*"1114"], [*"12222222"], n=8)

    assert Reader(page(room)).table()["Not started"] == [1]
    assert "First" not in text(page(room))


@pytest.mark.parametrize("answers", ["1234", "1111", "4"])
def test_too_few_answers_are_no_distribution_but_a_sentence(answers):
    html = page(revealed(ABOUT, [*answers]), known(ABOUT))

    n = len(answers)
    assert f"{n} answer{'s' if n > 1 else ''}: too few to show. They are shown from 5 on" in text(html)
    assert ".." not in html.partition("<main")[2].partition("</main")[0]
    assert "consensus" not in text(html)
    table = Reader(html).table()
    # the peers alone
    assert table["Not started"] == [1]
    assert "--w:" not in html.partition("<main")[2]


def test_three_are_enough_once_lowered_and_the_wall_warns():
    room = revealed(ABOUT, [*"1144"])
    lead(room, "lower")

    seen = text(page(room))
    assert Reader(page(room)).table()["Leading"] == [2]
    assert "Shown from 3 answers on, not 5" in seen
    lead(room, "lower", lowered="")
    assert "too few to show" in text(page(room))
    assert "not 5" not in text(page(room))


def test_peers_under_five_are_not_compared_and_their_levels_are_not_shown():
    html = page(revealed(ABOUT, [*"11223"]), known(ABOUT, float("nan"), (0, 0, 2, 2), demo=False))

    assert "Peers: under five have a level, not compared." in text(html)
    assert Reader(html).table()["Leading"] == [0]
    assert "Last round" not in text(html)
    assert "Demonstration data" not in text(html)


def test_a_last_level_between_two_is_told_as_such_and_other_wording_is_said():
    before = known(ABOUT, 2.5).assign(reworded=True)

    seen = text(page(revealed(ABOUT, [*"11223"]), before))
    assert "Last round (2023, asked in other words): between Working towards and Doing well." in seen


def test_the_agreed_level_is_large_with_its_evidence_and_the_votes():
    room = agreed(revealed(ABOUT, [*"11112222"], [*"12222222"], n=8), "2", "Minutes of May.")

    html = page(room)
    assert '<p class="huge">Working towards</p>' in html
    assert "Agreed Working towards Minutes of May." in text(html)
    assert Reader(html).table() | {"": []} == {"": [], "First: 8": [4, 4, 0, 0, 0, 0], "Re-vote: 8": [1, 7, 0, 0, 0, 0]}


def test_the_end_counts_what_was_agreed():
    assert "1 of 3 criteria have an agreed level." in text(page(STATES["ended"]))


@pytest.mark.parametrize("name", every_state(dry_run=True))
def test_a_dry_run_is_marked_on_every_screen(name):
    room = every_state(dry_run=True)[name]
    assert ("Dry run: simulated participants" in text(page(room))) == room.about.dry_run


def test_demonstration_data_is_marked_only_where_it_stands_on_the_screen():
    for name, room in STATES.items():
        there = "Demonstration data" in text(page(room, known(ABOUT)))
        assert there == (name in ("revealed", "revealed again", "agreed")), name


def test_everything_that_people_wrote_is_escaped():
    about = prepared(
        title=EVIL, roles=(EVIL, "Other"), grouping_id="peers",
        options=(*[replace(one, label=f"{one.label}{EVIL}", meaning=EVIL) for one in LEVELS], *BESIDE),
        questions=(Question(FIRST, EVIL, f"{EVIL} text", EVIL, 5), *prepared().questions[1:]),
    )  # fmt: skip
    before = known(about).assign(last_round=EVIL, peers_round=EVIL)
    for room, _ in consensus(about, ["1", "2"] * 6, ["2", "3"] * 6).values():
        html = page(agreed(room, "2", EVIL) if room.standing.agreed and not room.ended else room, before)
        assert html.count("<script>") == 1
        assert EVIL not in html
    whole = page(revealed(about, ["1", "2"] * 6, n=12), before, join_at=EVIL)
    assert whole.count("<script>") == 1
    assert EVIL in unescape(whole)


def test_the_hint_for_the_keys_is_there_only_where_they_work():
    room = room_of(ABOUT, 3)

    assert ("next" in text(page(room)), "data-holds" in page(room)) == (True, True)
    without = page(room, holds=False).partition("<script>")[0]
    assert ("→" in without, "data-holds" in without) == (False, False)
    assert "full screen" in text(page(room, holds=False))


def test_a_link_leads_to_high_contrast_and_back():
    room = room_of(ABOUT, 3)

    assert '<html lang="en" class="high">' in page(room, contrast=True)
    assert '<a href="?contrast=normal">' in page(room, contrast=True)


def test_the_part_stands_in_the_page_as_it_is():
    room = STATES["revealed"]
    shown = {"join_at": JOIN_AT, "join_link": "https://x", "holds": False, "contrast": False, "now": NOW}

    assert wall.part(room, CODE, before=None, **shown) in wall.page(room, CODE, before=None, **shown)


def test_a_timer_that_has_run_out_says_so_and_the_vote_is_still_open():
    seen = text(page(STATES["open"], now=NOW + 31))

    assert "Time is up" in seen
    assert "18 of 18 answered" in seen


def test_a_scale_of_two_and_one_of_six_are_drawn():
    for n in (2, 6):
        scale = tuple(Option(str(value), f"Step {value}") for value in range(n))
        about = prepared(options=(*scale, *BESIDE))
        table = Reader(page(revealed(about, ["0", "1"] * 6, n=12))).table()
        assert [table[f"Step {value}"] for value in range(n)] == [[6], [6], [0], [0], [0], [0]][:n]


def test_every_colour_of_text_has_contrast_enough():
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        light, dark = sorted((luminance(one), luminance(other)), reverse=True)
        return (light + 0.05) / (dark + 0.05)

    pairs = [(colour, theme.ink_on(colour)) for n in range(2, 8) for colour in theme.level_colours(n)]
    pairs += [(theme.GROUND, colour) for colour in (theme.INK, theme.QUIET, theme.OWN, theme.BANDS["lower"])]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
