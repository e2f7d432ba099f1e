"""The routes of a room on a real server: who may do what, what is forged is refused, nobody is locked out."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from csp_analytics.workshop.live.codes import new_code, new_secret
from csp_analytics.workshop.web.guard import MOST_BYTES, WRONG_CODES
from tests.builders.people import JSON, Laptop, Person, Phone
from tests.builders.rooms import FIRST, SECOND

PLAIN = {"Accept": "text/html"}


@pytest.fixture
def led(own_room):
    """A room, its facilitator, and two phones in it."""
    url, made, _ = own_room
    laptop, phones = Laptop(url, made.code, made.key), [Phone(url, made.code) for _ in range(2)]
    for phone in phones:
        assert phone.join().status_code == 200
    return url, made, laptop, phones


def started(laptop: Laptop) -> None:
    assert laptop.press("step", by=1).status_code == 200
    assert laptop.press("open").status_code == 200


def wall(person: Person) -> str:
    """The words on the wall, without markup."""
    page = person.get(f"/wall/{person.code}").text
    return " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL).split())


def test_a_vote_from_joining_to_the_wall(led):
    _, _, laptop, (one, two) = led
    started(laptop)
    assert one.answer(FIRST, "2").json()["saved"] == "Saved: Working towards"
    assert "1 of 2" in wall(one)
    assert two.answer(FIRST, "4").json()["saved"] == "Saved: Leading"
    assert "2 of 2" in wall(one)


def test_without_script_every_step_is_a_form_and_a_page(own_room):
    url, made, _ = own_room
    laptop, phone = Laptop(url, made.code, made.key), Phone(url, made.code)
    went = phone.post("/join", PLAIN, code=f" {made.code.lower()} ")
    assert (went.status_code, went.headers["Location"]) == (303, f"/join/{made.code}")
    assert phone.post(f"/join/{made.code}", PLAIN, do="join", role="Police").status_code == 303
    for what in ({"do": "step", "by": "1"}, {"do": "open"}):
        assert laptop.post(f"/control/{made.code}", PLAIN, **what).status_code == 303
    sent = {"do": "answer", "question": FIRST, "vote": "1", "answer": "3"}
    assert phone.post(f"/join/{made.code}", PLAIN, **sent).status_code == 303
    assert "Saved: Doing well" in phone.get(f"/join/{made.code}").text
    refused = phone.post(f"/join/{made.code}", PLAIN, **{**sent, "answer": "9"})
    assert refused.status_code == 409
    assert "This is not one of the answers." in refused.text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"do": "answer", "question": FIRST, "vote": "1", "answer": "5"}, "not one of the answers"),
        ({"do": "answer", "question": FIRST, "vote": "1", "answer": "<b>4"}, "not one of the answers"),
        ({"do": "answer", "question": SECOND, "vote": "1", "answer": "4"}, "has closed"),
        ({"do": "answer", "question": "somewhere.else.01", "vote": "1", "answer": "4"}, "not on the agenda"),
        ({"do": "answer", "question": FIRST, "vote": "2", "answer": "4"}, "has closed"),
        ({"do": "answer", "question": FIRST, "vote": "x", "answer": "4"}, "not known here"),
        ({"do": "join", "role": "Minister"}, "not on the list"),
        ({"do": "spend", f"dots-{FIRST}": "3"}, "not being placed"),
        ({"do": "open"}, "not known here"),
        ({"do": "end", "sure": "yes"}, "not known here"),
        ({"do": ""}, "not known here"),
        ({}, "not known here"),
    ],
)
def test_what_is_forged_is_refused(led_once, sent, why):
    made, phone = led_once
    answer = phone.post(f"/join/{made.code}", **sent)
    assert answer.status_code == 409
    assert why in answer.json()["refused"]
    assert "0 of 1" in wall(phone)


@pytest.fixture(scope="module")
def led_once(rooms_server):
    """A room with one phone, at its first question, which stays unanswered."""
    server, made = rooms_server
    one = made.pop()
    phone = Phone(server.url, one.code)
    phone.join()
    started(Laptop(server.url, one.code, one.key))
    return one, phone


def test_a_phone_that_has_not_joined_or_comes_with_a_made_up_token_has_no_voice(led):
    url, made, laptop, _ = led
    started(laptop)
    for token in ("", new_secret(), "x", "'; drop table room; --"):
        stranger = Phone(url, made.code)
        if token:
            stranger.browser.cookies.set("csp_voice", token, path=f"/join/{made.code}")
        assert stranger.answer(FIRST, "1").json()["refused"] == "Join the room first."
    assert "0 of 2" in wall(laptop)


def test_the_code_and_the_cookie_of_a_phone_control_nothing(led):
    url, made, laptop, (phone, _) = led
    for person in (phone, Person(url, made.code)):
        assert person.get(f"/control/{made.code}").status_code == 403
        assert person.get(f"/control/{made.code}/now").status_code == 403
        assert person.post(f"/control/{made.code}", do="step", by=1).status_code == 403
        assert person.get(f"/lead/{made.code}").status_code == 404
        person.browser.cookies.set(f"csp_lead_{made.code.lower()}", new_secret(), path="/")
        assert person.post(f"/control/{made.code}", do="step", by=1).status_code == 403
    assert laptop.press("step", by=1).status_code == 200


def test_the_link_of_one_room_does_not_lead_another(led, rooms_server):
    url, made, _, _ = led
    other = rooms_server[1].pop()
    stranger = Laptop(url, made.code, other.key)
    assert stranger.press("step", by=1).status_code == 403
    stranger.browser.cookies.set(f"csp_lead_{made.code.lower()}", other.key, path="/")
    assert stranger.press("step", by=1).status_code == 403


def test_the_secret_is_on_no_page_but_the_controls_and_no_address_that_a_wall_shows(led):
    url, made, laptop, (phone, _) = led
    assert laptop.entered.url == f"{url}/control/{made.code}"
    for person in (phone, laptop):
        for path in (f"/join/{made.code}", f"/wall/{made.code}", f"/wall/{made.code}/now"):
            assert made.key not in person.get(path).text


def test_a_second_laptop_watches_until_it_takes_the_controls(led):
    url, made, first, _ = led
    second = Laptop(url, made.code, made.key)
    refused = second.press("step", by=1)
    assert (refused.status_code, refused.json()["refused"]) == (
        409, "Another laptop holds the controls. Take the controls first.",
    )  # fmt: skip
    assert second.press("take").status_code == 200
    assert second.press("step", by=1).status_code == 200
    assert first.press("open").status_code == 409


def test_a_press_on_a_page_that_is_out_of_date_does_nothing(led):
    _, _, laptop, _ = led
    assert laptop.press("step", by=1, moves=0).status_code == 200
    stale = laptop.press("step", by=1, moves=0)
    assert (stale.status_code, "moved on" in stale.json()["refused"]) == (409, True)
    assert "criterion 1 of 3" in wall(laptop).lower()


def test_forms_of_other_sites_and_forms_that_are_none_are_refused(led):
    url, made, laptop, (phone, _) = led
    for headers in ({"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert phone.post(f"/join/{made.code}", {**JSON, **headers}, do="join").status_code == 403
        assert laptop.post(f"/control/{made.code}", {**JSON, **headers}, do="step").status_code == 403
    large = phone.browser.post(f"{url}/join/{made.code}", data="a=" + "x" * (MOST_BYTES + 1), timeout=30)
    assert large.status_code == 413
    broken = phone.browser.post(f"{url}/join/{made.code}", data=b"\xff\xfe=1", timeout=30)
    assert broken.status_code == 400
    many = phone.browser.post(f"{url}/join/{made.code}", data="&".join(["a=1"] * 600), timeout=30)
    assert many.status_code == 400


def test_every_page_asks_nobody_else_runs_no_other_script_and_is_kept_by_no_cache(led):
    url, made, laptop, (phone, _) = led
    for page in (phone.get("/join"), phone.get(f"/join/{made.code}"), phone.get(f"/wall/{made.code}"),
                 laptop.get(f"/control/{made.code}"), phone.get("/join/ZZZZZ")):  # fmt: skip
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert (page.headers["Cache-Control"], page.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert not re.search(r"\son\w+=|javascript:|src=\"http|href=\"http", page.text.replace(f'href="{url}', ""))


def test_the_cookie_of_a_phone_is_for_its_room_alone_and_no_script_can_read_it(own_room):
    url, made, _ = own_room
    said = Phone(url, made.code).join().headers["Set-Cookie"].lower()
    assert f"path=/join/{made.code.lower()}" in said
    assert all(part in said for part in ("httponly", "samesite=lax", "max-age="))


def test_a_whole_room_behind_one_address_comes_in_though_everybody_mistypes_the_code_once(own_room):
    url, made, _ = own_room

    def arrive(_: int) -> int:
        phone = Phone(url, made.code)
        assert phone.post("/join", PLAIN, code=new_code()).status_code == 404
        assert phone.post("/join", PLAIN, code=made.code).status_code == 303
        return phone.join().status_code

    with ThreadPoolExecutor(8) as hands:
        assert set(hands.map(arrive, range(60))) == {200}


def test_guessing_codes_is_stopped_and_the_room_goes_on(led):
    url, made, laptop, (phone, _) = led
    started(laptop)
    guesser = Person(url, made.code, here="127.0.0.2")
    neighbour = Phone(url, made.code, here="127.0.0.2")
    assert neighbour.join().status_code == 200
    with ThreadPoolExecutor(8) as hands:
        list(hands.map(lambda _: guesser.get(f"/join/{new_code()}/now"), range(WRONG_CODES)))
    assert guesser.get(f"/join/{new_code()}").status_code == 429
    # The facilitator behind the same address can still change laptops.
    assert Laptop(url, made.code, made.key, here="127.0.0.2").entered.status_code == 200
    for person in (phone, neighbour):  # who is in the room behind the same address goes on
        assert person.answer(FIRST, "1").status_code == 200
    assert Phone(url, made.code, here="127.0.0.2").join().status_code == 200


def test_a_phone_that_joins_many_times_over_is_taken_out_and_the_door_closed(led):
    url, made, laptop, (phone, _) = led
    started(laptop)
    for _ in range(6):
        again = Phone(url, made.code)
        again.join()
        assert again.answer(FIRST, "4").status_code == 200
    assert phone.answer(FIRST, "1").status_code == 200
    assert "7 of 8" in wall(phone)
    assert laptop.press("door", closed="yes").status_code == 200
    assert "closed the door" in Phone(url, made.code).join().json()["refused"]
    assert laptop.press("drop", newest=6).status_code == 200
    assert "1 of 2" in wall(phone)
    assert laptop.press("drop", newest=3).status_code == 409
    assert laptop.press("door", closed="no").status_code == 200
    assert Phone(url, made.code).join().status_code == 200


def test_the_facilitator_link_is_not_taken_as_evidence(led):
    _, made, laptop, _ = led
    started(laptop)
    for what in ("close", "reveal"):
        laptop.press(what)
    leaked = laptop.press("agree", question=FIRST, answer="2", evidence=f"see http://x/lead/{made.key}.")
    assert (leaked.status_code, "Take it out" in leaked.json()["refused"]) == (409, True)
    assert laptop.press("agree", question=FIRST, answer="2", evidence="Plan").status_code == 200


def test_a_phone_gone_wild_is_slowed_down_and_the_others_are_not(led):
    _, _, laptop, (wild, calm) = led
    started(laptop)
    statuses = {wild.answer(FIRST, "1").status_code for _ in range(60)}
    assert statuses == {200, 429}
    assert calm.answer(FIRST, "2").status_code == 200


def test_what_nobody_made_is_told_in_a_sentence(led):
    _, _, _, (phone, _) = led
    for path in ("/join/ZZZZZ", "/wall/ZZZZZ", "/join/<script>", "/join/" + "A" * 400):
        page = phone.get(path)
        assert page.status_code == 404
        assert "Traceback" not in page.text
        assert "<script>alert" not in page.text
    assert phone.get("/join/ZZZZZ/now").status_code == 410


def test_the_end_sends_the_facilitator_to_the_results_and_tells_the_phones(led):
    _, made, laptop, (phone, _) = led
    assert laptop.press("end").status_code == 409  # not sure
    assert laptop.press("end", sure="yes").json() == {"go": f"/after-workshop?room={made.code}"}
    assert phone.get(f"/join/{made.code}/now").status_code == 410
    assert "This session is over" in phone.get(f"/join/{made.code}").text
    assert phone.answer(FIRST, "1").status_code == 404
    gone = laptop.get(f"/control/{made.code}", allow_redirects=False)
    assert (gone.status_code, gone.headers["Location"]) == (303, f"/after-workshop?room={made.code}")
