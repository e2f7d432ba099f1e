"""The pictures of :mod:`csp_analytics.pictures`, kept until the data changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd

from csp_analytics import findings
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.pictures import area as area_pictures
from csp_analytics.pictures import change as change_pictures
from csp_analytics.pictures import compare as compare_pictures
from csp_analytics.pictures import context as context_pictures
from csp_analytics.pictures import criteria as criteria_pictures
from csp_analytics.pictures import crosswalk as crosswalk_pictures
from csp_analytics.pictures import evidence as evidence_pictures
from csp_analytics.pictures import facts as fact_pictures
from csp_analytics.pictures import group_only as group_pictures
from csp_analytics.pictures import methods as method_pictures
from csp_analytics.pictures import national as national_pictures
from csp_analytics.pictures import officer as officer_pictures
from csp_analytics.pictures import own_alone as own_alone_pictures
from csp_analytics.pictures import peers as peer_pictures
from csp_analytics.pictures import profile as profile_pictures
from csp_analytics.pictures import profile_choices as profile_options
from csp_analytics.pictures import report as report_pictures
from csp_analytics.pictures import report_subject, standings, surroundings
from csp_analytics.ui import cached


@cached.by_data_version
def national(framework_id: str, round_: str) -> national_pictures.NationalPicture:
    """See :func:`csp_analytics.pictures.national.national_picture`."""
    return national_pictures.national_picture(cached.store(), framework_id, round_)


@cached.by_data_version
def national_map(framework_id: str, round_: str, measure: str) -> Exhibit:
    """See :func:`csp_analytics.pictures.national.national_map`."""
    return national_pictures.national_map(cached.store(), framework_id, round_, measure)


@cached.by_data_version
def measures(framework_id: str) -> dict[str, str]:
    """See :func:`csp_analytics.pictures.national.measures`."""
    return national_pictures.measures(framework_id)


@cached.by_data_version
def area(framework_id: str, round_: str, grouping_id: str, area_code: str) -> area_pictures.AreaPicture:
    """See :func:`csp_analytics.pictures.area.area_picture`."""
    return area_pictures.area_picture(cached.store(), framework_id, round_, grouping_id, area_code)


@cached.by_data_version
def own_alone(framework_id: str, round_: str, area_code: str) -> own_alone_pictures.OwnPicture:
    """See :func:`csp_analytics.pictures.own_alone.own_picture`."""
    return own_alone_pictures.own_picture(cached.store(), framework_id, round_, area_code)


@cached.by_data_version
def beside_groups(framework_id: str, round_: str, grouping_id: str, area_code: str) -> group_pictures.GroupPicture:
    """See :func:`csp_analytics.pictures.group_only.group_picture`."""
    return group_pictures.group_picture(cached.store(), framework_id, round_, grouping_id, area_code)


@cached.by_data_version
def frameworks_in_use() -> list[str]:
    """See :func:`csp_analytics.findings.frameworks_in_use`."""
    return findings.frameworks_in_use(cached.store())


@cached.by_data_version
def officer(framework_id: str, round_: str, grouping_id: str, area_code: str) -> officer_pictures.OfficerPicture:
    """What is published of one area, as its officer sees it; uploads are never kept here."""
    return officer_pictures.officer_picture(
        cached.store(), framework_id, round_, grouping_id, area_code, published=None
    )


@cached.by_data_version
def change(framework_id: str, before: str, after: str, area_code: str) -> change_pictures.ChangePicture:
    """See :func:`csp_analytics.pictures.change.change_picture`."""
    return change_pictures.change_picture(cached.store(), framework_id, before, after, area_code)


@cached.by_data_version
def compare_measures(framework_id: str) -> dict[str, str]:
    """See :func:`csp_analytics.pictures.standings.measures`."""
    return standings.measures(framework_id)


@cached.by_data_version
def compare(
    framework_id: str, round_: str, grouping_id: str, area_code: str, measure: str, published: bool
) -> compare_pictures.ComparePicture:
    """See :func:`csp_analytics.pictures.compare.compare_picture`."""
    return compare_pictures.compare_picture(
        cached.store(), framework_id, round_, grouping_id, area_code, measure, published
    )


@cached.by_data_version
def peer_words(grouping_id: str, area_code: str) -> str:
    """See :func:`csp_analytics.pictures.area.peer_words`."""
    return area_pictures.peer_words(cached.store(), grouping_id, area_code)


@cached.by_data_version
def peers(
    framework_id: str, round_: str, grouping_id: str, second_id: str, area_code: str, measure: str, published: bool
) -> peer_pictures.PeersPicture:
    """See :func:`csp_analytics.pictures.peers.peers_picture`."""
    return peer_pictures.peers_picture(
        cached.store(), framework_id, round_, grouping_id, second_id, area_code, measure=measure, published=published
    )


@cached.by_data_version
def second_peers(grouping_id: str) -> tuple[dict[str, str], str]:
    """See :func:`csp_analytics.pictures.peers.second_peers`."""
    return peer_pictures.second_peers(cached.store(), grouping_id)


@cached.by_data_version
def profile(
    framework_id: str,
    round_: str,
    grouping_id: str,
    areas: list[str],
    by: str,
    order: str,
    published: bool,
    by_heading: bool = False,
) -> profile_pictures.ProfilePicture:
    """See :func:`csp_analytics.pictures.profile.profile_picture`."""
    return profile_pictures.profile_picture(
        cached.store(), framework_id, round_, grouping_id, areas, by, order=order, published=published,
        by_heading=by_heading,
    )  # fmt: skip


@cached.by_data_version
def profile_choices(framework_id: str, round_: str) -> profile_options.ProfileChoices:
    """See :func:`csp_analytics.pictures.profile_choices.profile_choices`."""
    return profile_options.profile_choices(cached.store(), framework_id, round_)


@cached.by_data_version
def indicator_trends(grouping_id: str, area_code: str) -> list[Exhibit]:
    """See :func:`csp_analytics.pictures.surroundings.indicator_trends`."""
    return surroundings.indicator_trends(cached.store(), grouping_id, area_code)


@cached.by_data_version
def context_table(grouping_id: str, area_code: str) -> pd.DataFrame:
    """See :func:`csp_analytics.pictures.surroundings.context_table`."""
    return surroundings.context_table(cached.store(), grouping_id, area_code)


def action_plan(area_code: str) -> tuple[str, pd.DataFrame, bool]:
    """See :func:`csp_analytics.pictures.surroundings.action_plan`; the day is in the key: overdue depends on it."""
    return _action_plan(area_code, datetime.now(UTC).date().isoformat())


@cached.by_data_version
def _action_plan(area_code: str, today: str) -> tuple[str, pd.DataFrame, bool]:
    return surroundings.action_plan(cached.store(), area_code, datetime.fromisoformat(today).date())


@cached.by_data_version
def crosswalk(area_code: str) -> crosswalk_pictures.CrosswalkPicture:
    """See :func:`csp_analytics.pictures.crosswalk.crosswalk_picture`."""
    return crosswalk_pictures.crosswalk_picture(cached.store(), area_code)


@cached.by_data_version
def report(framework_id: str, round_: str, grouping_id: str, group: str) -> report_pictures.Report:
    """See :func:`csp_analytics.pictures.report.report`."""
    return report_pictures.report(cached.store(), framework_id, round_, grouping_id, group)


@cached.by_data_version
def report_groups(grouping_id: str) -> dict[str, str]:
    """See :func:`csp_analytics.pictures.report_subject.groups_of`."""
    return report_subject.groups_of(cached.store(), grouping_id)


@cached.by_data_version
def worked_example(framework_id: str) -> method_pictures.WorkedExample:
    """See :func:`csp_analytics.pictures.methods.worked_example`."""
    return method_pictures.worked_example(framework_id)


@cached.by_data_version
def criteria_tables(framework_id: str) -> dict[str, pd.DataFrame]:
    """See :func:`csp_analytics.pictures.methods.criteria_tables`."""
    return method_pictures.criteria_tables(framework_id)


@cached.by_data_version
def criteria_choices(framework_id: str, round_: str, grouping_id: str, area_code: str) -> criteria_pictures.Choices:
    """See :func:`csp_analytics.pictures.criteria.choices`."""
    return criteria_pictures.choices(cached.store(), framework_id, round_, grouping_id, area_code)


@cached.by_data_version
def criteria(
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    published: bool,
    set_id: str,
    order: str,
    criteria_order: str,
) -> criteria_pictures.CriteriaPicture:
    """See :func:`csp_analytics.pictures.criteria.criteria_picture`."""
    return criteria_pictures.criteria_picture(
        cached.store(), framework_id, round_, grouping_id, area_code, published, set_id, order, criteria_order
    )


@cached.by_data_version
def evidence(
    framework_id: str, round_: str, grouping_id: str, cell: str, published: bool
) -> evidence_pictures.Evidence:
    """See :func:`csp_analytics.pictures.evidence.evidence`."""
    return evidence_pictures.evidence(cached.store(), framework_id, round_, grouping_id, cell, published=published)


@cached.by_data_version
def evidence_at_level(
    framework_id: str, round_: str, grouping_id: str, area_code: str, set_id: str, cell: str
) -> evidence_pictures.Evidence:
    """See :func:`csp_analytics.pictures.evidence.evidence_at_level`."""
    return evidence_pictures.evidence_at_level(
        cached.store(), framework_id, round_, grouping_id, area_code, set_id, cell
    )


@cached.by_data_version
def fact_titles() -> dict[str, str]:
    """See :class:`csp_analytics.pictures.facts.Facts`."""
    return fact_pictures.facts(cached.store()).titles()


@cached.by_data_version
def fact_periods() -> dict[str, list[str]]:
    """Periods of every fact by its id, newest first; see :class:`csp_analytics.pictures.facts.Facts`."""
    known = fact_pictures.facts(cached.store())
    return {fact_id: known.periods(fact_id) for fact_id in known.every()}


@cached.by_data_version
def first_to_compare(framework_id: str, round_: str, measure: str) -> str:
    """See :func:`csp_analytics.pictures.context.first_to_compare`."""
    return context_pictures.first_to_compare(cached.store(), framework_id, round_, measure)


@cached.by_data_version
def context(
    framework_id: str, round_: str, grouping_id: str, area_code: str, measure: str, fact_id: str, period: str
) -> context_pictures.ContextPicture:
    """See :func:`csp_analytics.pictures.context.context_picture`."""
    return context_pictures.context_picture(
        cached.store(), framework_id, round_, grouping_id, area_code, measure, fact_id, period
    )
