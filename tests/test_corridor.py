"""The corridor: inside graph/ data flows one way, and a module imports only from its own room and those before it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT

GRAPH = ROOT / "graph"
# fmt: off
CORRIDOR = [
    "errors", "characters", "schema", "reader", "dates", "corpus", "evidence", "rules", "check", "rdf", "compile",
    "build", "release", "store", "query", "network", "timeline", "draw", "curate", "api", "commands",
]
# fmt: on
ROOM = {"queries": "query"}  # data of the room


def imports(source: str, package: str) -> Iterator[tuple[int, str]]:
    """Yield line and full dotted name of every import in `source`, a module of `package`, at whatever depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package.split(".")[: len(package.split(".")) + 1 - node.level] if node.level else []
            base += node.module.split(".") if node.module else []
            yield from ((node.lineno, ".".join([*base, alias.name])) for alias in node.names)


def may_import(room: str, name: str) -> bool:
    """Tell whether a module in `room` may import `name`: what is not ours, our data, and the corridor up to itself."""
    parts = name.split(".")
    if parts[0] != "communique":
        return True
    if parts[1:2] != ["graph"]:
        return parts[1:2] in (["ontology"], ["facts"])
    other = ROOM.get(parts[2], parts[2]) if len(parts) > 2 else ""
    return other in CORRIDOR[: CORRIDOR.index(room) + 1]


def room_of(path: Path) -> str:
    name = path.relative_to(GRAPH).parts[0].removesuffix(".py")
    return ROOM.get(name, name)


def modules_in_rooms() -> list[Path]:
    return sorted(path for path in GRAPH.rglob("*.py") if path != GRAPH / "__init__.py")


def test_every_module_has_a_room_in_the_corridor() -> None:
    assert {room_of(path) for path in modules_in_rooms()} <= set(CORRIDOR)


def test_a_room_imports_only_from_the_rooms_before_it() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in modules_in_rooms()
        for line, name in imports(
            path.read_text(encoding="utf-8"), ".".join(["communique", *path.relative_to(ROOT).parts[:-1]])
        )
        if not may_import(room_of(path), name)
    ] == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import communique.graph.draw", "communique.graph.draw"),
        ("from communique.graph.draw import svg", "communique.graph.draw.svg"),
        ("from . import draw", "communique.graph.draw"),
        ("from .draw import svg", "communique.graph.draw.svg"),
        ("from .. import Graph", "communique.Graph"),
        ("from . import Graph", "communique.graph.Graph"),
        ("def late():\n    from .draw import svg", "communique.graph.draw.svg"),
    ],
)
def test_no_import_from_further_on_goes_unseen(source: str, name: str) -> None:
    assert [found for _, found in imports(source, "communique.graph")] == [name]
    assert not may_import("schema", name)


def test_the_corridor_behind_is_open() -> None:
    assert may_import("draw", "communique.graph.errors.FactsError")
    assert may_import("draw", "communique.graph.draw.svg")
    assert may_import("schema", "communique.ontology")
    assert may_import("schema", "rdflib.Graph")
