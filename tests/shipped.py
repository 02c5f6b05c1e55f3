"""Hold the shipped facts, read and built once for all tests that only look at them, and build small ones."""

from functools import cache
from pathlib import Path

import rdflib

from communique.graph.api import Graph, check
from communique.graph.build.graph import n_quads
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.store import EmbeddedStore
from disk import write


@cache
def facts() -> Facts:
    """The shipped facts."""
    return sound(shipped_folder())


@cache
def quads() -> bytes:
    """The graph of the shipped facts, as N-Quads."""
    return n_quads(facts())


@cache
def store() -> EmbeddedStore:
    """The store that holds the shipped facts."""
    return EmbeddedStore.from_quads(quads())


@cache
def graph() -> Graph:
    """The graph of the shipped facts, to be asked."""
    return Graph(store())


def merged(everything: bytes) -> rdflib.Graph:
    """Return the triples of all graphs as one graph of rdflib, which has an engine of its own."""
    triples = [line.rsplit(" <", 1)[0] + " ." for line in everything.decode("utf-8").split("\n")[:-1]]
    return rdflib.Graph().parse(data="\n".join(triples), format="nt")


def sound(folder: Path) -> Facts:
    """Return the facts of a folder, which must be sound."""
    found, _ = check(folder)
    assert not found.errors, "\n".join(map(str, found.errors))
    return found


def small(folder: Path, **files: str) -> Facts:
    """Write files, named without their ending, into a folder and return their facts, which must be sound."""
    return sound(write(folder, {f"{name}.yaml": text for name, text in files.items()}))


def ask_of(found: Facts) -> Graph:
    """Return the graph of facts, to be asked."""
    return Graph(EmbeddedStore.from_quads(n_quads(found)))
