"""The pictures of the pages Partners and Learning matches, kept until the data changes."""

from __future__ import annotations

from csp_analytics.findings.learning import Wanted
from csp_analytics.pictures import learning as learning_pictures
from csp_analytics.pictures import learning_asked, learning_choices, partner_asked, partner_cells
from csp_analytics.pictures import learning_groups as group_pictures
from csp_analytics.pictures import learning_training as training_pictures
from csp_analytics.pictures import partner_links as partner_link_pictures
from csp_analytics.ui import cached


@cached.by_data_version
def partners(round_: str, grouping_id: str, area_code: str) -> partner_link_pictures.PartnersPicture:
    """See :func:`csp_analytics.pictures.partner_links.partners_picture`."""
    return partner_link_pictures.partners_picture(_partners_asked(round_, grouping_id, area_code))


@cached.by_data_version
def behind(round_: str, grouping_id: str, area_code: str, cell: str) -> partner_cells.Behind | None:
    """See :func:`csp_analytics.pictures.partner_cells.behind`."""
    return partner_cells.behind(_partners_asked(round_, grouping_id, area_code), cell)


@cached.by_data_version
def topics() -> dict[str, str]:
    """What areas can be matched by, of what has been loaded: title by id; empty when nothing has."""
    return learning_choices.topics(cached.store())


@cached.by_data_version
def learning(wanted: list[str | int], area_code: str) -> learning_pictures.LearningPicture:
    """See :func:`csp_analytics.pictures.learning.learning_picture`.

    Args:
        wanted: topics, survey round, framework, round, grouping, most mentored: plain values, as keys have to be.
        area_code: the own area, empty for all areas.
    """
    return learning_pictures.learning_picture(_learning_asked(wanted), area_code)


@cached.by_data_version
def learning_groups(wanted: list[str | int]) -> group_pictures.GroupsPicture:
    """See :func:`csp_analytics.pictures.learning_groups.groups_picture`."""
    return group_pictures.groups_picture(_learning_asked(wanted))


@cached.by_data_version
def training(survey_round: str, n_places: int, course: int, rule: str) -> training_pictures.TrainingPicture:
    """See :func:`csp_analytics.pictures.learning_training.training_picture`."""
    return training_pictures.training_picture(cached.store(), survey_round, n_places, course, rule)


@cached.by_data_version
def _answers(round_: str) -> partner_asked.Answers:
    return partner_asked.answers_of(cached.store(), round_)


@cached.by_data_version
def _partners_asked(round_: str, grouping_id: str, area_code: str) -> partner_asked.Asked:
    return partner_asked.ask(cached.store(), _answers(round_), grouping_id, area_code)


@cached.by_data_version
def _learning_asked(said: list[str | int]) -> learning_asked.Asked:
    topics_, survey_round, framework_id, round_, grouping_id = (str(one) for one in said[:5])
    wanted = Wanted(topics_, survey_round, framework_id, round_, grouping_id, most_mentored=int(said[5]))
    return learning_asked.ask(cached.store(), wanted)
