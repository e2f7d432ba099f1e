"""Every export of the made-up questionnaire by name, for tests that ask the same of all of them."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders import survey_exports_coded as coded
from tests.builders import survey_exports_one_row as one_row
from tests.builders import survey_exports_two_rows as two_rows
from tests.builders.survey_exports import Truth

EXPORTS: dict[str, Callable[[], Truth]] = {
    builder.__name__: builder
    for builder in (
        one_row.microsoft_forms,
        one_row.microsoft_forms_german,
        one_row.microsoft_forms_quiz,
        one_row.microsoft_forms_saved_as_csv,
        one_row.google_forms,
        one_row.google_forms_british,
        one_row.google_forms_csv,
        one_row.plain_table,
        one_row.citizen_space,
        two_rows.surveymonkey,
        two_rows.surveymonkey_csv,
        two_rows.surveymonkey_identifier_only,
        two_rows.surveymonkey_condensed,
        two_rows.surveymonkey_condensed_csv,
        two_rows.smartsurvey,
        two_rows.smartsurvey_csv,
        coded.qualtrics,
        coded.qualtrics_numbers,
        coded.qualtrics_unsplit,
        coded.qualtrics_numbers_unsplit,
        coded.qualtrics_tab,
        coded.qualtrics_workbook,
        coded.qualtrics_legacy,
        coded.limesurvey,
        coded.limesurvey_codes,
        coded.limesurvey_code_and_text,
        coded.limesurvey_french,
        coded.jisc,
    )
}
