"""Thousands of faults in hundreds of sound records: each is told at its place, in its words, and nothing else is."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from communique.graph.api import check
from communique.graph.schema import load_schema
from disk import write
from garden import Garden, Place, garden
from planting import COPIES, SHA256, TEXT, sound


@pytest.fixture(scope="module")
def grown() -> Garden:
    return garden()


@pytest.fixture(scope="module")
def told(grown: Garden, tmp_path_factory: pytest.TempPathFactory) -> dict[Place, str]:
    """What one check says about all that was planted: place → what and remedy."""
    root = tmp_path_factory.mktemp("garden")
    write(root / "texts", {"report.txt": TEXT})
    write(root / "facts", grown.files)
    for name, raw in grown.raw.items():
        (root / "facts" / name).parent.mkdir(exist_ok=True)
        (root / "facts" / name).write_bytes(raw)
    said: defaultdict[Place, str] = defaultdict(str)
    for one in check(root / "facts", root / "texts")[0].problems:
        assert one.what
        assert one.remedy
        if one.rule not in COPIES:
            said[str(Path(one.file).relative_to(root / "facts")), one.line, one.column] += f"{one.what}; {one.remedy}\n"
    return said


def test_the_sound_records_are_sound(tmp_path: Path) -> None:
    records: defaultdict[str, str] = defaultdict(str)
    for section, text in sound(20):
        records[section] += text
    write(tmp_path / "texts", {"report.txt": TEXT})
    facts, proof = check(
        write(tmp_path / "facts", {f"{section}.yaml": f"{section}:\n{text}" for section, text in records.items()}),
        tmp_path / "texts",
    )
    assert [str(problem) for problem in facts.problems if problem.rule not in COPIES] == []
    assert len(facts.records) >= 290
    assert (proof.proved, proof.unverified) == (40, 0)
    assert {record.section for record in facts.records.values()} == set(load_schema().sections)
    assert SHA256 in records["sources"]


def test_what_was_planted_is_of_many_kinds(grown: Garden) -> None:
    kinds = Counter(one.kind for one in grown.planted)
    assert len(grown.planted) >= 5000
    assert len(kinds) >= 60
    assert len({one.place for one in grown.planted}) == len(grown.planted)


def test_every_planted_fault_is_told_at_its_place_and_nothing_else_is(grown: Garden, told: dict[Place, str]) -> None:
    planted = {one.place: one for one in grown.planted}
    unplanted = [(place, said) for place, said in told.items() if place not in planted]
    untold = [one for place, one in planted.items() if place not in told]
    assert (unplanted[:20], untold[:20]) == ([], [])


def test_every_planted_fault_is_told_in_its_words(grown: Garden, told: dict[Place, str]) -> None:
    unsaid = [(one, told[one.place]) for one in grown.planted if one.word not in told[one.place]]
    assert unsaid[:20] == []
