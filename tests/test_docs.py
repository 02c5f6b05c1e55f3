"""The documentation runs: every `>>>` in a docstring or a page, and every `$ communique ...` in a page.

In a page, a ```console block shows commands and what they print (`...` stands for anything left out; no
output shown, none compared). Its commands share one folder, empty at the top of the page, and must succeed;
or they end as a comment behind them says, `# exit 1`, and show what they say on standard error too. Commands
that are not KNOWN here are shown, not run. A block whose fence names a file (```text texts/a.txt) makes it.
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
FENCE = re.compile(r"^```(?P<language>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (?P<command>(?:.*\\\n)*.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
EXIT = re.compile(r"# exit (\d)$")
KNOWN = ("communique", "python", "cp", "git", "sed")
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
    for block in FENCE.finditer(page.read_text(encoding="utf-8")):
        if block["file"]:
            (tmp_path / block["file"]).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / block["file"]).write_text(block["body"], encoding="utf-8")
        elif block["language"] == "console":
            for shown in COMMAND.finditer(block["body"]):
                if shown["command"].startswith(KNOWN):
                    check_command(shown["command"], shown["output"], tmp_path)


def check_command(command: str, output: str, folder: Path) -> None:
    """Run one command, and compare how it ends and what it prints."""
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    who = {f"GIT_{role}_{key}": "curator@example.org" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "PATH": path, "COLUMNS": "120", "NO_COLOR": "1", "HOME": str(folder)}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, check=False, capture_output=True, text=True
    )  # fmt: skip
    wanted = EXIT.search(command)
    assert done.returncode == (int(wanted[1]) if wanted else 0), f"$ {command}\n{done.stdout}{done.stderr}"
    printed = done.stdout + (done.stderr if wanted else "")
    agrees = doctest.OutputChecker().check_output(output, printed, FLAGS)
    assert not output.strip() or agrees, f"$ {command}\n{printed}"
