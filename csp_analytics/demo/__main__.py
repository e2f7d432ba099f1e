"""``python -m csp_analytics.demo [--seed N]``: draws the demonstration data again and writes ``data/demo``."""

from __future__ import annotations

import argparse

from csp_analytics.demo.strength import SEED
from csp_analytics.demo.workbooks import write


def main() -> None:
    """Writes the workbooks and says which."""
    parser = argparse.ArgumentParser(prog="python -m csp_analytics.demo", description="Draws the demonstration data.")
    parser.add_argument("--seed", type=int, default=SEED, help=f"where chance comes from (default {SEED})")
    for file in write(seed=parser.parse_args().seed):
        print(f"{file.name}: {file.stat().st_size / 1024:.0f} KB")


if __name__ == "__main__":
    main()
