"""Selectors lead back to the words: resolved here against the file itself, without the help of the package."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.build.write import write_graph
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.errors import FactsError, QueryError
from communique.graph.rdf import selector_quads
from communique.graph.store import EmbeddedStore
from conftest import sources_or_skip
from disk import write
from running import Run, runner

OA = "http://www.w3.org/ns/oa#"
GRAPH = "https://w3id.org/communique/graph/selectors"
BASE = "https://w3id.org/communique/id/"

TEXT = (
    "First light\u00ad, said \U0001f6a2 the master.\r\n\r\n"
    "“Cafe\u0301s\u00a0 at the inter\u00adnational quay”, he said; “no ship” – he paused – “no ship sails”.\r\n"
    "The \U0001f6a2\U0001f6a2 \u1112\u1161\u11ab quay: “the last”"
)
FACTS = """\
actors:
  master: {{kind: group, label: The master}}
sources:
  report: {{file: deep/report.txt, sha256: {digest}}}
statements:
  a-start: {{speaker: master, act: assert, quote: First light, evidence: [{{source: report, paragraph: 1}}]}}
  b-forms: {{speaker: master, act: assert, quote: Cafés at the international quay, attribution: the master,
    evidence: [{{source: report, locator: p. 1}}, {{source: report, paragraph: 1}}, {{source: report, paragraph: 2}}]}}
  c-parts: {{speaker: master, act: assert, quote: [no ship, no ship sails],
    evidence: [{{source: report, paragraph: 2}}]}}
  d-which: {{speaker: master, act: assert, quote: no ship, evidence: [{{source: report, paragraph: 2, occurrence: 2}}]}}
  e-end: {{speaker: master, act: assert, quote: {{ko: 한, en: the last}}, evidence: [{{source: report, paragraph: 3}}]}}
"""


class Found(NamedTuple):
    node: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    (tmp_path / "texts" / "deep").mkdir(parents=True)
    (tmp_path / "texts" / "deep" / "report.txt").write_bytes(TEXT.encode())
    return tmp_path / "texts"


@pytest.fixture
def facts(tmp_path: Path, texts: Path) -> Path:
    digest = hashlib.sha256((texts / "deep" / "report.txt").read_bytes()).hexdigest()
    return write(tmp_path / "facts", {"f.yaml": FACTS.format(digest=digest)})


def sound(facts: Path, texts: Path) -> Facts:
    found, _ = check(facts, texts)
    assert found.errors == []
    return found


def resolved(lines: Iterator[str]) -> list[Found]:
    """Return the selectors in the lines, each quote selector with the position selector that it names."""
    store = EmbeddedStore.from_quads("".join(lines).encode())
    rows = store.query(
        f"PREFIX oa: <{OA}> SELECT ?q ?exact ?prefix ?suffix ?start ?end WHERE {{ GRAPH <{GRAPH}> {{"
        " ?evidence oa:hasSelector ?q, ?p . ?q a oa:TextQuoteSelector ; rdfs:seeAlso ?p ;"
        " oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix ."
        " ?p a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end } } ORDER BY ?q"
    )
    assert isinstance(rows, ox.QuerySolutions)
    cells = [[str(getattr(cell, "value", None)) for cell in row] for row in rows]
    return [Found(q.removeprefix(BASE), e, p, s, int(start), int(end)) for q, e, p, s, start, end in cells]


def plain(words: str) -> str:
    """Return words as people compare them: without soft hyphens, composed, with one kind of mark and of space."""
    words = unicodedata.normalize("NFC", words.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", re.sub("[‘’]", "'", re.sub("[“”]", '"', words))).strip()


def must_resolve(found: Found, raw: str) -> None:
    assert raw[found.start : found.end] == found.exact
    assert raw[max(0, found.start - 32) : found.start] == found.prefix
    assert raw[found.end : found.end + 32] == found.suffix


def test_every_passage_has_a_pair_of_selectors_that_resolve(facts: Path, texts: Path) -> None:
    raw = (texts / "deep" / "report.txt").read_bytes().decode()
    found = resolved(selector_quads(sound(facts, texts), texts))
    for one in found:
        must_resolve(one, raw)
    assert [(one.node, plain(one.exact)) for one in found] == [
        ("a-start/evidence/1/selectors/quote/1", "First light"),
        ("b-forms/evidence/2/selectors/attribution/1", "the master"),
        ("b-forms/evidence/3/selectors/quote/1", "Cafés at the international quay"),
        ("c-parts/evidence/1/selectors/quote/1", "no ship"),
        ("c-parts/evidence/1/selectors/quote/2", "no ship sails"),
        ("d-which/evidence/1/selectors/quote/1", "no ship"),
        ("e-end/evidence/1/selectors/quote/1", "the last"),
        ("e-end/evidence/1/selectors/quote/2", "한"),
    ]


def test_words_are_given_as_the_file_has_them(facts: Path, texts: Path) -> None:
    found = {one.node.partition("/")[0]: one for one in resolved(selector_quads(sound(facts, texts), texts))}
    assert (found["a-start"].start, found["a-start"].exact, found["a-start"].prefix) == (0, "First light", "")
    assert found["b-forms"].exact == "Cafe\u0301s\u00a0 at the inter\u00adnational quay"
    assert found["d-which"].prefix.endswith("he paused – “")
    assert found["e-end"].exact == "\u1112\u1161\u11ab"


def test_the_end_of_a_text_has_no_suffix(facts: Path, texts: Path) -> None:
    found = resolved(selector_quads(sound(facts, texts), texts))
    assert [one.suffix for one in found if one.exact == "the last"] == ["”"]


def test_an_interrupted_quote_has_its_pairs_in_the_order_of_the_text(facts: Path, texts: Path) -> None:
    parts = [one for one in resolved(selector_quads(sound(facts, texts), texts)) if one.node.startswith("c-parts")]
    assert parts[0].end <= parts[1].start


def test_every_selector_of_the_shipped_facts_resolves() -> None:
    sources = sources_or_skip()
    facts, proof = check(shipped_folder(), sources)
    raws = {
        one.id: (sources / one.data["file"]).read_bytes().decode() for one in facts.of("Source") if "file" in one.data
    }
    found = resolved(selector_quads(facts, sources))
    passages = 0
    for one in found:
        id_, _, number, _, key, passage = one.node.split("/")
        record = facts.records[id_].data
        must_resolve(one, raws[record["evidence"][int(number) - 1]["source"]])
        wanted = record[key] if isinstance(record[key], list) else [record[key]]
        assert plain(one.exact) == plain(wanted[int(passage) - 1])
        passages += passage == "1"
    assert passages >= proof.proved >= 33


joining = st.text(st.sampled_from("ab .’\u00ad\u0301\u0308\u1100\u1161\u11a8\u00a0😀"), max_size=12)


@given(joining, joining)
def test_selectors_resolve_in_any_text(tmp_path_factory: pytest.TempPathFactory, before: str, after: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    raw = f"{before} the  qua\u00ady e\u0301 {after}"
    (folder / "report.txt").write_bytes(raw.encode())
    text = FACTS.partition("  b-forms")[0].replace("First light", "the quay é").replace("deep/", "")
    write(folder / "facts", {"f.yaml": text.format(digest=hashlib.sha256(raw.encode()).hexdigest())})
    (found,) = resolved(selector_quads(sound(folder / "facts", folder), folder))
    must_resolve(found, raw)
    assert found.exact.replace("\u00ad", "") == "the  quay e\u0301"


# --- what is written


@pytest.mark.parametrize("ending", ["nq", "trig", "jsonld", "nt", "ttl"])
def test_every_format_holds_the_selectors(ending: str, facts: Path, texts: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / f"graph.{ending}"
    assert run("build", "-o", path, "--facts", facts, "--sources", texts, "--selectors").code == 0
    quads = list(ox.parse(path=str(path)))
    graphs = {quad.graph_name for quad in quads if quad.predicate.value.startswith(OA)}
    assert graphs == {ox.NamedNode(GRAPH) if ending in {"nq", "trig", "jsonld"} else ox.DefaultGraph()}
    assert sum(quad.predicate.value == OA + "exact" for quad in quads) == 8
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_a_store_can_be_asked_for_them(facts: Path, texts: Path, tmp_path: Path, run: Run) -> None:
    store = tmp_path / "store"
    assert run("build", "-o", store, "--facts", facts, "--sources", texts, "--selectors").code == 0
    for graph in ("", f"FROM <{GRAPH}>"):
        query = f"PREFIX oa: <{OA}> SELECT (COUNT(*) AS ?n) {graph} {{ ?q oa:exact ?words }}"
        assert run("query", "--facts", store, query, "--format", "csv").out == "n\n8\n"
    with pytest.raises(QueryError, match="no graph of this store"):
        EmbeddedStore.open(store).query(f"SELECT * FROM <{GRAPH}s> {{ ?s ?p ?o }}")


def test_nothing_of_a_text_is_written_unless_asked_for(facts: Path, texts: Path, tmp_path: Path, run: Run) -> None:
    for ending in ("nq", "jsonld"):
        path = tmp_path / f"graph.{ending}"
        assert run("build", "-o", path, "--facts", facts, "--sources", texts).code == 0
        assert "selectors" not in path.read_text(encoding="utf-8")


def test_the_same_facts_give_the_same_bytes(facts: Path, texts: Path, tmp_path: Path) -> None:
    found = sound(facts, texts)
    lines = "".join(selector_quads(found, texts)).encode()
    for name in ("a.jsonld", "b.jsonld"):
        write_graph(found, tmp_path / name, selectors=lines)
    assert (tmp_path / "a.jsonld").read_bytes() == (tmp_path / "b.jsonld").read_bytes()
    graphs = json.loads((tmp_path / "a.jsonld").read_text(encoding="utf-8"))["@graph"]
    assert [graph.get("@id") or graph["id"] for graph in graphs][-1] == GRAPH


# --- what cannot be done


def test_without_the_folder_of_texts_the_option_is_wrong_usage(facts: Path, tmp_path: Path, run: Run) -> None:
    done = run("build", "-o", tmp_path / "x.nq", "--facts", facts, "--selectors")
    assert done.code == 2
    assert "--sources" in done.err
    assert not (tmp_path / "x.nq").exists()


def test_every_text_that_is_missing_is_named(facts: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "empty").mkdir()
    quote = "{speaker: master, act: assert, quote: Not now, evidence: [{source: other, paragraph: 1}]}"
    write(facts, {"g.yaml": f"sources:\n  other: {{title: O}}\nstatements:\n  z-other: {quote}\n"})
    found, _ = check(facts)
    with pytest.raises(FactsError) as caught:
        list(selector_quads(found, tmp_path / "empty"))
    assert [(one.line, one.id, one.rule) for one in caught.value.problems] == [
        (4, "report", "source-file"),
        (2, "other", "source-file"),
    ]
    done = run("build", "-o", tmp_path / "x.nq", "--facts", facts, "--selectors", "--sources", tmp_path / "empty")
    assert done.code == 1
    assert "f.yaml:4:18 report: the text is not in the folder of source texts" in done.err
    assert not (tmp_path / "x.nq").exists()
