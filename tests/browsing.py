"""Open pages in a real browser, and watch what they ask for, say and do."""

import base64
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import networkx as nx

from communique.graph.draw.drawing import Drawing
from communique.graph.draw.page.html import html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

WIDE, PHONE = {"width": 1600, "height": 900}, {"width": 390, "height": 844}
SETTLED = 200  #: milliseconds after which nothing moves any more, where it moves at all
Graph = nx.MultiDiGraph
Pixel = tuple[int, int, int]


@dataclass
class Window:
    """An open page, with all that it asked for and said."""

    page: "Page"
    address: str
    asked: list[str] = field(default_factory=list)  #: what it asked for beside itself
    said: list[str] = field(default_factory=list)  #: in the console, in dialogs, as errors

    def dismiss(self, dialog: "Dialog") -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def go(self, fragment: str) -> None:
        """Follow an address within the page."""
        self.page.evaluate("fragment => { location.hash = fragment; }", fragment)
        self.settle()

    def settle(self) -> None:
        self.page.wait_for_timeout(SETTLED)

    @property
    def panel(self) -> str:
        """What the panel tells, or "" where it is closed."""
        panel = self.page.locator("#panel")
        return "\n".join(filter(None, panel.inner_text().split("\n"))) if panel.is_visible() else ""

    @property
    def view(self) -> str:
        """The name of the open view."""
        return str(self.page.locator(".view:not([hidden])").get_attribute("data-view"))

    @property
    def lit(self) -> list[str]:
        """The acts of the timeline that are not dimmed, in the order of the page."""
        found: list[str] = self.page.locator(".dimmed .mark.lit").evaluate_all(
            "all => all.map(one => one.dataset.thing)"
        )
        return found

    @property
    def rows(self) -> int:
        """How many rows of the table can be seen."""
        return self.page.locator("tbody tr:not(.group):visible").count()


@contextmanager
def opened(browser: "Browser", path: Path, fragment: str = "", **settings: Any) -> Iterator[Window]:
    """Open a page in a window of its own; nothing moves in it unless the settings say so."""
    context = browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **settings})
    page = context.new_page()
    window = Window(page, path.as_uri())
    page.on(
        "request", lambda one: None if one.url.startswith(("data:", window.address)) else window.asked.append(one.url)
    )
    page.on("console", lambda one: window.said.append(one.text))
    page.on("pageerror", lambda one: window.said.append(str(one)))
    page.on("dialog", window.dismiss)
    page.goto(window.address + fragment)
    window.settle()
    yield window
    context.close()


class Opening(Protocol):
    """Open a page with graphs, or with the two small views below, and remember what it asks for and says."""

    def __call__(
        self, fragment: str = "", graphs: "Sequence[nx.MultiDiGraph[str]]" = (), **settings: Any
    ) -> AbstractContextManager[Window]: ...


def opening_in(browser: "Browser", folder: Path) -> Opening:
    """Return what opens pages that are written into a folder."""

    def opening(
        fragment: str = "", graphs: "Sequence[nx.MultiDiGraph[str]]" = (), **settings: Any
    ) -> AbstractContextManager[Window]:
        return opened(browser, written(folder, graphs or [acts(), folded()]), fragment, **settings)

    return opening


def written(folder: Path, graphs: "Sequence[nx.MultiDiGraph[Any]]", title: str = "Who said what") -> Path:
    """Write a page that shows graphs, and return where it is."""
    path = folder / "page.html"
    path.write_bytes(html(Drawing.of(graphs, title)))
    return path


def pixels(browser: "Browser", png: bytes, places: Sequence[tuple[float, float]]) -> list[Pixel]:
    """Return the colours of a picture at places."""
    page = browser.new_page()
    read = """async ([picture, places]) => {
      const image = await createImageBitmap(await (await fetch(picture)).blob());
      const ctx = new OffscreenCanvas(image.width, image.height).getContext("2d");
      ctx.drawImage(image, 0, 0);
      return places.map(([x, y]) => [...ctx.getImageData(x, y, 1, 1).data].slice(0, 3));
    }"""
    found = page.evaluate(read, ["data:image/png;base64," + base64.b64encode(png).decode("ascii"), list(places)])
    page.close()
    return [(red, green, blue) for red, green, blue in found]


def apart(one: Pixel, other: Pixel) -> float:
    """Return how different two colours look: 2 is hardly seen, 10 at a glance (CIE 1976)."""
    return float(sum((a - b) ** 2 for a, b in zip(_lab(one), _lab(other), strict=True)) ** 0.5)


def _lab(pixel: Pixel) -> tuple[float, float, float]:
    red, green, blue = ((c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in pixel)
    x = 0.4124 * red + 0.3576 * green + 0.1805 * blue
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = 0.0193 * red + 0.1192 * green + 0.9505 * blue
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x / 0.9505, y, z / 1.089))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def acts() -> "nx.MultiDiGraph[str]":
    """Return a timeline: a launch, two who speak of it, a draft, and a veto of it."""
    graph: nx.MultiDiGraph[str] = Graph(view="timeline", remarks=("Shown: all 5 acts.",))
    arvland = {"side": "Arvland", "side_id": "arvland", "side_kind": "state"}
    borea = {"side": "Borea", "side_id": "borea", "side_kind": "state"}
    dana = {"actor": "Dana Low", "actor_id": "dana-low", "actor_kind": "person", **arvland}
    by_borea = {"actor": "Borea", "actor_id": "borea", "actor_kind": "state", **borea}

    def day(number: int) -> dict[str, str]:
        date = f"2021-03-0{number}"
        return {"date": date, "earliest": date, "latest": date}

    graph.add_node("launch", label="The launch", kind="event", type="missile-launch", **by_borea, **day(1))
    said = {
        "label": "dana never",
        "kind": "statement",
        "act": "condemn",
        "quote": "never",
        "gist": "She is against it.",
    }
    graph.add_node("dana-never", **said, sign="opposes", cite="gazette ¶ 4", **dana, **day(2))
    calm = {"label": "borea calm", "kind": "statement", "gist": "Borea asks for calm.", "cite": "gazette ¶ 5"}
    graph.add_node("borea-calm", **calm, **by_borea, **day(3))
    draft = {"label": "An embargo", "kind": "proposal", "outcome": "blocked", "asks": "That no oil be sold."}
    graph.add_node("embargo", **draft, **dana, **day(4))
    graph.add_node("the-veto", label="Veto of the embargo", kind="veto", sign="opposes", **by_borea, **day(5))
    graph.add_edge("dana-never", "launch", key="t1", sign="opposes", relation="opposes")
    graph.add_edge("borea-calm", "launch", key="t2", sign="neutral", relation="reacts to")
    graph.add_edge("the-veto", "embargo", key="t3", sign="opposes", relation="vetoes")
    return graph


def alike() -> "nx.MultiDiGraph[str]":
    """Return who agrees with whom: there is no order in it."""
    graph: nx.MultiDiGraph[str] = Graph(view="alignment", undirected=True)
    graph.add_nodes_from((name, {"label": name.title(), "kind": "state"}) for name in ("arvland", "borea", "norvia"))
    graph.add_edge("arvland", "borea", key="a1", sign="supports", relation="agrees with (2 of 2)", tag="2:0")
    graph.add_edge("norvia", "borea", key="a2", sign="opposes", relation="differs from (2 of 2)", tag="0:2")
    return graph


def folded() -> "nx.MultiDiGraph[str]":
    """Return the network of the same acts, but for the calm of Borea, which no edge tells."""
    graph: nx.MultiDiGraph[str] = Graph(view="network")
    for id_, label, kind in (
        ("arvland", "Arvland", "state"),
        ("borea", "Borea", "state"),
        ("dana-low", "Dana Low", "person"),
    ):
        graph.add_node(id_, label=label, kind=kind)
    acted = acts()
    for id_ in ("launch", "embargo"):
        graph.add_node(id_, **{key: acted.nodes[id_][key] for key in ("label", "kind", "date", "earliest", "latest")})
    said = {
        "quote": "never",
        "gist": "She is against it.",
        "date": "2021-03-02",
        "cite": "gazette ¶ 4",
        "act": "condemn",
    }
    graph.add_edge("dana-low", "launch", key="e1", sign="opposes", relation="opposes", statement="dana-never", **said)
    graph.add_edge("borea", "launch", key="e2", sign="neutral", relation="does", statement="launch", date="2021-03-01")
    graph.add_edge(
        "dana-low", "embargo", key="e3", sign="supports", relation="proposes", statement="embargo", date="2021-03-04"
    )
    vetoed = {"sign": "opposes", "relation": "vetoes", "statement": "the-veto", "via": "the-veto", "date": "2021-03-05"}
    graph.add_edge("borea", "embargo", key="e4", **vetoed)
    told = {"relation": "opposes", "ascribed": "yes", "ascribed_by": "Dana Low", "date": "2021-03-02"}
    graph.add_edge("arvland", "embargo", key="e5", sign="opposes", statement="dana-never", **told)
    return graph
