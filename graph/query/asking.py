"""Answer a named question: bind, query, and say what an empty answer means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ..errors import ParameterError
from ..store import Limits, Store
from . import binding
from .answer import Answer
from .question import Question, load_question
from .things import id_of

#: What a parameter may be given as, from Python: a text, or what writes itself as one.
Given = str | int | date | None


def ask(store: Store, name: str, parameters: dict[str, Given], limits: Limits | None = None) -> Answer:
    """Return the answer to a named question, within limits where some are given.

    Raises UnknownError for a question that does not exist, ParameterError for a parameter that does not fit, and
    QueryError where it comes to a limit.
    """
    question = load_question(name)
    given = _given(question, parameters)
    remarks = _living(store, question, given)
    terms = {one.name: binding.term(store, one, given[one.name]) for one in question.parameters if one.name in given}
    answer = Answer.from_query(store, question.bound(terms), limits)
    answer.remarks, answer.edge = remarks, question.edge
    if not answer.rows:
        answer.note = _why_empty(partial(Answer.from_query, store, limits=limits), question, terms, given)
    return answer


def _living(store: Store, question: Question, given: dict[str, str]) -> list[str]:
    """Put what took its place for each retired id that is given; return what to know of it."""
    remarks = []
    for one in question.parameters:
        if gone := binding.retired(store, one, given.get(one.name, "")):
            given[one.name] = id_of(gone.by)
            remarks.append(f"--{one.name}: {gone}")
    return remarks


def _given(question: Question, parameters: dict[str, Given]) -> dict[str, str]:
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in parameters:
        if name not in known:
            raise ParameterError(
                name, f"{question.name} has no parameter {name!r}", f"it takes: {', '.join(known) or 'none'}"
            )
    given = {name: str(value) for name, value in parameters.items() if value is not None}
    for name, parameter in known.items():
        if parameter.default is not None:
            given.setdefault(name, parameter.default)
        if parameter.required and name not in given:
            remedy = f"add --{name}, such as --{name} {parameter.example}"
            raise ParameterError(name, f"{question.name} needs to know the {name}", remedy)
    return given


def _why_empty(
    answer: Callable[[str], Answer], question: Question, terms: dict[str, str], given: dict[str, str]
) -> str:
    """Return which parameter nothing is recorded for; what is not recorded may have happened all the same."""
    needed = {
        name: term for name, term in terms.items() if any(p.required and p.name == name for p in question.parameters)
    }
    for name, term in terms.items():
        if name not in needed and not answer(question.bound({**needed, name: term})).rows:
            return f"Nothing is recorded for --{name} {given[name]}. That is not to say that nothing happened."
    if len(terms) > len(needed):
        return "Nothing is recorded for these together; leave one out. That is not to say that nothing happened."
    return question.empty or "Nothing is recorded. That is not to say that nothing happened."
