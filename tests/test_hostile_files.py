"""Hostile files, from the command line: a message with its place, exit code 1, no traceback, in time and memory."""

import hashlib
import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from garden import ENDS, STRUCTURES

from disk import CAST, write
from planting import MARK

SECONDS, BYTES = 2.0, 512 << 20
PLACE = "places:\n  bay: {label: The Bay}\n"


@dataclass(frozen=True)
class Ran:
    """What a command said, how it ended, and how long the processor worked for it."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def communique(*arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> Ran:
    """Run the command in so much memory, and no longer than a minute."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "communique", *map(str, arguments)],
        check=False,
        capture_output=True,
        timeout=60,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES)),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), seconds)


def refuses(ran: Ran) -> bool:
    """Tell whether the facts were refused as they should be: with problems, with no traceback, and in time."""
    assert "Traceback" not in ran.err
    assert ran.seconds < SECONDS
    return ran.code == 1 and all(": " in line and "; " in line for line in ran.lines)


# --- rows 1, 5, 8: files that are no facts, all at once

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


def test_twins_name_both_places(tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"a.yaml": PLACE, "b.yaml": PLACE}))
    assert refuses(ran)
    assert ran.lines == [f"{tmp_path}/b.yaml:2:3 bay: the id stands already at {tmp_path}/a.yaml:2; choose another id"]


def test_every_form_has_a_line_for_a_problem(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": 'topics:\n  "x\\n::error::": {label: x}\n'})
    text, json_, github = (communique("check", tmp_path, "--format", form) for form in ("text", "json", "github"))
    assert [len(ran.lines) for ran in (text, json_, github)] == [1, 1, 1]
    assert (json.loads(json_.out)["line"], json.loads(json_.out)["column"]) == (2, 3)
    assert github.out.startswith(f"::error file={tmp_path}/a.yaml,line=2,col=3::")
    assert github.out.count("::") == 2


# --- rows 2, 3, 4: bombs


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


@pytest.mark.parametrize("size", [2_000_001, 200_000_000, 5_000_000_000])
def test_a_file_over_the_limit_is_refused_by_its_size(tmp_path: Path, size: int) -> None:
    write(tmp_path, {"a.yaml": PLACE, "b.yaml": ""})
    os.truncate(tmp_path / "b.yaml", size)  # sparse: it takes no room
    ran = communique("check", tmp_path)
    assert refuses(ran)
    what = f"the file has {size:,} bytes, over the limit of 2,000,000; split it, or raise COMMUNIQUE_LIMIT"
    assert ran.lines == [f"{tmp_path}/b.yaml:1:1: {what}"]


# --- row 10: what is no file


def test_a_pipe_a_device_or_a_broken_link_among_the_facts_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": PLACE})
    os.mkfifo(tmp_path / "pipe.yaml")
    os.mkfifo(tmp_path / "dataset.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "gone.yaml").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop.yaml").symlink_to(tmp_path / "loop.yaml")
    ran = communique("check", tmp_path)
    assert refuses(ran)
    assert [line.removeprefix(f"{tmp_path}/").partition("; ")[0] for line in ran.lines] == [
        "dataset.yaml:1:1: this is no regular file",
        "gone.yaml:1:1: the file cannot be read (No such file or directory)",
        "loop.yaml:1:1: the file cannot be read (Too many levels of symbolic links)",
        "pipe.yaml:1:1: this is no regular file",
        "zero.yaml:1:1: this is no regular file",
    ]


def test_only_a_file_inside_the_folder_of_sources_is_opened(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    write(tmp_path, {"secret.txt": "secret", "texts/in.txt": "in"})
    os.mkfifo(texts / "pipe.txt")
    (texts / "out.txt").symlink_to(tmp_path / "secret.txt")
    (texts / "zero.txt").symlink_to("/dev/zero")
    names = ["../secret.txt", str(tmp_path / "secret.txt"), "/dev/zero", "pipe.txt", "out.txt", "zero.txt", "in.txt"]
    names += ["texts/../../secret.txt", "..", ".", "~/x", "x" * 9_999]
    digest = hashlib.sha256(b"in").hexdigest()
    sources = [f"  s{n}: {{sha256: {digest}, file: '{name}'}}\n" for n, name in enumerate(names)]
    ran = communique(
        "check", write(tmp_path / "facts", {"s.yaml": "sources:\n" + "".join(sources)}), "--sources", texts
    )
    assert refuses(ran)
    refused = {int(line.split(" s")[1].split(":")[0]) for line in ran.lines}
    assert refused == set(range(len(names))) - {
        names.index("in.txt"),
        names.index("~/x"),
    }  # the one is there, the other is not


@pytest.mark.parametrize("folder", ["nowhere", "empty", "a.txt"])
def test_a_folder_without_facts_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    ran = communique("check", tmp_path / folder)
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert ran.err == f"{tmp_path / folder}:1:1: no facts are here; name a folder with .yaml files\n"


# --- row 11: length


def test_a_chain_of_a_hundred_thousand_is_no_recursion(tmp_path: Path) -> None:
    links = [f"  p{n}: {{label: P, in: p{n + 1}}}\n" for n in range(100_000)]
    halves = {"a.yaml": "".join(links[:50_000]), "b.yaml": "".join(links[50_000:]) + "  p100000: {label: P}\n"}
    ran = communique("check", write(tmp_path, {name: "places:\n" + text for name, text in halves.items()}))
    assert (ran.code, ran.err) == (0, "100001 records in 2 files: no problems.\n")


def test_a_circle_of_ten_thousand_is_one_problem(tmp_path: Path) -> None:
    rest = "type: visit, evidence: [{source: gazette, locator: l}]"
    acts = [f"  e{n:05}: {{reactsTo: [e{(n + 1) % 10_000:05}], {rest}}}\n" for n in range(10_000)]
    ran = communique("check", write(tmp_path, {"cast.yaml": CAST, "a.yaml": "events:\n" + "".join(acts)}))
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    circle = "reactsTo runs in a circle: e00000 → e00001 → e00002 → e00003 → … → e00000"
    assert ran.lines == [f"{tmp_path}/a.yaml:2:12 e00000: {circle}; break it"]


def test_a_knot_of_all_with_all_is_told_without_listing_every_circle(tmp_path: Path) -> None:
    rest = "type: visit, evidence: [{source: gazette, locator: l}]"
    everything = ", ".join(f"e{n}" for n in range(300))
    acts = [f"  e{n}: {{reactsTo: [{everything.replace(f'e{n}, ', '')}], {rest}}}\n" for n in range(300)]
    ran = communique("check", write(tmp_path, {"cast.yaml": CAST, "a.yaml": "events:\n" + "".join(acts)}))
    assert refuses(ran)
    assert 1 <= len(ran.lines) <= 301


# --- rows 7, 24: the same answer everywhere

PLACES = {
    "here": {},
    "seed 0": {"PYTHONHASHSEED": "0"},
    "seed 1": {"PYTHONHASHSEED": "1"},
    "Kiritimati": {"TZ": "Pacific/Kiritimati"},
    "Pago Pago": {"TZ": "Pacific/Pago_Pago"},
    "Turkey": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "nowhere": {"LC_ALL": "C", "LANG": "", "TZ": ""},
    "no development": {"PYTHONOPTIMIZE": "2"},
}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with faults of all kinds, and dates at the edge of a day."""
    texts = [text for texts in STRUCTURES.values() for text in texts] + ["places:\n" + text for text in ENDS.values()]
    late = "events:\n  a: {type: visit, date: 2031-03-01, reactsTo: [b]}\n  b: {type: visit, date: 2031-03-04}\n"
    files = {f"{number:03}.yaml": text.replace(MARK, "") for number, text in enumerate([late, CAST, *texts])}
    return write(tmp_path_factory.mktemp("faulty"), files)


@pytest.mark.parametrize("place", PLACES)
def test_the_answer_is_the_same_everywhere(faulty: Path, place: str) -> None:
    here = communique("check", ".", cwd=faulty)
    there = communique("check", ".", cwd=faulty, env=PLACES[place])
    assert refuses(there)
    assert there.out.count("\n") > 60
    assert (there.out, there.err) == (here.out, here.err)


def test_the_answer_is_the_same_whatever_the_order_in_the_folder(faulty: Path, tmp_path: Path) -> None:
    for path in sorted(faulty.iterdir(), reverse=True):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert communique("check", ".", cwd=tmp_path).out == communique("check", ".", cwd=faulty).out
