"""Folders of facts: which files are read, what keys and values must be, ids and references, and where it is told."""

import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.graph.api import check
from communique.graph.corpus import nearest
from communique.graph.corpus.facts import MOST, Facts
from communique.graph.corpus.folders import finish, load_facts
from communique.graph.corpus.places import default_folder, fact_files, shipped_folder
from communique.graph.corpus.placing import printable
from communique.graph.corpus.references import skeleton
from communique.graph.errors import FactsError, Fault
from communique.graph.reader import read_document
from communique.graph.schema import load_schema
from disk import CAST, problems, told, with_cast, write

PLACE = "places:\n  bay: {label: The Bay}\n"
STATEMENT = """\
statements:
  s:
    speaker: ilva-torrent
    act: assert
    gist: It rains.
    KEY
    evidence: [{source: gazette, locator: page 1}]
"""


def with_key(folder: Path, written: str) -> list[str]:
    """Return what is wrong with a statement that has one more line, which is line 6."""
    return with_cast(folder, STATEMENT.replace("KEY", written))


# --- which files are read


def test_every_yaml_file_of_a_folder_is_read_but_the_hidden(tmp_path: Path) -> None:
    names = ["b.yaml", "a.yml", "deep/er/c.YAML", ".hidden.yaml", ".git/d.yaml", "notes.txt"]
    write(tmp_path, dict.fromkeys(names, PLACE))
    assert [str(path.relative_to(tmp_path)) for path in fact_files(tmp_path)] == ["a.yml", "b.yaml", "deep/er/c.YAML"]


def test_a_single_file_stands_for_itself(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": PLACE, "b.yaml": "nonsense"})
    assert load_facts(tmp_path / "a.yaml").problems == []


@pytest.mark.parametrize("files", [{}, {"readme.txt": ""}, {"dataset.yaml": "title: Nothing\n"}])
def test_a_folder_without_facts_is_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises(FactsError, match="no facts are here"):
        load_facts(write(tmp_path / "f", files))


def test_the_folder_is_the_named_one_or_the_one_here_or_the_shipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert default_folder() == shipped_folder()
    (tmp_path / "facts").mkdir()
    assert default_folder() == Path("facts")
    monkeypatch.setenv("COMMUNIQUE_FACTS", "elsewhere")
    assert default_folder() == Path("elsewhere")


def test_a_name_that_only_ends_like_the_description_is_a_file_of_facts(tmp_path: Path) -> None:
    assert "bay" in load_facts(write(tmp_path, {"my-dataset.yaml": PLACE})).records


@pytest.mark.parametrize("order", range(3))
def test_the_order_of_the_folder_does_not_matter(tmp_path: Path, order: int, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{name}.yaml": f"places:\n  {name}: {{label: {name}}}\n  twin: {{label: T, x: 1}}\n" for name in "abcde"}
    expected = told(problems(tmp_path, files))
    assert len(expected) == 9
    paths = [tmp_path / name for name in files]
    random.Random(order).shuffle(paths)
    monkeypatch.setattr(Path, "rglob", lambda *_: iter(paths))
    found, _ = check(tmp_path)
    assert told(found.problems) == expected


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4), st.permutations(range(4)))
def test_it_does_not_matter_which_record_stands_in_which_file(
    tmp_path_factory: pytest.TempPathFactory, homes: list[int], order: list[int]
) -> None:
    records = [
        ("places", "  bay: {label: The Bay, in: sea}\n"),
        ("places", "  sea: {label: The Sea, lat: 91}\n"),
        ("topics", "  tides: {label: Tides, broader: rain}\n"),
        ("actors", "  crew: {kind: group, label: Crew, partOf: bay}\n"),
    ]
    files = {"z.yaml": PLACE.replace("bay", "cove")}
    for number in order:
        section, text = records[number]
        name = f"{section}{homes[number]}.yaml"
        files[name] = files.get(name, f"{section}:\n") + text
    folder = tmp_path_factory.mktemp("facts")
    found = problems(folder, files)
    assert sorted(one.what for one in found) == [
        "lat: 91 is greater than the maximum of 90",
        "partOf takes an Actor, and 'bay' is a Place",
        "unknown broader 'rain'",
    ]


# --- the description of a data set


def test_a_description_gives_base_and_language(tmp_path: Path) -> None:
    write(tmp_path, {"dataset.yaml": "title: T\nbase: https://example.org/x/\nlanguage: fr\n", "a.yaml": PLACE})
    record = load_facts(tmp_path).records["bay"]
    assert record.iri == "https://example.org/x/bay"
    assert record.file.dataset.language == "fr"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: T\nbase: ftp://example.org/\n", "dataset.yaml:2:7 : 'ftp://example.org/' is no base"),
        (
            "title: T\nbase: https://example.org/<x>/\n",
            "dataset.yaml:2:7 : 'https://example.org/<x>/' is no web address",
        ),
        ("title: T\nlanguage: French\n", "dataset.yaml:2:11 : 'French' is no language"),
        ("title: T\nlicense: MIT\n", "dataset.yaml:2:1 : unknown key 'license'"),
        ("licence: MIT\n", "dataset.yaml:1:1 : 'title' is missing"),
        ("title: T\nextends: [communique, nowhere]\n", "dataset.yaml:2:23 : no facts are here"),
        ("title: T\nextends: nowhere\n", "dataset.yaml:2:10 : no facts are here"),
        ("title: &x T\n", "dataset.yaml:1:8 : anchors are not allowed"),
    ],
)
def test_a_description_is_checked_like_facts(tmp_path: Path, text: str, found: str) -> None:
    assert told(problems(tmp_path, {"dataset.yaml": text, "a.yaml": PLACE})) == [found]


def test_only_the_description_at_the_top_describes(tmp_path: Path) -> None:
    files = {"a.yaml": PLACE, "deep/dataset.yaml": "title: T\n"}
    assert told(problems(tmp_path, files)) == ["dataset.yaml:1:1 : this describes no data set"]


@pytest.mark.parametrize("extends", ["/", "..", "../..", "/etc"])
def test_a_data_set_extends_no_folder_but_those_beside_it(tmp_path: Path, extends: str) -> None:
    write(tmp_path, {"b.yaml": PLACE})
    mine = {"dataset.yaml": f"title: T\nextends: {extends}\n", "a.yaml": PLACE}
    assert [one.what for one in problems(tmp_path / "mine", mine)] == ["this lies outside the folders beside the facts"]


def test_the_size_limit_can_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = {"a.yaml": PLACE + "#" * 2_000_000}
    assert "over the limit of 2,000,000" in problems(tmp_path, large)[0].what
    monkeypatch.setenv("COMMUNIQUE_LIMIT", "3000000")
    assert problems(tmp_path, large) == []


@pytest.mark.parametrize("extends", ["communique", "[communique]", "[communique, ../other]"])
def test_a_data_set_builds_on_others(tmp_path: Path, extends: str) -> None:
    write(tmp_path, {"other/o.yaml": PLACE, "other/dataset.yaml": "title: O\nextends: ../mine\n"})
    mine = {"dataset.yaml": f"title: T\nextends: {extends}\n", "a.yaml": "places:\n  cove: {label: C, in: un-place}\n"}
    mine["a.yaml"] = mine["a.yaml"].replace("un-place", "pyongyang")
    found = finish(load_facts(write(tmp_path / "mine", mine)))
    assert found.problems == []
    assert {"cove", "north-korea"} <= found.records.keys()


# --- keys and values, in the words of a curator


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("moood: x", "6:5 s: unknown key 'moood'"),
        ("label: 5", "6:12 s: label takes text or a map"),
        ("label: !!str 5", "6:12 s: the tag 'tag:yaml.org,2002:str' is not allowed"),
        ("label: ''", "6:12 s: the text is empty"),
        ("label: {}", "6:12 s: the list or map is empty"),
        ("label: {en: 5}", "6:17 s: en takes text"),
        ("label: {not a tag: x}", "6:13 s: 'not a tag' is no language tag"),
        ("about: []", "6:12 s: the list or map is empty"),
        ("about: [Bad Id]", "6:13 s: 'Bad Id' is no id"),
        ("about: nobody", "6:12 s: unknown about 'nobody'"),
        ("venue: tarvonia", "6:12 s: venue takes a Place, and 'tarvonia' is a State"),
        ("venue: [quay-house]", "6:12 s: venue takes text"),
        ("modality: maybe", "6:15 s: unknown word 'maybe'"),
        ("date: Friday", "6:11 s: 'Friday' is no date"),
        ("date: 2017-02-30", "6:11 s: there is no 2017-02-30"),
        ("utcOffset: +8", "6:16 s: '+8' is no utcOffset"),
        ("positions: x", "6:16 s: positions takes a list"),
        ("positions: [x]", "6:17 s: positions takes a map"),
        ("positions: [{toward: eskeria}]", "6:17 s: 'stance' is missing"),
        ("positions: [{stance: opposes, leverage: oil}]", "6:45 s: unknown word 'oil'"),
        ("positions: [{stance: opposes, leverage: [vote, oil]}]", "6:52 s: unknown word 'oil'"),
        ("quote: [{en: a}, b]", "6:13 s: a passage takes text"),
        ("assumptions: [{property: dated, because: x}]", "6:30 s: unknown key 'dated'"),
    ],
)
def test_what_is_wrong_is_told_at_its_key_or_value(tmp_path: Path, written: str, found: str) -> None:
    lines = with_key(tmp_path, written)
    assert [line for line in lines if "paragraph to stand in" not in line] == [f"f.yaml:{found}"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plases:\n  bay: {label: B}\n", "1:1 : unknown section 'plases'"),
        ("places: [bay]\n", "1:9 : places takes a map"),
        ("places:\n  bay: x\n", "2:8 bay: bay takes a map"),
        ("places:\n  The Bay: {label: B}\n", "2:3 The Bay: 'The Bay' is no id"),
        ("places:\n  bay: {altLabel: B}\n", "2:3 bay: 'label' is missing"),
        ("places:\n  bay: {label: B, lat: 91}\n", "2:24 bay: lat: 91 is greater than the maximum of 90"),
        ("places:\n  bay: {label: B, lat: north}\n", "2:24 bay: lat takes a number"),
        ("actors:\n  crew: {kind: grop, label: C}\n", "2:16 crew: unknown word 'grop'"),
        ("actors:\n  crew: {label: C}\n", "2:3 crew: 'kind' is missing"),
        ("places:\n  '007': {lable: C, label: D}\n", "2:11 007: unknown key 'lable'"),
        ("actors:\n  crew: {kind: group, label: C, iso: CRW}\n", "2:33 crew: unknown key 'iso'"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_at_its_place(tmp_path: Path, text: str, found: str) -> None:
    assert with_cast(tmp_path, text) == [f"f.yaml:{found}"]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org/",
        "https://user:password@example.org/",
        "https://user@example.org",
        "https://example.org/a b",
        "https://example.org/<b>",
        "https://example.org/> <b",
        'https://example.org/"b"',
        "https://example.org/{b}",
        "https://example.org/a\\b",
        "https://[::/",
        "https://",
        "//example.org",
        "example.org",
        "https://example.org/\n",
    ],
)
def test_only_web_addresses_without_credentials_are_addresses(tmp_path: Path, address: str) -> None:
    written = address.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    found = with_cast(tmp_path, f'places:\n  bay: {{label: B, sameAs: "{written}"}}\n')
    assert found == [f"f.yaml:2:27 bay: {address!r} is no web address"]


@pytest.mark.parametrize("address", ["https://example.org", "http://example.org/a?b=c#d", "https://пример.example/日"])
def test_web_addresses_are_addresses(tmp_path: Path, address: str) -> None:
    assert with_cast(tmp_path, f"places:\n  bay: {{label: B, sameAs: '{address}'}}\n") == []


# --- ids and references


def test_an_id_that_stands_twice_names_both_places(tmp_path: Path) -> None:
    found = told(problems(tmp_path, {"a.yaml": PLACE, "b.yaml": "\n" + PLACE + "  bay: {label: B}\n"}))
    assert found == [
        f"b.yaml:3:3 bay: the id stands already at {tmp_path}/a.yaml:2",
        "b.yaml:4:3 bay: the key 'bay' stands here again, after line 3",
    ]


@pytest.mark.parametrize("twin", ["Bay", "b\u0430y", "ｂay"])
def test_ids_that_look_alike_name_both_places(tmp_path: Path, twin: str) -> None:
    found = told(problems(tmp_path, {"a.yaml": PLACE, "b.yaml": PLACE.replace("bay", twin)}))
    assert [line.partition(": ")[2] for line in found] == [
        f"{twin!r} is no id",
        f"the id is easily confused with 'bay' at {tmp_path}/a.yaml:2",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("é", "e\u0301"), ("launch-10", "launch-lo"), ("Straße", "STRASSE"), ("рут", "pyt".replace("t", "т"))],
)
def test_ids_that_look_alike_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_ids_that_differ_have_two_skeletons() -> None:
    ids = load_facts(shipped_folder()).records
    assert len({skeleton(id_) for id_ in ids}) == len(ids)


def test_a_wrong_reference_is_told_once_for_each_place(tmp_path: Path) -> None:
    assert with_key(tmp_path, "about: [tarvona, eskeria, tarvona]") == [
        "f.yaml:6:13 s: unknown about 'tarvona'",
        "f.yaml:6:31 s: unknown about 'tarvona'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "plases:\n  bay: {label: B}\n",
        "places:\n  bay:\n",
        "places:\n  bay: x\n",
        "topics:\n  rain: {label: R}\nplaces:\n  bay: {label: B\n",
        "topics:\n  rain: {label: R}\n---\nplaces:\n  bay: {label: B}\n",
        "places:\n  bay: {label: [[[[" + "[" * 40,
        "topics: {rain: {label: R}}\nplaces: {cove: {label: C}}\nplaces: {bay: {label: B}}\n",
        "places:\n  bay: {label: \x07}\n",
    ],
)
def test_the_absence_of_what_was_refused_is_no_second_problem(tmp_path: Path, text: str) -> None:
    files = {"cast.yaml": CAST, "a.yaml": text, "f.yaml": STATEMENT.replace("KEY", "venue: bay")}
    found = problems(tmp_path, files)
    assert {Path(one.file).name for one in found} == {"a.yaml"}
    assert len({(one.line, one.column) for one in found}) == 1


@pytest.mark.parametrize("raw", ["places: {bay: {label: B}}".encode("utf-16"), b"places: {bay: {label: B\xff}}", b""])
def test_the_absence_of_what_could_not_be_read_is_no_second_problem(tmp_path: Path, raw: bytes) -> None:
    write(tmp_path, {"cast.yaml": CAST, "f.yaml": STATEMENT.replace("KEY", "venue: bay")})
    (tmp_path / "a.yaml").write_bytes(raw)
    found, _ = check(tmp_path)
    assert [Path(one.file).name for one in found.problems] == ["a.yaml", *(["f.yaml"] if not raw else [])]


def test_nothing_is_said_about_ids_while_a_file_is_too_large_to_read(tmp_path: Path) -> None:
    files = {"cast.yaml": CAST, "f.yaml": STATEMENT.replace("KEY", "venue: bay"), "large.yaml": PLACE + "#" * 2_000}
    facts = finish(load_facts(write(tmp_path, files), limit=1_000))
    assert [line.split(":")[0] for line in told(facts.problems)] == ["large.yaml"]


# --- where it is told


def test_what_is_wrong_with_the_first_of_twins_is_told_there(tmp_path: Path) -> None:
    text = "places:\n  bay: {lable: A, label: B}\n  bay: {lable: C, label: D}\n"
    assert with_cast(tmp_path, text) == [
        "f.yaml:2:9 bay: unknown key 'lable'",
        "f.yaml:3:3 bay: the key 'bay' stands here again, after line 2",
    ]


def test_names_and_texts_are_shown_in_one_printable_line(tmp_path: Path) -> None:
    text = 'topics:\n  "a\\n::error ::\u202e": {label: x}\n'
    (found,) = problems(tmp_path, {"f\u202e\n.yaml": text})
    assert str(found).count("\n") == 0
    assert str(found).isprintable()


def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.yaml")).write_text("a: 1\n", encoding="utf-8")
    (found,) = check(tmp_path)[0].problems
    assert found.file == f"{tmp_path}/\\udcff.yaml"


@given(st.text())
def test_what_is_printable_stays_and_the_rest_is_escaped(text: str) -> None:
    shown = printable(text)
    assert shown.isprintable()
    assert not text.isprintable() or shown == text


def test_a_file_tells_so_many_problems_and_no_more(tmp_path: Path) -> None:
    text = "places:\n" + "".join(f"  p{number}: {{lable: x}}\n" for number in range(MOST))
    found = problems(tmp_path, {"a.yaml": text})
    assert len(found) == MOST + 1
    assert found[0].what == f"more than {MOST:,} things are wrong in this file"


def test_a_record_too_large_to_explain_is_told_as_one(tmp_path: Path) -> None:
    text = "places:\n  bay:\n    label: B\n    altLabel: [" + "5, " * MOST + "]\n"
    assert told(problems(tmp_path, {"a.yaml": text})) == [
        f"a.yaml:2:3 bay: something is wrong among more than {MOST:,} values of one record"
    ]


def test_names_are_suggested_until_nobody_reads_on() -> None:
    suggest = nearest.Nearest()
    assert suggest.remedy("tarvona", "Actor", ["tarvonia"]) == "did you mean 'tarvonia'?"
    for number in range(nearest.LIMIT):
        suggest.remedy(str(number), "Actor", ["tarvonia"], "add it")
    assert suggest.remedy("tarvona", "Actor", ["tarvonia"]) == "did you mean 'tarvonia'?"
    assert suggest.remedy("tarvonja", "Actor", ["tarvonia"], "add it") == "add it"


# --- laws

keys = sorted(load_schema().fields)
words = st.sampled_from(
    ["bay", "ilva-torrent", "state", "assert", "2017-09", "..", "x y", "\ufdd0", "0", "", "https://a/"]
)
plain = st.one_of(words, st.integers(-1, 3000), st.floats(-2, 2000), st.booleans(), st.text(max_size=3))
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(keys) | words, inner, max_size=4),
    max_leaves=10,
)
records = st.dictionaries(st.sampled_from([*keys, "kind", "lable"]), values, max_size=6)
files = st.dictionaries(
    st.sampled_from([*load_schema().sections, "title", "extends", "x"]),
    st.dictionaries(words, records | plain, max_size=3) | values,
    max_size=3,
)


@given(files)
def test_whatever_stands_in_a_file_is_told_and_never_fails(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "whatever"
    write(folder, {"cast.yaml": CAST, "f.yaml": flow(data) + "\n", "dataset.yaml": f"title: {flow(data)}\n"})
    found, _ = check(folder, folder)
    lines = {str(folder / name): (folder / name).read_text().count("\n") for name in ("f.yaml", "dataset.yaml")}
    for problem in found.problems:
        assert 1 <= problem.line <= lines[problem.file]
        assert problem.remedy
    assert read_document(flow(data)).whole


def flow(value: object) -> str:
    """Return a value as YAML in one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case str():
            return '"' + "".join(f"\\U{ord(char):08x}" for char in value) + '"'
        case bool():
            return str(value).lower()
    return str(value)


def test_a_fault_at_a_key_that_is_not_there_is_told_at_the_record(tmp_path: Path) -> None:
    facts: Facts = load_facts(write(tmp_path, {"a.yaml": PLACE}))
    facts.fault(facts.records["bay"], Fault(("places", "bay", "nothing", 3), "w", "r"))
    assert told(finish(facts).problems) == ["a.yaml:2:8 bay: w"]


# --- what is shipped


def test_who_means_what_is_shipped_is_told_how_to_build_on_it(tmp_path: Path) -> None:
    text = "topics: {talks: {label: Talks, broader: sanctions-on-north-korea}}\n"
    (alone,) = problems(tmp_path / "alone", {"f.yaml": text})
    assert alone.what == "unknown broader 'sanctions-on-north-korea'"
    assert alone.remedy == "it is shipped: write 'extends: [communique]' in dataset.yaml"
    assert problems(tmp_path / "own", {"f.yaml": text, "dataset.yaml": "title: T\nextends: [communique]\n"}) == []


def test_who_builds_on_what_is_shipped_is_told_of_the_slip(tmp_path: Path) -> None:
    own = {"f.yaml": "topics: {talks: {label: Talks, broader: sanctions-on-nort-korea}}\n"}
    (found,) = problems(tmp_path, {**own, "dataset.yaml": "title: T\nextends: [communique]\n"})
    assert found.remedy == "did you mean 'sanctions-on-north-korea'?"
