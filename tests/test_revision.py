"""Revisions: facts are read out of a git repository as they were, and nothing of it is run or followed."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from communique.graph.api import diff
from communique.graph.curate.diff.compare import Diff
from communique.graph.curate.diff.git import Tree
from communique.graph.errors import RevisionError, UnknownError
from conftest import need
from disk import CAST, write
from running import Run, runner

TALKS = """\
statements:
  torrent-warns:
    speaker: ilva-torrent
    date: 2031-03-04
    act: warn
    gist: The strait stays closed.
    evidence: [{source: gazette, paragraph: 9}]
"""


def told(found: Diff) -> list[str]:
    return ["".join(one.said) for one in found.changes]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with the talks in a folder below its top, changed in a second commit."""
    need("git", shutil.which("git"))
    for name, value in {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "TZ": "UTC"}.items():
        monkeypatch.setenv(name, value)
    top = write(tmp_path / "top", {"deep/facts/cast.yaml": CAST, "deep/facts/talks.yaml": TALKS})
    git(top, "init", "--quiet", "--initial-branch=main")
    commit(top, "first")
    write(top, {"deep/facts/talks.yaml": TALKS.replace("2031-03-04", "2031-03-05")})
    commit(top, "second")
    return top


def git(top: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Ilva", "-c", "user.email=ilva@example.org"]
    command = ["git", "-C", str(top), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(top: Path, message: str) -> None:
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", message)


DATED = ["date changed: 2031-03-04 → 2031-03-05"]


@pytest.mark.parametrize("sides", [("HEAD~1", None), ("HEAD~1", "HEAD"), ("HEAD~1..HEAD", None), ("HEAD~1..", None)])
def test_revisions_are_compared(repository: Path, sides: tuple[str, str | None]) -> None:
    facts = repository / "deep" / "facts"
    found = diff(*sides, facts=facts)
    assert told(found) == DATED
    assert (found.changes[0].file, found.changes[0].line) == (f"{facts}/talks.yaml", 4)


def test_a_revision_is_read_from_within_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "deep")
    assert told(diff("HEAD~1")) == DATED
    assert told(diff("HEAD~1", facts=Path("facts/talks.yaml"))) == DATED
    assert [one.file for one in diff("HEAD~1", facts=Path("facts/talks.yaml")).changes] == ["facts/talks.yaml"]


def test_what_was_removed_is_told_where_it_was(repository: Path) -> None:
    facts = repository / "deep" / "facts"
    (facts / "talks.yaml").unlink()
    found = diff("HEAD", facts=facts)
    assert {one.what for one in found.changes} == {"removed"}
    assert {one.file for one in found.changes} == {f"{facts}/talks.yaml"}


def test_a_folder_that_is_gone_is_read_from_the_revision(repository: Path) -> None:
    facts = repository / "deep" / "facts"
    facts.rename(repository / "elsewhere")
    assert told(diff("HEAD~1", str(repository / "elsewhere"), facts=facts)) == DATED


def test_what_a_revision_extends_is_read_from_it(repository: Path) -> None:
    description = "title: B\nextends: [../under, communique]\n"
    write(repository / "deep" / "under", {"d.yaml": "topics: {b: {label: B}}\n"})
    beside = write(repository / "deep" / "beside", {"dataset.yaml": description, "t.yaml": "topics: {a: {label: A}}\n"})
    commit(repository, "third")
    write(beside, {"t.yaml": "topics: {a: {label: A, broader: b}}\n"})
    found = diff("HEAD", facts=beside)
    assert (told(found), found.remarks) == (["broader added: b"], ())


def test_nothing_of_the_repository_is_run_or_followed(repository: Path, tmp_path: Path) -> None:
    facts, ran, secret = repository / "deep" / "facts", tmp_path / "ran", tmp_path / "secret.yaml"
    secret.write_text("topics: {secret: {label: Secret}}\n", encoding="utf-8")
    (facts / "link.yaml").symlink_to(secret)
    (facts / "folder").symlink_to(tmp_path)
    (facts / ".gitattributes").write_text("* filter=evil diff=evil\n", encoding="utf-8")
    commit(repository, "third")
    (facts / "link.yaml").unlink()
    canary = f"touch {ran}; cat"
    for key in ("filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "core.fsmonitor", "core.pager"):
        git(repository, "config", key, canary)
    hooks = write(repository / ".git" / "hooks", {"post-checkout": f"#!/bin/sh\ntouch {ran}\n"})
    (hooks / "post-checkout").chmod(0o755)
    before = git_state(repository)
    found = diff("HEAD", facts=facts)
    assert (told(found), found.remarks) == ([], ())
    assert not ran.exists()
    assert git_state(repository) == before


def git_state(top: Path) -> list[tuple[str, int, int]]:
    found = ((path, path.lstat()) for path in sorted(top.rglob("*")))
    return [(str(path), stat.st_size, stat.st_mtime_ns) for path, stat in found]


def test_a_tree_cannot_lead_out_of_its_folder(repository: Path, tmp_path: Path) -> None:
    blob = git(repository, "rev-parse", "HEAD:deep/facts/talks.yaml")
    raw = b"".join(b"100644 %s\0%s" % (name, bytes.fromhex(blob)) for name in (b"..", b"talks.yaml"))
    evil = b"40000 ..\0" + bytes.fromhex(store(repository, raw.replace(b"..", b"evil.yaml", 1)))
    facts = b"40000 facts\0" + bytes.fromhex(store(repository, evil + raw[raw.index(b"100644 talks") :]))
    deep = b"40000 deep\0" + bytes.fromhex(store(repository, facts))
    commit_id = git(repository, "commit-tree", "-m", "evil", store(repository, deep))
    assert "deep/facts/../evil.yaml" in git(repository, "ls-tree", "-r", "--name-only", commit_id)
    folder = Tree.of(repository / "deep" / "facts", commit_id).unpack(tmp_path / "there")
    files = [path.relative_to(folder) for path in (tmp_path / "there").rglob("*") if path.is_file()]
    assert files == [Path("talks.yaml")]


def store(top: Path, raw: bytes) -> str:
    command = ["git", "-C", str(top), "hash-object", "-t", "tree", "--literally", "-w", "--stdin"]
    return subprocess.run(command, check=True, input=raw, capture_output=True).stdout.decode().strip()


@pytest.mark.parametrize(
    ("revision", "told"),
    [
        ("--output=x", "'--output=x' is no revision"),
        ("", "'' is no revision"),
        ("a\nb", r"'a\\nb' is no revision"),
        ("mian", "unknown folder or revision 'mian'; did you mean 'main'?"),
        ("main:deep", "unknown folder or revision 'main:deep'"),
        ("main...HEAD", "'main...HEAD' has three dots; write A..B"),
    ],
)
def test_what_is_no_revision_is_refused(repository: Path, revision: str, told: str) -> None:
    with pytest.raises((RevisionError, UnknownError)) as refusal:
        diff(revision, facts=repository / "deep" / "facts")
    assert str(refusal.value).startswith(told)


def test_what_a_clone_does_not_hold_is_told(repository: Path, tmp_path: Path) -> None:
    git(repository, "clone", "--quiet", "--depth=1", repository.as_uri(), str(tmp_path / "shallow"))
    with pytest.raises(
        RevisionError, match="the clone is shallow, and holds no revision 'HEAD~1'; git fetch --unshallow"
    ):
        diff("HEAD~1", facts=tmp_path / "shallow" / "deep" / "facts")
    blob = git(repository, "rev-parse", "HEAD~1:deep/facts/talks.yaml")
    (repository / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(RevisionError, match=r"the clone does not hold deep/facts/talks\.yaml as it was"):
        diff("HEAD~1", facts=repository / "deep" / "facts")


def test_a_folder_without_facts_then_is_told(repository: Path) -> None:
    with pytest.raises(RevisionError, match=r"no facts are in .*deep/other in the revision HEAD"):
        diff("HEAD", facts=repository / "deep" / "other")


def test_a_folder_outside_a_repository_has_no_revisions(repository: Path, tmp_path: Path) -> None:
    facts = write(tmp_path / "outside", {"cast.yaml": CAST})
    with pytest.raises(RevisionError, match=r"not a git repository.*name a folder in place of a revision"):
        diff("HEAD", facts=facts)


def test_without_git_folders_are_compared_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    facts = write(tmp_path / "facts", {"talks.yaml": TALKS})
    assert diff(str(facts), str(facts)).changes == ()
    with pytest.raises(RevisionError, match="git is not installed"):
        diff("HEAD", facts=facts)


def test_a_file_over_the_limit_is_not_unpacked(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_LIMIT", str(len(TALKS.encode()) - 1))
    found = diff("HEAD", str(repository / "deep" / "facts"), facts=repository / "deep" / "facts")
    assert "over the limit" in found.remarks[0]
    assert found.changes == ()


# --- the command


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_the_command_says_what_changed_and_counts(run: Run, repository: Path) -> None:
    facts = repository / "deep" / "facts"
    written = f"statement changed: torrent-warns  {facts}/talks.yaml:2\n  {DATED[0]}\n"
    assert run("diff", "HEAD~1", "--facts", facts) == (0, written, "statements: 1 changed.\n")
    assert run("diff", "HEAD~1", "--facts", facts, "--exit-code").code == 1
    assert run("diff", "HEAD", "--facts", facts, "--exit-code") == (0, "", "No change.\n")


def test_the_command_tells_a_mistake_in_one_line(run: Run, repository: Path) -> None:
    done = run("diff", "nowhere", "--facts", repository / "deep" / "facts")
    assert done == (1, "", "unknown folder or revision 'nowhere'; known are: HEAD, main\n")
