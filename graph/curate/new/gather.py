"""Try all of several things before telling what is wrong with any, so that nobody mends them one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from ...errors import ParameterError

S = TypeVar("S")
T = TypeVar("T")


def each(function: Callable[[S], T], things: Iterable[S]) -> list[T]:
    """Return what a function makes of each thing. Raises one ParameterError that tells all that do not fit."""
    found: list[T] = []
    errors: list[ParameterError] = []
    for thing in things:
        try:
            found.append(function(thing))
        except ParameterError as error:
            errors.append(error)
    if errors:
        *others, last = errors
        raise ParameterError(errors[0].parameter, "\n".join([*map(str, others), last.problem]), last.remedy)
    return found
