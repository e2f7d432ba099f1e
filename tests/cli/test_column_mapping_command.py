"""`import` and `inspect` of a council's own table: a mapping proposed, corrected, given, saved and used again."""

from __future__ import annotations

import json

import pytest

from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.column_mapping import ColumnMapping
from csp_analytics.store import column_layouts
from csp_analytics.store.connection import open_store
from csp_analytics.store.survey_layouts import save_layout
from csp_analytics.surveys.mapping import Mapping
from tests import builders

ONE = framework("safer-communities")
COLOURS = ["Red", "Amber", "Green", "Blue"]
RAG = {colour: level.label for colour, level in zip(COLOURS, ONE.levels, strict=True)}
COLUMNS = {"Question": "criterion", "RAG": "level", "Comments": "evidence", "Local authority": "area"}
OWN = ColumnMapping("assessment", COLUMNS, RAG)


@pytest.fixture
def form(tmp_path):
    """A council's own form: row n answers criterion n with the colours in turn."""
    rows = [[one.text, COLOURS[n % 4], f"note {n}", "Fife"] for n, one in enumerate(ONE.criteria)]
    sheet = [["Our check 2026"], [], list(COLUMNS), *rows]
    return builders.workbook(tmp_path / "own.xlsx", {"S": sheet}, merged={"S": ["A1:D1"]})


@pytest.fixture
def mapping_file(tmp_path):
    file = tmp_path / "mapping.json"
    file.write_text(OWN.as_json(), "utf-8")
    return file


def levels_in(path) -> list[float]:
    store = open_store(path)
    found = store.frame("select level from rating order by criterion_id")["level"].tolist()
    store.close()
    return found


def in_order() -> list[float]:
    by_id = {one.criterion_id: float(n % 4 + 1) for n, one in enumerate(ONE.criteria)}
    return [by_id[one] for one in sorted(by_id)]


def test_a_form_of_its_own_is_refused_and_loads_with_its_mapping(run, form, mapping_file, tmp_path):
    db = ("--db", tmp_path / "a.duckdb", "--format", "json")
    refused = run("import", form, "--round", "2026", *db)
    assert (refused.code, refused.json[0]["status"]) == (1, "refused")
    loaded = run("import", form, "--round", "2026", "--mapping", mapping_file, *db)
    assert (loaded.code, loaded.json[0]["status"]) == (0, "loaded")
    assert loaded.json[0]["counts"] == {"rating": 37, "rated": 37, "assessment": 1}
    assert loaded.json[0]["problems"][0]["code"] == "columns-mapped"
    assert levels_in(tmp_path / "a.duckdb") == in_order()
    again = run("import", form, "--round", "2026", "--mapping", mapping_file, "--as", "assessment", *db)
    assert again.json[0]["status"] == "unchanged"


def test_a_saved_layout_is_named_or_found_by_itself(run, form, tmp_path):
    place = tmp_path / "b.duckdb"
    store = open_store(place)
    column_layouts.save(store, "Fife form", OWN)
    store.close()
    for named in (("--layout", "Fife form"), ()):
        answer = run("import", form, "--round", "2026", *named, "--dry-run", "--db", place, "--format", "json")
        assert (answer.code, answer.json[0]["layout"]) == (0, "long, own columns: Fife form")
        assert answer.json[0]["problems"][0]["found"] == "Fife form"
    unknown = run("import", form, "--layout", "Fif form", "--db", place)
    assert unknown.code == 1
    assert "Did you mean 'Fife form'?" in unknown.err


def test_what_is_proposed_is_corrected_by_hand_and_then_used(run, form, tmp_path):
    file = tmp_path / "proposed.json"
    answer = run("inspect", form, "--mapping-out", file)
    assert answer.code == 0
    assert "Question -> Criterion (100 of 100)" in answer.out
    said = json.loads(file.read_text("utf-8"))
    assert said["columns"] == COLUMNS
    assert (said["kind"], said["header_row"], said["framework"]) == ("assessment", 3, "safer-communities")
    assert said["levels"] == dict.fromkeys(COLOURS, "")
    db = ("--db", tmp_path / "c.duckdb")
    unfinished = run("import", form, "--round", "2026", "--mapping", file, *db)
    assert unfinished.code == 1
    assert "Nothing is said yet about the answer 'Red'" in unfinished.err
    file.write_text(json.dumps(said | {"levels": RAG}), "utf-8")
    assert run("import", form, "--round", "2026", "--mapping", file, *db).code == 0
    assert levels_in(tmp_path / "c.duckdb") == in_order()


def test_json_says_the_columns_and_no_cell_below_them(run, form):
    answer = run("inspect", form, "--format", "json")
    table = answer.json["table"]
    assert (table["kind"], table["sheet"], table["header_row"]) == ("assessment", "S", 3)
    assert [(one["heading"], one["role"]) for one in table["columns"]] == list(COLUMNS.items())
    assert "note 0" not in json.dumps(table)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"kind": "assessment", "columns": {"Q": "level"}}', "No column is the criterion."),
        ('{"kind": "assessment", "kind": "actions", "columns": {}}', "'kind' is there twice"),
        ('[{"kind": "assessment", "columns": {"Q": "spell"}}]', "which is no role"),
        ("[" * 50_000, "is no JSON"),
        ('{"columns": {}}', "Expected a mapping"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_in_words(run, form, tmp_path, text, said):
    file = tmp_path / "bad.json"
    file.write_text(text, "utf-8")
    answer = run("import", form, "--mapping", file, "--db", tmp_path / "d.duckdb")
    assert answer.code == 1
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_mapping_for_something_else_is_refused(run, form, mapping_file, tmp_path):
    db = ("--db", tmp_path / "e.duckdb")
    answer = run("import", form, "--mapping", mapping_file, "--as", "actions", *db)
    assert answer.code == 1
    assert "What you named is for assessment, not for --as actions." in answer.err
    assert run("import", form, "--mapping", mapping_file, "--as", "indicator", *db).code == 2
    other = builders.workbook(tmp_path / "other.xlsx", {"S": [["A", "B"], ["Fife", 3]]})
    misfit = run("import", other, "--mapping", mapping_file, "--round", "2026", *db, "--format", "json")
    assert misfit.code == 1
    (problem,) = misfit.json[0]["problems"]
    assert problem["code"] == "mapping-does-not-fit"
    assert "'Question', 'RAG'" in problem["advice"]


def test_a_survey_layout_of_the_same_name_stays_for_surveys(run, form, tmp_path):
    place = tmp_path / "f.duckdb"
    store = open_store(place)
    save_layout(store, "Form", Mapping("skills", {"base": "area"}))
    column_layouts.save(store, "Form", OWN)
    store.close()
    answer = run("import", form, "--round", "2026", "--layout", "Form", "--dry-run", "--db", place, "--format", "json")
    assert (answer.code, answer.json[0]["kind"]) == (0, "assessment")
