"""Many workers give what one gives, in the same order and no more of it at once; what is raised comes through."""

import multiprocessing
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import labour
from communique.graph.build.work import Workers, results
from communique.graph.build.work.cores import cores
from communique.graph.errors import (
    CommuniqueError,
    EndpointError,
    FactsError,
    MissingError,
    OutputError,
    ParameterError,
    QueryError,
    ReleaseError,
    RevisionError,
    UnknownError,
    WorkError,
)
from conftest import need
from labour import HERE, TWO, WHO

PATIENCE = 20.0


@pytest.fixture(autouse=True)
def nobody_is_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


# --- order


@pytest.mark.parametrize("who", WHO)
def test_results_come_in_the_order_of_the_items_however_long_each_takes(who: str) -> None:
    assert list(results(labour.slow_first, range(30), WHO[who])) == [number * number for number in range(30)]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("count", [0, 1])
def test_there_may_be_little_to_do(who: str, count: int) -> None:
    assert list(results(labour.square, range(count), WHO[who])) == [0] * count


def test_items_and_results_may_be_large() -> None:
    items = [bytes([number]) * labour.LARGE for number in range(5)]
    assert list(results(labour.large, range(5), TWO)) == items
    assert list(results(labour.size, items, TWO)) == [labour.LARGE] * 5


def test_where_other_threads_run_processes_work_too() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert list(results(labour.square, range(5), TWO)) == [0, 1, 4, 9, 16]
    finally:
        done.set()
        thread.join()


def test_there_are_no_more_processes_than_workers_and_than_items() -> None:
    numbers = set(results(labour.which, range(12), Workers.processes(3)))
    assert len(numbers) == 3
    assert os.getpid() not in numbers
    with closing(results(labour.which, range(2), Workers.processes(8))) as found:
        next(found)
        assert len(multiprocessing.active_children()) == 2
    assert set(results(labour.which, range(3), Workers.processes(1))) == {os.getpid()}


def test_work_after_work_starts_as_fast() -> None:
    """A fork is refused where there are other threads, and those of the work before are not among them."""
    need("/proc", Path("/proc/self/task").exists())
    code = (
        "import multiprocessing, sys; from communique.graph.build.work import Workers, results\n"
        "for _ in range(50): assert list(results(abs, range(3), Workers.processes(2))) == [0, 1, 2]\n"
        "print('multiprocessing.popen_spawn_posix' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


# --- how much at once


class Counted:
    """Count how many of so many items have been taken."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.taken = 0

    def __iter__(self) -> Iterator[int]:
        for number in range(self.size):
            self.taken += 1
            yield number


@pytest.mark.parametrize(("who", "most"), [("here", 1), ("processes", 6), ("another pool", 6), ("threads", 6)])
def test_few_items_are_taken_before_their_results_are(who: str, most: int) -> None:
    items = Counted(1_000)
    with closing(results(labour.square, items, WHO[who])) as found:
        for count in range(1, 40):
            next(found)
            assert items.taken <= count + most
        time.sleep(0.1)
        assert items.taken <= 40 + most


@pytest.mark.parametrize(("items", "total"), [([1, 2, 3], 3), (iter([1, 2, 3]), None)])
@pytest.mark.parametrize("workers", [HERE, TWO])
def test_it_is_told_how_many_are_done(items: list[int], total: int | None, workers: Workers) -> None:
    told: list[tuple[int, int | None]] = []
    taken = list(
        results(labour.square, list(items) if total else iter([1, 2, 3]), workers, lambda *one: told.append(one))
    )
    assert taken == [1, 4, 9]
    assert told == [(1, total), (2, total), (3, total)]


def test_what_is_not_used_is_not_loaded() -> None:
    code = (
        "import sys; from communique.graph.build.work import Workers, results\n"
        "assert list(results(abs, [-1], Workers.from_options(1, None))) == [1]\n"
        "print([one for one in ('multiprocessing', 'concurrent.futures', 'distributed') if one in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


# --- what is raised


@pytest.mark.parametrize("who", WHO)
def test_what_the_function_raises_comes_through_as_it_is(who: str) -> None:
    taken: list[int] = []
    with pytest.raises(QueryError, match=r"^three is too many; take two") as caught:
        taken.extend(results(labour.refuse, range(100), WHO[who]))
    assert taken == [0, 1, 2]
    assert (caught.value.problem, caught.value.remedy) == ("three is too many", "take two")


@pytest.mark.parametrize("workers", [HERE, TWO])
def test_problems_keep_their_places(workers: Workers) -> None:
    with pytest.raises(FactsError) as caught:
        list(results(labour.find_faults, [1], workers))
    assert caught.value.problems == (labour.PROBLEM,)
    assert str(caught.value) == str(labour.PROBLEM)


ERRORS: list[CommuniqueError] = [
    FactsError([labour.PROBLEM]),
    QueryError("a", "b"),
    ParameterError("a", "b", "c"),
    UnknownError("word", "a", ["b"]),
    RevisionError("a", "b"),
    ReleaseError("a", "b", "c"),
    EndpointError("http://a", "b", "c", 500),
    WorkError("a", "b", "c"),
    MissingError("a", "b"),
    OutputError("a", "b", "c"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda one: type(one).__name__)
def test_an_error_for_people_goes_from_process_to_process_whole(error: CommuniqueError) -> None:
    carried = pickle.loads(pickle.dumps(error))
    assert type(carried) is type(error)
    assert (str(carried), carried.args, vars(carried)) == (str(error), error.args, vars(error))


def test_every_error_for_people_is_tried() -> None:
    def leaves(kind: type[CommuniqueError]) -> set[type[CommuniqueError]]:
        return {kind}.union(*map(leaves, kind.__subclasses__()))

    ours = {kind for kind in leaves(CommuniqueError) if kind.__module__ == CommuniqueError.__module__}
    assert ours - {CommuniqueError} == set(map(type, ERRORS))


def test_an_error_says_where_in_the_worker_it_was_raised() -> None:
    with pytest.raises(QueryError) as caught:
        list(results(labour.refuse, [3], TWO))
    (note,) = caught.value.__notes__
    assert 'raise QueryError("three is too many", "take two")' in note


def test_an_error_that_cannot_be_carried_says_what_it_says() -> None:
    with pytest.raises(RuntimeError, match="Odd: this and that"):
        list(results(labour.be_odd, [1], TWO))


def test_a_result_that_cannot_be_carried_is_an_error() -> None:
    with pytest.raises(TypeError, match="cannot pickle"):
        list(results(labour.make_thread, [1], TWO))


def test_a_function_without_a_name_is_an_error() -> None:
    with pytest.raises((AttributeError, pickle.PicklingError), match="lambda"):
        list(results(lambda one: one, [1], TWO))


# --- who is asked for


@pytest.mark.parametrize(
    ("workers", "dask", "message"),
    [
        (0, None, "--workers: 0 is no number of workers; write 1 to 1,024"),
        (-3, None, "--workers: -3 is no number of workers"),
        (10**6, None, "--workers: 1000000 is no number"),
        (2, "tcp://127.0.0.1:8786", "--workers counts processes of this machine, and --dask names others; give one"),
        (None, "nowhere", "--dask: 'nowhere' is no address of a scheduler; write it as the scheduler says it, such as"),
        (None, "tcp://a b:1", "is no address"),
        (None, "tcp://127.0.0.1", "is no address"),
        (None, "", "is no address"),
    ],
)
def test_what_names_no_workers_is_refused(workers: int | None, dask: str | None, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Workers.from_options(workers, dask)


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.build.work.workers.find_spec", lambda name: None)
    with pytest.raises(MissingError, match=r"Dask is not installed; pip install 'communique\[dask\]'"):
        Workers.from_options(None, "tcp://127.0.0.1:8786")


def test_one_worker_is_this_process() -> None:
    assert Workers.from_options(1, None) == HERE


def test_without_a_wish_there_is_a_process_for_each_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.build.work.workers.cores", lambda: 3)
    assert len(set(results(labour.which, range(12), Workers.from_options(None, None)))) == 3


@pytest.mark.parametrize(
    ("groups", "most"),
    [
        ({}, 8),
        ({"cpu.max": "max 100000\n"}, 8),
        ({"cpu.max": "200000 100000\n"}, 2),
        ({"cpu.max": "20000 100000\n"}, 1),
        ({"cpu.max": "6400000 100000\n"}, 8),
        ({"cpu.max": "what is this"}, 8),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, 8),
        ({"cpu/cpu.cfs_quota_us": "300000\n", "cpu/cpu.cfs_period_us": "100000\n"}, 3),
        ({"cpu/cpu.cfs_quota_us": "300000\n", "cpu/cpu.cfs_period_us": "0\n"}, 8),
    ],
)
def test_a_container_may_have_fewer_processors_than_its_machine(
    groups: dict[str, str], most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.graph.build.work.cores._own", lambda: 8)
    for name, text in groups.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    assert cores(tmp_path) == most


def test_this_process_has_a_processor() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
