"""The fast check and a SHACL engine judge alike: what one lets pass the other does, but for what a graph cannot show.

That the check tells every planted fault is held by test_planted_faults; here the same faults become a graph unchecked.
"""

import logging
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.build.conformance import conform, objections
from communique.graph.build.graph import n_quads, ontology_quads
from communique.graph.corpus.facts import shape_of
from communique.graph.rdf import quads_of
from communique.graph.reader import read_document
from communique.graph.schema import load_schema
from communique.graph.schema.names import BASE, FACTS_GRAPH
from conftest import ROOT
from planting import MARK, plants
from planting import sound as sound_records
from raw import triples, unreadable
from shipped import facts
from whole import whole

SCHEMA = load_schema()
#: Kinds of faults that the engine does not see, or not in every field, and why.
UNSEEN = {
    "unknown key": "the shapes are open, since what is inferred stands beside what is written",
    "empty list": "an empty list is no triple; it is missed only where one is required",
    "empty text": "the shapes ask for a text, not for a long one",
    "list of one": "a list of one is the same triple as the one",
    "bad id to anything": "where a field takes everything, any IRI will do",
    "dangling reference to anything": "where a field takes everything, any IRI will do",
    "retired reference to anything": "where a field takes everything, a retired id will do",
    "hidden character": "it is a warning about a text",
    "unknown property": "the name of a key is a text",
    "unknown rule": "the code of a rule is a text",
    "rule of an error": "the code of a rule is a text",
    "quote not in the text": "the source text is not in the graph",
    "quote without a word": "the source text is not in the graph",
    "sha256 of another text": "the source text is not in the graph",
    "beyond the text": "the source text is not in the graph",
    "file outside": "the folder is not in the graph",
}
#: Kinds that never become a graph: the reader refuses how it is written, or there is no class to be of.
NO_GRAPH = {
    "alias",
    "anchor",
    "control character",
    "duplicate key",
    "empty key",
    "empty value",
    "key that is no text",
    "merge key",
    "missing kind",
    "tag",
    "wrong kind",
}


def unchecked(section: str, text: str) -> tuple[str, Iterator[str]] | None:
    """Return the id and the lines of N-Quads of the one record of a text, or None where no graph can be made of it."""
    document = read_document(f"{section}:\n{text}")
    if document.flaws or unreadable(document.data):
        return None
    ((id_, data),) = document.data[section].items()
    kinds = SCHEMA.sections[section]
    if "" not in kinds and data.get("kind") not in kinds:
        return None
    found = triples(BASE + id_, shape_of(kinds, data), data, BASE)
    return id_, (f"{' '.join(triple)} <{FACTS_GRAPH}> .\n" for triple in found)


@pytest.fixture(scope="module")
def judged() -> dict[str, Counter[str]]:
    """What becomes of each kind of planted fault: refused by the reader, seen by the engine, or unseen."""
    logging.getLogger("rdflib.term").disabled = True  # it tells each literal that is none
    lines, planted = [ontology_quads()], {}
    for section, text in sound_records(1):
        lines += (unchecked(section, text) or ("", iter(())))[1]
    fates: dict[str, Counter[str]] = defaultdict(Counter)
    for number, plant in enumerate(plants()):
        made = unchecked(plant.section, plant.text.replace("ID:", f"planted-{number}:").replace(MARK, ""))
        if made is None:
            fates[plant.kind]["refused"] += 1
        else:
            planted[made[0]] = plant
            lines += made[1]
    seen = {one.focus.removeprefix(BASE).partition("/")[0] for one in objections("".join(lines).encode())}
    for id_, plant in planted.items():
        fates[plant.kind]["seen" if id_ in seen else "unseen"] += 1
    assert seen <= planted.keys(), "the sound records beside them are sound"
    return fates


def test_every_planted_fault_that_a_graph_can_show_is_seen(judged: dict[str, Counter[str]]) -> None:
    assert {kind: fates["unseen"] for kind, fates in judged.items() if fates["unseen"] and kind not in UNSEEN} == {}
    assert sum(fates["seen"] for fates in judged.values()) > 2_000
    assert len([kind for kind, fates in judged.items() if fates["seen"]]) >= 14


def test_what_a_graph_cannot_show_is_known(judged: dict[str, Counter[str]]) -> None:
    assert {kind for kind, fates in judged.items() if fates["unseen"]} == set(UNSEEN)
    assert {kind for kind, fates in judged.items() if fates["refused"] == fates.total()} == NO_GRAPH


# --- sound facts


def test_the_shipped_graph_has_no_objection() -> None:
    assert objections(n_quads(facts())) == []


def test_the_graph_of_the_example_has_no_objection() -> None:
    assert objections(n_quads(check(ROOT / "tests" / "example" / "facts")[0])) == []


def test_the_invented_graph_with_every_key_has_no_objection(tmp_path: Path) -> None:
    assert conform(whole(tmp_path)) == 0


def test_what_is_written_unchecked_is_what_the_package_writes() -> None:
    for record in facts().records.values():
        found = triples(record.iri, record.shape, record.data, record.file.dataset.base)
        expected = "".join(quads_of(facts(), [record])).splitlines()
        assert sorted(f"{' '.join(triple)} <{FACTS_GRAPH}> ." for triple in found) == sorted(expected)


def test_the_facts_that_benchmarks_make_are_sound_and_always_the_same(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        command = [sys.executable, str(ROOT / "benchmarks" / "facts.py"), str(tmp_path / name), "400", "--texts"]
        subprocess.run(command, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).rglob("*") if path.is_file()})
    found, proof = check(tmp_path / "one" / "facts", tmp_path / "one" / "texts")
    assert (len(found.records), found.problems, proof.unverified) == (400, [], 0)
    assert made[0] == made[1]
    assert objections(n_quads(found)) == []
