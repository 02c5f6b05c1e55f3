"""Write the elements of SVG: attributes and text are escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from ..clean import text as plain
from ..shapes import COLOURS

Attributes = dict[str, str | float]
Paint = Callable[[str], str]  #: the name of a colour → how it is written


def printed(name: str) -> str:
    """Return a colour for paper: the light one, by its number."""
    return COLOURS[name][0]


def styled(name: str) -> str:
    """Return a colour for a page, whose style sheet tells what it is by day and by night."""
    return f"var(--{name})"


def tag(name: str, *inside: str, **attributes: str | float) -> str:
    """Return an element; attributes are escaped here, empty ones left out; what stands inside is markup already."""
    written = "".join(f" {_name(key)}={quoteattr(number(value))}" for key, value in attributes.items() if value != "")
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def words(text: str) -> str:
    """Return text as it stands inside of an element."""
    return escape(plain(text))


def shift(x: float, y: float) -> str:
    """Return the transform that moves to a place."""
    return f"translate({number(x)} {number(y)})"


def number(value: str | float) -> str:
    """Return a number in two decimals at most, and text as it is."""
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def point(place: tuple[float, float]) -> str:
    """Return the two numbers of a place."""
    return f"{number(place[0])} {number(place[1])}"


def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
