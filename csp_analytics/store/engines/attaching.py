"""Connecting DuckDB with the catalogue and the data files, then shutting every other door."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import duckdb

from csp_analytics.store.engines.address import Address
from csp_analytics.store.engines.engine import StoreProblem

# Rows of one commit up to which they stay in the catalogue, until they are tidied into a file: a file for every vote
# would make thousands of them.
KEPT_IN_CATALOGUE = 500


def attach(connection: duckdb.DuckDBPyConnection, address: Address, name: str) -> None:
    """Attaches the data set under a name and makes it the one in use; nothing else can be reached afterwards.

    The password stands in a secret of this connection, never in a statement that could be shown.

    Raises:
        StoreProblem: when the data folder cannot be made.
    """
    about = {
        "host": address.host,
        "port": str(address.port),
        "user": address.user,
        "password": address.password,
        "database": address.database,
    }
    given = ", ".join(f"{key} {_text(value)}" for key, value in about.items() if value)
    connection.execute(f"create secret csp_catalogue (type postgres, {given})")
    if address.in_objects:
        connection.execute(_objects(address))
    else:
        _make(Path(address.data))
    connection.execute(
        f"create secret csp_data (type ducklake, metadata_path '', data_path {_text(address.data + '/')}, "
        "metadata_parameters map {'TYPE': 'postgres', 'SECRET': 'csp_catalogue'})"
    )
    temporary = str(Path(tempfile.gettempdir()) / f"csp-analytics-{os.getpid()}")
    for setting in (
        f"temp_directory = {_text(temporary)}",
        "ducklake_max_retry_count = 50",
        "ducklake_retry_wait_ms = 20",
        "ducklake_retry_backoff = 1.2",
        "pg_pool_max_connections = 8",
        "parquet_metadata_cache = true",
        "validate_external_file_cache = 'NO_VALIDATION'",  # data files are never changed, only added and removed
    ):
        connection.execute(f"set global {setting}")
    connection.execute(f"attach 'ducklake:csp_data' as {name} (data_inlining_row_limit {KEPT_IN_CATALOGUE})")
    connection.execute(f"use {name}")
    allowed = ", ".join(_text(folder) for folder in (address.data + "/", temporary + "/"))
    connection.execute(f"set allowed_directories = [{allowed}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")


def _objects(address: Address) -> str:
    """The secret of the object storage, from the settings that every program of its kind reads."""
    environment = os.environ
    given = {
        "key_id": environment.get("AWS_ACCESS_KEY_ID", ""),
        "secret": environment.get("AWS_SECRET_ACCESS_KEY", ""),
        "session_token": environment.get("AWS_SESSION_TOKEN", ""),
        "region": environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION", ""),
    }
    said = [f"{key} {_text(value)}" for key, value in given.items() if value]
    if endpoint := environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL"):
        parts = urlsplit(endpoint)
        said += [
            f"endpoint {_text(parts.netloc)}",
            "url_style 'path'",
            f"use_ssl {str(parts.scheme == 'https').lower()}",
        ]
    return f"create secret csp_objects (type s3, scope {_text(address.data)}, {', '.join(said)})"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreProblem(f"The data folder {folder} cannot be made or reached ({error.strerror}).") from None


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
