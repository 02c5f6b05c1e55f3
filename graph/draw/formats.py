"""Choose the format by the ending, clean the graphs, write the file whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ..build.write import write_bytes
from ..errors import OutputError, did_you_mean
from .drawing import Drawing
from .interchange.cytoscape import cytoscape
from .interchange.dot import dot
from .interchange.gexf import gexf
from .interchange.graphml import graphml
from .interchange.mermaid import mermaid
from .interchange.node_link import node_link
from .interchange.tables import edges_csv, nodes_csv
from .page.html import html
from .raster.pdf import pdf
from .raster.png import png
from .raster.printed import Printed
from .svg.document import svg

if TYPE_CHECKING:
    import networkx as nx


class Format(Protocol):
    """Turn a drawing into the bytes of a file: same graphs and title, same bytes."""

    def __call__(self, drawing: Drawing, /) -> bytes:
        """Return the file's content, `Printed` where something must be said of it; the drawing stays as it is."""


#: Ending → what writes it.
FORMATS: dict[str, Format] = {
    "html": html,
    "svg": svg,
    "png": png,
    "pdf": pdf,
    "graphml": graphml,
    "gexf": gexf,
    "cyjs": cytoscape,
    "json": node_link,
    "dot": dot,
    "gv": dot,
    "mmd": mermaid,
    "nodes.csv": nodes_csv,
    "edges.csv": edges_csv,
}


def draw(
    graphs: nx.MultiDiGraph[Any] | Sequence[nx.MultiDiGraph[Any]], path: Path, title: str = "Who acts on what"
) -> tuple[str, ...]:
    """Write one view, or several, to a file, in the format that its ending names; the graphs stay as they are.

    A page shows them all, a static picture the first, a file for other tools the first that is no timeline. Return
    what must be said of the file, such as which letters no font of this machine can show; most often nothing.

    Raises OutputError when no format has the ending, the format cannot hold so much, or the place cannot be written
    to, and MissingError when the part that writes the format is not installed; what was there stays.
    """
    write = format_of(path)
    views = graphs if isinstance(graphs, Sequence) else [graphs]
    content = write(Drawing.of(views, title))
    write_bytes(path, content)
    return content.remarks if isinstance(content, Printed) else ()


def format_of(path: Path) -> Format:
    """Return the format of a file by its ending, which may have two parts."""
    *_, before, last = ["", *path.name.lower().split(".")]
    ending = f"{before}.{last}" if f"{before}.{last}" in FORMATS else path.suffix[1:].lower()
    if ending in FORMATS:
        return FORMATS[ending]
    if ending == "csv":
        stem = path.with_suffix("")
        raise OutputError(
            str(path), "a table holds the nodes or the edges", f"name it {stem}.nodes.csv or {stem}.edges.csv"
        )
    problem = f"no picture ends in {path.suffix}" if ending else "the name has no ending to tell the format by"
    raise OutputError(str(path), problem, did_you_mean(ending, FORMATS))
