"""The address of a data set that several servers share, and what of it may be shown.

``ducklake:postgres://user@host:5432/database?data=/folder`` (or ``data=s3://bucket/prefix``). The password may stand in
it, in ``CSP_DATABASE_PASSWORD``, or where PostgreSQL's own programs look for it (``PGPASSFILE``); ``PGSSLMODE`` and its
likes are heeded too.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp_analytics.store.engines.engine import StoreProblem

PREFIX = "ducklake:"
SCHEMES = ("postgres", "postgresql")
SHAPE = "ducklake:postgres://user@host:5432/database?data=/folder"


@dataclass(frozen=True)
class Address:
    """Where the catalogue is and where the data files are; ``password`` is empty when it is to be looked for."""

    host: str
    port: int
    user: str
    database: str
    data: str
    password: str = field(default="", repr=False)

    @property
    def path(self) -> Path:
        """What is shown and told apart: no user, no password; its name is that of the database."""
        return Path(f"{PREFIX}{self.host}:{self.port}") / self.database

    @property
    def in_objects(self) -> bool:
        """Whether the data files are in object storage."""
        return self.data.startswith("s3://")

    def without_secret(self, said: str) -> str:
        """A sentence of somebody else's, with the password taken out."""
        return said.replace(self.password, "***") if self.password else said


def is_address(where: object) -> bool:
    """Whether something names a shared data set and not a file."""
    return str(where).startswith(PREFIX)


def address(written: str) -> Address:
    """The address that is written.

    Raises:
        StoreProblem: when something of it is missing; the message never repeats what was written, for there may be a
            password in it.
    """
    try:
        parts = urlsplit(written.removeprefix(PREFIX))
        port = parts.port or 5432
    except ValueError:
        raise StoreProblem(f"The address of the shared database cannot be read. Write it as {SHAPE}.") from None
    options = dict(parse_qsl(parts.query))
    host, database = options.pop("host", parts.hostname or ""), unquote(parts.path.strip("/"))
    data = options.pop("data", "")
    missing = [
        what
        for what, there in (
            ("postgres:// or postgresql://", parts.scheme in SCHEMES),
            ("the host", host),
            ("the name of the database", database),
            ("data= (a folder, or s3://bucket/prefix)", data),
        )
        if not there
    ]
    if missing:
        raise StoreProblem(f"The address of the shared database lacks {', '.join(missing)}. Write it as {SHAPE}.")
    if options:
        raise StoreProblem(f"The address of the shared database has '{min(options)}', which is not known. Use {SHAPE}.")
    if not data.startswith("s3://"):
        if "://" in data or not os.path.isabs(data):
            raise StoreProblem("data= of the shared database must be a whole path of a folder, or s3://bucket/prefix.")
        data = data.rstrip("/") or "/"
    return Address(
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        database=database,
        data=data.rstrip("/"),
        password=unquote(parts.password or "") or os.environ.get("CSP_DATABASE_PASSWORD", ""),
    )
