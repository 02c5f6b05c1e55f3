"""The command ``ask``: one subcommand for each named question, made from its file alone."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from .options import FactsOption, FormOption
from .output import out, width
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
    app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings={"max_content_width": width()})
    app.command(name=question.name, help=_help(question))(_command(question))
    return app


def _help(question: Question) -> str:
    example = " ".join(["communique ask", question.name, *_example(question)])
    return "\n\n".join(filter(None, [question.summary, question.description, f"\b\nExample: {example}"]))  # \b: no wrap


def _example(question: Question) -> list[str]:
    needed = [one for one in question.parameters if one.required] or list(question.parameters[:1])
    return [f"--{one.name} {shlex.quote(one.example)}" for one in needed]


def _command(question: Question) -> Callable[..., None]:
    """Return a function whose signature has an option for each parameter, for Typer to read."""
    names = [parameter.name for parameter in question.parameters]

    def command(**given: Any) -> None:
        from ..api import load

        answer = load(given["facts"]).ask(question.name, **{name: given[f"_{name}"] for name in names})
        print_answer(answer, given["form"] or "table")

    shared = [
        inspect.Parameter("facts", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FactsOption),
        inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=FormOption),
    ]
    parameters = [*map(_option, question.parameters), *shared]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    return command


def _option(parameter: Parameter) -> inspect.Parameter:
    """Return the option of a parameter; the underscore keeps its name clear of the shared ones."""
    text = f"{parameter.description} Takes: {parameter.type}, such as {parameter.example}."
    option = typer.Option(f"--{parameter.name}", help=text, metavar=parameter.type.upper())
    annotation = Annotated[str | None, option]
    return inspect.Parameter(f"_{parameter.name}", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
