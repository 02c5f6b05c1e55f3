"""Notebooks: a graph shows itself as its page, in a frame of its own, and stays a networkx graph."""

import copy
import importlib.util
import json
import pickle
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from IPython.core.formatters import DisplayFormatter

from communique.graph.draw import draw
from communique.graph.draw.notebook import Shown
from conftest import need
from shipped import graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VIEWS = ["network", "timeline", "alignment"]
EVIL = "</iframe><script>document.documentElement.dataset.pwned=1</script>\"'&amp;"


class Frame(HTMLParser):
    """Collect the tags of an output, with their attributes as a browser decodes them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def shown(one: object) -> dict[str, str]:
    """Return what IPython hands to a notebook."""
    found: dict[str, str] = DisplayFormatter().format(one)[0]  # type: ignore[no-untyped-call]
    return found


def evil() -> Shown:
    made = Shown(title=EVIL, remarks=(EVIL,))
    made.add_node(EVIL, label=EVIL, kind="state")
    made.add_edge(EVIL, "b", sign="opposes", relation=EVIL, quote=EVIL)
    return made


@pytest.mark.parametrize("view", VIEWS)
def test_a_graph_shows_itself_as_the_page_that_draw_makes(view: str, tmp_path: Path) -> None:
    one = getattr(graph(), view)()
    draw(one, tmp_path / "page.html", one.graph["title"])
    ((tag, attributes), *others) = Frame(shown(one)["text/html"]).tags
    assert tag == "iframe"
    assert attributes["srcdoc"] == (tmp_path / "page.html").read_text(encoding="utf-8")
    assert attributes["sandbox"] == "allow-scripts"
    assert [name for name, _ in others] == ["p"]
    assert "src" not in attributes


def test_where_there_are_no_frames_a_line_says_what_it_is() -> None:
    found = shown(graph().network())
    assert found["text/plain"] == "Network: 86 nodes and 169 edges"
    assert found["text/html"].endswith("<p>Network: 86 nodes and 169 edges</p>")
    assert set(found) == {"text/html", "text/plain"}


def test_hostile_text_stays_inside_the_frame() -> None:
    assert [tag for tag, _ in Frame(shown(evil())["text/html"]).tags] == ["iframe", "p"]


def test_an_answer_and_reactions_show_themselves_too() -> None:
    for one in (graph().network_of(graph().ask("vetoes")), graph().reactions("launch-over-japan-2017-09-15")):
        assert shown(one)["text/html"].startswith("<iframe")


def test_showing_a_graph_leaves_it_as_it_was() -> None:
    one = graph().network()
    before = copy.deepcopy(one)
    shown(one)
    assert nx.utils.graphs_equal(one, before)
    assert one.graph == before.graph


# --- a networkx graph


def test_it_is_a_networkx_graph_whose_copies_and_parts_show_themselves() -> None:
    one = graph().network()
    assert isinstance(one, nx.MultiDiGraph)
    for other in (one.copy(), one.subgraph(["china", "russia"]), one.subgraph(["china"]).copy(), one.reverse()):
        assert isinstance(other, Shown)
        assert shown(other)["text/plain"] == f"Network: {len(other)} nodes and {other.number_of_edges()} edges"
    assert nx.utils.graphs_equal(one, one.copy())
    assert nx.utils.graphs_equal(one, pickle.loads(pickle.dumps(one)))
    assert nx.number_weakly_connected_components(one) > 0


def test_a_part_does_not_claim_to_be_the_whole() -> None:
    one = graph().network()
    assert one.graph["remarks"][0].startswith("Shown: all 87 acts")
    said = ("A part, picked in Python: it shows less than is recorded.",)
    for part in (one.subgraph(["china", "russia"]), one.edge_subgraph(list(one.edges(keys=True))[:2])):
        assert part.graph["remarks"] == said
        assert part.copy().graph["remarks"] == said
    assert one.graph["remarks"][0].startswith("Shown: all 87 acts")


# --- in a browser and in a kernel


MAKERS = {"network": lambda: graph().network(), "timeline": lambda: graph().timeline(), "hostile": evil}


@pytest.mark.parametrize("name", MAKERS)
def test_in_a_browser_the_frame_draws_asks_for_nothing_and_reaches_nothing(
    name: str, browser: "Browser", tmp_path: Path
) -> None:
    file = tmp_path / "notebook.html"
    html = shown(MAKERS[name]())["text/html"]
    file.write_text(f"<!doctype html><meta charset=utf-8><title>-</title><body>{html}", encoding="utf-8")
    said: list[str] = []
    asked: list[str] = []
    page = browser.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    inside = page.frames[1]
    inside.wait_for_selector("canvas, .mark", state="attached", timeout=20_000)
    inside.locator("input[type=search]").fill("china")
    inside.locator("input[type=search]").press("Enter")
    pwned = [frame.evaluate("document.documentElement.dataset.pwned") for frame in page.frames]
    reached = inside.evaluate("(() => { try { return parent.document.title } catch (error) { return '' } })()")
    page.close()
    assert (said, asked, pwned, reached) == ([], [file.as_uri()], [None, None], "")


def test_in_a_kernel_the_last_line_of_a_cell_is_the_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("nbclient", "ipykernel"):
        need(part, importlib.util.find_spec(part))
    import nbclient
    import nbformat

    for name in ("IPYTHONDIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    code: dict[str, object] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    cells = [{**code, "source": one} for one in ("import communique", "communique.load().network(actor='china')")]
    text = json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells})
    notebook = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute(cwd=str(tmp_path))
    (output,) = notebook.cells[1].outputs
    assert output.output_type == "execute_result"
    assert output.data["text/html"].startswith("<iframe srcdoc=")
    assert output.data["text/plain"].startswith("Network: ")
