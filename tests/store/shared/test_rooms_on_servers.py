"""Live rooms where two servers serve one data set: one has the room, the other sends people there or takes it over."""

from __future__ import annotations

import time

from csp_analytics.store import room_log
from csp_analytics.workshop.live.making import make
from tests.browser.server import free_port, serve
from tests.builders.people import Laptop, Phone
from tests.builders.rooms import FIRST, prepared


def test_the_other_server_sends_people_there_and_takes_over_when_the_first_is_killed(address, shared, tmp_path):
    made = make(shared, prepared())
    ports = [free_port(), free_port()]
    urls = [f"http://127.0.0.1:{port}" for port in ports]

    def server(number: int):
        settings = {"CSP_DATABASE": address, "CSP_DEMO": "off", "CSP_SERVER_ADDRESS": urls[number]}
        return serve(tmp_path / f"server{number}", port=ports[number], **settings)

    with server(0) as first, server(1):
        laptop = Laptop(urls[0], made.code, made.key)
        phones = [Phone(urls[0], made.code) for _ in range(3)]
        assert {phone.join().status_code for phone in phones} == {200}
        assert laptop.press("step", by=1).status_code == 200
        assert laptop.press("open").status_code == 200
        assert {phone.answer(FIRST, "3").status_code for phone in phones} == {200}

        strays = Phone(urls[1], made.code)
        for path in (f"/join/{made.code}?q=1", f"/wall/{made.code}", f"/lead/{made.key}"):
            sent = strays.get(path, allow_redirects=False)
            assert (sent.status_code, sent.headers["location"]) == (307, f"{urls[0]}{path}")
        assert strays.get(f"/join/{made.code}/now").status_code == 410  # its script loads the page again
        typed = strays.post("/join", {"Accept": "text/html"}, code=made.code)
        assert typed.headers["refresh"] == f"0; url={urls[0]}/join/{made.code}"
        assert strays.join().status_code == 404
        assert shared.value("select count(*) from vote_log") == 3 + 2 + 3

        first.process.kill()
        first.process.wait(20)
        for phone in phones:
            phone.url = urls[1]
        end = time.monotonic() + 20
        while phones[0].get(f"/join/{made.code}").status_code != 200:
            assert time.monotonic() < end
            time.sleep(0.2)
        assert phones[0].answer(FIRST, "4").status_code == 200  # the same voice: nobody has to join again
        rows = room_log.happened(shared, made.room_id)
        assert [row.seq for row in rows] == list(range(1, 10))
        assert len({row.voice for row in rows if row.kind == "answer"}) == 3
        assert room_log.take_charge(shared, made.room_id, "http://three.example") == urls[1]
        lead = Laptop(urls[1], made.code, made.key)
        assert lead.entered.status_code == 200
    assert room_log.take_charge(shared, made.room_id, "http://three.example") is None  # both are gone
    assert shared.value("select count(*) from room_server") == 3


def test_closing_a_room_deletes_its_votes_and_tidying_takes_them_off_the_disk(shared, tmp_path):
    secret = "only-this-phone-knows"
    made = make(shared, prepared())
    for first in (1, 1001):
        numbers = range(first, first + 1000)
        room_log.append(shared, [room_log.Row(made.room_id, n, 1.0, "answer", secret, "{}") for n in numbers])
    room_log.append(shared, [room_log.Row(made.room_id, 3000, 1.0, "answer", secret, "{}")])
    assert bytes_with(tmp_path, secret) == 2  # parquet keeps a repeated text once a file; the last row is in PostgreSQL
    room_log.close_for_good(shared, made.room_id, {})
    assert shared.value("select count(*) from vote_log") == 0
    shared.tidy(days=0)
    assert bytes_with(tmp_path, secret) == 0
    tables = shared.engine.connecting()
    names = [
        name for (name,) in tables.execute("select tablename from pg_tables where tablename like '%inlined_data%'")
    ]
    left = [
        tables.execute(f'select count(*) from "{name}" t where t::text like %s', [f"%{secret}%"]).fetchone()
        for name in names
    ]
    assert set(left) == {(0,)}
    tables.close()


def bytes_with(folder, words: str) -> int:
    """In how many data files a text stands."""
    return sum(words.encode() in file.read_bytes() for file in folder.rglob("*.parquet"))
