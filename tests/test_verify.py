"""Verify: whatever is wrong with a release is told, all of it at once, and its description is what is there."""

import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from communique.graph.errors import ReleaseError
from communique.graph.release import quads, verify, write_release
from communique.graph.release.manifest import DESCRIPTION, NAME, content_of
from communique.graph.release.whole import LATEST
from releasing import SECOND, problems, refused, release
from running import runner
from shipped import quads as shipped_quads

VOID, DCAT, DCTERMS = (
    rdflib.Namespace(f"http://{one}") for one in ("rdfs.org/ns/void#", "www.w3.org/ns/dcat#", "purl.org/dc/terms/")
)
SD = "http://www.w3.org/ns/sparql-service-description#"
ONE, TWO = "part-0001.nq", "part-0002.nq"


# --- what is described is what is there


def described(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / DESCRIPTION, format="turtle", publicID="http://example.org/release/void.ttl")


def asked(store: ox.Store, sparql: str) -> int:
    result = store.query(sparql)
    assert isinstance(result, ox.QuerySolutions)
    return int(next(iter(result))[0].value)


def number(term: rdflib.term.Node | None) -> int:
    assert isinstance(term, rdflib.Literal)
    return int(term)


def test_the_description_counts_what_a_query_counts(tmp_path: Path) -> None:
    made = write_release(iter([[shipped_quads()]]), tmp_path)
    found = described(tmp_path / "releases" / made.name)
    store = ox.Store()
    store.bulk_load(b"".join(quads(tmp_path)), format=ox.RdfFormat.N_QUADS)
    names = dict(found.subject_objects(rdflib.URIRef(f"{SD}name")))
    assert {str(name) for name in names.values()} == {one.value for one in store.named_graphs()}
    compared = 0
    for node, name in names.items():
        every = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        assert number(found.value(node, VOID.triples)) == asked(store, every) == made.graphs[str(name)]
        said = {found.value(one, VOID.property): one for one in found.objects(node, VOID.propertyPartition)}
        for iri, one in said.items():
            count = asked(store, every.replace("?p", f"<{iri}>"))
            assert number(found.value(one, VOID.triples)) == count
        kinds = {found.value(one, VOID["class"]): one for one in found.objects(node, VOID.classPartition)}
        for iri, one in kinds.items():
            count = asked(store, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ GRAPH <{name}> {{ ?s a <{iri}> }} }}")
            assert number(found.value(one, VOID.entities)) == count
        distinct = "SELECT (COUNT(DISTINCT %s) AS ?n) { GRAPH <%s> { ?s %s ?o } }"
        assert len(said) == asked(store, distinct % ("?p", name, "?p"))
        assert len(kinds) == asked(store, distinct % ("?o", name, "a"))
        compared += len(said) + len(kinds)
    assert compared > 100


def test_the_description_names_files_licence_title_and_makers(tmp_path: Path) -> None:
    folder = release(tmp_path, zipped=True)
    found = described(folder)
    whole = rdflib.URIRef("http://example.org/release/void.ttl#release")
    assert found.value(whole, DCTERMS.license) == rdflib.URIRef("http://spdx.org/licenses/CC0-1.0")
    assert found.value(whole, DCTERMS.title) == rdflib.Literal('The "harbour" talks', lang="en")
    foaf = rdflib.Namespace("http://xmlns.com/foaf/0.1/")
    makers = {str(found.value(one, foaf.name)) for one in found.objects(whole, DCTERMS.creator)}
    assert makers == {"Ada", "Grace <g@example.org>"}
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    for one in found.objects(whole, DCAT.distribution):
        url = str(found.value(one, DCAT.downloadURL))
        content = (folder / url.removeprefix("http://example.org/release/")).read_bytes()
        assert number(found.value(one, DCAT.byteSize)) == len(content)
        checksum = found.value(found.value(one, spdx.checksum), spdx.checksumValue)
        assert isinstance(checksum, rdflib.Literal)
        assert checksum.value.hex() == content_of(content).sha256
    assert len(set(found.objects(whole, VOID.dataDump))) == 2
    assert not any(isinstance(term, rdflib.BNode) for triple in found for term in triple)


# --- what is wrong


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def made_a_folder(folder: Path) -> None:
    (folder / TWO).unlink()
    (folder / TWO).mkdir()


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "a flipped byte": (
        lambda folder: flipped(folder / ONE, 100),
        f"{ONE}: the SHA-256 of it is not that of the manifest",
    ),
    "a part too short": (
        lambda folder: (folder / TWO).write_bytes(SECOND[:-1]),
        f"{TWO}: it is {len(SECOND) - 1:,} bytes, and the manifest says {len(SECOND):,}",
    ),
    "a part too long": (
        lambda folder: (folder / TWO).write_bytes(SECOND * 2),
        f"{TWO}: it is {len(SECOND) * 2:,} bytes, and the manifest says {len(SECOND):,}",
    ),
    "no part": (lambda folder: (folder / TWO).unlink(), f"{TWO}: there is no such file"),
    "a folder": (made_a_folder, f"{TWO}: there is no such file"),
    "a file more": (lambda folder: (folder / "more.nq").write_bytes(b""), "more.nq: the manifest does not name it"),
    "a hidden file": (lambda folder: (folder / ".more").write_bytes(b""), ".more: the manifest does not name it"),
    "no description": (lambda folder: (folder / DESCRIPTION).unlink(), f"{DESCRIPTION}: there is no such file"),
    "another description": (
        lambda folder: flipped(folder / DESCRIPTION, 900),
        f"{DESCRIPTION}: the SHA-256 of it is not that of the manifest",
    ),
    "no manifest": (lambda folder: (folder / NAME).unlink(), f"{NAME}: there is no such file"),
    "no JSON": (lambda folder: (folder / NAME).write_bytes(b"{"), f"{NAME}: this is no manifest (this is no JSON)"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_told(wrong: str, tmp_path: Path) -> None:
    folder = release(tmp_path)
    damage, told = WRONG[wrong]
    damage(folder)
    assert problems(tmp_path) == [told]


def test_everything_that_is_wrong_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = release(tmp_path)
    names = ["a flipped byte", "no part", "a file more", "another description"]
    for name in names:
        WRONG[name][0](folder)
    done = runner(monkeypatch, capsys)("verify", tmp_path)
    assert (done.code, done.out) == (1, "")
    remedy = "publish it anew: communique build --release"
    assert sorted(done.err.splitlines()) == sorted(f"{folder}: {WRONG[name][1]}; {remedy}" for name in names)


@pytest.mark.parametrize("at", range(0, 200, 7))
def test_no_flipped_byte_of_a_packed_part_goes_unseen(at: int, tmp_path: Path) -> None:
    folder = release(tmp_path, zipped=True)
    flipped(folder / f"{ONE}.gz", at)
    assert len(problems(tmp_path)) == 1
    assert refused(tmp_path)


@pytest.mark.parametrize("named", [b"", b"..", b"../../etc", b"0123456789abcdef\n\n", b"\xff" * 16, b"x" * 1_000_000])
def test_a_pointer_to_nothing_of_ours_is_not_followed(named: bytes, tmp_path: Path) -> None:
    release(tmp_path)
    (tmp_path / LATEST).write_bytes(named)
    assert len(problems(tmp_path)) == 1
    assert problems(tmp_path)[0].startswith(LATEST)


def test_where_no_release_is_nothing_is_verified(tmp_path: Path) -> None:
    for where in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(ReleaseError, match="no release is here; name a folder that build --release wrote"):
            verify(where)


def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> list[str]:
        raise PermissionError(13, "Permission denied")

    release(tmp_path)
    monkeypatch.setattr(os, "listdir", denied)
    with pytest.raises(ReleaseError, match=r"it cannot be read \(Permission denied\); see that you may read it"):
        verify(tmp_path)
