"""A real PostgreSQL for the storage tests: on loopback, as an ordinary account, in a folder that goes away."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import start

ACCOUNT = "trainer-tests"


class Postgres:
    """One running server.

    Attributes:
        url: for ``--database``; the database is empty.
    """

    def __init__(self, url: str) -> None:
        self.url = url

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Postgres | None]:
        """Start a server for the block; None where none can be had."""
        tools = _tools() or (_install() and _tools())
        if not tools:
            yield None
            return
        folder = Path(tempfile.mkdtemp(prefix="trainer-pg-"))
        try:
            account = _account()
            if account:
                shutil.chown(folder, account)
            port = _free_port()
            data = folder / "data"
            made = _as(
                account, tools / "initdb", "-D", data, "-E", "UTF8", "--locale=C.UTF-8", "-U", "trainer", "-A", "trust"
            )
            options = f"-p {port} -c listen_addresses=127.0.0.1 -c fsync=off -k {folder}"
            log = folder / "log"
            if made and _as(account, tools / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start"):
                try:
                    yield cls(f"postgresql+psycopg://trainer@127.0.0.1:{port}/postgres")
                finally:
                    _as(account, tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
            else:
                yield None
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _tools() -> Path | None:
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def _install() -> bool:
    # Debian's package would start a server of its own; the tests want only the programs.
    if start.is_root() and shutil.which("apt-get"):
        common = Path("/etc/postgresql-common")
        common.mkdir(parents=True, exist_ok=True)
        setting = common / "createcluster.conf"
        if not setting.exists():
            setting.write_text("create_main_cluster = false\n", "ascii")
    return start.apt_install(["postgresql"], "The storage tests want a PostgreSQL server.")


def _account() -> str | None:
    # The server refuses to run as root.
    if not start.is_root():
        return None
    if subprocess.run(["id", ACCOUNT], check=False, capture_output=True).returncode:
        subprocess.run(["useradd", "--system", "--no-create-home", ACCOUNT], check=True)
    return ACCOUNT


def _as(account: str | None, *words: object) -> bool:
    command = [str(word) for word in words]
    if account:
        command = ["runuser", "-u", account, "--", *command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    env = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=False, cwd="/", env=env, **quiet).returncode == 0  # type: ignore[call-overload]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
