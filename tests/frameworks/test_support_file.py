"""Support under the themes and principles: what the shipped file holds, and what is said of a wrong one."""

import csv
import shutil
from collections import Counter

import pytest
import yaml

from csp_analytics import paths
from csp_analytics.frameworks.load import framework, frameworks, read_framework
from csp_analytics.frameworks.support import COLUMNS

WITH_SUPPORT = "safer-communities"
PER_PRINCIPLE = {"leadership": 4, "governance": 3, "evidence": 7, "outcomes": 5}
# Section 3 of the document: what was being delivered, bullet by bullet, counted by hand.
BULLETS = {"leadership": 8, "governance": 4, "evidence": 4, "outcomes": 13}


class TestTheFileOfTheRepository:
    def test_every_one_of_the_19_themes_has_guidance_in_its_phase(self):
        chosen = framework(WITH_SUPPORT)
        guidance = [one for one in chosen.support if one.phase]
        assert Counter(one.principle_id for one in guidance) == PER_PRINCIPLE
        assert Counter(one.phase for one in guidance) == {"2009/10": 6, "2010/11": 8, "2011/12": 5}
        groups = [(group.group_id, group.principle_id, group.phase) for group in chosen.groups]
        assert [(one.theme_id, one.principle_id, one.phase) for one in guidance] == groups

    def test_every_bullet_of_section_3_is_there_once_and_in_order(self):
        offers = [one for one in framework(WITH_SUPPORT).support if not one.phase]
        assert Counter(one.principle_id for one in offers) == BULLETS
        for principle, n in BULLETS.items():
            positions = [one.source.rpartition(" ")[2] for one in offers if one.principle_id == principle]
            assert positions == [str(number) for number in range(1, n + 1)]

    def test_a_theme_that_the_document_does_not_give_an_offer_is_marked_as_ours(self):
        offers = [one for one in framework(WITH_SUPPORT).support if not one.phase]
        assert {(bool(one.theme_id), one.assigned_by) for one in offers} == {(True, "project"), (False, "document")}

    def test_every_offer_says_that_it_is_of_2009(self):
        notes = {one.note for one in framework(WITH_SUPPORT).support}
        assert len(notes) == 1
        assert "2009" in next(iter(notes))
        assert "moved" in next(iter(notes))

    def test_the_page_on_method_lists_what_was_on_offer(self):
        signposts = framework(WITH_SUPPORT).signposts
        assert {one.principle_id: len(one.support) for one in signposts} == BULLETS

    def test_the_other_frameworks_have_none_of_their_own(self):
        assert {name for name, one in frameworks().items() if one.support} == {WITH_SUPPORT}


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(paths.DATA / "frameworks" / WITH_SUPPORT, tmp_path / WITH_SUPPORT)


def changed(folder, change, row=0):
    """What is said when one row of the file has other values; row 0 stands in row 2 of the spreadsheet."""
    with open(folder / "support.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row] |= change
    with open(folder / "support.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    found, problems = read_framework(folder)
    assert found is None
    return [one.sentence for one in problems]


class TestWhatIsWrongIsNamedWithItsRow:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                {"theme_id": "board-leadershp"},
                "safer-communities/support.csv, row 3: found 'theme_id 'board-leadershp''. Expected one of ",
            ),
            (
                {"principle_id": "evidence"},
                "safer-communities/support.csv, row 3: found 'principle_id 'evidence''. Expected leadership, to which "
                "the theme belongs.",
            ),
            (
                {"phase": "2009/10"},
                "safer-communities/support.csv, row 3: found 'phase '2009/10''. Expected 2011/12, the phase of its "
                "theme in framework.yaml.",
            ),
            ({"text": " "}, "safer-communities/support.csv, row 3: Expected a value in 'text'."),
            (
                {"assigned_by": "us"},
                "safer-communities/support.csv, row 3: found 'assigned_by 'us''. Expected one of document, project.",
            ),
            (
                {"support_id": "guidance.vision-and-strategic-direction"},
                "safer-communities/support.csv, row 3: found 'guidance.vision-and-strategic-direction'. Expected each "
                "support_id once (it is in row 2 already).",
            ),
        ],
        ids=["theme", "principle", "phase", "text", "assigned", "repeated"],
    )
    def test_one_fault(self, folder, change, sentence):
        said = changed(folder, change, row=1)
        assert [one[: len(sentence)] for one in said] == [sentence]

    def test_all_faults_of_a_row_are_told_at_once(self, folder):
        assert len(changed(folder, {"title": "", "text": "", "source_document": "x"})) == 3

    def test_a_missing_column_is_named(self, folder):
        (folder / "support.csv").write_text("support_id,title\na,b\n", "utf-8")
        found, problems = read_framework(folder)
        assert found is None
        assert len(problems) == len(COLUMNS) - 2

    def test_offers_without_a_word_on_their_age_are_refused(self, folder):
        about = yaml.safe_load((folder / "framework.yaml").read_text("utf-8"))
        del about["support_note"]
        (folder / "framework.yaml").write_text(yaml.safe_dump(about, allow_unicode=True), "utf-8")
        found, problems = read_framework(folder)
        assert found is None
        assert [(one.file, one.found) for one in problems] == [("safer-communities/framework.yaml", "no support_note")]

    def test_without_the_file_there_is_no_support_and_nothing_is_wrong(self, folder):
        (folder / "support.csv").unlink()
        found, problems = read_framework(folder)
        assert (found.support, problems) == ((), [])
