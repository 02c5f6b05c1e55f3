"""Write the graph to a file or to a store folder, atomically: a killed run leaves what was there before."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from ..corpus.facts import Facts
from ..errors import OutputError, did_you_mean
from ..rdf import document, expanded
from ..schema import load_schema
from ..schema.names import INFERRED_GRAPH, ONTOLOGY_GRAPH, SELECTORS_GRAPH
from .aligned import aligned_quads
from .folder import umask, write_store
from .graph import n_quads


def write_graph(facts: Facts, path: Path, aligned: bool = False, selectors: bytes = b"") -> int:
    """Write the graph in the format that the ending names, or as a store where there is none; return how many quads.

    With ``aligned``, also what it says in the words of the common vocabularies; with ``selectors``, these N-Quads too.

    Raises OutputError when the ending is unknown or the place cannot be written to; what was there stays.
    """
    quads = n_quads(facts)
    quads += (aligned_quads(quads) if aligned else b"") + selectors
    if not path.suffix:
        write_store([quads], path)
    elif path.suffix[1:] in FORMATS:
        write_bytes(path, FORMATS[path.suffix[1:]](facts, quads))
    else:
        remedy = did_you_mean(path.suffix[1:], FORMATS)
        raise OutputError(
            str(path), f"no RDF format ends in {path.suffix}", f"{remedy} (without an ending: a store folder)"
        )
    return quads.count(b"\n")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it over, with the permissions of what was there.

    Makes its folder where it is missing. Raises OutputError where it cannot be written; what was there stays.
    """
    if path.is_dir():
        raise OutputError(str(path), "this is a folder", "name a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise OutputError(str(path), f"cannot write here ({error.strerror})", "choose another place") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~umask())
        os.replace(name, path)
    except OSError as error:
        raise OutputError(
            str(path), f"cannot write ({error.strerror})", "free some space, or choose another place"
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _quads(facts: Facts, quads: bytes) -> bytes:
    return quads


def _triples(facts: Facts, quads: bytes) -> bytes:
    lines = {line.rsplit(b" <", 1)[0] + b" .\n" for line in quads.splitlines()}
    return b"".join(sorted(lines))


def _pretty(form: ox.RdfFormat) -> Callable[[Facts, bytes], bytes]:
    def write(facts: Facts, quads: bytes) -> bytes:
        parsed = list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
        prefixes = load_schema().prefixes
        if form == ox.RdfFormat.TRIG:
            return ox.serialize(parsed, format=form, prefixes=prefixes) or b""
        return ox.serialize(dict.fromkeys(quad.triple for quad in parsed), format=form, prefixes=prefixes) or b""

    return write


def _json_ld(facts: Facts, quads: bytes) -> bytes:
    whole = document(facts)
    parsed = list(ox.parse(quads, format=ox.RdfFormat.N_QUADS))
    whole["@graph"] += [expanded(name, parsed) for name in (INFERRED_GRAPH, ONTOLOGY_GRAPH)]
    selectors = expanded(SELECTORS_GRAPH, parsed)
    whole["@graph"] += [selectors] if selectors["@graph"] else []
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


#: Ending → how to write it. nq, trig and jsonld keep the graphs apart; in jsonld the facts read as in YAML.
FORMATS: dict[str, Callable[[Facts, bytes], bytes]] = {
    "nq": _quads,
    "nt": _triples,
    "trig": _pretty(ox.RdfFormat.TRIG),
    "ttl": _pretty(ox.RdfFormat.TURTLE),
    "jsonld": _json_ld,
}
