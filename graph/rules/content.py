"""Rules about what a record must say to be of use, and about words that are not what they seem."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any

from ..corpus.facts import Facts, Record, many
from ..errors import Fault, Pointer
from ..reader.document import refused
from .rule import Found, error, warning

#: What has no width or turns the direction of writing: some scripts need it, and it can make a text look like another.
_UNSEEN = re.compile("[\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
#: One pair of marks around all of it: no mark of that kind in between.
_IN_MARKS = re.compile(r"""\s*(?:"[^"]*"|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|「[^「」]*」)\s*""")
_NO_WORD = re.compile(r"\W+")
_WORD = re.compile(r"[^\W\d_]+")
#: Scripts whose letters look alike; no word of any language is written in two of them.
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


@error
def says_nothing(facts: Facts) -> Found:
    """A statement has a quote or a gist; a claim has a value, a text, an object or a gist.

    A record that says only that somebody spoke answers no question.
    """
    needed = {"Statement": ("quote", "gist"), "Claim": ("value", "text", "object", "gist")}
    for name, keys in needed.items():
        for record in facts.of(name):
            if not any(key in record.data for key in keys):
                what = f"the {name.lower()} says nothing"
                yield record, Fault(record.pointer, what, f"give it a {' or a '.join(keys[:2])}", at="key")


@error
def value_without_unit(facts: Facts) -> Found:
    """A value has a unit, and a unit has a value.

    A bare number cannot be set beside another. Things are counted in the unit ``count``.
    """
    for record in facts.of("Claim"):
        if ("value" in record.data) != ("unit" in record.data):
            has, lacks = ("value", "unit") if "value" in record.data else ("unit", "value")
            what = f"the {has} stands without a {lacks}"
            yield record, Fault((*record.pointer, has), what, f"add the {lacks}", at="key")


@warning
def hidden_characters(facts: Facts) -> Found:
    """A text holds no character that cannot be seen.

    Characters without width, and those that turn the direction of writing, can make one text look like another. Some
    scripts need them: there, waive the warning with that reason.
    """
    for record, pointer, words in _words(facts):
        if not words.isascii() and (found := _UNSEEN.search(words)):
            what = f"the text holds U+{ord(found[0]):04X}, which cannot be seen"
            yield record, Fault(pointer, what, "remove it, unless the script needs it")


@warning
def mixed_scripts(facts: Facts) -> Found:
    """No word mixes letters of scripts that look alike, such as Latin and Cyrillic.

    A Cyrillic letter in a Latin word is seen by nobody and found by no search.
    """
    for record, pointer, words in _words(facts):
        if not words.isascii():
            for word in _WORD.findall(words):
                if len(scripts := _scripts(word)) > 1:
                    what = f"the word {word!r} mixes {' and '.join(sorted(scripts))} letters"
                    yield record, Fault(pointer, what, "write it in one script")


def _scripts(word: str) -> set[str]:
    """Return which of the scripts that look alike a word is written in."""
    if word.isascii():
        return set()
    names = {unicodedata.name(char, "").partition(" ")[0] for char in word}
    return {name.title() for name in names & _ALIKE}


def _words(facts: Facts) -> Iterator[tuple[Record, Pointer, str]]:
    leaves = facts.found.leaves
    for record, pointer, _, value in chain(leaves["text"], leaves["string"], leaves["address"]):
        if type(value) is str:
            yield record, pointer, value
        elif type(value) is dict:
            yield from ((record, pointer, words) for words in value.values() if isinstance(words, str))


@warning
def same_words_twice(facts: Facts) -> Found:
    """The same words of the same speaker are recorded once.

    Two articles that print one sentence are two pieces of evidence of one statement. Where somebody did say the same
    words again, waive the warning with that reason.
    """
    first: dict[tuple[str, str], Record] = {}
    for record in facts.of("Statement"):
        key = "quote" if "quote" in record.data else "gist"
        words, speaker = _bare(record.data.get(key)), str(record.data.get("speaker"))
        if words and not refused(speaker):
            twin = first.setdefault((speaker, words), record)
            if twin is not record:
                what = f"{twin.id} records the same words of {speaker}"
                yield record, Fault((*record.pointer, key), what, "add the evidence there, and remove one of the two")


def _bare(value: Any) -> str:
    """Return the words of a text, in whatever languages and passages, without punctuation and spaces."""
    texts = [words for part in many(value) for words in (part.values() if isinstance(part, dict) else [part])]
    return _NO_WORD.sub(" ", " ".join(text for text in texts if isinstance(text, str))).strip()


@warning
def quote_in_marks(facts: Facts) -> Found:
    """A quote is written without the quotation marks that the source puts around it.

    The marks say that it is a quote; the key says that already. Marks inside of it stay.
    """
    for record in facts.of("Statement"):
        value = record.data.get("quote")
        for index, words in enumerate(many(value)):
            if isinstance(words, str) and _IN_MARKS.fullmatch(words):
                pointer: Pointer = (*record.pointer, "quote")
                pointer = (*pointer, index) if isinstance(value, list) else pointer
                yield record, Fault(pointer, "the quote stands in quotation marks", "leave the outer marks out")
