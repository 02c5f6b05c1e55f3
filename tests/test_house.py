"""The house itself: what is shipped, under which name, and at which versions."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import communique
from conftest import ROOT, need

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SHIPPED = ("graph", "ontology", "facts")
NOT_CHECKED_IN = {"build", "dist", "out", "__pycache__"}


# --- what is shipped


def checked_in() -> list[Path]:
    """Return every file of the project, committed or about to be, relative to the root."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        git = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(git, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
        return [Path(name) for name in listed if name and (ROOT / name).is_file()]
    return list(walked(ROOT))


def walked(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        hidden = entry.name.startswith(".") and entry.name not in {".ci", ".gitignore"}
        if hidden or entry.name in NOT_CHECKED_IN or entry.name.endswith(".egg-info"):
            continue
        if entry.is_dir():
            yield from walked(entry)
        else:
            yield entry.relative_to(ROOT)


def is_shipped(path: Path) -> bool:
    """Tell whether a file belongs in the wheel: the package's own modules, and all of its folders."""
    if len(path.parts) == 1:
        return path.suffix == ".py" or path.name == "py.typed"
    return path.parts[0] in SHIPPED


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel made from the sdist made from the checked-in files alone."""
    checkout, out = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("dist")
    for path in checked_in():
        (checkout / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, checkout / path)
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(checkout)]
    done = subprocess.run(build, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.returncode == 0, done.stdout
    assert [path.name for path in out.glob("*.tar.gz")] == [f"communique-{PROJECT['version']}.tar.gz"]
    return zipfile.ZipFile(next(out.glob("*.whl")))


def test_the_wheel_holds_the_package_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    info = f"communique-{PROJECT['version']}.dist-info"
    about = ["METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt"]
    licences = [f"licenses/{name}" for name in PROJECT["license-files"]]
    modules_and_data = [f"communique/{path.as_posix()}" for path in checked_in() if is_shipped(path)]
    expected = [*modules_and_data, *(f"{info}/{name}" for name in [*about, *licences])]
    assert sorted(wheel.namelist()) == sorted(expected)


def test_the_wheel_claims_one_name(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {"communique", f"communique-{PROJECT['version']}.dist-info"}


def test_the_wheel_is_typed(wheel: zipfile.ZipFile) -> None:
    assert "communique/py.typed" in wheel.namelist()


# --- under which name


def test_communique_is_the_installed_package() -> None:
    assert communique.__file__ is not None
    assert Path(communique.__file__).parent in {ROOT, Path(sysconfig.get_path("purelib"), "communique")}


def test_no_module_of_the_package_is_imported_under_another_name() -> None:
    files = {name: getattr(module, "__file__", None) for name, module in list(sys.modules.items())}
    ours = {name for name, file in files.items() if file and is_of_the_package(Path(file))}
    assert {name for name in ours if name.partition(".")[0] != "communique"} == set()


def is_of_the_package(file: Path) -> bool:
    return file.is_relative_to(ROOT) and is_shipped(file.relative_to(ROOT))


# --- at which versions


def test_the_package_knows_its_version() -> None:
    assert communique.__version__ == PROJECT["version"]


def locked(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines]
    return {canonicalize_name(package): version for package, version in pins}


def test_the_locks_agree() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-dev.lock").items()


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_holds_sorted_pins_only(lock: str) -> None:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.]*", line)] == []
    assert lines == sorted(lines, key=lambda line: line.partition("==")[0].lower())


def test_every_dependency_is_locked_within_its_bounds() -> None:
    extras = [one for extra in PROJECT["optional-dependencies"].values() for one in extra]
    for lock, wanted in (
        ("requirements.lock", PROJECT["dependencies"]),
        ("requirements-dev.lock", [one for one in extras if not one.startswith("communique[")]),
    ):
        pins = locked(lock)
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


# --- what a missing part does


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_missing_part_skips_here_and_fails_in_ci(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "CI", ci)
    assert need("nothing", "found") == "found"
    with pytest.raises(outcome, match="needs a teapot"):
        need("a teapot", None)
