"""Compiling part by part: the same graph as from all facts at once, and after a change the same as built anew."""

import itertools
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.graph.api import check
from communique.graph.build.graph import n_quads, ontology_quads
from communique.graph.compile import archive
from communique.graph.compile.change import change
from communique.graph.compile.corpus import Corpus
from communique.graph.compile.parts import UnsoundError, compile_all, read_all
from communique.graph.compile.unit import read_unit
from communique.graph.compile.view import View
from communique.graph.corpus.facts import Json
from communique.graph.corpus.places import shipped_folder
from communique.graph.schema import load_schema
from disk import write
from whole import whole

ONTOLOGY = set(ontology_quads().splitlines())
#: Every so many of the mutants are tried; each in a row of its own kind and place would take minutes.
STRIDE = 47


def lines_of(folder: Path) -> list[str]:
    """Return the sorted lines of the graph of a folder of facts, without the ontology."""
    found, _ = check(folder)
    assert found.errors == []
    return sorted(set(n_quads(found).decode().splitlines()) - ONTOLOGY)


def corpus_of(folder: Path, work: Path) -> Corpus:
    work.mkdir()
    return read_all(folder, work)


def scattered(folder: Path) -> Path:
    """Write each of the shipped records to a file of its own, so that nothing that belongs together stands together."""
    found, _ = check(shipped_folder())
    files = {
        f"{one.section}-{one.id}.yaml": yaml.safe_dump({one.section: {one.id: one.data}}, allow_unicode=True)
        for one in found.records.values()
    }
    shutil.copy(shipped_folder() / "dataset.yaml", write(folder, files))
    return folder


# --- part by part


def test_one_file_at_a_time_gives_the_graph_of_all(tmp_path: Path) -> None:
    folder = scattered(tmp_path / "facts")
    corpus = corpus_of(folder, tmp_path / "work")
    found = [
        line for number in range(len(corpus.entries)) for line in View(corpus, [number]).quads().decode().splitlines()
    ]
    described = {line for line in lines_of(folder) if line.startswith(f"<{corpus.datasets[0].base}> ")}
    assert sorted([*found, *described]) == lines_of(folder)


def test_several_data_sets_give_the_graph_of_all(tmp_path: Path) -> None:
    whole(tmp_path)
    corpus = corpus_of(tmp_path / "harbour", tmp_path / "work")
    assert len(corpus.datasets) > 1
    pieces = compile_all(corpus, tmp_path / "work")
    assert sorted(b"".join(pieces).decode().splitlines()) == lines_of(tmp_path / "harbour")


def test_few_files_are_in_memory_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.compile.corpus.OPEN", 2)
    folder = write(tmp_path / "facts", {f"{name}.yaml": f"topics: {{{name}: {{label: A}}}}\n" for name in "abcdef"})
    corpus = corpus_of(folder, tmp_path / "work")
    read: list[int] = []
    read_one = corpus.read

    def reading(number: int) -> bytes:
        read.append(number)
        return read_one(number)

    monkeypatch.setattr(corpus, "read", reading)
    for id_ in "ababcabaf":
        assert corpus.record(id_)
    assert read == [0, 1, 2, 0, 1, 5]


# --- after a change


def mutants(folder: Path) -> Iterator[tuple[Path, str, Json | None]]:
    """Yield file, what is done to it, and its new content (None: it is removed), for every file and key."""
    ids = {id_: name for path in folder.glob("*-*.yaml") for name, id_ in [path.stem.split("-", 1)]}
    for path in sorted(folder.glob("*-*.yaml")):
        whole = yaml.safe_load(path.read_text(encoding="utf-8"))
        ((section, records),) = whole.items()
        ((id_, data),) = records.items()
        yield path, "remove it", None
        for key in data:
            yield path, f"without {key}", {section: {id_: {k: v for k, v in data.items() if k != key}}}
            for what, value in others(data[key], ids):
                yield path, f"{key}: {what}", {section: {id_: {**data, key: value}}}


def others(value: Any, ids: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield other values that might stand in the place of one."""
    if isinstance(value, str) and value in ids:
        alike = sorted(one for one, section in ids.items() if section == ids[value])
        yield "the next id", alike[(alike.index(value) + 1) % len(alike)]
    elif isinstance(value, str) and value[:4].isdecimal():
        yield "another year", f"{int(value[:4]) + 1}{value[4:]}"
    elif isinstance(value, str):
        words: Sequence[str] = next(
            (
                words
                for words in map(load_schema().scheme, sorted({c.scheme for c in load_schema().concepts.values()}))
                if value in words
            ),
            [],
        )
        yield from ((f"the word {word}", word) for word in itertools.islice(words, 2) if word != value)
    elif isinstance(value, bool):
        yield "the other", not value
    elif isinstance(value, int):
        yield "one more", value + 1
    elif isinstance(value, list) and value:
        yield "one less", value[1:]
        yield from ((f"first, {what}", [new, *value[1:]]) for what, new in others(value[0], ids))
    elif isinstance(value, dict):
        for key in value:
            yield f"without {key}", {k: v for k, v in value.items() if k != key}
            yield from ((f"{key}, {what}", {**value, key: new}) for what, new in others(value[key], ids))


def changed(old: Corpus, old_work: Path, folder: Path, work: Path) -> Corpus:
    """Return the corpus of a folder, of which another one holds all files but a few."""
    work.mkdir()
    places = {(one.name, one.unit.digest): number for number, one in enumerate(old.entries)}
    named = []
    for path in sorted(set(folder.glob("*.yaml")) - {folder / "dataset.yaml"}):
        unit = read_unit(path, 2_000_000)
        if unit is None:
            raise UnsoundError
        named.append((str(path), 0, places.get((str(path), unit.digest), unit)))
    return archive.rewrite(work, old_work, old, named)


def outcome(old: Corpus, old_work: Path, before: set[str], folder: Path, work: Path) -> set[str] | None:
    """Return the lines of the graph after a change, as the change tells them; None where it is refused."""
    try:
        found = change(old, changed(old, old_work, folder, work))
    except UnsoundError:
        return None
    assert found is not None
    assert before.issuperset(found.gone)
    assert before.isdisjoint(found.new)
    return before.difference(found.gone).union(found.new)


def anew(folder: Path) -> set[str] | None:
    """Return the lines of the graph of all facts at once; None where they are not sound."""
    found, _ = check(folder)
    return None if found.errors else set(n_quads(found).decode().splitlines()) - ONTOLOGY


def differences(tmp_path: Path, some: slice) -> Iterator[tuple[str, str, bool]]:
    """Yield the mutants of which a change tells another graph than all facts at once; and each one's count and kind."""
    folder = scattered(tmp_path / "facts")
    old = corpus_of(folder, tmp_path / "old")
    before = anew(folder)
    assert before is not None
    for number, (path, what, content) in enumerate(list(mutants(folder))[some]):
        kept = path.read_bytes()
        if content is None:
            path.unlink()
        else:
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        expected, found = anew(folder), outcome(old, tmp_path / "old", before, folder, tmp_path / f"new-{number}")
        path.write_bytes(kept)
        shutil.rmtree(tmp_path / f"new-{number}")
        yield f"{path.stem}: {what}", "" if found == expected else "differs", expected is None


def test_a_change_gives_the_graph_that_building_anew_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.compile.change.MOST", 1)  # else those of what all refer to are not looked at
    found = list(differences(tmp_path, slice(0, None, STRIDE)))
    assert [what for what, differs, _ in found if differs] == []
    assert min(sum(refused for *_, refused in found), sum(not refused for *_, refused in found)) > len(found) / 10


ROLL = "evidence: [{source: roll, locator: row 1}]"
SEAT = "seats: [{in: body, permanent: false, hasVeto: VETO, since: 2000, " + ROLL + "}]"
#: A draft, a position on it, a vote on it, and a veto, each in a file of its own.
DRAFTED = {
    "roll.yaml": "sources: {roll: {title: The roll, published: 2030-01-05}}\n",
    "body.yaml": "actors: {body: {kind: organization, label: Body}}\n",
    "one.yaml": f"actors: {{one: {{kind: state, label: One, {SEAT.replace('VETO', 'true')}}}}}\n",
    "two.yaml": f"actors: {{two: {{kind: state, label: Two, {SEAT.replace('VETO', 'false')}}}}}\n",
    "draft.yaml": "proposals: {draft: {label: A draft, by: [two], in: body, asks: This., date: 2030-01-01, "
    f"outcome: blocked, {ROLL}}}}}\n",
    "says.yaml": "statements: {says: {speaker: two, act: deny, gist: No., "
    f"positions: [{{toward: draft, stance: opposes}}], {ROLL}}}}}\n",
    "vote.yaml": "votes: {vote: {in: body, draft: draft, date: 2030-01-02, result: vetoed, "
    f"ballots: [{{actor: one, choice: against}}, {{actor: two, choice: against}}], {ROLL}}}}}\n",
    "veto.yaml": "vetoes: {veto: {by: [one], in: body, against: draft, date: 2030-01-02, mode: cast, "
    f"vote: vote, {ROLL}}}}}\n",
}
CHANGES = {
    "a position is another": ("says.yaml", "opposes", "supports", True),
    "nobody has a position": ("says.yaml", "positions: [{toward: draft, stance: opposes}], ", "", True),
    "what reports it was published on another day": ("roll.yaml", "2030-01-05", "2030-01-06", True),
    "the draft has another name": ("draft.yaml", "A draft", "The draft", True),
    "the draft was adopted, which its vote denies": ("draft.yaml", "blocked", "adopted", False),
    "the vote passed, which its draft denies": ("vote.yaml", "vetoed", "passed", False),
    "who voted against has a veto too, which the veto does not know": (
        "two.yaml",
        "hasVeto: false",
        "hasVeto: true",
        False,
    ),
    "who cast the veto has none": ("one.yaml", "hasVeto: true", "hasVeto: false", False),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_others_depend_on_changes_with_it(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.graph.compile.change.MOST", 1)
    folder = write(tmp_path / "facts", DRAFTED)
    old, before = corpus_of(folder, tmp_path / "old"), anew(folder)
    assert before is not None
    name, text, other, is_sound = CHANGES[what]
    assert text in DRAFTED[name]
    (folder / name).write_text(DRAFTED[name].replace(text, other))
    found = outcome(old, tmp_path / "old", before, folder, tmp_path / "new")
    assert found == anew(folder)
    assert (found is not None) == is_sound
