"""What the room agreed on becomes an assessment: every row is there, nothing is guessed, and it can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from csp_analytics.areas.register import Area, register
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.ingest.reading import ASSESSMENT, COLUMNS
from csp_analytics.store import reading as stored
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.submitting import standing, submit, undo
from csp_analytics.store.writing import load
from csp_analytics.workshop.session.about import CHECKLIST, DONT_KNOW, NOT_APPLICABLE
from csp_analytics.workshop.session.agreed import cannot_be_saved, name_of, reading
from csp_analytics.workshop.session.standing import Refused
from tests.builders.held_sessions import (
    FIFE,
    FRAMEWORK,
    IDEAS,
    INFLUENCE,
    INVOLVED,
    VISION,
    Session,
    about,
    in_fife,
)
from tests.store.loadable import assessment

EVIDENCE = "Told at every away day <b>since</b> 2024"


def rows_of(made):
    return made.tables["rating"].set_index("criterion_id")


def there(store, round_="2026"):
    return stored.ratings(store, FRAMEWORK, rounds=(round_,), area_code=FIFE, texts=True)


def test_every_rated_row_is_there_and_what_was_not_agreed_is_missing():
    made = reading(in_fife().record())
    assert (made.kind, made.file, made.refused) == (ASSESSMENT, "Workshop of 22 November 2026, Fife", False)
    rating = made.tables["rating"]
    assert tuple(rating) == COLUMNS["rating"]
    assert rating["criterion_id"].tolist() == [row.criterion_id for row in framework_of(FRAMEWORK).criteria]
    assert set(zip(rating["area_code"], rating["framework"], rating["round"], strict=True)) == {
        (FIFE, FRAMEWORK, "2026")
    }
    rows = rows_of(made)
    assert rows.loc[VISION, ["answer", "level", "evidence"]].tolist() == ["rated", 2.0, EVIDENCE]
    assert rows.loc[IDEAS, ["answer", "level", "evidence"]].tolist() == ["rated", 1.0, ""]
    # Involved was voted on and parked, Influence never came up: two of 37 are agreed, so 35 are missing.
    assert rows["answer"].value_counts().to_dict() == {"missing": 35, "rated": 2}
    assert rows["level"].notna().sum() == 2


def test_answers_beside_the_scale_keep_their_meaning():
    session = in_fife().agrees(VISION, NOT_APPLICABLE).agrees(IDEAS, DONT_KNOW, "Nobody from the board was there")
    rows = rows_of(reading(session.record()))
    assert rows.loc[[VISION, IDEAS], "answer"].tolist() == ["not applicable", "don't know"]
    assert rows["level"].isna().all()
    assert rows.loc[IDEAS, "evidence"] == "Nobody from the board was there"


def test_laid_over_what_is_there_changes_only_what_was_agreed():
    before = assessment(FIFE, level=2, round_="2026", evidence="Written in spring", action="Go on").tables["rating"]
    rows = rows_of(reading(in_fife().record(), before))
    # Vision was at 2 with evidence and stays at 2: the room's evidence takes the place of the old one. Ideas falls from
    # 2 to 1. The other 35 stand as they were.
    assert rows.loc[VISION, ["level", "evidence", "action"]].tolist() == [2.0, EVIDENCE, "Go on"]
    assert rows.loc[IDEAS, "level"] == 1.0
    assert rows["level"].value_counts().to_dict() == {2.0: 36, 1.0: 1}


def test_evidence_of_another_level_is_not_taken_over_when_the_room_wrote_none():
    before = assessment(FIFE, level=2, round_="2026").tables["rating"].assign(evidence="Written in spring")
    rows = rows_of(reading(in_fife().agrees(VISION, "2").record(), before))
    assert rows.loc[[VISION, IDEAS, INFLUENCE], "evidence"].tolist() == ["Written in spring", "", "Written in spring"]


def test_what_is_there_may_lack_rows_and_have_some_that_are_rated_no_more():
    before = pd.DataFrame(
        [(INFLUENCE, "rated", 4.0, "Yes", ""), ("taken.out.long.ago", "rated", 4.0, "", "")],
        columns=["criterion_id", "answer", "level", "evidence", "action"],
    )
    rows = rows_of(reading(in_fife().record(), before))
    assert rows["answer"].value_counts().to_dict() == {"missing": 34, "rated": 3}
    assert "taken.out.long.ago" not in rows.index


def test_a_row_of_another_tier_is_not_applicable_whatever_the_room_says(monkeypatch):
    criteria = framework_of("hallmarks").criteria
    only_two_tier = next(row.criterion_id for row in criteria if row.applies_to == "two-tier")
    everywhere = next(row.criterion_id for row in criteria if not row.applies_to)
    asked = about([only_two_tier, everywhere], framework_id="hallmarks")
    session = Session(asked, 6)
    for key in (only_two_tier, everywhere):
        session.votes(key, [*"111111"]).agrees(key, "1")
    rows = rows_of(reading(session.record()))
    assert rows.loc[[only_two_tier, everywhere], "answer"].tolist() == ["not applicable", "rated"]
    # In an area of that tier both are rated.
    two_tier = Area("E1", "Elsewhere", "Elsewhere", "ELS", "two-tier", None, None, None)
    monkeypatch.setitem(register().areas, "E1", two_tier)
    elsewhere = replace(session.record(), about=replace(asked, area_code="E1"))
    assert rows_of(reading(elsewhere)).loc[[only_two_tier, everywhere], "answer"].tolist() == ["rated", "rated"]


def test_an_area_outside_the_register_comes_with_its_name(store):
    made = reading(in_fife(area_code="outside:somewhere", area_name="Somewhere").record())
    assert made.tables["area"].to_numpy().tolist() == [["outside:somewhere", "Somewhere"]]
    submit(store, [made], seen=())
    assert stored.outside_areas(store)["name"].tolist() == ["Somewhere"]


def test_the_same_levels_have_the_same_digest_and_other_levels_another():
    first, again = reading(in_fife().record()), reading(in_fife().record(ended=False))
    other = reading(in_fife().agrees(IDEAS, "2").record())
    assert first.digest == again.digest != other.digest


@pytest.mark.parametrize(
    ("record", "because"),
    [
        (in_fife(dry_run=True).record(), "dry run"),
        (Session(about(), 6).votes(VISION, [*"222222"]).record(), "has not agreed on a level yet"),
        (Session(about(kind=CHECKLIST), 6).answers(VISION, [*"222222"]).record(), "A checklist has no agreed levels"),
        (replace(in_fife().record(), about=replace(about(), framework_id="gone")), "is no longer defined here"),
    ],
)
def test_what_may_not_be_saved_is_refused_with_a_reason(record, because):
    assert because in cannot_be_saved(record)
    with pytest.raises(Refused, match=because):
        reading(record)


def test_a_level_or_a_criterion_that_is_defined_no_more_is_refused():
    record = in_fife().record()
    strange = tuple(replace(one, agreed="9") if one.agreed else one for one in record.outcomes)
    assert "9 is no longer a level" in cannot_be_saved(replace(record, outcomes=strange))
    gone = tuple(replace(one, question_id="old.one") if one.question_id == VISION else one for one in record.outcomes)
    assert "old.one is no longer a criterion" in cannot_be_saved(replace(record, outcomes=gone))


def test_into_the_database_and_back(store):
    load(store, assessment(FIFE, level=3, round_="2026", file="before.xlsx"))
    made = reading(in_fife().record(), there(store))
    with_it = laid_over(store, [made])
    assert there(with_it).set_index("criterion_id")["level"].value_counts().to_dict() == {3.0: 35, 2.0: 1, 1.0: 1}
    with_it.close()
    number = submit(store, [made], seen=standing(store, [made])).number
    rows = there(store).set_index("criterion_id")
    assert rows.loc[[VISION, IDEAS, INVOLVED], "level"].tolist() == [2.0, 1.0, 3.0]
    assert rows.loc[VISION, "evidence"] == EVIDENCE
    assert stored.assessments(store)["source_file"].tolist() == [name_of(in_fife().record())]
    assert submit(store, [made], seen=standing(store, [made])).number == 0  # the same again writes nothing
    undo(store, number)
    assert set(there(store)["level"]) == {3.0}
