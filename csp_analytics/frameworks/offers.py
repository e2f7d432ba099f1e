"""Which support a criterion can call on: that of its theme first, then that of its principle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from csp_analytics.frameworks.crosswalk import crosswalk
from csp_analytics.frameworks.load import frameworks
from csp_analytics.frameworks.model import Framework, Support


def support_for(
    framework: Framework,
    criterion_id: str,
    *,
    defined: Mapping[str, Framework] | None = None,
    links: pd.DataFrame | None = None,
) -> list[Support]:
    """What is offered for one criterion.

    Offers come from the framework itself and, by the criterion's principle and by its links, from every other
    framework that has some: first those for its theme, then those for the themes of the criteria that it is linked to,
    then those for its principle as a whole. What is for other themes of the principle is left out.

    Args:
        framework: the framework of the criterion.
        criterion_id: a row of it.
        defined: every framework by id; those of the definitions in use when None.
        links: links between criteria (``criterion_a, criterion_b``); those in use when None.

    Returns:
        Each offer once, in that order and within it in the order of the files.

    Raises:
        KeyError: when the framework has no such criterion.
    """
    known = dict(frameworks() if defined is None else defined) | {framework.framework_id: framework}
    criterion = framework.criterion(criterion_id)
    themes = [(framework.framework_id, criterion.group_id)]
    for other in linked_to(criterion_id, crosswalk()[0] if links is None else links):
        themes += [(one.framework_id, one.by_id[other].group_id) for one in known.values() if other in one.by_id]
    found = [offer for theme in themes for offer in _of_theme(known, *theme)]
    found += [
        offer
        for one in known.values()
        for offer in one.support
        if offer.principle_id == criterion.principle_id and not offer.theme_id
    ]
    return list({(offer.framework_id, offer.support_id): offer for offer in found}.values())


def linked_to(criterion_id: str, links: pd.DataFrame) -> list[str]:
    """The criteria that a criterion is linked to, in the order of the links (``criterion_a, criterion_b``)."""
    sides = zip(links["criterion_a"], links["criterion_b"], strict=True)
    found = [b if a == criterion_id else a for a, b in sides if criterion_id in (a, b)]
    return list(dict.fromkeys(found))


def _of_theme(known: Mapping[str, Framework], framework_id: str, theme_id: str) -> Iterator[Support]:
    return (one for one in known[framework_id].support if theme_id and one.theme_id == theme_id)
