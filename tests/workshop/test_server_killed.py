"""A server that dies in the middle of a vote: what anybody was told is saved is there again."""

from __future__ import annotations

import random
import threading
import time

import requests

from csp_analytics.store.connection import open_store
from csp_analytics.workshop.live.making import make
from csp_analytics.workshop.live.rooms import Rooms
from tests.browser.server import serve
from tests.builders.people import Laptop, Phone
from tests.builders.rooms import FIRST, SECOND, prepared

PHONES, ENOUGH = 8, 40


class Voter(threading.Thread):
    """A phone that changes its mind all the time, and remembers what it was told is saved and what it sent last."""

    def __init__(self, phone: Phone, seed: int):
        super().__init__(daemon=True)
        self.phone, self.saved, self.sent, self.n_saved = phone, "", "", 0
        self.random = random.Random(seed)

    def run(self) -> None:
        while True:
            self.sent = self.random.choice(("1", "2", "3", "4", "na", "dk"))
            try:
                if self.phone.answer(FIRST, self.sent).status_code == 200:
                    self.saved, self.n_saved = self.sent, self.n_saved + 1
            except requests.RequestException:
                return
            time.sleep(0.35)  # as fast as a phone is allowed to


def test_every_acknowledged_vote_and_the_room_are_back_after_a_kill(tmp_path):
    place = tmp_path / "killed.duckdb"
    store = open_store(place)
    made = make(store, prepared())
    store.close()
    with serve(place, CSP_DEMO="off") as server:
        laptop = Laptop(server.url, made.code, made.key)
        voters = [Voter(Phone(server.url, made.code), seed) for seed in range(PHONES)]
        for one in voters:
            assert one.phone.join().status_code == 200
        assert laptop.press("step", by=1).status_code == 200
        assert laptop.press("open").status_code == 200
        for one in voters:
            one.start()
        wait_until(lambda: sum(one.n_saved for one in voters) >= ENOUGH)
        server.process.kill()  # SIGKILL: nothing is written any more
        server.process.wait()
        for one in voters:
            one.join()
    with serve(place, CSP_DEMO="off") as again:
        for one in voters:  # the same phones, the same cookies
            one.phone.url = again.url
            page = one.phone.get(f"/join/{made.code}").text
            assert "Leaders make the common vision clear." in page
        later = Laptop(again.url, made.code, made.key)
        assert voters[0].phone.answer(FIRST, "4").json()["saved"] == "Saved: Leading"
        assert later.press("close").status_code == 200
        assert later.press("reveal").status_code == 200
        assert later.press("step", by=1).status_code == 200
        assert later.press("open").status_code == 200
        assert voters[1].phone.answer(SECOND, "1").status_code == 200
    kept = sorted_answers(place, made.code)
    assert len(kept) == PHONES
    # Nobody has more than one voice, and each is what the phone was told, or what was on its way when the server died.
    possible = [{one.saved, one.sent} for one in voters[1:]]
    assert kept[0] == "4"
    assert all(answer in told for answer, told in zip(kept[1:], possible, strict=True))


def sorted_answers(place, code: str) -> list[str]:
    """What is written down for the first question, in the order in which the phones joined."""
    store = open_store(place)
    room = Rooms(store).find(code).room
    store.close()
    by_number = sorted(room.standings[FIRST].answers[0], key=lambda voice: room.voices[voice].number)
    assert room.standings[SECOND].counts() == {"1": 1}
    return [room.standings[FIRST].answers[0][voice] for voice in by_number]


def wait_until(there, patience: float = 60.0) -> None:
    end = time.monotonic() + patience
    while not there():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
