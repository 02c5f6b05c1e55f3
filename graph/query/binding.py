"""Turn what a user types for a parameter into an RDF term: an id, a label or an alias, a word, a day, a text."""

from __future__ import annotations

import re
from datetime import date

import pyoxigraph as ox

from ..characters import CONTROL
from ..dates import PartialDate
from ..errors import ParameterError, did_you_mean
from ..schema import load_schema
from ..schema.names import CQV, XSD
from ..store import Store
from .question import CLASSES, Parameter
from .retired import Retirement, retirement
from .things import called, find, id_of, names

_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def term(store: Store, parameter: Parameter, value: str) -> str:
    """Return the term, in SPARQL syntax, that a value stands for.

    Raises ParameterError when nothing fits, or when a name fits more than one thing.
    """
    if parameter.type in CLASSES:
        return str(ox.NamedNode(thing(store, parameter, value)))
    match parameter.type:
        case "date":
            return str(ox.Literal(day(parameter, value).isoformat(), datatype=ox.NamedNode(XSD + "date")))
        case "flag":
            return str(ox.Literal(_flag(parameter, value)))
        case "text":
            return str(ox.Literal(_text(parameter, value)))
        case "integer":
            return str(ox.Literal(_integer(parameter, value)))
    words = load_schema().scheme(parameter.type)
    if value not in words:
        raise ParameterError(parameter.name, f"--{parameter.name}: unknown word {value!r}", did_you_mean(value, words))
    return str(ox.NamedNode(CQV + value))


def retired(store: Store, parameter: Parameter, value: str) -> Retirement | None:
    """Return how the id that is given for a thing was retired, None where it was not.

    Raises ParameterError where nothing took its place.
    """
    if parameter.type not in CLASSES or not (found := retirement(store, value)):
        return None
    if not found.by:
        problem = f"--{parameter.name}: {value!r} is retired since {found.date} ({found.reason})"
        raise ParameterError(parameter.name, problem, "nothing took its place; name another one")
    return found


def _flag(parameter: Parameter, value: str) -> bool:
    if value.strip().lower() not in _FLAGS:
        raise ParameterError(
            parameter.name, f"--{parameter.name}: {value!r} is neither yes nor no", "write true or false"
        )
    return _FLAGS[value.strip().lower()]


def _text(parameter: Parameter, value: str) -> str:
    if CONTROL.search(value):
        raise ParameterError(parameter.name, f"--{parameter.name}: {value!r} holds a control character", "remove it")
    return value


def _integer(parameter: Parameter, value: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value.strip()):
        raise ParameterError(
            parameter.name, f"--{parameter.name}: {value!r} is no whole number", "write one, such as 12"
        )
    return int(value)


def day(parameter: Parameter, value: str) -> date:
    """Return the first day of a ``since``, the last day of anything else, of a date that may be partial.

    Raises ParameterError as ``term`` does.
    """
    try:
        found = PartialDate.from_text(value)
    except ValueError as error:
        raise ParameterError(
            parameter.name, f"--{parameter.name}: {error}", "write 2017, 2017-09 or 2017-09-15"
        ) from error
    bound = found.earliest if parameter.name == "since" else found.latest
    if bound is None:
        raise ParameterError(parameter.name, f"--{parameter.name}: {value} has no end", "name a day")
    return bound


def thing(store: Store, parameter: Parameter, value: str) -> str:
    """Return the IRI of the thing that has an id, a label or an alias. Raises ParameterError as ``term`` does."""
    wanted = CLASSES[parameter.type]
    if iri := find(store, value, wanted):
        return iri
    found = called(store, value, wanted)
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(map(id_of, found[:6]))
        raise ParameterError(parameter.name, f"--{parameter.name}: {value!r} may be {shown}", "name one of them")
    remedy = did_you_mean(value.casefold(), {name.casefold() for _, name in names(store, wanted)})
    what = wanted.lower() or "thing"
    raise ParameterError(parameter.name, f"--{parameter.name}: no {what} is called {value!r}", remedy)
