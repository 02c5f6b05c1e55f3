"""Hold a printed picture: bytes, and what must be said of it."""

from __future__ import annotations


class Printed(bytes):
    """Be the bytes of a picture, with what whoever asked for it must be told, a sentence each."""

    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, content: bytes, remarks: tuple[str, ...]) -> Printed:
        """Return the bytes with the remarks."""
        made = cls(content)
        made.remarks = remarks
        return made
