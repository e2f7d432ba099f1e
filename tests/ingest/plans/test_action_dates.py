"""Dates in the words of an action plan: what is read as a due date, and what stays text."""

import datetime

import pytest

from csp_analytics.ingest.plans.dates import due_date, read_date


@pytest.mark.parametrize(
    ("written", "day"),
    [
        # A month means by its last day: February 2008 had 29.
        ("April 2008", "2008-04-30"),
        ("April 2008.", "2008-04-30"),
        ("Feb. 2008", "2008-02-29"),
        ("by June 2008", "2008-06-30"),
        ("End of Sept 2009", "2009-09-30"),
        ("Apr '08", "2008-04-30"),
        ("03/2026", "2026-03-31"),
        # A day is that day; numbers are day first.
        ("16th January 2008", "2008-01-16"),
        ("Date: Wednesday 16 January, 2008", "2008-01-16"),
        ("January 16th, 2008", "2008-01-16"),
        ("31/03/2026", "2026-03-31"),
        ("1.2.2026", "2026-02-01"),
        ("31/03/26", "2026-03-31"),
        ("2026-03-31", "2026-03-31"),
        # Of several the latest: an action is due when its last part is.
        ("Feb/March 2008", "2008-03-31"),
        ("February and March 2008", "2008-03-31"),
        ("Draft in May 2009, final in March 2009", "2009-05-31"),
        ("December 2007, then 14 January 2008", "2008-01-14"),
        ("From April 2008 to March 2009", "2009-03-31"),
        ("Revised in April 2009 and annually thereafter", "2009-04-30"),
    ],
)
def test_what_can_be_read(written, day):
    assert read_date(written) == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    "written",
    [
        "April", "16th January", "next meeting", "ongoing", "quarterly", "Done.", "", "As soon as possible",
        "2008", "2008/09", "March 2008/09", "Spring 2008", "Q1 2008", "Mar-26",  # March of 2026, or the 26th?
        "31 April 2008", "13/13/2026", "03/31/2026",  # no such days
        "from April 2008", "From Feb/March 2008", "since March 2007", "starting in May 2008", "May 2008 onwards",
        "after June 2008", "before 1 April 2008", "scheduled to begin in March 2007",
        "Date to be confirmed at April 2008 meeting.", "Dateto beset at April 2008 Board.",
    ],
)  # fmt: skip
def test_what_stays_text(written):
    assert read_date(written) is None


def test_cells_that_are_dates():
    assert read_date(datetime.datetime(2026, 3, 31, 9, 30)) == datetime.date(2026, 3, 31)
    assert read_date(datetime.date(2026, 3, 31)) == datetime.date(2026, 3, 31)


def test_numbers_are_no_dates():
    assert read_date(2026.0) is None
    assert read_date(46112.0) is None


def test_the_when_cell_counts_before_the_milestone():
    assert due_date("March 2009", "April 2009") == datetime.date(2009, 3, 31)
    assert due_date("To be done", "April 2009") == datetime.date(2009, 4, 30)
    assert due_date(None, "Draft") is None
