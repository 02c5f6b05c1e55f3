"""Hold what a release says of itself: which parts, of how many bytes and quads, with which hashes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any

from ..corpus.places import MANIFEST

#: Of the manifest; one that reads otherwise has another.
FORMAT = 1
NAME, DESCRIPTION, PART = MANIFEST, "void.ttl", "part-"
MOST = 10_000  #: parts
LIMIT = 10_000_000  #: bytes of a manifest, which are enough for so many parts
_HUGE = 2**53  #: the first number that JSON does not keep for everybody
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_COUNT = {"type": "integer", "minimum": 0, "exclusiveMaximum": _HUGE}


@dataclass(frozen=True, slots=True)
class Content:
    """Hold how long some bytes are, and their SHA-256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the name of a part, what its file is, what is in it once it is unpacked, and of how many quads."""

    name: str
    quads: int
    file: Content
    content: Content

    @property
    def zipped(self) -> bool:
        """Say whether the file is to be unpacked."""
        return self.name.endswith(".gz")


@dataclass(frozen=True, slots=True)
class Manifest:
    """Hold what is in a release, which is named by it."""

    communique: str  #: the version that wrote it
    ontology: str  #: SHA-256 of its N-Quads
    bases: tuple[str, ...]  #: what the ids of the data sets are appended to
    graphs: dict[str, int]  #: graph → quads
    parts: tuple[Part, ...]
    description: Content = Content(0, "")

    @property
    def quads(self) -> int:
        """Return how many quads there are in all."""
        return sum(self.graphs.values())

    @property
    def name(self) -> str:
        """Return the name of the release, which follows from its content.

        The bytes of packed files are left out: another version of zlib packs the same content into others.
        """
        said = self._said()
        for part in said["parts"]:
            del part["file"]
        del said["description"]
        return hashlib.sha256(_json(said)).hexdigest()[:16]

    @property
    def files(self) -> list[tuple[str, Content]]:
        """Return each file but the manifest itself, in order, with what it is."""
        return [*((one.name, one.file) for one in self.parts), (DESCRIPTION, self.description)]

    def to_json(self) -> bytes:
        """Return the text of the manifest."""
        return _json(self._said())

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Return the manifest that a text holds. Raises ValueError, in words for people, where it holds none."""
        try:
            said = json.loads(text, parse_float=str, parse_constant=str)  # no number of ours is one of those
        except (ValueError, RecursionError) as error:
            raise ValueError("this is no JSON") from error
        if isinstance(said, dict) and isinstance(said.get("format"), int) and said["format"] > FORMAT:
            raise ValueError("a later version of Communiqué wrote it")
        if faults := [_told(one) for one in _validator().iter_errors(said)]:
            raise ValueError(", ".join(faults[:3]))
        found = cls(
            said["communique"],
            said["ontology"],
            tuple(said["bases"]),
            said["graphs"],
            tuple(_part(one) for one in said["parts"]),
            Content(**said["description"]),
        )
        if [one.name for one in found.parts] != [part_name(n, one.zipped) for n, one in enumerate(found.parts, 1)]:
            raise ValueError("its parts are not numbered from 1")
        if not said["quads"] == found.quads == sum(one.quads for one in found.parts):
            raise ValueError("the quads of its parts and of its graphs are not as many")
        return found

    def _said(self) -> dict[str, Any]:
        return {"format": FORMAT, "quads": self.quads, **asdict(self)}


def version() -> str:
    """Return the version of the package that is installed."""
    from importlib.metadata import version as installed

    return installed("communique")


def content_of(text: bytes) -> Content:
    """Return how long some bytes are, and their SHA-256."""
    return Content(len(text), hashlib.sha256(text).hexdigest())


def part_name(number: int, zipped: bool) -> str:
    """Return the name of the file of a part.

    >>> part_name(1, zipped=True)
    'part-0001.nq.gz'
    """
    return f"{PART}{number:04}.nq{'.gz' if zipped else ''}"


def with_description(manifest: Manifest, text: bytes) -> Manifest:
    """Return the manifest of a release whose description is this text."""
    return replace(manifest, description=content_of(text))


def _json(said: dict[str, Any]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def _part(said: dict[str, Any]) -> Part:
    return Part(said["name"], said["quads"], Content(**said["file"]), Content(**said["content"]))


@cache
def _validator() -> Any:
    import jsonschema_rs

    content = _map(bytes=_COUNT, sha256=_SHA256)
    name = {"type": "string", "pattern": rf"^{PART}[0-9]{{4,5}}\.nq(\.gz)?$"}
    text = {"type": "string", "maxLength": 1000}
    whole = _map(
        format={"const": FORMAT},
        communique=text,
        ontology=_SHA256,
        bases={"type": "array", "items": text},
        quads=_COUNT,
        graphs={"type": "object", "additionalProperties": _COUNT, "maxProperties": 1000},
        parts={
            "type": "array",
            "maxItems": MOST,
            "items": _map(name=name, quads=_COUNT, file=content, content=content),
        },
        description=content,
    )
    return jsonschema_rs.validator_for(whole)


def _map(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _told(error: Any) -> str:
    """Return what is wrong at which place, in ASCII and not at length."""
    place = "/".join(map(str, error.instance_path))
    return ascii(f"{place}: {error.message}" if place else error.message)[1:-1][:200]
