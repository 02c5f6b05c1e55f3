"""What the legend says of lines: stances, or where two are compared, whether they agree."""

import pytest

import communique
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.page.html import html
from communique.graph.draw.svg.document import svg

STANCES = "supports, proposes, votes for"


@pytest.mark.parametrize("write", [html, svg])
def test_lines_that_compare_two_are_explained_as_that_and_all_others_as_stances(write: object) -> None:
    assert callable(write)
    graph = communique.load()
    compared = write(Drawing.of([graph.alignment()], "Alignment")).decode("utf-8")
    stances = write(Drawing.of([graph.network()], "Network")).decode("utf-8")
    assert all(f">{word}</" in compared for word in ("agree", "differ", "agree in part"))
    assert STANCES not in compared
    assert f">{STANCES}</" in stances


def test_a_page_of_both_explains_both() -> None:
    graph = communique.load()
    page = html(Drawing.of([graph.network(), graph.alignment()], "Both")).decode("utf-8")
    assert f">{STANCES}; agree</" in page


def test_title_and_summary_of_a_static_picture_are_broken_into_lines_and_not_cut() -> None:
    title = "one long title " * 30
    picture = svg(Drawing.of([communique.load().alignment()], title)).decode("utf-8")
    shown = " ".join(
        line.partition(">")[2].partition("<")[0] for line in picture.splitlines() if 'font-size="20"' in line
    )
    assert shown.count("title") == 30
