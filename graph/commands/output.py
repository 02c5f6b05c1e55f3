"""Print to the terminal: width, and the one place where errors become messages and exit codes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator

from ..errors import CommuniqueError


def width() -> int:
    """Return how many characters a line may have: the terminal's, or COLUMNS, or 140."""
    return shutil.get_terminal_size((140, 40)).columns


def out(text: str) -> None:
    """Write data to standard output."""
    sys.stdout.write(text)


def say(text: str) -> None:
    """Write a remark to standard error."""
    sys.stderr.write(text + "\n")


@contextlib.contextmanager
def boundary() -> Iterator[None]:
    """Turn errors meant for people into a message and exit code 1; let a closed pipe and Ctrl-C end quietly."""
    try:
        yield
        sys.stdout.flush()
    except CommuniqueError as error:
        say(str(error))
        raise SystemExit(1) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(141) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
