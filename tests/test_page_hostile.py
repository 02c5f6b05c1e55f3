"""Hostile text in every field of every view: in a browser it stays text, and the page's policy holds."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import graphs
from browsing import acts, opened, written
from communique.graph.draw.clean import cleaned

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Graph = nx.MultiDiGraph
FIELDS = (
    *("label", "type", "status", "outcome", "mode", "result", "act", "modality", "date", "earliest", "latest", "quote"),
    *("gist", "asks", "actor", "actor_id", "actor_kind", "side", "side_id", "side_kind", "sign", "cite"),
)


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


def hostile_acts(canary: str) -> "nx.MultiDiGraph[str]":
    """Return a timeline with a payload in every text there is."""
    texts = [payload.replace("CANARY", canary) for payload in graphs.PAYLOADS]
    graph: nx.MultiDiGraph[str] = Graph(view="timeline", remarks=texts)
    for number, text in enumerate(texts):
        kind = ("event", "statement", "proposal", "veto")[number % 4]
        graph.add_node(f"act {text}", **dict.fromkeys(FIELDS, text), kind=kind)
        graph.add_edge(
            f"act {text}", f"act {texts[0]}", key=text, sign=text, relation=text, ascribed=text, ascribed_by=text
        )
    return graph


def test_hostile_text_is_only_text(browser: "Browser", canary: tuple[str, list[str]], tmp_path: Path) -> None:
    address, calls = canary
    network = graphs.hostile(address)
    title = " ".join(graphs.PAYLOADS).replace("CANARY", address)
    path = written(tmp_path, [hostile_acts(address), network], title)
    with opened(browser, path) as window:
        page = window.page
        assert page.locator("h1").inner_text() == " ".join(page.title().split())
        for tab in page.get_by_role("tab").all():
            tab.click()
            window.settle()
            page.mouse.move(400, 400)
            page.mouse.move(700, 450)
        for id_ in cleaned(network):
            page.evaluate("id => { location.hash = encodeURIComponent(id); }", id_)
            assert page.locator("#panel h2").text_content() == id_
            assert page.locator("#panel li").count() >= 2  # what it does, and what is done to it
        for word in ("<script>", "href", "{{7*7}}"):
            page.fill("#search", word)
        page.get_by_role("button", name="Contested").click()
        window.settle()
        assert page.evaluate("'pwned' in document.documentElement.dataset") is False
        assert page.locator("body b, body x, img, [onload], [onerror]").count() == 0
        assert window.said == window.asked == calls == []


def test_the_policy_blocks_what_should_ever_get_in(
    browser: "Browser", canary: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, calls = canary
    with opened(browser, written(tmp_path, [acts()])) as window:
        broken = window.page.evaluate(
            """([run, address]) => new Promise((done) => {
              const broken = [];
              document.addEventListener("securitypolicyviolation", (event) => broken.push(event.effectiveDirective));
              const script = document.createElement("script");
              script.textContent = run;
              const held = document.createElement("div");
              held.innerHTML = `<img src="${address}x" onerror="${run}"><p style="color: red">`;
              document.body.append(script, held);
              fetch(address).catch(() => setTimeout(() => done(broken), 300));
            })""",
            [graphs.RUN, address],
        )
        assert sorted(set(broken)) == ["connect-src", "img-src", "script-src-attr", "script-src-elem", "style-src-attr"]
        assert window.page.evaluate("'pwned' in document.documentElement.dataset") is False
        assert calls == []
