"""Write facts to a folder and check them, for the tests of everything that reads facts."""

from pathlib import Path

from communique.graph.api import check
from communique.graph.errors import Problem

#: Who and what tiny facts refer to; the states, persons and places of all tests are invented.
CAST = """\
actors:
  tarvonia: {kind: state, label: Tarvonia}
  eskeria: {kind: state, label: Eskeria}
  ilva-torrent: {kind: person, label: Ilva Torrent}
  sea-council: {kind: organization, label: Council of the Narrow Sea}
places:
  quay-house: {label: Quay House}
sources:
  gazette: {title: The Gazette of the Narrow Sea}
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write the files into a folder, which need not exist; return it."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def problems(folder: Path, files: dict[str, str], sources: Path | None = None) -> list[Problem]:
    """Write the files into a folder and return what is wrong with it."""
    found, _ = check(write(folder, files), sources)
    return [one for one in found.problems if one.rule != "nothing-uses-it"]  # a cast has more than a tiny fact needs


def told(found: list[Problem]) -> list[str]:
    """Return problems as one reads them, without the folder and the remedy."""
    return [f"{Path(one.file).name}:{one.line}:{one.column} {one.id}: {one.what}" for one in found]


def with_cast(folder: Path, text: str, sources: Path | None = None) -> list[str]:
    """Return what is wrong with a text that stands beside the cast, which is sound."""
    return told(problems(folder, {"cast.yaml": CAST, "f.yaml": text}, sources))
