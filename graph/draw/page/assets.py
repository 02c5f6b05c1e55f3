"""Read what every page carries along: scripts, style, templates, and the policy that allows these and nothing else."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from .. import lettering
from ..shapes import COLOURS

if TYPE_CHECKING:
    from jinja2 import Environment

#: In the order in which they are joined: each uses only what stands before it, but inside of functions.
_SCRIPTS = ("dom", "facts", "zoom", "drawn", "brush", "network", "entries", "panel", "search", "tabs", "main")
_STYLES = ("page", "table", "media")
_TEMPLATES = ("page.html", "legend.html", "table.html", "network.html")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"


def environment() -> Environment:
    """Return the templates, which escape whatever is put into them and know no name that they were not given."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    templates = DictLoader({name: _file(name) for name in _TEMPLATES})
    made = Environment(
        loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


@cache
def vis() -> str:
    """Return vis-network, out of the package of pyvis."""
    return files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")


def script() -> str:
    """Return the page's own script, all parts in one scope of their own."""
    parts = "".join(_file(f"script/{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n{{\n{parts}}}\n'


def style() -> str:
    """Return the style sheet, with the colours of the one table as its variables; paper is always light."""
    light, dark = (";".join(f"--{name}:{pair[shade]}" for name, pair in COLOURS.items()) for shade in (0, 1))
    night = f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    paint = "".join(f".fill-{name}{{fill:var(--{name})}}.stroke-{name}{{stroke:var(--{name})}}" for name in COLOURS)
    fonts = f"body,button,input{{font-family:{lettering.FONTS}}}"
    rules = "".join(_file(f"style/{name}.css") for name in _STYLES)
    return f":root{{{light}}}{night}{paint}{fonts}\n{rules}"


def policy(scripts: list[str], sheet: str) -> str:
    """Return the policy under which the page runs: these scripts and this style, pictures it makes itself, no more."""
    allowed = " ".join(map(_hash, scripts))
    nothing = "default-src 'none'; base-uri 'none'; form-action 'none'"
    return f"{nothing}; script-src {allowed}; style-src {_hash(sheet)}; img-src data: blob:"


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"
