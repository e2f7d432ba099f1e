"""Change of all areas and of one: sentences, dumbbells and lists worked out again from the ratings."""

from __future__ import annotations

import re
import shutil
from statistics import fmean, median

import pandas as pd
import pytest

from csp_analytics import paths
from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework, frameworks
from csp_analytics.ingest.reading import Wanted
from csp_analytics.ingest.recognise import read_file
from csp_analytics.pictures.change import change_picture
from csp_analytics.store.health import database_problems
from csp_analytics.store.writing import LOADED, load
from tests.frameworks.test_own_framework import DESCRIPTION, HEADER, rows

FIFE, ANGUS, OUTSIDE = "S12000047", "S12000041", "outside:test-valley"
BEFORE, AFTER = "2023", "2025"
MARKUP = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def national(demo_store):
    """The picture of all areas, drawn once a framework."""
    return {name: change_picture(demo_store, name, BEFORE, AFTER) for name in frameworks()}


def answers(store, name) -> dict[str, dict[str, tuple[float | None, float | None]]]:
    """Levels before and after by area and criterion, for areas with an assessment in both rounds."""
    frame = store.frame(
        "select area_code, criterion_id, max(level) filter (round = $before) as was, "
        "max(level) filter (round = $after) as is_now, count(distinct round) as n from current_rating "
        "where framework = $name and round in ($before, $after) group by all",
        {"name": name, "before": BEFORE, "after": AFTER},
    )
    found: dict = {}
    for row in frame[frame["n"] == 2].itertuples():
        levels = tuple(None if pd.isna(level) else float(level) for level in (row.was, row.is_now))
        found.setdefault(row.area_code, {})[row.criterion_id] = levels
    return found


def score(levels: list[tuple[str, float]], name: str) -> float:
    """Mean of the principles' mean levels, as 0 to 100."""
    chosen = framework(name)
    principles = {chosen.by_id[key].principle_id for key, _ in levels}
    means = [fmean(lv for key, lv in levels if chosen.by_id[key].principle_id == p) for p in principles]
    return 100 * (fmean(means) - chosen.lowest) / (chosen.highest - chosen.lowest)


def by_loops(store, name) -> dict[str, dict[str, float]]:
    """Like-for-like and kept change of every area with both assessments, with its ups and downs."""
    found = {}
    for area, levels in answers(store, name).items():
        like = {key: pair for key, pair in levels.items() if None not in pair}
        sides = [[(key, pair[side]) for key, pair in levels.items() if pair[side] is not None] for side in (0, 1)]
        was, now = (score([(key, pair[side]) for key, pair in like.items()], name) for side in (0, 1))
        found[area] = {
            "was": was,
            "now": now,
            "kept": score(sides[1], name) - score(sides[0], name),
            "up": sum(b > a for a, b in like.values()),
            "down": sum(b < a for a, b in like.values()),
            "n": len(like),
            "left": sum((a is None) != (b is None) for a, b in levels.values()),
        }
    return found


def whole(number: float) -> str:
    """Whole points with their sign, halves away from nought."""
    size = int(abs(number) + 0.5)
    return "no change" if size == 0 else f"{'+' if number > 0 else '−'}{size}"


@pytest.mark.parametrize("name", frameworks())
def test_the_finding_of_all_areas_is_what_the_ratings_say(demo_store, national, name):
    areas = by_loops(demo_store, name)
    typical = median(a["now"] - a["was"] for a in areas.values())
    kept = median(a["kept"] for a in areas.values())
    ups = sum(a["up"] > a["down"] for a in areas.values())
    downs = sum(a["up"] < a["down"] for a in areas.values())
    said = national[name].finding
    way, n = re.search(r"the typical area moved (up|down) (\d+) points?, like for like", said).groups()
    assert f"{'+' if way == 'up' else '−'}{n}" == whole(typical)
    assert (
        f"; {ups} of {len(areas)} areas improved on more {framework(name).row_word_plural} than they declined" in said
    )
    assert f", {downs} the other way round" in said
    left = sum(a["left"] for a in areas.values())
    reads = "the same" if whole(kept) == whole(typical) else f"{whole(kept)} instead of {whole(typical)}"
    sentence = f"Had the {left} ratings that are not like for like been kept, the typical change would read {reads}."
    assert sentence in national[name].left_out.sentences
    assert (sentence in said) == (whole(kept) != whole(typical))


@pytest.mark.parametrize("name", frameworks())
def test_every_area_in_both_rounds_has_a_row_sorted_by_its_change(demo_store, national, name):
    areas = by_loops(demo_store, name)
    table = national[name].areas.table
    names = register().names
    assert sorted(table["Area"]) == sorted(names[code] for code in areas)
    assert table["Change"].is_monotonic_decreasing
    for code, own in areas.items():
        row = table[table["Area"] == names[code]].iloc[0]
        assert row[f"Score {BEFORE}"] == pytest.approx(own["was"])
        assert row["Change"] == pytest.approx(own["now"] - own["was"])
        assert row["Change had they been kept"] == pytest.approx(own["kept"])
        assert [row["Improved"], row["Declined"], row["Compared"], row["Not like for like"]] == [
            own["up"],
            own["down"],
            own["n"],
            own["left"],
        ]


@pytest.mark.parametrize("name", frameworks())
def test_each_principle_prints_the_typical_change_and_the_table_has_the_middles(demo_store, national, name):
    areas = by_loops(demo_store, name)
    table = national[name].principles.table.set_index("Measure")
    assert table.loc["Overall", f"Middle score {BEFORE}"] == pytest.approx(median(a["was"] for a in areas.values()))
    assert table.loc["Overall", f"Middle score {AFTER}"] == pytest.approx(median(a["now"] for a in areas.values()))
    assert table.loc["Overall", "Areas"] == len(areas)
    typical = median(a["now"] - a["was"] for a in areas.values())
    assert table.loc["Overall", "Change of the typical area"] == pytest.approx(typical)
    printed = [note["text"] for note in national[name].principles.figure.to_plotly_json()["layout"]["annotations"]]
    for measure, change in table["Change of the typical area"].items():
        sign = "●" if whole(change) == "no change" else "▲" if change > 0 else "▼"
        assert printed[printed.index(f"<b>{measure}</b>") + 1] == f"{sign} {whole(change)}"
    parts = table.drop("Overall")["Change of the typical area"].map(whole)
    largest = max(int(re.sub(r"\D", "", words) or 0) for words in parts)
    (said,) = re.findall(r"The typical area moved most on (.*): the middle", national[name].principles.takeaway)
    for measure, words in parts.items():
        assert (measure in said) == (words.endswith(str(largest)))


@pytest.mark.parametrize("name", frameworks())
def test_the_criteria_are_counted_by_area(demo_store, national, name):
    counts: dict[str, list[int]] = {}
    for levels in answers(demo_store, name).values():
        for key, (a, b) in levels.items():
            if a is not None and b is not None:
                up, same, down = counts.setdefault(key, [0, 0, 0])
                counts[key] = [up + (b > a), same + (b == a), down + (b < a)]
    table = national[name].every_criterion
    texts = [row.text for row in framework(name).criteria if row.criterion_id in counts]
    assert table.iloc[:, 0].tolist() == texts
    assert table[["Areas improved", "Same", "Declined"]].to_numpy().tolist() == [
        counts[row.criterion_id] for row in framework(name).criteria if row.criterion_id in counts
    ]
    most = max(up - down for up, _, down in counts.values())
    assert national[name].improved.table["Improved less declined"].iloc[0] == most
    assert f", {most} more areas improved than declined." in national[name].improved.takeaway
    tested = sum(up + down >= 6 for up, _, down in counts.values())
    assert (table["Sign test (p)"] != "–").sum() == tested
    assert f"of {tested} tests" in national[name].tests


def test_who_was_assessed_once_is_named(demo_store, national):
    once = {
        name: set(demo_store.frame("select distinct area_code from assessment where framework = 'excellence' and "
                                   "round = $name and status = 'current'", {"name": name})["area_code"])
        for name in (BEFORE, AFTER)
    }  # fmt: skip
    missing = sorted(register().names[code] for code in once[BEFORE] - once[AFTER])
    (said,) = [one for one in national["excellence"].left_out.sentences if f"nothing in {AFTER}" in one]
    assert missing
    assert all(name in said for name in missing)


@pytest.mark.parametrize("name", frameworks())
@pytest.mark.parametrize("code", [FIFE, ANGUS])
def test_one_area_says_what_its_ratings_say(demo_store, name, code):
    own = by_loops(demo_store, name)[code]
    picture = change_picture(demo_store, name, BEFORE, AFTER, code)
    words = framework(name).row_word_plural
    start = (
        f"{register().names[code]}: {own['up']} of {own['n']} {words} improved from {BEFORE} to {AFTER}, "
        f"{own['n'] - own['up'] - own['down']} stayed the same, {own['down']} declined; like for like "
        f"{int(own['was'] + 0.5)} → {int(own['now'] + 0.5)} ("
    )
    assert picture.finding.startswith(start)
    moved = picture.criteria.table[~picture.criteria.table["Change"].str.startswith("●")]
    assert len(moved) == own["up"] + own["down"]
    assert len(picture.criteria.table) == own["n"]
    assert picture.left_out.n == own["left"]
    if own["left"] and whole(own["kept"]) != whole(own["now"] - own["was"]):
        (change, instead) = re.search(r"\((.*)\)\. Had .* instead of (.*)\.$", picture.finding).groups()
        assert change == instead  # one name for one change
        assert change in (whole(own["now"] - own["was"]), "under 1 point")
        assert f"would read {whole(own['kept'])} instead of" in picture.finding
    assert picture.areas is picture.improved is picture.every_criterion is None


@pytest.mark.parametrize("name", frameworks())
def test_demonstration_data_says_so_and_everything_says_what_it_is_about(national, name):
    picture = national[name]
    about = {"Area": "All areas", "Framework": name, "Compared with": BEFORE, "Round": AFTER}
    assert picture.demo
    for exhibit in (*picture.how_far, *picture.on_what):
        assert exhibit.demo
        assert exhibit.about == about
        assert exhibit.takeaway in exhibit.alt
        assert "Like for like" in exhibit.method
        assert exhibit.csv("x")


def test_an_area_that_is_missing_in_one_round_says_when_it_was_assessed(demo_store):
    picture = change_picture(demo_store, "excellence", BEFORE, AFTER, "S12000020")
    assert picture.finding == (
        "Moray has no assessment of Community safety excellence framework in 2025, so 2023 and 2025 cannot be "
        "compared. It was assessed in 2021 and 2023."
    )
    assert (picture.principles, picture.about, picture.left_out.sentences) == (None, {}, ())


def test_one_round_has_no_change(demo_store):
    picture = change_picture(demo_store, "hallmarks", AFTER, AFTER)
    assert picture.finding.startswith("Only one round of ")
    assert picture.principles is None


def test_rounds_that_are_not_next_to_each_other(demo_store):
    picture = change_picture(demo_store, "safer-communities", "2021", "2025", FIFE)
    assert "improved from 2021 to 2025" in picture.finding
    assert picture.criteria.table.columns.tolist() == ["Criterion", "2021", "2025", "Change"]


# --- a framework of its own whose wording changed --------------------------------------------------------------------

# Levels 0 to 4 of leadership, governance, evidence, outcomes: three questions each, and a fourth of evidence.
LEVELS = {"2024": "1 1 1  2 2 2  1 1 3 4  0 0 4", "2026": "2 1 1  2 2 1  1 1 3  0 0 0"}
IDS = [f"night-time.{p}.0{n}" for p in ("leadership", "governance", "evidence", "outcomes") for n in (1, 2, 3)]
OLD = "night-time.evidence.04"


def definitions(folder, wording=""):
    place = folder / "frameworks" / "night-time"
    place.mkdir(exist_ok=True)
    (place / "framework.yaml").write_text(DESCRIPTION, "utf-8")
    lines = rows()
    if not wording:
        old = f"{OLD},13,question,yes,,venues,evidence,Old,Are lamps counted?,,,late,note,1,bullet 13,project"
        lines = [*lines, old]
    (place / "criteria.csv").write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    (place / "wording.csv").unlink(missing_ok=True)
    if wording:
        (place / "wording.csv").write_text(wording, "utf-8")


def load_round(store, folder, round_, ids, areas=("Fife",), outside=False):
    levels = LEVELS[round_].split()
    lines = [f"{area},{round_},night-time,{key},{level}" for area in areas
             for key, level in zip(ids, levels, strict=True)]  # fmt: skip
    path = folder / f"{round_}{outside}.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *lines]) + "\n", "utf-8")
    outcome = load(store, read_file(path, path.name, Wanted(area=areas[0] if outside else "", outside=outside)))
    assert outcome.status == LOADED, [problem.sentence for problem in outcome.problems]


@pytest.fixture
def own(store, tmp_path, monkeypatch):
    """2024 asked thirteen questions; then one was taken out and another reworded; 2026 asked twelve."""
    data = tmp_path / "data"
    shutil.copytree(paths.DATA, data, ignore=shutil.ignore_patterns("demo", "*.duckdb*"))
    monkeypatch.setenv("CSP_DATA", str(data))
    definitions(data)
    before = [*IDS[:9], OLD, *IDS[9:]]
    load_round(store, tmp_path, "2024", before)
    load_round(store, tmp_path, "2024", before, areas=("Test Valley",), outside=True)
    definitions(
        data,
        "round,criterion_id,change,note,source,principle_id,text\n"
        f"2026,{IDS[-1]},reworded,{MARKUP} asks about results,Note 3,,\n"
        f"2025,{OLD},dropped,Merged,Note 2,evidence,Are lamps counted?\n",
    )
    load_round(store, tmp_path, "2026", IDS)
    load_round(store, tmp_path, "2026", IDS, areas=("Test Valley",), outside=True)
    return store


def test_reworded_and_dropped_are_left_out_listed_and_told_in_the_headline(own):
    # like for like: leadership 1 1 1 to 2 1 1 = 25 to 33.33; governance 2 2 2 to 2 2 1 = 50 to 41.67;
    #   evidence 1 1 3 = 41.67 both times; outcomes 0 0 both times = 0. Overall 29.17 both times.
    # kept: evidence 1 1 3 4 = 56.25 to 41.67, outcomes 0 0 4 = 33.33 to 0: overall 41.15 to 29.17: -11.98
    picture = change_picture(own, "night-time", "2024", "2026", FIFE)
    assert picture.finding == (
        "Fife: 1 of 11 questions improved from 2024 to 2026, 9 stayed the same, 1 declined; like for like 29 → 29 "
        "(no change). Had the 2 questions that are not like for like been kept, the change would read −12 instead of "
        "no change."
    )
    assert picture.left_out.sentences[0] == ("2 ratings left out, because not like for like: 1 reworded, 1 dropped.")
    assert "Dropped in 2025: Are lamps counted? Merged. Source: Note 2." in picture.left_out.sentences
    assert any(one.startswith("Reworded in 2026: Text 12?") for one in picture.left_out.sentences)
    table = picture.left_out.table
    assert table[["2024", "2026", "Why"]].to_numpy().tolist() == [
        ["Always", "Never", "reworded"],
        ["Always", "–", "dropped"],
    ]
    assert "1 reworded and 1 rated in one round only are left out" in picture.steps.basis


def test_old_ratings_of_a_criterion_that_was_taken_out_are_sound(own):
    assert own.value(f"select count(*) from current_rating where criterion_id = '{OLD}'") == 2
    assert database_problems(own) == []


def test_a_principle_with_two_questions_left_has_no_score(own):
    picture = change_picture(own, "night-time", "2024", "2026", FIFE)
    table = picture.principles.table.set_index("Measure")
    assert table.loc["Outcomes", ["Score 2024", "Score 2026"]].isna().all()
    assert table["Compared"].tolist() == [3, 3, 3, 2, 11]
    texts = [note["text"] for note in picture.principles.figure.to_plotly_json()["layout"]["annotations"]]
    assert "too few to compare" in texts


def test_the_words_of_the_wording_file_never_get_into_a_chart(own):
    for code in ("", FIFE):
        picture = change_picture(own, "night-time", "2024", "2026", code)
        assert any(MARKUP in one for one in picture.left_out.sentences)  # the page shows it as text
        for exhibit in (*picture.how_far, *picture.on_what):
            assert "onerror" not in exhibit.figure.to_json()


def test_an_area_outside_the_register_has_its_own_change_and_no_part_in_that_of_all(own):
    outside = change_picture(own, "night-time", "2024", "2026", OUTSIDE)
    assert outside.finding.startswith("Test Valley: 1 of 11 questions improved")
    everyone = change_picture(own, "night-time", "2024", "2026")
    assert everyone.finding.startswith("Only Fife was assessed in both 2024 and 2026: 1 of 11 questions improved")
    assert everyone.principles.headline == "Fife, by principle"
    assert everyone.about["Area"] == "All areas"
    assert "Test Valley" not in str([exhibit.table for exhibit in (*everyone.how_far, *everyone.on_what)])


def test_real_data_is_not_called_demonstration(own):
    picture = change_picture(own, "night-time", "2024", "2026")
    assert not picture.demo
    assert not any(exhibit.demo for exhibit in (*picture.how_far, *picture.on_what))


def test_rounds_that_share_no_area(own, tmp_path):
    own_folder = tmp_path / "other"
    own_folder.mkdir()
    lines = [f"Moray,2027,night-time,{key},3" for key in IDS]
    path = own_folder / "moray.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *lines]) + "\n", "utf-8")
    assert load(own, read_file(path, path.name, Wanted())).status == LOADED
    picture = change_picture(own, "night-time", "2026", "2027")
    assert picture.finding == "No area has an assessment of Night-time economy self-check in both 2026 and 2027."
    assert picture.principles is None


def test_too_few_for_a_score_are_still_counted(store, tmp_path):
    ids = [row.criterion_id for row in framework("safer-communities").criteria]
    lines = [f"Fife,{r},safer-communities,{key},{n}" for r, n in (("2023", 2), ("2025", 3)) for key in ids[:2]]
    path = tmp_path / "fife.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *lines]) + "\n", "utf-8")
    assert load(store, read_file(path, path.name, Wanted())).status == LOADED
    one, all_areas = (change_picture(store, "safer-communities", "2023", "2025", code) for code in (FIFE, ""))
    assert one.finding == (
        "Fife: 2 of 2 criteria improved from 2023 to 2025, 0 stayed the same, 0 declined; too few are like for like "
        "for a score."
    )
    assert one.principles.takeaway == "No score can be compared: each needs three that are like for like."
    assert one.criteria.takeaway == "2 criteria moved up, 0 down, 0 stayed the same."
    assert all_areas.finding == one.finding.replace("Fife:", "Only Fife was assessed in both 2023 and 2025:")
    assert all_areas.criteria.takeaway == one.criteria.takeaway
    assert all_areas.areas is all_areas.improved is all_areas.declined is None


@pytest.mark.parametrize("code", ["", FIFE])
def test_nothing_that_is_rated_in_both_rounds(store, tmp_path, code):
    """Assessed twice, but on different criteria: no score, and the reasons."""
    ids = [row.criterion_id for row in framework("safer-communities").criteria]
    lines = [
        f"Fife,{r},safer-communities,{key},2" for r, part in (("2023", ids[:4]), ("2025", ids[4:8])) for key in part
    ]
    path = tmp_path / "fife.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *lines]) + "\n", "utf-8")
    assert load(store, read_file(path, path.name, Wanted())).status == LOADED
    picture = change_picture(store, "safer-communities", "2023", "2025", code)
    who = "Fife" if code else "Only Fife was assessed in both 2023 and 2025"
    assert picture.finding.startswith(f"{who}: none of its criteria can be compared")
    assert picture.principles is None
    assert picture.left_out.n == 8


def test_of_three_areas_none_is_typical(store, tmp_path):
    """Fife and Moray rise on all, Angus falls: named and counted, and no chart speaks of a typical area."""
    ids = [row.criterion_id for row in framework("safer-communities").criteria]
    levels = {"Fife": (2, 3), "Moray": (1, 2), "Angus": (3, 2)}
    lines = [f"{area},{r},safer-communities,{key},{pair[n]}" for area, pair in levels.items()
             for n, r in enumerate(("2023", "2025")) for key in ids]  # fmt: skip
    path = tmp_path / "three.csv"
    path.write_text("\n".join(["area,round,framework,criterion,level", *lines]) + "\n", "utf-8")
    assert load(store, read_file(path, path.name, Wanted())).status == LOADED
    picture = change_picture(store, "safer-communities", "2023", "2025")
    assert picture.finding == (
        "Only 3 areas were assessed in both 2023 and 2025 (Angus, Fife and Moray): 2 improved on more criteria than "
        "they declined on, 1 the other way round."
    )
    said = [picture.finding, *picture.left_out.sentences, picture.principles.takeaway, picture.principles.basis]
    assert not any("the typical" in one for one in said)
    assert picture.principles.table["Change of the typical area"].isna().all()
    assert len(picture.areas.table) == 3
