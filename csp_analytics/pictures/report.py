"""The national or family report: sections of sentences and exhibits, as the summary chapter of a national report."""

from __future__ import annotations

from dataclasses import dataclass, replace

from csp_analytics import findings
from csp_analytics.analysis import scores as scoring
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.frameworks.load import framework as framework_of
from csp_analytics.pictures import report_parts
from csp_analytics.pictures.report_subject import EVERYWHERE, Part, Subject, codes_of, groups_of
from csp_analytics.store import reading
from csp_analytics.store.connection import Store


@dataclass(frozen=True)
class Report:
    """A report on all areas, or on those of one peer group."""

    title: str
    finding: str
    headlines: list[str]
    parts: list[Part]
    about: dict[str, str]
    demo: bool

    @property
    def exhibits(self) -> list[Exhibit]:
        """Every exhibit, in order."""
        return [exhibit for part in self.parts for exhibit in part.exhibits]


def report(store: Store, framework_id: str, round_: str, grouping_id: str, group: str = EVERYWHERE) -> Report:
    """The report of one framework in one round on all areas or one peer group.

    Args:
        store: where the data is.
        framework_id: the framework.
        round_: the round.
        grouping_id: the peer grouping whose groups are compared.
        group: a key of :func:`groups_of`.

    Raises:
        KeyError: when the grouping has no such group.
    """
    if group not in groups_of(store, grouping_id):
        raise KeyError(f"'{group}' is no group of {grouping_id}")
    framework = framework_of(framework_id)
    known = reading.rounds(store, framework_id)
    place = known.index(round_) if round_ in known else 0
    codes = codes_of(store, grouping_id, group)
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    subject = Subject(
        store, framework, round_, known[place - 1] if place else "", grouping_id, group, codes, demo
    )  # fmt: skip
    about = {"Framework": framework_id, "Round": round_, "Peers": findings.grouping(store, grouping_id).title}
    about["Areas"] = "All areas" if group == EVERYWHERE else group
    title = f"{framework.title} {round_}: {'all areas' if group == EVERYWHERE else group}"
    if subject.scores(scoring.OVERALL)["n_rated"].sum() == 0:
        nothing = f"No area of {group} was assessed in round {round_}." if group != EVERYWHERE else "Nothing was rated."
        return Report(title, nothing, [], [], about, demo)
    parts = [part for make in report_parts.PARTS if (part := make(subject)) is not None]
    headlines = [part.first for part in parts if part.headline and part.first]
    shown = [replace(part, exhibits=[replace(one, about=about) for one in part.exhibits]) for part in parts]
    finding = report_parts.finding(subject)
    return Report(title, finding, headlines, shown, about, demo)
