"""Hold a graph in an Oxigraph store inside this process."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from ..compile.stream import fill
from ..errors import QueryError
from ..schema import load_schema
from ..schema.names import BASE, REACHABLE
from . import guard
from .limits import Limits, can_limit

if TYPE_CHECKING:
    from .guarded import Told

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_UNION: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in REACHABLE]


class EmbeddedStore:
    """Answer SPARQL 1.1 queries; the default graph is the union of facts, inferences, ontology and selectors."""

    def __init__(self, store: ox.Store, on_disk: bool = False) -> None:
        self.oxigraph, self.on_disk = store, on_disk

    @classmethod
    def from_quads(cls, quads: bytes, checked: bool = False) -> EmbeddedStore:
        """Return a store in memory that holds N-Quads. As ``from_pieces``."""
        return cls.from_pieces([quads], checked)

    @classmethod
    def from_pieces(cls, pieces: Iterable[bytes], checked: bool = False) -> EmbeddedStore:
        """Return a store in memory that holds the N-Quads of some pieces; ``checked`` where all terms were looked at.

        Raises what making the pieces raises, SyntaxError where they are no N-Quads.
        """
        store = ox.Store()
        fill(store, pieces, checked)
        return cls(store)

    @classmethod
    def open(cls, folder: Path) -> EmbeddedStore:
        """Return a store on disk, opened read-only. Raises QueryError when the folder holds none that can be read."""
        try:
            return cls(ox.Store.read_only(str(folder)), on_disk=True)
        except (OSError, RuntimeError) as error:
            raise QueryError(
                f"{folder} is no readable store ({error})", f"build it anew: communique build -o {folder}"
            ) from error

    def query(self, sparql: str) -> Result:
        """Return solutions, a truth value or triples.

        Raises QueryError, with line and column, when the text is no SPARQL query or may not be run.
        """
        with failures():
            return self._checked(sparql)()

    def within(self, limits: Limits, sparql: str) -> Told:
        """Return the whole result of a query that may not be trusted, run in a process of its own, within limits.

        Raises QueryError as ``query`` does, where it comes to a limit, and where the system cannot hold it to any.
        """
        if not can_limit():
            remedy = "where you trust it, lift them: --timeout 0 --memory 0 --rows 0"
            raise QueryError("this system cannot hold a query to limits", remedy)
        from .guarded import run, write

        find = self._checked(sparql)

        def work(file: IO[bytes]) -> None:
            with failures():
                write(find(), file)

        return run(work, limits, self.on_disk)

    def _checked(self, sparql: str) -> Callable[[], Result]:
        """Return what runs a query; all that it needs is read by now, since where it runs no file can be opened."""
        find = partial(self.oxigraph.query, sparql, prefixes=prefixes())
        if guard.check(sparql):
            return find
        if self._is_ours():
            return partial(find, use_default_graph_as_union=True)
        return partial(find, default_graph=_UNION)

    def _is_ours(self) -> bool:
        """Return whether no other graph is here: then all are looked up at once, at half the cost of one by one."""
        strange = set(self.oxigraph.named_graphs()).difference(_UNION)
        return not strange and not any(self.oxigraph.quads_for_pattern(None, None, None, ox.DefaultGraph()))


@contextlib.contextmanager
def failures() -> Iterator[None]:
    """Turn what the engine raises, when it reads a query or gives its rows, into QueryError."""
    try:
        yield
    except SyntaxError as error:
        place, problem = _explain(error)
        raise QueryError(
            f"the query is not well formed, at {place}: {problem}", "correct it there or just before"
        ) from error
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed ({error})", "simplify it, or build the store anew") from error
    except UnicodeEncodeError as error:
        raise QueryError(
            f"the query holds {error.object[error.start]!r}, which is no character", "remove it"
        ) from error


def prefixes() -> dict[str, str]:
    """Return the prefixes that every query may use: those of the ontology, and ``id:`` for the things recorded."""
    return {**load_schema().prefixes, "id": BASE}


def _explain(error: SyntaxError) -> tuple[str, str]:
    """Return (line:column, problem) in one line, without the classes of characters that the parser lists."""
    match = re.match(r"error at (\d+:\d+): (.*)", str(error), re.DOTALL)
    place, problem = (match[1], match[2]) if match else ("1:1", str(error))
    if "Prefix not found" in problem:
        return place, "no prefix of this name is bound"
    words = re.sub(r"(,\s|\s)\[[^\]]*\]", "", problem)
    return place, " ".join(words.split()) if len(words.split()) > 1 else "no query can go on like this"
