"""Refuse queries that could reach the network, write, or crash the engine, before the engine sees them.

The engine's parser knows no word boundaries and reads ``<`` as its context has it: ``3SERVICE``, ``SERVICEx:y`` and
``1<2)SERVICE#>`` all call another server. So a call is looked for in the bare text, wherever it stands, and what reads
in two ways is refused.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..errors import QueryError
from ..schema.names import GRAPHS, REACHABLE

#: The engine's parser crashes at 3,000 nested brackets or 10,000 chained operators, beyond the reach of any handler.
MAX_LENGTH, MAX_DEPTH, MAX_JOINTS = 64_000, 200, 1_000
#: Tokens of SPARQL 1.1 that can hide a word (strings, IRIs, comments, names), then words, numbers and single signs.
_TOKEN = re.compile(
    r'''"""(?>"{0,2}(?:[^"\\]|\\[tbnrf\\"']))*+"""|\'\'\'(?>'{0,2}(?:[^'\\]|\\[tbnrf\\"']))*+\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\[tbnrf\\"'])*+"|'(?:[^'\\\n\r]|\\[tbnrf\\"'])*+\'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*|[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*"""
    r"""|[\w.-]{0,99}:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)*|[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[A-Za-z_]\w*|\S"""
)
_GAP = r"(?:\s|\#[^\r\n]*+)*+"
_REST = r"[^ \t\r\n{<>\"#\\]*+(?:\\.[^ \t\r\n{<>\"#\\]*+)*+"
#: A variable, or the word SERVICE with what must follow it: perhaps SILENT, then a variable or a name, then a brace.
_CALL = re.compile(
    rf"[?$]\w+|(service){_GAP}(?:silent{_GAP})?(?:<[^>]*>|[?$]{_REST}|[^ \t\r\n{{}}<>\"?$():;,#]*+:{_REST}){_GAP}\{{",
    re.IGNORECASE,
)
_FULL = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_JOINTS = "({[!|&+-*/^"
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_NO_WRITING = "writes, and a query only reads"
_REFUSED = {
    "LOAD": "fetches a document, and no query may reach the network",
    **dict.fromkeys(("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"), _NO_WRITING),
}


def tokens(query: str) -> list[str]:
    """Return the tokens of a query without its comments."""
    return [token for token in _TOKEN.findall(query) if not token.startswith("#")]


def form(query: str) -> re.Match[str] | None:
    """Return the word that says what a query asks for: SELECT, ASK, CONSTRUCT or DESCRIBE; None where there is none."""
    return next((one for one in _TOKEN.finditer(query) if one[0].upper() in _FORMS), None)


def check(query: str) -> bool:
    """Refuse what no query may do; return whether the query names its own dataset with FROM.

    Raises QueryError for a remote or writing operation, for a FROM outside the store's graphs, and for a text that is
    too long, too deep or too involved.
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"the query has {len(query):,} characters, over the limit of {MAX_LENGTH:,}", "shorten it")
    if any(call[1] for call in _CALL.finditer(query)):
        raise QueryError("SERVICE asks another server, and no query may reach the network", "remove it")
    found = tokens(query)
    for token in found:
        if reason := _REFUSED.get(token.upper()):
            raise QueryError(f"{token.upper()} {reason}", "remove it")
    _check_size(found)
    return _check_from(found)


def _check_size(found: list[str]) -> None:
    depth = joints = 0
    for token in found:
        if len(token) == 1:
            depth += (token in "({[") - (token in ")}]")
            joints += token in _JOINTS
        elif token[0] == "<" and not _FULL.match(token):
            joints += _relative(token)
        if depth > MAX_DEPTH:
            raise QueryError(f"the query nests brackets deeper than {MAX_DEPTH}", "simplify it")
    if joints > MAX_JOINTS:
        raise QueryError(f"the query has over {MAX_JOINTS:,} brackets and operators", "simplify it")


def _relative(token: str) -> int:
    """Return how many operators stand in what may be an IRI, or else ``<`` and what follows it: ``1<?x&&2>?y``."""
    if re.search(r"[#(\[]", token):
        raise QueryError(f"{token} may be an IRI or a comparison", "write the IRI in full, or put a space after <")
    return sum(sign in _JOINTS for sign in token)


def _check_from(found: list[str]) -> bool:
    named = False
    for before, token in pairwise([*found, ""]):
        if before.upper() == "FROM" or (named and before.upper() == "NAMED"):
            named = True
            if token.upper() != "NAMED" and token.strip("<>") not in REACHABLE:
                raise QueryError(f"FROM {token} is no graph of this store", f"name one of: {', '.join(GRAPHS)}")
    return named
