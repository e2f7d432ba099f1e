"""Texts come back as they were typed, whatever they look like to a database, a spreadsheet or a browser."""

from __future__ import annotations

import pytest

from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store import reading
from csp_analytics.store.writing import LOADED, load
from tests.store.loadable import ALL_ROWS, FIFE, FRAMEWORK, assessment, plan

HARD_TEXTS = [
    "Robert'); drop table rating; --",
    "' or 1=1 --",
    "He said \"no\"; she said 'yes'",
    "$area_code ? %s {0} \\n \\",
    "Sàbhailteachd coimhearsnachd: Àrd-ìre, Èirinn, ò ù",
    "👮🏽‍♀️ 🚒 é (combining) ﷽",
    "<script>alert(1)</script> **bold** [link](javascript:alert(1))",
    "=cmd|' /C calc'!A0",
    "line one\nline two\tand a tab\r\nline three",
    "  spaces at both ends  ",
    "NULL",
    "nan",
    "x" * 30_000,
]


@pytest.mark.parametrize("text", HARD_TEXTS, ids=range(len(HARD_TEXTS)))
def test_text_comes_back_as_it_was_typed(store, text):
    load(store, assessment(FIFE, evidence=text, action=text, file=text[:200], round_=text[:100]), by=text[:100])
    load(store, plan(FIFE, [text]))
    ratings = reading.ratings(store, FRAMEWORK, texts=True, rounds=(text[:100],), area_code=FIFE)
    by_id = ratings.set_index("criterion_id")
    assert by_id.loc[ALL_ROWS[0], ["evidence", "action"]].tolist() == [text, text]
    assert by_id.loc[ALL_ROWS[1:], "evidence"].tolist() == [""] * 36
    assert reading.actions(store, FIFE)["issue"].tolist() == [text]
    assert reading.rounds(store, FRAMEWORK) == [text[:100]]
    assert reading.imports(store)["imported_by"].iloc[-1] == text[:100]


def test_text_comes_back_from_a_real_file(store, tmp_path):
    """Through the reader too: a file with a comma, a quote and a line break in its cells."""
    evidence = 'Minutes, "signed"; see\nàireamh 3 👍'
    quoted = evidence.replace('"', '""')
    file = tmp_path / "fife.csv"
    rows = "\n".join(f'Fife,2025,{FRAMEWORK},{name},3,"{quoted}"' for name in ALL_ROWS)
    file.write_text(f"area,round,framework,criterion,level,evidence\n{rows}\n", encoding="utf-8")
    outcome = load(store, read_file(file, file.name, Wanted()))
    assert (outcome.status, outcome.problems) == (LOADED, [])
    assert set(reading.ratings(store, FRAMEWORK, texts=True)["evidence"]) == {evidence}
