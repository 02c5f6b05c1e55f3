"""Explain what ``check --against`` finds; it is found where revisions are compared."""

from __future__ import annotations

from .rule import Rule

ID_DISAPPEARED = Rule.from_text(
    "id-disappeared",
    "error",
    """An id that was there is still there, or is retired.

    Others may have cited it. Put it back, or add it to the section ``retired``, with the reason and what took its
    place; a retirement stays for ever. Told only by ``check --against``. Bad where there was ``fish``:
    """,
)
ID_REUSED = Rule.from_text(
    "id-reused",
    "error",
    """A retired id never names anything again.

    Who cited it meant what it named before. Told only by ``check --against``. Bad where ``fish`` was retired:
    """,
)
CHANGED_SINCE = Rule.from_text(
    "changed-since",
    "warning",
    """A date, a reference, a figure, a quote or a digest changes only on purpose.

    Nobody sees by itself that a wrong one is wrong, so each that is another one, or gone, is told with what it was.
    Told only by ``check --against``, and not to be waived: it is news, not a fault. Bad where the date was 2031-03-04:
    """,
)
HISTORY = (ID_DISAPPEARED, ID_REUSED, CHANGED_SINCE)
