"""RDF: what the records assert, as N-Quads and as JSON-LD; the same facts give the same bytes."""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.build.graph import n_quads
from communique.graph.build.write import FORMATS
from communique.graph.corpus import folders
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import fact_files, shipped_folder
from communique.graph.rdf import document, facts_quads
from communique.graph.rdf.terms import decimal, literal, text
from communique.graph.schema.names import FACTS_GRAPH, GRAPHS
from disk import write
from shipped import facts, small, sound
from whole import whole

ID, CQ = "https://w3id.org/communique/id/", "https://w3id.org/communique/ontology#"
GAZETTE = "sources: {gazette: {title: The Gazette}}\n"
ILVA = "actors: {ilva: {kind: person, label: Ilva}}\n"


@pytest.fixture(params=["shipped", "invented"])
def found(request: pytest.FixtureRequest, tmp_path: Path) -> Facts:
    return facts() if request.param == "shipped" else whole(tmp_path)


def quads(content: str | bytes, form: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> set[str]:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    return set(map(str, ox.parse(raw, format=form)))


def said_of(folder: Path, id_: str, yaml: str) -> set[tuple[str, str]]:
    """Return (property, object) of what the facts say of one thing, without the usual beginnings."""
    triples = ox.parse("".join(facts_quads(small(folder, f=yaml))).encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    return {
        (quad.predicate.value.removeprefix(CQ), str(quad.object).replace(f"<{ID}", "<").replace(f"<{CQ}", "<"))
        for quad in triples
        if quad.subject == ox.NamedNode(ID + id_)
    }


#: rdflib's parser warns of itself.
rdflib_warns_of_itself = pytest.mark.filterwarnings(
    "ignore:(Dataset|ConjunctiveGraph).* is deprecated:DeprecationWarning"
)


# --- two ways to the same graph


@rdflib_warns_of_itself
def test_the_json_ld_says_what_the_n_quads_say(found: Facts) -> None:
    written = json.dumps(document(found), ensure_ascii=False)
    dataset = rdflib.Dataset()
    dataset.parse(data=written, format="json-ld")
    expected = quads("".join(facts_quads(found)))
    assert quads(dataset.serialize(format="nquads")) == expected
    assert quads(written, ox.RdfFormat.JSON_LD) == expected


def test_the_whole_json_ld_says_what_the_n_quads_say(found: Facts) -> None:
    everything = n_quads(found)
    assert quads(FORMATS["jsonld"](found, everything), ox.RdfFormat.JSON_LD) == quads(everything)


def test_the_context_brings_nothing_from_elsewhere() -> None:
    context = document(facts())["@context"]
    assert isinstance(context, dict)
    assert "@import" not in json.dumps(context)


# --- well formed


def test_every_line_is_one_quad_of_one_of_the_graphs(found: Facts) -> None:
    for line in n_quads(found).decode("utf-8").split("\n")[:-1]:
        (quad,) = ox.parse(line.encode("utf-8"), format=ox.RdfFormat.N_QUADS)
        assert quad.graph_name in {ox.NamedNode(graph) for graph in GRAPHS}


@rdflib_warns_of_itself
def test_rdflib_reads_as_many_quads_as_oxigraph(found: Facts) -> None:
    everything = n_quads(found)
    dataset = rdflib.Dataset()
    dataset.parse(data=everything.decode("utf-8"), format="nquads")
    assert len(list(dataset.quads((None, None, None, None)))) == len(quads(everything))


def test_no_quad_stands_twice(found: Facts) -> None:
    lines = n_quads(found).splitlines()
    assert len(lines) == len(set(lines))


def test_no_blank_node_stands_in_the_graph(found: Facts) -> None:
    for quad in ox.parse(n_quads(found), format=ox.RdfFormat.N_QUADS):
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_what_is_asserted_stands_in_the_graph_of_facts_alone(found: Facts) -> None:
    graphs = {quad.graph_name for quad in ox.parse("".join(facts_quads(found)).encode(), format=ox.RdfFormat.N_QUADS)}
    assert graphs == {ox.NamedNode(FACTS_GRAPH)}


# --- values


TERMS = """\
places: {quay: {label: {en: Quay, zh-Hant: 碼頭}, lat: -41.5, long: 12}}
sources: {gazette: {title: The Gazette, published: 2019-05, url: https://example.org/a?b=c#d, publisher: Press}}
statements:
  s:
    speaker: ilva
    act: deny
    date: 2019-05-01/..
    quote: ['a "grave" act', "tab\\there \\\\"]
    evidence: [{source: gazette, paragraph: 3}]
"""


@pytest.mark.parametrize(
    ("thing", "key", "terms"),
    [
        ("quay", "http://www.w3.org/2000/01/rdf-schema#label", {'"Quay"@en', '"碼頭"@zh-hant'}),
        (
            "quay",
            "http://www.w3.org/2003/01/geo/wgs84_pos#lat",
            {'"-41.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'},
        ),
        ("quay", "http://www.w3.org/2003/01/geo/wgs84_pos#long", {'"12"^^<http://www.w3.org/2001/XMLSchema#decimal>'}),
        ("gazette", "published", {'"2019-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'}),
        ("gazette", "url", {"<https://example.org/a?b=c#d>"}),
        ("gazette", "http://purl.org/dc/terms/publisher", {'"Press"'}),
        ("s", "date", {'"2019-05-01/.."^^<interval>'}),
        ("s", "act", {"<https://w3id.org/communique/vocabulary#deny>"}),
        ("s", "speaker", {"<ilva>"}),
        ("s", "quote", {'"a \\"grave\\" act … tab\\there \\\\"@en'}),
        ("s/evidence/1", "paragraph", {'"3"^^<http://www.w3.org/2001/XMLSchema#integer>'}),
    ],
)
def test_a_value_becomes_a_term_of_its_kind(thing: str, key: str, terms: set[str], tmp_path: Path) -> None:
    said = said_of(tmp_path, thing, TERMS + ILVA)
    assert {term for predicate, term in said if predicate == key} == terms


@pytest.mark.parametrize(
    ("date", "datatype"),
    [("2017", "gYear"), ("2017-09", "gYearMonth"), ("2017-09-15", "date"), ("../2017", "interval")],
)
def test_a_partial_date_keeps_its_own_datatype(date: str, datatype: str) -> None:
    assert literal("date", date).endswith(f"#{datatype}>")


@pytest.mark.parametrize(
    ("number", "written"), [(0, "0"), (-0.5, "-0.5"), (1e-7, "0.0000001"), (10**17, "1" + "0" * 17)]
)
def test_a_decimal_has_no_exponent(number: float, written: str) -> None:
    assert decimal(number) == written


def test_ids_of_nested_things_come_from_their_place(tmp_path: Path) -> None:
    subjects = {
        line.split(" ")[0]
        for line in "".join(facts_quads(whole(tmp_path))).splitlines(True)
        if line.startswith("<https://example.org/harbour/boats-collide")
    }
    assert subjects == {
        f"<https://example.org/harbour/boats-collide{nested}>"
        for nested in ("", "/positions/1", "/assumptions/1", "/assumptions/1/evidence/1", "/evidence/1", "/waivers/1")
    }


def test_a_data_set_is_described_at_its_base(tmp_path: Path) -> None:
    written = "".join(facts_quads(whole(tmp_path))).splitlines(True)
    lines = [line for line in written if line.startswith("<https://example.org/harbour/> ")]
    assert f'<https://example.org/harbour/> <{CQ}maintainers> "Grace" <{FACTS_GRAPH}> .\n' in lines


# --- any text


def round_trip(term: str) -> ox.Literal:
    (quad,) = ox.parse(f"<a:s> <a:p> {term} .\n".encode(), format=ox.RdfFormat.N_QUADS)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(st.text())
def test_any_text_comes_back_from_n_quads(words: str) -> None:
    assert round_trip(text(words, "en")) == ox.Literal(words, language="en")
    assert round_trip(literal("string", words)) == ox.Literal(words)


@given(st.text())
def test_any_text_stays_on_its_line(words: str) -> None:
    assert "\n" not in text(words, "en")
    assert "\r" not in text(words, "en")


#: What the reader takes: no control characters, no noncharacters, none of the hidden line breaks.
READABLE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp", "Cf"]) | st.sampled_from("\n\t"))


@given(words=READABLE.filter(str.strip))
def test_any_text_comes_back_from_a_file(words: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    yaml = f"topics: {{t: {{label: {json.dumps(words, ensure_ascii=False)}}}}}\n"
    folder = tmp_path_factory.getbasetemp() / "any-text"
    assert ("http://www.w3.org/2000/01/rdf-schema#label", str(ox.Literal(words, language="en"))) in said_of(
        folder, "t", yaml
    )


@given(st.integers(-(10**17), 10**17) | st.decimals(-(10**6), 10**6, places=6).map(float))
def test_any_number_keeps_its_value(number: float) -> None:
    assert Decimal(round_trip(literal("decimal", number)).value) == Decimal(repr(number))


# --- the same bytes


def digest(found: Facts) -> str:
    everything = n_quads(found)
    return hashlib.sha256(b"".join(write(found, everything) for write in FORMATS.values())).hexdigest()


SCRIPT = """
from pathlib import Path
from test_rdf import digest, sound
from communique.graph.corpus.places import shipped_folder
print(digest(sound(shipped_folder())))
"""


@pytest.mark.parametrize(
    "settings",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["seed-0", "seed-1"],
)
def test_seed_zone_and_locale_change_no_byte(settings: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        env={**os.environ, **settings, "PYTHONPATH": str(Path(__file__).parent)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == digest(facts())


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_the_files_changes_no_byte(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(listed: Callable[[Path], list[Path]], folder: Path) -> list[Path]:
        return random.Random(seed).sample(paths := listed(folder), len(paths))

    monkeypatch.setattr(folders, "fact_files", partial(shuffled, fact_files))
    assert digest(sound(shipped_folder())) == digest(facts())


def test_the_order_of_the_keys_changes_no_byte(tmp_path: Path) -> None:
    one = GAZETTE + "actors: {a: {kind: state, label: A, iso: AAA}, b: {kind: state, label: B}}\n"
    other = "actors: {b: {label: B, kind: state}, a: {iso: AAA, label: A, kind: state}}\n" + GAZETTE
    first, second = small(tmp_path / "one", f=one), small(tmp_path / "other", f=other)
    assert n_quads(first) == n_quads(second)


def test_the_name_of_the_folder_changes_no_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / name, {f"{name}.yaml": GAZETTE})
    assert n_quads(sound(tmp_path / "a")) == n_quads(sound(tmp_path / "b"))
