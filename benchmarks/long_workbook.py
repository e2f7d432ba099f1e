"""A workbook of 100,000 rows in the long layout: every area in so many rounds that the rows come together."""

from __future__ import annotations

import math
import random
from pathlib import Path

from openpyxl import Workbook

from csp_analytics.areas.register import register
from csp_analytics.frameworks.load import frameworks

ROWS = 100_000
HEADER = ("Area", "Round", "Framework", "Criterion", "Level")
SEED = 1  # the same file every time


def write(path: Path, least: int = ROWS) -> int:
    """Writes the workbook as spreadsheet programs do (texts stored once, in a list of their own).

    Args:
        path: the file.
        least: least number of rows; rounds are added until there are as many.

    Returns:
        The number of rows below the header: 32 areas x 85 rounds x 37 criteria = 100,640 with the areas and the first
        framework that come with the program.
    """
    framework = next(iter(frameworks().values()))
    areas = list(register().names.values())
    n_rounds = math.ceil(least / (len(areas) * len(framework.criteria)))
    chance = random.Random(SEED)
    answers = [*(level.label for level in framework.levels)] * 6 + ["Not applicable", "Don't know", None]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ratings")
    sheet.append(HEADER)
    for number in range(n_rounds):
        for area in areas:
            for criterion in framework.criteria:
                level = chance.choice(answers)
                sheet.append((area, str(1940 + number), framework.title, criterion.criterion_id, level))
    book.save(path)
    return n_rounds * len(areas) * len(framework.criteria)
