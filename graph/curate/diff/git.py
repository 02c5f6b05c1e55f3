"""Read files out of a git repository, without a checkout, and without running anything that the repository names."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...corpus.folders import file_limit
from ...corpus.places import DESCRIPTION
from ...corpus.placing import printable
from ...corpus.record import many
from ...corpus.shipped import SHIPPED
from ...errors import RevisionError, UnknownError
from ...reader import read_file

if TYPE_CHECKING:
    import subprocess

#: Where an environment says which repository is meant; the folder of facts says it here.
_ELSEWHERE = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_PREFIX", "GIT_NAMESPACE"}
#: Nothing is fetched, asked for, replaced or locked; a path is a path, and no pattern.
_QUIETLY = {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_OPTIONS = ("--no-replace-objects", "--no-optional-locks", "--literal-pathspecs")
_FILE = re.compile(rb"(100\d{3}) blob ([0-9a-f]+) +(\d+|BAD)\t(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Blob:
    """Hold where a file stands in a tree, and which object holds its bytes."""

    path: str
    object: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Tree:
    """Hold the files of one revision of the repository that a folder lies in."""

    at: Path  #: a folder that exists, to run git in
    prefix: str  #: path of the folder of facts from the top of the repository
    commit: str

    @classmethod
    def of(cls, folder: Path, revision: str) -> Tree:
        """Find a revision in the repository of a folder, which need not exist any more.

        Raises RevisionError without git or a repository, UnknownError for a revision that it does not have.
        """
        full = folder.absolute()
        at = next(parent for parent in (full, *full.parents) if parent.is_dir())
        inside = os.fsdecode(_git(at, "rev-parse", "--show-prefix").removesuffix(b"\n"))
        prefix = posixpath.normpath(posixpath.join(inside, full.relative_to(at).as_posix()))
        return cls(at, "" if prefix == "." else prefix, _commit(at, revision))

    def unpack(self, into: Path) -> Path:
        """Write the YAML files of the folder, and of those that it extends, below another; return the folder there."""
        todo, done = [self.prefix], set[str]()
        while todo:
            path = todo.pop()
            if path not in done:
                done.add(path)
                self._write(path, into)
                todo += _extended(path, into)
        return into / self.prefix

    def _write(self, path: str, into: Path) -> None:
        blobs = [blob for blob in self._blobs(path) if _is_yaml(blob.path)]
        small = [blob for blob in blobs if blob.size <= file_limit()]
        for blob in blobs:
            place = into / blob.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.touch()
            if blob.size > file_limit():
                os.truncate(place, blob.size)  # for the reader to refuse, without its bytes
        for blob, content in zip(small, self._contents(small), strict=True):
            (into / blob.path).write_bytes(content)

    def _blobs(self, path: str) -> Iterator[Blob]:
        """Yield the regular files at or below a path; links are not followed, and a file has its description by it."""
        paths = [path, posixpath.join(posixpath.dirname(path), DESCRIPTION)] if _is_yaml(path) else [path]
        wanted = [one for one in paths if one]
        for line in _git(self.at, "ls-tree", "-r", "-z", "-l", "--full-tree", self.commit, "--", *wanted).split(b"\0"):
            found = _FILE.fullmatch(line)
            if found and _stays_inside(os.fsdecode(found[4])):
                yield Blob(os.fsdecode(found[4]), found[2], _size(found[3], found[4]))

    def _contents(self, blobs: list[Blob]) -> Iterator[bytes]:
        out = _git(self.at, "cat-file", "--batch", given=b"".join(blob.object + b"\n" for blob in blobs))
        start = 0
        for blob in blobs:
            start = out.index(b"\n", start) + 1
            yield out[start : start + blob.size]
            start += blob.size + 1


def _size(size: bytes, path: bytes) -> int:
    if size == b"BAD":
        what = f"the clone does not hold {printable(os.fsdecode(path))} as it was"
        raise RevisionError(what, "fetch it whole: git fetch --refetch --no-filter")
    return int(size)


def _is_yaml(path: str) -> bool:
    return path.lower().endswith((".yaml", ".yml"))


def _stays_inside(path: str) -> bool:
    """Say whether a path of a tree, which a hostile hand can make, leads nowhere else."""
    return not {"", ".", "..", ".git"}.intersection(path.split("/"))


def _extended(path: str, into: Path) -> Iterator[str]:
    """Yield the paths of the folders that an unpacked folder builds on."""
    folder = posixpath.dirname(path) if _is_yaml(path) else path
    data = read_file(into / folder / DESCRIPTION).data
    for name in many(data.get("extends")):
        other = posixpath.normpath(posixpath.join(folder, str(name)))
        if name != SHIPPED and not other.startswith(("/", "..")) and other != ".":
            yield other


def _commit(at: Path, revision: str) -> str:
    if not revision or revision.startswith("-") or not revision.isprintable():
        raise RevisionError(f"{printable(revision)!r} is no revision", "name one such as HEAD~1, main or a tag")
    found = _run(at, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if found.returncode and _git(at, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise RevisionError(f"the clone is shallow, and holds no revision {revision!r}", "git fetch --unshallow")
    if found.returncode:
        names = _git(at, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags").splitlines()
        known = [printable(name.decode(errors="replace")) for name in names]
        raise UnknownError("folder or revision", revision, ["HEAD", *known])
    return found.stdout.decode("ascii").strip()


def _git(at: Path, *arguments: str, given: bytes = b"") -> bytes:
    found = _run(at, *arguments, given=given)
    if found.returncode:
        said = printable(found.stderr.decode(errors="replace").strip().partition("\n")[0])
        raise RevisionError(f"git cannot read {printable(str(at))} ({said})", "name a folder in place of a revision")
    return found.stdout


def _run(at: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    import subprocess

    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    command = ["git", "-C", str(at), *_OPTIONS, *arguments]
    try:
        return subprocess.run(command, check=False, input=given, capture_output=True, env={**kept, **_QUIETLY})
    except FileNotFoundError as error:
        raise RevisionError("git is not installed", "install it, or name a folder in place of a revision") from error
