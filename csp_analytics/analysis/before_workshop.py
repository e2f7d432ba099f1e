"""What to look at in a self-assessment, and what to ask, before it is talked over in a workshop.

Every check is a plain sentence about what stands in the file and a question to put to the room. None of them says that
an answer is wrong: each can have a good reason, which only the people who gave it know. The limits are ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from csp_analytics.analysis.agencies import named
from csp_analytics.analysis.crosswalk import CONTRADICT, SIDES
from csp_analytics.analysis.scores import DONT_KNOW, NOT_APPLICABLE, RATED
from csp_analytics.frameworks.model import Framework

LOOK, ASK = SEVERITIES = ("look", "ask")
NOTHING, NO_PRINCIPLE, ALIKE, UNKNOWN, BARE_TOP, COPIED, JUMPED, CONTRADICTS, ONE_AGENCY = CODES = (
    "nothing-rated", "principle-missing", "answers-alike", "many-unknown", "top-without-evidence", "evidence-copied",
    "jumped-without-evidence", "contradicts-linked", "one-agency",
)  # fmt: skip
COLUMNS = ["code", "severity", "criterion_ids", "sentence", "question"]
ALIKE_SHARE, ALIKE_FEWEST = 0.9, 5
UNKNOWN_SHARE, UNKNOWN_FEWEST = 0.2, 3
COPIED_FEWEST, COPIED_SHORT, SHORT_TEXT = 2, 3, 20
JUMP = 2
CANNOT_BE_TOLD = "Who took part cannot be told from this file: its evidence and actions name no partner."
Check = tuple[str, str, tuple[str, ...], str, str]


def checks(
    rows: pd.DataFrame,
    framework: Framework,
    *,
    principle_names: Mapping[str, str],
    changes: pd.DataFrame | None = None,
    before: str = "",
    linked: pd.DataFrame | None = None,
    defined: Mapping[str, Framework] | None = None,
    agencies: Mapping[str, Sequence[str]] | None = None,
    texts: Iterable[str] = (),
) -> pd.DataFrame:
    """Everything to look at and to ask about one assessment.

    Args:
        rows: the assessment: ``criterion_id, answer, level, evidence, action``, a row for every row of the framework
            that gets an answer.
        framework: its framework.
        principle_names: names of the principles by id.
        changes: from :func:`csp_analytics.analysis.change.criterion_change` of this area, between the round before and
            this one; None without an earlier round.
        before: name of the round before.
        linked: from :func:`csp_analytics.analysis.crosswalk.agreements` of this area, with this assessment on one side
            of each link; None without another framework.
        defined: every framework of the links, by id.
        agencies: the ways to write each partner agency, by its name; None when none are known.
        texts: what else tells who took part, such as the action plan or a note of who filled in the file.

    Returns:
        Frame of :data:`COLUMNS`, in the order of :data:`CODES`: ``severity`` is ``look`` (somebody can look it up
        before the workshop) or ``ask`` (only the room can say), ``criterion_ids`` a tuple of the criteria meant (empty
        when it is about the whole file), ``sentence`` what stands in the file, ``question`` what to ask.
    """
    rated = rows[rows["answer"] == RATED]
    if rated.empty:
        question = "Is this the right file, and were the answers saved in it?"
        return _frame([(NOTHING, LOOK, (), f"No {framework.row_word} is rated.", question)])
    found = [
        *_missing_principles(rows, framework, principle_names),
        *_answers_alike(rated, framework),
        *_many_unknown(rows, framework),
        *_top_without_evidence(rated, framework),
        *_copied(rows, framework),
        *(_jumped(rated, changes, framework, before) if changes is not None else ()),
        *(_contradictions(linked, framework, defined or {}) if linked is not None else ()),
        *(_one_agency([*rows["evidence"], *rows["action"], *texts], agencies) if agencies else ()),
    ]
    return _frame(found)


def _missing_principles(rows: pd.DataFrame, framework: Framework, names: Mapping[str, str]) -> list[Check]:
    applicable = rows[rows["answer"] != NOT_APPLICABLE]
    principle = applicable["criterion_id"].map(framework.table.set_index("criterion_id")["principle_id"])
    found = []
    for one in framework.principle_ids or principle.dropna().unique():
        under = applicable[principle == one]
        if len(under) and not (under["answer"] == RATED).any():
            name = names.get(one, one)
            sentence = f"{name}: none of its {_counted(len(under), framework)} is rated."
            question = f"Was {name} left out on purpose, or is a part of the file missing?"
            found.append((NO_PRINCIPLE, LOOK, tuple(under["criterion_id"]), sentence, question))
    return found


def _answers_alike(rated: pd.DataFrame, framework: Framework) -> list[Check]:
    counts = rated["level"].value_counts()
    level, most, n = counts.index[0], int(counts.iloc[0]), len(rated)
    if n < ALIKE_FEWEST or most < ALIKE_SHARE * n:
        return []
    label = framework.label_of(float(level))
    how_many = f"All {n}" if most == n else f"{most} of {n}"
    sentence = f"{how_many} rated {framework.row_word_plural} have the same answer, {label}."
    question = f"Which {framework.row_word} would each of you put higher than the others, and which lower?"
    if framework.is_checklist:
        question = f"Which {framework.row_word} was hardest to answer, and what would change the answer?"
    return [(ALIKE, ASK, tuple(rated.loc[rated["level"] == level, "criterion_id"]), sentence, question)]


def _many_unknown(rows: pd.DataFrame, framework: Framework) -> list[Check]:
    unknown = rows[rows["answer"] == DONT_KNOW]
    applicable = int((rows["answer"] != NOT_APPLICABLE).sum())
    if len(unknown) < UNKNOWN_FEWEST or len(unknown) < UNKNOWN_SHARE * applicable:
        return []
    sentence = f"{len(unknown)} of {_counted(applicable, framework)} are answered don't know."
    question = "Who in the room knows about them, and who else should be asked?"
    return [(UNKNOWN, ASK, tuple(unknown["criterion_id"]), sentence, question)]


def _top_without_evidence(rated: pd.DataFrame, framework: Framework) -> list[Check]:
    bare = rated[(rated["level"] == framework.highest) & _blank(rated["evidence"])]
    if bare.empty:
        return []
    top = framework.label_of(framework.highest)
    ids = tuple(bare["criterion_id"])
    verb = "stands" if len(ids) == 1 else "stand"
    sentence = f"{_counted(len(ids), framework)} {verb} at {top} with no evidence written: {_shorts(ids, framework)}."
    if _blank(rated["evidence"]).all():
        sentence = f"No evidence is written beside any answer; {_counted(len(ids), framework)} {verb} at {top}."
    question = "What could somebody from outside be shown for this?"
    return [(BARE_TOP, LOOK, ids, sentence, question)]


def _copied(rows: pd.DataFrame, framework: Framework) -> list[Check]:
    written = rows[~_blank(rows["evidence"])]
    same = written["evidence"].map(lambda text: " ".join(text.casefold().split()).strip(" .;"))
    found = []
    for text, group in written.groupby(same, sort=False):
        ids = tuple(group["criterion_id"])
        if len(ids) >= (COPIED_FEWEST if len(str(text)) >= SHORT_TEXT else COPIED_SHORT):
            beside = f"{_counted(len(ids), framework)}: {_shorts(ids, framework)}"
            question = "What does each of them have to show of its own?"
            found.append((COPIED, LOOK, ids, f"The same evidence stands beside {beside}.", question))
    return found


def _jumped(rated: pd.DataFrame, changes: pd.DataFrame, framework: Framework, before: str) -> list[Check]:
    step = {level.value: place for place, level in enumerate(framework.levels)}
    bare = set(rated.loc[_blank(rated["evidence"]), "criterion_id"])
    like = changes[changes["steps"].notna() & changes["criterion_id"].isin(bare)]
    moved = like["level_after"].map(step) - like["level_before"].map(step)
    far = like[moved.abs() >= JUMP]
    if far.empty:
        return []
    ids = tuple(far["criterion_id"])
    moves = [
        f"{framework.criterion(row.criterion_id).short} ({framework.label_of(row.level_before)} to "
        f"{framework.label_of(row.level_after)})"
        for row in far.itertuples()
    ]
    since = f"since round {before}" if before else "since the round before"
    sentence = f"{_counted(len(ids), framework)} moved {JUMP} levels or more {since}, with no evidence written: "
    question = "What happened in between, or was the question understood in another way this time?"
    return [(JUMPED, LOOK, ids, f"{sentence}{_listed(moves)}.", question)]


def _contradictions(linked: pd.DataFrame, framework: Framework, defined: Mapping[str, Framework]) -> list[Check]:
    found: list[Check] = []
    for row in linked[linked["verdict"] == CONTRADICT].to_dict("records"):
        own = next((side for side in SIDES if row[f"framework_{side}"] == framework.framework_id), "")
        if not own:
            continue
        other = SIDES[1 - SIDES.index(own)]
        theirs = defined[row[f"framework_{other}"]]
        here, there = framework.criterion(row[f"criterion_{own}"]), theirs.criterion(row[f"criterion_{other}"])
        sentence = (
            f"{here.short}: {framework.label_of(row[f'level_{own}'])} here. In {theirs.short_title} (round "
            f"{row[f'round_{other}']}) the linked {theirs.row_word}, {there.short}, is answered "
            f"{theirs.label_of(row[f'level_{other}'])}."
        )
        question = "Do the two ask about the same thing here, or has something changed from one to the other?"
        found.append((CONTRADICTS, ASK, (here.criterion_id,), sentence, question))
    return found


def _one_agency(texts: Iterable[str], agencies: Mapping[str, Sequence[str]]) -> list[Check]:
    found = named(texts, agencies)
    question = "Which partners were there when the answers were agreed, and who would answer differently?"
    if not found:
        return [(ONE_AGENCY, ASK, (), CANNOT_BE_TOLD, question)]
    if len(found) == 1:
        return [(ONE_AGENCY, ASK, (), f"The evidence and actions name one partner only: {found[0]}.", question)]
    return []


def _frame(found: Sequence[Check]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=COLUMNS, dtype=object)


def _blank(texts: pd.Series) -> pd.Series:
    return texts.fillna("").astype(str).str.strip() == ""


def _counted(number: int, framework: Framework) -> str:
    return f"{number} {framework.row_word if number == 1 else framework.row_word_plural}"


def _shorts(ids: Sequence[str], framework: Framework) -> str:
    return _listed([framework.criterion(one).short for one in ids])


def _listed(names: Sequence[str], most: int = 3) -> str:
    """``A``, ``A and B``, ``A, B, C and 4 more``."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
