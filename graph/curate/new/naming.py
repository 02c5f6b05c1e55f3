"""Suggest an id for a record: what it is called, or who says what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any

from ...corpus.references import skeleton

#: So many words of a quote or gist, and so many letters, make an id that is still read at a glance.
_WORDS, _LONGEST = 4, 60
#: Where a record has no name: what begins its id, and what goes on.
_BEGINS = ("speaker", "accordingTo", "type", "by", "in")
_GOES_ON = ("quote", "gist", "text", "measure", "date")


def suggest_id(noun: str, data: dict[str, Any], taken: Collection[str]) -> str:
    """Return an id for a record that is like none of those taken; "" where the record says too little.

    >>> suggest_id("statement", {"speaker": "ilva-torrent", "quote": "A measure of safety, and nothing else"}, [])
    'ilva-torrent-a-measure-of-safety'
    """
    name, begins = _first(data, ("label", "title")), _first(data, _BEGINS)
    goes_on = " ".join(_first(data, _GOES_ON).split()[:_WORDS])
    words = [name] if name else [begins, goes_on or (noun if begins else "")]
    wanted = _kebab(" ".join(words))
    return next(_free(wanted, {skeleton(id_) for id_ in taken})) if wanted else ""


def _first(data: dict[str, Any], keys: Collection[str]) -> str:
    """Return the text of the first of the keys that has one."""
    for key in keys:
        value = data.get(key)
        while isinstance(value, list | dict):
            value = next(iter(value.values() if isinstance(value, dict) else value), "")
        if value:
            return str(value)
    return ""


def _kebab(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("'", "").replace("’", ""))
    plain = "".join(char for char in letters if not unicodedata.combining(char)).lower()
    words = re.findall("[a-z0-9]+", plain)
    kept = "-".join(words)
    return kept if len(kept) <= _LONGEST else kept[: _LONGEST + 1].rpartition("-")[0] or kept[:_LONGEST]


def _free(wanted: str, taken: Collection[str]) -> Iterator[str]:
    if skeleton(wanted) not in taken:
        yield wanted
    number = 2
    while True:
        if skeleton(f"{wanted}-{number}") not in taken:
            yield f"{wanted}-{number}"
        number += 1
