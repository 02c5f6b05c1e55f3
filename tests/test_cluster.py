"""A cluster gives what one process gives, whoever of it dies; what kills its workers is named."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

import labour
from communique.graph.build.pieces import each_by, pieces
from communique.graph.build.work import Workers, results
from communique.graph.compile import parts
from communique.graph.errors import QueryError, WorkError
from conftest import ROOT, need
from disk import write
from labour import Fatal

PATIENCE = 20.0


class Cluster(NamedTuple):
    """A scheduler, and the address that it says."""

    scheduler: subprocess.Popen[bytes]
    address: str


@contextmanager
def cluster(folder: Path, workers: int, paths: str = str(ROOT / "tests")) -> Iterator[Cluster]:
    """Run a scheduler on loopback, and so many workers that know the modules in a folder."""
    need("Dask", find_spec("distributed"))
    file = folder / "scheduler.json"
    here = ("--host", "127.0.0.1", "--no-dashboard")
    with ExitStack() as stack:
        scheduler = stack.enter_context(
            started(folder, "", "scheduler", *here, "--port", "0", "--scheduler-file", file)
        )
        until = time.monotonic() + PATIENCE
        while not file.exists():
            assert scheduler.poll() is None, (folder / "scheduler.log").read_text()
            assert time.monotonic() < until
            time.sleep(0.05)
        address = json.loads(file.read_text())["address"]
        if workers:
            count = ("--nworkers", str(workers), "--nthreads", "1", "--local-directory", folder)
            stack.enter_context(started(folder, paths, "worker", address, *here, *count))
        yield Cluster(scheduler, address)


@contextmanager
def started(folder: Path, paths: str, what: str, *options: object) -> Iterator[subprocess.Popen[bytes]]:
    settings = {
        **os.environ,
        "PYTHONPATH": paths,
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "3s",  # for so long it looks for the results of a dead worker
        "DASK_DISTRIBUTED__WORKER__DAEMON": "True",
    }
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *map(str, options)]
    with (
        (folder / f"{what}.log").open("wb") as log,
        subprocess.Popen(command, env=settings, cwd=folder, stdout=log, stderr=log) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()  # a worker's nanny ends it


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as found:
        yield Workers.from_options(None, found.address)


def test_a_cluster_gives_results_in_order(two: Workers) -> None:
    assert list(results(labour.slow_first, range(30), two)) == [number * number for number in range(30)]


def test_two_workers_of_a_cluster_work(two: Workers) -> None:
    assert len(set(results(labour.which, range(10), two)) - {os.getpid()}) == 2


def test_what_a_function_raises_comes_from_a_cluster_as_it_is(two: Workers) -> None:
    taken: list[int] = []
    with pytest.raises(QueryError, match=r"^three is too many; take two") as caught:
        taken.extend(results(labour.refuse, range(100), two))
    assert taken == [0, 1, 2]
    assert (caught.value.problem, caught.value.remedy) == ("three is too many", "take two")


def test_where_a_worker_of_a_cluster_dies_another_does_its_work(two: Workers, tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path), times=1)
    items = [(fatal, number) for number in range(30)]
    assert list(results(labour.die, items, two)) == [number * number for number in range(30)]
    assert labour.deaths(fatal) == 1


def test_a_cluster_builds_the_same_bytes_though_a_worker_dies(
    two: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"t{number}.yaml": f"topics: {{t{number}: {{label: Topic {number}}}}}\n" for number in range(20)}
    facts = write(tmp_path / "facts", texts)
    monkeypatch.setattr(parts, "_READ", 100)
    monkeypatch.setattr(parts, "_WRITTEN", 100)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    alone = list(pieces(facts))
    monkeypatch.setattr(parts, "write_batch", labour.compile_dying_once)
    assert list(pieces(facts, each_by(two))) == alone
    assert list(tmp_path.parent.glob("once"))


def test_what_kills_the_workers_of_a_cluster_is_named_and_nothing_else(two: Workers, tmp_path: Path) -> None:
    fatal = Fatal(str(tmp_path))
    items = [(fatal, number) for number in range(30)]
    taken: list[int] = []
    with pytest.raises(
        WorkError, match=r"^file 7: each process that works on it is ended \(the last of several at tcp"
    ):
        taken.extend(results(labour.die, items, two, name=lambda item: f"file {item[1]}"))
    assert taken == [0, 1, 4, 9, 16, 25, 36]
    assert labour.deaths(fatal) == 4


def test_a_worker_without_our_modules_says_so_and_a_scheduler_needs_none(tmp_path: Path) -> None:
    with cluster(tmp_path, 1, paths="") as found, pytest.raises(WorkError) as caught:
        list(results(labour.square, range(3), Workers.cluster(found.address)))
    assert str(caught.value) == f"{found.address}: its workers have no module labour; install there what is here"


def test_a_cluster_that_goes_away_is_told_in_words_alone(tmp_path: Path) -> None:
    from distributed import client

    assert client.logger.isEnabledFor(logging.ERROR)
    with cluster(tmp_path, 1) as found:
        taken = results(labour.which, range(1_000), Workers.cluster(found.address))
        next(taken)
        assert not client.logger.isEnabledFor(logging.CRITICAL)
        found.scheduler.kill()
        with pytest.raises(WorkError, match="the scheduler has gone; start it again, and then this"):
            list(taken)
    assert client.logger.isEnabledFor(logging.ERROR)


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster(tmp_path, 0) as found:
        monkeypatch.setattr("communique.graph.build.work.cluster._PATIENCE", 0.5)
        with pytest.raises(WorkError) as caught:
            list(results(labour.square, range(3), Workers.cluster(found.address)))
    wanted = f"{found.address}: the scheduler has no workers; start some: dask worker {found.address}"
    assert str(caught.value) == wanted


def test_where_no_scheduler_is_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    need("Dask", find_spec("distributed"))
    monkeypatch.setattr("communique.graph.build.work.cluster._PATIENCE", 0.5)
    with pytest.raises(WorkError, match=r"^tcp://127\.0\.0\.1:1: no scheduler of Dask answers there; start one: dask"):
        list(results(labour.square, range(3), Workers.cluster("tcp://127.0.0.1:1")))
