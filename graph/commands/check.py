"""The command ``check``: prove the facts."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .options import SourcesOption
from .output import out, say

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
            help="Folder or file of facts (default: ./facts, else the shipped facts).",
        ),
    ] = None,
    sources: SourcesOption = None,
    form: Annotated[Form, typer.Option("--format", help="How to write problems.")] = Form.TEXT,
) -> None:
    """Check facts: keys, words, dates, references, rules, and every quote against its source text.

    Example: communique check facts --sources texts
    """
    from ..api import check as check_facts

    found, proof = check_facts(facts, sources)
    out("".join(_line(problem, form) for problem in found.problems))
    say(_summary(found, proof, sources is not None))
    if found.errors:
        raise typer.Exit(1)


def _line(problem: Problem, form: Form) -> str:
    if form is Form.JSON:
        fields = {name: getattr(problem, name) for name in problem.__slots__}
        return json.dumps(fields, ensure_ascii=False) + "\n"
    if form is Form.GITHUB:
        place = f"file={_escape(problem.file)},line={problem.line},col={problem.column}"
        return f"::{problem.severity} {place}::{_escape(f'{problem.id} {problem.what}; {problem.remedy}'.strip())}\n"
    return f"{problem}\n"


def _escape(text: str) -> str:
    """Return a text that cannot end a workflow command or start another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("::", ":%3A")


def _summary(found: Facts, proof: Proof, has_sources: bool) -> str:
    files, problems = len(found.files), len(found.problems)
    count = "no problems" if not problems else f"{problems} problem{'s' * (problems > 1)}"
    lines = [f"{len(found.records)} records in {files} files: {count}."]
    if proof.proved:
        lines.append(f"{proof.proved} quotations stand word for word in their source texts.")
    if proof.unverified:
        texts = ", ".join(sorted(proof.missing))
        remedy = "they are not in that folder" if has_sources else "name their folder with --sources"
        lines.append(f"{proof.unverified} quotations are unverified: the texts of {texts} are not at hand; {remedy}.")
    return "\n".join(lines)
