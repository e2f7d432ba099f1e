"""No file leaves a page without a line in the audit log that says who took what."""

from __future__ import annotations

import json
import threading

import pytest

from csp_analytics.access.acting import acting
from csp_analytics.access.person import ADMINISTRATOR, ANALYST, Person
from csp_analytics.areas.aliases import Sight, seeing, sight
from csp_analytics.store import audit
from csp_analytics.store.connection import StoreProblem
from csp_analytics.ui import downloads
from tests.builders.source_files import room_of, sources

ANN = Person("ann@example.org", frozenset({ANALYST}))
HEAD = Person("head@example.org", frozenset({ADMINISTRATOR}))


def in_another_thread(make) -> bytes:
    """As Streamlit asks for a file: in a thread that knows neither page nor person."""
    got: list[bytes] = []
    thread = threading.Thread(target=lambda: got.append(make()))
    thread.start()
    thread.join()
    return got[0]


def lines(store) -> list[dict]:
    with acting(HEAD):
        return audit.entries(store, what=[audit.EXPORTED]).to_dict("records")


def test_one_file_alone_knows_the_button_of_streamlit():
    where = [path.name for path in sources() if "st.download_button" in path.read_text("utf-8")]
    assert where == ["downloads.py"]
    assert {room_of(path) for path in sources() if path.name == "downloads.py"} == {"ui"}


def test_the_line_names_who_drew_the_page_and_what_the_file_is_about(empty):
    with acting(ANN):
        make = downloads.noted(lambda: b"1,2,3", "fife.csv", {"Area": "Fife", "Round": "2025", "Peers": ""})
    assert lines(empty) == []
    assert in_another_thread(make) == b"1,2,3"
    (line,) = lines(empty)
    assert (line["who"], line["about"]) == ("ann@example.org", "fife.csv")
    assert json.loads(line["detail"]) == {"of": {"Area": "Fife", "Round": "2025"}, "bytes": 5}


def test_a_file_is_made_with_what_could_be_seen_when_its_button_was_drawn(empty):
    with acting(ANN), seeing(Sight(alone="S12000047")):
        make = downloads.noted(lambda: sight().alone.encode(), "seen.csv", {})
    assert in_another_thread(make) == b"S12000047"


def test_what_could_not_be_made_is_not_said_to_have_left(empty):
    def broken() -> bytes:
        raise ZeroDivisionError

    with acting(ANN):
        make = downloads.noted(broken, "never.csv", {})
    with pytest.raises(ZeroDivisionError):
        make()
    assert lines(empty) == []


def test_a_log_that_cannot_be_written_keeps_nobody_from_their_file_and_the_servers_log_has_it(
    empty, monkeypatch, caplog
):
    def full(*_, **__):
        raise StoreProblem("The disk is full.")

    monkeypatch.setattr(audit, "note", full)
    with acting(ANN):
        make = downloads.noted(lambda: b"x", "fife.csv", {})
    assert make() == b"x"
    assert "ann@example.org took away fife.csv" in caplog.text
