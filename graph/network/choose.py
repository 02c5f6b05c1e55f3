"""Choose which acts to show, and say how many are not shown, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ..errors import QueryError
from .bearing import about, near, of
from .records import ACTS, Record, Records

#: Says why an act is not shown → tells whether it is so.
_Rule = tuple[str, Callable[[Record], bool]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Say which acts to show: all, or those that fit everything that is given. Things are named by IRI."""

    about: tuple[str, ...] = ()  #: they are one of these things, name or judge it, vote on it, or react to it
    actor: tuple[str, ...] = ()  #: they are one of these actors' acts, or hold a position of it
    since: date | None = None  #: they are not surely before this day
    until: date | None = None  #: they are not surely after this day
    around: str = ""  #: they make an edge of the network near this thing ...
    hops: int = 1  #: ... which is to say, at most so many edges from it

    def words(self, records: Records) -> dict[str, str]:
        """Return rule → what it asks for, of those that are given, in the order in which they are applied."""
        about, actors, around = (
            " or ".join(records.label(records[iri]) for iri in things)
            for things in (self.about, self.actor, filter(None, [self.around]))
        )
        return {
            **({"about": f"about {about}"} if self.about else {}),
            **({"actor": f"by {actors}"} if self.actor else {}),
            **({"around": f"within {counted(self.hops, 'step')} of {around}"} if self.around else {}),
            **({"since": f"since {self.since}"} if self.since else {}),
            **({"until": f"until {self.until}"} if self.until else {}),
        }


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hold the IRIs of the acts to show, how many these are, and sentences on what is not shown."""

    acts: frozenset[str]
    count: str  #: "all 87 acts (55 statements ...)", to go into a sentence
    others: tuple[str, ...] = ()

    def __contains__(self, iri: object) -> bool:
        return iri in self.acts

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return sentences that say how many acts are shown, and which are not and why."""
        return (f"Shown: {self.count}.", *self.others)


def choose(records: Records, choice: Choice | None = None) -> Chosen:
    """Return the acts that fit a choice, all of them by default. An act is shown whole, with all that it bears on.

    The rules are applied in the order about, actor, around, dates, and an act that is not shown counts once, under the
    first rule that it does not fit. An act that nothing dates fits no day.

    Raises QueryError, with what each rule hides, where acts are recorded and none of them fits.
    """
    wanted = choice or Choice()
    acts = [record for record in records if record.kind in ACTS]
    rules = list(_rules(records, wanted))
    reasons = {act.iri: next((why for why, hides in rules if hides(act)), "") for act in acts}
    shown = [act for act in acts if not reasons[act.iri]]
    hidden = Counter(filter(None, reasons.values()))
    told = [f"{hidden[why]:,} {why}" for why, _ in rules if hidden[why]]
    if acts and not shown:
        problem = f"nothing is left to draw of {counted(len(acts), 'act')}: {', '.join(told)}"
        raise QueryError(problem, "leave one of these out, or widen it")
    return Chosen(frozenset(act.iri for act in shown), _count(shown, len(acts)), tuple(_others(records, told)))


def _rules(records: Records, choice: Choice) -> Iterator[_Rule]:
    """Yield the rules that are given, in the order in which they are applied."""
    words = choice.words(records)
    if choice.about:
        yield f"not {words['about']}", _outside(about(records, choice.about))
    if choice.actor:
        yield f"not {words['actor']}", _outside(of(records, choice.actor))
    if choice.around:
        yield f"not {words['around']}", _outside(near(records, choice.around, choice.hops))
    if choice.since or choice.until:
        yield "without a date", lambda act: not act.text("earliest") and not act.text("latest")
    if first := str(choice.since or ""):
        yield f"dated before {first}", lambda act: "" < act.text("latest") < first
    if last := str(choice.until or ""):
        yield f"dated after {last}", lambda act: act.text("earliest") > last


def _outside(found: frozenset[str]) -> Callable[[Record], bool]:
    return lambda act: act.iri not in found


def _count(shown: list[Record], total: int) -> str:
    kinds = Counter(act.kind for act in shown)
    parts = ", ".join(counted(kinds[kind], kind) for kind in ACTS if kinds[kind])
    count = f"all {counted(total, 'act')}" if len(shown) == total > 1 else f"{len(shown):,} of {counted(total, 'act')}"
    return f"{count}{f' ({parts})' if parts else ''}"


def _others(records: Records, hidden: list[str]) -> Iterator[str]:
    if hidden:
        yield f"Not shown: {'; '.join(hidden)}."
    if claims := sum(record.kind == "claim" for record in records):
        are = "is" if claims == 1 else "are"
        yield f"{counted(claims, 'claim')} {are} not drawn; for claims against each other: communique ask contested."


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "act"), counted(2000, "veto")
    ('1 act', '2,000 vetoes')
    """
    many = f"{noun}es" if noun.endswith("o") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else many}"
