"""A remedy names the nearest known name, or so many names as one still reads."""

from communique.graph.errors import ENOUGH, did_you_mean


def test_a_list_that_can_be_read_is_whole() -> None:
    names = [f"word-{number:02}" for number in range(40)]
    assert did_you_mean("slam", names) == f"known are: {', '.join(names)}"


def test_a_list_that_nobody_reads_is_cut_between_two_names() -> None:
    names = [f"word-{number:04}" for number in range(1_000)]
    told = did_you_mean("slam", names).removeprefix("known are: ")
    assert len(told) <= ENOUGH + len(", …")
    *whole, end = told.split(", ")
    assert (whole, end) == (names[: len(whole)], "…")


def test_a_single_endless_name_is_no_list() -> None:
    assert did_you_mean("slam", ["x" * 2_000, "y"]) == f"known are: {'x' * ENOUGH}…"
