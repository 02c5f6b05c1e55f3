"""Pictures: nothing lost, nothing that runs, no label over another."""

import xml.etree.ElementTree as ET

from communique.graph.draw.drawing import Drawing
from communique.graph.draw.svg.document import svg
from graphs import PAYLOADS, hostile, small

SVG = "{http://www.w3.org/2000/svg}"
TITLE = "Who said what"


# --- SVG


def test_svg_has_size_title_legend_and_tooltips_that_cite() -> None:
    root = ET.fromstring(svg(Drawing.of([small()], TITLE)))
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {TITLE, "Dana Low", "missile launch", "opposes, vetoes, sanctions", "thin: somebody else says so"} <= {
        *texts
    }
    told = [element.text or "" for element in root.iter(f"{SVG}title")]
    assert any("Dana Low opposes The launch: “never” · 2021-03-02 · gazette ¶ 4" in text for text in told)
    assert "sans-serif" in (root.get("font-family") or "")
    assert "Noto Sans CJK" in (root.get("font-family") or "")


def test_svg_of_hostile_text_holds_nothing_but_shapes_and_text() -> None:
    root = ET.fromstring(svg(Drawing.of([hostile()], PAYLOADS[0])))
    allowed = {"svg", "g", "path", "rect", "circle", "text", "title", "desc"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == allowed
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]
