"""The sheet for the day: the agenda with its times, what to try out, and nothing secret or live on it."""

import re
from dataclasses import replace
from html import unescape

import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks
from csp_analytics.surveys.load import survey
from csp_analytics.workshop.prepare.day_sheet import lines, page
from csp_analytics.workshop.prepare.preparing import Ways, checklist, consensus, skills
from csp_analytics.workshop.session.about import Question

FIFE = register().areas["S12000047"]
FRAMEWORK = next(iter(frameworks().values()))
AT, LINK = "csp.example.org/join", "https://csp.example.org/join/K7M4Q"


def sheet(about):
    return page(about, "K7M4Q", AT, LINK).decode()


def rows(html):
    found = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [
        [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", r)] for r in found
    ]


def test_the_agenda_begins_after_ten_minutes_and_says_when_it_closes():
    """10 to open, then 20, 45 and 10: 0:10, 0:30, 1:15, and the close at 1:25."""
    ids = [row.criterion_id for row in FRAMEWORK.criteria[:3]]
    made = consensus(FRAMEWORK, FIFE, "2027", dict(zip(ids, (20, 45, 10), strict=True)), Ways(dots=5))

    assert [(line.starts, line.minutes) for line in lines(made)] == [("0:10", 20), ("0:30", 45), ("1:15", 10)]
    table = rows(sheet(made))
    assert [row[:3] for row in table[2:5]] == [
        [start, minutes, row.short]
        for start, minutes, row in zip(("0:10", "0:30", "1:15"), ("20", "45", "10"), FRAMEWORK.criteria, strict=False)
    ]
    assert table[5][:2] == ["1:25", "15"]
    assert "5 dots each" in table[5][2]
    assert len(table[2]) == 3 + len(made.options) + 1  # a box for each answer, and one for the agreed level


@pytest.mark.parametrize(
    "about",
    [checklist(FRAMEWORK, FIFE, "2027"), skills(survey("partners"), "now", None, "2027", Ways(dry_run=True))],
    ids=["checklist", "skills"],
)
def test_every_kind_has_a_sheet_with_code_and_answers(about):
    html = sheet(about)
    assert html.count("K7M4Q") >= 1
    assert AT in html
    assert "<svg" in html
    assert [row[0] for row in rows(html)[1:]] == [question.title for question in about.questions]
    assert ("Dry run" in html.split("</h1>")[1][:80]) == about.dry_run
    assert "Starts" not in html


def test_it_asks_nobody_for_anything_runs_nothing_and_shows_text_as_text():
    evil = "<script>alert(1)</script>"
    made = consensus(FRAMEWORK, FIFE, evil, {FRAMEWORK.criteria[0].criterion_id: 10})
    html = sheet(replace(made, questions=(Question("x", evil, evil, evil, 10),)))
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert "/lead/" not in html
