"""The README shows what the project makes today."""

import re
from pathlib import Path

import communique
from communique.graph.draw import draw
from conftest import ROOT


def test_the_picture_in_the_readme_is_the_one_that_draw_makes(tmp_path: Path) -> None:
    shown = re.search(r"!\[(?P<title>.+?)\]\((?P<file>docs/[\w.]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown
    draw(communique.load(ROOT / "facts").network(), tmp_path / "picture.svg", shown["title"])
    fresh = (tmp_path / "picture.svg").read_bytes()
    assert (ROOT / shown["file"]).read_bytes() == fresh, "stale picture; run: make generate"
