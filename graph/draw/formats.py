"""Choose the format by the ending, clean the graphs, write the file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..build.write import write_bytes
from ..errors import OutputError, did_you_mean
from .drawing import Drawing
from .interchange.graphml import graphml
from .page.html import html
from .svg.document import svg

if TYPE_CHECKING:
    import networkx as nx


class Format(Protocol):
    """Turn a drawing into the bytes of a file: same graphs and title, same bytes."""

    def __call__(self, drawing: Drawing, /) -> bytes:
        """Return the file's content; the drawing stays as it is."""


#: Ending → what writes it.
FORMATS: dict[str, Format] = {"graphml": graphml, "html": html, "svg": svg}


def draw(
    graphs: nx.MultiDiGraph[Any] | Sequence[nx.MultiDiGraph[Any]], path: Path, title: str = "Who acts on what"
) -> None:
    """Write one view, or several, to a file, in the format that its ending names; the graphs stay as they are.

    A page shows them all, a static picture the first, a file for other tools the first that is no timeline.

    Raises OutputError when no format has the ending, or the place cannot be written to; what was there stays.
    """
    ending = path.suffix[1:].lower()
    if ending not in FORMATS:
        problem = f"no picture ends in {path.suffix}" if ending else "the name has no ending to tell the format by"
        raise OutputError(str(path), problem, did_you_mean(ending, FORMATS))
    views = graphs if isinstance(graphs, Sequence) else [graphs]
    write_bytes(path, FORMATS[ending](Drawing.of(views, title)))
