"""Whatever stands where a value belongs, the check tells it and never fails."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from communique.graph.api import check
from communique.graph.reader import read_document
from disk import write
from whole import CAST, TALKS

ODD: list[Any] = [{"a": ["b"]}, [["x"], {"y": {"z": 1}}], 7, -1.5, True, "", "\ufdd0", {"en": 3}]
FACTS = {"cast.yaml": CAST, "talks.yaml": TALKS}


def changed(data: Any, odd: Any) -> Iterator[Any]:
    """Yield copies of the data, each with one value, however deep, that is another."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield {**data, key: odd}
            yield from ({**data, key: inner} for inner in changed(value, odd))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield [*data[:index], odd, *data[index + 1 :]]
            yield from ([*data[:index], inner, *data[index + 1 :]] for inner in changed(value, odd))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_no_odd_value_anywhere_makes_the_check_fail(odd: Any, tmp_path: Path) -> None:
    whole = {name: read_document(text).data for name, text in FACTS.items()}
    count = 0
    for section, records in whole["talks.yaml"].items():
        for id_, record in records.items():
            for data in changed(record, odd):
                text = json.dumps({section: {id_: data}}, ensure_ascii=True)
                found, _ = check(write(tmp_path, {"cast.yaml": CAST, "odd.yaml": text}))
                count += bool(found.problems)
    assert count > 250
