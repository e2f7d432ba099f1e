"""What people's own tables say, saved: kept under a name, replaced as a whole, refused in a sentence, used again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csp_analytics.ingest.column_mapping import ColumnMapping, of_saved
from csp_analytics.ingest.columns.text import MappingRefused
from csp_analytics.store import column_layouts
from csp_analytics.store.connection import open_store
from csp_analytics.store.named import MOST_LETTERS, NameRefused, not_there
from csp_analytics.store.survey_layouts import LayoutRefused

MAPPING = ColumnMapping(
    "assessment", {"Question": "criterion", "RAG": "level", "Cost": "-"}, {"Amber": "Working towards"}, "Sheet 1", 4
)
PLAN = ColumnMapping("actions", {"Problem": "issue", "What": "action"})


def kept(store) -> dict[str, ColumnMapping]:
    return of_saved(column_layouts.saved(store))


def test_a_layout_is_kept_under_its_name_with_who_saved_it(store):
    assert column_layouts.save(store, "  Our   form ", MAPPING, by="ana") == "Our form"
    (row,) = column_layouts.listed(store).to_dict("records")
    assert (row["name"], row["saved_by"]) == ("Our form", "ana")
    assert row["saved_at"] is not None
    assert kept(store) == {"Our form": MAPPING}
    assert ColumnMapping.of_json(column_layouts.saved_text(store, " Our form ")) == MAPPING


def test_it_is_there_when_the_database_is_opened_again(store):
    column_layouts.save(store, "Our form", MAPPING)
    place = store.path
    store.close()
    again = open_store(place)
    assert kept(again) == {"Our form": MAPPING}
    again.close()


def test_saving_again_takes_the_place_of_the_first_and_leaves_the_others(store):
    column_layouts.save(store, "Our form", MAPPING)
    column_layouts.save(store, "A plan", PLAN)
    other = replace(MAPPING, header_row=5)
    column_layouts.save(store, "Our form", other)
    assert kept(store) == {"A plan": PLAN, "Our form": other}


@pytest.mark.parametrize(
    ("name", "mapping", "why"),
    [
        (" \n", MAPPING, "Give the layout a name"),
        ("x" * (MOST_LETTERS + 1), MAPPING, f"has {MOST_LETTERS + 1} letters; it may have {MOST_LETTERS} at most"),
        ("Microsoft-Forms", MAPPING, "survey tool's own layout"),
        ("Ours", replace(MAPPING, columns={"Question": "criterion"}), "No column is the level."),
        ("Ours", replace(MAPPING, levels={"Amber": ""}), "Nothing is said yet about the answer 'Amber'"),
        ("Ours", replace(MAPPING, framework="gone"), "There is no framework 'gone'"),
        ("Ours", ColumnMapping("survey", {}), "The kind is 'survey'"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_a_sentence_and_changes_nothing(store, name, mapping, why):
    column_layouts.save(store, "Ours", MAPPING)
    before = store.version
    with pytest.raises(LayoutRefused, match=why):
        column_layouts.save(store, name, mapping)
    assert kept(store) == {"Ours": MAPPING}
    assert store.version == before


def test_deleting(store):
    column_layouts.save(store, "Our form", MAPPING)
    assert column_layouts.delete(store, "Our form") is True
    before = store.version
    assert column_layouts.delete(store, "Our form") is False
    assert store.version == before
    assert column_layouts.listed(store).empty


def test_an_unknown_layout_is_refused_with_a_suggestion(store):
    with pytest.raises(LayoutRefused, match=r"There is no layout 'Our fom'. None is saved yet\."):
        column_layouts.saved_text(store, "Our fom")
    column_layouts.save(store, "Our form", MAPPING)
    with pytest.raises(NameRefused, match=r"Expected one of Our form\. Did you mean 'Our form'"):
        column_layouts.saved_text(store, "Our fom")
    assert not_there("x", [], "list") == "There is no list 'x'. None is saved yet."


def test_a_layout_whose_framework_went_is_passed_over_and_says_so_when_asked_for(store, monkeypatch):
    of_framework = replace(MAPPING, framework="excellence")
    column_layouts.save(store, "Our form", of_framework)
    column_layouts.save(store, "A plan", PLAN)
    monkeypatch.setattr("csp_analytics.ingest.columns.faults.frameworks", dict)
    assert kept(store) == {"A plan": PLAN}
    with pytest.raises(MappingRefused, match="There is no framework 'excellence'"):
        ColumnMapping.of_json(column_layouts.saved_text(store, "Our form"))
    assert column_layouts.listed(store)["name"].tolist() == ["A plan", "Our form"]


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=20).filter(str.strip)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(first=TEXTS, second=TEXTS, answer=TEXTS)
def test_whatever_the_headings_and_answers_are_the_mapping_comes_back(store, first, second, answer):
    mapping = ColumnMapping("assessment", {first: "criterion", f"{second}!": "level"}, {answer: "No answer"})
    if not mapping.faults():  # two headings may be the same but for case
        column_layouts.save(store, "Any", mapping)
        assert ColumnMapping.of_json(column_layouts.saved_text(store, "Any")) == mapping
