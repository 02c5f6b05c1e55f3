"""Hold the options of ``draw`` that choose what is shown."""

from __future__ import annotations

from typing import Annotated

import typer

_FILTERS, _ANSWERS = "Which acts", "An answer instead"


def _question_names() -> list[str]:
    from ..query import question_files

    return list(question_files())


AboutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--about",
        metavar="THING",
        rich_help_panel=_FILTERS,
        help="Acts that are this thing, name it as what they are about, take a position toward it, sanction it, vote on"
        " or veto it, or react to it, directly or to a reaction; a topic stands for the narrower ones too. An id, a"
        " label or an alias, as everywhere here; given twice, either.",
    ),
]
ActorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        metavar="ACTOR",
        rich_help_panel=_FILTERS,
        help="Acts by this actor or those who belong to it, on its behalf, or with a position of theirs; given twice,"
        " either.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DAY",
        rich_help_panel=_FILTERS,
        help="Acts that are not surely before this day: 2017, 2017-09 or 2017-09-15. An act without any date fits no"
        " bound.",
    ),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DAY", rich_help_panel=_FILTERS, help="Acts that are not surely after this day."),
]
AroundOption = Annotated[
    str | None,
    typer.Option(
        "--around",
        metavar="THING",
        rich_help_panel=_FILTERS,
        help="Acts that make an edge of the network near this thing, which may be an act. With --view reactions, the"
        " act that they react to.",
    ),
]
HopsOption = Annotated[
    int | None,
    typer.Option(
        "--hops",
        min=1,
        metavar="N",
        rich_help_panel=_FILTERS,
        help="How many edges away --around reaches (default: 1), or how deep the reactions go (default: all).",
    ),
]
QuestionOption = Annotated[
    str,
    typer.Option(
        "--question",
        metavar="NAME",
        rich_help_panel=_ANSWERS,
        autocompletion=_question_names,
        help="Draw the answer to a named question; communique ask lists them.",
    ),
]
ParamOption = Annotated[
    list[str] | None,
    typer.Option(
        "--param",
        metavar="NAME=VALUE",
        rich_help_panel=_ANSWERS,
        help="What the question is to know, such as actor=china. May be given more than once.",
    ),
]
QueryOption = Annotated[
    str,
    typer.Option(
        "--query",
        metavar="QUERY",
        rich_help_panel=_ANSWERS,
        help="Draw the answer to SPARQL, to a file that holds it, or to standard input (-): a SELECT of two columns, or"
        " of three (source, relation, target), or a CONSTRUCT, whose triples are the edges.",
    ),
]


def parameters(given: list[str] | None) -> dict[str, str]:
    """Return name → value of parameters written as NAME=VALUE. Raises typer.BadParameter where one is not."""
    found: dict[str, str] = {}
    for one in given or []:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise typer.BadParameter(f"{one!r} is not written as name=value", param_hint="--param")
        if name.strip() in found:
            raise typer.BadParameter(f"{name.strip()!r} is given twice", param_hint="--param")
        found[name.strip()] = value
    return found
