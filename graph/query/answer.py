"""Hold the rows that a query gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..errors import QueryError
from ..schema.names import BASE, CQ, CQV, XSD
from ..store import Limits, Store, Whole
from ..store.embedded import Result, failures

_INTEGER = re.compile(r"[+-]?[0-9]{1,4000}")
Cell = ox.NamedNode | ox.Literal | ox.BlankNode | ox.Triple | None


@dataclass
class Answer:
    """Hold the rows of an answer, in the order of the question, and the query that gave them."""

    store: Store = field(repr=False)
    sparql: str = field(repr=False)
    columns: list[str]
    rows: list[tuple[Cell, ...]]
    note: str = ""  #: what an empty answer means
    remarks: list[str] = field(default_factory=list)  #: what to know beside the rows: a retired id that was asked for
    edge: tuple[str, ...] = ()  #: the columns that a picture draws a line from, as the question names them
    told: Whole | None = field(default=None, repr=False)  #: what the process told that the query ran in, if it did

    @classmethod
    def from_query(cls, store: Store, sparql: str, limits: Limits | None = None) -> Answer:
        """Return the answer to a SELECT query, within limits where some are given.

        Raises QueryError for another kind of query, and where it comes to a limit.
        """
        found = answered(store, sparql, limits)
        if not isinstance(found, Answer):
            raise QueryError("this query has no rows", "ask with SELECT")
        return found

    @classmethod
    def from_result(cls, store: Store, sparql: str, result: Result) -> Answer:
        """Return the answer that the result of a query holds. Raises QueryError where it is no result of a SELECT."""
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("this query has no rows", "ask with SELECT")
        columns = [variable.value for variable in result.variables]
        with failures():
            rows = [tuple(solution[column] for column in columns) for solution in result]
        return cls(store, sparql, columns, rows)

    @property
    def cut(self) -> str:
        """Return what to know where these are not all rows that there are, else ""."""
        if not (self.told and self.told.cut):
            return ""
        return f"Only the first {len(self.rows):,} rows are shown; narrow the query, or allow more with --rows."

    def again(self) -> Result:
        """Return the result once more, for the formats that the engine writes itself."""
        return self.told.result() if self.told else self.store.query(self.sparql)

    def __iter__(self) -> Iterator[dict[str, object]]:
        """Yield each row as a dict of column → Python value; unbound columns are left out."""
        for row in self.rows:
            yield {column: _python(cell) for column, cell in zip(self.columns, row, strict=True) if cell is not None}

    def __len__(self) -> int:
        return len(self.rows)


def answered(store: Store, sparql: str, limits: Limits | None = None) -> Answer | bool | list[ox.Triple]:
    """Return the answer to a SELECT, the truth value of an ASK, or the triples of a CONSTRUCT or DESCRIBE.

    Raises QueryError where the text is no query that may be run, and where it comes to a limit.
    """
    told = store.within(limits, sparql) if limits and not limits.lifted else None
    result = told.result() if told else store.query(sparql)
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    with failures():
        if isinstance(result, ox.QueryTriples):
            return list(result)
        answer = Answer.from_result(store, sparql, result)
    answer.told = told
    return answer


def _python(cell: Cell) -> object:
    if isinstance(cell, ox.NamedNode):
        for namespace in (BASE, CQV, CQ):
            if cell.value.startswith(namespace):
                return cell.value[len(namespace) :]
        return cell.value
    if isinstance(cell, ox.Literal):
        kind, text = cell.datatype.value, cell.value
        if kind == XSD + "integer" and _INTEGER.fullmatch(text):
            return int(text)
        return text in {"true", "1"} if kind == XSD + "boolean" else text
    return str(cell)
