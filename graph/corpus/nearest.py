"""Suggest the nearest known name for one that is unknown."""

from __future__ import annotations

from collections.abc import Collection

from ..errors import did_you_mean

#: More suggestions than anybody reads at once; each takes a comparison with every name that is known.
LIMIT = 200


class Nearest:
    """Remember what was suggested: the same slip is often made more than once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, str], str] = {}

    def remedy(self, name: str, kind: str, known: Collection[str], otherwise: str = "") -> str:
        """Return the remedy for a name of a kind: the nearest that is known, or ``otherwise``, or all that are."""
        if (name, kind) not in self._made and len(self._made) >= LIMIT:
            name = ""  # near to nothing
        if (name, kind) not in self._made:
            self._made[name, kind] = did_you_mean(name, known, otherwise)
        return self._made[name, kind]
