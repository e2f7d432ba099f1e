"""Which column of a form answers which of our questions: found by matching, confirmed by a person, saved to use again.

A mapping names headings by their normalised text and not by their place, so it fits the next export of the same form.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping as Table
from dataclasses import dataclass, field

LEAVE_OUT = "-"
MOST_CHARACTERS = 2_000_000  # a mapping of a hundred questions takes 30,000
# "Q4. ", "4) ", "12a: ", and the rows of a matrix as some tools number them: "Q5.1. ", "Q5.1 ".
_NUMBERING = re.compile(r"^\s*(q\d+[a-z]?[.):]|q\d+(\.\d+)+[a-z]?[.):]?|\d{1,3}(\.\d{1,2})*[a-z]?[.):])\s+")


@dataclass(frozen=True)
class Mapping:
    """A confirmed matching of one form with one survey definition.

    Attributes:
        definition: id of the survey definition.
        columns: normalised heading -> ``question_id``, ``question_id/item_id``, ``area``, ``role``, ``sector``, or
            :data:`LEAVE_OUT`. The row of a matrix is named as ``heading [row]``.
        options: target (as in ``columns``; ``items`` for what a question asks about) -> normalised written answer ->
            item id, value of the scale as text, id of a role or sector, area code, or :data:`LEAVE_OUT`.
    """

    definition: str
    columns: dict[str, str] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)

    def as_json(self) -> str:
        """The mapping as a text to keep, with its keys in order."""
        said = {"definition": self.definition, "columns": self.columns, "options": self.options}
        return json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1)

    @staticmethod
    def of_json(text: str) -> Mapping:
        """A mapping from its text.

        Raises:
            ValueError: when the text is no mapping; the message says what was expected.
        """
        if len(text) > MOST_CHARACTERS:
            raise ValueError(f"The mapping has {len(text):,} characters; it may have {MOST_CHARACTERS:,} at most.")
        try:
            said = json.loads(text)
            definition, columns, options = said["definition"], said["columns"], said.get("options", {})
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ValueError("Expected a mapping: JSON with 'definition', 'columns' and 'options'.") from error
        tables = [columns, options, *(options.values() if isinstance(options, Table) else ())]
        if not isinstance(definition, str) or not all(isinstance(table, Table) for table in tables):
            raise ValueError("Expected a mapping: 'columns' and 'options' name texts by texts.")
        return Mapping(
            definition,
            {normalised(key): str(value) for key, value in columns.items()},
            {key: {normalised(k): str(v) for k, v in table.items()} for key, table in options.items()},
        )


def normalised(text: str) -> str:
    """A heading or an answer as it is compared: no case, accents, punctuation, numbering in front or doubled spaces."""
    plain = unicodedata.normalize("NFKD", str(text)).casefold().replace("&", " and ")
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    plain = _NUMBERING.sub("", plain)
    return " ".join(re.sub(r"[^\w\[\]/]+|_", " ", plain).split())
