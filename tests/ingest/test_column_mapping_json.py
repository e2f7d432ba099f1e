"""A mapping as a text: it comes back as it went, and what cannot be read with is refused in a sentence."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.assessments.headers import ROLES, SYNONYMS
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.ingest.columns.roles import level_choices, role_words, roles
from csp_analytics.ingest.columns.text import LONGEST, MOST_CHARACTERS, MOST_ENTRIES, MappingRefused
from csp_analytics.ingest.plans.words import WORDS
from csp_analytics.ingest.table_header import heading
from tests.ingest.assessments.assessment_files import MINI_IDS, YESNO_IDS
from tests.ingest.own_sheets import OWN, RAG

pytestmark = pytest.mark.usefixtures("small_frameworks")
WIDE = {"Council": "area", "One": f"criterion:{MINI_IDS[0]}", "Two": f"criterion:{MINI_IDS[1]}"}


@pytest.mark.parametrize(
    "mapping",
    [
        OWN,
        ColumnMapping(
            "assessment", {"Q": "criterion id", "A": "level", "Notes": "-"}, {"TBC": "No answer"}, "Sheet 2", 7
        ),
        ColumnMapping("assessment", WIDE, RAG, "*", 3, "mini"),
        ColumnMapping("actions", {"Gàidhlig ✓": "issue", "What": "action"}, {}, "Plan"),
    ],
)
def test_a_mapping_comes_back_as_it_went(mapping):
    assert ColumnMapping.of_json(mapping.as_json()) == mapping
    assert mapping.faults() == []


def test_entries_that_are_not_there_have_their_usual_meaning():
    text = json.dumps({"kind": "actions", "columns": {"Issue": "issue", "What": "action"}})
    assert ColumnMapping.of_json(text) == ColumnMapping("actions", {"Issue": "issue", "What": "action"}, {}, "", 1, "")


def test_every_role_is_a_heading_that_its_reader_knows():
    """The name of a role is written into the heading cell, so the readers must take it for what it is."""
    assert all(ROLES[role] == role for role in SYNONYMS)
    assert all(heading(role.capitalize()) in words for role, words in WORDS.items())
    assert set(roles("actions")) == set(WORDS)


def test_roles_and_answers_in_words():
    assert [role_words(one) for one in ("criterion id", "-", "", f"criterion:{MINI_IDS[1]}")] == [
        "Criterion id", "Left out", "Left out", "Criterion: Shared plan",
    ]  # fmt: skip
    assert level_choices("yesno") == ("No", "Yes", "Not applicable", "Don't know", "No answer")
    assert set(level_choices()) == {*level_choices("mini"), *level_choices("yesno")}


def made(**changed: object) -> str:
    said = {
        "kind": "assessment",
        "columns": {"Q": "criterion", "A": "level"},
        "levels": {},
        "sheet": "",
        "header_row": 1,
    }
    return json.dumps(said | changed)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Expected a mapping: JSON with 'kind'"),
        ("[]", "Expected a mapping: JSON"),
        ("null", "Expected a mapping: JSON"),
        ("{", "Expected a mapping: JSON"),
        ("[" * 100_000, "Expected a mapping: JSON"),
        ('{"kind": "actions", "columns": ' + '{"a":' * 30_000 + "1" + "}" * 30_001, "Expected a mapping"),
        ('{"header_row": ' + "9" * 5000 + ', "kind": "actions", "columns": {}}', "Expected a mapping|expected a whole"),
        (" " * (MOST_CHARACTERS + 1), "200,001 characters; it may have 200,000 at most"),
        ('{"kind": "actions", "kind": "assessment", "columns": {}}', "'kind' is there twice"),
        ('{"kind": "actions"}', "'columns' is missing"),
        (made(script="<script>"), "'script' is not known"),
        (made(kind=["assessment"]), "'kind' is a list; expected a text"),
        (made(kind="survey"), "The kind is 'survey'; expected one of assessment, actions."),
        (made(header_row=0), "'header_row' is 0; expected a whole number from 1 to 40"),
        (made(header_row=41), "'header_row' is 41; expected"),
        (made(header_row=True), "'header_row' is true; expected"),
        (made(header_row="4"), "'header_row' is \"4\"; expected"),
        (made(header_row=float("nan")), "'header_row' is NaN; expected"),
        (made(columns=[1, 2]), "'columns' is a list; expected texts by text"),
        (made(columns={"Q": 7}), "'columns: Q' is 7; expected a text"),
        (made(columns={" ": "level"}), "expected texts of 1 to"),
        (made(columns={"x" * (LONGEST + 1): "level"}), "expected texts of 1 to 2,000 letters"),
        (made(columns={"Q\ud800": "level"}), "expected texts of 1 to"),
        (made(columns={f"h{n}": "-" for n in range(MOST_ENTRIES + 1)}), "'columns' has 501 entries; it may have 500"),
        (made(columns={"Q": "criterio", "A": "level"}), "'Q' stands for 'criterio', which is no role.*'criterion'?"),
        (made(columns={"Q": "issue", "A": "level"}), "'Q' stands for 'issue', which is no role"),
        (made(columns={"Q": "criterion", "A": "level", "B": "level"}), "'A', 'B' stand for the same: Level. Choose"),
        (made(columns={"Q": "criterion", "A": "level", " a ": "-"}), "The heading 'a' is there twice"),
        (made(columns={"Q": "criterion"}), "No column is the level."),
        (made(columns={"Q": "-"}), "No column is the criterion and none the level."),
        (made(kind="actions", columns={"Q": "issue"}), "No column is the action."),
        (made(kind="actions", columns={"Q": "issue", "A": "action"}, levels={"x": "Yes"}), "An action plan has no"),
        (made(framework="minni"), "There is no framework 'minni'. Expected one of mini, yesno"),
        (made(levels={"Red": "Terrible"}), "The answer 'Red' stands for 'Terrible'. Expected one of Gap identified"),
        (made(levels={"Red": ""}), "Nothing is said yet about the answer 'Red'. Expected one of Gap identified"),
        (made(levels={"Red": "Yes"}, framework="mini"), "The answer 'Red' stands for 'Yes'. Expected one of Gap"),
        (made(levels={"Red": "Yes", "RED": "No"}), "The answer 'red' is there twice"),
        (made(levels={"a comment " * 30: "Yes"}), "'levels' is .*; expected texts of 1 to 200 letters"),
        (made(columns=WIDE | {"Two": "-"}), "Only one column stands for a criterion"),
        (made(columns=WIDE | {"Council": "-"}), "No column is the area"),
        (made(columns=WIDE | {"Two": "criterion:mini.one.99"}), "the criterion 'mini.one.99', which no framework has"),
        (made(columns=WIDE | {"Two": f"criterion:{YESNO_IDS[0]}"}), "criteria of Mini and Yes or no: one framework"),
        (made(columns=WIDE, framework="yesno"), "stands for a criterion of Mini, another framework"),
        (made(columns=WIDE | {"A": "level"}), "only area, area code, round are read beside; leave out level"),
        (made(kind="actions", columns=WIDE), "which is no role"),
    ],
)  # fmt: skip
def test_what_is_no_mapping_is_refused_in_a_sentence(text, said):
    with pytest.raises(MappingRefused, match=f"(?s){said}") as refused:
        ColumnMapping.of_json(text)
    assert len(str(refused.value)) < 1_000  # however long the input is
    assert str(refused.value).encode("utf-8")


def test_an_unfinished_mapping_can_be_read_as_a_draft():
    draft = ColumnMapping.draft_of_json(made(columns={"Q": "criterion"}))
    assert draft.columns == {"Q": "criterion"}
    assert draft.faults() == ["No column is the level."]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ENTRIES = st.dictionaries(
    st.sampled_from(["kind", "columns", "levels", "sheet", "header_row", "framework", "other"]),
    ANYTHING | st.sampled_from(["assessment", "actions", {"Q": "criterion", "A": "level"}, {"Red": "Yes"}, 3, "mini"]),
)


@settings(max_examples=150)
@given(said=ENTRIES)
def test_whatever_it_says_it_is_read_or_refused_and_what_is_read_has_no_faults(said):
    mapping = None
    with suppress(MappingRefused):
        mapping = ColumnMapping.of_json(json.dumps(said))
    if mapping is not None:
        assert mapping.faults() == []
        assert ColumnMapping.of_json(mapping.as_json()) == mapping
