"""Print to the terminal: width, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import sys
from collections.abc import Iterator

from ..errors import CommuniqueError, OutputError
from .bar import hide


def width() -> int:
    """Return how many characters a line may have: the terminal's, or COLUMNS, or 140."""
    return shutil.get_terminal_size((140, 40)).columns


def out(text: str) -> None:
    """Write data to standard output. Raises OutputError where that is a file and the disk is full."""
    hide()
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _drop_output()
        raise OutputError(
            "the output", f"cannot write ({error.strerror})", "free some space, or send it elsewhere"
        ) from error


def say(text: str) -> None:
    """Write a remark to standard error."""
    hide()
    sys.stderr.write(text + "\n")


def as_json(value: object, indent: int | None = None) -> str:
    """Return a value as a line of JSON, or as indented ones."""
    import json  # which no help text needs

    return json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def _prepare() -> None:
    """Let files and pipes get UTF-8 whatever the locale, a terminal what it can show, and a closed output nothing."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115, open to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Let what is still to be written go nowhere, or Python would try again at the end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def boundary() -> Iterator[None]:
    """Turn errors meant for people into a message and exit code 1; let a closed pipe and Ctrl-C end quietly."""
    _prepare()
    try:
        yield
    except CommuniqueError as error:
        say(str(error))
        raise SystemExit(1) from None
    except BrokenPipeError:
        _drop_output()
        raise SystemExit(141) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
