"""Rules about a date and what else tells the day: the source's publication, a weekday, the id."""

from __future__ import annotations

import re
from datetime import date, timedelta

from ..corpus.facts import Facts, word
from ..dates import PartialDate
from ..errors import Fault
from .moments import dates_of, moments, moments_of
from .rule import Found, error, warning

#: The words of the vocabulary, in the order of ISO 8601.
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_IN_ID = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
#: Events that lie ahead of the source that tells of them, and those that may: they never come.
AHEAD = frozenset({"scheduled", "expected"})
_UNTIMELY = AHEAD | {"decided-against", "cancelled"}


@error
def reported_before_it_happened(facts: Facts) -> Found:
    """What was said, done or voted is not told by a source that was published before.

    Proposals and sanctions may be dated ahead, and so may events that are scheduled, expected or called off.
    """
    for record in facts.of("Event", "Statement", "Vote", "Veto"):
        begins = moments_of(record)[0] if word(record.data, "status") not in _UNTIMELY else None
        if begins is None:
            continue
        for evidence in record.nested("evidence"):
            source = facts.records.get(str(evidence.get("source")))
            published = source.data.get("published") if source else None
            over = moments(published)[1]
            if source and over is not None and over <= begins:
                what = f"{source.id}, which tells of it, was published before ({published})"
                yield record, Fault((*record.pointer, "date"), what, "correct one of the dates")


@error
def weekday_disagrees(facts: Facts) -> Found:
    """The date is on the weekday that its evidence names.

    Sources say "on Friday" and leave the date to the reader. Write what they say as ``weekday``, and a slip in working
    out the date is caught.
    """
    for record, pointer, evidence in facts.found.nodes["Evidence"]:
        if (weekday := evidence.get("weekday")) not in WEEK:
            continue
        found = dates_of(record.data.get("date"))
        if found is None and "date" not in record.data:
            remedy = "add the date" if "date" in record.shape.fields else "leave the weekday out"
            yield record, Fault((*pointer, "weekday"), "the record has no date to agree with it", remedy)
        elif found and not _may_be(found, WEEK.index(weekday)):
            what = f"{found.text} is {_days(found)}, and its evidence says {weekday.title()}"
            yield record, Fault((*record.pointer, "date"), what, "correct the date, or the weekday")


def _may_be(found: PartialDate, weekday: int) -> bool:
    if not found.earliest or not found.latest or (found.latest - found.earliest).days >= len(WEEK) - 1:
        return True
    count = (found.latest - found.earliest).days + 1
    return any((found.earliest + timedelta(days)).weekday() == weekday for days in range(count))


def _days(found: PartialDate) -> str:
    ends = [WEEK[day.weekday()].title() for day in (found.earliest, found.latest) if day]
    return f"a {ends[0]}" if found.earliest == found.latest else " to ".join(ends)


@warning
def id_names_another_day(facts: Facts) -> Found:
    """The day that an id names is one that the record's date allows.

    A slip in the date is seen by the id, and a slip in the id by the date. A statement may be named after the event
    that it is about, and is left out.
    """
    for record in facts.of("Event", "Proposal", "Sanction", "Vote", "Veto"):
        found, named = dates_of(record.data.get("date")), _DAY_IN_ID.search(record.id)
        day = dates_of(named[0]) if found and named else None
        if (
            found
            and day
            and not (found.earliest or date.min) <= (day.earliest or date.min) <= (found.latest or date.max)
        ):
            what = f"the id names {day.text}, and the date is {found.text}"
            yield (
                record,
                Fault((*record.pointer, "date"), what, "correct the date; or retire the id, and choose another"),
            )
