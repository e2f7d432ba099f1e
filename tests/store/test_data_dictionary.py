"""The data dictionary is what the schema gives, and the schema says something of every table and column."""

from __future__ import annotations

import re
import subprocess
import sys

import duckdb
import pytest

from csp_analytics.paths import ROOT
from csp_analytics.store import dictionary, migrate

PAGE = ROOT / "docs" / "data-dictionary.md"
SMALL = """
create table pet (            -- Animals of the house.
    name varchar primary key, -- What it is <called>
    legs integer,             -- How many | if any
    born date not null default current_date -- Its birthday, exactly
);
create view old_pet as        -- Pets of ten years and more
select name, born, legs
from pet where born < '2015-01-01';
"""


def test_the_page_is_what_the_schema_gives():
    written = dictionary.page(migrate.schema_sql(), migrate.newest_version())
    assert PAGE.read_text("utf-8") == written, "docs/data-dictionary.md is out of date: run `make docs`"


def test_the_command_writes_the_page(tmp_path):
    file = tmp_path / "dictionary.md"
    subprocess.run([sys.executable, "-m", "csp_analytics.store.dictionary", str(file)], cwd=ROOT, check=True)
    assert file.read_text("utf-8") == PAGE.read_text("utf-8")


def test_every_column_of_a_real_database_has_an_entry_under_its_table(store):
    """Counted on a database that the program made, walked through every migration."""
    there = store.frame("select table_name, column_name from information_schema.columns")
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.M | re.S))
    entries = {(name, column) for name, text in sections.items() for column in re.findall(r"^\| `(\w+)`", text, re.M)}
    assert entries == set(there.itertuples(index=False, name=None))
    assert len(entries) > 60


def test_types_and_meanings_come_from_the_schema():
    pet, old_pet = dictionary.tables(SMALL)
    assert (pet.name, pet.kind, pet.said) == ("pet", "table", "Animals of the house")
    assert [(c.name, c.type, c.filled, c.said) for c in pet.columns] == [
        ("name", "varchar", True, "What it is <called>"),
        ("legs", "integer", False, "How many | if any"),
        ("born", "date", True, "Its birthday, exactly"),
    ]
    assert (old_pet.kind, old_pet.said) == ("view", "Pets of ten years and more")
    assert [(c.name, c.said) for c in old_pet.columns] == [
        ("name", "What it is <called>"),
        ("born", "Its birthday, exactly"),
        ("legs", "How many | if any"),
    ]


def test_markup_in_a_comment_is_shown_as_text():
    page = dictionary.page(SMALL, 1)
    assert "| `name` | varchar |  | What it is &lt;called&gt; |" in page
    assert "| `legs` | integer | yes | How many \\| if any |" in page


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("-- How many | if any", "pet.legs"),
        ("-- Animals of the house.", "pet"),
        ("-- Pets of ten years and more", "old_pet"),
    ],
)
def test_a_table_or_column_without_a_comment_is_an_error(without, told):
    with pytest.raises(ValueError, match=rf"no comment in the schema: {told}\b"):
        dictionary.tables(SMALL.replace(without, ""))


def test_the_schema_is_sql_that_duckdb_takes():
    with duckdb.connect() as database:
        database.execute(migrate.schema_sql())
        assert database.execute("select count(*) from current_rating").fetchall() == [(0,)]
