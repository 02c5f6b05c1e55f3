"""Rules about who speaks for whom on which day, and what follows from the offices held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ..corpus.facts import Facts, Json, Record
from ..errors import Fault
from .order import dates_of

Found = Iterator[tuple[Record, Fault]]


def speaks_for_its_side(facts: Facts) -> Found:
    """A speaker's recorded offices do not exclude that he or she spoke for that actor on that day."""
    for record in facts.of("Statement"):
        side, speaker = record.data.get("onBehalfOf"), facts.records.get(str(record.data.get("speaker")))
        if not isinstance(side, str) or speaker is None:
            continue
        offices = [item for item in speaker.nested("offices") if item.get("of") == side]
        when = dates_of(record.data.get("date"))
        if offices and when and not any(overlaps(item, when.earliest, when.latest) for item in offices):
            what = f"{speaker.id} held no office of {side} on {when.text}"
            yield record, Fault((*record.pointer, "onBehalfOf"), what, "correct the date, the side or the tenure")


def overlaps(span: Json, earliest: date | None, latest: date | None) -> bool:
    """Say whether a tenure or seat may hold on some day of a range, give or take a day for time zones."""
    since, until = dates_of(span.get("since")), dates_of(span.get("until"))
    starts = since.earliest if since else None
    ends = until.latest if until else None
    too_early = starts and latest and latest.toordinal() + 1 < starts.toordinal()
    too_late = ends and earliest and earliest.toordinal() - 1 > ends.toordinal()
    return not too_early and not too_late


def covers(span: Json, earliest: date | None, latest: date | None) -> bool:
    """Say whether a tenure or seat surely holds on every day of a range."""
    since, until = dates_of(span.get("since")), dates_of(span.get("until"))
    started = not since or bool(since.latest and earliest and since.latest <= earliest)
    return started and (not until or bool(until.earliest and latest and latest <= until.earliest))


def side_of(facts: Facts, speaker: Any, earliest: date | None, latest: date | None) -> tuple[str, str]:
    """Return (actor, reason) for whom somebody speaks within a range of days; ("", "") where nothing says so.

    A person speaks for the actor whose office he or she surely held, unless there were two such actors; anybody else
    for the whole of which it is a part.
    """
    record = facts.records.get(speaker) if isinstance(speaker, str) else None
    if record is None:
        return "", ""
    held = [
        item for item in record.nested("offices") if covers(item, earliest, latest) and isinstance(item.get("of"), str)
    ]
    if held:
        office = held[0]["office"] if isinstance(held[0]["office"], str) else next(iter(held[0]["office"].values()))
        alone = len({item["of"] for item in held}) == 1
        return (held[0]["of"], f"{record.id} held the office {office} of {held[0]['of']} then") if alone else ("", "")
    whole = record.data.get("partOf")
    return (whole, f"{record.id} is part of {whole}") if isinstance(whole, str) else ("", "")
