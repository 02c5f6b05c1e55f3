"""Change single characters of the shipped facts, and tell whether a check finds each change at its place."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from communique.graph.api import check
from communique.graph.corpus.facts import Facts
from communique.graph.errors import Pointer, Problem
from communique.graph.reader import Place, locate

ALIKE = dict(
    zip("abcdeghijklmnopqrstuvwxyz0123456789-. ", "аЬсԁеɡһіјκӏｍոорԛгѕтυνԝхуᴢOl２Ʒ４５б７８９‐․\u3000", strict=True)
)
NEXT = dict(zip("abcdefghijklmnopqrstuvwxyz0123456789", "bcdefghijklmnopqrstuvwxyza1234567890", strict=True))
#: What may happen to one character; an answer that is the character itself is no change.
CHANGES: dict[str, Callable[[str], str]] = {
    "an x": lambda char: "x",
    "a digit": lambda char: "4",
    "the next one": lambda char: NEXT.get(char, "a"),
    "the other case": str.swapcase,
    "one that looks like it": lambda char: ALIKE.get(char, "ж"),
    "none": lambda char: "",
    "itself twice": lambda char: char * 2,
}
#: Of a number, also every other digit.
DIGITS: dict[str, Callable[[str], str]] = {
    f"a {digit}": partial(lambda new, char: new, digit) for digit in "0123456789"
}


@dataclass(frozen=True)
class Value:
    """One value of the facts as it is written: its file, where it starts there, and where a fault in it is told."""

    file: str
    id: str
    pointer: Pointer
    text: str
    line: int
    column: int
    told: tuple[int, int]


@dataclass(frozen=True)
class Mutant:
    """A value with another text."""

    value: Value
    text: str


def values(facts: Facts, leaves: Iterable[tuple[str, str]], whole: bool = False) -> Iterator[Value]:
    """Yield the single values of (kind, key), where "" is every key; with ``whole``, each is told at its list."""
    wanted = set(leaves)
    for kind in sorted({kind for kind, _ in wanted}):
        for record, pointer, field, value in facts.found.leaves[kind]:
            if not wanted.isdisjoint({(kind, ""), (kind, field.key)}):
                yield located(record.file.name, record.file.document.text, record.id, pointer, str(value), whole)


def ids(facts: Facts) -> Iterator[Value]:
    """Yield the ids of all records, as the keys that they are."""
    for record in facts.records.values():
        text = record.file.document.text
        line, column = places(text)[record.pointer].key
        yield Value(record.file.name, record.id, record.pointer, record.id, line, column, (line, column))


def located(file: str, text: str, id_: str, pointer: Pointer, value: str, whole: bool) -> Value:
    """Return a value with its place; raises AssertionError where it is not written as it reads."""
    line, column = places(text)[pointer].value
    raw = text.split("\n")[line - 1]
    told = (line, column)
    if whole and isinstance(pointer[-1], int):
        told = places(text)[pointer[:-1]].value
    if raw[column - 1] in "'\"":
        column += 1
    assert raw[column - 1 :].startswith(value), f"{file}:{line}:{column} is not {value!r}"
    return Value(file, id_, pointer, value, line, column, told)


@cache
def places(text: str) -> dict[Pointer, Place]:
    """Return pointer → place of everything in a text."""
    return locate(text)


def at(value: Value, index: int, change: Callable[[str], str]) -> Mutant:
    """Return the value with the character at an index changed."""
    return Mutant(value, value.text[:index] + change(value.text[index]) + value.text[index + 1 :])


class Folder:
    """A copy of a folder of facts, into which mutants are written, many at a time, and taken back."""

    def __init__(self, facts: Facts, to: Path, sources: Path | None, against: Path | None = None) -> None:
        self.texts = {file.name: file.document.text for file in facts.files}
        self.to, self.sources, self.against = to, sources, str(against) if against else None
        self.write(self.texts)

    def path(self, name: str) -> Path:
        """Return where the copy of a file is."""
        return self.to / Path(name).name

    def write(self, texts: dict[str, str]) -> None:
        """Write files of the copy."""
        for name, text in texts.items():
            self.path(name).write_text(text, encoding="utf-8")

    def missed(self, mutants: Sequence[Mutant], told_at: Sequence[Value] = ()) -> list[Mutant]:
        """Return which of the mutants, all written at once, a check does not tell at their places or at those given."""
        changed, expected = self.changed(mutants)
        expected = [(self.path(value.file).name, *value.told) for value in told_at] or expected
        self.write(changed)
        try:
            found, _ = check(self.to, self.sources, self.against)
        finally:
            self.write({name: self.texts[name] for name in changed})
        told = {(Path(one.file).name, one.line, one.column) for one in found.problems}
        return [mutant for mutant, place in zip(mutants, expected, strict=True) if place not in told]

    def problems(self, mutant: Mutant) -> list[Problem]:
        """Return what a check says about one mutant alone."""
        changed, _ = self.changed([mutant])
        self.write(changed)
        try:
            return check(self.to, self.sources, self.against)[0].problems
        finally:
            self.write({name: self.texts[name] for name in changed})

    def changed(self, mutants: Sequence[Mutant]) -> tuple[dict[str, str], list[tuple[str, int, int]]]:
        """Return the files with the mutants in them, and where each of the mutants must be told."""
        lines = {mutant.value.file: self.texts[mutant.value.file].split("\n") for mutant in mutants}
        shifts: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for mutant in sorted(mutants, key=lambda one: one.value.column, reverse=True):
            value = mutant.value
            raw, start = lines[value.file][value.line - 1], value.column - 1
            lines[value.file][value.line - 1] = raw[:start] + mutant.text + raw[start + len(value.text) :]
            shift = (value.column, len(mutant.text) - len(value.text))
            shifts.setdefault((value.file, value.line), []).append(shift)
        places = [self._told(mutant, shifts) for mutant in mutants]
        return {name: "\n".join(found) for name, found in lines.items()}, places

    def _told(self, mutant: Mutant, shifts: dict[tuple[str, int], list[tuple[int, int]]]) -> tuple[str, int, int]:
        value, (line, column) = mutant.value, mutant.value.told
        column -= not mutant.text  # what is missing is told behind the colon
        moved = sum(by for start, by in shifts.get((value.file, line), []) if start < column)
        return self.path(value.file).name, line, column + moved
