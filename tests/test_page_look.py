"""How the page looks: stances without colour, by night, on paper, in high contrast; no label over another."""

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

import shipped
from browsing import Pixel, Window, acts, apart, folded, opened, pixels, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LABELS = """() => {
  const stage = document.querySelector(".sheet");
  const scale = stage.getScreenCTM().a;
  const sides = ({ left, top, right, bottom }) => [left, top, right, bottom];
  const box = (one) => one && sides(one.getBoundingClientRect());
  const texts = [...document.querySelectorAll(".mark text:not([text-anchor])")];
  return {
    stage: box(stage),
    labels: texts.map((text) => {
      const mark = text.closest(".mark");
      const size = parseFloat(getComputedStyle(text).fontSize) * scale;
      const chip = box(mark.querySelector("rect"));
      return { id: mark.dataset.thing, text: text.textContent, size, box: box(text), chip };
    }),
  };
}"""
_Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the shipped facts."""
    graph = shipped.graph()
    return written(tmp_path_factory.mktemp("page"), [graph.timeline(), graph.network()])


def overlap(one: _Box, other: _Box) -> bool:
    """Tell whether two boxes share more than half a pixel."""
    across = min(one[2], other[2]) - max(one[0], other[0]) > 0.5
    return across and min(one[3], other[3]) - max(one[1], other[1]) > 0.5


def inside(one: _Box, other: _Box, spare: float = 1.5) -> bool:
    """Tell whether a box lies in another, but for a pixel that accents take."""
    across = other[0] - spare <= one[0] and one[2] <= other[2] + spare
    return across and other[1] - spare <= one[1] and one[3] <= other[3] + spare


def test_no_label_of_the_timeline_lies_over_another_is_cut_or_too_small_to_read(browser: "Browser", page: Path) -> None:
    with opened(browser, page) as window:
        found: dict[str, Any] = window.page.evaluate(LABELS)
    labels = found["labels"]
    assert len({label["id"] for label in labels}) > 60
    assert [pair for pair in itertools.combinations(labels, 2) if overlap(pair[0]["box"], pair[1]["box"])] == []
    assert [label for label in labels if not inside(label["box"], found["stage"], 0)] == []
    assert [label for label in labels if label["chip"] and not inside(label["box"], label["chip"])] == []
    assert [label for label in labels if label["size"] < 9.5] == []


def test_what_is_in_focus_stands_in_the_window_however_small_it_is(browser: "Browser", page: Path) -> None:
    for fragment in ("#us-paper-on-ship-searches", "#veto-2024-03-28", "#launch-2017-02-12"):
        with opened(browser, page, fragment, viewport={"width": 800, "height": 600}) as window:
            found: dict[str, Any] = window.page.evaluate(LABELS)
            boxes = [label["box"] for label in found["labels"] if label["id"] == fragment[1:]]
            assert boxes
            assert [box for box in boxes if not inside(box, found["stage"], 0)] == []


# --- stances


def legend(window: Window, sign: str) -> tuple[float, float, float, float]:
    """Return where the line and the disc of a stance stand in the legend."""
    box = window.page.locator(f'button[data-sign="{sign}"] svg').bounding_box()
    assert box
    return box["x"], box["y"], box["width"], box["height"]


def seen(browser: "Browser", window: Window, deficiency: str, places: list[tuple[float, float]]) -> list[Pixel]:
    """Return the colours that somebody with a deficiency of sight sees at places of the page."""
    emulation = window.page.context.new_cdp_session(window.page)
    emulation.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
    return pixels(browser, window.page.screenshot(), places)


def disc(place: tuple[float, float, float, float]) -> tuple[float, float]:
    """Return a spot on the disc of a stance, beside its sign."""
    left, top, _, high = place
    return left + 40 - 6, top + high / 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("deficiency", ["none", "deuteranopia", "protanopia"])
def test_stances_differ_in_colour_for_those_who_see_red_and_green_alike(
    deficiency: str, scheme: str, browser: "Browser", page: Path
) -> None:
    signs = ("supports", "opposes", "neutral")
    with opened(browser, page, color_scheme=scheme) as window:
        places = [disc(legend(window, sign)) for sign in signs]
        colours = seen(browser, window, deficiency, places)
    distances = {pair: apart(*both) for pair, both in zip(pairs(signs), pairs(colours), strict=True)}
    assert min(distances.values()) > 20, distances


def pairs(items: Any) -> list[Any]:
    return list(itertools.combinations(items, 2))


def test_without_any_colour_stances_differ_in_sign_and_dash(browser: "Browser", page: Path) -> None:
    signs = ("supports", "opposes", "mixed", "neutral")
    with opened(browser, page, device_scale_factor=2) as window:
        dashes, marks = {}, {}
        for sign in signs:
            left, top, _, high = (2 * side for side in legend(window, sign))
            line = [(x, top + high / 2) for x in range(int(left) + 6, int(left) + 60)]
            face = [(left + 80 + dx, top + high / 2 + dy) for dx in range(-8, 9) for dy in range(-8, 9)]
            found = seen(browser, window, "achromatopsia", [*line, *face])
            assert all(max(pixel) - min(pixel) <= 2 for pixel in found)  # it is grey indeed
            dark = [pixel[0] < 180 for pixel in found]
            dashes[sign] = tuple(len(list(run)) for _, run in itertools.groupby(dark[: len(line)]))
            marks[sign] = tuple(dark[len(line) :])
    assert len(set(dashes.values())) == len(set(marks.values())) == 4
    assert len(dashes["supports"]) == 1 < len(dashes["opposes"]) < len(dashes["neutral"])


# --- light, paper, contrast, motion


def backgrounds(browser: "Browser", window: Window) -> Pixel:
    return pixels(browser, window.page.screenshot(), [(2, 2)])[0]


def test_the_page_is_dark_where_that_is_preferred_and_paper_is_always_light(browser: "Browser", page: Path) -> None:
    with opened(browser, page, color_scheme="dark") as window:
        assert max(backgrounds(browser, window)) < 40
        window.page.get_by_role("tab", name="Network").click()
        window.settle()
        assert max(backgrounds(browser, window)) < 40
        window.page.emulate_media(color_scheme="light")
        window.settle()
        assert min(backgrounds(browser, window)) > 240
        window.page.emulate_media(color_scheme="dark", media="print")
        window.settle()
        assert min(backgrounds(browser, window)) > 240


def test_paper_shows_the_whole_timeline_and_the_table_and_no_tools(browser: "Browser", page: Path) -> None:
    with opened(browser, page, viewport={"width": 1047, "height": 718}) as window:
        window.page.get_by_role("button", name="Zoom in").click()
        window.page.get_by_role("button", name="Zoom in").click()
        window.go("#north-korea")
        window.page.get_by_role("tab", name="Network").click()
        window.settle()
        window.page.emulate_media(media="print")
        window.settle()
        hidden = [window.page.locator(one) for one in (".tools", "#panel", ".network", ".pinned")]
        assert [one.first.is_visible() for one in hidden] == [False] * 4
        found: dict[str, Any] = window.page.evaluate(LABELS)
        assert [one for one in found["labels"] if not inside(one["box"], found["stage"], 0)] == []
        assert window.page.locator("table").is_visible()
        assert window.page.evaluate("document.documentElement.scrollWidth") <= 1047
        printed = window.page.pdf(prefer_css_page_size=True)
        assert b"/MediaBox [0 0 841" in printed or b"/MediaBox [0 0 792" in printed  # wider than high
        window.page.emulate_media(media="screen")
        window.settle()
        assert window.page.locator(".tools").is_visible()
        assert window.said == []


def test_high_contrast_keeps_text_and_discs(browser: "Browser", page: Path) -> None:
    with opened(browser, page, forced_colors="active") as window:
        window.page.get_by_role("tab", name="Network").click()
        window.settle()
        assert window.page.locator("canvas").is_visible()
        place = disc(legend(window, "opposes"))
        blue, red = pixels(browser, window.page.screenshot(), [disc(legend(window, "supports")), place])
        assert apart(blue, red) > 20
        assert window.said == []


def test_nothing_moves_where_motion_is_not_wanted(browser: "Browser", page: Path) -> None:
    boxes = """() => new Promise((done) => {
      const found = new Set();
      location.hash = "veto-2024-03-28";
      const look = (left) => {
        found.add(document.querySelector(".sheet").getAttribute("viewBox"));
        if (left) requestAnimationFrame(() => look(left - 1)); else done(found.size);
      };
      look(20);
    })"""
    counts = {}
    for motion in ("reduce", "no-preference"):
        with opened(browser, page, reduced_motion=motion, viewport={"width": 700, "height": 720}) as window:
            counts[motion] = window.page.evaluate(boxes)
    assert counts["reduce"] <= 2 < counts["no-preference"]  # where it was and where it is, with nothing between


def test_the_views_of_small_graphs_are_not_blown_up(browser: "Browser", tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(view="timeline")
    graph.add_node("fog", **acts().nodes["launch"])
    with opened(browser, written(tmp_path, [graph, folded()])) as window:
        assert window.page.evaluate("document.querySelector('.sheet').getScreenCTM().a") <= 1.5
