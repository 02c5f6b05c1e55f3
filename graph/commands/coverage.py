"""The command ``coverage``: say which quoted passages of a text the facts carry."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from .options import FactsOption, SourcesOption
from .output import as_json, out, say, width

if TYPE_CHECKING:
    from ..evidence import Passage, Share


class Form(StrEnum):
    """How passages are written."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def coverage(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The id of a source, or the name of its file.")],
    facts: FactsOption = None,
    sources: SourcesOption = None,
    form: Annotated[Form, typer.Option("--format", "-f", help="How to write the passages.")] = Form.TABLE,
    paragraphs: Annotated[
        bool, typer.Option("--paragraphs", help="List instead the paragraphs that no record cites.")
    ] = False,
    least: Annotated[
        float | None,
        typer.Option("--min", min=0, max=100, metavar="PERCENT", help="Exit with 1 where less is covered."),
    ] = None,
) -> None:
    """Show each quoted passage of a source text, the statements that carry it, and how much is covered.

    Example: communique coverage harbour-article --sources texts
    """
    from ..corpus.folders import load_facts
    from ..corpus.places import default_folder
    from ..evidence import coverage, share, uncited

    found = load_facts(facts or default_folder())
    if paragraphs:
        _print_paragraphs(uncited(found, source, sources), form)
        return
    passages = coverage(found, source, sources)
    whole = share(passages)
    _print_passages(passages, whole, form)
    if least is not None and min(whole.percent) < least:
        say(f"less than {least:g} % is covered")
        raise typer.Exit(1)


def _print_passages(passages: list[Passage], whole: Share, form: Form) -> None:
    if form is Form.JSON:
        listed = [{**asdict(one), "state": one.state} for one in passages]
        out(as_json({"passages": listed, "share": asdict(whole)}, indent=1))
        return
    rows = [[str(one.paragraph), one.words, ", ".join(one.statements) or one.state, _missing(one)] for one in passages]
    out(_rows(["¶", "passage", "statement", "missing"], rows, form))
    out(f"\n{_summary(whole)}\n" if rows else f"{_summary(whole)}\n")


def _missing(passage: Passage) -> str:
    return " … ".join(passage.missing) if passage.statements else ""


def _summary(whole: Share) -> str:
    by_passages, by_letters = whole.percent
    if not whole.of_passages:
        return "The text quotes nobody."
    return (
        f"{whole.passages} of {whole.of_passages} quoted passages are covered ({int(by_passages)} %), "
        f"{whole.letters} of {whole.of_letters} letters ({int(by_letters)} %)."
    )


def _print_paragraphs(found: list[tuple[int, str]], form: Form) -> None:
    if form is Form.JSON:
        listed = [{"paragraph": number, "words": words} for number, words in found]
        out(as_json(listed, indent=1))
    elif found:
        out(_rows(["¶", "words"], [[str(number), words] for number, words in found], form))
    counted = f"{len(found)} paragraphs are" if len(found) > 1 else "1 paragraph is"
    say(f"{counted} cited by no record." if found else "Every paragraph is cited by a record.")


def _rows(header: list[str], rows: list[list[str]], form: Form) -> str:
    """Return rows as a table, without the columns that are empty."""
    from ..query.columns import columns
    from ..query.table import markdown_rows

    kept = [index for index, _ in enumerate(header) if any(row[index] for row in rows)]
    header, rows = [header[index] for index in kept], [[row[index] for index in kept] for row in rows]
    if not rows:
        return ""
    return markdown_rows(header, rows) if form is Form.MARKDOWN else columns(header, rows, width())
