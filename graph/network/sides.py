"""Tell for whom each actor acts."""

from __future__ import annotations

from collections import Counter

from .records import Record, Records


def sides(records: Records) -> dict[str, str]:
    """Return for whom each actor speaks most often, or else whom it belongs to."""
    found: dict[str, Counter[str]] = {}
    for record in records:
        speakers = record.links.get("speaker", [])
        for side in record.links.get("onBehalfOf", []):
            for speaker in speakers:
                found.setdefault(speaker, Counter())[side] += 1
        wholes = [*record.links.get("partOf", []), *_employers(records, record)]
        found.setdefault(record.iri, Counter()).update(dict.fromkeys(wholes, 0))
    return {iri: _most(counts) for iri, counts in found.items() if set(counts) - {iri}}


def _employers(records: Records, person: Record) -> list[str]:
    return [iri for office in records.linked(person, "offices") for iri in office.links.get("of", [])]


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda iri: (-counts[iri], iri))
