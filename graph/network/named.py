"""Turn what a user types for a choice into one: an id, a label or an alias of a thing, a day that may be partial."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from ..errors import ParameterError
from ..query.binding import day, retired, thing
from ..query.question import Parameter
from ..query.things import id_of
from ..store import Store
from .choose import Choice


class Filters(TypedDict, total=False):
    """Name what there is to choose by, as it is given from outside; None and "" are as good as nothing."""

    about: str | Sequence[str]
    actor: str | Sequence[str]
    since: str | date | None
    until: str | date | None
    around: str | None
    hops: int | None


def choice_of(store: Store, filters: Filters, around: str = "any") -> tuple[Choice, list[str]]:
    """Return the choice that is asked for, and what to know of it: an id that is retired.

    ``around`` is the kind of thing that the filter of that name takes, as a parameter of a question has one.

    Raises ParameterError where nothing is called so, a name fits more than one thing, or a day is none.
    """
    remarks: list[str] = []
    takes = {"about": "any", "actor": "actor", "around": around}
    about, actors, middle = (
        tuple(_found(store, Parameter(name, type_, "", ""), value, remarks) for value in _many(filters.get(name)))
        for name, type_ in takes.items()
    )
    since, until = _day("since", filters.get("since")), _day("until", filters.get("until"))
    if since and until and until < since:
        raise ParameterError("until", f"--until {until} is before --since {since}", "give the earlier day to --since")
    return Choice(about, actors, since, until, middle[0] if middle else "", _hops(filters)), remarks


def _found(store: Store, parameter: Parameter, value: str, remarks: list[str]) -> str:
    if gone := retired(store, parameter, value):
        remarks.append(f"--{parameter.name}: {gone}")
        return thing(store, parameter, id_of(gone.by))
    return thing(store, parameter, value)


def _many(value: object) -> list[str]:
    values = [value] if isinstance(value, str) or not isinstance(value, Sequence) else value
    return [str(one) for one in values if one is not None and one != ""]


def _day(name: str, value: str | date | None) -> date | None:
    return day(Parameter(name, "date", "", ""), str(value)) if value else None


def _hops(filters: Filters) -> int:
    hops = filters.get("hops")
    if hops is not None and hops < 1:
        raise ParameterError("hops", f"--hops {hops} leads nowhere", "give at least 1")
    return hops or 1
