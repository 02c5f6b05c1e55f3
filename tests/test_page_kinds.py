"""Every kind of page in a browser: it opens, asks for nothing and complains of nothing."""

from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

import shipped
from browsing import Opening, Window, acts, alike, folded, opened, written

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Graph = nx.MultiDiGraph


def large() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph(view="timeline")
    for number in range(400):
        date = f"2021-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        said = {"label": f"said {number}", "kind": "statement", "gist": f"Words with the number {number}."}
        by = {"actor": f"Speaker {number % 9}", "actor_id": f"s{number % 9}", "side": f"Side {number % 4}"}
        graph.add_node(
            f"act-{number}", **said, **by, side_id=f"side-{number % 4}", date=date, earliest=date, latest=date
        )
        if number:
            graph.add_edge(f"act-{number}", f"act-{number // 3}", sign=["supports", "opposes", "neutral"][number % 3])
    return graph


def lone() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph(view="timeline")
    graph.add_node("fog", label="Fog", kind="event")
    return graph


PAGES: "dict[str, list[nx.MultiDiGraph[str]]]" = {
    "timeline and network": [acts(), folded()],
    "timeline": [acts()],
    "network": [folded()],
    "three views": [acts(), folded(), alike()],
    "two networks": [folded(), alike()],
    "large": [large()],
    "lone": [lone()],
    "empty network": [Graph()],
    "empty timeline": [Graph(view="timeline")],
}


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_opens_asks_for_nothing_and_complains_of_nothing(kind: str, opening: Opening) -> None:
    with opening(graphs=PAGES[kind]) as window:
        tabs = window.page.locator("[role=tab]")
        assert tabs.count() == (len(PAGES[kind]) if len(PAGES[kind]) > 1 else 0)
        for tab in tabs.all():
            tab.click()
            window.settle()
            assert window.page.locator(".view:not([hidden])").count() == 1
        window.page.keyboard.press("Escape")
        window.settle()
        assert window.said == window.asked == []


def test_the_shipped_facts_open_in_both_views(browser: "Browser", tmp_path: Path) -> None:
    graph = shipped.graph()
    with opened(browser, written(tmp_path, [graph.timeline(), graph.network()])) as window:
        assert window.page.locator(".mark").count() == len(graph.timeline())
        window.page.get_by_role("tab", name="Network").click()
        window.settle()
        assert window.page.locator("canvas").count() == 1
        assert window.said == window.asked == []


def test_a_network_is_drawn_only_when_it_is_opened(window: Window) -> None:
    assert window.page.locator("canvas").count() == 0
    window.page.get_by_role("tab", name="Network").click()
    window.settle()
    assert window.page.locator("canvas").count() == 1


def test_without_script_the_timeline_and_the_table_can_be_seen(opening: Opening) -> None:
    with opening(java_script_enabled=False) as window:
        assert window.page.locator(".mark").first.is_visible()
        assert window.page.locator("table").is_visible()
        assert window.page.locator("button:visible").count() == window.page.locator("button[data-sign]").count()
        assert "needs script" in window.page.locator(".without").inner_text()
