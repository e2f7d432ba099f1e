"""What is told of a survey while it is loaded: counts and headings, never what a person typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from csp_analytics.areas.register import register
from csp_analytics.ingest.surveys.matching import Matching, Proposal, Unmatched
from csp_analytics.ingest.surveys.option_matching import SIMILAR, OptionMatch
from csp_analytics.ingest.surveys.options_of_target import TargetOptions
from csp_analytics.ingest.surveys.questionnaire import META, UNFINISHED, Questionnaire
from csp_analytics.ingest.surveys.survey_tables import Answers
from csp_analytics.problems import ERROR, NOTE, WARNING, Problem
from csp_analytics.surveys.model import ABOUT_RESPONDENT, AREA, Survey

MOST_NAMED = 6
HOW_TO_CONFIRM = (
    "Look at the matching on the page Load a survey, or write it to a file (inspect FILE --mapping-out M.json), "
    "correct it and import with --mapping M.json."
)


def mapping_problems(q: Questionnaire, matchings: Sequence[Matching]) -> list[Problem]:
    """Entries of a mapping that mean nothing: an error each, for nothing is guessed in their place."""
    advice = "Correct the mapping."
    return [
        Problem(
            ERROR, q.file, found=said, expected="a question of the survey definition", advice=advice, code="mapping"
        )
        for one in matchings
        for said in one.problems
    ]


def nobody(q: Questionnaire) -> Problem:
    """Why a questionnaire is refused that nobody answered."""
    return Problem(
        ERROR,
        q.file,
        sheet=q.sheet,
        found="no row with answers",
        expected="headings, and one row for each person below them",
        advice="Check that this is the export of the answers. If it is, say which sheet and how many heading rows.",
        code="no-respondent",
    )


def not_taken(q: Questionnaire, matchings: Sequence[Matching]) -> list[Problem]:
    """Columns of the form that no survey takes, by heading, so that what is left out is seen."""
    if not matchings:
        return []
    left = set.intersection(*({one.columns for one in matching.unmatched} for matching in matchings))
    left = {one for one in left if one}
    headings = [one.heading for one in matchings[0].unmatched if one.columns in left and one.heading]
    if not headings:
        return []
    more = f"; and {len(headings) - MOST_NAMED} more" if len(headings) > MOST_NAMED else ""
    advice = f"They answer no question of ours: {'; '.join(map(_short, headings[:MOST_NAMED]))}{more}. {HOW_TO_CONFIRM}"
    columns = "1 column" if len(headings) == 1 else f"{len(headings):,} columns"
    return [Problem(NOTE, q.file, sheet=q.sheet, found=f"{columns} left out", advice=advice, code="columns-left-out")]


def nothing_of_ours(q: Questionnaire, matchings: Sequence[Matching]) -> Problem:
    """Why a questionnaire is refused that asks nothing of ours: what it is, and what comes nearest."""
    types = Counter(question.type for question in q.questions if question.type != META and not question.personal)
    asked = ", ".join(f"{n} {type_}" for type_, n in types.most_common()) or "none"
    near = [
        f"'{_short(one.heading)}' for {target} ({score:.0f})"
        for matching in matchings
        for one, target, score in _nearest(matching)
    ]
    nearest = f"Nearest: {'; '.join(near[:MOST_NAMED])}. " if near else ""
    return Problem(
        ERROR,
        q.file,
        sheet=q.sheet,
        found=f"a questionnaire ({q.layout}) of {q.respondents:,} people",
        expected="at least one question of " + ", ".join(one.survey.survey_id for one in matchings),
        advice=f"Its questions by type: {asked}. {nearest}{HOW_TO_CONFIRM}",
        code="not-ours",
    )


def _nearest(matching: Matching) -> Iterator[tuple[Proposal | Unmatched, str, float]]:
    name = matching.survey.survey_id
    for one in matching.similar():
        if one.target not in ABOUT_RESPONDENT and not one.block:
            yield one, f"{name}: {one.target}", one.score
    for other in matching.unmatched:
        if other.candidates and other.candidates[0][0] not in ABOUT_RESPONDENT:
            yield other, f"{name}: {other.candidates[0][0]}", other.candidates[0][1]


def left_out(q: Questionnaire, answers: Answers) -> list[Problem]:
    """What of a definition was not taken: what is only similar, and answers that mean nothing to us."""
    matching = answers.matching
    told = _similar_columns(q, matching)
    told += [problem for one in matching.options.values() for problem in _options(q, matching, one, answers)]
    lost = q.respondents - int(answers.answered.sum())
    if lost:
        found = f"{lost:,} of {q.respondents:,} respondents answered no question of '{matching.survey.survey_id}'"
        told.append(
            Problem(NOTE, q.file, sheet=q.sheet, found=found, advice="They are not counted.", code="no-answers")
        )
    return told


def _similar_columns(q: Questionnaire, matching: Matching) -> list[Problem]:
    """Columns that are like a question of ours and were not confirmed; the rows of a block are told with it."""
    waiting = list(matching.similar())
    blocks = {one.key for one in waiting}
    return [
        Problem(
            WARNING,
            q.file,
            sheet=q.sheet,
            found=one.heading,
            expected=f"the words of '{_in_words(matching.survey, one.target)}'",
            advice=f"They are {one.score:.0f} of 100 alike. The column was left out. {HOW_TO_CONFIRM}",
            code="similar-column",
        )
        for one in waiting
        if one.block not in blocks or not one.block
    ]


def _options(q: Questionnaire, matching: Matching, found: TargetOptions, answers: Answers) -> list[Problem]:
    """Answers to one question that were left out: similar to ours, unknown, or saying that there is none."""
    told = []
    if waiting := [one for one in found.matches if one.how == SIMILAR]:
        named = [
            f"'{_short(one.written)}' is like '{_meaning(matching.survey, found, one.meaning)}' ({one.score:.0f})"
            for one in waiting
        ]
        told.append(_left(q, matching, found, f"{len(waiting)} answers like ours", named, "similar-answer"))
    if lost := answers.lost.get(found.target, 0):
        named = [_unknown(one, found) for one in found.unmatched]
        if found.hidden:
            named.append(f"{found.hidden:,} in words that fewer than five people used")
        if named:
            told.append(_left(q, matching, found, f"{lost:,} answers that are not ours", named, "unknown-answer"))
    if no := answers.no_answer.get(found.target, 0):
        found_words = f'{_in_words(matching.survey, found.target)}: {no:,} answers such as "don\'t know"'
        advice = "They count as no answer, as do those that the matching leaves out."
        told.append(Problem(NOTE, q.file, sheet=q.sheet, found=found_words, advice=advice, code="no-answer"))
    return told


def _meaning(survey: Survey, found: TargetOptions, meaning: str) -> str:
    """What an answer means, in the words of the definition; the id where it has none."""
    if found.target in ABOUT_RESPONDENT:
        return register().names.get(meaning) or survey.respondent_titles(found.target).get(meaning, meaning)
    question = survey.by_id[found.target]
    steps = {str(step.value): step.label for step in question.scale}
    return question.by_id[meaning].title if meaning in question.by_id else steps.get(meaning, meaning)


def _unknown(one: OptionMatch, found: TargetOptions) -> str:
    count = found.counts.get(one.written)
    said = f"'{_short(one.written)}' ({count:,})" if count else f"'{_short(one.written)}' (fewer than 5)"
    if found.target == AREA and one.alternatives:
        said += f", probably {register().names[one.alternatives[0][0]]}"
    return said


def _left(
    q: Questionnaire, matching: Matching, found: TargetOptions, said: str, named: Sequence[str], code: str
) -> Problem:
    more = f"; and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    effect = "These people are counted without it." if found.target in ABOUT_RESPONDENT else "They were left out."
    advice = f"{'; '.join(named[:MOST_NAMED])}{more}. {effect} {HOW_TO_CONFIRM}"
    where = _in_words(matching.survey, found.target)
    return Problem(WARNING, q.file, sheet=q.sheet, found=f"{where}: {said}", advice=advice, code=code)


def facts(q: Questionnaire, found: Sequence[Answers], round_: str, *, keep_unfinished: bool) -> dict[str, object]:
    """What was recognised, in words for people."""
    asked = {
        one.matching.survey.title: ", ".join(
            _in_words(one.matching.survey, name) for name in dict.fromkeys(name for name, _, _ in one.pieces)
        )
        for one in found
    }
    areas = {code for one in found for code in one.who[AREA][one.answered] if code}
    return {
        "surveys": "; ".join(f"{title} ({questions})" for title, questions in asked.items()),
        "round": round_,
        "respondents": max(int(one.answered.sum()) for one in found),
        "areas": len(areas),
        **(
            {"unfinished": "responses that were not finished are counted"}
            if keep_unfinished and UNFINISHED not in q.set_aside
            else {}
        ),
        **({"free text": "kept"} if any(one.texts for one in found) else {}),
    }


def _in_words(survey: Survey, target: str) -> str:
    name, _, item = target.partition("/")
    if name in ABOUT_RESPONDENT:
        return survey.respondent[name].title
    question = survey.by_id[name]
    return f"{question.title}: {question.by_id[item].title}" if item else question.title


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
