"""Make a command whose options are known only when it is asked for: from a question's file, or from the schema."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import typer

from .output import width


def made(name: str, help_: str, run: Callable[[dict[str, Any]], None], options: list[inspect.Parameter]) -> typer.Typer:
    """Return an app with one command, which calls ``run`` with the names and values of its options."""

    def command(**given: Any) -> None:
        run(given)

    command.__signature__ = inspect.Signature(options)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in options}
    app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"max_content_width": width()})
    app.command(name=name, help=help_)(command)
    return app


def option(name: str, annotation: Any, default: Any = None) -> inspect.Parameter:
    """Return an option of a made command, for Typer to read."""
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
