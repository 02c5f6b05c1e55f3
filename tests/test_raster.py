"""PNG and PDF: crisp, bounded, the same bytes; no letter is lost in silence, and nothing is fetched or read."""

import importlib
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from communique.graph.draw import draw
from communique.graph.draw.drawing import Drawing
from communique.graph.draw.raster import pdf as pdf_module
from communique.graph.draw.raster import png as png_module
from communique.graph.draw.raster.ordered import ordered
from communique.graph.draw.raster.pdf import pdf
from communique.graph.draw.raster.png import png
from communique.graph.draw.svg.document import svg
from conftest import need
from graphs import Graph, hostile, small

TITLE = "Who said what"
HERE = Path(__file__).parent
#: Where Linux keeps its fonts.
FONTS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


def drawing(graph: "nx.MultiDiGraph[Any]") -> Drawing:
    return Drawing.of([graph], TITLE)


def measures(png_: bytes) -> tuple[int, int]:
    """Return width and height, as the header has them; the rest is unpacked, so that it is whole."""
    assert png_.startswith(b"\x89PNG\r\n\x1a\n")
    wide, high = struct.unpack(">II", png_[16:24])
    data, at = b"", 8
    while at < len(png_):
        (length,) = struct.unpack(">I", png_[at : at + 4])
        data += png_[at + 8 : at + 8 + length] if png_[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + length
    assert len(zlib.decompress(data)) == high * (1 + 4 * wide)
    return wide, high


# --- PNG


def test_a_png_has_two_pixels_for_each_unit_of_the_svg() -> None:
    root = ET.fromstring(svg(drawing(small())))
    wide, high = measures(png(drawing(small())))
    assert abs(wide - 2 * float(root.get("width", 0))) < 1
    assert abs(high - 2 * float(root.get("height", 0))) < 1


def test_a_png_never_has_more_pixels_than_its_bound_and_says_so_where_it_is_drawn_small(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(png_module, "MOST_PIXELS", 40_000)
    (said,) = draw(small(), tmp_path / "small.png")
    wide, high = measures((tmp_path / "small.png").read_bytes())
    assert wide * high < 41_000
    assert re.match(r"the picture is drawn at \d\d% of its size, .* choose \.svg, \.pdf or \.html", said)


def test_a_png_between_its_own_size_and_the_bound_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    wide, high = measures(png(drawing(small())))
    monkeypatch.setattr(png_module, "MOST_PIXELS", wide * high // 3)
    assert png(drawing(small())).remarks == ()


# --- PDF


def pdf_objects(content: bytes) -> dict[int, bytes]:
    """Return every object that the table of a PDF finds, by its number."""
    assert content.startswith(b"%PDF-1.")
    table = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    head, *rows = content[table:].split(b"trailer")[0].splitlines()[1:]
    assert int(head.split()[1]) == len(rows)
    found = {}
    for number, row in enumerate(rows[1:], 1):
        place = int(row.split()[0])
        assert content[place:].startswith(b"%d 0 obj\n" % number)
        found[number] = content[place : content.index(b"\nendobj\n", place)]
    return found


def test_every_object_of_a_pdf_is_where_its_table_says_and_none_is_missing() -> None:
    content = pdf(drawing(small()))
    objects = pdf_objects(content)
    heads = [one.split(b"\nstream\n")[0] for one in objects.values()]
    asked = {int(number) for head in heads for number in re.findall(rb"\b(\d+) 0 R\b", head)}
    assert asked | {int(number) for number in re.findall(rb"/(?:Root|Info) (\d+) 0 R", content)} == {*objects}
    assert sum(b"/Type /Page\n" in head for head in heads) == 1


def test_the_text_of_a_pdf_is_text() -> None:
    objects = pdf_objects(pdf(drawing(small())))
    maps = b"".join(one for one in objects.values() if b"/Type /CMap" in one)
    letters = {chr(int(code, 16)) for code in re.findall(rb"<[0-9A-F]{4}> <([0-9A-F]{4})>", maps)}
    assert {*"Dana Low", *"opposes, vetoes"} <= letters
    assert any(b"/FontFile2" in one or b"/FontFile3" in one for one in objects.values())
    assert not any(b"/Subtype /Image" in one for one in objects.values())


def test_a_page_is_no_longer_than_what_every_reader_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_module, "LONGEST", 200.0)
    (box,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf(drawing(small())))
    assert 199.0 < max(map(float, box)) <= 200.0


def test_a_pdf_has_the_same_bytes_each_time() -> None:
    assert len({bytes(pdf(drawing(hostile()))) for _ in range(5)}) == 1


def test_what_is_in_order_stays_and_so_does_what_is_no_pdf_of_the_known_writer() -> None:
    content = bytes(pdf(drawing(small())))
    assert ordered(content) == content
    for other in (
        b"",
        b"%PDF-1.7\n",
        content[:-400],
        content.replace(b" 0 obj\n", b" 0 obj "),
        content.replace(b"/Size ", b"/Size 1"),
        content.replace(b"/Parent ", b"/Parent 9"),
        re.sub(rb"/Length \d+", b"/Length 3", content),
    ):
        assert ordered(other) == other


# --- letters


def run(code: str, fonts: Path, tmp_path: Path) -> str:
    """Return what Python prints where the machine has the fonts of a folder and no others."""
    if sys.platform != "linux":
        pytest.skip("needs Linux, where a setting tells where fonts are")
    settings = tmp_path / "fonts.conf"
    settings.write_text(f"<?xml version='1.0'?><fontconfig><dir>{fonts}</dir></fontconfig>", encoding="utf-8")
    paths = os.pathsep.join([str(HERE), *sys.path])
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings), "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, timeout=120, cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8")
    return done.stdout.decode("utf-8")


def with_fonts(folder: Path, family: str = "") -> Path:
    """Fill a folder with the one font that every machine for tests has, under a name of its own if need be."""
    found = next((path for place in FONTS for path in sorted(place.rglob("DejaVuSans.ttf"))), None)
    source = need("the font DejaVu Sans (fonts-dejavu-core)", found)
    folder.mkdir()
    if not family:
        shutil.copy(source, folder)
        return folder
    font = importlib.import_module("fontTools.ttLib").TTFont(source)
    for record in font["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = family
    font.save(folder / "font.ttf")
    return folder


SAY = """
import sys
from pathlib import Path
from communique.graph.draw import draw
from communique.graph.errors import OutputError
from graphs import small
sys.stdout.reconfigure(encoding="utf-8")
graph = small()
graph.nodes["borea"]["label"] = {label!r}
try:
    print(draw(graph, Path("picture.{ending}")))
except OutputError as error:
    print(error)
"""


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_letters_that_no_font_here_has_are_named(ending: str, tmp_path: Path) -> None:
    fonts = with_fonts(tmp_path / "fonts")
    said = run(SAY.format(label="보레아 Бореа עברית é “a” 보", ending=ending), fonts, tmp_path)
    assert said.startswith(
        "('no font of this machine shows 3 characters of the picture, which has boxes in their place:"
    )
    assert ": 레 보 아; install a font that has them, for example Noto Sans CJK (fonts-noto-cjk)" in said
    assert (tmp_path / f"picture.{ending}").stat().st_size > 10_000


@pytest.mark.parametrize("ending", ["png", "pdf"])
def test_nothing_is_said_where_every_letter_is_shown(ending: str, tmp_path: Path) -> None:
    fonts = with_fonts(tmp_path / "fonts")
    assert run(SAY.format(label="Бореа é “a” ¶ ± …", ending=ending), fonts, tmp_path) == "()\n"


def test_a_font_that_the_picture_does_not_ask_for_is_better_than_none(tmp_path: Path) -> None:
    fonts = with_fonts(tmp_path / "fonts", "Liberation Sans")
    assert run(SAY.format(label="Борея", ending="png"), fonts, tmp_path) == "()\n"


def test_where_there_is_no_font_at_all_a_png_is_refused_and_a_pdf_brings_its_own(tmp_path: Path) -> None:
    fonts = tmp_path / "none"
    fonts.mkdir()
    said = run(SAY.format(label="a", ending="png"), fonts, tmp_path)
    assert said.startswith("the PNG: this machine has no font for its text; install one, for example fonts-dejavu-core")
    assert not (tmp_path / "picture.png").exists()
    assert run(SAY.format(label="a", ending="pdf"), fonts, tmp_path) == "()\n"
    assert (tmp_path / "picture.pdf").stat().st_size > 10_000


# --- nothing is fetched or read


def test_a_renderer_is_given_nothing_to_fetch_or_to_read() -> None:
    acts: nx.MultiDiGraph[Any] = Graph(view="timeline")
    acts.add_nodes_from(hostile().nodes(data=True))
    for view in (hostile(), acts):
        for element in ET.fromstring(svg(drawing(view))).iter():
            tag = element.tag.rpartition("}")[2]
            assert tag in {"svg", "g", "title", "desc", "rect", "circle", "path", "text", "line", "polygon", "clipPath"}
            for name, value in element.attrib.items():
                assert "href" not in name
                assert name not in {"style", "src", "filter", "mask"}
                assert "url(" not in value


def test_no_renderer_calls_an_address_of_the_facts(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from communique.graph.draw import draw
from graphs import hostile
address = sys.stdin.read()
graph = hostile(address)
graph.add_node("an image", label=f'<image href="{address}x.png" width="9" height="9"/>', kind="state")
for ending in ("png", "pdf"):
    draw(graph, Path(f"picture.{ending}"), title=f'</text><image href="{address}"/>')
"""
    paths = os.pathsep.join([str(HERE), *sys.path])
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        environment = {**os.environ, "PYTHONPATH": paths}
        asked = [sys.executable, "-c", code]
        subprocess.run(asked, input=address, text=True, env=environment, cwd=tmp_path, check=True, timeout=60)
        server.settimeout(0)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture.pdf", "picture.png"]
