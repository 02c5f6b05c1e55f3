"""The documentation runs: every `>>>` in a docstring or a page, and every `$ communique ...` in a page.

In a page, a ```console block shows commands and what they print (`...` stands for anything left out; no
output shown, none compared). Its commands share one folder, empty at the top of the page, and must succeed.
Lines that do not start with `$ communique` or `$ python` are shown, not run.
"""

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

import communique
from conftest import ROOT

PAGES = sorted([ROOT / "README.md", ROOT / "facts" / "README.md", *ROOT.glob("docs/**/*.md")])
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(communique.__path__, "communique.")
    # An installed package holds the checkout's other folders only when it is installed in place.
    if module.name.split(".")[1] in {"cli", "graph", "ontology", "facts"} and not module.name.endswith("__main__")
)
FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def blocks(page: Path, *languages: str) -> list[str]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [block["body"] for block in found if block["language"] in languages]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name), optionflags=FLAGS).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_python_in_the_pages_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "\n".join(blocks(page, "python", "pycon"))
    examples = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    assert doctest.DocTestRunner(optionflags=FLAGS).run(examples).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_in_the_pages_run(page: Path, tmp_path: Path) -> None:
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    for shown in COMMAND.finditer("".join(blocks(page, "console"))):
        if not shown["command"].startswith(("communique", "python")):
            continue
        done = subprocess.run(
            shown["command"],
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "COLUMNS": "120", "NO_COLOR": "1"},
            check=False,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"$ {shown['command']}\n{done.stderr}"
        agrees = doctest.OutputChecker().check_output(shown["output"], done.stdout, FLAGS)
        assert not shown["output"].strip() or agrees, f"$ {shown['command']}\n{done.stdout}"
