"""The page Prepare a workshop: from a few choices to a room, and nothing that a browser makes up gets into one."""

import re

import pytest

from csp_analytics.store import room_log
from csp_analytics.store.writing import load
from csp_analytics.ui import workshop_prepare_table as table
from csp_analytics.workshop.live import codes
from csp_analytics.workshop.live.rooms import rooms as live_rooms
from csp_analytics.workshop.prepare.drawing_up import Changes
from csp_analytics.workshop.session import about
from tests.builders.held_sessions import Session
from tests.builders.held_sessions import about as held
from tests.builders.held_sessions import opened as room_of
from tests.builders.one_answer_each import answered
from tests.pages.seen import opened

FIFE, ORKNEY = "S12000047", "S12000023"
MARKUP = "<script>alert(1)</script>"


def rooms(store):
    """The rooms of a database: code, what they ask."""
    found = store.frame("select code from room order by made_at")
    return [about.from_dict(room_log.find(store, code=code).about) for code in found["code"]]


def shown(page):
    """Everything in boxes to copy: the facilitator link and the wall."""
    return [one.value for one in page.app.code if "?" not in one.value]


def button(page, label):
    return next(one for one in page.app.button if one.label == label)


def press(page, label):
    button(page, label).click()
    page.app.run()
    return page


def test_a_session_is_proposed_without_a_click_and_says_what_fits(demonstration):
    """150 minutes less 10 and 15 are 125: twelve of 10 minutes, and 5 to spare."""
    page = opened("workshop", area=FIFE, framework="safer-communities")

    assert page.alerts == []
    assert page.one("<h1>(.*?)</h1>") == "Prepare a workshop"
    assert page.finding == "Fife: 12 of 37 criteria fit 150 minutes; 25 wait for another session."
    assert "10 minutes to open, 120 to rate and 15 to close, 5 to spare." in page.text
    assert (
        "Priority = (2 × spread of the answers in the checklist + 1 × gap to peers + 1 × importance) ÷ 4" in page.text
    )
    assert re.search(r"‘[^’]+’ comes first: 0\.\d\d = \(1 × 0\.\d\d gap to peers\) ÷ 1", page.text)
    inside, outside = (one.value for one in page.app.dataframe)
    assert (len(inside), len(outside)) == (12, 25)
    assert inside["Place"].tolist() == list(range(1, 13))
    assert inside["Starts"].tolist()[:7] == ["0:10", "0:20", "0:30", "0:40", "0:50", "1:00", "1:10"]
    assert page.address["session"] == "consensus"


def test_pressing_twice_makes_one_room_and_its_secret_stands_on_the_page_alone(own):
    page = opened("workshop", area=FIFE, framework="safer-communities", minutes="45", timer="60", ask="Sector")
    make = button(page, "Make the room")
    make.click()
    page.app.run()
    make.click()  # the second of two quick presses was on its way already
    page.app.run()

    (made,) = rooms(own)
    assert (made.kind, made.area_code, made.seconds, len(made.questions)) == ("consensus", FIFE, 60, 2)
    assert made.roles[:2] == ("Local authority", "Police Scotland")
    assert made.demo
    assert made.grouping_id
    lead, wall = shown(page)
    key, code = lead.rpartition("/lead/")[2], wall.rpartition("/wall/")[2]
    assert room_log.find(own, key_digest=codes.digest(key)).code == code
    assert page.finding.startswith(f"Room {code} is ready.")
    assert "data:image/svg+xml;base64," in page.html
    assert key not in page.html
    assert key not in str(page.address)
    assert button(page, "Make the room").disabled

    page.choose("area", ORKNEY)
    assert shown(page) == [lead, wall]  # it stays until another is prepared
    press(press(page, "Prepare another room"), "Make the room")
    assert [one.area_code for one in rooms(own)] == [FIFE, ORKNEY]


@pytest.mark.parametrize("framework_id", ["safer-communities", "excellence", "hallmarks"])
def test_a_checklist_of_every_framework_asks_all_that_applies(own, framework_id):
    page = press(opened("workshop", area=ORKNEY, framework=framework_id, session="checklist"), "Make the room")

    assert page.alerts == [alert for alert in page.alerts if alert.startswith("Phones cannot reach")]
    (made,) = rooms(own)
    assert (made.kind, made.framework_id, made.area_name) == ("checklist", framework_id, "Orkney Islands")
    assert "Close it from the facilitator link." in page.text


def test_a_skills_snapshot_of_people_from_several_areas(own):
    page = press(
        opened("workshop", session="skills", survey="skills", asks="confidence", area="all"), "Make the room"
    )  # fmt: skip

    (made,) = rooms(own)
    assert (made.kind, made.survey_id, made.asks, made.area_code) == ("skills", "skills", "confidence", "")
    assert len(made.questions) == 24
    assert "The chart grows as they answer." in page.text


def test_another_place_is_typed_and_one_that_is_nearly_ours_is_asked_about(demonstration):
    outside = opened("workshop", area="Wrexham", framework="safer-communities")
    assert outside.finding.startswith("Wrexham: 12 of 37")
    assert "The area has not been assessed before" in outside.text
    named = opened("workshop", area="Fife Council", framework="safer-communities")
    assert named.address["area"] == FIFE
    near = opened("workshop", area="Fyfe", framework="safer-communities")
    assert near.alerts == ["There is no area ‘Fyfe’. Did you mean Fife?", "Choose the area first."]
    assert button(near, "Make the room").disabled
    (tick,) = near.app.checkbox
    tick.check()
    near.app.run()
    assert near.finding.startswith("Fyfe: 12 of 37")
    assert near.address["area"] == "Fyfe"


def test_what_an_address_makes_up_is_passed_over(own):
    page = opened(
        "workshop", area=FIFE, framework="safer-communities", minutes="99999", each="-1", timer="7", dots="900",
        agenda=f"in~{MARKUP},out~x", roles=f"{MARKUP};Police", ask="Sector", session="HACKED", order=MARKUP,
        **{"for-round": MARKUP},
    )  # fmt: skip
    assert MARKUP not in page.html
    press(page, "Make the room")

    (made,) = rooms(own)
    assert (made.kind, made.seconds, made.dots, len(made.questions)) == ("consensus", 0, 3, 12)
    assert (made.roles, made.round) == ((MARKUP, "Police"), MARKUP)  # plain text, which every page escapes
    assert MARKUP not in page.html


def test_a_line_of_changes_takes_moves_and_weighs(demonstration):
    """Of 125 minutes, ten criteria take 10 each and one 25. What is out is out, what is in comes in its place."""
    last, first = "safer-communities.outcomes.11", "safer-communities.leadership.01"
    changes = f"in~{last},out~{first},min25~{last},at1~{last},pri3~leadership"
    page = opened("workshop", area=FIFE, framework="safer-communities", order="document", agenda=changes)

    inside, outside = (one.value for one in page.app.dataframe)
    assert inside["Minutes"].tolist()[0] == 25
    assert inside["Starts"].tolist()[:2] == ["0:10", "0:35"]
    assert outside["Criterion"].tolist()[0] == "Leaders explain the vision"
    assert set(inside.loc[inside["Principle"] == "Leadership", "Importance"]) == {"High"}
    assert any(one.label == "Back to the proposal" for one in page.app.button)


def test_what_is_rated_in_the_round_already_is_not_taken_again_and_what_was_parked_comes_first(own):
    first, parked = "safer-communities.leadership.01", "safer-communities.outcomes.11"
    load(own, answered({FIFE: {"leadership.01": 3}}, round_="2027"))
    live, made = room_of(own, held([first, parked], round_="2027"))
    Session(live.room.about, 6, live).parks(parked)
    live_rooms().close_for_good(made.code, made.key)

    page = opened("workshop", area=FIFE, framework="safer-communities", **{"for-round": "2027"})

    inside, outside = (one.value for one in page.app.dataframe)
    assert (inside["Before"].iloc[0], outside["Before"].iloc[-1]) == ("parked last time", "rated in this round already")
    assert outside["Criterion"].iloc[-1] == "Leaders explain the vision"
    assert "comes first: parked last time. 1 criterion: rated in this round already, so not ticked." in page.text


def test_where_nothing_is_known_no_criterion_is_said_to_be_last(empty):
    page = opened("workshop", area=FIFE, framework="hallmarks")
    assert "Nothing is known of any of them yet, so they stand in the order of the document." in page.text
    assert "so it comes last" not in page.text


def test_no_peers_no_framework_data_and_an_empty_database_still_prepare_a_session(empty):
    page = opened("workshop", area=FIFE, framework="excellence", peers="none")
    assert page.alerts == []
    assert page.finding.startswith("Fife: 12 of 49 standards fit 150 minutes")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"Take": False}, Changes(taken={"c": False})),
        ({"Take": "HACKED", "Minutes": 1e9, "Importance": "<b>", "Place": 99}, Changes()),
        ({"Take": 1, "Minutes": True, "Importance": ["High"], "Place": 0}, Changes()),
        ({"Minutes": 15.0, "Importance": "High"}, Changes(minutes={"c": 15}, importance={"c": 3})),
        ({"Minutes": 2.5, "Importance": None}, Changes()),
        ({"Minutes": float("nan"), "Place": float("inf")}, Changes()),
        ({"Place": 2}, Changes(moved=(("c", 5),))),  # the second that is taken is the fifth of all
    ],
)
def test_what_is_typed_into_the_table_is_looked_at_first(typed, wanted):
    assert table.typed(Changes(), "c", typed, [3, 5, 8]) == wanted
    assert table.typed(Changes(), "c", {"Place": 1}, []) == Changes()
