"""Write one page that needs nothing else: every view, one search, one legend, one panel, one table.

Text reaches the page through Jinja's autoescape, through the SVG's own escaping, through JSON that no script tag can
end, or through ``textContent``. The policy in the page's head allows these scripts and this style by their hashes and
forbids every request.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from ..drawing import TIMELINE, Drawing
from ..shapes import SHAPES, STANCES, Shape, Stance
from .assets import environment, policy, script, style, vis
from .rows import Row, cut, rows_of
from .tabs import Tab, tab_of
from .things import span, things


def html(drawing: Drawing) -> bytes:
    """Return the page of a drawing, in UTF-8."""
    from markupsafe import Markup

    templates = environment()
    shown, rest = cut(rows_of(drawing.views))
    numbers = _numbers([*shown, *rest])
    tabs = [tab_of(view, numbers, templates) for view in drawing.views]
    scripts = [*([vis()] if any(tab.network for tab in tabs) else []), script()]
    sheet = style()
    page = templates.get_template("page.html").render(
        facts={"things": things(drawing.views, shown), "rest": _rest(rest)},
        groups=[(_heading(name), list(rows)) for name, rows in groupby(shown, key=lambda row: row.view)],
        left_out=_left_out(len(shown), len(rest)),
        policy=policy(scripts, sheet),
        scripts=[Markup(one) for one in scripts],
        shapes=_shapes(tabs),
        span=" to ".join(dict.fromkeys(filter(None, span(drawing.views)))),
        stances=_stances(tabs),
        style=Markup(sheet),
        tabs=tabs,
        title=drawing.title,
    )
    return page.encode("utf-8")


def _numbers(rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    """Return the number of the row of each edge, by the view's name and the edge's key."""
    return {(row.view, row.key): number for number, row in enumerate(rows)}


def _rest(rows: Iterable[Row]) -> list[list[str]]:
    """Return the rows that the table has no room for in short: who does what to what."""
    return [[row.source, row.sign, row.relation, row.target, row.act, row.via, "mutual" * row.mutual] for row in rows]


def _heading(view: str) -> str:
    return "Acts that no line of the other pictures tells" if view == TIMELINE else view.capitalize()


def _left_out(shown: int, rest: int) -> str:
    if not rest:
        return ""
    rule = "what takes a stance comes first, then the earlier before the later"
    return (
        f"The table holds {shown:,} of {shown + rest:,} rows: {rule}. "
        "All of them, with words and sources: communique draw -o FILE.edges.csv"
    )


def _shapes(tabs: Sequence[Tab]) -> list[Shape]:
    found = {shape.name for tab in tabs for shape in tab.shapes}
    return [shape for name, shape in SHAPES.items() if name in found]


def _stances(tabs: Sequence[Tab]) -> list[Stance]:
    """Return the stances of all views, each with all that it means in them."""
    meanings: dict[str, dict[str, None]] = {}
    for stance in (stance for tab in tabs for stance in tab.stances):
        meanings.setdefault(stance.sign, {})[stance.meaning] = None
    return [replace(STANCES[sign], meaning="; ".join(meanings[sign])) for sign in STANCES if sign in meanings]
