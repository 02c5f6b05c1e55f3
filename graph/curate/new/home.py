"""Choose the file that a new record belongs into: where its source is cited, else where its like stand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from ...corpus.facts import Facts, many

_EPISODE = frozenset({"Act", "Claim"})


def home(facts: Facts, folder: Path, section: str, data: dict[str, Any]) -> tuple[Path, str]:
    """Return the file for a record, and why that one."""
    own = {file.name for file in facts.files if file.dataset.folder == folder and not file.describes}
    cited = [item["source"] for item in many(data.get("evidence")) if isinstance(item, dict) and "source" in item]
    for source in cited[:1]:
        if name := _most(_citing(facts, source, own)):
            return Path(name), f"most records that cite {source} are there"
        record = facts.records.get(source)
        if record and record.file.name in own:
            return Path(record.file.name), f"{source} is there"
    alike = [one for one in facts.records.values() if one.section == section and one.file.name in own]
    same = [one for one in alike if one.data.get("kind") == data.get("kind")]
    if name := _most(Counter(one.file.name for one in same or alike)):
        return Path(name), f"most {section} {'of this kind ' * ('kind' in data and bool(same))}are there"
    return folder / f"{section}.yaml", f"no {section} are recorded yet"


def _citing(facts: Facts, source: str, own: set[str]) -> Counter[str]:
    """Return file → number of its acts and claims that cite a source; the cast stands in files of its own."""
    records = {
        (record.file.name, record.id)
        for record, _, item in facts.found.nodes["Evidence"]
        if item.get("source") == source and record.file.name in own and _EPISODE.intersection(record.shape.classes)
    }
    return Counter(name for name, _ in records)


def _most(counted: Counter[str]) -> str:
    """Return the name that is counted most often, the first by name of several; "" where there is none."""
    return min(counted, key=lambda name: (-counted[name], name), default="")
