"""`import` of survey exports: what is taken, what has to be said, and what is refused."""

from __future__ import annotations

import json

import pytest

from csp_analytics.store.connection import open_store
from csp_analytics.store.survey_layouts import save_layout
from csp_analytics.surveys.mapping import Mapping
from tests.builders.our_surveys import EXPORTS, PEOPLE, jisc_key, truth


@pytest.fixture
def database(tmp_path):
    """Where a database of the test's own is made."""
    return tmp_path / "own.duckdb"


@pytest.fixture
def into(run, database):
    """A command on that database, its JSON."""
    yield lambda *arguments: run(*arguments, "--db", database, "--format", "json")
    open_store(database).close()


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its path."""

    def written(name, data=None):
        path = tmp_path / name
        path.write_bytes(EXPORTS[name]() if data is None else data if isinstance(data, bytes) else data.encode())
        return path

    return written


def counts(database):
    """(question, item, value) -> how many, counted by the database."""
    rows = open_store(database).frame(
        "select question_id, item_id, value, count(*) as n from current_answer where definition = 'skills' group by all"
    )
    return {(row.question_id, row.item_id, row.value): row.n for row in rows.itertuples()}


def codes(outcome, severity="error"):
    return [one["code"] for one in outcome["problems"] if one["severity"] == severity]


@pytest.mark.parametrize("name", [name for name in EXPORTS if not name.startswith("jisc")])
def test_the_answers_in_the_database_are_those_of_the_people(into, file, database, name):
    (outcome,) = into("import", file(name)).json
    assert (outcome["kind"], outcome["status"], outcome["counts"]["respondent"]) == ("survey", "loaded", len(PEOPLE))
    assert counts(database) == truth()


def test_a_coded_file_and_its_key_are_loaded_together_in_any_order(into, file, database):
    key, coded = file("b.csv", jisc_key()), file("a.csv", EXPORTS["jisc-online-surveys.csv"]())
    answer = into("import", key, coded)
    assert answer.code == 0
    assert [(one["file"], one["status"], one["layout"]) for one in answer.json] == [
        ("b.csv", "unchanged", "key"), ("a.csv", "loaded", "jisc-online-surveys"),
    ]  # fmt: skip
    assert counts(database) == truth()


def test_a_coded_file_without_its_key_is_refused_with_how_to_get_it(into, file):
    answer = into("import", file("jisc-online-surveys.csv"))
    assert (answer.code, codes(answer.json[0])) == (1, ["needs-key"])
    assert "key" in answer.json[0]["problems"][0]["advice"]
    assert codes(into("import", file("key.csv", jisc_key())).json[0]) == ["key-alone"]


def test_the_same_file_again_is_unchanged_and_a_newer_one_takes_its_place(into, file, database):
    path = file("google-forms.csv")
    assert [into("import", path).json[0]["status"] for _ in range(2)] == ["loaded", "unchanged"]
    (outcome,) = into("import", file("plain.csv")).json
    assert "replaces" in codes(outcome, "note")
    assert counts(database) == truth()


def test_a_dry_run_changes_nothing(into, file, database):
    assert into("import", file("google-forms.csv"), "--dry-run").json[0]["status"] == "loaded"
    assert counts(database) == {}


SIMILAR = "Area,Importance of mediaton,Role\n" + "Fife,Essential,Frontline practioner\n" * 6


def test_what_is_only_similar_is_listed_and_left_out_until_it_is_accepted(into, file, database):
    path = file("similar.csv", SIMILAR)
    refused = into("import", path, "--as", "survey", "--round", "2025")
    assert (refused.code, codes(refused.json[0])) == (1, ["not-ours"])
    assert "Importance of mediaton" in refused.json[0]["problems"][-1]["advice"]
    accepted = into("import", path, "--as", "survey", "--round", "2025", "--accept-similar")
    assert (accepted.code, counts(database)) == (0, {("importance", "mediation", 5.0): 6})


def test_a_mapping_that_inspect_wrote_and_a_person_corrected(into, run, file, database, tmp_path):
    text = "Area,How vital is talking things through?,Job\n" + "Fife,Essential,Boss\nMoray,Hardly,Boss\n" * 3
    path, mapping = file("own words.csv", text), tmp_path / "mapping.json"
    assert run("inspect", path, "--mapping-out", mapping, "--survey", "skills").code == 0
    said = json.loads(mapping.read_text("utf-8"))
    said["columns"] |= {"how vital is talking things through": "importance/mediation", "job": "role"}
    said["options"] |= {"importance": {"hardly": "2"}, "role": {"boss": "lead"}}
    mapping.write_text(json.dumps(said), encoding="utf-8")
    answer = into("import", path, "--as", "survey", "--round", "2025", "--mapping", mapping)
    assert answer.code == 0, answer.json
    assert counts(database) == {("importance", "mediation", 5.0): 3, ("importance", "mediation", 2.0): 3}
    assert open_store(database).frame("select distinct role from respondent")["role"].tolist() == ["lead"]


def test_a_saved_layout_by_its_name(into, file, database):
    save_layout(open_store(database), "Our form", Mapping("skills", {"vital": "importance/mediation"}))
    path = file("own words.csv", "Area,Vital\n" + "Fife,Essential\n" * 5)
    options = ("--as", "survey", "--round", "2025")
    assert codes(into("import", path, *options).json[0]) == ["not-ours"]
    assert into("import", path, *options, "--layout", "Our form").code == 0
    assert counts(database) == {("importance", "mediation", 5.0): 5}


def test_the_layout_of_a_tool_by_its_id(into, file):
    (outcome,) = into("import", file("plain.csv"), "--layout", "plain").json
    assert (outcome["status"], outcome["layout"]) == ("loaded", "plain")


def test_round_area_and_survey_as_said(into, file, database):
    path = file("one.csv", "Importance of mediation\n" + "Essential\n" * 5)
    assert codes(into("import", path).json[0]) == ["no-round"]
    assert into("import", path, "--round", "Spring", "--area", "Western Isles", "--survey", "skills").code == 0
    (row,) = open_store(database).frame("select round, scope from survey").to_dict("records")
    assert row == {"round": "Spring", "scope": "S12000013"}
    assert codes(into("import", path, "--round", "Spring", "--area", "Narnia").json[0]) == ["unknown-area"]
    assert codes(into("import", path, "--round", "Spring", "--survey", "partners").json[0]) == ["not-ours"]


def test_free_text_only_with_the_option(into, file, database):
    into("import", file("google-forms.csv"))
    assert open_store(database).value("select count(*) from free_text") == 0
    into("import", file("google-forms.csv"), "--keep-text")
    assert open_store(database).value("select count(*) from free_text") == len(PEOPLE)


def test_posts(into, file, database):
    (outcome,) = into("import", file("posts.csv", "Area,Round,People asked\nAll areas,2021,111\nFife,2025,9\n")).json
    assert (outcome["kind"], outcome["status"], outcome["counts"]) == ("posts", "loaded", {"post": 2})
    answer = into("import", file("bad.csv", "Area,Round,People asked\nNarnia,2025,9\n"), "--as", "posts")
    assert (answer.code, codes(answer.json[0])) == (1, ["unknown-area"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as", "assessment", "--keep-text"),
        ("--as", "indicator", "--layout", "plain"),
        (
            "--as",
            "surveys",
        ),
        ("--mapping",),
    ],
)
def test_wrong_usage_is_exit_2(run, file, database, arguments):
    assert run("import", file("plain.csv"), *arguments, "--db", database).code == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--layout", "microsoft-form"), "Did you mean 'microsoft-forms'?"),
        (("--survey", "skils"), "Did you mean 'skills'?"),
        (("--mapping", "none.json"), "cannot be read"),
    ],
)
def test_what_is_not_there_is_refused_with_a_suggestion(run, file, database, arguments, said):
    answer = run("import", file("plain.csv"), *arguments, "--db", database)
    assert (answer.code, said in answer.err) == (1, True)
    open_store(database).close()


@pytest.mark.parametrize("content", ["no json", '{"columns": {}}', '{"definition": "skils", "columns": {}}', "[1]"])
def test_a_mapping_file_that_is_none_is_refused(run, file, database, content):
    answer = run("import", file("plain.csv"), "--mapping", file("m.json", content), "--db", database)
    assert answer.code == 1
    assert "Traceback" not in answer.err
    open_store(database).close()
