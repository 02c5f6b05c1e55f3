"""Ask for a new record, field by field, in a terminal: with help, completion and another try."""

from __future__ import annotations

import contextlib
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .output import say, width

if TYPE_CHECKING:
    from ..curate.new.draft import Draft
    from ..schema import Field


def converse(draft: Draft) -> None:
    """Ask for what a record needs and has not, then for what records like it often have, and for its id.

    Raises KeyboardInterrupt where the answer is Ctrl-C or Ctrl-D.
    """
    kinds = dict(draft.missing()).get("kind")
    if kinds:
        _until_it_fits("kind", kinds.split(", "), draft.set_kind, needed=True)
    fields = draft.fields
    for key, _ in draft.missing():
        if key in fields:
            _ask_field(draft, fields[key])
    optional = [field for field in draft.usual() if field.key not in draft.data]
    if optional:
        say("\nEnter leaves out what is not known.")
    for field in optional:
        _ask_field(draft, field)
    if not draft.request.id:
        suggested = draft.suggested()
        _until_it_fits(f"id [{suggested}]" if suggested else "id", [], draft.set_id, needed=not suggested)


def agrees(question: str) -> bool:
    """Ask for a yes, which Enter means too."""
    return _answer(f"{question} [Y/n] ", []).casefold() in {"", "y", "yes"}


def _ask_field(draft: Draft, field: Field) -> None:
    from ..curate.new.completing import first_reference
    from ..curate.new.given import form
    from ..schema import load_schema

    say("\n" + "\n".join(textwrap.wrap(field.comment, width())))
    say(f"  {form(field)}{'; one at a time, Enter ends' if field.many else ''}")
    first = first_reference(field)
    words = draft.names.words(first.target) if first else list(load_schema().scheme(field.target))
    given: list[str] = []

    def take(text: str) -> None:
        draft.put(field.key, [*given, text])
        given.append(text)

    _until_it_fits(field.key, words, take, field.required)
    while field.many and given and _until_it_fits(f"{field.key} (more)", words, take, needed=False):
        pass


def _until_it_fits(prompt: str, words: list[str], take: Callable[[str], None], needed: bool) -> bool:
    """Ask until the answer fits, or is empty where nothing is needed; say whether there was one."""
    from ..errors import ParameterError

    while True:
        answer = _answer(f"{prompt}: ", words)
        if not answer and not needed:
            return False
        try:
            if answer:
                take(answer)
                return True
            say("  this is needed")
        except ParameterError as error:
            say(f"  {error}")


def _answer(prompt: str, words: list[str]) -> str:
    with _completion(words):
        try:
            return input(prompt).strip()
        except EOFError:
            raise KeyboardInterrupt from None


@contextlib.contextmanager
def _completion(words: list[str]) -> Iterator[None]:
    """Complete words with TAB while something is asked, where Python has readline; without it, one types them out."""
    try:
        import readline
    except ImportError:
        yield
        return
    before, delimiters = readline.get_completer(), readline.get_completer_delims()

    def complete(text: str, state: int) -> str | None:
        found = [word for word in words if word.casefold().startswith(text.casefold())]
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")  # names have spaces, ids have hyphens
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
