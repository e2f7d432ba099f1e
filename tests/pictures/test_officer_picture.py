"""An upload beside its peers and beside what is published: a small case by hand, then the odd cases with real peers."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from csp_analytics.ingest.reading import ACTIONS, COLUMNS, Reading
from csp_analytics.pictures.officer import officer_picture
from csp_analytics.store.overlay import laid_over
from csp_analytics.store.writing import load
from tests.builders.one_answer_each import (
    CLACKMANNANSHIRE,
    DUMFRIES,
    FALKIRK,
    FAMILY,
    FIFE,
    RENFREWSHIRE,
    SOUTH_AYRSHIRE,
    SOUTH_LANARKSHIRE,
    WEST_LOTHIAN,
    answered,
)

SAFER, PEERS, TODAY = "safer-communities", "family-people", date(2026, 3, 2)
ONE, TWO, THREE, FOUR, FIVE, SIX = (f"leadership.0{n}" for n in range(1, 7))
# Six of the seven peers were assessed; four of them rated the second criterion.
PUBLISHED = {
    CLACKMANNANSHIRE: {ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    DUMFRIES: {ONE: 2, TWO: 2, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    FALKIRK: {ONE: 2, TWO: 3, THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    RENFREWSHIRE: {ONE: 3, TWO: 4, THREE: 3, FOUR: "4: A report of 2024", FIVE: 2, SIX: 3},
    SOUTH_AYRSHIRE: {ONE: 4, TWO: "?", THREE: 3, FOUR: 4, FIVE: 2, SIX: 3},
    SOUTH_LANARKSHIRE: {ONE: 4, TWO: "", THREE: 3, FOUR: 3, FIVE: 2, SIX: 3},
    FIFE: {ONE: 2, TWO: 1, THREE: 3, FOUR: "", FIVE: 3, SIX: 3},
}
UPLOAD = {ONE: 4, TWO: 1, THREE: "?", FOUR: 1, FIVE: 2, SIX: 3}


@pytest.fixture
def published(store):
    load(store, answered(PUBLISHED))
    return store


@pytest.fixture
def look(published):
    """``look()``: the picture of an upload of Fife over what is published."""

    def looked(upload=UPLOAD, *, round_="2025", area=FIFE, left_out=0, names=None):
        over = laid_over(published, [answered({area: upload}, round_=round_, left_out=left_out, names=names)])
        return officer_picture(over, SAFER, round_, PEERS, area, published=published, today=TODAY)

    return looked


def test_every_criterion_has_own_level_published_level_and_the_peers(look):
    """First: own 4, published 2, peers 1 2 2 3 4 4, median 2.5, so higher by more than half a level.

    Second: four peers with a level are too few. Third: nobody here knew. Fourth: peers 4 4 4 4 4 3, median 4, own 1.
    """
    rows = look().criteria.set_index("Criterion")
    assert rows["Your upload"].tolist()[:6] == [
        "Doing well", "Gap identified", "don't know", "Gap identified", "Working towards", "Some success",
    ]  # fmt: skip
    assert rows["Published"].tolist()[:6] == [
        "Working towards", "Gap identified", "Some success", "not rated", "Some success", "Some success",
    ]  # fmt: skip
    counts = rows[[f"Peers: {label}" for label in ("Gap identified", "Working towards", "Some success", "Doing well")]]
    assert counts.to_numpy().tolist()[:4] == [[1, 2, 1, 2], [0, 2, 1, 1], [0, 0, 6, 0], [0, 0, 1, 5]]
    assert rows["Peers with a level"].tolist()[:4] == [6, 4, 6, 6]
    assert rows["Peers' median"].tolist()[:4] == [
        "between Working towards and Some success", "–", "Some success", "Doing well",
    ]  # fmt: skip
    assert rows["Compared with peers"].tolist()[:6] == [
        "▲ higher", "– not compared: fewer than 5 peers", "– not comparable: don't know", "▼ lower", "● similar",
        "● similar",
    ]  # fmt: skip
    assert len(rows) == 6  # what nobody rated is not listed


def test_what_the_upload_changes_is_counted_and_listed(look):
    """Raised 2 to 4; the same 1 and 3; no longer rated 3; newly rated 1; lowered 3 to 2."""
    picture = look()
    assert picture.difference == (
        "Beside what is published for 2025, 1 criterion is raised, 1 is lowered, 1 is newly rated, 1 is no longer "
        "rated and 2 are the same."
    )
    assert picture.differs["Difference"].tolist() == ["▲ raised", "– no longer rated", "+ newly rated", "▼ lowered"]
    assert picture.differs["Published"].tolist() == ["Working towards", "Some success", "not rated", "Some success"]
    assert picture.differs["Your upload"].tolist() == ["Doing well", "not rated", "Gap identified", "Working towards"]


def test_scores_stand_beside_what_is_published_and_the_peers(look):
    """Leadership has 8 criteria and takes 2/3 of 8, six ratings: the upload has 5, what is published 5: no score.

    With all six rated: own (4 + 1 + 3 + 1 + 2 + 3) / 6 = 2.333 is 44.4 points; peers with six ratings are the first
    four: too few to compare.
    """
    few = look().position.table.set_index("Measure").loc["Leadership"]
    assert few[["Own score", "Published"]].isna().all()
    picture = look({**UPLOAD, THREE: 3})
    row = picture.position.table.set_index("Measure").loc["Leadership"]
    assert row["Own score"] == pytest.approx(100 * (14 / 6 - 1) / 3)
    assert (row["Peers with a score"], row["Band"]) == (4, "not compared")
    assert [one.name for one in picture.position.native.series] == ["Your upload"]  # four peers are not drawn
    assert picture.not_compared == ""


def test_weak_criteria_come_with_whom_to_ask_with_support_and_with_an_action(look):
    """Lowest: the second and the fourth, both 1. On the fourth four peers stand at 4 without evidence, one with."""
    picture = look()
    weak = [row["criterion_id"] for row in picture.weaknesses]
    assert weak[:2] == [f"{SAFER}.{FOUR}", f"{SAFER}.{TWO}"]
    help_ = picture.helps[f"{SAFER}.{FOUR}"]
    assert help_.learn_from[0] == "Renfrewshire, a peer: 'Doing well', evidence written."
    assert help_.support
    assert "2009" in " ".join(help_.notes)
    assert help_.action.startswith("Proposed: ")
    assert picture.helps.keys() == set(weak)
    assert [row["criterion_id"] for row in picture.strengths] == [f"{SAFER}.{ONE}", f"{SAFER}.{SIX}"]


def test_what_must_be_said_is_said_first(look, published):
    assert look().said == ["Your upload, not submitted: it is not part of the national picture."]
    assert look(left_out=1).said[1] == "1 answer was left out, as you chose: it counts as not answered."
    assert look(left_out=3).said[1] == "3 answers were left out, as you chose: they count as not answered."
    plain = officer_picture(published, SAFER, "2025", PEERS, FIFE, published=None, today=TODAY)
    assert (plain.said, plain.difference, plain.differs) == ([], "", None)
    assert "Fife" in plain.criteria.columns
    assert "Published" not in plain.criteria.columns


def test_an_action_plan_that_was_brought_alone_is_not_submitted_either(published):
    """The levels are those that are published, and the plan is the officer's own."""
    order = list(COLUMNS["action"])
    rows = pd.DataFrame([{**dict.fromkeys(order, ""), "area_code": FIFE, "action": "Meet", "position": 1, "due": None}])
    over = laid_over(published, [Reading("plan.xlsx", "x", ACTIONS, "plan", {"action": rows[order]})])
    picture = officer_picture(over, SAFER, "2025", PEERS, FIFE, published=published, today=TODAY)
    assert picture.said == ["Your action plan, not submitted: it is not part of the national picture."]
    assert "Your upload" not in picture.criteria.columns


def test_a_round_that_no_peer_has_is_said_and_the_newest_of_the_peers_is_named(look):
    picture = look(round_="2027")
    assert picture.finding.startswith("Fife cannot be compared with these peers in round 2027.")
    assert picture.not_compared == (
        "No peer was assessed in round 2027, so nothing is compared. The newest round of these peers is 2025. If these "
        "answers belong to that round, choose it when you check the file."
    )
    assert set(picture.criteria["Compared with peers"]) == {
        "– not compared: no peer has a level", "– not comparable: don't know",
    }  # fmt: skip
    assert "Published 2025" in picture.criteria.columns
    assert "Published 2025" in picture.position.table.columns


def test_only_what_was_published_before_stands_beside_an_upload(look):
    """An upload of 2021: what is published of 2025 came later, so nothing stands beside it."""
    picture = look(round_="2021")
    assert picture.difference == "Nothing of this area is published under this framework up to this round."
    assert not [column for column in picture.criteria.columns if column.startswith("Published")]


def test_an_area_outside_the_register_has_no_peers(look):
    picture = look(area="outside:atlantis", names={"outside:atlantis": "Atlantis"})
    assert picture.finding == "Atlantis cannot be compared with peers."
    assert picture.not_compared == picture.peers
    assert picture.peers.startswith("Atlantis is outside the register of areas, so it has no peers")
    assert picture.strengths[0]["peers"] == "No peer rated it."
    assert picture.helps[f"{SAFER}.{FOUR}"].learn_from[0].startswith("Renfrewshire, another area:")


def test_peers_that_were_never_assessed_are_told(store):
    over = laid_over(store, [answered({FIFE: UPLOAD})])
    picture = officer_picture(over, SAFER, "2025", PEERS, FIFE, published=store, today=TODAY)
    assert picture.not_compared == "None of the 7 peers was ever assessed. Choose other peers."
    assert picture.weakest.native is None
    assert WEST_LOTHIAN in FAMILY


def test_one_single_answer_is_shown_for_what_it_is(look):
    picture = look({ONE: 4})
    assert picture.criteria.set_index("Criterion")["Your upload"].tolist()[:2] == ["Doing well", "not rated"]
    assert [len(picture.strengths), len(picture.weaknesses)] == [1, 0]
    assert picture.weakest is None
    assert any("none of its" in check.sentence for check in picture.checks)


def test_nothing_rated_at_all_shows_nothing_of_its_own(look):
    picture = look({ONE: "?"})
    assert (picture.strengths, picture.weaknesses, picture.helps) == ([], [], {})
    assert picture.position.table["Own score"].isna().all()
    assert [check.question for check in picture.checks] == ["Is this the right file, and were the answers saved in it?"]


def test_an_area_that_was_not_assessed_says_when_it_was(published):
    picture = officer_picture(published, SAFER, "2023", PEERS, FIFE, published=None, today=TODAY)
    assert (
        picture.absent
        == "Fife has no assessment of Safer Communities Programme in round 2023. It was assessed in 2025."
    )


@pytest.mark.parametrize("framework_id", ["safer-communities", "excellence", "hallmarks"])
@pytest.mark.parametrize("grouping", ["nearest-neighbours", "police-division"])
def test_every_framework_and_kind_of_peers_makes_a_whole_picture(demo_store, framework_id, grouping):
    """An upload of half of the answers over the demonstration data: own answers real, the peers' not."""
    from csp_analytics.frameworks.load import framework

    levels = [level.value for level in framework(framework_id).levels]
    given = {
        row.criterion_id.removeprefix(f"{framework_id}."): levels[n // 2 % len(levels)]
        for n, row in enumerate(framework(framework_id).criteria)
        if n % 2
    }
    over = laid_over(demo_store, [answered({FIFE: given}, framework_id=framework_id)])
    picture = officer_picture(over, framework_id, "2025", grouping, FIFE, published=demo_store, today=TODAY)
    assert (picture.demo, picture.own_demo) == (True, False)
    assert picture.said[-1].startswith("Demonstration data: the figures of the other areas")
    assert (picture.requirements is not None) == framework(framework_id).is_checklist
    assert sum(len(one.table) for one in picture.levels) == len(picture.criteria)
    for exhibit in (picture.position, picture.weakest, *picture.levels, picture.change):
        assert exhibit.demo
        assert exhibit.about["Figures"] == "Your upload, not submitted"
        assert exhibit.alt
    assert demo_store.version == over.version
