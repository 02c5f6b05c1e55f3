"""Make the views that are asked for: of the facts, chosen by filters, or of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..errors import ParameterError, QueryError, did_you_mean
from ..network import Choice, Filters, Records, alignment, choice_of, choose, links, network, rows
from ..query import Answer, answered, ask, load_question
from ..query.asking import Given
from ..store import Limits, Store
from ..timeline import most_answered, reactions, timeline
from .titles import answer_title, facts_title

if TYPE_CHECKING:
    import networkx as nx

VIEWS = ("timeline", "network", "alignment", "reactions")
_DEFAULT = ("timeline", "network")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Say what to draw: views of the facts that filters choose, or the answer to a question or a query.

    Raises ParameterError, with the reason, for what makes no sense together.
    """

    views: Sequence[str] = ()  #: the first is shown first; timeline and network by default
    filters: Filters = field(default_factory=Filters)
    question: str = ""  #: name of a named question ...
    parameters: Mapping[str, Given] = field(default_factory=dict)  #: ... and what it is to know
    query: str = ""  #: SPARQL
    limits: Limits | None = None  #: what the question or the query may take, as much as it wants where there are none

    def __post_init__(self) -> None:
        given = [name for name, value in self.filters.items() if value]
        if unknown := sorted(self.filters.keys() - Filters.__annotations__.keys()):
            raise TypeError(f"unknown filter {unknown[0]!r}; {did_you_mean(unknown[0], Filters.__annotations__)}")
        for view in self.views:
            if view not in VIEWS:
                raise ParameterError("view", f"unknown view {view!r}", did_you_mean(view, VIEWS))
        if self.question and self.query:
            raise ParameterError("query", "a question and a query are two answers", "draw them one after the other")
        if self.parameters and not self.question:
            raise ParameterError("param", "parameters belong to a question", "name it with --question")
        if (self.question or self.query) and self.views:
            raise ParameterError("view", "an answer is a view of its own", "leave --view out")
        if (self.question or self.query) and given:
            how = "say it with --param" if self.question else "say it in the query"
            raise ParameterError(given[0], f"--{given[0]} chooses among acts, not among the rows of an answer", how)
        if self.filters.get("hops") and not self.filters.get("around"):
            raise ParameterError("hops", "--hops says how far, but not from where", "name a thing with --around")


def views(store: Store, wanted: Wanted) -> tuple[list[nx.MultiDiGraph[str]], str]:
    """Return a graph for each view that is asked for, and a title that says what they show.

    The store is read once. Raises QueryError where the filters or the query leave nothing, ParameterError where nothing
    is called as a filter says, UnknownError where there is no such question.
    """
    records = Records(store)
    if wanted.question or wanted.query:
        return _answer(store, records, wanted)
    names = tuple(dict.fromkeys(wanted.views)) or _DEFAULT
    choice, remarks = choice_of(store, wanted.filters, around="act" if "reactions" in names else "any")
    graphs = [_view(records, name, choice, wanted.filters.get("hops")) for name in names]
    for graph in graphs:
        graph.graph["remarks"] = (*remarks, *graph.graph["remarks"])
    return graphs, facts_title(store, names[0], choice, records)


def refuse_nothing(graphs: Sequence[nx.MultiDiGraph[str]], asked: bool) -> None:
    """Raise QueryError for a picture with nothing in it: of a view that was asked for, or of all default ones."""
    empty = [graph for graph in graphs if not graph]
    if empty and (asked or len(empty) == len(graphs)):
        said = " ".join(empty[0].graph["remarks"])
        problem = f"the {empty[0].graph['view']} would be empty ({said.removesuffix('.')})"
        raise QueryError(problem, "choose more, or another view")


def answer_view(records: Records, answer: Answer | bool | Sequence[ox.Triple]) -> nx.MultiDiGraph[str]:
    """Return the network of an answer or of triples. Raises QueryError where it has nothing to draw."""
    if isinstance(answer, bool):
        raise QueryError("a truth value is no picture", "ask with SELECT or CONSTRUCT")
    return rows(records, answer) if isinstance(answer, Answer) else links(records, answer)


def _view(records: Records, name: str, choice: Choice, hops: int | None) -> nx.MultiDiGraph[str]:
    if name == "reactions":
        return _reactions(records, choice, hops)
    make = {"timeline": timeline, "network": network, "alignment": alignment}[name]
    return make(records, choose(records, choice))


def _reactions(records: Records, choice: Choice, hops: int | None) -> nx.MultiDiGraph[str]:
    """Return the tree below an act. Raises ParameterError, with the acts that have the most, where none is named."""
    if not choice.around:
        best = ", ".join(f"{id_} ({number})" for id_, number in most_answered(records))
        remedy = f"most reactions are recorded to {best}" if best else "no reaction to anything is recorded yet"
        raise ParameterError("around", "the reactions to what? name an act with --around", remedy)
    return reactions(records, choice.around, hops, choose(records, replace(choice, around="")))


def _answer(store: Store, records: Records, wanted: Wanted) -> tuple[list[nx.MultiDiGraph[str]], str]:
    if wanted.question:
        title = answer_title(load_question(wanted.question).summary, wanted.parameters)
        found: Answer | bool | list[ox.Triple] = ask(store, wanted.question, dict(wanted.parameters), wanted.limits)
    else:
        title, found = facts_title(store, "answer"), answered(store, wanted.query, wanted.limits)
    graph = answer_view(records, found)
    if isinstance(found, Answer) and found.cut:
        graph.graph["remarks"] = (found.cut, *graph.graph["remarks"])
    return [graph], title
