"""Facts that are YAML and go wrong by what they say: told by name, the same everywhere, in time and memory.

By turns: plain words that YAML readers misread, dates, order in time, places of the world, and web addresses.
"""

from pathlib import Path

import pytest

from disk import CAST, write
from garden import ENDS, STRUCTURES
from hostile import Ran, communique, in_bounds, refuses, told
from planting import MARK

LOCATED = "evidence: [{source: gazette, locator: l}]"
VISIT = f"type: visit, {LOCATED}"


# --- words that YAML 1.1 takes for something else

WORDS = [
    "no",
    "NO",
    "off",
    "y",
    "6:23",
    "017",
    "0x1F",
    "0o17",
    "1e3",
    ".5",
    "1_000",
    "2017-09-15",
    "2001-12-14 21:59:43",
]


def test_a_plain_word_is_text_and_nothing_else(tmp_path: Path) -> None:
    labels = "".join(f"  t{n}: {{label: {word}}}\n" for n, word in enumerate(WORDS))
    ran = communique("build", "--facts", write(tmp_path, {"a.yaml": f"topics:\n{labels}"}), "-o", tmp_path / "g.nt")
    assert in_bounds(ran)
    graph = (tmp_path / "g.nt").read_text(encoding="utf-8")
    assert [word for word in WORDS if f'#label> "{word}"@en .' not in graph] == []


#: A field of each kind → a word that it must refuse, and what is said.
REFUSED = {
    "label: 5": "label takes text or a map",
    "label: 1.5": "label takes text or a map",
    "label: true": "label takes text or a map",
    "label: ~": "the value is empty",
    "label: null": "the value is empty",
    "lat: 1e3": "lat takes a number",
    "lat: 017": "lat takes a number",
    "lat: 6:23": "lat takes a number",
    "lat: no": "lat takes a number",
    "in: no": "unknown in 'no'",
    "in: 2017-09-15": "unknown in '2017-09-15'",
    "sameAs: no": "'no' is no web address",
}


@pytest.mark.parametrize("line", REFUSED)
def test_a_word_of_another_kind_is_refused_by_its_field(line: str, tmp_path: Path) -> None:
    label = "" if line.startswith("label") else ", label: X"
    ran = communique("check", write(tmp_path, {"a.yaml": f"places:\n  a: {{{line}{label}}}\n"}))
    assert refuses(ran)
    column = 7 + line.index(": ") + 2
    assert [one.rpartition(" [")[0] for one in told(ran, tmp_path)] == [f"a.yaml:2:{column} a: {REFUSED[line]}"]


# --- dates

DATES = {
    "1962-02-30": "there is no 1962-02-30",
    "1962-13-01": "there is no 1962-13-01",
    "1962-13": "there is no 1962-13",
    "1962-00": "there is no 1962-00",
    "1900-02-29": "there is no 1900-02-29",
    "'0000'": "there is no 0000",
    "0000": "there is no 0000",
    "0": "date: 0 is less than the minimum of 1000",
    "99999": "date: 99999 is greater than the maximum of 9999",
    "2017-9-15": "'2017-9-15' is no date",
    "15.09.2017": "'15.09.2017' is no date",
    "2017-09-15T06:57": "'2017-09-15T06:57' is no date",
    "2017-W37": "'2017-W37' is no date",
    "20١٧": "'20١٧' is no date",
    "today": "'today' is no date",
    "no": "'no' is no date",
    "2017-09-15/2017-09-11": "the interval ends (2017-09-11) before it starts (2017-09-15)",
    "../..": "an interval needs at least one end",
}


@pytest.mark.parametrize("date", DATES)
def test_what_is_no_day_is_no_date(date: str, tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": f"events:\n  e: {{date: {date}, {VISIT}}}\n"}))
    assert refuses(ran)
    assert told(ran, tmp_path) == [f"a.yaml:2:13 e: {DATES[date]} [schema]"]


ORDER = f"""\
events:
  backwards: {{date: 2031-03, until: 2031-02, {VISIT}}}
  cause: {{date: 2031-03-04, {VISIT}}}
  too-early: {{date: 2031-03-01, reactsTo: [cause], {VISIT}}}
  across-the-date-line: {{date: 2031-03-03, reactsTo: [cause], {VISIT}}}
  not-across-it: {{date: 2031-03-03, utcOffset: '+14:00', reactsTo: [cause], {VISIT}}}
  some-time: {{date: 2031, reactsTo: [cause], {VISIT}}}
actors:
  minister:
    kind: person
    label: M
    offices: [{{office: O, of: tarvonia, since: 2030, until: 2030, {LOCATED}}}]
statements:
  too-late: {{speaker: minister, onBehalfOf: tarvonia, act: deny, gist: x, date: 2031-03-04, {LOCATED}}}
  in-time: {{speaker: minister, onBehalfOf: tarvonia, act: deny, gist: y, date: 2030-03-04, {LOCATED}}}
"""
DISORDER = [
    "a.yaml:2:37 backwards: it ends (2031-02) before it begins (2031-03) [ends-before-it-begins]",
    "a.yaml:4:44 too-early: it reacts to cause, which came later (2031-03-01 and 2031-03-04) [reacts-before-its-cause]",
    "a.yaml:6:69 not-across-it: it reacts to cause, which came later (2031-03-03 and 2031-03-04)"
    " [reacts-before-its-cause]",
    "a.yaml:14:45 too-late: minister held no office of tarvonia on 2031-03-04 [speaks-outside-tenure]",
]


def test_what_comes_in_the_wrong_order_is_told_by_the_name_of_its_rule(tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": ORDER}))
    assert refuses(ran)
    assert told(ran, tmp_path) == DISORDER


@pytest.mark.parametrize("clock", [0, 4_000_000_000])
def test_no_answer_depends_on_the_clock(clock: int, tmp_path: Path) -> None:
    """Python asks the clock for the day through time.time."""
    fixed = f"import time; time.time = lambda: {clock}; time.time_ns = lambda: {clock} * 10**9"
    code = f"{fixed}\nfrom communique.cli import main; main()"
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": ORDER}), code=code)
    assert told(ran, tmp_path) == DISORDER


# --- the same everywhere

PLACES = {
    "seed 0": {"PYTHONHASHSEED": "0"},
    "seed 1": {"PYTHONHASHSEED": "1"},
    "Kiritimati": {"TZ": "Pacific/Kiritimati"},
    "Pago Pago": {"TZ": "Pacific/Pago_Pago"},
    "Turkey": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no such zone": {"TZ": "Nowhere/At_All", "LC_ALL": "xx_XX.UTF-8"},
    "nowhere": {"LC_ALL": "C", "LANG": "", "TZ": ""},
    "no development": {"PYTHONOPTIMIZE": "2"},
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with faults of all kinds, and dates at the edge of a day."""
    texts = [text for texts in STRUCTURES.values() for text in texts] + ["places:\n" + text for text in ENDS.values()]
    files = {f"{number:03}.yaml": text.replace(MARK, "") for number, text in enumerate([ORDER, CAST, *texts])}
    return write(tmp_path_factory.mktemp("faulty"), files)


@pytest.fixture(scope="module")
def here(faulty: Path) -> Ran:
    return communique("check", ".", cwd=faulty)


@pytest.mark.parametrize("place", PLACES)
def test_the_answer_is_the_same_everywhere(faulty: Path, here: Ran, place: str) -> None:
    there = communique("check", ".", cwd=faulty, env=PLACES[place])
    assert refuses(there)
    assert there.out.count("\n") > 60
    assert (there.out, there.err) == (here.out, here.err)


def test_the_answer_is_the_same_whatever_the_order_in_the_folder(faulty: Path, here: Ran, tmp_path: Path) -> None:
    for path in sorted(faulty.iterdir(), reverse=True):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert communique("check", ".", cwd=tmp_path).out == here.out


# --- web addresses

ADDRESSES = [
    "https://example.org/a b",
    "https://example.org/<b>",
    "<https://example.org/>",
    'https://example.org/"x"',
    "https://example.org/{x}",
    "https://example.org/\\",
    "https://example.org/%zz|",
    "javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "file:///etc/passwd",
    "data:text/html,<script>",
    "ftp://example.org/",
    "https://user:word@example.org/",
    "https://user@example.org/",
    "https://",
    "//example.org/",
    "example.org",
    "https:/example.org",
]


@pytest.mark.parametrize("key", ["url", "archived", "sameAs"])
def test_only_a_web_address_without_credentials_is_one(key: str, tmp_path: Path) -> None:
    section, rest = ("places", "label: X") if key == "sameAs" else ("sources", "title: X")
    text = "".join(f"  a{n:02}:\n    {rest}\n    {key}: '{address}'\n" for n, address in enumerate(ADDRESSES))
    ran = communique("check", write(tmp_path, {"a.yaml": f"{section}:\n{text}"}))
    assert refuses(ran)
    assert told(ran, tmp_path) == [
        f"a.yaml:{3 * n + 4}:{7 + len(key)} a{n:02}: {address!r} is no web address [schema]"
        for n, address in enumerate(ADDRESSES)
    ]


@pytest.mark.parametrize("base", [*ADDRESSES[:4], "javascript:alert(1)/", "file:///etc/", "https://u:w@example.org/"])
def test_ids_begin_with_a_web_address_or_with_nothing_of_ones_own(base: str, tmp_path: Path) -> None:
    files = {"dataset.yaml": f"title: X\nbase: '{base}'\n", "a.yaml": "topics: {t: {label: X}}\n"}
    ran = communique("check", write(tmp_path, files))
    assert refuses(ran)
    assert told(ran, tmp_path)[0] == f"dataset.yaml:2:7: {base!r} is no base [dataset]"
