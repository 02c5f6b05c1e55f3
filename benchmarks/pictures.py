"""Measure how soon a page is drawn in a browser, against a page of the same network as pyvis writes it by default.

The network is made up, and the same one every time. Drawn is a page when it is read to its end, a canvas on it has ink
or an SVG has text, and the frame after that has come: the same is looked for in every page, sixty times a second, from
the moment of navigation. pyvis shows a bar until its layout stands still and takes half a second to fade it out;
that half second is not counted. A request for anything but the page fails at once, so that nobody waits for a network.

Then facts of 10,000 records (facts.py) are drawn. Each figure is the median of several runs; where a bound is broken,
the run fails. It needs Chromium and playwright.

    python benchmarks/pictures.py [RUNS]
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import communique
from communique.graph.api import Graph
from communique.graph.draw import draw
from facts import write
from table import Row, Table, at_most, faster

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser

RUNS, CAP = 5, 120  #: how often a page is opened, and for how many seconds at most
SOONER, LATER = faster(10), at_most(3)  #: times sooner than pyvis at least, times later than 2,000 nodes at most
SIZES, TIES, RECORDS = (200, 2_000), 2.5, 10_000
ABOUT = """\
How soon a page is drawn in a browser, against a page of the same network as pyvis writes it by default, and pages of
many records against one of 2,000 nodes; how long each takes to be made, and how large it is.
"""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DRAWN = """
(() => {
  const inked = (canvas) => {
    if (canvas.clientWidth < 300 || canvas.clientHeight < 200 || !canvas.width) return false;
    const small = new OffscreenCanvas(160, 90).getContext("2d", { willReadFrequently: true });
    small.drawImage(canvas, 0, 0, 160, 90);
    return small.getImageData(0, 0, 160, 90).data.filter((value, place) => place % 4 === 3 && value).length > 50;
  };
  const written = (svg) => svg.clientWidth > 300 && svg.clientHeight > 200 && svg.querySelectorAll("text").length > 2;
  const look = () => {
    const all = (name) => [...document.querySelectorAll(name)];
    const found = all("canvas").some(inked) || all("svg").some(written);
    const whole = document.readyState !== "loading";
    requestAnimationFrame(found && whole ? () => (window.drawnAfter = performance.now()) : look);
  };
  requestAnimationFrame(look);
})();
"""


@dataclass(frozen=True)
class Page:
    """Hold what was measured of one page, in seconds and bytes."""

    name: str
    made: float
    size: int
    drawn: float  #: median; infinite where it took longer than the cap
    runs: int


def network(count: int) -> nx.MultiDiGraph[str]:
    """Return a network of so many actors and what they act on, with a few that many edges end at."""
    import networkx as nx

    chance = random.Random(count)
    kinds = ("person", "state", "event", "event", "proposal", "topic")
    words = ["launch", "draft", "sanctions", "talks", "region", "council", "missile", "test", "embargo", "envoy"]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(count):
        label = " ".join(chance.choices(words, k=3)).capitalize() + f" {number}"
        graph.add_node(f"n{number}", label=label, kind=kinds[number % len(kinds)], date=f"2030-{number % 12 + 1:02}-07")
    likely = [1 / (number + 1) ** 0.6 for number in range(count)]
    for number in range(int(TIES * count)):
        source = number if number < count else chance.randrange(count)
        (target,) = chance.choices(range(count), likely)
        quote = " ".join(chance.choices(words, k=8))
        sign = chance.choice(["supports", "opposes", "neutral", "neutral"])
        said = {"sign": sign, "relation": sign, "quote": quote, "date": "2030-01-07", "cite": f"article ¶ {number}"}
        graph.add_edge(f"n{source}", f"n{target}", **said)
    return graph


def stock(graph: nx.MultiDiGraph[str], path: Path) -> None:
    """Write the page that pyvis makes of a network where nothing is set but that it should hold its own scripts."""
    from pyvis.network import Network

    page = Network(directed=True, cdn_resources="in_line")
    for node, data in graph.nodes(data=True):
        page.add_node(node, label=data["label"], title=data["kind"])
    for source, target, data in graph.edges(data=True):
        page.add_edge(source, target, title=f"{data['relation']}: {data['quote']}")
    path.write_text(page.generate_html(), encoding="utf-8")


def first_draw(browser: Browser, path: Path) -> float:
    """Return the seconds from navigation until the page is drawn."""
    with browser.new_context(viewport={"width": 1600, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(CAP * 1000)
        page.route(lambda address: not address.startswith("file:"), lambda route: route.abort())
        page.add_init_script(DRAWN)
        end = time.monotonic() + CAP
        page.goto(path.as_uri(), wait_until="commit")
        while time.monotonic() < end:
            if found := page.evaluate("window.drawnAfter"):
                return float(found) / 1000
            page.wait_for_timeout(50)
    return float("inf")


def measure(browser: Browser, name: str, path: Path, make: Callable[[Path], object], runs: int) -> Page:
    """Make a page, open it several times, or once where that takes too long, and return what was measured."""
    start = time.perf_counter()
    make(path)
    made = time.perf_counter() - start
    found = [first_draw(browser, path)]
    while len(found) < runs and found[0] < CAP / runs:
        found.append(first_draw(browser, path))
    print(f"... {name}", file=sys.stderr, flush=True)
    return Page(name, made, path.stat().st_size, statistics.median(found), len(found))


def compare(browser: Browser, folder: Path, count: int, runs: int) -> tuple[Page, Page]:
    """Measure our page and pyvis's page of the same network."""
    graph = network(count)
    size = f"{count:,} nodes, {graph.number_of_edges():,} edges"
    ours = measure(browser, size, folder / "ours.html", lambda path: draw(graph, path), runs)
    theirs = measure(browser, f"pyvis, {size}", folder / "pyvis.html", lambda path: stock(graph, path), runs)
    return ours, theirs


def records(browser: Browser, folder: Path, runs: int) -> list[Page]:
    """Measure the pages of many records: of the network alone, and the one that shows the timeline first."""
    graph = communique.load(write(folder, RECORDS)[0])
    views = {"network": ["network"], "timeline, network": ["timeline", "network"]}
    return [measure(browser, name, folder / "records.html", made(graph, view), runs) for name, view in views.items()]


def made(graph: Graph, view: list[str]) -> Callable[[Path], object]:
    return lambda path: graph.draw(path, view=view)


def fill(table: Table, pairs: list[tuple[Page, Page]], many: list[Page]) -> None:
    """Add the rows."""
    for ours, theirs in pairs:
        soon, late = ours.drawn * 1000, min(theirs.drawn, CAP) * 1000
        capped = theirs.drawn > CAP
        table.add(Row(f"{ours.name}: drawn", 0, soon, "pyvis", late, "ms", bound=SOONER, runs=ours.runs, capped=capped))
        table.add(Row(f"{ours.name}: made", 0, ours.made, "pyvis", theirs.made))
        table.add(Row(f"{ours.name}: size", 0, ours.size / 1000, "pyvis", theirs.size / 1000, "kB"))
    largest = pairs[-1][0]
    for page in many:
        drawn = page.drawn * 1000, largest.drawn * 1000
        table.add(
            Row(f"{page.name}: drawn", RECORDS, drawn[0], largest.name, drawn[1], "ms", bound=LATER, runs=page.runs)
        )
        table.add(Row(f"{page.name}: made", RECORDS, page.made))
        table.add(Row(f"{page.name}: size", RECORDS, page.size / 1000, unit="kB"))


def main() -> None:
    """Print the table."""
    from playwright.sync_api import sync_playwright

    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not chromium:
        sys.exit(f"none of {', '.join(BROWSERS)} is on this machine")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        also = [f"Chromium {browser.version}"]
        table = Table("Pictures", " ".join(ABOUT.split()), ("pyvis", "playwright"), also=also).begin()
        pairs = [compare(browser, Path(name), count, runs) for count in SIZES]
        fill(table, pairs, records(browser, Path(name), runs))
        browser.close()
    sys.exit(table.end())


if __name__ == "__main__":
    main()
