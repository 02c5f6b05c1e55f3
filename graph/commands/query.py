"""The commands ``query`` and ``show``: ask in SPARQL, read one thing."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .loading import loaded
from .options import AnyFormOption, EndpointOption, FactsOption, MemoryOption, RowsOption, TimeoutOption, limits_of
from .output import out, say, width

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ..store import Store


def query(
    sparql: Annotated[
        str, typer.Argument(metavar="QUERY", help="SPARQL, a file that holds it, or - for standard input.")
    ],
    facts: FactsOption = None,
    endpoint: EndpointOption = None,
    form: AnyFormOption = None,
    timeout: TimeoutOption = None,
    memory: MemoryOption = None,
    rows: RowsOption = None,
) -> None:
    """Ask in SPARQL; the prefixes cq:, cqv:, id:, rdfs:, skos: and more are bound already.

    Example: communique query 'SELECT ?quote WHERE { ?s cq:speaker id:rex-tillerson ; cq:quote ?quote }'
    """
    text = sparql_of(sparql)
    limits = limits_of(timeout, memory, rows)
    graph = loaded(facts, endpoint)
    warn(graph.store, text)
    found = graph.query(text, limits)
    if isinstance(found, list):
        out(_triples(found, form or "ttl"))
    elif isinstance(found, bool):
        out(_truth(found, form))
        raise typer.Exit(0 if found else 1)
    else:
        print_answer(found, form or "table")


def show(
    id_: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an actor, a statement, an event or any other thing.")
    ],
    facts: FactsOption = None,
    endpoint: EndpointOption = None,
) -> None:
    """Show all that is known of one thing, what is inferred, and why.

    Example: communique show full-oil-embargo
    """
    out(loaded(facts, endpoint).show(id_))


def print_answer(answer: object, form: str) -> None:
    """Print an answer, and say what it means when it is empty; exit 1 when it is not the whole answer."""
    from ..query import Answer
    from ..query.table import FORMATS, table

    assert isinstance(answer, Answer)
    if form not in FORMATS:
        from ..errors import QueryError

        raise QueryError(f"rows cannot be written as {form}", f"choose one of: {', '.join(FORMATS)}")
    for remark in answer.remarks:
        say(remark)
    if form != "table":
        out(FORMATS[form](answer))
    elif answer.rows:
        out(table(answer, width()))
    if answer.cut:
        say(answer.cut)
        raise typer.Exit(1)
    if not answer.rows:
        say(answer.note or "No rows.")


#: Bytes that no query has, whatever its letters; no more is read.
_ENOUGH = 300_000


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_ENOUGH)


def sparql_of(argument: str) -> str:
    """Return the SPARQL that the argument is, or that stands where it points: a word alone can only be a file."""
    from ..errors import QueryError

    is_file = "{" not in argument and len(argument) < 4096 and Path(argument).is_file()
    if not is_file and argument != "-":
        if re.search(r"[\s{]", argument):
            return argument
        raise QueryError(f"there is no file {argument!r}", "name one, or write the query between quotation marks")
    try:
        raw = _start(Path(argument)) if is_file else sys.stdin.buffer.read(_ENOUGH)
        if len(raw) == _ENOUGH:
            raise QueryError(f"{argument} holds more than a query may", "shorten it")
        return raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{argument} cannot be read ({error})", "name a UTF-8 text file") from error


def warn(store: Store, text: str) -> None:
    """Say which names in a query match nothing, since the ontology or the facts do not have them."""
    from ..query.spelling import retired_names, unknown_names, unknown_things

    for name, remedy in unknown_names(text).items():
        say(f"warning: the ontology has no {name}; {remedy}")
    for name, remedy in retired_names(store, text).items():
        say(f"warning: {name} is retired; {remedy}")
    for name, remedy in unknown_things(store, text).items():
        say(f"warning: nothing is recorded as {name}; {remedy}")


def _truth(result: bool, form: str | None) -> str:
    word = "true" if result else "false"
    return f'{{"head":{{}},"boolean":{word}}}\n' if form == "json" else f"{word}\n"


def _triples(result: list[ox.Triple], form: str) -> str:
    from ..errors import QueryError
    from ..query.triples import FORMATS, triples

    if form not in FORMATS:
        raise QueryError(f"a graph cannot be written as {form}", f"choose one of: {', '.join(FORMATS)}")
    return triples(result, form)
