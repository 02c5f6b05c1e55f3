"""The command ``ask``: one subcommand for each named question, made from its file alone."""

from __future__ import annotations

import inspect
import shlex
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from .loading import loaded
from .made import made, option
from .options import EndpointOption, FactsOption, FormOption, MemoryOption, RowsOption, TimeoutOption, limits_of
from .output import out
from .query import print_answer

if TYPE_CHECKING:
    from ..query import Parameter, Question


class Questions(TyperGroup):
    """List the named questions, and make a command of one when it is asked; nothing is read before."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of all questions."""
        from ..query import question_files

        return list(question_files())

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command that answers one question. Raises typer.BadParameter where there is none of that name."""
        from ..errors import UnknownError
        from ..query import load_question

        try:
            return typer.main.get_command(_app(load_question(cmd_name)))
        except UnknownError as error:
            raise typer.BadParameter(str(error), ctx) from error


def ask(ctx: typer.Context) -> None:
    """Answer a named question; without a name, list them.

    Example: communique ask who-said-what --speaker haley
    """
    if ctx.invoked_subcommand is None:
        from ..query import load_questions

        questions = load_questions()
        longest = max(map(len, questions))
        out("".join(f"{name:<{longest}}  {question.summary}\n" for name, question in questions.items()))


def _app(question: Question) -> typer.Typer:
    def run(given: dict[str, Any]) -> None:
        asked = {one.name: given[f"_{one.name}"] for one in question.parameters}
        limits = limits_of(given["timeout"], given["memory"], given["rows"], trusted=True)
        print_answer(
            loaded(given["facts"], given["endpoint"]).ask(question.name, limits, **asked),
            given["form"] or "table",
        )

    bounds = [option("timeout", TimeoutOption), option("memory", MemoryOption), option("rows", RowsOption)]
    shared = [option("facts", FactsOption), option("endpoint", EndpointOption), option("form", FormOption), *bounds]
    return made(question.name, _help(question), run, [*map(_option, question.parameters), *shared])


def _help(question: Question) -> str:
    example = " ".join(["communique ask", question.name, *_example(question)])
    return "\n\n".join(filter(None, [question.summary, question.description, f"\b\nExample: {example}"]))  # \b: no wrap


def _example(question: Question) -> list[str]:
    needed = [one for one in question.parameters if one.required] or list(question.parameters[:1])
    return [f"--{one.name} {shlex.quote(one.example)}" for one in needed]


def _option(parameter: Parameter) -> inspect.Parameter:
    """Return the option of a parameter; the underscore keeps its name clear of the shared ones."""
    text = f"{parameter.description} Takes: {parameter.type}, such as {parameter.example}."
    shown = typer.Option(f"--{parameter.name}", help=text, metavar=parameter.type.upper())
    return option(f"_{parameter.name}", Annotated[str | None, shown])
