"""Layouts are data: one file more is one tool more, and a wrong file says what is wrong."""

from __future__ import annotations

import shutil

import pytest

from csp_analytics import paths
from csp_analytics.ingest.surveys import answers
from csp_analytics.surveys.layouts import LayoutProblem, layouts
from tests.builders.survey_exports import csv_bytes
from tests.ingest.surveys.survey_reading import read

MADE_UP = """
title: Clipboard Deluxe
order: 1
headings:
  - {kind: question, known: 2}
  - {kind: part, words: [pick one], continues: true}
signature:
  - {roles: [respondent number, status]}
metadata:
  - {role: respondent number, personal: respondent number, names: [Clip no.]}
  - {role: status, names: [State of play]}
answer_parts: [pick one]
ticked: [aye]
not_ticked: [nay]
unfinished:
  - {role: status, is: [half done]}
test:
  - {role: status, is: [dry run]}
"""
CLIPBOARD = [
    ["Clip no.", "State of play", "Where do you work?", "What do you use?", None, None],
    [None, None, "pick one", "Maps", "Plans", "Letters"],
    ["c-1", "done", "Fife", "aye", "nay", "nay"],
    ["c-2", "half done", "Moray", "aye", "aye", "nay"],
    ["c-3", "done", "Moray", "nay", "aye", "nay"],
    ["c-4", "dry run", "Fife", "aye", "aye", "aye"],
    ["c-5", "done", "Fife", "aye", "aye", "nay"],
]


@pytest.fixture
def folder(tmp_path):
    """A folder of definitions with the layouts that there are, in use."""
    shutil.copytree(paths.DATA / "survey_layouts", tmp_path / "survey_layouts")
    with paths.using(tmp_path):
        yield tmp_path / "survey_layouts"


def test_a_tool_is_added_with_one_file(folder):
    (folder / "clipboard.yaml").write_text(MADE_UP, "utf-8")
    got = read(csv_bytes(CLIPBOARD))
    assert (got.found.layout, got.found.header_rows) == ("clipboard", 2)
    assert (got.found.rows, got.found.set_aside) == ((2, 4, 6), {"unfinished": 1, "test": 1})
    assert [(q.header, q.type) for q in got.questions] == [
        ("Where do you work?", "single"),
        ("What do you use?", "multiple"),
    ]
    # c-1, c-3 and c-5: aye nay aye; nay aye aye; nobody ticked letters.
    assert answers.ticked(got.found, got.at(3)) == {
        "Maps": [True, False, True],
        "Plans": [False, True, True],
        "Letters": [False, False, False],
    }
    assert 0 not in got.found.answers


def test_without_the_file_the_same_table_is_plain(folder):
    assert read(csv_bytes(CLIPBOARD)).found.layout == "plain"


def test_every_layout_has_what_it_needs():
    known = layouts()
    assert list(known)[-1] == "plain"
    assert len(known) >= 11
    for layout in known.values():
        assert layout.title
        assert layout.signature or layout.id == "plain"
        assert layout.date_order in ("", "day", "month")
        names = [name for one in layout.metadata for name in one.names]
        assert all(one.names or one.pattern for one in layout.metadata)
        assert "" not in names


def test_the_order_in_which_layouts_are_tried_is_told_by_their_files():
    orders = [layout.order for layout in layouts().values() if layout.id != "plain"]
    assert orders == sorted(orders)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: A\nsignatures: []\n", "unknown key signatures"),
        ("order: 3\n", "title"),
        ("title: A\nheadings: [{kind: heading}]\n", "kind heading: expected one of question"),
        ("title: A\ngrouped_by: luck\n", "grouped_by luck: expected one of import id, code"),
        ("title: A\nparts: ['(']\n", "bad.yaml"),
        ("title: [A\n", "bad.yaml"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(folder, text, said):
    (folder / "bad.yaml").write_text(text, "utf-8")
    with pytest.raises(LayoutProblem, match=said.replace("(", r"\(")):
        layouts()


def test_a_changed_file_is_read_again(folder):
    file = folder / "clipboard.yaml"
    file.write_text(MADE_UP, "utf-8")
    assert layouts()["clipboard"].title == "Clipboard Deluxe"
    file.write_text(MADE_UP.replace("Deluxe", "Standard Edition"), "utf-8")
    assert layouts()["clipboard"].title == "Clipboard Standard Edition"


def test_definitions_without_layouts_use_those_that_come_with_the_product(tmp_path):
    with paths.using(tmp_path):
        assert "microsoft-forms" in layouts()
