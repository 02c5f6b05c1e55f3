"""Every single character of the shipped facts' quotes, references, digests and votes matters: changed, it is told.

What no check can see alone, a date that may as well be another one or an id that nothing refers to, is counted.
"""

import functools
from collections.abc import Callable, Iterator

import pytest

from communique.graph.api import check
from communique.graph.corpus.facts import Facts
from communique.graph.corpus.places import shipped_folder
from communique.graph.evidence import normalise
from communique.graph.reader import document
from conftest import sources_or_skip
from mutating import CHANGES, DIGITS, Folder, Mutant, Value, at, ids, values

Change = Callable[[str], str]
NEXT_LETTER = CHANGES["the next one"]
#: What is tried with ids: a letter more or less, and another one that an id may hold or may not.
IDS = ("the next one", "one that looks like it", "none", "itself twice")
TALLIES = ("votesFor", "votesAgainst", "abstentions", "members")


@pytest.fixture(scope="module", autouse=True)
def quickly() -> Iterator[None]:
    """Read a text once, however often it is checked, and look for no names that are near: they are not tested here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(document, "read_document", functools.lru_cache(maxsize=64)(document.read_document))
        patch.setattr("communique.graph.errors.difflib.get_close_matches", lambda *found, **options: [])
        yield


@pytest.fixture(scope="module")
def shipped() -> Facts:
    return check(shipped_folder())[0]


@pytest.fixture(scope="module")
def copy(shipped: Facts, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of the shipped facts, without the texts that they quote."""
    return Folder(shipped, tmp_path_factory.mktemp("facts"), None)


@pytest.fixture(scope="module")
def proved(shipped: Facts, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of the shipped facts, with the texts that they quote."""
    return Folder(shipped, tmp_path_factory.mktemp("facts"), sources_or_skip())


@pytest.fixture(scope="module")
def held(shipped: Facts, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A copy of the shipped facts that is held against what they were."""
    return Folder(shipped, tmp_path_factory.mktemp("facts"), None, against=shipped_folder())


def batches(found: list[Value], change: Change) -> Iterator[list[Mutant]]:
    """Yield, for each index, the values with the character there changed; without those that it leaves as they are."""
    for index in range(max(len(value.text) for value in found)):
        mutants = [at(value, index, change) for value in found if index < len(value.text)]
        yield [mutant for mutant in mutants if mutant.text != mutant.value.text]


# --- quotes and digests, against the texts


@pytest.mark.parametrize("change", CHANGES)
def test_no_character_of_a_quote_can_be_another(change: str, shipped: Facts, proved: Folder) -> None:
    quotes = list(values(shipped, [("text", "quote"), ("text", "attribution")], whole=True))
    tried = equal = 0
    for batch in batches(quotes, CHANGES[change]):
        mutants = [one for one in batch if normalise(one.text) != normalise(one.value.text)]
        assert proved.missed(mutants) == []
        tried, equal = tried + len(mutants), equal + len(batch) - len(mutants)
    # What the declared normalisation makes equal: the space that is twice, or is as wide as a letter.
    assert tried >= 1_000
    assert equal <= sum(quote.text.count(" ") for quote in quotes)


@pytest.mark.parametrize("change", CHANGES)
def test_no_character_of_a_digest_can_be_another(change: str, shipped: Facts, proved: Folder) -> None:
    digests = list(values(shipped, [("string", "sha256")]))
    assert [len(digest.text) for digest in digests] == [64] * len(digests)
    for batch in batches(digests, CHANGES[change]):
        assert proved.missed(batch) == []


# --- references


@pytest.mark.parametrize("change", CHANGES)
def test_no_character_of_a_reference_can_be_another(change: str, shipped: Facts, copy: Folder) -> None:
    tried = 0
    for batch in batches(list(values(shipped, [("reference", "")])), CHANGES[change]):
        mutants = [mutant for mutant in batch if mutant.text not in shipped.records]  # those are tried below
        assert copy.missed(mutants) == []
        tried += len(mutants)
    assert tried >= 5_000


def test_no_reference_can_be_one_to_an_id_that_differs_in_one_character(shipped: Facts, copy: Folder) -> None:
    references = list(values(shipped, [("reference", "")]))
    found = [Mutant(value, other) for value in references for other in shipped.records if one_apart(value.text, other)]
    assert [mutant for mutant in found if copy.missed([mutant])] == []


def one_apart(one: str, other: str) -> bool:
    """Tell whether a change of a single character, one more or one less makes a text the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((index for index in range(len(short)) if short[index] != long[index]), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("abc", "abd", True), ("abc", "ab", True), ("aa", "aaa", True), ("abc", "acb", False), ("a", "a", False)],
)
def test_what_one_character_makes(one: str, other: str, apart: bool) -> None:
    assert (one_apart(one, other), one_apart(other, one)) == (apart, apart)


# --- votes


def test_no_digit_of_a_tally_can_be_another(shipped: Facts, copy: Folder) -> None:
    """Where not every ballot is recorded, each number that they do not bear out is told, the wrong one among them."""
    tallies = list(values(shipped, [("integer", key) for key in TALLIES]))
    changes = {**CHANGES, **DIGITS}.values()
    mutants = [at(value, index, change) for value in tallies for index in range(len(value.text)) for change in changes]
    assert [one for one in mutants if one.text != one.value.text and copy.missed([one])] == []
    assert len(tallies) == len(TALLIES) * len(list(shipped.of("Vote")))


@pytest.mark.parametrize("change", CHANGES)
def test_no_character_of_a_ballot_can_be_another(change: str, shipped: Facts, copy: Folder) -> None:
    ballots = list(values(shipped, [("reference", "actor"), ("concept", "choice")]))
    for batch in batches(ballots, CHANGES[change]):
        assert copy.missed(batch) == []


# --- dates and ids


@pytest.mark.parametrize("change", sorted(CHANGES.keys() - {"the other case"}))
def test_no_character_of_a_date_can_be_another_unseen(change: str, shipped: Facts, held: Folder) -> None:
    """A date that may as well be another one is told by holding it against what it was."""
    for batch in batches(list(values(shipped, [("date", "")])), CHANGES[change]):
        assert held.missed(batch) == []


@pytest.mark.parametrize("change", IDS)
def test_no_character_of_an_id_can_be_another_unseen(change: str, shipped: Facts, held: Folder) -> None:
    """An id that nothing refers to is told by holding it against what it was; any other by what refers to it."""
    used = {value for *_, value in shipped.found.leaves["reference"]}
    for batch in batches([value for value in ids(shipped) if value.id not in used], CHANGES[change]):
        # Two of a batch may change places, which one alone cannot.
        assert [mutant for mutant in held.missed(batch) if held.missed([mutant])] == []


def test_no_id_that_is_referred_to_can_be_another(shipped: Facts, copy: Folder) -> None:
    used = {value for *_, value in shipped.found.leaves["reference"]}
    mutants = [at(value, len(value.text) // 2, NEXT_LETTER) for value in ids(shipped) if value.id in used]
    assert len(mutants) >= 100
    assert [mutant for mutant in mutants if not copy.problems(mutant)] == []


def test_what_a_check_tells_by_itself_of_dates_and_ids_that_nothing_refers_to(
    shipped: Facts, copy: Folder, capsys: pytest.CaptureFixture[str]
) -> None:
    dates, used = list(values(shipped, [("date", "")])), {value for *_, value in shipped.found.leaves["reference"]}
    slips = [
        at(one, index, NEXT_LETTER) for one in dates for index in range(len(one.text)) if one.text[index].isdigit()
    ]
    told = len([mutant for mutant in slips if copy.problems(mutant)])
    unused = [value for value in ids(shipped) if value.id not in used]
    tried = [batch for change in IDS for batch in batches(unused, CHANGES[change])]
    count, missed = sum(map(len, tried)), sum(len(copy.missed(batch)) for batch in tried)
    with capsys.disabled():
        print(f"\ncheck alone tells {told:,} of {len(slips):,} dates with one digit raised,")
        print(f"and {count - missed:,} of {count:,} changes of one character in ids that nothing refers to;")
        print("check --against the last revision tells them all.")
    assert told / len(slips) >= 0.45
    assert (count - missed) / count >= 0.25
