"""The command ``draw``: make a picture, or a file for another tool."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .draw_options import (
    AboutOption,
    ActorOption,
    AroundOption,
    HopsOption,
    ParamOption,
    QueryOption,
    QuestionOption,
    SinceOption,
    UntilOption,
    parameters,
)
from .loading import loaded
from .options import EndpointOption, FactsOption, MemoryOption, RowsOption, TimeoutOption, limits_of
from .output import say
from .query import sparql_of, warn

#: In words, since looking them up would make every help text wait; a test holds them against what there is.
VIEWS = ["timeline", "network", "alignment", "reactions"]


def draw(
    output: Annotated[
        list[Path],
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Picture (.html, .svg, .png, .pdf) or file for other tools (.graphml, .gexf, .json, .cyjs, .dot,"
            " .mmd, .nodes.csv, .edges.csv). May be given more than once.",
        ),
    ],
    facts: FactsOption = None,
    endpoint: EndpointOption = None,
    view: Annotated[
        list[str] | None,
        typer.Option(
            "--view",
            metavar="VIEW",
            autocompletion=lambda: VIEWS,
            help="timeline, network, alignment (who agrees with whom) or reactions (the tree below the act that"
            " --around names). May be given more than once, for a page (default: timeline, then network).",
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="Title of the picture (default: what it shows).")] = "",
    about: AboutOption = None,
    actor: ActorOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    around: AroundOption = None,
    hops: HopsOption = None,
    question: QuestionOption = "",
    param: ParamOption = None,
    query: QueryOption = "",
    timeout: TimeoutOption = None,
    memory: MemoryOption = None,
    rows: RowsOption = None,
) -> None:
    """Draw who acted when and who acts on what: one page that opens offline, a picture, or a file for another tool.

    Filters choose acts; each is shown whole or not at all. What is not shown is said, each act counted once, under the
    first filter that hides it, in the order about, actor, around, days.

    Example: communique draw -o out/china.html -o out/china.graphml --actor china --since 2017
    """
    from ..draw.views import Wanted
    from ..errors import ParameterError
    from ..network import Filters

    filters = Filters(about=about or [], actor=actor or [], since=since, until=until, around=around, hops=hops)
    given = parameters(param)
    try:
        Wanted(view or [], filters, question, given, query)
    except ParameterError as error:
        raise typer.BadParameter(str(error)) from error
    limits = limits_of(timeout, memory, rows, trusted=not query)
    graph = loaded(facts, endpoint)
    sparql = sparql_of(query) if query else ""
    warn(graph.store, sparql)
    said = graph.draw(
        output,
        view=view or [],
        title=title,
        question=question,
        parameters=given,
        query=sparql,
        limits=limits,
        **filters,
    )
    say(f"Drawn to {', '.join(map(str, output))}.")
    for remark in said:
        say(remark)
