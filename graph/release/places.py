"""Read files from a folder of this machine, or from storage that a URL names; both in the same few words."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol
from urllib.parse import urlsplit

from ..errors import MissingError, ReleaseError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_URL = re.compile(r"[a-z][a-z0-9+.-]+(?:::[a-z][a-z0-9+.-]+)*://")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
#: Where the system has these: do not follow a link, do not wait for who writes to a pipe.
_CAREFULLY = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Place(Protocol):
    """Be a folder that can be looked into."""

    @property
    def shown(self) -> str:
        """Return its name, as the user gave it."""
        ...

    def names(self) -> list[str]:
        """Return what lies directly in it, sorted; nothing where there is no such folder."""
        ...

    def size(self, name: str) -> int | None:
        """Return how long a file in it is, None where that is no file, or a link to one."""
        ...

    def open(self, name: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """Open a file in it. Raises OSError."""
        ...

    def below(self, name: str) -> Place:
        """Return a folder in it."""
        ...


def is_url(text: str | os.PathLike[str]) -> bool:
    """Say whether a place is named by a URL, such as ``s3://bucket/folder``.

    >>> is_url("s3://bucket/facts"), is_url("C://facts"), is_url("facts")
    (True, False, False)
    """
    return isinstance(text, str) and _URL.match(text) is not None


def place_of(text: str | os.PathLike[str]) -> Place:
    """Return the place that a path or a URL names.

    Raises ReleaseError where no storage is of that kind, MissingError where what reads it is not installed.
    """
    if (path := local(text)) is not None:
        return Here(path)
    system, root = storage(str(text))
    return There(system, root, str(text).rstrip("/"))


def local(text: str | os.PathLike[str]) -> Path | None:
    """Return the path on this machine that a path or a ``file://`` URL names, None for other URLs."""
    if not isinstance(text, str) or not is_url(text):
        return Path(text)
    parts = urlsplit(text)
    if parts.scheme != "file" or parts.netloc:
        return None
    from urllib.request import url2pathname  # a slow import, for a rare kind of URL

    return Path(url2pathname(parts.path))


def storage(url: str) -> tuple[AbstractFileSystem, str]:
    """Return the storage that a URL names, and the path there.

    Raises ReleaseError where no storage is of that kind, MissingError where what reads it is not installed.
    """
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise MissingError("fsspec, which reads shared storage,", "storage") from error
    if _UNSEEN.search(url):
        raise ReleaseError(ascii(url)[1:-1], ["this is no URL"], "percent-encode what is no letter, digit or sign")
    try:
        system, root = url_to_fs(url)
    except ImportError as error:
        raise ReleaseError(url, [f"a package is missing ({error})"], "install it beside communique") from error
    except ValueError as error:
        raise ReleaseError(url, [str(error)], "name it as s3://bucket/folder") from error
    return system, str(root).rstrip("/")


@contextlib.contextmanager
def _read(folder: str) -> Iterator[None]:
    """Read a folder, or pass over one that is not there. Raises ReleaseError where it cannot be read."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        problem = f"it cannot be read ({error.strerror or error})"
        raise ReleaseError(folder, [problem], "see that you may read it") from error


@dataclass(frozen=True)
class Here:
    """Be a folder of this machine; nothing is followed out of it."""

    path: Path

    @property
    def shown(self) -> str:
        """Return its path."""
        return str(self.path)

    def names(self) -> list[str]:
        """Return what lies directly in it, sorted. Raises ReleaseError where that cannot be read."""
        found: list[str] = []
        with _read(self.shown):
            found = os.listdir(self.path)
        return sorted(found)

    def size(self, name: str) -> int | None:
        """Return how long a regular file is."""
        try:
            found = os.lstat(self.path / name)
        except (OSError, ValueError):
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a regular file. Raises OSError."""
        with os.fdopen(os.open(self.path / name, os.O_RDONLY | _CAREFULLY), "rb") as file:
            yield file

    def below(self, name: str) -> Here:
        """Return a folder in it."""
        return Here(self.path / name)


@dataclass(frozen=True)
class There:
    """Be a folder of a storage that fsspec knows."""

    system: AbstractFileSystem
    root: str
    shown: str

    def names(self) -> list[str]:
        """Return what lies directly in it, sorted. Raises ReleaseError where that cannot be read."""
        return sorted(self._listed)

    def size(self, name: str) -> int | None:
        """Return how long a file is."""
        return self._listed.get(name)

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """Open a file. Raises OSError."""
        with self.system.open(f"{self.root}/{name}", "rb") as file:
            yield file

    def below(self, name: str) -> There:
        """Return a folder in it."""
        return There(self.system, f"{self.root}/{name}", f"{self.shown}/{name}")

    @cached_property
    def _listed(self) -> dict[str, int | None]:
        """Return what lies directly in it → how long it is; asked for once, since each time is a request."""
        listed = []
        with _read(self.shown):
            listed = self.system.ls(self.root, detail=True)
        paths = {str(one["name"]).rstrip("/"): one for one in listed}
        paths.pop(self.root, None)  # some storage lists the folder itself
        return {path.rpartition("/")[2]: one["size"] if one["type"] == "file" else None for path, one in paths.items()}
