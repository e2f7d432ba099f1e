"""The figures behind a report as tidy tables, CSV and Parquet side by side in one zip."""

from __future__ import annotations

import io
import zipfile

import pandas as pd

from csp_analytics.charts.exhibit import harmless
from csp_analytics.charts.words import DEMO_SENTENCE
from csp_analytics.pictures.report import Report
from csp_analytics.pictures.report_tables import COLUMNS

_STAMP = (1980, 1, 1, 0, 0, 0)


def tidy(report: Report, tables: dict[str, pd.DataFrame], *, stamp: str) -> bytes:
    """A zip with ``<name>.csv`` and ``<name>.parquet`` of every table and a README that explains each column.

    Args:
        report: the report that the tables are behind.
        tables: frames by name, from :func:`csp_analytics.pictures.report_tables.report_tables`.
        stamp: version of the data and of the program, and the day.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in tables.items():
            texts = frame.columns.difference(frame.select_dtypes("number").columns)
            safe = frame.assign(**{column: frame[column].map(harmless) for column in texts})
            _add(archive, f"{name}.csv", safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))
            _add(archive, f"{name}.parquet", frame.to_parquet(index=False))
        _add(archive, "README.txt", _readme(report, tables, stamp).encode())
    return stream.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, _STAMP)  # no clock in it: the same figures give the same bytes
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def _readme(report: Report, tables: dict[str, pd.DataFrame], stamp: str) -> str:
    lines = [report.title, "", report.finding, ""]
    lines += [f"{name}: {value}" for name, value in report.about.items()]
    lines += [stamp, *([DEMO_SENTENCE] if report.demo else [])]
    for name, frame in tables.items():
        lines += ["", f"{name}.csv, {name}.parquet ({len(frame)} rows)"]
        lines += [f"  {column}: {COLUMNS[column]}" for column in frame.columns]
    return "\r\n".join([*lines, ""])
