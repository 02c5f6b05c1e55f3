"""Rules about who holds which office when, and who speaks for whom on which day."""

from __future__ import annotations

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


@warning
def tenures_overlap(facts: Facts) -> Found:
    """Two tenures of one office do not overlap by more than the day of the handover.

    A tenure without ``until`` lasts to this day. An office that two people hold at once is waived at the later one,
    with that reason.
    """
    by_office: dict[tuple[str, str], list[Node]] = defaultdict(list)
    for node in facts.found.nodes["Tenure"]:
        for name in _names(node[2].get("office")):
            by_office[str(node[2].get("of")), name].append(node)
    for (of, _), nodes in by_office.items():
        last, *later = sorted(nodes, key=_begins)
        for node in later:
            if _surely_overlap(last[2], node[2]):
                whom = "the other one" if last[0] is node[0] else f"that of {last[0].id}"
                what = f"the tenure overlaps {whom}: an office of {of}, held twice at once"
                yield node[0], Fault(node[1], what, "correct a date, or add the until that is missing")
            last = max(last, node, key=_ends)


def _begins(node: Node) -> tuple[int, str]:
    since = dates_of(node[2].get("since"))
    return (since.latest or date.max).toordinal() if since else 0, node[0].id


def _ends(node: Node) -> int:
    until = dates_of(node[2].get("until"))
    return (until.earliest or date.min).toordinal() if until else date.max.toordinal()


def _names(office: Any) -> Iterator[str]:
    texts = office.values() if isinstance(office, dict) else [office]
    yield from {text.casefold() for text in texts if isinstance(text, str)}


def _surely_overlap(one: Json, other: Json) -> bool:
    """Say whether two tenures share more than the day of a handover, however their partial dates are read."""
    starts = [since.latest for span in (one, other) if (since := dates_of(span.get("since")))]
    ends = [until.earliest for span in (one, other) if (until := dates_of(span.get("until")))]
    last_start = max((day or date.max for day in starts), default=date.min)
    first_end = min((day or date.min for day in ends), default=date.max)
    return first_end.toordinal() - last_start.toordinal() > 1


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
