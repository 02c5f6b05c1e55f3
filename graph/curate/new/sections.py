"""Name the sections as people do: ``statement`` for ``statements``, ``person`` for the actors of that kind."""

from __future__ import annotations

from collections.abc import Iterable

from ...errors import UnknownError
from ...schema import Field, Shape, load_schema


def section_names() -> dict[str, tuple[str, str]]:
    """Return name → section and kind: each section in the singular, then each kind that records of a section have."""
    found: dict[str, tuple[str, str]] = {}
    kinds: dict[str, tuple[str, str]] = {}
    for section, shapes in load_schema().sections.items():
        found[singular(section)] = section, ""
        kinds |= {kind: (section, kind) for kind in shapes if kind}
    return {**found, **kinds}


def section_of(name: str) -> tuple[str, str]:
    """Return the section and kind that a name means, in the singular or plural. Raises UnknownError for no name."""
    names = section_names()
    if name in load_schema().sections:
        return name, ""
    if name not in names:
        raise UnknownError("section", name, names)
    return names[name]


def singular(section: str) -> str:
    """Return the name of one record of a section."""
    shapes = load_schema().sections[section]
    first = next(iter(shapes.values()))
    return (first.name if "" in shapes else first.superclasses[0]).lower()


def with_article(noun: str) -> str:
    """Return a noun behind "a" or "an".

    >>> with_article("event")
    'an event'
    """
    return f"an {noun}" if noun[:1].lower() in set("aeiou") else f"a {noun}"


def fields_of(section: str, kind: str = "") -> dict[str, Field]:
    """Return the fields that records of a section have, of one kind or of any, in canonical order."""
    shapes: Iterable[Shape] = load_schema().sections[section].values()
    chosen = [shape for shape in shapes if kind in ("", shape.kind)]
    found = {key: field for shape in chosen for key, field in shape.fields.items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))
