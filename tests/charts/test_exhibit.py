"""An exhibit keeps sentence, table and picture together, and its file is safe to open."""

import csv
import io

import pandas as pd
import pytest

from csp_analytics.charts import theme
from csp_analytics.charts.exhibit import Exhibit, file_name

SENTENCE = "Demonstration data: drawn from a seed, not about the real areas."


def exhibit(table, *, demo=False, source="A framework"):
    return Exhibit(
        name="a-chart",
        headline="Headline",
        takeaway="It is so.",
        figure=theme.figure(100),
        table=table,
        basis="29 of 32 areas, round 2025.",
        alt="A chart.",
        source=source,
        demo=demo,
    )


def read(content):
    """A CSV as a spreadsheet program reads it: UTF-8 with a mark."""
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_csv_has_the_table_and_what_it_rests_on():
    table = pd.DataFrame({"Area": ["Fife", "Na h-Eileanan Siar – Ò"], "Score": [61.5, None], "Rated": [35, 0]})

    assert read(exhibit(table).csv()) == [
        ["Area", "Score", "Rated", "Basis"],
        ["Fife", "61.5", "35", "29 of 32 areas, round 2025. Source: A framework."],
        ["Na h-Eileanan Siar – Ò", "", "0", "29 of 32 areas, round 2025. Source: A framework."],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_cells_and_headers(start):
    live = f"{start}HYPERLINK(1)"
    table = pd.DataFrame({"Area": [live, "safe = not at the start"], live: ["x", "y"]})

    header, first, second = read(exhibit(table).csv())

    assert header == ["Area", f"'{live}", "Basis"]
    assert first[0] == f"'{live}"
    assert second[0] == "safe = not at the start"


def test_negative_numbers_stay_numbers():
    assert read(exhibit(pd.DataFrame({"Gap": [-4.5, 3.0]})).csv())[1][0] == "-4.5"


def test_the_table_is_not_changed_by_writing_it():
    table = pd.DataFrame({"Area": ["=1+1"]})

    exhibit(table).csv()

    assert table.to_dict("list") == {"Area": ["=1+1"]}


def test_demonstration_data_says_so_in_note_and_file_name_only_when_it_is():
    table = pd.DataFrame({"Area": ["Fife"]})

    shown, real = exhibit(table, demo=True), exhibit(table)

    assert shown.file_name == "demonstration-a-chart.csv"
    assert shown.note == f"29 of 32 areas, round 2025. Source: A framework. {SENTENCE}"
    assert SENTENCE in read(shown.csv())[1][-1]
    assert real.file_name == "a-chart.csv"
    assert "emonstration" not in real.note + real.csv().decode()


def test_sources_end_with_one_full_stop_and_leave_out_what_is_not_there():
    table = pd.DataFrame({"Area": ["Fife"]})

    assert exhibit(table, source="Council report.").sources == "29 of 32 areas, round 2025. Source: Council report."
    assert exhibit(table, source="").sources == "29 of 32 areas, round 2025."


def test_a_long_name_is_cut_where_it_says_what_it_is_about():
    about = {"Area": "Fife", "Peers": "Own list: " + "long " * 40}
    names = {file_name(name, about, demo=True) for name in ("areas-by-criteria", "areas-at-each-level")}
    assert len(names) == 2
    assert all(len(name) <= 150 and name.startswith("demonstration-fife-own-list-long") for name in names)
