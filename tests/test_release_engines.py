"""Releases in other engines: loaded from their files, each graph has what the manifest says, and answers agree."""

from collections.abc import Iterator

import pytest
from test_engines import NEEDED, rows

from communique.graph.api import Graph
from communique.graph.release import write_release
from communique.graph.release.manifest import Manifest
from communique.graph.release.source import parts
from communique.graph.release.whole import RELEASES
from communique.graph.store.remote import Address, RemoteStore
from engines import ENGINES, oxigraph, virtuoso
from shipped import facts, graph

PARTS = 5
Loaded = tuple[Manifest, Graph]


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def loaded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The manifest of a release of the shipped facts, and an engine that was given its packed parts only."""
    folder = tmp_path_factory.mktemp(request.param)
    made = write_release(parts(facts().datasets[0].folder, PARTS), folder / "out", zipped=True)
    place = folder / "out" / RELEASES / made.name
    if request.param == "oxigraph":
        with oxigraph.loaded(folder, sorted(place.glob("*.nq.gz"))) as engine:
            yield made, Graph(RemoteStore(Address.from_text(engine.asked)))
    else:
        with ENGINES[request.param](folder, b"") as engine:
            virtuoso.bulk_load(engine, place)
            yield made, Graph(RemoteStore(Address.from_text(engine.asked)))


def test_each_graph_has_what_the_manifest_says(loaded: Loaded) -> None:
    made, there = loaded
    assert len(made.parts) == PARTS
    for name, count in made.graphs.items():
        sparql = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        assert rows(there.query(sparql)) == rows(graph().query(sparql))
        assert f'"{count}"' in rows(there.query(sparql))[1][0]


@pytest.mark.parametrize("name", NEEDED)
def test_a_question_has_the_same_answer(name: str, loaded: Loaded) -> None:
    assert rows(loaded[1].ask(name, **NEEDED[name])) == rows(graph().ask(name, **NEEDED[name]))


@pytest.mark.parametrize("id_", ["china", "full-oil-embargo", "launch-over-japan-2017-09-15"])
def test_a_thing_is_shown_the_same(id_: str, loaded: Loaded) -> None:
    assert loaded[1].show(id_) == graph().show(id_)
