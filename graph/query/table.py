"""Write an answer for people and programs: table, markdown, csv, tsv, json, jsonl."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence

import pyoxigraph as ox

from ..dates import OPEN
from ..schema.names import INTERVAL
from .answer import Answer, Cell
from .things import id_of

#: The columns of a named question that say where a row is written.
CITATION = ("source", "paragraph", "locator")
#: How many labels are asked for at once; a query may not be longer than the guard allows.
_AT_ONCE = 50
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def json_results(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results JSON."""
    return _engine(answer, ox.QueryResultsFormat.JSON) + "\n"


def tsv(answer: Answer) -> str:
    """Return SPARQL 1.1 Query Results TSV, with terms in their own syntax."""
    return _engine(answer, ox.QueryResultsFormat.TSV)


def _engine(answer: Answer, form: ox.QueryResultsFormat) -> str:
    return (answer.again().serialize(format=form) or b"").decode("utf-8")  # type: ignore[arg-type]


def comma_separated(answer: Answer) -> str:
    """Return CSV; a cell that a spreadsheet would take for a formula starts with an apostrophe."""
    return separated([answer.columns, *([_plain(cell) for cell in row] for row in answer.rows)])


def separated(rows: Iterable[Sequence[str]], end: str = "\n") -> str:
    """Return rows of plain text as CSV; a cell that a spreadsheet would take for a formula starts with an apostrophe.

    A spreadsheet, and Python's csv, reads lines that end in LF as well as those that end in CR LF, as RFC 4180 asks.
    """
    return "".join(_record([_harmless(cell) for cell in row]) + end for row in rows)


def json_lines(answer: Answer) -> str:
    """Return one JSON object a row, with ids, words and numbers in place of terms."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in answer)


def markdown(answer: Answer) -> str:
    """Return a Markdown table with labels in place of ids."""
    return markdown_rows(*readable(answer))


def markdown_rows(columns: list[str], rows: list[list[str]]) -> str:
    """Return rows of plain text as a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in lines)


def table(answer: Answer, width: int = 120) -> str:
    """Return a table for the terminal, wrapped to a width in cells, with labels in place of ids."""
    from .columns import columns

    names, rows = readable(answer)
    return columns([_spaced(name) for name in names], rows, width)


def readable(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Return columns and rows with labels for ids, each row with one citation.

    Rows that differ in nothing but where they are written become one; a column that is empty everywhere is left out.
    """
    labels = _labels(answer)
    if not set(CITATION).intersection(answer.columns):
        return answer.columns, [[_readable(cell, labels) for cell in row] for row in answer.rows]
    cited: dict[tuple[str, ...], list[str]] = {}
    facts = [column for column in answer.columns if column not in CITATION]
    for row in answer.rows:
        cells = {column: _readable(cell, labels) for column, cell in zip(answer.columns, row, strict=True)}
        citations = cited.setdefault(tuple(cells[column] for column in facts), [])
        citations.append(citation(*(cells.get(part, "") for part in CITATION)))
    columns = [*facts, "source"]
    rows = [[*key, "; ".join(dict.fromkeys(filter(None, citations)))] for key, citations in cited.items()]
    shown = [index for index in range(len(columns)) if any(row[index] for row in rows)]
    return [columns[index] for index in shown], [[row[index] for index in shown] for row in rows]


def citation(source: str, paragraph: str, locator: str) -> str:
    """Return where something is written: a source, and the paragraph or the spot in it."""
    return f"{source} ¶\u00a0{paragraph}" if paragraph else f"{source}, {locator}" if locator else source


def _labels(answer: Answer) -> dict[str, str]:
    """Return IRI → label of every thing in the answer that has one."""
    nodes = {cell.value for row in answer.rows for cell in row if isinstance(cell, ox.NamedNode)}
    things = sorted(node for node in nodes if node.startswith(("http://", "https://")))
    found: dict[str, str] = {}
    for start in range(0, len(things), _AT_ONCE):
        values = " ".join(f"<{thing}>" for thing in things[start : start + _AT_ONCE] if len(thing) < 1_000)
        query = (
            f"SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {values} }} ?thing rdfs:label|skos:prefLabel ?label }}"
            " ORDER BY ?thing (LANG(?label) != 'en') ?label"
        )
        for thing, label in Answer.from_query(answer.store, query).rows:
            if isinstance(thing, ox.NamedNode) and isinstance(label, ox.Literal):
                found.setdefault(thing.value, label.value)
    return found


def _readable(cell: Cell, labels: dict[str, str]) -> str:
    if cell is None:
        return ""
    if isinstance(cell, ox.NamedNode):
        return labels.get(cell.value) or id_of(cell.value)
    if isinstance(cell, ox.Literal):
        return _interval(cell.value) if cell.datatype.value == INTERVAL else cell.value
    return str(cell)


def _interval(text: str) -> str:
    """Return an interval in words: ``by`` its end where its start is open."""
    start, _, end = text.partition("/")
    return f"by {end}" if start == OPEN else f"from {start}" if end == OPEN else f"{start} to {end}"


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(getattr(cell, "value", cell))


def _record(cells: list[str]) -> str:
    """Return one row of CSV. The writer must think that lines end with CR LF, or it leaves a lone CR unquoted."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().removesuffix("\r\n")


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r", "\n"} and not _NUMBER.fullmatch(text) else text


def _cell(text: str) -> str:
    """Return a text that stays inside its Markdown cell and is no markup."""
    escaped = re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", text)
    return " ".join(escaped.split())


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


#: Name → how to write an answer in it.
FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": table,
    "csv": comma_separated,
    "tsv": tsv,
    "json": json_results,
    "jsonl": json_lines,
    "markdown": markdown,
}
