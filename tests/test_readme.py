"""The README and the guides show what the project makes today."""

import re
from pathlib import Path

import pytest

import communique
from communique.graph.draw import draw
from conftest import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
SHOWN = {
    (page.parent / picture["file"]).resolve(): picture["title"]
    for page in PAGES
    for picture in re.finditer(r"!\[(?P<title>.+?)\]\((?P<file>[\w./]+)\)", page.read_text(encoding="utf-8"))
}


def test_every_picture_that_is_shown_is_there_and_every_one_there_is_shown() -> None:
    assert {path.name for path in SHOWN} == {path.name for path in (ROOT / "docs").iterdir() if path.suffix != ".md"}


@pytest.mark.parametrize("view", ["timeline", "network"])
def test_the_pictures_are_those_that_draw_makes(view: str, tmp_path: Path) -> None:
    path = ROOT / "docs" / f"{view}.svg"
    graph = communique.load(ROOT / "facts")
    draw(getattr(graph, view)(), tmp_path / path.name, SHOWN[path])
    assert path.read_bytes() == (tmp_path / path.name).read_bytes(), "stale picture; run: make generate"
