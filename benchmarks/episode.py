"""Write the records of one episode: a week of invented diplomacy, the same every time for the same number.

It has four articles with their texts, people and places, what happened, a hundred statements, most of them with words
that stand in an article, drafts, votes with fifteen ballots, vetoes, sanctions and claims.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

EPISODE = 200  #: records, of which half are statements
STATEMENTS = 100
FIRST_DAY = date(2030, 1, 7)
NAMES = (
    "Tarvonia Eskeria Ondria Velmark Sorvia Kestria Marenia Dolvania Brenland Ustania Corvia Hestria Lorvania Pelmark"
)
STATES = [*(name.lower() for name in NAMES.split()), "quenland"]
PERMANENT = STATES[:5]
COUNCIL = "sea-council"
ACTS = ["condemn", "praise", "welcome", "deny", "defend", "warn", "demand", "urge", "propose", "explain", "predict"]
WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
SYLLABLES = ["ba", "den", "gor", "hal", "ik", "jor", "kal", "lem", "mon", "nar", "ost", "pel", "qui", "ras", "sten"]
PARAGRAPHS = 30


@dataclass
class Episode:
    """Hold one episode while it is written: its own chance, its day, its records, and the texts of its articles."""

    number: int
    chance: random.Random
    records: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=lambda: {n: [] for n in range(4)})

    @property
    def day(self) -> date:
        """Return the day on which it begins."""
        return FIRST_DAY + timedelta(days=7 * self.number)

    def id(self, what: str, number: int) -> str:
        """Return the id of one of its records."""
        return f"{what}-{self.number + 1}-{number + 1}"

    def add(self, section: str, id_: str, *lines: str) -> None:
        """Write a record, of which each line is a key with its value."""
        text = "".join(f"    {line}\n" for line in lines if line)
        self.records.setdefault(section, []).append(f"  {id_}:\n{text}")

    def words(self, count: int) -> str:
        """Return so many words that mean nothing and are hardly ever the same twice."""
        return " ".join("".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 3))) for _ in range(count))

    def evidence(self, number: int, weekday: str = "") -> str:
        """Return the evidence of a record: a paragraph of an article."""
        named = f", weekday: {weekday}" if weekday else ""
        return f"evidence: [{{source: {self.id('article', number % 4)}, paragraph: {number % PARAGRAPHS + 1}{named}}}]"

    def article(self, number: int) -> str:
        """Return the text of one of its articles."""
        return "\n\n".join(self.texts[number]) + "\n"

    def stance(self, state: str, draft: int) -> str:
        """Return where a state stands on a draft, always the same."""
        return ("supports", "opposes", "neutral")[(STATES.index(state) * 7 + draft * 5 + self.number) % 3]


def cast() -> dict[str, list[str]]:
    """Return the records of the states, of the council where they vote, and of its roll."""
    council = Episode(-1, random.Random(0))
    roll = "evidence: [{source: roll-of-the-council, locator: members}]"
    for name in STATES:
        veto = str(name in PERMANENT).lower()
        seat = ["seats:", f"  - in: {COUNCIL}", f"    permanent: {veto}", f"    hasVeto: {veto}", "    since: 2020"]
        council.add("actors", name, "kind: state", f"label: {name.title()}", *seat, f"    {roll}")
    council.add("actors", COUNCIL, "kind: organization", "label: Council of the Narrow Sea")
    council.add("sources", "roll-of-the-council", "title: The roll of the Council")
    return council.records


def episode(number: int, statements: int = STATEMENTS) -> Episode:
    """Return the episode of a number, from 0, with so many statements."""
    one = Episode(number, random.Random(number))
    for paragraphs in one.texts.values():
        paragraphs += [f"{one.words(12).capitalize()}, said “{one.words(14)}” and so on." for _ in range(PARAGRAPHS)]
    for count, make in _KINDS:
        for index in range(count or statements):
            make(one, index)
    for index in range(4):
        _source(one, index)
    return one


def _source(one: Episode, number: int) -> None:
    id_ = one.id("article", number)
    digest = f"sha256: {hashlib.sha256(one.article(number).encode()).hexdigest()}"
    lines = [f"title: {one.words(6).capitalize()}", f"published: {one.day + timedelta(days=6)}", "language: en"]
    one.add("sources", id_, *lines, f"url: https://example.org/{id_}", f"file: {id_}.txt", digest)


def _person(one: Episode, number: int) -> None:
    label, office = one.words(2).title(), f"Minister of {one.words(1).title()} {one.number}.{number}"
    tenure = [
        f"  - office: {office}",
        f"    of: {STATES[number]}",
        f"    since: {one.day.year - 1}-01-01",
        f"    until: {one.day.year + 11}",
    ]
    source = f"    evidence: [{{source: {one.id('article', 0)}, locator: 'row {number + 1}'}}]"
    one.add("actors", one.id("person", number), "kind: person", f"label: {label}", "offices:", *tenure, source)


def _place(one: Episode, number: int) -> None:
    spot = [f"lat: {number * 7.25 - 40}", f"long: {number * 11.5}"]
    inside = f"in: {one.id('place', 0)}" if number else ""
    one.add("places", one.id("place", number), f"label: {one.words(2).title()} {one.number}", inside, *spot)


def _topic(one: Episode, number: int) -> None:
    broader = f"broader: {one.id('topic', 0)}" if number else ""
    one.add("topics", one.id("topic", number), f"label: {one.words(2).title()}", broader)


def _event(one: Episode, number: int) -> None:
    day = one.day + timedelta(days=number // 5)
    react = f"reactsTo: [{one.id('event', number - 1)}]" if number else ""
    lines = [f"label: {one.words(4).capitalize()}", "type: military-exercise", f"date: {day}", react]
    actors = f"by: [{STATES[number % 15]}]"
    about = [f"place: {one.id('place', number % 4)}", f"about: [{one.id('topic', number % 2)}]"]
    weekday = WEEK[day.weekday()] if number % 3 == 0 else ""
    one.add("events", one.id("event", number), *lines, actors, *about, one.evidence(number, weekday))


def _statement(one: Episode, number: int) -> None:
    person, draft = number % 8, number % 9
    lines = [f"speaker: {one.id('person', person)}", f"date: {one.day + timedelta(days=4)}"]
    lines += [f"venue: {one.id('place', number % 4)}", f"act: {one.chance.choice(ACTS)}", _quote(one, number)]
    lines += [f"gist: {one.words(10).capitalize()}.", f"reactsTo: [{one.id('event', number % 20)}]"]
    toward = one.id("draft", draft)
    stance = f"{{toward: {toward}, stance: {one.stance(STATES[person], draft)}}}"
    lines += [f"about: [{toward}]", f"positions: [{stance}]"]
    if number % 4 == 0:
        lines += ["assumptions:", "  - property: date", f"    because: {one.words(9).capitalize()}."]
    one.add("statements", one.id("statement", number), *lines, one.evidence(number))


def _quote(one: Episode, number: int) -> str:
    """Return four words that stand between quotation marks in the paragraph that is cited, or none for every fifth."""
    if number % 5 == 0:
        return ""
    said = one.texts[number % 4][number % PARAGRAPHS].partition("“")[2].partition("”")[0].split()
    return f"quote: {' '.join(said[number % 7 :][:6])}"


def _draft(one: Episode, number: int) -> None:
    lines = [f"label: Draft on {one.words(3)}", f"symbol: NS/{one.number + 1}/{number + 1}"]
    lines += [f"by: [{STATES[number % 15]}]", f"in: {COUNCIL}", f"date: {one.day + timedelta(days=3)}"]
    lines += [f"asks: That {one.words(8)}.", f"outcome: {'blocked' if number < 4 else 'adopted'}"]
    one.add("proposals", one.id("draft", number), *lines, one.evidence(number))


def _vote(one: Episode, number: int) -> None:
    """One permanent member stops each of the first four drafts; the others pass."""
    choices = {state: "abstain" if (number + n) % 6 == 0 else "for" for n, state in enumerate(STATES)}
    if number < 4:
        choices[PERMANENT[number]] = "against"
    counts = [list(choices.values()).count(choice) for choice in ("for", "against", "abstain")]
    lines = [f"in: {COUNCIL}", f"draft: {one.id('draft', number)}", f"date: {one.day + timedelta(days=5)}"]
    lines += [
        f"record: NS/PV.{one.number * 9 + number + 1}",
        "members: 15",
        f"votesFor: {counts[0]}",
        f"votesAgainst: {counts[1]}",
    ]
    lines += [f"abstentions: {counts[2]}", f"result: {'vetoed' if number < 4 else 'passed'}", "ballots:"]
    ballots = [f"  - {{actor: {state}, choice: {choice}}}" for state, choice in choices.items()]
    one.add("votes", one.id("vote", number), *lines, *ballots, one.evidence(number))


def _veto(one: Episode, number: int) -> None:
    lines = [f"by: [{PERMANENT[number]}]", f"in: {COUNCIL}", f"against: {one.id('draft', number)}"]
    lines += [f"date: {one.day + timedelta(days=5)}", "mode: cast", f"vote: {one.id('vote', number)}"]
    one.add("vetoes", one.id("veto", number), *lines, one.evidence(number))


def _sanction(one: Episode, number: int) -> None:
    lines = [f"label: Measures on {one.words(2)}", f"imposedBy: [{COUNCIL}]", f"target: [{STATES[number + 5]}]"]
    lines += [f"date: {one.day + timedelta(days=5)}", f"provisions: [{one.words(7)}, {one.words(9)}]"]
    lines += ["status: in-force", f"basedOn: [{one.id('vote', number + 4)}]"]
    one.add("sanctions", one.id("measures", number), *lines, one.evidence(number))


def _claim(one: Episode, number: int) -> None:
    about = f"subject: {one.id('event', number % 20)}"
    value = ["qualifier: about", f"value: {one.chance.randint(5, 9000)}", "unit: kilometre"]
    who = [f"accordingTo: [{one.id('person', number % 8)}]", f"date: {one.day + timedelta(days=5)}"]
    one.add("claims", one.id("claim", number), about, "measure: distance-flown", *value, *who, one.evidence(number))


#: How many of a kind an episode has (0: so many statements as are asked for), in the order of its file.
_KINDS: tuple[tuple[int, Callable[[Episode, int], None]], ...] = (
    (8, _person),
    (4, _place),
    (2, _topic),
    (20, _event),
    (0, _statement),
    (9, _draft),
    (9, _vote),
    (4, _veto),
    (4, _sanction),
    (36, _claim),
)
