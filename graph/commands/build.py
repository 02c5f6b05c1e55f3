"""The command ``build``: make the graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .bar import bar
from .options import FactsOption, SourcesOption
from .output import say

if TYPE_CHECKING:
    from ..build.work import Workers

_RELEASE = "--release"


def build(
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Ends in .nq, .nt, .trig, .ttl or .jsonld; without ending: a store folder.",
        ),
    ] = None,
    facts: FactsOption = None,
    sources: SourcesOption = None,
    aligned: Annotated[
        bool, typer.Option("--aligned", help="Say it in the words of PROV, SEM, schema.org and others too.")
    ] = False,
    selectors: Annotated[
        bool,
        typer.Option(
            "--selectors", help="Say where in the texts each quote stands; needs --sources. Not for publishing."
        ),
    ] = False,
    release: Annotated[
        str | None,
        typer.Option(
            _RELEASE,
            metavar="DIR",
            help="In place of -o: publish it, with counts and hashes, in a folder (or s3://bucket/folder and the like)"
            " that keeps releases and names the latest.",
        ),
    ] = None,
    parts: Annotated[
        int, typer.Option("--parts", metavar="NUMBER", min=1, max=10_000, help="Divide a release into so many files.")
    ] = 1,
    zipped: Annotated[bool, typer.Option("--gzip", help="Pack the files of a release.")] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="NUMBER",
            help="Build a store or a release by so many processes (default: all processors).",
        ),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option(
            "--dask", metavar="ADDRESS", help="Build it by the workers of this Dask scheduler, tcp://HOST:PORT."
        ),
    ] = None,
) -> None:
    """Build the graph and write it as RDF, as a store that answers queries at once, or as a release for other engines.

    Example: communique build -o out/graph.nq
    """
    from ..build.work import Workers

    if selectors and sources is None:
        raise typer.BadParameter("the texts are needed; name their folder with --sources", param_hint="--selectors")
    if (output is None) == (release is None):
        raise typer.BadParameter("name one of the two", param_hint=["-o", _RELEASE])
    if release is None and (parts > 1 or zipped):
        raise typer.BadParameter("only a release has parts", param_hint=["--parts", "--gzip"])
    if release is not None and (aligned or selectors):
        raise typer.BadParameter("they go together with -o only", param_hint=["--aligned", "--selectors"])
    helpers = Workers.from_options(workers, dask)
    if release is not None:
        _release(release, facts, sources, (parts, zipped), helpers)
    elif output is not None and not (output.suffix or sources or aligned):
        _store(output, facts, helpers)
    elif output is not None:
        _write(output, facts, sources, aligned, selectors)


def _write(output: Path, facts: Path | None, sources: Path | None, aligned: bool, selectors: bool) -> None:
    from ..api import check
    from ..build.write import write_graph
    from ..errors import FactsError
    from ..rdf import selector_quads

    with bar("files") as shown:
        found, _ = check(facts, sources, told=shown)
    if found.errors:
        raise FactsError(found.errors)
    places = "".join(selector_quads(found, sources)).encode("utf-8") if selectors else b""
    say(f"{write_graph(found, output, aligned, places):,} quads written to {output}")


def _store(output: Path, facts: Path | None, workers: Workers) -> None:
    """Write a store part by part, so that the facts may be larger than memory."""
    from ..build.folder import write_store
    from ..build.pieces import each_by, pieces
    from ..corpus.places import default_folder

    with bar("files") as shown:
        count = write_store(pieces(facts or default_folder(), each_by(workers), shown), output)
    say(f"{count:,} quads written to {output}")


def _release(place: str, facts: Path | None, sources: Path | None, form: tuple[int, bool], workers: Workers) -> None:
    from ..build.pieces import each_by
    from ..release import write_release
    from ..release.source import parts

    count, zipped = form
    with bar("files") as shown:
        made = write_release(parts(facts, count, sources, each_by(workers), shown), place, zipped)
    files = f"{len(made.parts)} part{'s' * (len(made.parts) > 1)}"
    say(f"{made.quads:,} quads in {files} published as {place.rstrip('/')}/releases/{made.name}")
