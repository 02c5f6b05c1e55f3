"""Make networks of a simple shape: a hub with leaves, a chain, all tied to all."""

import itertools
from typing import Any

import networkx as nx

Graph = nx.MultiDiGraph
KINDS = ("person", "event", "proposal")
SIGNS = ("supports", "opposes", "mixed", "neutral")


def hub(leaves: int = 12) -> "nx.MultiDiGraph[str]":
    """Return a network of leaves that all act on one, each in a way of its own."""
    graph: nx.MultiDiGraph[str] = Graph()
    graph.add_node("hub", label="The hub of it all", kind="state")
    for number in range(leaves):
        graph.add_node(f"n{number}", label=f"Leaf number {number}", kind=KINDS[number % 3], date="2021-03-04")
        graph.add_edge(f"n{number}", "hub", sign=SIGNS[number % 4], relation=f"acts in way {number} on")
    return graph


def chain(links: int = 20, letter: str = "a") -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    for number in range(links):
        graph.add_node(f"{letter}{number}", label=f"Link {number}", kind=KINDS[number % 3], date="2021-03-04")
        if number:
            graph.add_edge(f"{letter}{number}", f"{letter}{number - 1}", sign=SIGNS[number % 4])
    return graph


def two_parts() -> "nx.MultiDiGraph[str]":
    graph = chain(9)
    graph.update(chain(7, "b"))
    return graph


def alone(count: int = 30) -> "nx.MultiDiGraph[str]":
    """Return a hub with leaves, and things that are tied to nothing."""
    graph = hub(9)
    for number in range(count):
        graph.add_node(f"alone{number}", label=f"Alone {number}", kind=KINDS[number % 3], type=f"kind {number}")
    return graph


def complete(count: int = 30) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    for number in range(count):
        graph.add_node(f"n{number}", label=f"State {number}", kind="state")
    for one, other in itertools.combinations(range(count), 2):
        graph.add_edge(f"n{one}", f"n{other}", sign=SIGNS[(one * 7 + other) % 4])
    return graph


def crowd() -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = Graph()
    kinds = ["state", "person", "organization", "event", "proposal", "topic", "sanction", "group"]
    for number in range(120):
        graph.add_node(f"n{number}", label=f"A thing with the number {number}", kind=kinds[number % 8], date="2021")
        graph.add_edge(f"n{number}", f"n{number * number % 17}", sign=SIGNS[number % 4])
    return graph


def many(count: int, ties: int) -> "nx.MultiDiGraph[str]":
    """Return a network that hangs together, with some at which far more edges end than at others."""
    graph: nx.MultiDiGraph[str] = Graph()
    for number in range(count):
        graph.add_node(f"n{number}", label=f"Thing {number}", kind=KINDS[number % 3])
    for number in range(ties):
        source = number % count
        target = number * number // 7 % (source % 97 + 2)
        graph.add_edge(f"n{source}", f"n{target}", sign=SIGNS[number % 4], relation=f"acts in way {number}")
    return graph


def in_chinese() -> "nx.MultiDiGraph[str]":
    return _named(["朝鲜民主主义人民共和国", "조선민주주의인민공화국 외무성 대변인 담화", "日本国政府"])


def in_long_words() -> "nx.MultiDiGraph[str]":
    return _named([("word " * 40)[:200], "x" * 200, ("A resolution that condemns and deplores " * 5)[:200]])


def _named(labels: list[str]) -> "nx.MultiDiGraph[str]":
    graph = hub(11)
    for number, node in enumerate(graph):
        graph.nodes[node]["label"] = labels[number % 3]
    return graph


def cut(graph: "nx.MultiDiGraph[str]", kind: str, **edge: Any) -> "nx.MultiDiGraph[str]":
    """Return the network with all things of one kind, and all edges alike."""
    for _, data in graph.nodes(data=True):
        data["kind"] = kind
    for _, _, data in graph.edges(data=True):
        data.update(edge)
    return graph
