"""Read how large an SVG of ours is, and change it."""

from __future__ import annotations

import re

_SIZE = re.compile(r'<svg\b[^>]*\bviewBox="0 0 ([\d.]+) ([\d.]+)"')
_MEASURES = re.compile(r'\bwidth="[\d.]+" height="[\d.]+"')


def scaled(markup: str, scale: float) -> str:
    """Return an SVG of ours whose picture is drawn at another scale."""
    wide, high = (side * scale for side in size(markup))
    return _MEASURES.sub(f'width="{wide:.2f}" height="{high:.2f}"', markup, count=1)


def size(markup: str) -> tuple[float, float]:
    """Return width and height of an SVG that begins at (0, 0)."""
    found = _SIZE.match(markup)
    if not found:
        raise ValueError("an SVG without a viewBox")
    return float(found[1]), float(found[2])
