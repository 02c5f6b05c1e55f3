"""Choose the format by the ending, clean the graph, write the file whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..build.write import write_bytes
from ..errors import OutputError, did_you_mean
from .clean import cleaned, text
from .graphml import graphml
from .html import html
from .svg import svg

if TYPE_CHECKING:
    import networkx as nx


class Format(Protocol):
    """Turn a cleaned network into the bytes of a file: same graph and title, same bytes."""

    def __call__(self, graph: nx.MultiDiGraph[str], title: str, /) -> bytes:
        """Return the file's content; the graph stays as it is."""


#: Ending → what writes it.
FORMATS: dict[str, Format] = {"graphml": graphml, "html": html, "svg": svg}


def draw(graph: nx.MultiDiGraph[Any], path: Path, title: str = "Who acts on what") -> None:
    """Write the network to a file, in the format that its ending names; the graph stays as it is.

    Raises OutputError when no format has the ending, or the place cannot be written to; what was there stays.
    """
    ending = path.suffix[1:].lower()
    if ending not in FORMATS:
        problem = f"no picture ends in {path.suffix}" if ending else "the name has no ending to tell the format by"
        raise OutputError(str(path), problem, did_you_mean(ending, FORMATS))
    write_bytes(path, FORMATS[ending](cleaned(graph), " ".join(text(title).split())))
