"""Pictures: the same bytes, nothing lost, nothing that runs, no label over another."""

import base64
import copy
import hashlib
import itertools
import math
import os
import re
import subprocess
import sys
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from html import escape
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx
import pytest

import communique
from communique.graph.draw import FORMATS, draw
from communique.graph.draw.clean import cleaned
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.lettering import width, wrap
from communique.graph.draw.net.picture import picture
from communique.graph.draw.page.html import html
from communique.graph.draw.svg.document import svg
from communique.graph.errors import OutputError

Graph = nx.MultiDiGraph
SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Who said what"
#: Each would leave a mark on the document element, or call the address in front of it, if anything of it were run.
RUN = "document.documentElement.dataset.pwned=1"
UNQUOTED = "!'()*-._~"  #: what a script's encodeURIComponent leaves as it is
PAYLOADS = [
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=CANARY onerror='{RUN}'>",
    f'"><svg onload="{RUN}">',
    "{{7*7}}",
    "${x}",
    "a\u2028b\u2029c",
    f'see <a href="javascript:{RUN}">href</a>',
    f"'-{RUN}-'",
    "]]><x/>",
    "--><b>",
    "&lt;b&gt;",
    "\x0b\x00\ud800x",
]


def small() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    graph.add_node("arvland", label="Arvland", kind="state")
    graph.add_node("borea", label="Borea", kind="state")
    graph.add_node("dana-low", label="Dana Low", kind="person", side="Arvland", side_id="arvland")
    graph.add_node("embargo", label="An embargo", kind="proposal", outcome="blocked", date="../2021-03-05")
    graph.add_node("launch", label="The launch", kind="event", type="missile-launch", date="2021-03-01")
    for name in ("Ela", "Fen", "Gro"):
        graph.add_node(name.lower(), label=name, kind="state")
        graph.add_edge(name.lower(), "embargo", sign="supports", relation="votes for", cite="the-record, row 1")
    said = {"sign": "opposes", "relation": "opposes", "quote": "never", "date": "2021-03-02", "cite": "gazette ¶ 4"}
    graph.add_edge("dana-low", "launch", **said)
    graph.add_edge("dana-low", "launch", **said | {"quote": "never ever"})
    graph.add_edge("borea", "embargo", sign="opposes", relation="opposes", ascribed="yes", ascribed_by="Dana Low")
    graph.add_edge("borea", "launch", sign="neutral", relation="does")
    graph.add_edge("borea", "borea", sign="neutral", relation="speaks about")
    return graph


def hostile(canary: str = "http://127.0.0.1:9/") -> "nx.MultiDiGraph[str]":
    """Return a network with a payload in every text there is."""
    graph: nx.MultiDiGraph[str] = Graph()
    shared = ("date", "earliest", "gist", "side", "cite")
    things = (*shared, "label", "kind", "type", "status", "outcome", "asks", "side_id")
    told = (*shared, "sign", "relation", "act", "quote", "modality", "leverage", "change", "ascribed", "ascribed_by")
    kinds = itertools.cycle(["state", "event", "proposal", None])
    texts = [payload.replace("CANARY", canary) for payload in PAYLOADS]
    for payload, kind in zip(texts, kinds, strict=False):
        graph.add_node(payload, **{**dict.fromkeys(things, payload), **({"kind": kind} if kind else {})})
    for payload, (one, other) in zip(texts, itertools.pairwise([*texts, texts[0]]), strict=True):
        graph.add_edge(one, other, key=payload, **dict.fromkeys(told, payload))
    return graph


def crowded() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    kinds = ["state", "person", "organization", "event", "proposal", "topic", "sanction", "group"]
    for number in range(120):
        graph.add_node(f"n{number}", label=f"A thing with the number {number}", kind=kinds[number % 8], date="2021")
        sign = ["supports", "opposes", "mixed", "neutral"][number % 4]
        graph.add_edge(f"n{number}", f"n{number * number % 17}", sign=sign)
    return graph


def nodes(graph: "nx.MultiDiGraph[str]") -> dict[str, dict[str, Any]]:
    return {node: graph.nodes[node] for node in graph}


def edges(graph: "nx.MultiDiGraph[str]") -> dict[str, tuple[str, str, dict[str, Any]]]:
    return {key: (source, target, data) for source, target, key, data in graph.edges(keys=True, data=True)}


def read_back(graphml: bytes) -> "nx.MultiDiGraph[str]":
    graph = nx.read_graphml(BytesIO(graphml), force_multigraph=True)
    assert isinstance(graph, Graph)
    return graph


class Page(HTMLParser):
    """Collect the tags of a page, and the text of its scripts and its style."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.code: list[tuple[dict[str, str | None], str]] = []
        self.feed(page.decode("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] in {"script", "style"} and data.strip():
            self.code.append((self.tags[-1][1], data))


def all_formats(graph: "nx.MultiDiGraph[Any]", folder: Path) -> dict[str, bytes]:
    for ending in FORMATS:
        draw(graph, folder / f"picture.{ending}", title=TITLE)
    return {path.suffix[1:]: path.read_bytes() for path in sorted(folder.iterdir())}


# --- every format


def test_the_ending_chooses_the_format_and_nothing_else_is_written(tmp_path: Path) -> None:
    assert sorted(all_formats(small(), tmp_path)) == sorted(FORMATS)


def test_an_unknown_ending_is_refused_with_the_nearest_and_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "picture.htm"
    path.write_text("before", encoding="utf-8")
    with pytest.raises(OutputError, match=r"no picture ends in \.htm; did you mean 'html'\?"):
        draw(small(), path)
    with pytest.raises(OutputError, match="the name has no ending"):
        draw(small(), tmp_path / "picture")
    assert path.read_text(encoding="utf-8") == "before"


def test_drawing_leaves_the_network_as_it_was(tmp_path: Path) -> None:
    graph = small()
    before = copy.deepcopy(graph)
    all_formats(graph, tmp_path)
    assert list(graph.nodes(data=True)) == list(before.nodes(data=True))
    assert list(graph.edges(keys=True, data=True)) == list(before.edges(keys=True, data=True))


def test_the_same_network_gives_the_same_bytes_whatever_hash_seed_locale_and_folder(tmp_path: Path) -> None:
    script = "import sys, test_draw, pathlib; test_draw.all_formats(test_draw.hostile(), pathlib.Path(sys.argv[1]))"
    found = []
    for seed, locale in (("0", "C"), ("1", "tr_TR.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        paths = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        settings = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", script, str(folder)], env=settings, check=True, cwd=folder)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert found[0] == found[1]
    assert len(found[0]) == len(FORMATS)


def test_a_network_of_nothing_is_drawn(tmp_path: Path) -> None:
    assert b"0 nodes and 0 edges" in all_formats(Graph(), tmp_path)["html"]


# --- the picture


@pytest.mark.parametrize("make", [small, hostile, crowded, lambda: communique.load().network()])
def test_no_label_lies_over_another(make: Any) -> None:
    pairs = list(itertools.combinations(picture(cleaned(make())).marks, 2))
    assert pairs
    assert [(one.id, other.id) for one, other in pairs if one.place.overlaps(other.place)] == []


def test_text_stays_inside_its_frame() -> None:
    for mark in picture(cleaned(crowded())).marks:
        room = mark.box.right - mark.box.left
        assert all(width(row.text, row.size, row.bold) <= room for row in mark.rows)


def test_those_that_play_the_same_part_are_drawn_as_one_and_edges_alike_as_one_line() -> None:
    drawn = picture(cleaned(small()))
    assert [mark.members for mark in drawn.marks if len(mark.members) > 1] == [("ela", "fen", "gro")]
    assert sorted(len(line.edges) for line in drawn.lines) == [1, 1, 2, 3]
    assert drawn.summary == (
        "8 nodes and 8 edges, drawn as 6 marks and 4 lines: what is alike is drawn once;"
        " 1 from a node to itself, not drawn"
    )


def test_a_stance_is_told_by_colour_sign_and_dash() -> None:
    stances = picture(cleaned(small())).stances
    for trait in ("colour", "mark", "dash"):
        assert len({getattr(stance, trait) for stance in stances}) == len(stances) == 3


def test_long_and_wide_text_is_broken_and_cut() -> None:
    assert wrap("a resolution on everything there is", 100, 2, 12) == ("a resolution on", "everything the…")
    assert all(width(line, 12) <= 100 for line in wrap("朝鲜民主主义人民共和国" * 4, 100, 3, 12))
    assert wrap("", 100, 2, 12) == ()


# --- GraphML


def test_graphml_reads_back_as_it_was() -> None:
    graph = cleaned(small())
    back = read_back(FORMATS["graphml"](Drawing.of([graph], TITLE)))
    assert nodes(back) == nodes(graph)
    assert edges(back) == edges(graph)
    assert back.graph["title"] == TITLE


def test_graphml_of_hostile_text_reads_back() -> None:
    graph = cleaned(hostile())
    assert nodes(read_back(FORMATS["graphml"](Drawing.of([graph], PAYLOADS[0])))) == nodes(graph)


class Choice(Enum):
    """Stand for the enumerations that a graph of somebody's own may hold."""

    FOR = "for"


def test_every_value_is_made_plain_and_every_key_has_one_type() -> None:
    graph: nx.MultiDiGraph[Any] = Graph()
    times = {"day": date(2021, 3, 1), "time": datetime(2021, 3, 1, 6)}
    many = {"list": ["a", 1], "map": {"a": None}, "set": {"b", "a"}}
    odd = {"none": None, "nan": math.nan, "kind": Choice.FOR, "label": "A\x0b\ud800"}
    graph.add_node(1, **times, **many, **odd, mixed=1, number=1, id="x")
    graph.add_node("1", mixed="two", number=2.5)
    graph.add_edge(1, "1", source="gazette", to="x")
    graph.add_edge(1, "1")
    clean = cleaned(graph)
    assert nodes(clean) == {
        "1": {
            "day": "2021-03-01",
            "time": "2021-03-01T06:00:00",
            "kind": "for",
            "list": '["a", 1]',
            "map": '{"a": null}',
            "set": '["a", "b"]',
            "mixed": "1",
            "number": 1.0,
            "attr_id": "x",
            "label": "A",
        },
        "1-2": {"mixed": "two", "number": 2.5},
    }
    assert list(clean.edges(keys=True, data=True)) == [
        ("1", "1-2", "e1", {"attr_source": "gazette", "attr_to": "x"}),
        ("1", "1-2", "e2", {}),
    ]


# --- SVG


def test_svg_has_size_title_legend_and_tooltips_that_cite() -> None:
    root = ET.fromstring(svg(Drawing.of([small()], TITLE)))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {TITLE, "Dana Low", "missile launch", "opposes, vetoes, sanctions", "thin: somebody else says so"} <= {
        *texts
    }
    told = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert any("Dana Low opposes The launch: “never” · 2021-03-02 · gazette ¶ 4" in text for text in told)
    assert "sans-serif" in (root.get("font-family") or "")
    assert "Noto Sans CJK" in (root.get("font-family") or "")


def test_svg_of_hostile_text_holds_nothing_but_shapes_and_text() -> None:
    root = ET.fromstring(svg(Drawing.of([hostile()], PAYLOADS[0])))
    allowed = {"svg", "g", "path", "rect", "circle", "text", "title", "desc"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == allowed
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]


# --- the page


def test_the_page_loads_nothing_and_allows_its_own_code_alone() -> None:
    page = Page(html(Drawing.of([hostile()], PAYLOADS[0])))
    addresses = [value for _, attrs in page.tags for name, value in attrs.items() if name in {"src", "href", "srcset"}]
    assert {*addresses} == {"#table"}
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    (policy,) = [a["content"] or "" for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    code = [text for attrs, text in page.code if attrs.get("type") != "application/json"]
    assert len(code) == 3
    assert {*re.findall(r"'sha256-([^']+)'", policy)} == {
        base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii") for text in code
    }


def test_the_page_holds_every_edge_in_a_table_and_says_how_much_it_shows() -> None:
    graph = cleaned(small())
    page = html(Drawing.of([graph], TITLE)).decode("utf-8")
    assert page.count("<tr data-edge=") == graph.number_of_edges()
    assert "8 nodes and 8 edges" in page
    assert "<td>“never”</td><td>gazette ¶ 4</td>" in page
    assert f"<title>{TITLE}</title>" in page


def test_the_page_keeps_the_text_of_all_scripts_as_ascii_or_utf_8() -> None:
    graph = small()
    graph.nodes["borea"]["label"] = "보레아 \u2028 Бореа"
    assert "보레아" in html(Drawing.of([graph], TITLE)).decode("utf-8")


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """An address that payloads call, and the list of the calls."""
    calls: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", calls
        server.shutdown()
        thread.join()


def opened(browser: list[str], address: str, profile: Path) -> str:
    """Return the document as it stands after the page's own code has run."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"]
    settings = [f"--user-data-dir={profile}", "--window-size=1600,900", "--virtual-time-budget=5000", "--dump-dom"]
    done = subprocess.run(
        [*browser, *quiet, *settings, address], check=True, capture_output=True, timeout=120, encoding="utf-8"
    )
    return done.stdout


def test_in_a_browser_the_page_draws_and_tells_of_the_thing_in_its_address(browser: list[str], tmp_path: Path) -> None:
    draw(small(), tmp_path / "page.html", title=TITLE)
    dom = opened(browser, f"{(tmp_path / 'page.html').as_uri()}#thing=launch", tmp_path / "profile")
    assert "<canvas" in dom
    panel = dom.partition('id="panel"')[2].partition("</aside>")[0]
    assert "<h2>The launch</h2>" in panel
    assert "Opposed by (1)" in panel  # one actor, by two records
    assert "“never ever”" in panel
    assert "gazette ¶ 4" in panel


@pytest.mark.parametrize("number", [0, 2, 5])
def test_in_a_browser_hostile_text_is_only_text(
    number: int, browser: list[str], canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, calls = canary
    graph = hostile(address)
    thing = list(cleaned(graph))[number]
    draw(graph, tmp_path / "page.html", title=" ".join(PAYLOADS).replace("CANARY", address))
    page = (tmp_path / "page.html").as_uri()
    dom = opened(browser, f"{page}#thing={quote(thing, safe=UNQUOTED)}", tmp_path / "profile")
    assert "data-pwned" not in dom.partition("<head")[0]
    assert f"<h2>{escape(thing, quote=False)}</h2>" in dom
    assert calls == []
