"""Several people at once: every reader gets the answer to its own question, every writer waits for its turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, UNCHANGED, load
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, MORAY, assessment, counts


def test_one_file_at_the_same_moment_from_eight_people_is_loaded_once(store):
    with ThreadPoolExecutor(8) as people:
        outcomes = list(people.map(lambda _: load(store, assessment(FIFE, MORAY)).status, range(8)))
    assert sorted(outcomes) == [LOADED] + [UNCHANGED] * 7
    assert counts(store)["assessment"] == 2
    assert counts(store)["import_log"] == 1


def test_eight_threads_get_their_own_answers(demo_store):
    areas = sorted(reading.assessments(demo_store)["area_code"].unique())[:8]
    expected = {area: reading.ratings(demo_store, FRAMEWORK, area_code=area) for area in areas}

    def ask(area: str) -> list[bool]:
        return [reading.ratings(demo_store, FRAMEWORK, area_code=area).equals(expected[area]) for _ in range(25)]

    with ThreadPoolExecutor(8) as threads:
        assert sum((right for one in threads.map(ask, areas) for right in one), 0) == 8 * 25
    assert len({expected[area]["area_code"].iloc[0] for area in areas}) == 8


def test_a_reader_sees_a_whole_assessment_while_it_is_being_replaced(store):
    load(store, assessment(FIFE, ANGUS, level=1))

    def write(times: int) -> None:
        for number in range(times):
            load(store, assessment(FIFE, ANGUS, level=1 + number % 4, file=f"{number}.xlsx"))

    with ThreadPoolExecutor(5) as threads:
        writer = threads.submit(write, 12)
        readers = [threads.submit(lambda: [reading.ratings(store, FRAMEWORK) for _ in range(15)]) for _ in range(4)]
        seen = [frame for reader in readers for frame in reader.result()]
        writer.result()
    assert {(len(frame), frame["level"].nunique()) for frame in seen} == {(74, 1)}
