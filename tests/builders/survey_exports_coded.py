"""The made-up questionnaire as tools with codes write it: Qualtrics, LimeSurvey and Jisc Online Surveys."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from tests.builders.survey_exports import (
    AREA,
    AREAS,
    CONFIDENCE,
    HELP,
    LEVELS,
    OTHER,
    PEOPLE,
    SKILL_OPTIONS,
    SKILLS,
    STATEMENTS,
    TRAINED,
    YEARS,
    Person,
    Rows,
    Truth,
    about,
    csv_bytes,
)
from tests.builders.survey_exports_one_row import book_bytes

QUALTRICS_META = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "IPAddress": "IP Address",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name",
    "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference",
    "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}
# Status (as text, as a number), finished (as text, as a number): who finished, who did not, and who was no respondent.
REAL, UNFINISHED = ("IP Address", 0, "True", 1), ("IP Address", 0, "False", 0)
PREVIEW, SPAM = ("Survey Preview", 1, "True", 1), ("Spam", 8, "True", 1)
SET_ASIDE = {"unfinished": 1, "test": 2}
QUALTRICS_PERSONAL = ("IP Address", "Recipient Last Name", "Recipient First Name", "Recipient Email")
QUALTRICS_PERSONAL += ("Location Latitude", "Location Longitude")

_AREA_NUMBER = {one: str(n) for n, one in enumerate(AREAS, start=1)}
_LEVEL_NUMBER = {one: str(n) for n, one in enumerate(LEVELS, start=1)}


def _qualtrics_meta(person: Person, kind: tuple[str, int, str, int], numeric: bool) -> list[object]:
    status, finished = (kind[1], kind[3]) if numeric else (kind[0], kind[2])
    start, end = str(person.started), str(person.ended)
    known: list[object] = [start, end, status, person.address, 100 if kind[3] else 40, 360, finished, end]
    known += [f"R_{person.number:02d}xYz8kLmN0pQ", f"Example{person.number:02d}", "Ailsa", person.email, None]
    return [*known, f"56.{person.number:02d}4", f"-3.{person.number:02d}7", "anonymous", "EN"]


def _qualtrics_answers(person: Person, numeric: bool, split: bool) -> list[object]:
    area: object = _AREA_NUMBER[person.area] if numeric else person.area
    picked = [*person.skills, *([OTHER] if person.typed else [])]
    every = (*SKILL_OPTIONS, OTHER)
    skills: list[object] = [("1" if numeric else one) if one in picked else None for one in every]
    if not split:
        joined = (str(every.index(one) + 1) if numeric else one for one in every if one in picked)
        skills = [",".join(joined) or None]
    levels: list[object] = [_LEVEL_NUMBER[one] if numeric and one else one for one in person.confidence]
    return [area, *skills, person.typed or None, *levels, person.years, person.help, person.trained]


def _qualtrics_headings(dash: str, split: bool) -> tuple[list[str], list[str], list[str]]:
    every = (*SKILL_OPTIONS, OTHER)
    chosen = f"{dash}Selected Choice" if dash == " - " else ""
    columns = {"Q1": (f"Please read this first,\nthen answer.\n\n{AREA}", "QID1")}
    if split:
        columns |= {f"Q2_{n}": (f"{SKILLS}{chosen}{dash}{one}", f"QID2_{n}") for n, one in enumerate(every, start=1)}
    else:
        columns |= {"Q2": (f"{SKILLS}{chosen}", "QID2")}
    columns |= {"Q2_5_TEXT": (f"{SKILLS}{dash}{OTHER}{dash}Text", "QID2_5_TEXT")}
    columns |= {f"Q3_{n}": (f"{CONFIDENCE}{dash}{one}", f"QID3_{n}") for n, one in enumerate(STATEMENTS, start=1)}
    columns |= {"Q4": (YEARS, "QID4_TEXT"), "Q5": (HELP, "QID5_TEXT"), "Q6": (TRAINED, "QID6_TEXT")}
    texts, ids = zip(*columns.values(), strict=True)
    return list(columns), list(texts), list(ids)


def _qualtrics_rows(numeric: bool, split: bool, dash: str = " - ") -> Rows:
    codes, texts, ids = _qualtrics_headings(dash, split)
    tags = [name[0].lower() + name[1:] for name in QUALTRICS_META] + ids
    rows: Rows = [[*QUALTRICS_META, *codes], [*QUALTRICS_META.values(), *texts], [_import_id(tag) for tag in tags]]
    kinds = [*((p, REAL) for p in PEOPLE), (PEOPLE[3], UNFINISHED), (PEOPLE[4], PREVIEW), (PEOPLE[5], SPAM)]
    rows += [[*_qualtrics_meta(p, kind, numeric), *_qualtrics_answers(p, numeric, split)] for p, kind in kinds]
    return rows


def _import_id(tag: str) -> str:
    return json.dumps({"ImportId": tag}, separators=(",", ":"))


def _qualtrics_columns(split: bool, first: int) -> dict[str, Sequence[int]]:
    skills = range(first + 1, first + (6 if split else 2))
    after = skills[-1] + 2
    places: dict[str, Sequence[int]] = {"area": [first], "skills": list(skills)[:4] if split else [first + 1]}
    places |= {"confidence": [after, after + 1, after + 2], "years": [after + 3], "help": [after + 4]}
    return {**places, "trained": [after + 5]}


def _qualtrics(
    file: str,
    write: Callable[[Rows], bytes],
    *,
    numeric: bool = False,
    split: bool = True,
    rows: int = 3,
    sheet: str = "",
) -> Truth:
    table = _qualtrics_rows(numeric, split)
    words = {}
    if numeric:
        words = {**_AREA_NUMBER, **_LEVEL_NUMBER}
        words |= {} if split else {one: str(n) for n, one in enumerate(SKILL_OPTIONS, start=1)}
    other_code = ("5",) if numeric and not split else ()
    places = _qualtrics_columns(split, 17)
    headers = {"area": f"Please read this first, then answer. {AREA}"}
    asked = about(places, headers=headers, words=words, other=[places["confidence"][0] - 1], in_cell=other_code)
    data = write(table[:rows] + table[3:])
    return Truth(file, data, "qualtrics", rows, asked, set_aside=SET_ASIDE, personal=QUALTRICS_PERSONAL, sheet=sheet)


def qualtrics() -> Truth:
    """Qualtrics CSV: three rows of headings, words, one column per option."""
    return _qualtrics("Skills_April 4, 2025.csv", csv_bytes)


def qualtrics_numbers() -> Truth:
    """The same with numbers in place of words; an option that was ticked is 1."""
    return _qualtrics("Skills_April 4, 2025.csv", csv_bytes, numeric=True)


def qualtrics_unsplit() -> Truth:
    """All options of a person in one cell, commas between them and inside them."""
    return _qualtrics("Skills.csv", csv_bytes, split=False)


def qualtrics_numbers_unsplit() -> Truth:
    """Numbers of all options in one cell: 1,2,3 is no hundred and twenty-three."""
    return _qualtrics("Skills.csv", csv_bytes, numeric=True, split=False)


def qualtrics_tab() -> Truth:
    """Tab-separated, UTF-16, as Qualtrics writes it for Excel."""
    return _qualtrics("Skills.tsv", lambda rows: csv_bytes(rows, delimiter="\t", encoding="utf-16"))


def qualtrics_workbook() -> Truth:
    """The workbook: two rows of headings on Sheet0."""
    return _qualtrics("Skills.xlsx", lambda rows: book_bytes(rows, "Sheet0"), rows=2, split=False, sheet="Sheet0")


def qualtrics_legacy() -> Truth:
    """The export of before 2017: V1 to V10 above their names, a byte order mark, numbers, single dashes."""
    codes, texts, _ = _qualtrics_headings("-", True)
    names = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status"]
    names += ["StartDate", "EndDate", "Finished"]
    tail = ["LocationLatitude", "LocationLongitude", "LocationAccuracy"]
    rows: Rows = [[*(f"V{n}" for n in range(1, 11)), *codes, *tail], [*names, *texts, *tail]]
    for p, kind in [*((p, REAL) for p in PEOPLE), (PEOPLE[3], UNFINISHED)]:
        meta = [f"R_{p.number:02d}xYz8kLmN0pQ", "Default Response Set", p.name, None, p.email, p.address, kind[1]]
        meta += [str(p.started), str(p.ended), kind[3]]
        rows.append([*meta, *_qualtrics_answers(p, True, True), "56.1", "-3.2", "-1"])
    places = _qualtrics_columns(True, 10)
    headers = {"area": f"Please read this first, then answer. {AREA}"}
    asked = about(places, headers=headers, words={**_AREA_NUMBER, **_LEVEL_NUMBER}, other=[16])
    personal = ("Name", "EmailAddress", "IPAddress", "LocationLatitude", "LocationLongitude")
    data = csv_bytes(rows, encoding="utf-8-sig")
    return Truth("Skills.csv", data, "qualtrics-legacy", 2, asked, set_aside={"unfinished": 1}, personal=personal)


ENGLISH = ["Response ID", "Date submitted", "Last page", "Start language", "Seed", "Date started", "Date last action"]
FRENCH = ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ", "Tête de série"]
FRENCH += ["Date de lancement", "Date de la dernière action"]
PLAIN_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp"]


def _lime_headings(style: str) -> list[str]:
    skills = [*zip((f"SQ00{n}" for n in range(1, 5)), SKILL_OPTIONS, strict=True), ("other", "Other")]
    items = [("Q1", "", AREA, ""), *(("Q2", code, SKILLS, sub) for code, sub in skills)]
    items += [("Q3", f"SQ00{n}", CONFIDENCE, one) for n, one in enumerate(STATEMENTS, start=1)]
    items += [("Q4", "", YEARS, ""), ("Q5", "", HELP, ""), ("Q6", "", TRAINED, "")]
    codes = [f"{code}[{sub}]" if sub else code for code, sub, _, _ in items]
    texts = [f"{text} [{sub}]" if sub else text for _, _, text, sub in items]
    both = [f"{code}. {text}" for code, text in zip(codes, texts, strict=True)]
    return {"code": codes, "full": texts, "codetext": both}[style]


def _lime_rows(meta: Sequence[str], style: str, coded: bool, yes: str, no: str | None) -> Rows:
    rows: Rows = [[*meta, *_lime_headings(style)]]
    for p, finished in [*((p, True) for p in PEOPLE), (PEOPLE[2], False)]:
        about_it = [
            p.number + 40,
            str(p.ended) if finished else None,
            3 if finished else 1,
            "en",
            912_000_000 + p.number,
        ]
        ticks = [yes if one in p.skills else no for one in SKILL_OPTIONS] if p.skills else [None] * 4
        levels = [f"A{_LEVEL_NUMBER[one]}" if coded and one else one for one in p.confidence]
        area = f"A{_AREA_NUMBER[p.area]}" if coded else p.area
        day = f"{p.trained} 00:00:00" if p.trained else None
        answers = [area, *ticks, p.typed or None, *levels, p.years, p.help, day]
        rows.append([*about_it, str(p.started), str(p.ended), *answers])
    return rows


def _lime(file: str, data: bytes, *, coded: bool = False, style: str = "full", sheet: str = "") -> Truth:
    columns = {"area": [7], "skills": [8, 9, 10, 11], "confidence": [13, 14, 15], "years": [16], "help": [17]}
    words = {}
    headers: dict[str, str] = {}
    if coded:
        words = {one: f"A{n}" for known in (_AREA_NUMBER, _LEVEL_NUMBER) for one, n in known.items()}
    if style == "code":
        words |= {one: f"SQ00{n}" for listed in (SKILL_OPTIONS, STATEMENTS) for n, one in enumerate(listed, start=1)}
        headers = {"area": "Q1", "skills": "Q2", "confidence": "Q3", "years": "Q4", "help": "Q5", "trained": "Q6"}
    asked = about({**columns, "trained": [18]}, words=words, headers=headers, other=[12])
    return Truth(file, data, "limesurvey", 1, asked, set_aside={"unfinished": 1}, sheet=sheet)


def _lime_csv(rows: Rows) -> bytes:
    return csv_bytes(rows, delimiter=";", encoding="utf-8-sig", quoting=csv.QUOTE_ALL, ending="\r\n")


def limesurvey() -> Truth:
    """LimeSurvey: whole questions as headings, answers in words, Yes and No."""
    return _lime("results-survey4914.csv", _lime_csv(_lime_rows(ENGLISH, "full", False, "Yes", "No")))


def limesurvey_codes() -> Truth:
    """Codes as headings and as answers, Y or nothing, as the interface for programs gives it."""
    rows = _lime_rows(PLAIN_CODES, "code", True, "Y", None)
    return _lime("results-survey4914.csv", _lime_csv(rows), coded=True, style="code")


def limesurvey_code_and_text() -> Truth:
    """Code and question together as heading."""
    meta = [f"{code}. {text}" for code, text in zip(PLAIN_CODES, ENGLISH, strict=True)]
    rows = _lime_rows(meta, "codetext", False, "Yes", "No")
    return _lime("results-survey4914.csv", _lime_csv(rows), style="codetext")


def limesurvey_french() -> Truth:
    """A workbook of a French account: its own columns have French names."""
    rows = _lime_rows(FRENCH, "full", False, "Oui", "Non")
    return _lime("results-survey4914.xlsx", book_bytes(rows, "Worksheet"), sheet="Worksheet")


def jisc() -> Truth:
    """Jisc Online Surveys: codes alone, every cell quoted, and the key that explains them."""
    skills = [f"Q2_{n}" for n in range(1, 5)]
    statements = [f"Q3_{n}_a" for n in range(1, 4)]
    rows: Rows = [["URN", "Q1", *skills, "Q2_a", "Q3", *statements, "Q4", "Q5", "Q6", "CompletionDate"]]
    for p in PEOPLE:
        ticks = [int(one in p.skills) for one in SKILL_OPTIONS]
        levels = [_LEVEL_NUMBER[one] if one else None for one in p.confidence]
        day = p.trained.isoformat() if p.trained else None
        answers = [_AREA_NUMBER[p.area], *ticks, p.typed or None, None, *levels, p.years, p.help, day]
        rows.append([f"638954-638945-654616{p.number:02d}", *answers, p.ended.date().isoformat()])
    columns = {"area": [1], "skills": [2, 3, 4, 5], "confidence": [8, 9, 10], "years": [11], "help": [12]}
    asked = about({**columns, "trained": [13]}, other=[6])
    # Noughts of a person who answered the questions beside it: asked, and nothing ticked.
    asked["skills"] = replace(asked["skills"], answered=24)
    data = csv_bytes(rows, quoting=csv.QUOTE_ALL)
    return Truth("results-for-skills-2025-04-30-0807.csv", data, "jisc-online-surveys", 1, asked, key=_jisc_key())


def _jisc_key() -> bytes:
    rows: Rows = [["URN", "Unique Response Number"], ["Q1", AREA], *_numbered(AREAS), ["Q2", SKILLS]]
    rows += [*_numbered(SKILL_OPTIONS), ["Q2_a", OTHER], ["Q3", CONFIDENCE]]
    for n, one in enumerate(STATEMENTS, start=1):
        rows += [[f"Q3_{n}_a", one], *_numbered(LEVELS)]
    rows += [["Q4", YEARS], ["Q5", HELP], ["Q6", TRAINED], ["CompletionDate", "Submission date"]]
    return csv_bytes(rows, quoting=csv.QUOTE_ALL)


def _numbered(options: Sequence[str]) -> Rows:
    return [[n, one] for n, one in enumerate(options, start=1)]
