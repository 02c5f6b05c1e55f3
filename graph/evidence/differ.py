"""Show how words differ from a text, in one line, so that it is seen at a glance."""

from __future__ import annotations

import unicodedata

from .align import Part, common, is_near

#: Letters that agree, kept on each side of a difference; letters of a difference; differences; at most.
CONTEXT, WIDEST, MOST = 28, 60, 4


def shown(parts: tuple[Part, ...]) -> str:
    """Return the parts in one line: what agrees as it is, what differs as [quote→text]; … stands for what is cut."""
    pieces: list[str] = []
    differing = 0
    for index, (ours, theirs) in enumerate(parts):
        if ours == theirs:
            pieces.append(_excerpt(ours, first=index == 0, last=index == len(parts) - 1))
        elif differing == MOST:
            return "".join(pieces) + "…"
        else:
            differing += 1
            pieces.append(_difference(ours, theirs))
    return "".join(pieces)


def _excerpt(text: str, first: bool, last: bool) -> str:
    """Return words that agree: behind the first difference their start, before the last their end, between both."""
    if len(text) <= (WIDEST if first == last else CONTEXT):
        return text
    head, tail = _head(text), _head(text[::-1])[::-1]
    return f"…{tail}" if first and not last else f"{head}…" if last and not first else f"{head}…{tail}"


def _head(text: str) -> str:
    """Return the start of a text, as far as to the end of a word where one is near."""
    head = text[:CONTEXT]
    return head[: head.rfind(" ") + 1] if head.rfind(" ") > CONTEXT // 2 else head


def _difference(ours: str, theirs: str) -> str:
    """Return a difference; of words that are nearly the same only the letters that differ."""
    shorter = min(len(ours), len(theirs))
    head = common(ours, theirs, shorter)
    tail = common(ours[::-1], theirs[::-1], shorter - head)
    if not is_near(ours, theirs):
        head, tail = int(ours[:1] == theirs[:1] == " "), int(ours[-1:] == theirs[-1:] == " " and shorter > 1)
    before, after = ours[:head], ours[len(ours) - tail :]
    ours, theirs = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    scripts = {_script(char) for char in ours + theirs if char.isalpha()}
    pair = "→".join(_short(visible(part, len(scripts) > 1)) for part in (ours, theirs))
    return f"{_excerpt(before, True, False)}[{pair}]{_excerpt(after, False, True)}"


def _short(text: str) -> str:
    return text if len(text) <= WIDEST else f"{text[: WIDEST // 2]}…{text[-WIDEST // 2 :]}"


def visible(text: str, foreign: bool = False) -> str:
    r"""Return a text in which nothing is unseen: spaces as ␣ where they stand alone, what has no shape as U+XXXX.

    Dashes are named too, and, where ``foreign``, letters that are not ASCII: they look like others.

    >>> visible("a\u200bb\u2011 ")
    'aU+200Bb‑(U+2011)␣'
    """
    edges = (len(text) - len(text.lstrip(" ")), len(text.rstrip(" ")))
    return "".join(
        "␣" if char == " " and not edges[0] <= at < edges[1] else _seen(char, foreign) for at, char in enumerate(text)
    )


def _seen(char: str, foreign: bool) -> str:
    kind, code = unicodedata.category(char), f"U+{ord(char):04X}"
    if char.isascii() and char.isprintable():
        return char
    if kind[0] in "MCZ":
        return code
    return f"{char}({code})" if kind == "Pd" or char == "\u2212" or (foreign and char.isalpha()) else char


def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
