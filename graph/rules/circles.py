"""Find circles in a graph of ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator


def circles(edges: dict[str, list[str]], starts: Collection[str] | None = None) -> Iterator[list[str]]:
    """Yield one circle or a few for each knot of ids that reach themselves, from their first id; without recursion.

    With ``starts``, only what these ids reach is looked at.
    """
    done: set[str] = set()
    told: set[str] = set()
    for start in sorted(edges if starts is None else starts):
        path: list[str] = []
        on_path: dict[str, int] = {}
        todo = [(start, iter(edges.get(start, ())))] if start not in done else []
        while todo:
            node, rest = todo[-1]
            if node not in on_path:
                on_path[node] = len(path)
                path.append(node)
            following = next(rest, None)
            if following is None:
                todo.pop()
                path.pop()
                del on_path[node]
                done.add(node)
            elif following in on_path:
                if told.isdisjoint((node, following)):
                    circle = path[on_path[following] :]
                    told.update(circle)
                    turn = circle.index(min(circle))
                    yield circle[turn:] + circle[:turn]
            elif following in edges and following not in done:
                todo.append((following, iter(edges.get(following, ()))))
