"""What holds of every assessment: the layout, the order of rows and the way to write a level change nothing."""

import csv
import io
import random

import pandas as pd
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from csp_analytics.frameworks.load import framework
from csp_analytics.ingest.recognise import read_file

ONE = framework("safer-communities")
IDS = [criterion.criterion_id for criterion in ONE.criteria]
AREAS = {"Fife": "S12000047", "Western Isles": "S12000013", "S12000020": "S12000020"}
WRITTEN = {"not applicable": ("n/a", "Not applicable"), "don't know": ("DK", "?"), "missing": ("", "-")}
answers = st.one_of(
    st.sampled_from([(answer, None) for answer in WRITTEN]),
    st.sampled_from([("rated", float(n)) for n in (1, 2, 3, 4)]),
)
tables = st.dictionaries(st.sampled_from(list(AREAS)), st.lists(answers, min_size=37, max_size=37), min_size=1)


def written(answer: str, level: float | None, chance: random.Random) -> str:
    """One of the ways to write an answer."""
    if level is None:
        return chance.choice(WRITTEN[answer])
    label = ONE.label_of(level)
    return chance.choice([label, label.upper(), str(int(level)), f"{int(level)} - {label}", f"{label} ({int(level)})"])


def as_csv(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def expected(table: dict[str, list[tuple[str, float | None]]]) -> pd.DataFrame:
    rows = [
        (AREAS[area], one, answer, level)
        for area, given_ in table.items()
        for one, (answer, level) in zip(IDS, given_, strict=True)
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "criterion_id", "answer", "level"])
    return frame.astype({"level": "float64"}).sort_values(["area_code", "criterion_id"], ignore_index=True)


def loaded(content: bytes) -> pd.DataFrame:
    rating = read_file(content, "a.csv").tables["rating"]
    assert set(zip(rating["framework"], rating["round"], strict=True)) == {("safer-communities", "2025")}
    columns = ["area_code", "criterion_id", "answer", "level"]
    return rating[columns].sort_values(["area_code", "criterion_id"], ignore_index=True)


@settings(max_examples=40, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_a_long_table_in_any_order_and_a_national_return_say_the_same(table, chance):
    assume(all(any(answer != "missing" for answer, _ in given_) for given_ in table.values()))
    long = [
        [area, "2025", "Safer Communities", one, written(*answer, chance)]
        for area, given_ in table.items()
        for one, answer in zip(IDS, given_, strict=True)
    ]
    chance.shuffle(long)
    national = [[area, "2025", *(written(*answer, chance) for answer in given_)] for area, given_ in table.items()]
    header = ["Area", "Round", "Framework", "Criterion", "Level"]
    for content in (as_csv([header, *long]), as_csv([["Council", "Year", *IDS], *national])):
        pd.testing.assert_frame_equal(loaded(content), expected(table))


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(0, 36), st.sampled_from(["5", "Doing wel", "75%", "3.5", "#REF!", "1-2", "02/01/2025"]))
def test_one_wrong_cell_anywhere_refuses_the_file_and_is_named(table, place, wrong):
    plain = {area: [level or WRITTEN[answer][0] for answer, level in given_] for area, given_ in table.items()}
    rows = [[area, "2025", *levels] for area, levels in plain.items()]
    rows[-1][2 + place] = wrong
    reading = read_file(as_csv([["Council", "Year", *IDS], *rows]), "a.csv")
    letters = [chr(65 + n) for n in range(26)] + [f"A{chr(65 + n)}" for n in range(26)]
    (error,) = [problem for problem in reading.problems if problem.severity == "error"]
    assert (error.cell, error.found) == (f"{letters[2 + place]}{len(rows) + 1}", wrong)
    assert reading.tables == {}
