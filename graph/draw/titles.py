"""Make the title of a picture: it says of what data set it is, by which rule it is laid out, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..query import Answer
from ..query.asking import Given
from ..store import Store

if TYPE_CHECKING:
    from ..network import Choice, Records

#: View → what its title adds to that of the data set; the timeline and the network show just that.
_ADDS = {"alignment": "who agrees with whom", "answer": "the answer to a query"}
#: The data set that was asked for extends the others.
_DATASET = """
SELECT ?title { ?set a cq:Dataset ; dcterms:title ?title OPTIONAL { ?set cq:extends ?other } }
ORDER BY (!BOUND(?other)) (LANG(?title) != "en") ?set ?title LIMIT 1
"""
_UNTITLED = "Communiqué: who acts on what"


def facts_title(store: Store, view: str, choice: Choice | None = None, records: Records | None = None) -> str:
    """Return the title of a view of the facts."""
    found = [str(row["title"]) for row in Answer.from_query(store, _DATASET)]
    title = found[0] if found else _UNTITLED
    words = choice.words(records) if choice and records else {}
    if view == "reactions" and choice and records:
        title = f"Reactions to {records.label(records[choice.around])}"
        words.pop("around")
    added = ", ".join([*([_ADDS[view]] if view in _ADDS else []), *words.values()])
    return f"{title}: {added}" if added else title


def answer_title(summary: str, parameters: Mapping[str, Given]) -> str:
    """Return the title of an answer to a named question: what it answers, and for what."""
    given = ", ".join(f"{name} {value}" for name, value in parameters.items() if value is not None)
    return f"{summary.removesuffix('.')}{f': {given}' if given else ''}"
