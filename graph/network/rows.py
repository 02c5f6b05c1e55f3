"""Lay the rows of an answer out as a network: an edge a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ..dates import PartialDate
from ..errors import QueryError
from ..query import Answer
from ..query.answer import Cell
from ..query.table import CITATION, citation
from ..query.things import id_of
from .cells import Cells, spaced
from .choose import counted
from .records import Records

if TYPE_CHECKING:
    import networkx as nx

#: Column of a named question → the attribute of the edge that it is.
_COLUMNS = {
    **{name: name for name in ("act", "change", "leverage")},
    **{"what": "act", "says": "words", "words": "words", "for": "side"},
}
#: Columns that name the record that says so.
_SAYS = ("statement", "in", "claim", "veto", "sanction")
_HOW = "ask for two things, or for a thing, a relation and a thing: SELECT ?source ?relation ?target"


def rows(records: Records, answer: Answer) -> nx.MultiDiGraph[str]:
    """Return a network with an edge for each row: from the first column to the last, by what the middle one says.

    Of two columns the second one's name is the relation, so that it may be a verb: ``?speaker ?callsOn``. A stance
    gives the edge its sign. A named question says itself which columns make the edge (``#+ edge``), and of the others,
    date, words and citation become attributes of it. Rows that differ in nothing but the citation are one edge.

    A recorded thing is the node that it is in every network; a text is a node of kind "text", with its words in
    quotation marks for an id. Rows without an end are left out and counted in the remarks.

    Raises QueryError for other columns, and for an answer that leaves nothing to draw.
    """
    import networkx as nx

    if not answer.rows:
        raise QueryError("the answer is empty, and so is its picture", answer.note or "ask for something else")
    source, middle, target = _edge(answer)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="answer")
    cells, lines, endless = Cells(records), _Lines(), 0
    for row in (dict(zip(answer.columns, row, strict=True)) for row in answer.rows):
        if row[source] is None or row[target] is None:
            endless += 1
            continue
        ends = [cells.node(row[one]) for one in (source, target)]
        graph.add_nodes_from(ends)
        sign, words = cells.relation(row[middle] if middle in row else ox.Literal(middle))
        others = {key: cell for key, cell in row.items() if cell and key not in (source, middle, target)}
        known = {"sign": sign, "relation": words, **_beside(cells, others, (row[source], row[target]))}
        lines.add(ends[0][0], ends[1][0], known, _cite(others))
    if not graph:
        raise QueryError(f"no row has both a {source} and a {target}", answer.note or _HOW)
    for number, (start, end, known) in enumerate(lines, 1):
        graph.add_edge(start, end, key=f"q{number}", **known)
    graph.graph["remarks"] = (*answer.remarks, *_remarks(graph, len(answer) - endless, endless))
    return graph


class _Lines:
    """Gather edges, with all that is known of each; those that differ in nothing but the citation are one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, tuple[tuple[str, str], ...]], set[str]] = {}

    def add(self, start: str, end: str, known: dict[str, str], cite: str) -> None:
        """Add an edge from one node to another."""
        key = start, end, tuple((name, value) for name, value in known.items() if value)
        self._found.setdefault(key, set()).add(cite)

    def __iter__(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        for (start, end, known), cites in sorted(self._found.items()):
            cite = "; ".join(sorted(filter(None, cites)))
            yield start, end, {**dict(known), **({"cite": cite} if cite else {})}


def _edge(answer: Answer) -> tuple[str, str, str]:
    """Return the column of the source, the column or the words of the relation, and the column of the target."""
    columns = answer.columns
    if answer.edge:
        edge = (answer.edge[0], answer.edge[1], answer.edge[2])
    elif len(columns) == 3:
        edge = (columns[0], columns[1], columns[2])
    elif len(columns) == 2:
        edge = (columns[0], spaced(columns[1]), columns[1])
    else:
        problem = f"the answer has {counted(len(columns), 'column')} ({', '.join(columns)})"
        raise QueryError(f"{problem}, and nothing says which of them make an edge", _HOW)
    if lacking := {edge[0], edge[2]} - {*columns}:
        raise QueryError(f"the edge names {', '.join(sorted(lacking))}, which is no column", _HOW)
    return edge


def _beside(cells: Cells, row: Mapping[str, Cell], ends: tuple[Cell, Cell]) -> dict[str, str]:
    """Return what else a row says of its edge."""
    found = {_COLUMNS[key]: cells.words(cell) for key, cell in row.items() if key in _COLUMNS}
    words = found.pop("words", "")
    quoted = words.startswith("“") and words.endswith("”")
    says = next((row[key] for key in _SAYS if key in row), None)
    date = cells.words(row.get("date"))
    return {
        **found,
        **cells.ascribed(says, *ends),
        **({"quote": words[1:-1]} if quoted else {"gist": words}),
        **_days(date),
        "date": date,
        "statement": cells.node(says)[0] if says else "",
    }


def _days(date: str) -> dict[str, str]:
    try:
        found = PartialDate.from_text(date)
    except ValueError:
        return {}
    return {"earliest": str(found.earliest or ""), "latest": str(found.latest or "")}


def _cite(row: Mapping[str, Cell]) -> str:
    """Return where a row is written, as `Records.cite` does."""
    source, paragraph, locator = (getattr(row.get(part), "value", "") for part in CITATION)
    return citation(id_of(source), paragraph, locator).replace("\u00a0", " ") if source else ""


def _remarks(graph: nx.MultiDiGraph[str], shown: int, endless: int) -> Iterator[str]:
    yield f"Shown: {counted(shown, 'row')} of the answer, as {counted(graph.number_of_edges(), 'edge')}."
    if endless:
        yield f"Not shown: {counted(endless, 'row')} without one of the two ends."
