"""Ask for a new record, field by field, in a terminal: with help, completion and another try."""

from __future__ import annotations

import contextlib
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .output import say, width

if TYPE_CHECKING:
    from ..curate.new.draft import Draft
    from ..schema import Field

#: So many things are listed when somebody asks what is known; TAB finds the others.
_MOST = 60
_ID_HELP = "It names the record for ever: small letters, digits and single hyphens."


def converse(draft: Draft) -> None:
    """Ask for what a record needs and has not, then for what records like it often have, and for its id.

    Raises KeyboardInterrupt where the answer is Ctrl-C or Ctrl-D.
    """
    say("TAB completes: ids by small letters, names by capitals. An answer of ? explains.")
    kinds = dict(draft.missing()).get("kind")
    if kinds:
        _until_it_fits("kind", kinds.split(", "), draft.set_kind, needed=True, explain=lambda: say(f"  {kinds}"))
    fields = draft.fields
    for key, _ in draft.missing():
        if key in fields:
            _ask_field(draft, fields[key])
    already = _tell_namesake(draft)
    optional = [field for field in draft.usual() if field.key not in draft.data]
    if optional:
        say("\nEnter leaves out what is not known.")
    for field in optional:
        _ask_field(draft, field)
    if not draft.request.id:
        suggested = "" if already or _tell_namesake(draft) else draft.suggested()
        prompt = f"id [{suggested}]" if suggested else "id"
        _until_it_fits(prompt, [], draft.set_id, needed=not suggested, explain=lambda: say(f"  {_ID_HELP}"))


def agrees(question: str) -> bool:
    """Ask for a yes, which Enter means too."""
    return _answer(f"{question} [Y/n] ", []).casefold() in {"", "y", "yes"}


def _tell_namesake(draft: Draft) -> bool:
    """Say that the thing is recorded already, if it seems so, and whether it does."""
    namesake = draft.namesake()
    if namesake:
        say(f"\n{namesake.problem}; refer to it (Ctrl-C ends this), or give the new one an id of its own below")
    return namesake is not None


def _ask_field(draft: Draft, field: Field) -> None:
    from ..curate.new.completing import first_reference
    from ..schema import load_schema

    _say_what(draft, field)
    first = first_reference(field, draft.fields)
    words = draft.names.words(first.target) if first else list(load_schema().scheme(field.target))
    given: list[str] = []

    def take(text: str) -> None:
        draft.put(field.key, [*given, text])
        given.append(text)

    def explain() -> None:
        _say_what(draft, field)
        _say_known(draft, field)

    _until_it_fits(field.key, words, take, field.required, explain)
    while field.many and given and _until_it_fits(f"{field.key} (more)", words, take, needed=False, explain=explain):
        pass


def _say_what(draft: Draft, field: Field) -> None:
    from ..curate.new.given import form

    say("\n" + "\n".join(textwrap.wrap(field.comment, width())))
    say(f"  {form(field, draft.fields)}{'; one at a time, Enter ends' if field.many else ''}")


def _say_known(draft: Draft, field: Field) -> None:
    from ..corpus.placing import printable
    from ..curate.new.completing import explained

    known = explained(field, draft.names, draft.fields)
    for name, meaning in list(known.items())[:_MOST]:
        line = printable(f"    {name}  {meaning}")
        say(line if len(line) <= width() else f"{line[: width() - 2]} …")
    if len(known) > _MOST:
        say(f"    … and {len(known) - _MOST:,} more: type some letters, and TAB")


def _until_it_fits(
    prompt: str, words: list[str], take: Callable[[str], None], needed: bool, explain: Callable[[], None]
) -> bool:
    """Ask until the answer fits, or is empty where nothing is needed; say whether there was one."""
    from ..errors import ParameterError

    while True:
        answer = _answer(f"{prompt}: ", words)
        if not answer and not needed:
            return False
        if answer == "?":
            explain()
            continue
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


def offered(text: str, words: list[str]) -> list[str]:
    """Return the words that a text begins: the names where it has a capital first, else the ids; the others if none.

    Both at once would never agree on a letter to complete.
    """
    found = [word for word in words if word.casefold().startswith(text.casefold())]
    wants_names = text[:1].isupper()
    return [word for word in found if wants_names != bool(re.fullmatch("[a-z0-9-]+", word))] or found


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
        found = offered(text, words)
        return found[state] if state < len(found) else None

    readline.set_completer_delims("")  # names have spaces, ids have hyphens
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)
