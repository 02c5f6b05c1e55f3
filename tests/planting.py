"""Sound facts of every class with every key, and faults planted into copies of them, each at a place that is known.

Records are made from the ontology, so that a new property is planted too. A planted text shows with the mark where
its problem must be told; the mark is taken out when the text is put into its file.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from communique.graph.schema import Field, Shape, load_schema

MARK = "⟦"
TEXT = "The harbour\n\nAt dawn “the lamps stay lit”, said the harbour master.\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
SCHEMA = load_schema()

#: What a key takes where its kind of value does not say enough.
SAMPLES = {
    "quote": "the lamps stay lit",
    "attribution": "the harbour master",
    "paragraph": "2",
    "occurrence": "1",
    "property": "date",
    "file": "report.txt",
    "sha256": SHA256,
    "language": "en",
    "iso": "TVN",
    "utcOffset": "'+01:00'",
    "localTime": "'06:30'",
    "since": "2031-03-01",
    "until": "2031-03-09",
    "period": "2031-03",
    "votesFor": "9",  # more than there are ballots, so that a ballot that is refused is not missed
    "votesAgainst": "8",
    "abstentions": "7",
    "members": "24",
    "choice": "for",
    "unit": "count",
    "weekday": "tuesday",
    "rule": "nothing-uses-it",
}
#: What other records refer to: class → id.
CAST = {
    "": "cast-topic",
    "Actor": "cast-state",
    "Place": "cast-place",
    "Topic": "cast-topic",
    "Source": "sound-source-0",  # with a text
    "Act": "cast-event",
    "Statement": "cast-statement",
    "Proposal": "cast-proposal",
    "Vote": "cast-vote",
    "Claim": "cast-claim",
}
BODY = "cast-organization"
LOCATED = "evidence: [{source: sound-source-0, locator: l}]"
#: What is told of a record only because it is one of many alike, and nothing refers to it.
COPIES = {"nothing-uses-it", "same-words-twice", "tenures-overlap", "waiver-unneeded"}
NO_DATES = {
    "2031-02-30": "there is no",
    "2031-13": "there is no",
    "'0000'": "there is no",
    "2031-09-31/2031-10-02": "there is no",
    "2031-03-09/2031-03-04": "before it starts",
    "../..": "at least one end",
    "..": "at least one end",
    "Tuesday": "is no date",
    "2031-3-4": "is no date",
    "4/3/2031": "is no date",
    "2031-03-04T06:30": "is no date",
    "2031.0": "is no date",
    "31": "minimum",
    "20310304": "maximum",
    "true": "takes",
}
NO_ADDRESSES = [
    "javascript:alert(1)",
    "ftp://example.org/",
    "https://user:word@example.org/",
    "https://example.org/<b>",
]


@dataclass(frozen=True)
class Line:
    """One line of a record: what stands before the key, the key, its value as written, and the field it is of."""

    prefix: str
    key: str
    value: str
    shape: Shape
    field: Field | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.prefix}{self.key}: {self.value}".rstrip()

    @property
    def marked(self) -> str:
        """The line with the mark at its key."""
        return f"{self.prefix}{MARK}{self.key}: {self.value}".rstrip()

    @property
    def depth(self) -> int:
        """The column of the key, and of the other keys of the same map."""
        return len(self.prefix)


@dataclass(frozen=True)
class Plant:
    """The text of one record with a fault in it, the mark where it must be told, and a word that must be said."""

    section: str
    kind: str
    word: str
    text: str


# --- sound records


def lines(shape: Shape, indent: int, least: bool = False, top: Shape | None = None) -> Iterator[Line]:
    """Yield the lines of a record, with every key that fits, or with as few as may be; ``top`` is what it stands in."""
    if shape.kind:
        yield Line(" " * indent, "kind", shape.kind, shape)
    for one in shape.fields.values():
        if least and not one.required and one.key != "locator":
            continue
        if one.key == "weekday" and "date" not in (top or shape).fields:
            continue
        yield Line(" " * indent, one.key, "" if one.value == "nested" else sample(one), shape, one)
        if one.value == "nested":
            first, *rest = lines(SCHEMA.shapes[one.target], indent + 4, least, top or shape)
            yield replace(first, prefix=" " * (indent + 2) + "- ") if one.many else first
            yield from rest


def sample(one: Field) -> str:
    """Return a sound value of a field."""
    kinds = {"text": f"Words on {one.key}", "string": f"a {one.key}", "decimal": "12.5", "boolean": "true"}
    kinds |= {"date": "2031-03-04", "address": f"https://example.org/{one.key}"}
    if one.value == "concept":
        value = SAMPLES.get(one.key) or SCHEMA.scheme(one.target)[0]
    elif one.value == "reference":
        value = BODY if (one.key, one.target) == ("in", "Actor") else CAST[one.target]
    else:
        value = SAMPLES.get(one.key) or kinds[one.value]
    return f"[{value}]" if one.many and not one.joined else value


def record(id_: str, body: Sequence[Line | str], header: str = "  ID:") -> str:
    """Return the text of a record."""
    return "\n".join([header.replace("ID", id_), *map(str, body)]) + "\n"


def sound(copies: int) -> Iterator[tuple[str, str]]:
    """Yield section and text of sound records: the cast, and full records of every shape."""
    says = {"Statement": ["    gist: Words"], "Claim": ["    text: Words"], "Source": ["    title: Words"]}
    says["State"] = [f"    seats: [{{in: {BODY}, hasVeto: true, {LOCATED}}}]"]
    for section, kinds in SCHEMA.sections.items():
        for shape in kinds.values():
            name = shape.name.lower()
            yield section, record(f"cast-{name}", [*lines(shape, 4, least=True), *says.get(shape.name, [])])
            for number in range(copies):
                yield section, record(f"sound-{name}-{number}", list(lines(shape, 4)))


# --- faults


def plants() -> Iterator[Plant]:
    """Yield a full record for each fault that a single line of it can have, and for each line that can be missing."""
    for section, kinds in SCHEMA.sections.items():
        for shape in kinds.values():
            body = list(lines(shape, 4))
            for at, line in enumerate(body):
                block = body[at : at + 1 + inside(body, at)]
                for kind, word, texts in faults(line, block):
                    text = record("ID", [*body[:at], *texts, *body[at + len(block) :]])
                    yield Plant(section, kind, word, text)
                if line.field is None or line.field.required:
                    kind = "missing key" if line.field else "missing kind"
                    yield Plant(section, kind, f"'{line.key}' is missing", without(body, at))
            for kind, word, text in NO_KEYS:
                yield Plant(section, kind, word, record("ID", [*body, text]))


def inside(body: list[Line], at: int) -> int:
    """Return how many of the following lines belong to the value of a line."""
    return next((n for n, line in enumerate(body[at + 1 :]) if line.depth <= body[at].depth), len(body) - at - 1)


def without(body: list[Line], at: int) -> str:
    """Return the record without a line and its value, and with the mark where the map begins that lacks it."""
    line = body[at]
    rest = [*body[:at], *body[at + 1 + inside(body, at) :]]
    if line.depth == 4:
        return record("ID", rest, f"  {MARK}ID:")
    if line.prefix.endswith("- "):
        rest[at] = replace(rest[at], prefix=line.prefix)
        start = at
    else:
        same = [n for n in range(at) if body[n].depth == line.depth and body[n].prefix.endswith("- ")]
        start = max([*same, *(n for n in range(at) if body[n].depth < line.depth)])
    return record("ID", [*rest[:start], rest[start].marked, *rest[start + 1 :]])


def faults(line: Line, block: list[Line]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield kind, word and text of every fault of a line, whose block is the line with its value."""
    start = f"{line.prefix}{line.key}:"
    yield "empty value", "the value is empty", [f"{start}{MARK}"]
    yield "duplicate key", "stands here again", [*map(str, block), f"{' ' * line.depth}{MARK}{line.key}: again"]
    whole = [("empty value", "the value is empty", "~"), ("alias", "aliases", "*other")]
    whole += [("control character", "control character", '"bell \\x07"')]
    if len(block) == 1:
        whole += [("anchor", "anchors", f"&a {line.value}"), ("tag", "the tag", f"!!str {line.value}")]
    for kind, word, value in [*whole, *wrong_values(line)]:
        yield kind, word, [f"{start} {value}" if MARK in value else f"{start} {MARK}{value}"]
    if line.field and not line.field.required and (line.shape.name, line.key) not in NEEDED:
        unknown = replace(line, key=f"{line.key}x")
        yield "unknown key", f"unknown key '{line.key}x'", [unknown.marked, *map(str, block[1:])]


def wrong_values(line: Line) -> Iterator[tuple[str, str, str]]:
    """Yield kind, word and text of every value that is wrong for the field of a line."""
    one = line.field
    if one is None:
        yield from [("wrong kind", "unknown word", f"{line.value}x"), ("wrong kind", "unknown word", "5")]
        return
    if one.many:
        yield "empty list", "the list or map is empty", "[]"
    for kind, word, value in WRONG[one.value](one):
        if not (one.many and one.value == "nested"):
            yield kind, word, value
        if one.many and not value.startswith(("[", "{}")) and not (one.joined and value.startswith("{")):
            yield kind, word, f"[{value}]" if MARK in value else f"[{MARK}{value}]"
    if one.key in {"quote", "attribution"}:
        yield "quote not in the text", "does not stand, word for word", "the lamps go out"
        yield "quote without a word", "holds no word", "' '"
    if one.joined:
        yield "quote not in the text", "does not stand, word for word", "[the lamps, go out]"
    if one.many and one.value == "nested":
        yield from [("wrong type", "takes a list", "words"), ("wrong type", "takes a list", "{a: b}")]


def wrong_text(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes text", value) for value in ("5", "1.5", "true")]
    yield from [("empty text", "the text is empty", value) for value in ("''", f"{{en: {MARK}''}}")]
    yield from [("empty list", "the list or map is empty", "{}"), ("wrong type", "takes text", f"{{en: {MARK}5}}")]
    if not one.many:
        yield "list of one", "takes text", "[a]"
    if one.key not in {"quote", "attribution"}:
        yield "language tag", "is no language tag", f"{{{MARK}no tag: a}}"
        yield "hidden character", "cannot be seen", "zero\u200bwidth"


def wrong_string(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes text", value) for value in ("5", "true", "{a: b}")]
    yield "list of one", "takes text", "[a]"
    yield "empty text", "the text is empty", "''"
    if one.pattern:
        yield "wrong form", f"is no {one.key}", "no such form"
    if one.key == "property":
        yield "unknown property", "unknown key 'dated'", "dated"
    if one.key == "rule":
        yield "unknown rule", "unknown rule 'no-rule'", "no-rule"
        yield "rule of an error", "is an error", "says-nothing"
    if one.key == "sha256":
        yield "sha256 of another text", "the text at hand has sha256", "f" * 64
    if one.key == "file":
        names = ("../report.txt", "/etc/passwd", "a/../../b", "C:report.txt")
        yield from [("file outside", "lies outside", name) for name in names]


def wrong_integer(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes a whole number", value) for value in ("many", "1.5", "1.0", "true", "'2'", "1e3")]
    yield "out of bounds", "less than the minimum", "-1"
    if one.key == "paragraph":
        yield from [("out of bounds", "less than the minimum", "0"), ("beyond the text", "has only 2 paragraphs", "3")]


def wrong_decimal(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes a number", value) for value in ("far", "1.000.000", "1e3", "true", "[a]")]
    if one.maximum is not None:
        yield from [("out of bounds", "the m", value) for value in ("181", "-181.5")]


def wrong_boolean(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes true or false", value) for value in ("yes", "1", "True", "'true'")]


def wrong_date(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("bad date", word, value) for value, word in NO_DATES.items()]


def wrong_address(one: Field) -> Iterator[tuple[str, str, str]]:
    yield "wrong type", "takes text", "5"
    yield from [("bad address", "is no web address", f"'{address}'") for address in NO_ADDRESSES]


def wrong_word(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes text", "5"), ("wrong word", "unknown word", f"{SCHEMA.scheme(one.target)[0]}x")]


def wrong_reference(one: Field) -> Iterator[tuple[str, str, str]]:
    to = "" if one.target else " to anything"
    yield "wrong type", "takes text", "5"
    yield from [(f"bad id{to}", "is no id", "Not_An_Id"), (f"bad id{to}", "is no id", "b--c")]
    yield f"dangling reference{to}", f"unknown {one.key} 'nobody-here'", "nobody-here"
    yield f"retired reference{to}", f"{one.key} takes a" if one.target else "is retired", "cast-retired"
    if one.target:
        stranger = "cast-state" if one.target == "Place" else "cast-place"
        yield "wrong class", f"{one.key} takes a", stranger


def wrong_nested(one: Field) -> Iterator[tuple[str, str, str]]:
    yield from [("wrong type", "takes a map", "words"), ("wrong type", "takes a map", "5")]


WRONG = {
    "text": wrong_text,
    "string": wrong_string,
    "integer": wrong_integer,
    "decimal": wrong_decimal,
    "boolean": wrong_boolean,
    "date": wrong_date,
    "address": wrong_address,
    "concept": wrong_word,
    "reference": wrong_reference,
    "nested": wrong_nested,
}
#: Keys without which something else is missed too: each has a plant of its own.
NEEDED = {("Source", "sha256"), ("Evidence", "paragraph"), ("Claim", "value"), ("Claim", "unit")}
NEEDED |= {(shape.name, "date") for shape in SCHEMA.shapes.values() if {"date", "evidence"} <= shape.fields.keys()}
NO_KEYS = [
    ("unknown key", "unknown key 'hue'", f"    {MARK}hue: red"),
    ("unknown key", "unknown key 'Label'", f"    {MARK}Label: red"),
    ("key that is no text", "is no text", f"    {MARK}5: red"),
    ("key that is no text", "is no text", f"    {MARK}true: red"),
    ("key that is no text", "is no text", f"    ? {MARK}[a, b]\n    : red"),
    ("key that is no text", "is no text", f"    {MARK}{{a: b}}: red"),
    ("empty key", "the key is empty", f"    {MARK}'': red"),
    ("empty value", "the value is empty", f"    {MARK}~: red"),
    ("alias", "aliases", f"    {MARK}*other : red"),
    ("merge key", "merge keys", f"    {MARK}<<: {{a: b}}"),
]
