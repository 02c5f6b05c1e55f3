"""Find the characters of a picture that no font of this machine can show, by asking the renderer itself.

Which fonts a renderer finds, and which it falls back to, only it knows; a box in place of a letter is no error to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from html import unescape

from ...errors import OutputError
from ..lettering import FONTS
from ..svg.tags import tag, words

#: A character that no font has: the last for private use.
_NONE = "\U0010fffd"
_TEXT, _TAG = re.compile(r"<text\b.*?</text>", re.DOTALL), re.compile(r"<[^>]*>")
_LISTED = 20


def remarks(markup: str, shown: Callable[[str], bytes], file: str) -> tuple[str, ...]:
    """Return what is to be said of the letters of an SVG: which of them are boxes, and what to do about it.

    ``shown`` returns what the renderer makes of an SVG; ``file`` is the kind of file, for a message.

    Raises OutputError where the machine has no font at all, and the picture no text.
    """
    letters = {char for text in _TEXT.findall(markup) for char in unescape(_TAG.sub("", text))}
    if letters and shown(_small("A")) == shown(_small(" ")):
        raise OutputError(
            f"the {file}",
            "this machine has no font for its text",
            "install one, for example fonts-dejavu-core, or choose .svg or .html",
        )
    boxes = _boxes(letters, shown)
    return (_remark(boxes),) if boxes else ()


def _boxes(letters: Iterable[str], shown: Callable[[str], bytes]) -> list[str]:
    asked = sorted(char for char in letters if not char.isascii() and unicodedata.category(char)[0] in "LNPS")
    box = shown(_small(_NONE)) if asked else b""
    return [char for char in asked if shown(_small(char)) == box]


def _remark(boxes: list[str]) -> str:
    listed = " ".join(boxes[:_LISTED]) + (" …" if len(boxes) > _LISTED else "")
    count = "1 character" if len(boxes) == 1 else f"{len(boxes)} characters"
    return (
        f"no font of this machine shows {count} of the picture, which has boxes in their place: {listed};"
        " install a font that has them, for example Noto Sans CJK (fonts-noto-cjk) for Korean, Chinese and Japanese,"
        " or choose .svg or .html, which show them wherever there is such a font"
    )


def _small(char: str) -> str:
    text = tag("text", words(char), x=6, y=32, font_size=24)
    return tag("svg", text, xmlns="http://www.w3.org/2000/svg", font_family=FONTS, width=48, height=48)
