"""A PostgreSQL of the tests' own: a new cluster in a temporary folder on a free port, never the machine's."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

MISSING = (
    "PostgreSQL is not installed, and the tests of the shared engine need it (Debian: apt-get install postgresql; "
    "macOS: brew install postgresql). It need not run: the tests start one of their own."
)
USER, PASSWORD = "csp", "a secret: & @ / ?"


class Cluster:
    """A PostgreSQL server that can be stopped in the middle of everything."""

    def __init__(self) -> None:
        self._programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="csp-postgresql-"))
        self.port = free_port()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
        word = self.folder / "word"
        word.write_text(PASSWORD)
        word.chmod(0o644)
        self._run("initdb", "-D", "data", "-U", USER, "-A", "scram-sha-256", f"--pwfile={word}", "-E", "UTF8", "-N")
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-w", "-l", "log", "-o", options, "start")

    def stop(self) -> None:
        """Stops it as a failure of the machine would: whatever was under way is cut off."""
        self._run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop")

    def connection(self, database: str = "postgres") -> psycopg.Connection:
        """A connection of the tests' own."""
        return psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        )

    def address(self, data: Path | str) -> str:
        """The address of a new, empty data set, without the password."""
        name = f"csp_{secrets.token_hex(4)}"
        with self.connection() as making:
            making.execute(f"create database {name}")
        return f"ducklake:postgres://{USER}@127.0.0.1:{self.port}/{name}?data={data}"

    def remove(self) -> None:
        """Stops it for good and leaves nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        as_whom = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        with (self.folder / "said").open("a") as said:
            done = subprocess.run(
                [self._programs / program, *arguments], cwd=self.folder, stdout=said, stderr=said, **as_whom
            )
        if done.returncode:
            raise RuntimeError(f"{program}: {(self.folder / 'said').read_text()[-2000:]}")


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest version of several."""
    folders = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr/pgsql").parent.glob("pgsql-*/bin")]
    found = {folder for folder in folders if (folder / "initdb").exists()}
    if found:
        return max(found, key=lambda folder: [int(part) for part in folder.parent.name.split("-")[-1].split(".")])
    on_path = shutil.which("initdb")
    assert on_path, MISSING
    return Path(on_path).resolve().parent


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return int(asking.getsockname()[1])
