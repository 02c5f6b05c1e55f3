"""Formats: the ending chooses, nothing else is written, and the same graph gives the same bytes everywhere."""

import copy
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from communique.graph.draw import FORMATS, draw
from communique.graph.errors import MissingError, OutputError
from graphs import Graph, hostile, small

TITLE = "Who said what"
#: Ending → the package that writes it, and the extra that brings it.
PARTS = {"png": ("resvg_py", "png"), "pdf": ("vl_convert", "pdf")}


def all_formats(graph: "nx.MultiDiGraph[Any]", folder: Path) -> dict[str, bytes]:
    for ending in FORMATS:
        draw(graph, folder / f"picture.{ending}", title=TITLE)
    return {path.name.removeprefix("picture."): path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_ending_chooses_the_format_and_nothing_else_is_written(tmp_path: Path) -> None:
    assert sorted(all_formats(small(), tmp_path)) == sorted(FORMATS)


@pytest.mark.parametrize("name", ["a.SVG", "b.c.svg", "nodes.csv", "x.NODES.csv", "x.y.edges.csv", "graph.dot", "x.gv"])
def test_an_ending_may_have_two_parts_and_be_written_in_capitals(name: str, tmp_path: Path) -> None:
    assert draw(small(), tmp_path / name) == ()
    starts = {"svg": b"<svg", "nodes.csv": b"id,label", "edges.csv": b"id,source", "dot": b"digraph", "gv": b"digraph"}
    ending = next(ending for ending in starts if name.lower().endswith(ending))
    assert (tmp_path / name).read_bytes().startswith(starts[ending])


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("picture.htm", r"no picture ends in \.htm; did you mean 'html'\?"),
        ("picture.jpg", r"no picture ends in \.jpg; did you mean 'png'\?"),
        ("picture.graphm", r"did you mean 'graphml'\?"),
        ("picture.node.csv", r"picture\.node\.nodes\.csv or .*picture\.node\.edges\.csv"),
        (
            "picture.csv",
            r"a table holds the nodes or the edges; name it .*picture\.nodes\.csv or .*picture\.edges\.csv",
        ),
        ("picture.xlsx", r"known are: cyjs, dot, edges\.csv, gexf, graphml, gv, html"),
        ("picture", "the name has no ending"),
        (".svg", "the name has no ending"),
        ("svg", "the name has no ending"),
    ],
)
def test_any_other_ending_is_refused_with_what_to_do_and_what_was_there_stays(
    name: str, message: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_text("before", encoding="utf-8")
    with pytest.raises(OutputError, match=message):
        draw(small(), path)
    assert path.read_text(encoding="utf-8") == "before"


@pytest.mark.parametrize("ending", PARTS)
def test_a_format_whose_part_is_missing_names_the_command_that_installs_it(
    ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package, extra = PARTS[ending]
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingError, match=rf"is not installed; pip install 'communique\[{extra}\]'$"):
        draw(small(), tmp_path / f"picture.{ending}")
    assert list(tmp_path.iterdir()) == []


def test_drawing_leaves_the_network_as_it_was(tmp_path: Path) -> None:
    graph = small()
    before = copy.deepcopy(graph)
    all_formats(graph, tmp_path)
    assert list(graph.nodes(data=True)) == list(before.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))


def test_a_network_of_nothing_is_drawn(tmp_path: Path) -> None:
    assert sorted(all_formats(Graph(), tmp_path)) == sorted(FORMATS)


def test_the_same_network_gives_the_same_bytes_whatever_hash_seed_time_zone_locale_and_folder(tmp_path: Path) -> None:
    script = "import pathlib, sys, test_formats as t; t.all_formats(t.hostile(), pathlib.Path(sys.argv[1]))"
    found = []
    for seed, zone, locale in (("0", "UTC", "C"), ("1", "Pacific/Kiritimati", "tr_TR.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        settings = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", script, str(folder)], env=settings, check=True, cwd=folder, timeout=120)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
    assert len(found[0]) == len(found[1]) == len(FORMATS)


@pytest.mark.parametrize("ending", FORMATS)
def test_no_file_names_the_day_or_a_place_of_this_machine(ending: str, tmp_path: Path) -> None:
    draw(hostile(), tmp_path / f"picture.{ending}")
    content = (tmp_path / f"picture.{ending}").read_bytes()
    assert str(tmp_path).encode() not in content
    assert b"CreationDate" not in content
    assert b"lastmodifieddate" not in content
