"""How far a survey can be relied on: who answered, how they differ from everybody, what was left out or set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.survey_quality import percent
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures import survey_left_out
from csp_analytics.pictures import survey_quality_words as words
from csp_analytics.pictures import survey_sample as samples
from csp_analytics.pictures.survey_files import CURRENT, files_table, not_kept_table, set_aside, set_aside_table
from csp_analytics.store import survey_reading
from csp_analytics.store.connection import Store
from csp_analytics.store.survey_files import survey_files
from csp_analytics.surveys.load import survey as survey_of
from csp_analytics.surveys.model import ROLE, SECTOR

MOST_NAMED = 6
FILES, SET_ASIDE, NOT_KEPT = "Files", "Rows set aside", "Columns not kept"


@dataclass(frozen=True)
class SurveyQuality:
    """Everything that the page shows. Exhibits are None where the survey did not ask or nobody said."""

    finding: str
    cards: list[dict[str, str]]
    response: Exhibit | None
    sample: Exhibit | None
    roles: Exhibit | None
    sectors: Exhibit | None
    left_out: Exhibit | None
    dropped: str
    tables: dict[str, pd.DataFrame]
    basis: str
    demo: bool

    @property
    def exhibits(self) -> list[Exhibit]:
        """Those that are there, in the order of the page."""
        return [one for one in (self.response, self.sample, self.roles, self.sectors, self.left_out) if one]


def survey_quality(store: Store, definition: str, round_: str, grouping_id: str) -> SurveyQuality:
    """The picture of one survey in one round.

    Args:
        store: where from.
        definition: id of the survey definition.
        round_: the round.
        grouping_id: the kinds of area by which those who answered are set beside everybody; a fixed grouping.
    """
    survey = survey_of(definition)
    answered = samples.answered(store, definition, round_)
    files = survey_files(store, definition, round_)
    demo = survey_reading.rests_on_demo(store, definition, round_)
    n_people = "too few people to say how many" if answered.n_people is None else words.people(answered.n_people)
    basis = f"{survey.title}, round {round_}: {n_people}."
    about = {"Survey": definition, "Round": round_}
    left_out = survey_left_out.left_out(store, survey, answered)
    made = {
        "response": samples.response(answered, basis=basis, demo=demo),
        "sample": samples.beside_everybody(answered, grouping_id, basis=basis, demo=demo),
        "roles": samples.who(survey, answered, ROLE, basis=basis, demo=demo),
        "sectors": samples.who(survey, answered, SECTOR, basis=basis, demo=demo),
        "left_out": survey_left_out.exhibit(left_out, basis=basis, demo=demo),
    }
    return SurveyQuality(
        finding=words.finding(
            survey.title, round_, answered.n_people, answered.asked, answered.who.n_areas, answered.who.of_areas
        ),
        cards=_cards(answered, files, left_out),
        **{name: replace(one, about=about, source=survey.title) if one else None for name, one in made.items()},
        dropped=_dropped(files),
        tables={
            FILES: files_table(files, with_numbers=answered.n_people is not None),
            SET_ASIDE: set_aside_table(files),
            NOT_KEPT: not_kept_table(files),
        },
        basis=basis,
        demo=demo,
    )


def _cards(answered: samples.Answered, files: pd.DataFrame, left_out: pd.DataFrame) -> list[dict[str, str]]:
    aside = set_aside(files)
    rows = sum(aside.values())
    gone = f"{count(rows, 'more row')} set aside: {listed([f'{n:,} {why}' for why, n in aside.items()])}."
    nobody = answered.areas.loc[answered.areas["nobody"], "name"]
    n_people = "–" if answered.n_people is None else f"{answered.n_people:,}"
    asked = f"of {answered.asked:,} asked" if answered.asked else ""
    everybody = "Of everybody who could have answered."
    unknown = "How many could have answered is not known: load the numbers of posts."
    where = (
        words.NOT_EVERY_AREA
        if not answered.every_area
        else f"Nobody in {listed(nobody, most=MOST_NAMED)}."
        if len(nobody)
        else "At least one person in every area."
    )
    cards = [
        _card("People who answered", n_people, "", gone if rows else "No row was set aside."),
        _card("Response rate", percent(answered.who.response_rate), asked, everybody if asked else unknown),
        _card("Areas with an answer", f"{answered.who.n_areas}", f"of {answered.who.of_areas}", where),
    ]
    if len(left_out):
        most = left_out.loc[left_out["share"].idxmax()]
        named = f"{most['title']}." if most["share"] >= words.SELDOM else "Nearly everybody answered every question."
        cards.append(_card("Left out most", percent(most["share"]), "on average", named))
    return cards


def _card(name: str, number: str, unit: str, rest: str) -> dict[str, str]:
    return {"name": name, "number": number, "unit": unit, "rest": rest}


def _dropped(files: pd.DataFrame) -> str:
    """What was not taken of the files, in a sentence or two: never what stood in it."""
    aside = [f"{n:,} {why}" for why, n in set_aside(files).items()]
    kept_out = [f"'{heading}'" for heading in not_kept_table(files)["Heading"].drop_duplicates()]
    rows = f"Rows set aside: {listed(aside)}." if aside else "No row was set aside."
    columns = f" Columns not kept: {listed(kept_out, most=MOST_NAMED)}." if kept_out else " Every column was kept."
    old = int((files["status"] != CURRENT).sum())
    return rows + columns + (f" {count(old, 'earlier file')} of this survey gave way to a newer one." if old else "")
