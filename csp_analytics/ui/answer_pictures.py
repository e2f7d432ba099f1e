"""The pictures of survey answers, kept until the data changes."""

from __future__ import annotations

from csp_analytics.pictures import survey_answers
from csp_analytics.ui import cached


@cached.by_data_version
def questions(definition: str) -> dict[str, str]:
    """See :func:`csp_analytics.pictures.survey_answers.questions`."""
    return survey_answers.questions(definition)


@cached.by_data_version
def answers(
    definition: str, round_: str, question_id: str, grouping_id: str, where: str, role: str
) -> survey_answers.AnswersPicture:
    """See :func:`csp_analytics.pictures.survey_answers.answers_picture`."""
    return survey_answers.answers_picture(cached.store(), definition, round_, question_id, grouping_id, where, role)
