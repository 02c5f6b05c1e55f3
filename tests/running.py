"""Run the command in this process, for the tests of what it prints and of how it ends."""

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from communique import cli


class Done(NamedTuple):
    """What a run of the command left: its exit code, its data and its remarks."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def runner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command with arguments, and with bytes in its standard input."""

    def running(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setenv("COLUMNS", "140")
        monkeypatch.setattr(sys, "argv", ["communique", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        with pytest.raises(SystemExit) as exited:
            cli.main()
        assert isinstance(exited.value.code, int)
        return Done(exited.value.code, *capsys.readouterr())

    return running
