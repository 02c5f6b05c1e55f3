"""Hold a YAML text as it is written: keys, values and the comments beside them, without their layout."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...schema import Field


@dataclass(frozen=True, slots=True)
class Scalar:
    """Hold one scalar: what it says, in which style it is written, and the characters that write it."""

    value: str
    style: str = ""  #: ``'``, ``"``, ``|``, ``>``, or nothing where it is plain
    raw: str = ""
    margin: int = 0  #: of a block scalar: the indentation of its parent, in characters

    @property
    def is_block(self) -> bool:
        """Say whether this is a literal or folded block scalar."""
        return self.style in ("|", ">")


@dataclass(slots=True)
class Branch:
    """Hold a map or a list, with the comments that stand behind its last entry."""

    is_map: bool
    flow: bool = False  #: written in brackets
    column: int = 0
    entries: list[Entry] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    is_record: bool = False  #: a record itself, not what is nested in one


@dataclass(slots=True)
class Entry:
    """Hold one key and its value, or one item of a list, with the comments above and beside it.

    Among the comments an empty text is a blank line.
    """

    key: Scalar | None
    value: Scalar | Branch
    above: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    field: Field | None = None  #: what the schema says of it, and of the items of its list


@dataclass(slots=True)
class Tree:
    """Hold a whole file: what stands at its head whatever comes first below, and its sections."""

    root: Branch
    head: list[str] = field(default_factory=list)
