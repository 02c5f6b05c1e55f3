"""Measure how the cost of building grows with the facts: a store on disk, from 1,000 to 1,000,000 records.

The floor (floor.py) does the least that any build must do, on the same facts. Figures go to growth.json beside the
results, and from there to the plot (plot.py) in the documentation, where all four sizes were measured in this run.

    python benchmarks/growth.py [RECORDS ...]
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import plot
import sides
from building import Made, say
from clock import FailedError, Spent, median
from machine import machine
from sides import Side, once
from table import KEEP, Row, Table, at_most, today, under

SIZES = (1_000, 10_000, 100_000, 1_000_000)
RUNS = {1_000: 5, 10_000: 3}  #: once, where there is no figure
GIGABYTES = under(4)  #: of memory, at 1,000,000 records
#: What is beyond the floor may cost so many times a record what it costs where there are ten times fewer; linear is 1.
LINEAR, FROM = at_most(1.3), 100_000
ABOUT = """\
From YAML to a store on disk, checked, in a new process each time. Memory is the most that all processes of one run have
at once, shared pages counted once. A cost that grows as the records do stays the same for each record; that of the
engine's bulk load, which the floor is made of, grows a little faster, since it sorts.
"""
Point = dict[str, Any]
BEYOND = "what is beyond the floor"
#: What grows: all of it, what of it sorts and writes the store's files and is not ours, and the rest, which is.
COSTS: dict[str, Callable[[Point], float]] = {
    "build": lambda point: point["ours"]["cpu"],
    "floor": lambda point: point["floor"]["cpu"],
    BEYOND: lambda point: point["ours"]["cpu"] - point["floor"]["cpu"],
}


def measure(records: int) -> Point:
    """Return what so many records cost, ours and the floor. Raises FailedError where ours fails."""
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder), records)
        say(f"{records:,} records: making facts")
        facts, count = made.facts, RUNS.get(records, 1)
        say(f"{records:,} records: building")
        ours = runs(sides.build(facts), count)
        say(f"{records:,} records: making N-Quads for the floor")
        quads = made.triples
        say(f"{records:,} records, {quads:,} quads: the floor")
        floor = runs(sides.floor(facts, made.quads, disk=True), count)
    return {"records": records, "quads": quads, "runs": count, "ours": _point(ours), "floor": _point(floor)}


def runs(side: Side, count: int) -> Spent:
    """Return the medians of so many runs of a side."""
    return median([once(side, watched=True) for _ in range(count)])


def _point(spent: Spent) -> Point:
    return {"wall": round(spent.wall, 3), "cpu": round(spent.cpu, 3), "peak": int(spent.peak)}


def add(table: Table, point: Point, before: Point | None) -> None:
    """Add the rows of one size, and of what a record costs against the size before."""
    records, ours, floor, count = point["records"], point["ours"], point["floor"], point["runs"]
    table.add(Row("build onto disk", records, ours["wall"], "floor", floor["wall"], runs=count))
    table.add(Row("build onto disk, processor", records, ours["cpu"], "floor", floor["cpu"], runs=count))
    bound = GIGABYTES if records >= max(SIZES) else None
    peaks = ours["peak"] / 1e9, floor["peak"] / 1e9
    table.add(Row("build onto disk, memory", records, peaks[0], "floor", peaks[1], "GB", bound=bound, runs=count))
    if before:
        peer, bound = f"a record of {before['records']:,}", LINEAR if before["records"] >= FROM else None
        for name, cost in COSTS.items():
            now, earlier = (1e6 * cost(one) / one["records"] for one in (point, before))
            bounded = bound if name == BEYOND else None
            table.add(Row(f"{name}, processor a record", records, now, peer, earlier, "µs", bound=bounded, runs=count))


def main() -> None:
    """Print the table, and keep the figures where they are complete."""
    table = Table("Growth", " ".join(ABOUT.split()), ("pyoxigraph", "pyyaml")).begin()
    points = list[Point]()
    for records in map(int, sys.argv[1:] or SIZES):
        try:
            points.append(measure(records))
        except FailedError as error:
            table.add(Row("build onto disk", records, None, "floor", bound=GIGABYTES, remark=str(error)))
            break
        add(table, points[-1], points[-2] if points[1:] else None)
    if os.environ.get(KEEP) and {*SIZES} <= {point["records"] for point in points}:
        figures = {"measured": today(), "machine": machine(("pyoxigraph", "pyyaml")), "points": points}
        plot.FIGURES.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
        plot.main()
    sys.exit(table.end())


if __name__ == "__main__":
    main()
