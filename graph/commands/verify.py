"""The command ``verify``: hold a release against what it says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .output import out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..release import Verified


def verify(
    release: Annotated[
        str,
        typer.Argument(metavar="DIR", help="Folder that build --release wrote, or one release in it; or its URL."),
    ],
) -> None:
    """Check a release: bytes, hash, syntax and counts of each file, its description, and that no file is one too many.

    Example: communique verify out/release
    """
    from ..errors import ReleaseError
    from ..release.verify import verify as verified
    from ..release.whole import REMEDY

    found = verified(release)
    if found.problems:
        raise ReleaseError(found.where, [f"{name}: {problem}" for name, problem in found.problems], REMEDY)
    out("".join(f"{line}\n" for line in _summary(found)))


def _summary(found: Verified) -> Iterator[str]:
    made, size = found.manifest, sum(part.file.bytes for part in found.manifest.parts)
    files = f"{len(made.parts)} part{'s' * (len(made.parts) > 1)}"
    yield f"Release {made.name} is whole: {made.quads:,} quads in {files} of {size:,} bytes."
    for graph, count in made.graphs.items():
        yield f"{count:,} in {graph}"
