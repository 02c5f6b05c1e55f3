"""The examples of the editorial guide are what the shipped facts say."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from communique.graph.reader import read_document
from communique.graph.schema import load_schema
from conftest import ROOT
from shipped import facts

GUIDE = (ROOT / "facts" / "README.md").read_text(encoding="utf-8")


def examples() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield id and keys of every record that the guide shows."""
    for block in re.findall(r"^```yaml\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL):
        document = read_document(block)
        assert document.flaws == []
        yield from document.data.items()


@pytest.mark.parametrize(("id_", "shown"), [pytest.param(*one, id=f"{n}-{one[0]}") for n, one in enumerate(examples())])
def test_an_example_is_what_the_facts_say(id_: str, shown: dict[str, Any]) -> None:
    data = facts().records[id_].data
    for key, value in shown.items():
        whole = isinstance(value, list) and isinstance(value[0], dict)
        assert data[key] == value or (whole and all(item in data[key] for item in value)), key


@pytest.mark.parametrize(("id_", "shown"), [pytest.param(*one, id=f"{n}-{one[0]}") for n, one in enumerate(examples())])
def test_an_example_has_its_keys_in_order(id_: str, shown: dict[str, Any]) -> None:
    order = list(facts().records[id_].shape.fields)
    assert list(shown) == sorted(shown, key=order.index)


def test_every_question_has_an_example() -> None:
    sections = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]
    without = [section.partition("\n")[0] for section in sections if "```yaml" not in section]
    assert without == ["When something changes"]


def test_every_word_in_code_is_one_that_is_known() -> None:
    known = {*facts().records, *load_schema().fields, *load_schema().concepts, "retired"}
    text = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    words = {word for word in re.findall(r"`([^`\n]+)`", text) if not word.startswith("communique ")}
    assert words - known == set()
