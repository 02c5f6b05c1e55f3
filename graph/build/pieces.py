"""Give the graph of sound facts piece by piece, made by several processes where the facts are large."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from ..check import check
from ..compile.parts import Each, Item, Result, Told, UnsoundError, compile_all, in_turn, read_all
from ..errors import FactsError, OutputError, WorkError
from .graph import n_quads, ontology_quads
from .work import Workers, results


def each_by(workers: Workers) -> Each:
    """Return what lets workers do all that there is to do."""
    if workers.start is None:
        return in_turn

    def each(do: Callable[[Item], Result], items: Sequence[Item]) -> Generator[Result, None, None]:
        return results(do, items, workers, parts=lambda item: item.alone())

    return each


def pieces(facts: Path, each: Each = in_turn, told: Told | None = None) -> Iterator[bytes]:
    """Yield the N-Quads of the graph of a folder of facts: whole lines, in an order that depends on nothing but them.

    Raises FactsError, with every problem, where they are not sound; OutputError where the disk has no room for work;
    WorkError where a file ends whoever reads it, or is saved meanwhile.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="communique-") as work:
            yield from compile_all(read_all(facts, Path(work), each, told), Path(work), each, told)
            yield ontology_quads().encode()
    except (UnsoundError, FileNotFoundError) as error:
        whole(facts)  # tells what is wrong, and where
        raise WorkError(str(facts), "files were saved while they were read", "run it again") from error
    except OSError as error:
        folder = tempfile.gettempdir()
        problem = f"cannot write ({error.strerror or error})"
        raise OutputError(folder, problem, "free some space, or set TMPDIR") from error


def whole(facts: Path, sources: Path | None = None) -> bytes:
    """Return the N-Quads of the graph of facts that are looked at all at once. Raises FactsError as ``pieces`` does."""
    found, _ = check(facts, sources)
    if found.errors:
        raise FactsError(found.errors)
    return n_quads(found)
