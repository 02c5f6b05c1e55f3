"""Refuse queries that could reach the network, write, or crash the engine, before the engine sees them."""

from __future__ import annotations

import re

from ..errors import QueryError
from ..schema.names import GRAPHS

MAX_LENGTH, MAX_DEPTH = 64_000, 200
#: Tokens of SPARQL 1.1 that can hide a word (strings, IRIs, comments, names), then words, numbers and single signs.
_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*\''''
    r"""|<[^<>"{}|^`\\\s]*>|\#[^\n]*|[?$]\w+|@[A-Za-z-]+|[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*"""
    r"""|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[A-Za-z_]\w*|\S""",
    re.DOTALL,
)
_REFUSED = {
    "SERVICE": "asks another server, and no query may reach the network",
    "LOAD": "fetches a document, and no query may reach the network",
    **dict.fromkeys(
        ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"), "writes, and a query only reads"
    ),
}


def tokens(query: str) -> list[str]:
    """Return the tokens of a query without its comments."""
    return [token for token in _TOKEN.findall(query) if not token.startswith("#")]


def check(query: str) -> bool:
    """Refuse what no query may do; return whether the query names its own dataset with FROM.

    Raises QueryError for a remote or writing operation, for a FROM outside the store's graphs, and for a text that is
    too long or too deep: 3,000 nested braces crash the engine's parser, beyond the reach of any handler.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query):,} characters, over the limit of {MAX_LENGTH:,}", "shorten it")
    found = tokens(query)
    _check_depth(found)
    for token in found:
        if reason := _REFUSED.get(token.upper()):
            raise QueryError(f"{token.upper()} {reason}", "remove it")
    return _check_from(found)


def _check_depth(found: list[str]) -> None:
    depth = 0
    for token in found:
        depth += (token in "({[") - (token in ")}]") if len(token) == 1 else 0
        if depth > MAX_DEPTH:
            raise QueryError(f"the query nests brackets deeper than {MAX_DEPTH}", "simplify it")


def _check_from(found: list[str]) -> bool:
    named = False
    for before, token in zip(found, [*found[1:], ""], strict=True):
        if before.upper() == "FROM" or (named and before.upper() == "NAMED"):
            named = True
            if token.upper() != "NAMED" and token.strip("<>") not in GRAPHS:
                raise QueryError(f"FROM {token} is no graph of this store", f"name one of: {', '.join(GRAPHS)}")
    return named
