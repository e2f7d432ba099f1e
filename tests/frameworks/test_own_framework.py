"""A user adds a framework by adding a folder: no code changes, and everything works on it."""

import shutil

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.analysis.change import change_summary, criterion_change
from csp_analytics.analysis.scores import maturity_scores, ways_to_divide
from csp_analytics.frameworks.load import UnknownFramework, framework, frameworks

DESCRIPTION = """
id: night-time
order: 9
title: Night-time economy self-check
documents:
  - {id: note, title: A note, publisher: Us, year: 2026}
row_word: question
row_word_plural: questions
group_word: place
scale:
  levels:
    - {value: 0, label: Never}
    - {value: 1, label: Seldom}
    - {value: 2, label: Sometimes}
    - {value: 3, label: Often}
    - {value: 4, label: Always}
groups:
  - {id: streets, title: Streets, order: 1}
  - {id: venues, title: Venues, order: 2}
facets:
  - id: time
    title: Time
    values: [{id: early, title: Before midnight}, {id: late, title: After midnight}]
"""
HEADER = (
    "criterion_id,order,kind,rated,parent_id,group_id,principle_id,short,text,skills,applies_to,time,source_document,"
    "source_section,source_position,assigned_by"
)
PRINCIPLES = ("leadership", "governance", "evidence", "outcomes")


def rows() -> list[str]:
    """Three questions a principle; the first about streets and early, the others about venues and late."""
    found = []
    for principle in PRINCIPLES:
        for n in (1, 2, 3):
            group, time = ("streets", "early") if n == 1 else ("venues", "late")
            order = len(found) + 1
            name = f"night-time.{principle}.{n:02}"
            found.append(
                f"{name},{order},question,yes,,{group},{principle},Short {order},Text {order}?,,,{time},note,1,"
                f"bullet {order},project"
            )
    return found


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    shutil.copytree(paths.DATA, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(tmp_path))
    folder = tmp_path / "frameworks" / "night-time"
    folder.mkdir()
    (folder / "framework.yaml").write_text(DESCRIPTION, "utf-8")
    (folder / "criteria.csv").write_text("\n".join([HEADER, *rows()]) + "\n", "utf-8")
    return folder


def ratings(level: dict[str, int], year: str = "2026") -> pd.DataFrame:
    return pd.DataFrame(
        [
            ("X", year, f"night-time.{principle}.{n:02}", "rated", float(level[principle]))
            for principle in PRINCIPLES
            for n in (1, 2, 3)
        ],
        columns=["area_code", "round", "criterion_id", "answer", "level"],
    )


def test_the_folder_is_enough(own_data):
    assert list(frameworks())[-1] == "night-time"
    chosen = framework("night-time")
    assert (chosen.title, chosen.short_title, chosen.lowest, chosen.highest) == (
        "Night-time economy self-check",
        "Night-time economy self-check",
        0,
        4,
    )
    assert chosen.counts == {"groups": 2, "rated": 12, "levels": 5, "question": 12}
    assert ways_to_divide(chosen) == ("overall", "principle", "group", "criterion", "time")


def test_scores_are_computed_on_it(own_data):
    # principles at levels 4 3 2 0 of 0 to 4: scores 100 75 50 0, mean 56.25; each group and time alike: mean 9/4 of 4
    chosen = framework("night-time")
    frame = ratings(dict(zip(PRINCIPLES, (4, 3, 2, 0), strict=True)))
    assert maturity_scores(frame, chosen)["score"].tolist() == [56.25]
    assert maturity_scores(frame, chosen, "principle")["score"].tolist() == [100, 75, 50, 0]
    assert maturity_scores(frame, chosen, "group")["score"].tolist() == [56.25, 56.25]
    assert maturity_scores(frame, chosen, "time")["score"].tolist() == [56.25, 56.25]


def test_change_works_on_it(own_data):
    # leadership up two on three questions, the rest as before: 100 * (6/12)/4 = 12.5 points
    chosen = framework("night-time")
    before = ratings(dict.fromkeys(PRINCIPLES, 1), "2024")
    after = ratings({**dict.fromkeys(PRINCIPLES, 1), "leadership": 3})
    (row,) = change_summary(criterion_change(pd.concat([before, after]), chosen, "2024", "2026"), chosen).to_dict(
        "records"
    )
    assert (row["improved"], row["same"], row["declined"], row["points"]) == (3, 9, 0, 12.5)


def test_an_edit_shows_without_a_restart(own_data):
    assert framework("night-time").title == "Night-time economy self-check"
    (own_data / "framework.yaml").write_text(DESCRIPTION.replace("Night-time economy", "After dark"), "utf-8")
    assert framework("night-time").title == "After dark self-check"
    shutil.rmtree(own_data)
    assert "night-time" not in frameworks()


def test_the_repositorys_own_definitions_are_untouched(own_data, monkeypatch):
    assert "night-time" in frameworks()
    monkeypatch.delenv("CSP_DATA")
    assert "night-time" not in frameworks()


def test_an_unknown_framework_says_what_was_probably_meant():
    with pytest.raises(UnknownFramework, match=r"no framework 'excelence'.*Did you mean 'excellence'\?"):
        framework("excelence")
