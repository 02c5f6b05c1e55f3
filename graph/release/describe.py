"""Describe a release in VoID and DCAT: what is in each graph, counted, and which files hold it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from ..schema.names import CQ, local_name
from .manifest import Manifest, Part
from .tally import Of, Tally

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = "https://www.iana.org/assignments/media-types/application/"
#: SPDX has an IRI for each of its licences; what is no name of one is said in words.
_LICENCES, _LICENCE = "http://spdx.org/licenses/", re.compile(r"[A-Za-z0-9.+-]+")
_TITLE, _RIGHTS, _WHO = _PREFIXES["dcterms"] + "title", CQ + "licence", CQ + "maintainers"
Said = Iterator[tuple[str, str]]  #: property and object, as Turtle


def describe(manifest: Manifest, tally: Tally) -> bytes:
    """Return the description as Turtle; relative IRIs in it are resolved against where it is read.

    The number of triples is told of each graph, and not of the whole, where the same may stand in two.
    """
    nodes = [
        _node("", "void:DatasetDescription", [("foaf:primaryTopic", "<#release>")]),
        _node("#release", "void:Dataset, dcat:Dataset", _whole(manifest, tally)),
        *_agents(tally),
        *(_part(part) for part in manifest.parts),
    ]
    for graph in manifest.graphs:
        nodes += _graph(graph, tally)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in _PREFIXES.items())
    return (prefixes + "".join(nodes)).encode("utf-8")


def _node(fragment: str, kinds: str, said: list[tuple[str, str]] | Said) -> str:
    return f"\n<{fragment}> a {kinds}" + "".join(f" ;\n    {name} {value}" for name, value in said) + " .\n"


def _whole(manifest: Manifest, tally: Tally) -> Said:
    yield "dcterms:identifier", f'"{manifest.name}"'
    yield from (("dcterms:title", title) for title in _values(tally, _TITLE))
    for licence in _values(tally, _RIGHTS):
        name = licence.strip('"')
        known = _LICENCE.fullmatch(name)
        yield ("dcterms:license", f"<{_LICENCES}{name}>") if known else ("dcterms:rights", licence)
    yield from (("dcterms:creator", f"<#creator-{number}>") for number, _ in enumerate(_values(tally, _WHO), 1))
    yield from (("void:uriSpace", str(ox.Literal(base))) for base in manifest.bases)
    yield from (("void:vocabulary", f"<{one}>") for one in sorted({_space(iri) for _, iri in tally.properties}))
    yield "void:feature", "<http://www.w3.org/ns/formats/N-Quads>"
    yield from (("void:subset", f"<#{local_name(graph)}>") for graph in manifest.graphs)
    yield from (("void:dataDump", f"<{part.name}>") for part in manifest.parts)
    yield from (("dcat:distribution", f"<#{_fragment(part)}>") for part in manifest.parts)


def _values(tally: Tally, property_: str) -> list[str]:
    """Return what the data sets say of themselves under a property, as Turtle, sorted."""
    return sorted({str(quad.object) for quad in tally.described if quad.predicate.value == property_})


def _space(iri: str) -> str:
    return iri.removesuffix(local_name(iri))


def _agents(tally: Tally) -> Iterator[str]:
    for number, name in enumerate(_values(tally, _WHO), 1):
        yield _node(f"#creator-{number}", "foaf:Agent", [("foaf:name", name)])


def _graph(graph: str, tally: Tally) -> Iterator[str]:
    me = local_name(graph)
    properties, classes = _of(graph, tally.properties), _of(graph, tally.classes)
    said = [("sd:name", f"<{graph}>"), ("void:triples", str(sum(count for _, count in properties)))]
    said += [("void:propertyPartition", f"<#{me}-property-{n}>") for n, _ in enumerate(properties, 1)]
    said += [("void:classPartition", f"<#{me}-class-{n}>") for n, _ in enumerate(classes, 1)]
    yield _node(f"#{me}", "void:Dataset, sd:NamedGraph", said)
    for number, (iri, count) in enumerate(properties, 1):
        partition = [("void:property", f"<{iri}>"), ("void:triples", str(count))]
        yield _node(f"#{me}-property-{number}", "void:Dataset", partition)
    for number, (iri, count) in enumerate(classes, 1):
        partition = [("void:class", f"<{iri}>"), ("void:entities", str(count))]
        yield _node(f"#{me}-class-{number}", "void:Dataset", partition)


def _of(graph: str, counted: Of) -> list[tuple[str, int]]:
    return sorted((iri, count) for (one, iri), count in counted.items() if one == graph)


def _part(part: Part) -> str:
    me = f"#{_fragment(part)}"
    said = [
        ("dcat:downloadURL", f"<{part.name}>"),
        ("dcat:byteSize", f'"{part.file.bytes}"^^xsd:nonNegativeInteger'),
        ("dcat:mediaType", f"<{_MEDIA}n-quads>"),
        *([("dcat:compressFormat", f"<{_MEDIA}gzip>")] if part.zipped else []),
        ("spdx:checksum", f"<{me}-sha256>"),
    ]
    checksum = [
        ("spdx:algorithm", "spdx:checksumAlgorithm_sha256"),
        ("spdx:checksumValue", f'"{part.file.sha256}"^^xsd:hexBinary'),
    ]
    return _node(me, "dcat:Distribution", said) + _node(f"{me}-sha256", "spdx:Checksum", checksum)


def _fragment(part: Part) -> str:
    return part.name.partition(".")[0]
