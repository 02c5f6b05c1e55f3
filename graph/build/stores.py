"""Build the graph of large facts as a store on disk, from the last one where little has changed since."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from ..compile import archive
from ..compile.change import MOST, Change, change
from ..compile.corpus import Corpus
from ..compile.digest import digest
from ..compile.parts import Each, Told, UnsoundError, compile_all, in_turn, read_all
from ..compile.unit import Unit, read_unit
from ..corpus.folders import Layout, file_limit, layout
from ..corpus.places import DESCRIPTION
from .folder import fill_store
from .generation import STORE, Look, Seal, digests_of, look, seal
from .graph import ontology_quads
from .home import found, generations, home_of, move_in, workroom


@dataclass(frozen=True, slots=True)
class State:
    """Hold which files facts have, and how they were when they were looked at, before they were read."""

    layout: Layout
    look: Look
    described: dict[str, bytes]  #: path → digest of each description


def kept(facts: Path, each: Each = in_turn, told: Told | None = None) -> Path | None:
    """Return the folder of a store with the graph of a folder of facts, as it was kept or as it is built now.

    None where nothing may be kept. Raises UnsoundError where something is wrong with the facts, FactsError where there
    are none, OutputError where the disk has no room.
    """
    home = home_of(facts)
    if home is None:
        return None
    if known := found(facts):
        return known
    facts = facts.resolve()  # what is kept is found from everywhere
    with workroom(home) as (work, handle):
        try:
            state = _state(facts)
            last = next(generations(home), None)
            corpus = (_changed(*last, state, work) if last else None) or _anew(facts, work, each, told)
        except FileNotFoundError as error:
            raise UnsoundError from error
        seal(work, state.look, _digests(corpus, state))
        return move_in(work, handle)


def _state(facts: Path) -> State:
    """Return which files facts have. Raises UnsoundError where a description is wrong, or a file goes meanwhile."""
    folders = [one.folder for one in _layout(facts).datasets]
    paths = [folder / DESCRIPTION for folder in folders]
    described = {str(path): digest(path.read_bytes()) for path in paths if path.is_file()}
    looked = look(list(map(str, folders)))
    found = _layout(facts)  # read after its digest: what is saved meanwhile, is seen next time
    if {*looked.paths} != {*described, *(str(path) for path, _, _ in found.files)}:
        raise UnsoundError
    return State(found, looked, described)


def _layout(facts: Path) -> Layout:
    if known := layout(facts):
        return known
    raise UnsoundError


def _digests(corpus: Corpus, state: State) -> list[bytes]:
    """Return the digest of each file that was looked at, as it was when it was read."""
    files = zip(state.layout.files, corpus.entries, strict=True)
    known = {**state.described, **{str(path): entry.unit.digest for (path, _, _), entry in files}}
    return [known[path] for path in state.look.paths]


def _anew(facts: Path, work: Path, each: Each, told: Told | None) -> Corpus:
    corpus = read_all(facts, work, each, told)
    fill_store(work / STORE, chain(compile_all(corpus, work, each, told), [ontology_quads().encode()]))
    return corpus


def _changed(folder: Path, sealed: Seal, state: State, work: Path) -> Corpus | None:
    """Build a generation of what another one holds and what has changed since; None where it cannot, or much has."""
    try:
        before = archive.read(folder)
        named = _named(before, sealed, state)
        after = archive.rewrite(work, folder, before, named) if named else None
        found = change(before, after) if after else None
        if found is None:
            return None
        _apply(found, folder / STORE, work / STORE)
        return after
    except (archive.DamagedError, OSError, RuntimeError):  # it is not what it was, or is being removed
        shutil.rmtree(work / STORE, ignore_errors=True)
        return None


def _named(before: Corpus, sealed: Seal, state: State) -> list[tuple[str, int, Unit | int]] | None:
    """Return each file with its unit, or its number in the corpus before.

    None where more changed than pays off, or a description did.
    """
    now = dict(zip(state.look.paths, digests_of(state.look, sealed), strict=True))
    was = dict(zip(sealed.look.paths, sealed.digests, strict=True))
    if state.look.folders != sealed.look.folders or _described(now) != _described(was):
        return None
    places = {(one.name, one.dataset, one.unit.digest): number for number, one in enumerate(before.entries)}
    numbers = [places.get((name, dataset, now[str(path)])) for path, name, dataset in state.layout.files]
    if numbers.count(None) > MOST * len(numbers):
        return None
    limit = file_limit()
    return [
        (name, dataset, _unit(path, limit) if number is None else number)
        for (path, name, dataset), number in zip(state.layout.files, numbers, strict=True)
    ]


def _described(digests: dict[str, bytes]) -> dict[str, bytes]:
    return {path: one for path, one in digests.items() if Path(path).name == DESCRIPTION}


def _unit(path: Path, limit: int) -> Unit:
    unit = read_unit(path, limit)
    if unit is None:
        raise UnsoundError
    return unit


def _apply(found: Change, old: Path, new: Path) -> None:
    """Make of one store another one; what neither will change, they share."""
    new.mkdir()
    for path in old.iterdir():
        if path.suffix == ".sst":
            os.link(path, new / path.name)
        else:
            shutil.copyfile(path, new / path.name)
    store = ox.Store(str(new))
    store.update(f"DELETE DATA {{ {_data(found.gone)} }} ; INSERT DATA {{ {_data(found.new)} }}")
    store.flush()


def _data(lines: list[str]) -> str:
    """Return N-Quads lines as SPARQL has them."""
    quads = (line.removesuffix(" .").rsplit(" ", 1) for line in lines)
    return " ".join(f"GRAPH {graph} {{ {triple} }}" for triple, graph in quads)
