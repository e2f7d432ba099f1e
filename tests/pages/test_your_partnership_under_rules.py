"""Your partnership and the list of imports as a mere officer gets them in rounds under each publishing rule."""

from __future__ import annotations

import io
import re

import pytest
from docx import Document

from csp_analytics.access import acting
from csp_analytics.access.person import ADMINISTRATOR, OFFICER, Person
from csp_analytics.access.publishing import ALIASES, GROUP, NAMED
from tests.builders.officer_uploads import FIFE, good
from tests.pages.seen import opened
from tests.pages.test_presenting_names import other_names

OFFICERS = Person("officer@example.org", frozenset({OFFICER}), frozenset({FIFE}))


@pytest.fixture(autouse=True)
def officer():
    """Who opens the pages."""
    acting.otherwise(lambda: OFFICERS)
    yield
    acting.as_at_the_start()


@pytest.fixture
def publish(own):
    """``publish(GROUP, "2025")``: sets the rule of a round."""

    def by(rule, round_):
        with own.transaction() as cursor:
            cursor.execute("delete from round_rule where round = $round", {"round": round_})
            cursor.execute(
                "insert into round_rule values ($round, $rule, true, timestamp '2026-03-04', 'admin@example.org')",
                {"round": round_, "rule": rule},
            )

    return by


def test_an_upload_of_a_new_round_stands_beside_groups_and_so_does_its_paper(visit, publish):
    """Of 2026 there is nothing yet, so the others are those of 2025, by the rule of 2025."""
    publish(GROUP, "2025")
    page = visit().bring(("fife.xlsx", good(round_="2026"))).step("compare")

    assert "Returns of 2025 are published as group figures" in page.seen.text
    assert page.seen.finding.startswith("Fife stands ")
    assert "which nobody else has yet: the groups are of round 2025" in page.seen.text
    drawn = [one["text"] for one in page.seen.chart("One row a principle: Your upload")["layout"]["annotations"]]
    assert [words for words in drawn if words.startswith("Its peer group: ") and words.endswith(" areas)")]
    assert other_names().findall(page.seen.text) == []
    assert "other peers" not in page.seen.text

    document = Document(io.BytesIO(page.step("take").take(".docx")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join([*(line.text for line in document.paragraphs), *cells])
    assert "Returns of 2025 are published as group figures" in told
    assert "the median of its peer group is " in told
    assert other_names().findall(told) == []


def test_the_rule_is_that_of_the_round_that_was_brought(visit, publish):
    """The page's own round is 2025 and named: what is brought is of 2023, whose others stand as letters."""
    publish(ALIASES, "2023")
    page = visit()
    assert "published without names" not in page.seen.text
    page.bring(("fife.xlsx", good(round_="2023"))).step("compare")

    assert "Returns of 2023 are published without names" in page.seen.text
    assert re.search(r"Area [A-Z]{1,2}, Area [A-Z]", page.seen.text)
    assert other_names().findall(page.seen.text) == []
    assert "other peers" not in page.seen.text
    assert "depend on the choice" not in page.seen.text


@pytest.mark.parametrize(("role", "told"), [(OFFICER, False), (ADMINISTRATOR, True)])
def test_mere_officers_are_not_told_what_files_of_others_were_called(role, told, own, publish):
    publish(GROUP, "2019")
    publish(NAMED, "2025")
    acting.otherwise(lambda: Person("somebody@example.org", frozenset({role}), frozenset({FIFE})))
    page = opened("methods", part="imports")

    names = own.frame("select distinct file from import_log")["file"]
    assert len(names) > 1
    assert any(name in page.text for name in names) == told
    assert "Imports, newest first" in page.text
