"""An upload beside what is published: seen by its owner through every question, and by nobody else."""

from __future__ import annotations

import pandas as pd
import pytest

from csp_analytics import findings
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem
from csp_analytics.store.overlay import laid_over, set_beside
from csp_analytics.store.writing import load
from tests.store.loadable import ANGUS, FIFE, FRAMEWORK, MORAY, assessment, counts, plan, refused


@pytest.fixture
def published(store):
    """Fife, Moray and Angus at level 3 in 2025, and a plan of Fife."""
    load(store, assessment(FIFE, MORAY, ANGUS, level=3))
    load(store, plan(FIFE, ["Theft", "Fires"], round_="2025"))
    return store


def overall(store) -> dict[str, float]:
    found = findings.scores(store, FRAMEWORK, rounds=("2025",))
    return dict(zip(found["area_code"], found["score"], strict=True))


def test_the_upload_stands_in_the_place_of_the_published_assessment(published):
    laid = laid_over(published, [assessment(FIFE, level=4, file="mine.xlsx")])
    # Level 3 of 1 to 4 is two thirds of the way; level 4 is the whole way.
    assert overall(laid) == pytest.approx({FIFE: 100.0, MORAY: 200 / 3, ANGUS: 200 / 3})
    assert overall(published) == pytest.approx(dict.fromkeys((FIFE, MORAY, ANGUS), 200 / 3))


def test_an_upload_of_another_round_stands_beside_what_is_there(published):
    laid = laid_over(published, [assessment(FIFE, level=2, round_="2027")])
    assert reading.rounds(laid, FRAMEWORK) == ["2025", "2027"]
    assert reading.rounds(published, FRAMEWORK) == ["2025"]


def test_what_the_upload_says_of_itself(published):
    mine = assessment(FIFE, level=4)
    laid = laid_over(published, [type(mine)(**{**vars(mine), "left_out": 3})])
    own = reading.assessments(laid).set_index("area_code").loc[FIFE]
    assert (own["source_file"], own["left_out"], bool(own["demo"])) == ("your upload", 3, False)


def test_an_uploaded_plan_stands_in_the_place_of_the_plan_of_the_round(published):
    laid = laid_over(published, [plan(FIFE, ["Noise"], round_="2025")])
    assert reading.actions(laid, FIFE)["issue"].tolist() == ["Noise"]
    assert reading.actions(published, FIFE)["issue"].tolist() == ["Theft", "Fires"]
    assert pd.api.types.is_datetime64_any_dtype(reading.actions(laid, FIFE)["due"])


def test_a_demonstration_plan_does_not_stand_beside_an_upload_of_its_area(store):
    load(store, plan(FIFE, ["Theft"], round_="2025"), demo=True)
    load(store, plan(MORAY, ["Fires"], round_="2025", file="moray.xlsx"), demo=True)
    laid = laid_over(store, [assessment(FIFE, level=4)])
    assert reading.actions(laid, FIFE).empty
    assert reading.actions(laid, MORAY)["issue"].tolist() == ["Fires"]
    assert reading.actions(store, FIFE)["issue"].tolist() == ["Theft"]


def test_an_area_outside_the_register_is_there_with_its_name(published):
    laid = laid_over(published, [assessment("outside:Leeds", level=4, outside={"outside:Leeds": "Leeds"})])
    assert reading.outside_areas(laid)["name"].tolist() == ["Leeds"]
    assert reading.outside_areas(published).empty


def test_nothing_of_it_is_in_the_database(published):
    before, version = counts(published), published.version
    laid = laid_over(published, [assessment(FIFE, level=4, evidence="a text that only I know")])
    assert "a text that only I know" in set(findings.area_ratings(laid, FRAMEWORK, "2025", FIFE)["evidence"])
    assert (counts(published), published.version) == (before, version)
    laid.close()
    published.close()
    for file in published.path.parent.iterdir():
        assert b"a text that only I know" not in file.read_bytes()


def test_two_uploads_do_not_see_each_other(published):
    one = laid_over(published, [assessment(FIFE, level=4)])
    other = laid_over(published, [assessment(MORAY, level=1)])
    assert (overall(one)[FIFE], overall(one)[MORAY]) == pytest.approx((100.0, 200 / 3))
    assert (overall(other)[FIFE], overall(other)[MORAY]) == pytest.approx((200 / 3, 0.0))


def test_it_sees_what_is_loaded_afterwards(published):
    laid = laid_over(published, [assessment(FIFE, level=4)])
    load(published, assessment(MORAY, level=1, file="later.xlsx"))
    assert overall(laid)[MORAY] == 0.0


def test_it_cannot_be_written_through(published):
    laid = laid_over(published, [assessment(FIFE, level=4)])
    with pytest.raises(StoreProblem, match="not stored"):
        load(laid, assessment(MORAY, level=1))


def test_a_refused_file_is_not_compared(published):
    with pytest.raises(ValueError, match=r"bad\.xlsx"):
        laid_over(published, [refused()])


def test_the_others_stand_in_a_round_that_only_one_area_has_and_keep_their_own(published):
    load(published, assessment(FIFE, level=4, round_="2027"))
    laid = set_beside(published, FRAMEWORK, "2027", FIFE)
    found = findings.scores(laid, FRAMEWORK).set_index(["area_code", "round"])["score"]
    # Level 3 of 1 to 4 is two thirds of the way: what Moray and Angus have of 2025 stands in both rounds.
    assert found.to_dict() == pytest.approx({
        (ANGUS, "2025"): 200 / 3, (ANGUS, "2027"): 200 / 3, (MORAY, "2025"): 200 / 3, (MORAY, "2027"): 200 / 3,
        (FIFE, "2025"): 200 / 3, (FIFE, "2027"): 100.0,
    })  # fmt: skip
    assert (laid.others_round(FRAMEWORK, "2027"), laid.others_round(FRAMEWORK, "2025")) == ("2025", "2025")
    assert len(findings.scores(published, FRAMEWORK, rounds=("2027",))) == 1


@pytest.mark.parametrize(("code", "round_"), [(FIFE, "2025"), (MORAY, "2027")])
def test_nothing_is_set_beside_a_round_that_others_have_or_that_the_area_does_not(published, code, round_):
    load(published, assessment(FIFE, level=4, round_="2027"))
    assert set_beside(published, FRAMEWORK, round_, code) is published


def test_the_first_area_of_a_new_round_does_not_move_the_round_that_is_taken(published):
    load(published, assessment(FIFE, level=4, round_="2027"))
    assert findings.latest_round(published, FRAMEWORK) == "2025"
    load(published, assessment(MORAY, level=4, round_="2027", file="moray.xlsx"))
    assert findings.latest_round(published, FRAMEWORK) == "2027"


def test_nothing_can_be_written_through_what_is_only_looked_at(published):
    over = laid_over(published, [assessment(FIFE, level=1)])
    for write in (over.transaction, lambda: over.append("delete from rating", {})):
        with pytest.raises(StoreProblem, match="not stored"), write() as cursor:
            cursor.execute("delete from rating")
    over.note("delete from rating where 1 = $one", {"one": 1})
    over.close()
    assert published.value("select count(*) from rating") == 3 * 37
