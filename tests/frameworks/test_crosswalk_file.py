"""Links between frameworks: what the shipped file holds, and what is said of a wrong one."""

import csv
import re
import shutil

import pytest

from csp_analytics import paths
from csp_analytics.frameworks.crosswalk import COLUMNS, crosswalk, read_crosswalk
from csp_analytics.frameworks.load import frameworks

A, B, C = "safer-communities", "excellence", "hallmarks"
GOOD = {
    "link_id": "link-001",
    "framework_a": A,
    "criterion_a": f"{A}.evidence.03",
    "framework_b": C,
    "criterion_b": f"{C}.lead.14.01",
    "topic": "Information sharing protocol",
    "assigned_by": "project",
    "source": "",
    "note": "",
}


def written(path, *rows, columns=COLUMNS):
    """A file of links."""
    with open(path / "crosswalk.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path / "crosswalk.csv"


def said(path, *rows, **kwargs):
    """What is said of a file with these rows: ids of the links that can be used, and sentences."""
    frame, problems = read_crosswalk(written(path, *rows, **kwargs), frameworks())
    return list(frame["link_id"]), [one.sentence for one in problems]


class TestTheFileOfTheRepository:
    def test_it_has_eighty_links_and_nothing_wrong(self):
        frame, problems = crosswalk()
        assert ([one.sentence for one in problems], len(frame)) == ([], 80)

    def test_every_pair_of_frameworks_is_linked_many_times(self):
        frame, _ = crosswalk()
        assert frame.groupby(["framework_a", "framework_b"]).size().to_dict() == {(A, B): 27, (A, C): 26, (B, C): 27}

    def test_no_document_makes_a_link_so_the_project_made_all_of_them(self):
        frame, _ = crosswalk()
        assert set(zip(frame["assigned_by"], frame["source"], strict=True)) == {("project", "")}

    def test_how_much_is_linked_is_what_the_readme_says(self):
        frame, _ = crosswalk()
        used = {*frame["criterion_a"], *frame["criterion_b"]}
        linked = [sum(one.criterion_id in used for one in frameworks()[name].criteria) for name in (A, B, C)]
        assert linked == [33, 30, 42]
        readme = re.sub(r"\s+", " ", (paths.DATA / "README.md").read_text("utf-8"))
        assert (
            "33 of the 37 criteria of Safer Communities, 30 of the 49 standards and 42 of the 100 questions" in readme
        )

    def test_no_link_rests_on_a_row_that_never_applies_here(self):
        frame, _ = crosswalk()
        rows = {one.criterion_id: one for framework in frameworks().values() for one in framework.criteria}
        assert [key for key in (*frame["criterion_a"], *frame["criterion_b"]) if rows[key].applies_to] == []

    def test_a_link_is_counted_under_the_principle_of_its_first_criterion(self):
        frame, _ = crosswalk()
        rows = {one.criterion_id: one for framework in frameworks().values() for one in framework.criteria}
        assert list(frame["principle_id"]) == [rows[key].principle_id for key in frame["criterion_a"]]

    def test_topics_are_short_and_one_is_information_sharing(self):
        frame, _ = crosswalk()
        assert max(frame["topic"].str.len()) <= 40
        topic = frame[frame["topic"] == "Information sharing protocol"]
        assert (f"{A}.evidence.03", f"{C}.lead.14.01") in zip(topic["criterion_a"], topic["criterion_b"], strict=True)


class TestWhatIsWrongIsNamedWithItsRow:
    def test_a_good_row_is_a_link(self, tmp_path):
        assert said(tmp_path, GOOD) == (["link-001"], [])

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                {"framework_b": "halmarks"},
                "crosswalk.csv, row 2: found 'framework_b 'halmarks''. Expected one of safer-communities, excellence, "
                "hallmarks. Did you mean 'hallmarks'? Take the link out, or define the framework.",
            ),
            (
                {"criterion_a": f"{A}.evidence.3"},
                "crosswalk.csv, row 2: found 'criterion_a 'safer-communities.evidence.3''. Expected a criterion_id of "
                "safer-communities. Did you mean 'safer-communities.evidence.03'?",
            ),
            (
                {"criterion_b": f"{C}.lead.14"},
                "crosswalk.csv, row 2: found 'criterion_b 'hallmarks.lead.14', which is not rated'. Expected a row "
                "that gets an answer.",
            ),
            (
                {"framework_b": A, "criterion_b": f"{A}.evidence.01"},
                "crosswalk.csv, row 2: found 'safer-communities on both sides'. Expected two frameworks.",
            ),
            ({"topic": " "}, "crosswalk.csv, row 2: Expected a value in 'topic'."),
            ({"link_id": ""}, "crosswalk.csv, row 2: Expected a value in 'link_id'."),
            (
                {"assigned_by": "me"},
                "crosswalk.csv, row 2: found 'assigned_by 'me''. Expected 'document' or 'project'.",
            ),
            (
                {"assigned_by": "document"},
                "crosswalk.csv, row 2: found 'no source'. Expected a value in 'source': the document and section that "
                "make the link.",
            ),
        ],
        ids=lambda given: "-".join(given) if isinstance(given, dict) else "",
    )
    def test_one_fault_one_sentence(self, tmp_path, change, sentence):
        assert said(tmp_path, GOOD | change) == ([], [sentence])

    @pytest.mark.parametrize(
        "again",
        [
            GOOD | {"link_id": "link-002"},
            GOOD | {"link_id": "link-002", "framework_a": C, "criterion_a": f"{C}.lead.14.01",
                    "framework_b": A, "criterion_b": f"{A}.evidence.03"},
        ],
        ids=["as it is", "the other way round"],
    )  # fmt: skip
    def test_a_pair_that_is_there_already(self, tmp_path, again):
        assert said(tmp_path, GOOD, again) == (
            ["link-001"],
            [
                "crosswalk.csv, row 3: found 'link-002'. Expected each pair of criteria once (it is in row 2 already).",
            ],
        )

    def test_an_id_that_is_there_already(self, tmp_path):
        other = GOOD | {"criterion_b": f"{C}.lead.13.01"}
        assert said(tmp_path, GOOD, other) == (
            ["link-001"],
            ["crosswalk.csv, row 3: found 'link-001'. Expected each link_id once (it is in row 2 already)."],
        )

    def test_everything_at_once_and_the_good_links_stay(self, tmp_path):
        good = GOOD | {"link_id": "link-003", "criterion_b": f"{C}.lead.13.01"}
        links, sentences = said(tmp_path, GOOD | {"topic": "", "assigned_by": ""}, good)
        assert links == ["link-003"]
        assert [sentence.split(":")[0] for sentence in sentences] == ["crosswalk.csv, row 2"] * 2

    def test_a_column_that_is_missing(self, tmp_path):
        columns = [name for name in COLUMNS if name != "topic"]
        assert said(tmp_path, GOOD, columns=columns) == ([], ["crosswalk.csv, row 1: Expected a column 'topic'."])

    def test_text_that_is_not_utf_8(self, tmp_path):
        written(tmp_path, GOOD | {"note": "é"})
        file = tmp_path / "crosswalk.csv"
        file.write_bytes(file.read_text("utf-8").encode("latin-1"))
        frame, problems = read_crosswalk(file, frameworks())
        assert (len(frame), [one.advice for one in problems]) == (0, ["Save the file as CSV UTF-8."])


class TestOwnDefinitions:
    @pytest.fixture
    def own_data(self, tmp_path, monkeypatch):
        shutil.copytree(paths.DATA, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
        monkeypatch.setenv("CSP_DATA", str(tmp_path))
        return tmp_path

    def test_adding_a_link_is_adding_a_row(self, own_data):
        row = GOOD | {"link_id": "link-081", "criterion_b": f"{C}.lead.15.02", "topic": "Liaison"}
        with open(own_data / "crosswalk.csv", "a", encoding="utf-8", newline="") as file:
            csv.DictWriter(file, COLUMNS).writerow(row)
        frame, problems = crosswalk()
        assert (problems, len(frame), frame["topic"].iloc[-1]) == ([], 81, "Liaison")

    def test_without_the_file_there_are_no_links_and_nothing_is_wrong(self, own_data):
        (own_data / "crosswalk.csv").unlink()
        frame, problems = crosswalk()
        assert (len(frame), problems, list(frame.columns)) == (0, [], [*COLUMNS, "principle_id"])

    def test_links_to_a_framework_that_was_taken_out_are_named_and_the_others_stay(self, own_data):
        shutil.rmtree(own_data / "frameworks" / C)
        frame, problems = crosswalk()
        assert set(zip(frame["framework_a"], frame["framework_b"], strict=True)) == {(A, B)}
        assert (len(frame), len(problems)) == (27, 53)
        assert all(f"framework_b '{C}'" in one.sentence for one in problems)
