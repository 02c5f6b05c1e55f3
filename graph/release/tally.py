"""Count what a release says: quads, properties and classes of each graph, and how its data sets describe themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyoxigraph as ox

from ..schema.names import BASE, CQ, FACTS_GRAPH, TYPE

_TYPE, _DATASET = f"<{TYPE}>".encode(), f"<{CQ}Dataset>".encode()
_FACTS = FACTS_GRAPH.encode()
_KINDS, _SETS = ox.NamedNode(TYPE), ox.NamedNode(CQ + "Dataset")
Of = Counter[tuple[str, str]]  #: (graph, IRI) → how many


@dataclass
class Tally:
    """Count lines as we have written them, or quads as anybody may have; both come to the same."""

    properties: Of = field(default_factory=Counter)
    classes: Of = field(default_factory=Counter)
    described: set[ox.Quad] = field(default_factory=set)  #: what the data sets say of themselves
    _sets: set[object] = field(default_factory=set)

    @property
    def graphs(self) -> dict[str, int]:
        """Return graph → how many quads it has, by name."""
        found: Counter[str] = Counter()
        for (graph, _), count in self.properties.items():
            found[graph] += count
        return dict(sorted(found.items()))

    @property
    def bases(self) -> tuple[str, ...]:
        """Return what the ids of the data sets are appended to, sorted."""
        found = {quad.subject.value for quad in self.described if isinstance(quad.subject, ox.NamedNode)}
        return tuple(sorted(found or {BASE}))

    @property
    def size(self) -> int:
        """Return how much is kept, which does not grow with a graph of ours."""
        return len(self.properties) + len(self.classes) + len(self.described)

    def add_lines(self, block: bytes) -> None:
        """Count whole lines of N-Quads, as ``build`` writes them."""
        properties: Counter[tuple[bytes, bytes]] = Counter()
        classes: Counter[tuple[bytes, bytes]] = Counter()
        for line in block.split(b"\n")[:-1]:
            subject, property_, rest = line.split(b" ", 2)
            object_, _, graph = rest.rpartition(b" <")
            properties[graph, property_] += 1
            if property_ == _TYPE:
                classes[graph, object_] += 1
                if object_ == _DATASET and graph.startswith(_FACTS):
                    self._sets.add(subject)
            if subject in self._sets:
                self.described.update(ox.parse(line, format=ox.RdfFormat.N_QUADS))
        _add(self.properties, properties)
        _add(self.classes, classes)

    def add_quads(self, quads: Iterable[ox.Quad]) -> int:
        """Count quads, whoever wrote them, and return how many; the default graph is one without name."""
        count = 0
        for count, quad in enumerate(quads, 1):  # noqa: B007, the last number is the result
            graph = getattr(quad.graph_name, "value", "")
            self.properties[graph, quad.predicate.value] += 1
            if quad.predicate == _KINDS:
                self.classes[graph, getattr(quad.object, "value", "")] += 1
                if quad.object == _SETS and graph == FACTS_GRAPH:
                    self._sets.add(quad.subject)
            if quad.subject in self._sets:
                self.described.add(quad)
        return count


def _add(whole: Of, more: Counter[tuple[bytes, bytes]]) -> None:
    for (graph, name), count in more.items():
        whole[graph.removesuffix(b"> .").decode("utf-8"), name[1:-1].decode("utf-8")] += count
