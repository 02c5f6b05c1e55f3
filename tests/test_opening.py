"""What a folder holds is told by what is in it: facts, a store, or a release, of which every term is looked at."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from communique.graph.api import load
from communique.graph.errors import ReleaseError
from communique.graph.release import write_release
from communique.graph.release.source import parts
from conftest import need
from disk import write

FISH = "topics: {fish: {label: Fish}}\n"


def test_a_release_is_asked_like_the_facts(tmp_path: Path) -> None:
    facts = write(tmp_path / "facts", {"f.yaml": FISH})
    write_release(parts(facts, 2), tmp_path / "release", zipped=True)
    assert load(tmp_path / "release").show("fish") == load(facts).show("fish")


@pytest.mark.parametrize("name", ["manifest.json", "LATEST"])
def test_facts_beside_a_file_of_that_name_are_facts(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path / "facts", {"f.yaml": FISH, name: "{}"})
    assert "Fish" in load(folder).show("fish")


@pytest.mark.parametrize("line", ["<a:s> <a:p> <a b> <a:g> .", '<a:s> <a:p> "x"@not_a_tag <a:g> .', "words"])
def test_a_release_of_wrong_terms_is_refused(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = write(tmp_path / "facts", {"f.yaml": FISH})
    write_release(parts(facts, 1), tmp_path / "release", zipped=False)
    monkeypatch.setattr("communique.graph.release.quads", lambda folder: iter([f"{line}\n".encode()]))
    with pytest.raises(ReleaseError, match=r"a part is no N-Quads .*: communique verify"):
        load(tmp_path / "release")


def test_facts_and_releases_are_loaded_by_url(tmp_path: Path) -> None:
    need("fsspec", find_spec("fsspec"))
    facts = write(tmp_path / "facts", {"f.yaml": FISH})
    write_release(parts(facts, 1), tmp_path / "release", zipped=False)
    shown = [load(f"file://{tmp_path}/{name}").show("fish") for name in ("facts", "release")]
    assert shown == [load(facts).show("fish")] * 2
