"""Faults that take more than one line of one record, and a garden of many files in which all faults are planted."""

from collections import defaultdict
from dataclasses import dataclass

from planting import MARK, plants, sound

FILES = 40
EVIDENCE = "evidence: [{source: sound-source-0, paragraph: 2}]"
WORDS = f"speaker: cast-state, act: ask, gist: x, {EVIDENCE}"
UNDATED = "evidence: [{source: cast-source, locator: l}]"  # of a source that does not say when it was published
VISIT = f"type: visit, {UNDATED}"
HELD = "{office: O, of: cast-state, since: 2030, until: 2030, evidence: [{source: sound-source-0, locator: l}]}"
CLAIM = f"subject: cast-topic, measure: ally, accordingTo: cast-state, {EVIDENCE}"
BALLOTS = "ballots: [{actor: cast-state, choice: for}, {actor: cast-group, choice: for}"

#: Faults that take more than one line of one record: what must be said → files with the mark in them.
STRUCTURES: dict[str, list[str]] = {
    "unknown section 'plases'": [f"{MARK}plases:\n  unread-1: {{label: X}}\n"],
    "places takes a map": [f"places: {MARK}[a]\n", f"places: {MARK}a\n", f"places: {MARK}5\n"],
    "the value is empty": [f"places:{MARK}\n", f"places:\n  unread-2:{MARK}\n", f"places:\n  unread-3: {MARK}~\n"],
    "takes a map": [f"places:\n  unread-4: {MARK}words\n", f"places:\n  unread-5: {MARK}[label]\n"],
    "the key 'places' stands": [f"places:\n  once-1: {{label: X}}\n{MARK}places:\n  unread-6: {{label: X}}\n"],
    "the key 'once-2' stands": [f"places:\n  once-2: {{label: X}}\n  {MARK}once-2: {{label: X}}\n"],
    "the id stands already": [
        f"places:\n  once-3: {{label: X}}\ntopics:\n  {MARK}once-3: {{label: X}}\n",
        f"topics:\n  {MARK}sound-place-0: {{label: X}}\n",
    ],
    "is easily confused": [
        f"places:\n  once-4o: {{label: X}}\n  {MARK}once-40: {{label: X}}\n",
        f"places:\n  {MARK}Sound-Place-1: {{label: X}}\n",
        f"places:\n  {MARK}sound-pl\u0430ce-2: {{label: X}}\n",
    ],
    "is no id": [
        f"places:\n  {MARK}{id_}: {{label: X}}\n"
        for id_ in ("Bad-1", "bad_2", "bad--3", "-bad-4", "bad-5-", "bad 6", "báð-7", "'bad-8\u202e'", "bad.9")
    ],
    "refers to the record itself": [
        f"events:\n  self-1: {{reactsTo: [{MARK}self-1], {VISIT}}}\n",
        f"actors:\n  self-2: {{kind: group, label: X, partOf: {MARK}self-2}}\n",
        f"places:\n  self-3: {{label: X, in: {MARK}self-3}}\n",
        f"topics:\n  self-4: {{label: X, broader: {MARK}self-4}}\n",
    ],
    "runs in a circle": [
        f"events:\n  ring-a: {{{MARK}reactsTo: [ring-b], {VISIT}}}\n  ring-b: {{reactsTo: [ring-a], {VISIT}}}\n",
        f"places:\n  ring-d: {{label: X, in: ring-c}}\n  ring-c: {{label: X, {MARK}in: ring-d}}\n",
        f"topics:\n  ring-e: {{label: X, {MARK}broader: ring-f}}\n  ring-f: {{label: X, broader: ring-e}}\n",
    ],
    "which came later": [
        f"events:\n  late-1: {{date: 2031, reactsTo: [sound-event-0, {MARK}late-2], {VISIT}}}\n"
        f"  late-2: {{date: 2033, {VISIT}}}\n"
    ],
    "before it begins": [f"events:\n  late-3: {{date: 2031-03, until: {MARK}2031-02, {VISIT}}}\n"],
    "held no office": [
        f"actors:\n  held-1: {{kind: person, label: X, offices: [{HELD}]}}\nstatements:\n  held-2: "
        f"{{speaker: held-1, act: ask, gist: x, date: 2032, onBehalfOf: {MARK}cast-state, {UNDATED}}}\n"
    ],
    "votes twice": [
        f"votes:\n  tally-1: {{in: cast-group, {BALLOTS}, {MARK}{{actor: cast-state, choice: for}}], {EVIDENCE}}}\n"
    ],
    "such ballots are recorded": [
        f"votes:\n  tally-2: {{in: cast-group, votesFor: {MARK}1, {BALLOTS}], {EVIDENCE}}}\n",
        f"votes:\n  tally-3: {{in: cast-group, votesFor: {MARK}1, votesAgainst: {MARK}1, abstentions: 0,\n"
        f"    {BALLOTS}], {EVIDENCE}}}\n",
    ],
    "says nothing": [
        f"statements:\n  {MARK}mute-1: {{speaker: cast-state, act: ask, {EVIDENCE}}}\n",
        f"claims:\n  {MARK}mute-2: {{{CLAIM}}}\n",
    ],
    "stands without a": [
        f"claims:\n  half-1: {{{MARK}value: 5, {CLAIM}}}\n",
        f"claims:\n  half-2: {{text: x, {MARK}unit: count, {CLAIM}}}\n",
    ],
    "names no spot": [f"events:\n  spot-1: {{type: visit, evidence: [{MARK}{{source: sound-source-0}}]}}\n"],
    "no paragraph to stand in": [
        f"statements:\n  spot-2: {{speaker: cast-state, act: ask, quote: {MARK}stay lit,\n"
        "    evidence: [{source: sound-source-0, locator: l}]}\n"
    ],
    "stands 2 times": [f"statements:\n  spot-3: {{quote: {MARK}the, {WORDS}}}\n"],
    "stands once": [f"statements:\n  spot-4: {{quote: {MARK}lit, {WORDS.replace(': 2', ': 2, occurrence: 2')}}}\n"],
    "a passage takes text": [f"statements:\n  spot-5: {{quote: [lamps, {MARK}{{en: lit}}], {WORDS}}}\n"],
    "has no sha256": [f"sources:\n  text-1: {{title: X, file: {MARK}report.txt}}\n"],
}
#: What ends the reading of its file, behind a record in which another fault is told all the same.
ENDS = {
    "a second document": f"{MARK}---\nplaces:\n  unread-7: {{label: X}}\n",
    "nested deeper than 40": f"  unread-8: {{label: {'[' * 37}{MARK}{'[' * 5}{']' * 42}}}\n",
    "mapping values": f"  unread-9: {{label: X}}\n  unread-10: a{MARK}: b: c\n",
    "cannot start any token": f"  unread-11:\n    label: {MARK}@x\n",
    "not with a tab": f"  unread-12:\n{MARK}\tlabel: X\n",
    "did not find expected": f"  unread-13:\n      label: X\n    {MARK}in: sound-place-0\n",
    "unknown escape character": f'  unread-14: {{label: "a{MARK}\\q"}}\n',
}
#: What no editor writes: the bytes of a file, and where what must be said.
BYTES = {
    "UTF-16": ("places: {unread-15: {label: X}}".encode("utf-16"), 1, 1),
    "byte-order mark": (b"\xef\xbb\xbfplaces: {unread-16: {label: X}}", 1, 1),
    "the byte 0xff": (b"places:\n  unread-17: {label: \xff}\n", 2, 22),
    "U+0000": (b"places:\n  unread-18: {label: \x00}\n", 2, 22),
    "U+2028": ("places:\n  unread-19: {label: \u2028}\n".encode(), 2, 22),
    "is empty": (b"# nothing\n", 1, 1),
    "holds no map": (b"- places\n", 1, 1),
}


Place = tuple[str, int, int]  # file, line, column


@dataclass(frozen=True)
class Planted:
    """A fault, where it must be told, and a word that must be said."""

    file: str
    line: int
    column: int
    kind: str
    word: str

    @property
    def place(self) -> Place:
        return self.file, self.line, self.column


class Garden:
    """The files, and what was planted in them."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.raw: dict[str, bytes] = {}
        self.planted: list[Planted] = []

    def add(self, file: str, text: str, kinds: list[tuple[str, str]]) -> None:
        """Write a file of its own, taking out the marks, of which each has its kind and word, in their order."""
        places = []
        for number, line in enumerate(text.split("\n"), 1):
            first, *rest = line.split(MARK)
            column = len(first) + 1
            for part in rest:
                places.append((number, column))
                column += len(part)
        self.files[file] = text.replace(MARK, "")
        self.planted += [Planted(file, *place, *kind) for place, kind in zip(places, kinds, strict=True)]


def garden() -> Garden:
    """Return sound records and faulty ones, side by side in many files, and what is in a file of its own."""
    made = Garden()
    homes: list[dict[str, list[tuple[str, list[tuple[str, str]]]]]] = [defaultdict(list) for _ in range(FILES)]
    for number, (section, text) in enumerate(sound(20)):
        homes[number % FILES][section].append((text, []))
    for number, plant in enumerate(plants()):
        text = plant.text.replace("ID:", f"planted-{number}x:")
        homes[number % FILES][plant.section].append((text, [(plant.kind, plant.word)]))
    for number, home in enumerate(homes):
        text = "".join(f"{section}:\n{''.join(one for one, _ in records)}" for section, records in home.items())
        made.add(
            f"f{number:02}.yaml", text, [kind for records in home.values() for _, kinds in records for kind in kinds]
        )
    for number, (word, text) in enumerate((word, text) for word, texts in STRUCTURES.items() for text in texts):
        made.add(f"own/{number:02}.yaml", text, [(word, word)] * text.count(MARK))
    for number, (word, text) in enumerate(ENDS.items()):
        before = f"places:\n  before-{number}x: {{label: X, {MARK}hue: red}}\n  between-{number}x: {{label: X}}\n"
        made.add(f"ends/{number:02}.yaml", before + text, [("unknown key", "hue"), (word, word)])
    for number, (word, (raw, line, column)) in enumerate(BYTES.items()):
        made.raw[f"raw/{number:02}.yaml"] = raw
        made.planted.append(Planted(f"raw/{number:02}.yaml", line, column, word, word))
    return made
