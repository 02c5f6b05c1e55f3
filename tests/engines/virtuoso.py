"""Virtuoso, from Debian: the open-source build of an engine that also comes as a cluster, with all its ways.

Graphs are put by the user dba, who is asked for by digest.
"""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from conftest import need

from .engine import Engine, free_port, running

SETTINGS = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
[SPARQL]
ResultSetMaxRows = {rows}
"""
ROWS = 10_000  #: as in the settings that it comes with


@contextlib.contextmanager
def started(folder: Path, _: bytes) -> Iterator[Engine]:
    named = os.environ.get("COMMUNIQUE_TEST_VIRTUOSO")
    program = need("Virtuoso (apt-get install virtuoso-opensource-7-bin)", named or shutil.which("virtuoso-t"))
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=sql, http=http, rows=ROWS), encoding="utf-8")
    with running([program, "+foreground", "+configfile", "virtuoso.ini"], folder, http, "/sparql"):
        start = f"http://127.0.0.1:{http}"
        yield Engine(f"{start}/sparql", f"{start}/sparql-graph-crud-auth", "dba", "dba", sql)


def bulk_load(engine: Engine, folder: Path) -> None:
    """Load the packed parts in a folder, which must be in that of the engine, as its documentation says."""
    program = need("isql of Virtuoso (apt-get install virtuoso-opensource-7-bin)", shutil.which("isql-vt"))
    graph = "http://example.org/unused"  # for triples without a graph, of which there are none
    for line in (f"ld_dir('{folder}', '*.nq.gz', '{graph}');", "rdf_loader_run();", "checkpoint;"):
        command = [program, f"127.0.0.1:{engine.sql}", engine.user, engine.password, f"exec={line}"]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
