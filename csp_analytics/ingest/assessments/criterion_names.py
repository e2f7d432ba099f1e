"""Which criterion a text means: its id, its short label, its full text, or its position in the framework."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csp_analytics.frameworks.load import frameworks, principles
from csp_analytics.frameworks.model import Criterion, Framework
from csp_analytics.ingest.cell_text import LONGEST_NAME, fold, shown
from csp_analytics.ingest.files.workbook import Value
from csp_analytics.problems import did_you_mean

# A number before a wording, such as "3. " or "L3 - ", which people add to find their way.
_NUMBERED = re.compile(r"\s*[A-Za-z]{0,2}\d+[.):]?\s*[-–:.]?\s+(?=[^\d\s])")
_POSITION_WORDS = ("", "q", "no", "number", "question", "criterion", "item")


@dataclass(frozen=True)
class Meaning:
    """What a name means within one framework.

    Attributes:
        position: place among the rated criteria, from 0; -1 when it is not one criterion.
        by: ``name`` (id, short label or text) or ``position``; empty when unknown.
        candidates: the short labels that it could mean when it means more than one.
        prompt: the row is one of the framework, but one that gets no answer (an indicator, a requirement's heading).
    """

    position: int = -1
    by: str = ""
    candidates: tuple[str, ...] = ()
    prompt: bool = False


def spellings_of(written: Value) -> tuple[str, ...]:
    """A text folded as it stands, and without a number before it."""
    text = shown(written)
    start = _NUMBERED.search(text[:LONGEST_NAME])
    bare = text[: start.start()] + text[start.end() :] if start else text
    return (fold(text),) if bare == text else (fold(text), fold(bare))


class CriterionNames:
    """The names of one framework's criteria, as people write them."""

    def __init__(self, framework: Framework):
        self.framework = framework
        self._names: dict[str, set[int]] = {}
        for place, row in enumerate(framework.criteria):
            for name in (row.criterion_id, row.short, row.text):
                self._names.setdefault(fold(name), set()).add(place)
        self._ids = {fold(row.criterion_id): place for place, row in enumerate(framework.criteria)}
        rated = set(self._names)
        self._prompts = {
            fold(n) for row in framework.rows if not row.rated for n in (row.criterion_id, row.text)
        } - rated
        self._positions = _positions(framework)
        self.headings = _headings(framework)

    @property
    def known(self) -> frozenset[str]:
        """Every id, short label and wording of the rated criteria, folded."""
        return frozenset(self._names)

    def meaning(self, written: Value) -> Meaning:
        """What a text or number means; ``Meaning().position`` is -1 when it is not known."""
        name, *_ = spellings = spellings_of(written)
        if name in self._ids:
            return Meaning(self._ids[name], "name")
        for known in spellings:
            if places := self._names.get(known):
                return self._one(places, "name")
        if places := self._positions.get(name):
            return self._one(places, "position")
        return Meaning(prompt=name in self._prompts)

    def suggest(self, written: Value) -> str:
        """The id, short label or text that was probably meant, empty when none is close."""
        rows = self.framework.criteria
        texts = [name for row in rows for name in (row.criterion_id, row.short, row.text)]
        return did_you_mean(shown(written), texts, cutoff=86)

    def _one(self, places: set[int], by: str) -> Meaning:
        if len(places) == 1:
            return Meaning(next(iter(places)), by)
        return Meaning(candidates=tuple(self.framework.criteria[place].short for place in sorted(places)))


def all_names() -> dict[str, CriterionNames]:
    """The names of every framework's criteria by framework id."""
    return {framework_id: CriterionNames(framework) for framework_id, framework in frameworks().items()}


def best_framework(written: Iterable[Value], known: Mapping[str, CriterionNames]) -> tuple[str, list[str]]:
    """The one framework that most of the texts are criteria of.

    Ids, labels and wordings count first. Bare positions ("3", "E3") fit any framework, so they decide only when their
    number is exactly that of one framework's criteria.

    Args:
        written: texts that may name criteria.
        known: the frameworks' names from :func:`all_names`.

    Returns:
        The framework's id (empty when none or several fit best) and the ids that fit equally well.
    """
    texts = list(written)
    named, counted = {}, {}
    for framework_id, names in known.items():
        meanings = [names.meaning(text) for text in texts]
        named[framework_id] = len({m.position for m in meanings if m.by == "name"})
        counted[framework_id] = len({m.position for m in meanings if m.by == "position"})
    best = max(named.values(), default=0)
    fitting = [framework_id for framework_id, count in named.items() if count == best > 0]
    if not best:
        most = max(counted.values(), default=0)
        fitting = [f for f, count in counted.items() if count == most == len(known[f].framework.criteria)]
    return (fitting[0] if len(fitting) == 1 else ""), fitting


def _positions(framework: Framework) -> dict[str, set[int]]:
    """Names by position: "3", "Question 3"; "E3" or "Evidence 3" within a principle; a group's title and a number."""
    found: dict[str, set[int]] = {}
    within: dict[tuple[str, str], int] = {}
    for place, row in enumerate(framework.criteria):
        words = {*_POSITION_WORDS, fold(framework.row_word)}
        names = [f"{word}{blank}{place + 1}" for word in words for blank in ("", " ")]
        for kind, labels in _divisions(framework, row):
            count = within[kind] = within.get(kind, 0) + 1
            names += [f"{label}{blank}{n}" for label in labels for blank in ("", " ") for n in (count, f"{count:02d}")]
        for name in names:
            found.setdefault(name.strip(), set()).add(place)
    return found


def _divisions(framework: Framework, row: Criterion) -> list[tuple[tuple[str, str], list[str]]]:
    principle = principles()[row.principle_id]
    labels = [fold(name) for name in (principle.letter, principle.short_name, principle.name)]
    group = fold(framework.group_titles.get(row.group_id, row.group_id))
    return [(("principle", row.principle_id), labels), (("group", row.group_id), [group])]


def _headings(framework: Framework) -> frozenset[str]:
    """Titles that stand between criteria in a list: of groups, principles and facet values."""
    titles = [*framework.group_titles.values(), *(p.name for p in principles().values())]
    titles += [p.short_name for p in principles().values()]
    titles += [title for facet in framework.facets for title in facet.values.values()]
    return frozenset(fold(title) for title in titles)
