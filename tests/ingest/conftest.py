"""Fixtures that several files of tests share."""

from tests.ingest.assessments.assessment_files import small_frameworks  # noqa: F401 - a fixture is found by its name
