"""Hostile files, from the command line: a message with its place, exit code 1, no traceback, in time and memory."""

import json
import os
from itertools import product
from pathlib import Path

import pytest

from disk import CAST, write
from hostile import communique, refuses

PLACE = "places:\n  bay: {label: The Bay}\n"


# --- what is no YAML, no map, no text, no id

NO_FACTS: dict[str, tuple[bytes, str]] = {
    "bracket.yaml": (b"places: [\n", "2:1: not well-formed YAML"),
    "colons.yaml": (b"places: a: b\n", "1:10: not well-formed YAML"),
    "tab.yaml": (b"places:\n\tbay: {label: B}\n", "2:1: not well-formed YAML"),
    "two.yaml": (b"topics:\n  a: {label: A}\n---\ntopics:\n  b: {label: B}\n", "3:1: a second document"),
    "list.yaml": (b"- places\n", "1:1: the file holds no map"),
    "empty.yaml": (b"", "1:1: the file is empty"),
    "comment.yaml": (b"# nothing\n", "1:1: the file is empty"),
    "utf-16.yaml": ("places:".encode("utf-16"), "1:1: the file is UTF-16"),
    "utf-16-le.yaml": ("places:".encode("utf-16-le"), "1:2: the control character U+0000"),
    "bom.yaml": (b"\xef\xbb\xbfplaces:\n", "1:1: the file is UTF-8 with a byte-order mark"),
    "latin.yaml": (b"places:\n  caf\xe9: {label: C}\n", "2:6: the byte 0xe9 is not UTF-8"),
    "surrogate.yaml": (b"places:\n  \xed\xa0\x80: {label: C}\n", "2:3: the byte 0xed is not UTF-8"),
    "escaped.yaml": (b'places:\n  bay: {label: "\\ud800"}\n', "2:19: not well-formed YAML"),
    "nul.yaml": (b"places:\n  bay: {label: \0}\n", "2:16: the control character U+0000"),
    "bell.yaml": (b'places:\n  bell: {label: "\\x07"}\n', "2:17 bell: the text holds a control character"),
    "bidi.yaml": ("places:\n  ba\u202ey: {label: B}\n".encode(), "2:3 ba\\u202ey: 'ba\\u202ey' is no id"),
    "width.yaml": ("places:\n  ba\u200by: {label: B}\n".encode(), "2:3 ba\\u200by: 'ba\\u200by' is no id"),
    "hidden.yaml": ("topics:\n  t: {label: a\u202eb}\n".encode(), "2:14 t: warning: the text holds U+202E"),
    "case.yaml": (b"places:\n  cove: {label: C}\n  Cove: {label: C}\n", "3:3 Cove: 'Cove' is no id"),
    "nfd.yaml": ("topics:\n  é: {label: E}\n  e\u0301: {label: E}\n".encode(), "3:3 e\u0301: 'e\u0301' is no id"),
    "twice.yaml": (b"places:\n  reef: {label: R}\n  reef: {label: R}\n", "3:3 reef: the key 'reef' stands here again"),
    "anchor.yaml": (b"places:\n  hill: &h {label: H}\n", "2:9 hill: anchors are not allowed"),
    "alias.yaml": (b"places:\n  dale: *h\n", "2:9 dale: aliases are not allowed"),
    "merge.yaml": (b"places:\n  vale:\n    <<: {label: V}\n", "3:5 vale: merge keys are not allowed"),
    "tag.yaml": (b"places:\n  moor: {label: !!binary aGk=}\n", "2:17 moor: the tag 'tag:yaml.org,2002:binary' is not"),
    "null.yaml": (b"places:\n  fen:\n", "2:7 fen: the value is empty"),
    "deep.yaml": (
        b"places:\n  pit: {label: " + b"[" * 39 + b"x" + b"]" * 39 + b"}\n",
        "2:53 pit: nested deeper than 40",
    ),
    "\udcff.yaml": (b"no facts\n", "1:1: the file holds no map"),
}


def test_every_file_that_is_no_facts_is_named_in_one_run(tmp_path: Path) -> None:
    write(tmp_path, {"cast.yaml": CAST})
    for name, (raw, _) in NO_FACTS.items():
        (tmp_path / name).write_bytes(raw)
    ran = communique("check", tmp_path)
    assert refuses(ran)
    for name, (_, said) in NO_FACTS.items():
        shown = name.replace("\udcff", "\\udcff")
        assert any(line.startswith(f"{tmp_path}/{shown}:{said}") for line in ran.lines), name
    assert "reef" in ran.out
    assert "after line 2" in ran.out


#: Ids that are one id, or look like one → what is said of the second.
TWINS = {
    "bay": "the id stands already at",
    "Bay": "the id is easily confused with 'bay' at",
    "BAY": "the id is easily confused with 'bay' at",
    "b\u0430y": "the id is easily confused with 'bay' at",  # a Cyrillic letter
    "b\uff41y": "the id is easily confused with 'bay' at",  # a wide letter
}


@pytest.mark.parametrize("twin", TWINS, ids=ascii)
def test_ids_that_are_or_look_the_same_name_both_places(twin: str, tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"a.yaml": PLACE, "b.yaml": PLACE.replace("bay", twin)}))
    assert refuses(ran)
    said = f"{tmp_path}/b.yaml:2:3 {twin}: {TWINS[twin]} {tmp_path}/a.yaml:2; choose another id [id-twice]"
    assert said in ran.lines


def test_an_id_in_two_sections_of_one_file_names_both_places(tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"a.yaml": PLACE + "topics:\n  bay: {label: The Bay}\n"}))
    assert refuses(ran)
    said = f"{tmp_path}/a.yaml:4:3 bay: the id stands already at {tmp_path}/a.yaml:2; choose another id [id-twice]"
    assert said in ran.lines


def test_every_form_has_a_line_for_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": 'topics:\n  "x\\n::error::": {label: x}\n'})
    text, json_, github = (communique("check", tmp_path, "--format", form) for form in ("text", "json", "github"))
    assert [len(ran.lines) for ran in (text, json_, github)] == [1, 1, 1]
    assert (json.loads(json_.out)["line"], json.loads(json_.out)["column"]) == (2, 3)
    assert github.out.startswith(f"::error file={tmp_path}/a.yaml,line=2,col=3,title=schema::")
    assert github.out.count("::") == 2


# --- bombs: nesting, aliases, merges, tags, keys without end


#: Names of two to four letters, more than there is room for in a file.
NAMES = ["".join(letters) for size in (2, 3, 4) for letters in product("abcdefghijklmnopqrstuvwxyz", repeat=size)]
BOMBS: dict[str, tuple[str, str]] = {
    "flow": ("[" * 100_000, "1:41: nested deeper than 40"),
    "closed flow": ("[" * 100_000 + "]" * 100_000, "1:41: nested deeper than 40"),
    "flow maps": ("{a: " * 100_000, "1:161 a: nested deeper than 40"),
    "block": ("- " * 100_000, "1:81: nested deeper than 40"),
    "block maps": ("".join(" " * n + "a:\n" for n in range(1_950)), "41:41 a: nested deeper than 40"),
    "keys of keys": ("? " * 100_000, "1:81: nested deeper than 40"),
    "quotes": ('"' * 1_900_000, "1:3: not well-formed YAML"),
    "aliases": ("a: &x [" + "*x, " * 400_000 + "]", "1:4: anchors are not allowed"),
    "doubling aliases": (
        "a: &b0 [x, x]\n" + "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 60)),
        "2:5: anchors are not allowed",
    ),
    "merge keys": (
        "a: &a {x: y}\n" + "".join(f"b{n}: &b{n}\n  <<: [{'*a, ' * 9}]\n" for n in range(1, 20_000)),
        "3:3: merge keys are not allowed",
    ),
    "empty keys": ("".join(f"k{n:x}:\n" for n in range(240_000)), "1:4: the value is empty"),
    "sections": ("".join(f"{n:x}a: 1\n" for n in range(200_000)), "1:1: unknown section '0a'"),
    "ids": ("places: {" + ",".join(f"{n:x}" for n in range(300_000)) + "}", "1:10: the key 0 is no text"),
    "keys of a record": (
        "places: {b: {" + ",".join(f"{n:x}" for n in range(300_000)) + "}}",
        "1:14 b: the key 0 is no text",
    ),
    "keys with values": (
        "places: {b: {" + ",".join(f"{NAMES[n]}: x" for n in range(240_000)) + "}}",
        "1:10 b: something is wrong among more than 10,000 values of one record",
    ),
    "one key": ("a: 1\n" * 390_000, "2:1: the key 'a' stands here again, after line 1"),
    "values": ("places: {b: {label: [" + "5," * 250_000 + "]}}", "1:10 b: something is wrong among more than 10,000"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_in_time_and_memory(tmp_path: Path, bomb: str) -> None:
    text, said = BOMBS[bomb]
    ran = communique("check", write(tmp_path, {"a.yaml": text}))
    assert refuses(ran)
    assert any(line.startswith(f"{tmp_path}/a.yaml:{said}") for line in ran.lines), ran.lines[:3]
    assert len(ran.lines) < 25_000


def test_a_tag_runs_nothing(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    command = f"touch {canary}"
    tags = {
        "a.yaml": f"places: !!python/object/apply:os.system ['{command}']\n",
        "b.yaml": f"places: !!python/object/apply:subprocess.check_output [['touch', '{canary}']]\n",
        "c.yaml": f"places: !!python/object/new:os.system ['{command}']\n",
        "d.yaml": "places: !!python/name:os.system\n",
        "e.yaml": "!!python/module:antigravity places: {}\n",
    }
    ran = communique("check", write(tmp_path / "facts", tags))
    assert refuses(ran)
    assert [line.count("/facts/") for line in ran.lines if " is not allowed; " in line] == [1] * 5
    assert not canary.exists()


# --- size


@pytest.mark.parametrize("size", [2_000_001, 200_000_000, 5_000_000_000])
def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path, size: int) -> None:
    write(tmp_path, {"a.yaml": PLACE, "b.yaml": ""})
    os.truncate(tmp_path / "b.yaml", size)  # sparse: it takes no room
    ran = communique("check", tmp_path)
    assert refuses(ran)
    what = (
        f"the file has {size:,} bytes, over the limit of 2,000,000; split it, or raise COMMUNIQUE_LIMIT [strict-yaml]"
    )
    assert ran.lines == [f"{tmp_path}/b.yaml:1:1: {what}"]


def test_the_limit_of_size_is_the_users_to_set(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": PLACE.replace("The Bay", "The " + "very " * 500_000 + "long Bay")})
    assert refuses(communique("check", tmp_path))
    assert communique("check", tmp_path, env={"COMMUNIQUE_LIMIT": "3000000"}).code == 0
    assert refuses(communique("check", tmp_path, env={"COMMUNIQUE_LIMIT": "20"}))
