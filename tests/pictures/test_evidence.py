"""What stands behind a cell is what the database holds, and nothing that is no cell can be opened."""

import pytest

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import framework
from csp_analytics.pictures.evidence import evidence, evidence_at_level, is_cell

FIFE = "S12000047"
GROUP = "family-people"
SAFER = framework("safer-communities")
FIRST = SAFER.criteria[0].criterion_id
AREAS = frozenset({FIFE, "outside:town"})


def rows_of(store, criterion):
    return store.frame(
        "select area_code, answer, level::double as level, coalesce(evidence, '') as evidence, "
        "coalesce(action, '') as action, source_file from current_rating where framework = 'safer-communities' "
        "and round = '2025' and criterion_id = $criterion",
        {"criterion": criterion},
    ).set_index("area_code")


@pytest.mark.parametrize("criterion", [row.criterion_id for row in SAFER.criteria[:3]])
def test_one_answer_with_its_texts_and_its_file(demo_store, criterion):
    said = rows_of(demo_store, criterion).loc[FIFE]

    found = evidence(demo_store, "safer-communities", "2025", GROUP, f"{FIFE}.{criterion}", published=False)

    (entry,) = found.entries
    assert (entry.area, entry.evidence, entry.action) == ("Fife", said["evidence"], said["action"])
    assert entry.answer == (SAFER.label_of(said["level"]) if said["answer"] == "rated" else "Not answered")
    assert entry.origin.startswith(f"{said['source_file']}, loaded ")
    assert found.title == f"Fife: {SAFER.by_id[criterion].short}"
    assert found.wording == SAFER.by_id[criterion].text
    assert found.demo


@pytest.mark.parametrize("published", [False, True])
def test_how_many_others_say_what(demo_store, published):
    rows = rows_of(demo_store, FIRST)
    group = {"S12000005", "S12000006", "S12000014", "S12000028", "S12000029", "S12000038", "S12000040"}
    peers = rows[rows.index.isin(group | ({FIFE} if published else set()))]

    counts = evidence(demo_store, "safer-communities", "2025", GROUP, f"{FIFE}.{FIRST}", published=published).counts

    national, theirs = f"All areas ({len(rows)})", f"Peers of Fife ({len(peers)})"
    assert counts.columns.tolist() == ["Answer", national, theirs]
    by_answer = counts.set_index("Answer")
    for level in SAFER.levels:
        assert by_answer.loc[level.label, national] == (rows["level"] == level.value).sum()
        assert by_answer.loc[level.label, theirs] == (peers["level"] == level.value).sum()
    assert counts[national].sum() == len(rows)
    assert counts[theirs].sum() == len(peers)


@pytest.mark.parametrize("level", ["1", "2", "3", "4", "none"])
def test_the_areas_behind_a_count(demo_store, level):
    rows = rows_of(demo_store, FIRST)
    there = rows[rows["answer"] != "rated"] if level == "none" else rows[rows["level"] == float(level)]

    found = evidence_at_level(demo_store, "safer-communities", "2025", GROUP, FIFE, "all", f"level-{level}.{FIRST}")

    names = register().names
    assert [entry.area for entry in found.entries] == sorted(names[code] for code in there.index)
    assert {entry.area: entry.evidence for entry in found.entries} == {
        names[code]: there.loc[code, "evidence"] for code in there.index
    }
    assert found.table["Evidence"].tolist() == [entry.evidence for entry in found.entries]
    assert f": {len(there)} area" in found.title


def test_a_count_of_the_own_group_opens_the_own_group(demo_store):
    everyone, own = (
        evidence_at_level(demo_store, "safer-communities", "2025", GROUP, FIFE, shown, f"level-3.{FIRST}").entries
        for shown in ("all", "own")
    )

    assert 0 < len(own) < len(everyone)
    assert set(own) < set(everyone)


@pytest.mark.parametrize(
    "cell", [f"{FIFE}.{FIRST}", f"outside:town.{FIRST}", f"level-1.{FIRST}", f"level-none.{FIRST}"]
)
def test_what_is_a_cell(cell):
    assert is_cell(cell, "safer-communities", AREAS)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        ".",
        FIFE,
        f"{FIFE}.",
        f"S12000020.{FIRST}",  # not assessed
        f"level-5.{FIRST}",
        f"{FIFE}.hallmarks.lead.01.01",
        f"{FIFE}.<script>",
        "excellence.leadership.01.01",
    ],
)
def test_what_is_none(cell):
    assert not is_cell(cell, "safer-communities", AREAS)


def test_a_prompt_that_is_not_rated_is_no_cell():
    prompt = next(row for row in framework("excellence").rows if not row.rated)

    assert not is_cell(f"{FIFE}.{prompt.criterion_id}", "excellence", AREAS)
