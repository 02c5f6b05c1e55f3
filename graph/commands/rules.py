"""The command ``rules``: say what must hold, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from .output import out, width


class Form(StrEnum):
    """How rules are written."""

    TEXT = "text"
    MARKDOWN = "markdown"


def _codes() -> list[str]:
    from ..rules import all_rules

    return list(all_rules())


def rules(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="The code of one rule.", autocompletion=_codes)
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to write rules.")] = Form.TEXT,
) -> None:
    """List the rules that facts must keep; with a code, explain one by a bad and a good example.

    Example: communique rules reacts-before-its-cause
    """
    from ..rules import all_rules, rule_of
    from ..rules.page import explained, listed, page

    chosen = [rule_of(code)] if code else list(all_rules().values())
    if form is Form.MARKDOWN:
        out(page(chosen))
    else:
        out(explained(chosen[0], width()) if code else listed(chosen, width()))
