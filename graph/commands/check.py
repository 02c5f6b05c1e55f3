"""The command ``check``: prove the facts."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .bar import bar
from .options import SourcesOption, facts_folder
from .output import as_json, out, say

if TYPE_CHECKING:
    from ..corpus.facts import Facts
    from ..errors import Problem
    from ..evidence import Proof


class Form(StrEnum):
    """How problems are written."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def check(
    facts: Annotated[
        Path | None,
        typer.Argument(
            metavar="FACTS",
            envvar="COMMUNIQUE_FACTS",
            parser=facts_folder,
            help="Folder or file of facts, or the URL of a folder (default: ./facts, else the shipped facts).",
        ),
    ] = None,
    sources: SourcesOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to write problems.")] = Form.TEXT,
    against: Annotated[
        str | None,
        typer.Option(
            "--against", metavar="REV", help="A git revision, or a folder: tell lost ids and changed dates since then."
        ),
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again on every save, until Ctrl-C.")] = False,
    shacl: Annotated[
        bool, typer.Option("--shacl", help="Also hold the built graph against the shapes, with pyshacl.")
    ] = False,
) -> None:
    """Check facts: keys, words, dates, references, rules, and every quote against its source text.

    Example: communique check facts --sources texts
    """
    from ..api import check as check_facts

    if watch and (against or shacl):
        raise typer.BadParameter("it does not go together with --against and --shacl", param_hint="--watch")
    if watch:
        _watch(facts, sources, form)

    with bar("files") as shown:
        found, proof = check_facts(facts, sources, against, shown)
    if shacl:
        _ask_shacl(found)
    out("".join(_line(problem, form) for problem in found.problems))
    say(_summary(found, proof, sources is not None))
    if found.errors:
        raise typer.Exit(1)


def _ask_shacl(found: Facts) -> None:
    """Let a SHACL engine judge the graph of facts without errors, and say how that went and how long it may take."""
    from ..build.conformance import SECONDS, conform

    if found.errors:
        say("SHACL was not asked: faulty facts make no graph; mend the errors first.")
        return
    seconds = len(found.records) * SECONDS
    if seconds > 5:
        say(f"SHACL looks at {len(found.records):,} records; this takes about {seconds:.0f} seconds.")
    count = conform(found)
    say(f"SHACL has {count:,} objection{'s' * (count > 1)}." if count else "SHACL has no objection.")


def _watch(facts: Path | None, sources: Path | None, form: Form) -> None:
    """Tell what each check finds, one after the other; ends by Ctrl-C only."""
    from ..curate.watch import watch

    for found in watch(facts, sources):
        out("".join(_line(problem, form) for problem in found.facts.problems))
        say(f"{_summary(found.facts, found.proof, sources is not None)} Checked in {found.seconds:.2f} s; watching.\n")


def _line(problem: Problem, form: Form) -> str:
    if form is Form.JSON:
        fields = {name: getattr(problem, name) for name in problem.__slots__}
        return as_json(fields)
    if form is Form.GITHUB:
        place = f"file={_escape(problem.file)},line={problem.line},col={problem.column},title={problem.rule}"
        return f"::{problem.severity} {place}::{_escape(f'{problem.id} {problem.what}; {problem.remedy}'.strip())}\n"
    return f"{problem}\n"


def _escape(text: str) -> str:
    """Return a text that cannot end a workflow command or start another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":%3A")


def _summary(found: Facts, proof: Proof, has_sources: bool) -> str:
    from ..errors import listed

    errors = len(found.errors)
    counts = {"error": errors, "warning": len(found.problems) - errors}
    count = ", ".join(f"{number} {noun}{'s' * (number > 1)}" for noun, number in counts.items() if number)
    retired = len(found.of("Retired"))
    records = f"{len(found.records) - retired} records{f' and {retired} retired ids' if retired else ''}"
    lines = [f"{records} in {len(found.files)} files: {count or 'no problems'}."]
    if proof.proved:
        lines.append(f"{proof.proved} quotations stand word for word in their source texts.")
    if proof.unverified:
        texts = listed(sorted(proof.missing))
        remedy = "they are not in that folder" if has_sources else "name their folder with --sources"
        lines.append(f"{proof.unverified} quotations are unverified: the texts of {texts} are not at hand; {remedy}.")
    return "\n".join(lines)
