"""The search for garbage is paused while facts are checked, and is afterwards as it was."""

import gc
from collections.abc import Iterator

import pytest

from communique.graph.corpus.collector import paused


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def test_it_is_paused_inside_and_goes_on_after() -> None:
    with paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="no"), paused():
        raise ValueError("no")
    assert gc.isenabled()


def test_who_has_switched_it_off_finds_it_off() -> None:
    gc.disable()
    with paused():
        pass
    assert not gc.isenabled()


def test_what_others_have_frozen_stays_frozen() -> None:
    gc.freeze()
    count = gc.get_freeze_count()
    with paused():
        pass
    assert gc.get_freeze_count() == count


def test_what_was_made_meanwhile_is_old_and_not_searched_at_once() -> None:
    with paused():
        made = [[number] for number in range(10_000)]
    assert any(one is made[0] for one in gc.get_objects(generation=2))
