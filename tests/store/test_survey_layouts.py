"""Layouts that people save: kept under a name, replaced as a whole, refused in a sentence, and used again."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.store.connection import open_store
from csp_analytics.store.survey_layouts import MOST_LETTERS, LayoutRefused, delete_layout, save_layout, saved_mapping
from csp_analytics.store.survey_reading import saved_layouts
from csp_analytics.surveys.mapping import LEAVE_OUT, Mapping

MAPPING = Mapping("skills", {"base": "area", "comments": LEAVE_OUT}, {"role": {"boss": "lead"}})


def test_a_layout_is_kept_under_its_name_with_who_saved_it(store):
    assert save_layout(store, "  Our   form ", MAPPING, by="ana") == "Our form"
    (row,) = saved_layouts(store).to_dict("records")
    assert (row["name"], row["definition"], row["saved_by"]) == ("Our form", "skills", "ana")
    assert saved_mapping(store, "Our form") == MAPPING


def test_it_is_there_when_the_database_is_opened_again(store):
    save_layout(store, "Our form", MAPPING)
    place = store.path
    store.close()
    again = open_store(place)
    assert saved_mapping(again, "Our form") == MAPPING
    again.close()


def test_saving_again_takes_the_place_of_the_first(store):
    save_layout(store, "Our form", MAPPING)
    other = Mapping("partners", {"base": "area"})
    save_layout(store, "Our form", other)
    assert len(saved_layouts(store)) == 1
    assert saved_mapping(store, "Our form") == other


@pytest.mark.parametrize(
    ("name", "mapping", "why"),
    [
        (" ", MAPPING, "Give the layout a name"),
        ("x" * (MOST_LETTERS + 1), MAPPING, f"has {MOST_LETTERS + 1} letters"),
        ("Microsoft-Forms", MAPPING, "survey tool's own layout"),
        ("Ours", Mapping("skils", {"base": "area"}), "no survey 'skils'"),
        ("Ours", Mapping("skills", {"base": LEAVE_OUT}), "Match at least one"),
        ("Ours", Mapping("skills"), "Match at least one"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_a_sentence_and_changes_nothing(store, name, mapping, why):
    with pytest.raises(LayoutRefused, match=why):
        save_layout(store, name, mapping)
    assert saved_layouts(store).empty


def test_deleting(store):
    save_layout(store, "Our form", MAPPING)
    assert delete_layout(store, "Our form") is True
    assert delete_layout(store, "Our form") is False
    assert saved_layouts(store).empty


def test_an_unknown_layout_is_refused_with_a_suggestion(store):
    save_layout(store, "Our form", MAPPING)
    with pytest.raises(LayoutRefused, match="Did you mean 'Our form'"):
        saved_mapping(store, "Our fom")


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(columns=st.dictionaries(TEXTS, st.sampled_from(["area", "role", "importance/mediation"]), min_size=1))
def test_whatever_the_headings_are_the_mapping_comes_back_as_normalised(store, columns):
    mapping = Mapping("skills", columns)
    save_layout(store, "Any", mapping)
    assert saved_mapping(store, "Any") == Mapping.of_json(mapping.as_json())
