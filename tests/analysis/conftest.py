"""A made-up framework and ratings in shorthand, so that a test shows its numbers on one line."""

from collections.abc import Callable

import pandas as pd
import pytest

from csp_analytics.frameworks.model import Criterion, Facet, Framework, Group, Level

MARKS = {"-": "not applicable", "?": "don't know", ".": "missing"}


@pytest.fixture(scope="session")
def made_up() -> Callable[..., Framework]:
    """``made_up({"leadership": 4, "evidence": 3})``: that many criteria a principle.

    The first two criteria of every principle belong to the group ``early``, the others to ``late``; odd ones have the
    facet value ``odd``, even ones ``even``.
    """

    def make(sizes: dict[str, int], levels: tuple[int, ...] = (1, 2, 3, 4), kind: str = "levels") -> Framework:
        rows = []
        for principle, size in sizes.items():
            for number in range(1, size + 1):
                name = f"toy.{principle}.{number:02}"
                rows.append(
                    Criterion(
                        criterion_id=name,
                        order=len(rows) + 1,
                        kind="criterion",
                        rated=True,
                        parent_id="",
                        group_id="early" if number <= 2 else "late",
                        principle_id=principle,
                        short=name,
                        text=f"About {name}.",
                        skills=False,
                        applies_to="",
                        source_document="doc",
                        source_section="1",
                        source_position=f"bullet {number}",
                        assigned_by="project",
                        facets={"side": "odd" if number % 2 else "even"},
                    )
                )
        return Framework(
            framework_id="toy",
            title="Toy",
            short_title="Toy",
            description="",
            publisher="",
            year="2026",
            documents={"doc": "A document"},
            row_word="criterion",
            row_word_plural="criteria",
            group_word="theme",
            scale_kind=kind,
            scale_note="",
            similar_within_levels=0.5,
            levels=tuple(Level(value, f"Level {value}") for value in levels),
            groups=(Group("early", "Early", 1), Group("late", "Late", 2)),
            facets=(Facet("side", "Side", "", {"odd": "Odd", "even": "Even"}),),
            signposts=(),
            rows=tuple(rows),
        )

    return make


@pytest.fixture(scope="session")
def rated() -> Callable[..., pd.DataFrame]:
    """``rated({"X": {"leadership": "4 3 - ?"}})``: a ratings frame from one mark a criterion, in order.

    A number is a level, ``-`` not applicable, ``?`` don't know, ``.`` blank.
    """

    def make(areas: dict[str, dict[str, str]], round_: str = "2025") -> pd.DataFrame:
        rows = [
            {
                "area_code": area,
                "round": round_,
                "criterion_id": f"toy.{principle}.{number:02}",
                "answer": MARKS.get(mark, "rated"),
                "level": float("nan") if mark in MARKS else float(mark),
            }
            for area, principles in areas.items()
            for principle, marks in principles.items()
            for number, mark in enumerate(marks.split(), start=1)
        ]
        return pd.DataFrame(rows)

    return make
