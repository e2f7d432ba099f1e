"""Benchmarks: two things compared in one run, printed as a ratio beside its goal.

    python -m benchmarks                        all of them, about 25 minutes
    python -m benchmarks import scores pages    some of them
    python -m benchmarks --quick                once and small: whether everything runs, not how fast it is
    python -m benchmarks -o docs/benchmarks.md  the same table into a file as well; nothing else is written

Seconds differ from machine to machine and from minute to minute; how many times longer one thing takes than another,
measured in turns, differs much less. So every figure is a ratio of medians, beside the range of the single turns.

A benchmark is a module with ``NAME`` and ``run() -> list[Comparison]``, and a line in ``benchmarks/__main__.py``.
"""
