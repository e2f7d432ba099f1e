"""The database behind aliases, or with the figures of one area alone: whatever is asked of it."""

import pytest

from csp_analytics.areas.aliases import Aliases, Sight
from csp_analytics.areas.register import written_names
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem
from csp_analytics.store.in_sight import in_sight
from csp_analytics.store.peer_lists import save_peer_list

FIFE, GLASGOW = "S12000047", "S12000049"
FRAMEWORK, ROUND = "safer-communities", "2025"


@pytest.fixture
def aliases():
    return Aliases(written_names() | {"outside:elsewhere": ("Elsewhere",)}, "5", FIFE)


def test_the_same_ratings_under_other_codes(demo_store, aliases):
    seen = reading.ratings(in_sight(demo_store, Sight(aliases)), FRAMEWORK, rounds=(ROUND,))
    real = reading.ratings(demo_store, FRAMEWORK, rounds=(ROUND,))

    real["area_code"] = real["area_code"].map(aliases.code)
    key = ["area_code", "round", "criterion_id"]
    assert set(seen["area_code"]) & set(written_names()) == {FIFE}
    assert seen.sort_values(key, ignore_index=True).equals(real.sort_values(key, ignore_index=True))


def test_names_in_texts_lists_files_and_outside_areas_are_hidden_too(own_demo_store, aliases):
    with own_demo_store.transaction() as cursor:
        cursor.execute("update rating set evidence = 'As Glasgow does, and Fife' where rating.criterion_id like '%.01'")
        cursor.execute("update action set issue = 'Learn from the City of Glasgow'")
        cursor.execute("insert into area values ('outside:elsewhere', 'Elsewhere', true)")
    save_peer_list(own_demo_store, "With Glasgow", [GLASGOW, FIFE])
    store, alias = in_sight(own_demo_store, Sight(aliases)), aliases.name(GLASGOW)

    assert alias in set(reading.ratings(store, FRAMEWORK, texts=True)["evidence"].str.extract(r"As (.*) does")[0])
    assert set(reading.plans(store)["issue"]) == {f"Learn from the {alias}"}
    assert reading.outside_areas(store).to_numpy().tolist() == [
        [aliases.code("outside:elsewhere"), aliases.name("outside:elsewhere")]
    ]
    assert reading.peer_lists(store)["name"].unique().tolist() == [f"With {alias}"]
    assert set(reading.assessments(store)["source_file"]) == {""}


def test_one_area_alone(demo_store):
    store = in_sight(demo_store, Sight(alone=FIFE))

    for frame in (
        reading.ratings(store, FRAMEWORK),
        reading.assessments(store),
        reading.plans(store),
        reading.indicators(store),
    ):
        assert set(frame["area_code"]) == {FIFE}


def test_nothing_can_be_changed_through_it(demo_store, aliases):
    with pytest.raises(StoreProblem, match="Stop presenting first"), in_sight(demo_store, Sight(aliases)).transaction():
        raise AssertionError("never reached")
