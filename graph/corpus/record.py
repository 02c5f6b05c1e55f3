"""Hold a record, the file that it stands in, and the data set that the file belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Pointer
from ..reader import Document
from ..reader.document import refused
from ..schema import Shape
from .places import DESCRIPTION

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Describe one folder of facts, as its ``dataset.yaml`` does."""

    folder: Path
    base: str
    language: str
    data: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """Hold one file of facts: the name to print, and what was read from it."""

    name: str
    document: Document
    dataset: Dataset

    @property
    def describes(self) -> bool:
        """Say whether this is the ``dataset.yaml`` of its folder, and holds no facts."""
        return Path(self.name).name == DESCRIPTION


@dataclass(frozen=True, slots=True)
class Record:
    """Hold one record: its id, its shape, and its data as written."""

    id: str
    section: str
    shape: Shape
    data: Json
    file: File

    @property
    def iri(self) -> str:
        """Return the IRI of the thing that is recorded."""
        return self.file.dataset.base + self.id

    @property
    def pointer(self) -> Pointer:
        """Return the pointer to the record in its file."""
        return (self.section, self.id)

    def nested(self, key: str) -> list[Json]:
        """Return the nested records under a key; an empty list when there are none."""
        value = self.data.get(key)
        if type(value) is list:
            return [item for item in value if type(item) is dict]
        return [value] if type(value) is dict else []


def many(value: Any) -> list[Any]:
    """Return a value that may stand alone or in a list, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def word(data: Json, key: str) -> str:
    """Return the word or the id that stands under a key; "" where nothing, or something else, stands there."""
    value = data.get(key)
    return value if isinstance(value, str) and not refused(value) else ""


def shape_of(kinds: dict[str, Shape], data: Any) -> Shape:
    """Return the shape that a record of a section has by its kind; the section's first where that is not known."""
    kind = data.get("kind", "") if isinstance(data, dict) else ""
    return kinds.get(str(kind)) or next(iter(kinds.values()))
