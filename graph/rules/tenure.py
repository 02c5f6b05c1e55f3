"""Rules about who holds which office when, and who speaks for whom on which day."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from ..corpus.facts import Facts, Json
from ..corpus.walk import Node
from ..errors import Fault
from .moments import dates_of
from .rule import Found, error, warning


@error
def speaks_outside_tenure(facts: Facts) -> Found:
    """A speaker's recorded offices do not exclude that he or she spoke for that actor on that day.

    A day of grace on either side covers the time zones. A speaker without any recorded office of that actor may speak
    for it: what is not recorded excludes nothing.
    """
    for record in facts.of("Statement"):
        side, speaker = record.data.get("onBehalfOf"), facts.records.get(str(record.data.get("speaker")))
        if not isinstance(side, str) or speaker is None or "offices" not in speaker.data:
            continue
        offices = [item for item in speaker.nested("offices") if item.get("of") == side]
        when = dates_of(record.data.get("date"))
        if offices and when and not any(overlaps(item, when.earliest, when.latest) for item in offices):
            what = f"{speaker.id} held no office of {side} on {when.text}"
            yield record, Fault((*record.pointer, "onBehalfOf"), what, "correct the date, the side or the tenure")


#: Two days, as ordinals.
Span = tuple[int, int]


@warning
def tenures_overlap(facts: Facts) -> Found:
    """Two tenures of one office do not overlap by more than the day of the handover.

    Only what is recorded counts: a tenure without ``until`` may have ended before the next one began. Where two people
    share an office, waive the warning at the later one with that reason; an office that three hold at once is one of
    several, and nothing is said.
    """
    by_office: dict[tuple[str, str], list[tuple[Span, Node]]] = defaultdict(list)
    for node in facts.found.nodes["Tenure"]:
        if span := _sure(node[2]):
            for name in _names(node[2].get("office")):
                by_office[str(node[2].get("of")), name].append((span, node))
    for (of, _), tenures in by_office.items():
        if _at_once([span for span, _ in tenures]) > 2:
            continue  # an office of several, as that of a judge
        (last, before), *later = sorted(tenures, key=lambda pair: (pair[0], pair[1][0].id))
        for span, node in later:
            if _overlap(last, span):
                whom = "the other one" if before[0] is node[0] else f"that of {before[0].id}"
                dates = f"{before[2].get('since', '..')} to {before[2].get('until', '..')}"
                what = f"the tenure overlaps {whom}, {dates}: an office of {of}, held twice at once"
                yield node[0], Fault(node[1], what, "correct one of the dates")
            last, before = max((last, before), (span, node), key=lambda pair: pair[0][1])


def _at_once(spans: list[Span]) -> int:
    """Return how many tenures there are at once, at most."""
    most, ends = 0, list[int]()
    for start, end in sorted(spans):
        while ends and ends[0] <= start + 1:
            heapq.heappop(ends)
        heapq.heappush(ends, end)
        most = max(most, len(ends))
    return most


def _names(office: Any) -> Iterator[str]:
    texts = office.values() if isinstance(office, dict) else [office]
    yield from {text.casefold() for text in texts if isinstance(text, str)}


def _sure(tenure: Json) -> Span | None:
    """Return the first and the last day on which an office is surely held; a single one is both, None without any."""
    since, until = dates_of(tenure.get("since")), dates_of(tenure.get("until"))
    first, last = since.latest if since else None, until.earliest if until else None
    one = first or last
    return ((first or one).toordinal(), (last or one).toordinal()) if one else None


def _overlap(one: Span, other: Span) -> bool:
    """Say whether two tenures share more than the day of a handover."""
    (point, end), (begins, ends) = (other, one) if other[0] >= other[1] else (one, other)
    if point >= end:  # a single day, which may be the first or the last of the other
        return begins + 1 < point < ends - 1
    return min(one[1], other[1]) - max(one[0], other[0]) > 1


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
