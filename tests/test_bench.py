"""The benchmarks: what they measure is sound and always the same, and what they say of it is what was measured."""

import doctest
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

import clock
import facts
import floor
import growth
import json_ld
import linkml_peer
import machine
import plot
import run
import sides
import table
import unchanged
from communique.graph.api import check
from communique.graph.rdf import facts_quads
from communique.graph.schema import load_schema
from conftest import ROOT
from episode import cast, episode
from table import Bound, Row, Table, at_most, faster, figure, keep, under

# --- the facts


def test_what_has_no_whole_number_of_episodes_has_exactly_so_many_records(tmp_path: Path) -> None:
    folder, texts = facts.write(tmp_path, 399)
    found, _ = check(folder)
    assert (len(found.records), found.problems, list(texts.iterdir())) == (399, [], [])


def test_the_last_of_a_million_records_are_sound(tmp_path: Path) -> None:
    records = {"cast": cast(), **{f"episode-{number}": episode(number).records for number in (0, 4_998, 4_999)}}
    for name, written in records.items():
        (tmp_path / f"{name}.yaml").write_text(facts._text(written), encoding="utf-8")
    found, _ = check(tmp_path)
    assert (len(found.records), found.problems) == (3 * 200 + 17, [])


def test_facts_are_the_same_bytes_however_many_processes_write_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = facts.write(tmp_path / "one", 600)
    monkeypatch.setattr(facts, "MANY", 0)
    monkeypatch.setattr(facts, "cores", lambda: 2)
    several, _ = facts.write(tmp_path / "several", 600)
    assert {path.name: path.read_bytes() for path in one.iterdir()} == {
        path.name: path.read_bytes() for path in several.iterdir()
    }


def test_fewer_records_than_an_episode_has_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="make 200 or more"):
        facts.write(tmp_path, 100)


# --- what LinkML is given


def test_linkml_is_given_every_record(tmp_path: Path) -> None:
    folder, _ = facts.write(tmp_path, 200)
    assert sum(map(len, linkml_peer.data(folder).values())) == 200


def test_the_schema_for_linkml_has_every_key_and_names_nothing_that_it_lacks() -> None:
    schema = linkml_peer.schema()
    known = {*schema["classes"], *schema["enums"], "string", "integer", "decimal", "boolean", "uri", "uriorcurie"}
    for shape in load_schema().shapes.values():
        own = schema["classes"][shape.name]
        inherited = schema["classes"][own.get("is_a", "Anything")]["attributes"]
        assert {name.rstrip("_") for name in {**own["attributes"], **inherited}} >= {*shape.fields}
        assert {slot["range"] for slot in own["attributes"].values()} <= known


# --- what ours is compared with


def test_the_floor_drains_every_event_and_loads_every_quad_and_no_more(tmp_path: Path) -> None:
    folder, _ = facts.write(tmp_path, 200)
    quads = tmp_path / "graph.nq"
    quads.write_text("".join(f"<urn:{number}> <urn:p> <urn:o> <urn:g> .\n" for number in range(1_000)), "utf-8")
    events = [event for path in folder.iterdir() for event in yaml.parse(path.read_text("utf-8"), yaml.CSafeLoader)]
    assert (floor.drain(folder), len(floor.fill(quads, None))) == (len(events), 1_000)
    said = run_script("floor.py", folder, quads)
    assert said == f"{len(events)}\n"  # what is printed of a store would be all that it holds


@pytest.mark.filterwarnings(
    "ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning"
)  # rdflib uses what it deprecates
def test_rdflib_is_given_every_triple_that_is_asserted(tmp_path: Path) -> None:
    folder, _ = facts.write(tmp_path, 200)
    json_ld.prepare(folder, tmp_path / "facts.json")
    asserted = "".join(facts_quads(check(folder)[0])).count("\n")
    assert sum(map(len, json_ld.fill(tmp_path / "facts.json").graphs())) == asserted
    assert len(run_script("json_ld.py", folder, tmp_path / "facts.json")) < 200


def run_script(name: str, *arguments: Path) -> str:
    command = [sys.executable, str(ROOT / "benchmarks" / name), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


# --- the table


@pytest.mark.parametrize(
    ("ours", "theirs", "bound", "held"),
    [
        (1.8, 1.0, at_most(1.8), True),
        (1.81, 1.0, at_most(1.8), False),
        (1.0, 8.0, faster(8), True),
        (1.0, 7.9, faster(8), False),
        (50.0, None, under(50), True),
        (50.1, None, under(50), False),
        (None, 1.0, at_most(1.8), False),  # ours failed
        (1.0, None, faster(8), None),  # theirs did: that shows nothing
        (1.0, 1.0, None, None),
    ],
)
def test_a_bound_is_held_or_broken_or_not_known(
    ours: float | None, theirs: float | None, bound: Bound | None, held: bool | None
) -> None:
    assert Row("build", 1, ours, "peer", theirs, bound=bound).held is held


def test_a_peer_that_was_stopped_proves_a_bound_but_does_not_break_it() -> None:
    assert Row("ask", 1, 1.0, "peer", 30.0, bound=faster(8), capped=True).held is True
    assert Row("ask", 1, 10.0, "peer", 30.0, bound=faster(8), capped=True).held is None
    assert Row("ask", 1, 1.0, "peer", 30.0, capped=True).cells()[4:6] == ("> 30.0 s", "> 30.0 × faster")


def test_the_ratio_is_that_of_the_runs_where_it_is_given() -> None:
    row = Row("build", 1, 3.0, "peer", 2.0, ratio=1.9, bound=at_most(1.8))
    assert (row.held, row.cells()[5:8]) == (False, ("1.90 ×", "at most 1.8 ×", "NO"))


@pytest.mark.parametrize("module", [machine, table])
def test_the_examples_in_docstrings_run(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0 < doctest.testmod(module).attempted


def test_figures_keep_three_digits() -> None:
    assert [figure(one) for one in (28_250.4, 99.96, 12.34, 1.804, 0.012345, 0)] == [
        "28,250",
        "100.0",
        "12.3",
        "1.80",
        "0.0123",
        "0",
    ]


def test_a_table_tells_what_breaks_a_bound(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCHMARK_RESULTS", raising=False)
    made = Table("Building").begin()
    made.add(Row("build", 1_000, 1.0, "floor", 1.0, bound=at_most(1.8)))
    assert made.end() is None
    made.add(Row("load", 1_000, 2.0, "floor", 1.0, bound=at_most(1.8), remark="slow"))
    assert made.end() == "a bound is broken, or it failed: load: 2.00 × at most 1.8 ×"
    assert capsys.readouterr().out.splitlines()[-1].split()[-3:] == ["NO", "1", "(slow)"]


def test_what_failed_is_told_though_nothing_bounds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BENCHMARK_RESULTS", raising=False)
    made = Table("Building", rows=[Row("load", 1_000, None, "floor", 1.0, remark="exit code 1")])
    assert made.end() == "a bound is broken, or it failed: load: exit code 1"


def test_a_run_replaces_its_own_section_and_leaves_the_others(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    for title, ours in (("Building", 1.0), ("Checking", 2.0), ("Building", 3.0)):
        keep(Table(title, rows=[Row("it", 1_000, ours, "peer | other", 1.0)]), results)
    sections = results.read_text(encoding="utf-8").split("\n## ")
    assert [section.partition("\n")[0] for section in sections] == ["# What was measured", "Building", "Checking"]
    assert "| it | 1,000 | 3.00 s | peer \\| other | 1.00 s | 3.00 × |  |  | 1 |" in sections[1]
    assert "1.00 × |" not in sections[1]
    assert all("Measured 2" in section and " cores, " in section for section in sections[1:])


def test_every_benchmark_of_every_plan_is_there() -> None:
    named = {name for plan in run.PLANS.values() for name in plan}
    assert [name for name in sorted(named) if not (ROOT / "benchmarks" / f"{name}.py").is_file()] == []


# --- the clock


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(clock.FailedError, match=r"^exit code 1: ZeroDivisionError: division by zero$"):
        clock.spend(python("1/0"))


def test_a_process_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(clock.FailedError, match=r"^stopped after "):
        clock.spend(python("import time; time.sleep(60)"), longest=0.2)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_the_memory_of_all_processes_counts() -> None:
    both = "import os, time; child = os.fork(); mine = b'x' * 60_000_000; time.sleep(0.3); child and os.wait()"
    code = "import sys, clock; print([clock.spend(sys.argv[1:], watched=watched).peak for watched in (False, True)])"
    # By a small process: what starts another is counted with it, and this one may be large by now.
    asked = subprocess.run(
        [sys.executable, "-c", code, *python(both)], check=True, cwd=ROOT / "benchmarks", stdout=subprocess.PIPE
    )
    alone, together = map(float, asked.stdout.decode().strip("[]\n").split(","))
    assert alone < 110e6 < together


def test_nothing_is_kept_from_run_to_run_and_no_setting_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_FACTS", "elsewhere")
    code = "import os; assert [o for n, o in os.environ.items() if n.startswith('COMMUNIQUE_')] == ['off']"
    clock.spend(python(code))


def test_medians_are_of_each_figure_and_ratios_run_by_run() -> None:
    ours = [clock.Spent(wall, 1.0, 1.0) for wall in (1.0, 2.0, 9.0)]
    theirs = [clock.Spent(wall, 2.0, 1.0) for wall in (1.0, 4.0, 3.0)]
    found = clock.turns(ours, theirs)
    assert (found.ours.wall, found.theirs.wall, found.ratio.wall, found.ratio.cpu) == (2.0, 3.0, 1.0, 0.5)


# --- two sides


def test_a_peer_that_fails_is_told_and_ours_is_still_measured() -> None:
    found = sides.compare(lambda scratch: python(""), lambda: lambda scratch: python("raise SystemExit('no peer')"))
    assert (found.theirs, found.runs, found.remark) == (None, 1, "exit code 1: no peer")
    assert found.ours.wall > 0


def test_where_ours_fails_nothing_is_compared() -> None:
    with pytest.raises(clock.FailedError, match="exit code 1: no"):
        sides.compare(lambda scratch: python("raise SystemExit('no')"), lambda: lambda scratch: python(""))


def test_a_statement_is_changed_and_the_facts_stay_sound(tmp_path: Path) -> None:
    folder, _ = facts.write(tmp_path, 600)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    unchanged.change(folder, 1)
    changed = [path.name for path in folder.iterdir() if path.read_bytes() != before[path]]
    assert (changed, check(folder)[0].problems) == (["episode-002.yaml"], [])


# --- the picture of growth

FIGURES: dict[str, Any] = {
    "measured": "2030-01-07",
    "machine": "1 < 2 cores",
    "points": [
        {
            "records": 10**power,
            "ours": {"wall": 0.0123 * 10**power, "cpu": 0.0456 * 10**power, "peak": 78_900 * 10**power},
            "floor": {"wall": 0.0012 * 10**power, "cpu": 0.0023 * 10**power, "peak": 34_500 * 10**power},
        }
        for power in (3, 4, 5, 6)
    ],
}


def test_the_picture_of_growth_has_every_figure_and_who_measured_it() -> None:
    drawn = ElementTree.fromstring(plot.svg(FIGURES))
    said = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    wanted = [figure(one[name][key] / (1e9 if key == "peak" else 1)) for one in FIGURES["points"]
              for name in ("ours", "floor") for key in ("wall", "cpu", "peak")]  # fmt: skip
    assert [one for one in wanted if one not in said] == []
    assert "Measured 2030-01-07. 1 < 2 cores." in " ".join(map(str, said))


def test_linear_growth_is_a_straight_line_in_the_picture() -> None:
    panel = plot.Panel(0, "", "s", (3, 6), (0, 3))
    places = [(panel.x(10**power), panel.y(10.0 ** (power - 3))) for power in (3, 4, 5, 6)]
    slopes = {round((b[1] - a[1]) / (b[0] - a[0]), 9) for a, b in pairwise(places)}
    assert len(slopes) == 1


@pytest.mark.parametrize(("sizes", "kept"), [([1_000, 10_000, 100_000], False), ([], True)])
def test_growth_is_drawn_only_where_all_of_it_was_measured_in_one_run(
    sizes: list[int], kept: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = {one["records"]: {"quads": 1, "runs": 1, **one} for one in FIGURES["points"]}
    monkeypatch.setattr(growth, "measure", points.__getitem__)
    monkeypatch.setattr(plot, "FIGURES", tmp_path / "growth.json")
    monkeypatch.setattr(plot, "PICTURE", tmp_path / "growth.svg")
    monkeypatch.setattr(sys, "argv", ["growth.py", *map(str, sizes)])
    monkeypatch.setenv("BENCHMARK_RESULTS", str(tmp_path / "RESULTS.md"))
    with pytest.raises(SystemExit):
        growth.main()
    assert {plot.FIGURES.exists(), plot.PICTURE.exists()} == {kept}
    assert "## Growth" in (tmp_path / "RESULTS.md").read_text(encoding="utf-8")


def test_what_costs_more_for_each_record_at_a_million_breaks_the_bound() -> None:
    steady, steeper = Table("Growth"), Table("Growth")
    points = [{"quads": 1, "runs": 1, **one} for one in FIGURES["points"]]
    growth.add(steady, points[3], points[2])
    points[3]["ours"] = {**points[3]["ours"], "cpu": 1.31 * points[3]["ours"]["cpu"]}
    growth.add(steeper, points[3], points[2])
    assert [made.rows[-1].held for made in (steady, steeper)] == [True, False]


def test_the_picture_of_the_documentation_is_drawn_from_the_figures() -> None:
    import json

    drawn = plot.PICTURE.read_text(encoding="utf-8") if plot.PICTURE.exists() else ""
    assert drawn == (plot.svg(json.loads(plot.FIGURES.read_text("utf-8"))) if plot.FIGURES.exists() else "")
