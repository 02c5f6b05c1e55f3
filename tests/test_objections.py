"""What a SHACL engine objects to is told like any problem: at its place in the facts, by ``check --shacl``."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from communique.graph.build.conformance import Objection, note, objections
from communique.graph.build.graph import n_quads
from communique.graph.corpus.facts import Facts
from communique.graph.schema.names import BASE, CQ, RDFS
from disk import told, write
from shipped import small

# --- where it is told

SOUND = """\
actors:
  ilva: {kind: person, label: Ilva}
  tarvonia: {kind: state, label: Tarvonia, iso: TRV}
sources:
  gazette: {title: The Gazette}
events:
  visit: {type: visit, evidence: [{source: gazette, locator: page 1}]}
statements:
  s:
    speaker: ilva
    act: deny
    gist: No.
    callsOn: [tarvonia, ilva]
    reactsTo: [visit]
    evidence:
      - {source: gazette, locator: page 1}
      - source: gazette
        paragraph: 3
claims:
  c:
    subject: s
    measure: distance-flown
    value: 3700
    unit: metre
    converted: {value: 3.7, unit: kilometre}
    accordingTo: ilva
    evidence: [{source: gazette, locator: page 2}]
"""
DATASET = "title: The talks\nlicence: CC0-1.0\nlanguage: en\n"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
#: What is wrong → (what is written, what is written instead, what is told where).
EDITS = {
    "one of several values": (
        f"s> <{CQ}callsOn> <{BASE}ilva>",
        f"s> <{CQ}callsOn> <{BASE}visit>",
        ["f.yaml:13:14 s: callsOn: Value does not have class cq:Actor"],
    ),
    "what several things name": (
        f"<{BASE}ilva> {TYPE}",
        f"<{BASE}ilva> <{CQ}x>",
        [
            "f.yaml:10:14 s: speaker: Value does not have class cq:Actor",
            "f.yaml:13:25 s: callsOn: Value does not have class cq:Actor",
            "f.yaml:26:18 c: accordingTo: Value does not have class cq:Actor",
        ],
    ),
    "a key that is needed": (
        f"<{BASE}s> <{CQ}act>",
        f"<{BASE}s> <{CQ}x>",
        [f"f.yaml:11:10 s: act: Less than 1 values on <{BASE}s>->cq:act"],
    ),
    "a value in a list of maps": (
        f's/evidence/2> <{CQ}paragraph> "3"',
        f's/evidence/2> <{CQ}paragraph> "0"',
        ['f.yaml:18:20 s: paragraph: Value is not >= Literal("1", datatype=xsd:integer)'],
    ),
    "a value in a map": (
        f'c/converted/1> <{CQ}value> "3.7"^^<http://www.w3.org/2001/XMLSchema#decimal>',
        f'c/converted/1> <{CQ}value> "3.7"',
        ["f.yaml:25:24 c: value: Value is not Literal with datatype xsd:decimal"],
    ),
    "one of several maps": (
        f"s> <{CQ}evidence> <{BASE}s/evidence/2>",
        f"s> <{CQ}evidence> <{BASE}gazette>",
        ["f.yaml:16:7 s: evidence: Value does not have class cq:Evidence"],
    ),
    "a key of another vocabulary": (
        f'tarvonia> <{RDFS}label> "Tarvonia"@en',
        f'tarvonia> <{RDFS}label> "Tarvonia"',
        ["f.yaml:3:34 tarvonia: label: Value is not Literal with datatype rdf:langString"],
    ),
    "the data set": (
        f'<{BASE}> <http://purl.org/dc/terms/title> "The talks"@en',
        f'<{BASE}> <http://purl.org/dc/terms/title> "The talks"',
        ["dataset.yaml:1:8 : title: Value is not Literal with datatype rdf:langString"],
    ),
}


@pytest.fixture
def small_graph(tmp_path: Path) -> tuple[Facts, str]:
    found = small(tmp_path, dataset=DATASET, f=SOUND)
    found.problems.clear()
    return found, n_quads(found).decode()


@pytest.mark.parametrize("wrong", EDITS)
def test_an_objection_is_told_at_its_place_in_the_facts(wrong: str, small_graph: tuple[Facts, str]) -> None:
    found, quads = small_graph
    before, after, expected = EDITS[wrong]
    assert before in quads
    note(found, objections(quads.replace(before, after).encode()))
    assert [one.replace("the shapes object to ", "") for one in told(found.problems)] == expected
    assert {one.rule for one in found.problems} == {"shacl"}


def test_an_objection_to_what_nobody_wrote_is_told_too(small_graph: tuple[Facts, str]) -> None:
    found, _ = small_graph
    note(found, [Objection("https://example.org/a/b/1", f"{CQ}speaker", "", "", "Less than 1 values")])
    assert told(found.problems) == ["dataset.yaml:1:1 : <https://example.org/a/b/1>: speaker: Less than 1 values"]


# --- the command


def run(*arguments: str | Path, before: str = "") -> subprocess.CompletedProcess[str]:
    code = f"import sys; {before}\nsys.argv[0] = 'communique'\nfrom communique.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)], check=False, capture_output=True, text=True
    )


def test_the_command_says_that_nothing_is_objected_to(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, {"f.yaml": SOUND}), "--shacl")
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (0, "SHACL has no objection.")


def test_the_command_exits_with_1_where_something_is_objected_to(tmp_path: Path) -> None:
    """The engine is made to object by taking a declaration from the ontology that the graph carries."""
    drop = "import communique.graph.build.graph as g; g.ontology_quads = lambda: ''"
    ran = run("check", write(tmp_path, {"f.yaml": SOUND}), "--shacl", before=drop)
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (1, "SHACL has 10 objections.")
    assert (
        f"{tmp_path}/f.yaml:11:10 s: the shapes object to act: Value does not have class skos:Concept; " in ran.stdout
    )


def test_faulty_facts_are_not_shown_to_the_engine(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, {"f.yaml": SOUND.replace("act:", "acts:")}), "--shacl")
    assert ran.returncode == 1
    assert "SHACL was not asked: faulty facts make no graph; mend the errors first." in ran.stderr
    assert "[shacl]" not in ran.stdout


def test_without_the_engine_the_command_says_how_to_install_it(tmp_path: Path) -> None:
    ran = run("check", write(tmp_path, {"f.yaml": SOUND}), "--shacl", before="sys.modules['pyshacl'] = None")
    assert ran.returncode == 1
    assert ran.stderr == "pyshacl, the SHACL engine, is not installed; pip install 'communique[shacl]'\n"


def test_the_engine_asks_nobody(monkeypatch: pytest.MonkeyPatch, small_graph: tuple[Facts, str]) -> None:
    def refuse(*address: object, **options: object) -> None:
        raise AssertionError(f"a connection to {address}")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse, raising=True)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert objections(small_graph[1].encode()) == []
