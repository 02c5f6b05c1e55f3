"""References without end, and what is no file: told at their place, in time and memory."""

import hashlib
import os
from pathlib import Path

import pytest

from disk import CAST, write
from hostile import SECONDS, communique, in_bounds, refuses, told

VISIT = "type: visit, evidence: [{source: gazette, locator: l}]"


# --- references


WRONG_REFERENCES = f"""\
events:
  lost: {{reactsTo: [nobody-here], {VISIT}}}
  own: {{reactsTo: [own], {VISIT}}}
  one: {{reactsTo: [two], {VISIT}}}
  two: {{reactsTo: [one], {VISIT}}}
"""


def test_a_reference_leads_to_another_record_and_not_back(tmp_path: Path) -> None:
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": WRONG_REFERENCES}))
    assert refuses(ran)
    assert told(ran, tmp_path) == [
        "a.yaml:2:21 lost: unknown reactsTo 'nobody-here' [unknown-reference]",
        "a.yaml:3:20 own: reactsTo refers to the record itself [unknown-reference]",
        "a.yaml:4:9 one: reactsTo runs in a circle: one → two → one [runs-in-a-circle]",
    ]


def test_a_circle_of_ten_thousand_is_one_problem(tmp_path: Path) -> None:
    acts = [f"  e{n:05}: {{reactsTo: [e{(n + 1) % 10_000:05}], {VISIT}}}\n" for n in range(10_000)]
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": "events:\n" + "".join(acts)}))
    assert refuses(ran)
    circle = "reactsTo runs in a circle: e00000 → e00001 → e00002 → e00003 → … → e00000 [runs-in-a-circle]"
    assert told(ran, tmp_path) == [f"a.yaml:2:12 e00000: {circle}"]


def test_a_knot_of_all_with_all_is_told_without_listing_every_circle(tmp_path: Path) -> None:
    everything = ", ".join(f"e{n}" for n in range(300))
    acts = [f"  e{n}: {{reactsTo: [{everything.replace(f'e{n}, ', '')}], {VISIT}}}\n" for n in range(300)]
    ran = communique("check", write(tmp_path, {"c.yaml": CAST, "a.yaml": "events:\n" + "".join(acts)}))
    assert refuses(ran)
    assert 1 <= len(told(ran, tmp_path)) <= 301


def test_a_chain_of_a_hundred_thousand_places_is_no_recursion(tmp_path: Path) -> None:
    links = [f"  p{n}: {{label: P, in: p{n + 1}}}\n" for n in range(100_000)]
    halves = {"a.yaml": "".join(links[:50_000]), "b.yaml": "".join(links[50_000:]) + "  p100000: {label: P}\n"}
    ran = communique("check", write(tmp_path, {name: "places:\n" + text for name, text in halves.items()}))
    assert in_bounds(ran)
    assert (ran.code, told(ran, tmp_path)) == (0, [])


def test_a_chain_of_reactions_is_no_recursion(tmp_path: Path) -> None:
    """A hundred thousand are more than one file may hold, and take five times as long to read as any one file."""
    links = [f"  e{n}: {{{f'reactsTo: e{n - 1}, ' if n else ''}{VISIT}}}\n" for n in range(100_000)]
    files = {f"{n}.yaml": "events:\n" + "".join(links[n : n + 20_000]) for n in range(0, 100_000, 20_000)}
    write(tmp_path, {"cast.yaml": "sources: {gazette: {title: G}}\n"} | files)
    ran = communique("check", tmp_path)
    assert (ran.code, ran.out, ran.err) == (0, "", "100001 records in 6 files: no problems.\n")
    assert ran.seconds < 5 * SECONDS


# --- what is no file


def test_a_pipe_a_device_or_a_broken_link_among_the_facts_is_not_opened(tmp_path: Path) -> None:
    write(tmp_path, {"a.yaml": "topics:\n  bay: {label: Bay}\n"})
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
    names += ["texts/../../secret.txt", "..", ".", "~/x", "x" * 9_999, "C:in.txt", "in.txt:x", "..\\secret.txt"]
    digest = hashlib.sha256(b"in").hexdigest()
    sources = [f"  s{n}: {{sha256: {digest}, file: '{name}', title: X}}\n" for n, name in enumerate(names)]
    nul = '  nul: {file: "in\\0.txt", title: X}\n'
    facts = write(tmp_path / "facts", {"s.yaml": "sources:\n" + "".join(sources) + nul})
    ran = communique("check", facts, "--sources", texts)
    assert refuses(ran)
    refused = {line.split(" ")[1].rstrip(":") for line in told(ran, facts)}
    fine = {f"s{names.index(name)}" for name in ("in.txt", "~/x")}  # the one is there, the other is not
    assert refused == {f"s{n}" for n in range(len(names))} - fine | {"nul"}


@pytest.mark.parametrize("folder", ["nowhere", "empty", "a.txt"])
def test_a_folder_without_facts_is_named(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    ran = communique("check", tmp_path / folder)
    assert (ran.code, "Traceback" in ran.err) == (1, False)
    assert ran.err == f"{tmp_path / folder}:1:1: no facts are here; name a folder with .yaml files [dataset]\n"
