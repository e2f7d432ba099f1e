"""What a command answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from typing import Any

import pandas as pd

DEMO_SENTENCE = "Demonstration data: drawn from a seed, not about the real areas.\n"


@dataclass(frozen=True)
class Answer:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)

    @property
    def frame(self) -> pd.DataFrame:
        """What was printed, as CSV: all text, blank where missing."""
        return pd.read_csv(StringIO(self.out), dtype=str, keep_default_na=False)


Run = Callable[..., Answer]
