"""Write the graph to a file or to a store folder, atomically: a killed run leaves what was there before."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import stat
import sys
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
from .graph import n_quads

#: The file that tells our stores from other people's, which must not be replaced.
_MARK, _MARKED = "COMMUNIQUE", "A store of Communiqué, made by: communique build. Delete it or build it anew at will.\n"


def write_graph(facts: Facts, path: Path, aligned: bool = False, selectors: bytes = b"") -> int:
    """Write the graph in the format that the ending names, or as a store where there is none; return how many quads.

    With ``aligned``, also what it says in the words of the common vocabularies; with ``selectors``, these N-Quads too.

    Raises OutputError when the ending is unknown or the place cannot be written to; what was there stays.
    """
    quads = n_quads(facts)
    quads += (aligned_quads(quads) if aligned else b"") + selectors
    if not path.suffix:
        _write_store(quads, path)
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
        os.chmod(name, stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        raise OutputError(
            str(path), f"cannot write ({error.strerror})", "free some space, or choose another place"
        ) from error
    finally:
        Path(name).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_store(quads: bytes, path: Path) -> None:
    if path.exists() and not _replaceable(path):
        raise OutputError(str(path), "this is no store of Communiqué", "choose a new or an empty folder")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise OutputError(str(path), f"cannot write here ({error.strerror})", "choose another place") from error
    try:
        _fill(fresh, quads)
        _move_over(fresh, path)
    except (OSError, RuntimeError) as error:
        raise OutputError(str(path), f"cannot write ({error})", "free some space, or choose another place") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _replaceable(path: Path) -> bool:
    return path.is_dir() and (not any(path.iterdir()) or (path / _MARK).is_file())


def _fill(folder: Path, quads: bytes) -> None:
    store = ox.Store(str(folder))
    store.bulk_load(quads, format=ox.RdfFormat.N_QUADS)
    store.flush()
    del store
    (folder / _MARK).write_text(_MARKED, encoding="utf-8")
    folder.chmod(0o777 & ~_umask())


def _move_over(fresh: Path, path: Path) -> None:
    """Put a folder in the place of another, in one step where the system can; where it fails, the old one stays."""
    if not path.exists():
        with contextlib.suppress(OSError):  # another build was quicker
            fresh.replace(path)
            return
    if _exchange(fresh, path):
        return
    old = fresh.with_name(fresh.name + ".old")
    path.replace(old)
    try:
        fresh.replace(path)
    except OSError:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places, and say whether they have; only Linux can, and Python has no name for it."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if sys.platform == "linux" else None
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    return rename is not None and rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0


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
