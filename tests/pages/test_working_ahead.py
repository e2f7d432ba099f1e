"""What is decided ahead gives way to people, is switched off by a setting, and is never decided twice at once."""

import threading
import time

import pytest

from csp_analytics.analysis.suppression import Plan
from csp_analytics.ui import ahead
from tests.builders.small_nation import AREAS, people, plan


@pytest.fixture
def begun(monkeypatch):
    """Names of the threads that were started."""
    started = []
    monkeypatch.setattr(ahead, "_begun", threading.Lock())
    monkeypatch.setattr(ahead, "_watch", lambda: started.append(threading.current_thread().name))
    return started


def test_it_begins_once_in_a_process(begun):
    ahead.begin()
    ahead.begin()
    time.sleep(0.05)
    assert begun == ["csp-ahead"]


def test_a_setting_switches_it_off(begun, monkeypatch):
    monkeypatch.setenv("CSP_AHEAD", "off")
    ahead.begin()
    time.sleep(0.05)
    assert begun == []


def test_it_waits_while_pages_run_and_not_for_ever(monkeypatch):
    monkeypatch.setattr(ahead, "ALONE_FOR", 0.5)
    ahead.somebody_is_here()
    start = time.monotonic()
    ahead._give_way()
    assert time.monotonic() - start >= 0.5
    monkeypatch.setattr(ahead, "ALONE_FOR", 3600.0)  # as on a server where somebody always looks
    monkeypatch.setattr(ahead, "MOST_WAITED", 0.3)
    start = time.monotonic()
    ahead._give_way()
    assert 0.3 <= time.monotonic() - start < 3


def test_two_who_ask_the_same_at_once_have_it_decided_once(monkeypatch):
    decided, whole = [], Plan._decided

    def slowly(self, counted, stage):
        decided.append(stage)
        time.sleep(0.2)
        return whole(self, counted, stage)

    monkeypatch.setattr(Plan, "_decided", slowly)
    made, found = plan(people(dict.fromkeys(AREAS, (20, 10)))), []
    n = made.units.n
    threads = [threading.Thread(target=lambda: found.append(list(made.statuses(n, n // 2)))) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(decided) == 1
    assert len(found) == 3
    assert found[0] == found[1] == found[2]
