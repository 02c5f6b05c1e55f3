"""Make tiny releases, and change what is in them, for the tests of what is published."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from communique.graph.errors import ReleaseError
from communique.graph.release import quads, verify, write_release
from communique.graph.release.manifest import NAME, Manifest
from communique.graph.release.whole import LATEST, RELEASES
from communique.graph.schema.names import BASE, CQ, FACTS_GRAPH, INFERRED_GRAPH, RDFS, TYPE

Said = dict[str, Any]


def line(id_: str, property_: str, object_: str, graph: str = FACTS_GRAPH) -> bytes:
    return f"<{BASE}{id_}> <{property_}> {object_} <{graph}> .\n".encode()


#: Two parts: a data set that describes itself and a topic; another topic, and what follows from both.
FIRST = (
    line("", TYPE, f"<{CQ}Dataset>")
    + line("", "http://purl.org/dc/terms/title", '"The \\"harbour\\" talks"@en')
    + line("", CQ + "licence", '"CC0-1.0"')
    + line("", CQ + "maintainers", '"Ada"')
    + line("", CQ + "maintainers", '"Grace <g@example.org>"')
    + line("fish", TYPE, f"<{CQ}Topic>")
    + line("fish", RDFS + "label", '"Fish"@en')
)
SECOND = (
    line("tide", TYPE, f"<{CQ}Topic>")
    + line("tide", RDFS + "label", '"Tide"@en')
    + line("tide", CQ + "broader", f"<{BASE}fish>", INFERRED_GRAPH)
)
WHOLE = FIRST + SECOND


def two_parts() -> Iterator[list[bytes]]:
    yield [FIRST[: FIRST.index(b"\n") + 1], FIRST[FIRST.index(b"\n") + 1 :]]
    yield [SECOND]


def only_first() -> Iterator[list[bytes]]:
    yield [FIRST]


def halves(lines: bytes) -> Iterator[list[bytes]]:
    """Yield N-Quads in two parts."""
    middle = lines.find(b"\n", len(lines) // 2) + 1
    yield [lines[:middle]]
    yield [lines[middle:]]


def release(folder: Path, zipped: bool = False, content: Callable[[], Iterator[list[bytes]]] = two_parts) -> Path:
    """Publish a release in a folder and return its own folder."""
    return folder / RELEASES / write_release(content(), folder, zipped).name


def latest(folder: Path) -> Path:
    """Return the folder of the release that a folder of releases points to."""
    return folder / RELEASES / (folder / LATEST).read_text(encoding="ascii").strip()


def change(folder: Path, how: Callable[[Said], object]) -> Path:
    """Change the manifest of a release, give the release the name that then fits it, and return its folder."""
    said = json.loads((folder / NAME).read_bytes())
    how(said)
    text = json.dumps(said).encode()
    (folder / NAME).write_bytes(text)
    try:
        name = Manifest.from_json(text).name
    except ValueError:
        return folder
    return folder.rename(folder.parent.parent / name)


def problems(folder: Path) -> list[str]:
    """Return everything that is wrong with a release, as the command tells it, without the folder and the remedy."""
    try:
        found = verify(folder)
    except ReleaseError as error:
        return [f"{Path(error.place).name}: {problem}" for problem in error.problems]
    return [f"{name}: {problem}" for name, problem in found.problems]


def refused(folder: Path) -> bool:
    """Say whether a release gives no quads that could be taken for its own."""
    try:
        b"".join(quads(folder))
    except ReleaseError:
        return True
    return False
