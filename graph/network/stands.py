"""Gather where each actor stands on each thing: by positions of its own, ballots and vetoes."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from .fold import CHOICES
from .records import ACTS, Record, Records

#: holder, target, stance, and the record that says so
_Said = tuple[str, str, str, Record]


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold the stances of one actor toward one thing; both are IRIs."""

    holder: str
    target: str
    stances: tuple[str, ...]  #: each once, sorted
    earliest: str
    latest: str
    cites: tuple[str, ...]

    @property
    def stance(self) -> str:
        """Return the one stance, or "mixed" where there are several."""
        return self.stances[0] if len(self.stances) == 1 else "mixed"

    @property
    def words(self) -> str:
        """Return the stance in words, with all of them where there are several."""
        return self.stance if len(self.stances) == 1 else ", ".join(f"now {stance}" for stance in self.stances)


def stands(records: Records, acts: Container[str]) -> tuple[list[Stand], int]:
    """Return where each actor stands by the acts, and how many stances were left out since others ascribe them."""
    said: dict[tuple[str, str], list[tuple[str, Record]]] = {}
    ascribed = 0
    for act in records:
        if act.kind in ACTS and act.iri in acts:
            ascribed += sum(one.text("ascribed") == "true" for one in records.linked(act, "positions"))
            for holder, target, stance, record in (*_positions(records, act), *_ballots(records, act), *_vetoes(act)):
                said.setdefault((holder, target), []).append((stance, record))
    return [_stand(records, *key, found) for key, found in sorted(said.items())], ascribed


def _stand(records: Records, holder: str, target: str, said: list[tuple[str, Record]]) -> Stand:
    acts = [act for _, act in said]
    return Stand(
        holder,
        target,
        tuple(sorted({stance for stance, _ in said})),
        min((day for act in acts if (day := act.text("earliest"))), default=""),
        max((day for act in acts if (day := act.text("latest"))), default=""),
        tuple(dict.fromkeys(cite for act in acts for cite in records.cites(act))),
    )


def _positions(records: Records, act: Record) -> Iterator[_Said]:
    for position in records.linked(act, "positions"):
        if position.text("ascribed") != "true":
            for holder in position.links.get("holder", []):
                for target in position.links.get("toward", []):
                    yield holder, target, position.word("stance") or "neutral", act


def _ballots(records: Records, vote: Record) -> Iterator[_Said]:
    for ballot in records.linked(vote, "ballots"):
        if (choice := ballot.word("choice")) in CHOICES and choice != "absent":
            for actor in ballot.links.get("actor", []):
                for target in vote.links.get("draft", [vote.iri]):
                    yield actor, target, CHOICES[choice][0], vote


def _vetoes(act: Record) -> Iterator[_Said]:
    for actor in act.links.get("by", []) if act.kind == "veto" else []:
        for target in act.links.get("against", []):
            yield actor, target, "opposes", act
