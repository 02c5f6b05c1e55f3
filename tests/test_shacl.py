"""SHACL: a validator that knows nothing of us finds the built graph in accord with the shapes, and broken ones not."""

from pathlib import Path

import pyshacl
import pytest
import rdflib

from communique.graph.build.graph import n_quads
from conftest import ROOT
from shipped import merged, quads, small
from whole import whole

ID, CQ = "https://w3id.org/communique/id/", "https://w3id.org/communique/ontology#"
CQV, RDFS = "https://w3id.org/communique/vocabulary#", "http://www.w3.org/2000/01/rdf-schema#"
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")

SOUND = """\
actors: {ilva: {kind: person, label: Ilva}, tarvonia: {kind: state, label: Tarvonia, iso: TRV}}
sources: {gazette: {title: The Gazette, url: https://example.org/g}}
statements:
  s: {speaker: ilva, act: deny, date: 2019, gist: No., evidence: [{source: gazette, paragraph: 3}]}
claims:
  c:
    subject: s
    measure: ally
    value: 3700
    unit: kilometre
    accordingTo: ilva
    evidence: [{source: gazette, paragraph: 3}]
"""


def objections(graph: rdflib.Graph) -> list[str]:
    """Return each key that the shapes object to, with the constraint that it breaks."""
    shapes = rdflib.Graph().parse(ROOT / "ontology" / "shapes.ttl")
    conforms, report, text = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    found = [
        f"{str(path).rpartition('#')[2]} {str(constraint).rpartition('#')[2].removesuffix('ConstraintComponent')}"
        for result in report.objects(None, SH.result)
        for path in report.objects(result, SH.resultPath)
        for constraint in report.objects(result, SH.sourceConstraintComponent)
    ]
    assert conforms == (not found), text
    return sorted(found)


def test_the_shapes_themselves_are_sound() -> None:
    """The W3C's shapes of shapes find nothing wrong with them, and do find out a shape that is none."""
    shapes = (ROOT / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    assert "sh:maxCount 1 ;" in shapes
    assert is_shacl(shapes)
    assert not is_shacl(shapes.replace("sh:maxCount 1 ;", 'sh:maxCount "one" ;', 1))
    assert not is_shacl(shapes.replace("sh:datatype xsd:string ;", 'sh:datatype "text" ;', 1))


def is_shacl(shapes: str) -> bool:
    try:
        graph = rdflib.Graph().parse(data=shapes)
        conforms, _, _ = pyshacl.validate(rdflib.Graph(), shacl_graph=graph, meta_shacl=True)
    except (pyshacl.errors.ReportableRuntimeError, pyshacl.errors.ShapeLoadError, pyshacl.errors.ConstraintLoadError):
        return False
    return bool(conforms)


def test_the_shipped_graph_is_as_the_shapes_say() -> None:
    assert objections(merged(quads())) == []


def test_the_invented_graph_is_as_the_shapes_say(tmp_path: Path) -> None:
    assert objections(merged(n_quads(whole(tmp_path)))) == []


#: What is wrong → (what is taken out, what is put in, what is objected to).
BROKEN = {
    "nothing": ("", "", []),
    "no speaker": (f"<{ID}s> <{CQ}speaker> ?o", "", ["speaker MinCount"]),
    "no evidence": (f"<{ID}s> <{CQ}evidence> ?o", "", ["evidence MinCount"]),
    "two speakers": ("", f"<{ID}s> <{CQ}speaker> <{ID}tarvonia>", ["speaker MaxCount"]),
    "two labels of one language": ("", f'<{ID}ilva> <{RDFS}label> "Twice"@en', ["label UniqueLang"]),
    "a word of another scheme": (f"<{ID}s> <{CQ}act> ?o", f"<{ID}s> <{CQ}act> <{CQV}meeting>", ["act Node"]),
    "a word of none": (f"<{ID}s> <{CQ}act> ?o", f"<{ID}s> <{CQ}act> <{CQV}shout>", ["act Class", "act Node"]),
    "a source that speaks": (f"<{ID}s> <{CQ}speaker> ?o", f"<{ID}s> <{CQ}speaker> <{ID}gazette>", ["speaker Class"]),
    "a reaction to a person": ("", f"<{ID}s> <{CQ}reactsTo> <{ID}ilva>", ["reactsTo Class"]),
    "a number in words": (f"<{ID}c> <{CQ}value> ?o", f'<{ID}c> <{CQ}value> "many"', ["value Datatype"]),
    "a date in words": (f"<{ID}s> <{CQ}date> ?o", f'<{ID}s> <{CQ}date> "in May"', ["date Node"]),
    "paragraph 0": (
        f"<{ID}s/evidence/1> <{CQ}paragraph> ?o",
        f"<{ID}s/evidence/1> <{CQ}paragraph> 0",
        ["paragraph MinInclusive"],
    ),
    "a code of one letter": (f"<{ID}tarvonia> <{CQ}iso> ?o", f'<{ID}tarvonia> <{CQ}iso> "T"', ["iso Pattern"]),
    "a file for an address": (f"<{ID}gazette> <{CQ}url> ?o", f"<{ID}gazette> <{CQ}url> <file:///g>", ["url Node"]),
}


@pytest.mark.parametrize("wrong", BROKEN)
def test_a_broken_graph_is_found_out(wrong: str, tmp_path: Path) -> None:
    removed, added, found = BROKEN[wrong]
    graph = merged(n_quads(small(tmp_path, f=SOUND)))
    if removed:
        graph.update(f"DELETE WHERE {{ {removed} }}")
    if added:
        graph.update(f"INSERT DATA {{ {added} }}")
    assert objections(graph) == found
