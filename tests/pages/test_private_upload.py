"""An upload belongs to one tab: nothing of it is written or kept, and it goes when it is wiped or nobody touches it."""

from __future__ import annotations

import gc
import pickle
import weakref
from types import SimpleNamespace

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from csp_analytics.ui import cached, officer_state, uploads
from csp_analytics.ui.officer_state import InHand, Private, idle_seconds
from tests.builders.officer_uploads import bad, good

SECRET = "quagmirewort"
HELD = "own-held"


def hand_of(page) -> InHand:
    return page.seen.app.session_state[HELD].contents


def everywhere(page):
    """The upload on every step, its files taken away."""
    page.bring(("fife.xlsx", good(evidence=SECRET))).step("check").step("compare").step("take")
    for name in ("docx", "pptx", "xlsx", "html"):
        assert page.take(name)
    return page


def test_nothing_of_an_upload_is_kept_or_written(visit, own, monkeypatch):
    kept = []
    keep = cached._kept

    def recorded(question):
        kept.append((question.key, keep(question)))
        return kept[-1]

    monkeypatch.setattr(cached, "_kept", lambda question: recorded(question)[1])
    page = everywhere(visit())
    hand = hand_of(page)
    assert SECRET in hand.files[0].reading.tables["rating"]["evidence"].to_list()  # what is looked for would be found
    assert kept
    assert SECRET.encode() not in b"".join(pickle.dumps(one) for one in kept)
    assert "your upload" not in "".join(key for key, _ in kept).lower()

    tables = own.frame("select table_name as name from duckdb_tables()")["name"]
    assert [name for name in tables if SECRET in own.frame(f"select * from {name}").to_csv()] == []
    own.close()
    files = [path for path in own.path.parent.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []


def test_after_a_wipe_nothing_of_it_is_alive(visit):
    """No cache, no button, no widget holds a file, its cells, what was read of them, or a picture of them."""
    page = visit().bring(("fife.xlsx", good(evidence=SECRET)), ("bad.xlsx", bad())).step("check").step("compare")
    page.step("take")
    hand = hand_of(page)
    held = [*hand.files, *(one.workbook for one in hand.files), hand.overlay, *hand.pictures.values()]
    held += [table for one in hand.files for table in one.reading.tables.values()]
    there = [weakref.ref(one) for one in held if type(one).__weakrefoffset__]
    del hand, held
    gc.collect()
    assert len([one for one in there if one() is not None]) == len(there) >= 6

    page.press("Wipe everything").run()
    gc.collect()
    assert [type(one()).__name__ for one in there if one() is not None] == []
    assert page.seen.finding.startswith("From your spreadsheet to a board paper")


def test_a_removed_file_is_let_go_of(visit):
    page = visit().bring(("fife.xlsx", good())).step("compare")
    one = weakref.ref(hand_of(page).files[0].workbook)
    page.step("bring").press("Remove").run()
    gc.collect()
    assert one() is None


def test_a_file_that_is_asked_for_after_a_wipe_is_not_made(visit):
    page = visit().bring(("bad.xlsx", bad())).step("check")
    marked = dict(page.made)
    page.press("Accept the suggestion").press("Leave out 2 answers").step("take")
    papers = dict(page.made)
    page.press("Wipe everything")
    assert len(marked) == 1
    assert len(papers) >= 4
    for make in [*marked.values(), *(make for name, make in papers.items() if "board-paper" in name)]:
        with pytest.raises(LookupError, match="gone"):
            make()


def test_what_was_typed_and_a_template_go_with_a_wipe(visit):
    page = visit().bring(("fife.xlsx", good())).step("take")
    box = next(one for one in page.seen.app.text_input if one.label == "Prepared by")
    box.set_value(SECRET)
    page.run()
    assert hand_of(page).filled["Prepared by"] == SECRET
    page.press("Wipe everything")
    state = page.seen.app.session_state._state.filtered_state
    assert SECRET not in repr({name: value for name, value in state.items() if name != HELD})
    assert hand_of(page).filled.get("Prepared by", "") == ""


def test_an_upload_that_nobody_touches_is_let_go_of():
    mine = Private()
    mine.contents.plan = "a plan"
    hand = mine.contents
    mine.let_go_if_idle(mine.touched + 59.9, 60)
    assert mine.contents is hand
    mine.let_go_if_idle(mine.touched + 60.1, 60)
    assert (mine.contents, mine.expired, hand.plan) == (None, True, None)


def test_whoever_does_something_with_it_keeps_it():
    mine = Private()
    first = mine.touched
    mine.touched = 0.0
    mine.touch()
    assert mine.touched >= first
    mine.let_go_if_idle(mine.touched + 1, 60)
    assert mine.contents is not None


@pytest.mark.parametrize("filled", [{}, {"purpose": "decision", "Prepared by": ""}])
def test_of_a_visit_without_an_upload_nothing_is_said_when_it_ends(filled):
    mine = Private()
    mine.contents.filled = filled
    mine.let_go_if_idle(mine.touched + 61, 60)
    assert (mine.contents, mine.expired) == (None, False)


def test_the_page_says_once_that_an_idle_upload_was_wiped(visit):
    page = visit().bring(("fife.xlsx", good(evidence=SECRET))).step("compare")
    mine = page.seen.app.session_state[HELD]
    mine.let_go_if_idle(mine.touched + 31 * 60, idle_seconds())
    page.run()
    assert page.seen.alerts == [
        "Your upload lay untouched for a while, so it was wiped. Nothing of it is left; bring the files again."
    ]
    assert SECRET not in page.seen.html
    assert page.run().seen.alerts == []


@pytest.mark.parametrize(("said", "seconds"), [("10", 600), ("0.1", 6), ("0", 3), ("soon", 1800), ("", 1800)])
def test_how_long_an_upload_may_lie(said, seconds, monkeypatch):
    monkeypatch.setenv("CSP_UPLOAD_MINUTES", said)
    assert idle_seconds() == pytest.approx(seconds)


def test_a_thread_looks_after_every_tab(monkeypatch):
    """The thread looks, and looks again: two rounds with a clock that runs ahead."""
    mine, rounds = Private(), iter([None, None])
    mine.contents.plan = "a plan"
    officer_state._everything.add(mine)

    def sleep(seconds):
        if next(rounds, "over") == "over":
            raise SystemExit

    monkeypatch.setattr(officer_state.time, "sleep", sleep)
    monkeypatch.setattr(officer_state.time, "monotonic", lambda: mine.touched + 24 * 3600)
    with pytest.raises(SystemExit):
        officer_state._keep_looking()
    assert (mine.contents, mine.expired) == (None, True)


def test_a_file_that_was_made_for_a_download_does_not_stay_in_memory(monkeypatch):
    """The first look leaves it, because somebody may be fetching it just now; the second takes it out."""
    manager = MediaFileManager(MemoryMediaFileStorage("/media"))
    monkeypatch.setattr(uploads.runtime, "exists", lambda: True)
    monkeypatch.setattr(uploads.runtime, "get_instance", lambda: SimpleNamespace(media_file_mgr=manager))
    button = manager.add_deferred(lambda: b"a paper", "text/plain", "1.0", "paper.txt")
    name = manager.execute_deferred(button).rsplit("/", 1)[-1].split("?")[0]
    uploads.let_go_of_downloads()
    assert manager.read_file(name).content == b"a paper"
    uploads.let_go_of_downloads()
    assert manager.read_file(name) is None
    assert manager.execute_deferred(button)  # the button itself goes on working
