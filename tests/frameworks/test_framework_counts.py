"""Guards on the three frameworks: every count that the source documents give, typed here and not read from the data."""

import re
from collections import Counter

import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks, principles

NAMES = ("safer-communities", "excellence", "hallmarks")
FOUR_LEVELS = ["Gap identified", "Working towards", "Some success", "Doing well"]
FOUR_PRINCIPLES = ["leadership", "governance", "evidence", "outcomes"]


def kinds(name: str) -> Counter:
    return Counter(row.kind for row in framework(name).rows)


def sizes(name: str, kind: str, of: str = "group_id") -> dict[str, int]:
    """Number of rows of a kind by group (or by another attribute), in document order."""
    return dict(Counter(getattr(row, of) for row in framework(name).rows if row.kind == kind))


def test_the_three_frameworks_in_order():
    assert list(frameworks()) == list(NAMES)


def test_there_are_four_principles():
    assert list(principles()) == FOUR_PRINCIPLES
    assert [p.letter for p in principles().values()] == ["L", "G", "E", "O"]
    assert [p.order for p in principles().values()] == [1, 2, 3, 4]


def test_there_are_32_local_partnerships():
    assert len(register().areas) == 32


# --- Safer Communities Programme -----------------------------------------------------------------------------------


def test_safer_communities_has_37_criteria_8_8_8_13():
    assert kinds("safer-communities") == {"criterion": 37}
    expected = {"leadership": 8, "governance": 8, "evidence": 8, "outcomes": 13}
    assert sizes("safer-communities", "criterion", "principle_id") == expected
    assert all(row.rated for row in framework("safer-communities").rows)


# Section 2 of the document: the themes of each principle, with the year in which guidance was to come.
THEMES = [
    ("leadership", "Vision and strategic direction", "2010/11"),
    ("leadership", "Board level/political leadership", "2011/12"),
    ("leadership", "Officer leadership", "2011/12"),
    ("leadership", "Community leadership", "2011/12"),
    ("governance", "Roles and responsibilities", "2009/10"),
    ("governance", "Partnership models and structures", "2009/10"),
    ("governance", "Communicating and reporting (public and partners)", "2010/11"),
    ("evidence", "Data collection", "2010/11"),
    ("evidence", "Information sharing", "2010/11"),
    ("evidence", "Strategic analysis", "2009/10"),
    ("evidence", "Risk management", "2009/10"),
    ("evidence", "Joint response planning", "2010/11"),
    ("evidence", "Problem solving", "2010/11"),
    ("evidence", "Joint resource allocation", "2011/12"),
    ("outcomes", "Strategic planning", "2009/10"),
    ("outcomes", "Integrated services", "2011/12"),
    ("outcomes", "Managing and improving performance", "2010/11"),
    ("outcomes", "Evaluation", "2009/10"),
    ("outcomes", "Engaged and confident communities", "2010/11"),
]


def test_safer_communities_has_19_themes_4_3_7_5_each_with_its_phase():
    groups = framework("safer-communities").groups
    assert [(group.principle_id, group.title, group.phase) for group in groups] == THEMES
    assert len(THEMES) == 19
    by_principle = Counter(group.principle_id for group in groups)
    assert by_principle == {"leadership": 4, "governance": 3, "evidence": 7, "outcomes": 5}
    assert Counter(group.phase for group in groups) == {"2009/10": 6, "2010/11": 8, "2011/12": 5}


def test_a_criterion_and_its_theme_belong_to_the_same_principle():
    chosen = framework("safer-communities")
    principle_of = {group.group_id: group.principle_id for group in chosen.groups}
    assert [row.criterion_id for row in chosen.rows if principle_of[row.group_id] != row.principle_id] == []
    assert {row.group_id for row in chosen.rows} == set(principle_of)  # no theme without a criterion


def test_each_principle_has_its_questions_and_support():
    signposts = framework("safer-communities").signposts
    assert [one.principle_id for one in signposts] == FOUR_PRINCIPLES
    assert all(one.questions and one.support for one in signposts)


# --- excellence framework ------------------------------------------------------------------------------------------


def test_excellence_has_9_headings_49_standards_and_175_indicators():
    chosen = framework("excellence")
    assert len(chosen.groups) == 9
    assert kinds("excellence") == {"standard": 49, "indicator": 175}
    assert list(sizes("excellence", "standard").values()) == [7, 8, 6, 5, 7, 5, 4, 3, 4]
    assert list(sizes("excellence", "indicator").values()) == [33, 35, 21, 23, 23, 8, 8, 10, 14]
    assert [group.group_id for group in chosen.groups] == list(sizes("excellence", "standard"))


def test_standards_are_rated_and_their_indicators_are_prompts():
    chosen = framework("excellence")
    assert {row.kind for row in chosen.criteria} == {"standard"}
    assert all(row.rated == (row.kind == "standard") for row in chosen.rows)
    for row in chosen.rows:
        if row.kind == "indicator":
            parent = chosen.by_id[row.parent_id]
            assert (parent.kind, parent.group_id, parent.principle_id) == ("standard", row.group_id, row.principle_id)


@pytest.mark.parametrize("name", ["safer-communities", "excellence"])
def test_four_levels_as_partnerships_rated_themselves(name):
    levels = framework(name).levels
    assert [level.label for level in levels] == FOUR_LEVELS
    assert [level.value for level in levels] == [1, 2, 3, 4]
    assert all(level.meaning for level in levels)
    assert not framework(name).is_checklist


# --- hallmarks checklist -------------------------------------------------------------------------------------------


def test_hallmarks_has_4_stages_41_rows_and_98_questions():
    chosen = framework("hallmarks")
    assert [group.title for group in chosen.groups] == ["Lead and Guide", "Assess", "Plan for Action", "Deliver"]
    assert kinds("hallmarks") == {"requirement": 41, "question": 98}
    assert list(sizes("hallmarks", "requirement").values()) == [18, 10, 8, 5]
    assert list(sizes("hallmarks", "question").values()) == [35, 22, 19, 22]


def test_hallmarks_has_100_things_to_answer():
    # Two requirements have no question and are answered as they stand: who sits on the county strategy group.
    chosen = framework("hallmarks")
    assert len(chosen.criteria) == 100
    as_they_stand = [row.criterion_id for row in chosen.criteria if row.kind == "requirement"]
    assert as_they_stand == ["hallmarks.lead.09", "hallmarks.lead.10"]
    for row in chosen.rows:
        if row.kind == "requirement":
            assert row.rated != bool(chosen.children_of(row.criterion_id))
        else:
            assert chosen.by_id[row.parent_id].kind == "requirement"
            assert chosen.by_id[row.parent_id].group_id == row.group_id


def test_one_row_has_no_statutory_requirement():
    # "Solving problems": row 3 of the last stage, with five questions
    chosen = framework("hallmarks")
    (heading,) = [
        row for row in chosen.rows if row.kind == "requirement" and "no statutory requirement" in row.text.lower()
    ]
    assert heading.criterion_id == "hallmarks.deliver.03"
    assert len(chosen.children_of(heading.criterion_id)) == 5


def test_county_rows_apply_in_two_tier_areas_only():
    # "County Strategy Group (two tier areas only)": rows 7 to 12; "Partnership working in two-tier areas": rows 8 to 10
    chosen = framework("hallmarks")
    two_tier = [row for row in chosen.rows if row.applies_to == "two-tier"]
    assert {row.facets["heading"] for row in two_tier} == {"county-strategy-group", "two-tier-working"}
    assert {row.criterion_id for row in two_tier if row.kind == "requirement"} == {
        *(f"hallmarks.lead.{n:02}" for n in range(7, 13)),
        *(f"hallmarks.assess.{n:02}" for n in range(8, 11)),
    }
    for row in chosen.rows:
        if row.kind == "question":
            assert row.applies_to == chosen.by_id[row.parent_id].applies_to
        assert row.applies_in("two-tier")
        assert row.applies_in("single") == (row.applies_to == "")


def test_six_hallmarks():
    assert list(framework("hallmarks").facet("hallmark").values.values()) == [
        "Empowered and Effective Leadership",
        "Visible and Constructive Accountability",
        "Intelligence-led Business Processes",
        "Effective and Responsive Delivery Structures",
        "Engaged Communities",
        "Appropriate Skills and Knowledge",
    ]
    used = {row.facets["hallmark"] for row in framework("hallmarks").criteria}
    assert used == set(framework("hallmarks").facet("hallmark").values)


def test_the_checklist_is_answered_yes_or_no_with_an_action_required():
    chosen = framework("hallmarks")
    assert [(level.value, level.label) for level in chosen.levels] == [(0, "No"), (1, "Yes")]
    assert chosen.is_checklist
    assert chosen.action_required
    assert not framework("excellence").action_required


# --- all three -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_order_is_1_to_n_without_gaps(name):
    assert [row.order for row in framework(name).rows] == list(range(1, len(framework(name).rows) + 1))


# Part names and how many top rows each has; ids are permanent, so this list may grow and never change.
PARTS = {
    "safer-communities": {"leadership": 8, "governance": 8, "evidence": 8, "outcomes": 13},
    "excellence": {
        "leadership": 7, "strategy": 8, "people": 6, "resources": 5, "processes": 7,
        "people-results": 5, "focus-results": 4, "community-results": 3, "key-results": 4,
    },
    "hallmarks": {"lead": 18, "assess": 10, "plan": 8, "deliver": 5},
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_permanent_and_unique(name):
    rows = framework(name).rows
    ids = [row.criterion_id for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{name}\.[a-z-]+\.\d\d(\.\d\d)?", one) for one in ids)
    top = [one for one in ids if one.count(".") == 2]
    assert top == [f"{name}.{part}.{n:02}" for part, size in PARTS[name].items() for n in range(1, size + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_rows_below_another_carry_on_its_id_and_come_right_after_it(name):
    chosen = framework(name)
    following = [row.criterion_id for row in chosen.rows]
    for row in chosen.rows:
        children = [child.criterion_id for child in chosen.children_of(row.criterion_id)]
        assert children == [f"{row.criterion_id}.{n:02}" for n in range(1, len(children) + 1)]
        at = following.index(row.criterion_id)
        assert following[at + 1 : at + 1 + len(children)] == children
        assert row.parent_id == (row.criterion_id.rpartition(".")[0] if row.criterion_id.count(".") == 3 else "")


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_where_the_official_wording_stands(name):
    chosen = framework(name)
    assert all(row.source_document in chosen.documents for row in chosen.rows)
    assert all(row.source_section and row.source_position for row in chosen.rows)
    places = Counter((row.source_document, row.source_section, row.source_position) for row in chosen.rows)
    assert [place for place, times in places.items() if times > 1] == []
    assert {row.assigned_by for row in chosen.rows} <= {"document", "project"}


@pytest.mark.parametrize("name", NAMES)
def test_every_principle_has_enough_criteria_for_a_score(name):
    found = Counter(row.principle_id for row in framework(name).criteria)
    assert set(found) == set(FOUR_PRINCIPLES)
    assert min(found.values()) >= 3
    # also in an area where counties and districts do not share the work
    single = Counter(row.principle_id for row in framework(name).criteria if row.applies_in("single"))
    assert min(single[principle] for principle in FOUR_PRINCIPLES) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_rated_rows_have_short_labels_that_tell_them_apart(name):
    shorts = [row.short for row in framework(name).criteria]
    assert len(set(shorts)) == len(shorts)
    assert max(map(len, shorts)) <= 38
    texts = [row.text for row in framework(name).criteria]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", NAMES)
def test_skills_are_marked_on_some_rows_and_not_on_all(name):
    marked = [row.skills for row in framework(name).criteria]
    assert 0 < sum(marked) < len(marked)
