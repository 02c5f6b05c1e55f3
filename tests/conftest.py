"""What the tests share: the parts a machine may lack, and the list of what was not tested for want of them."""

import importlib.util
import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from browsing import Opening, Window
    from canary import Canary

# A machine that is busy is no failure; how long anything may take is said where it matters.
settings.register_profile("unhurried", parent=settings(), deadline=None)
settings.load_profile("unhurried")

os.environ.pop("COMMUNIQUE_QUERIES", None)  # the questions are read while the tests are collected

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

Found = TypeVar("Found")


def need(part: str, found: Found | None) -> Found:
    """Return `found`; without it skip the test, or fail it where every part is promised (CI=true).

    `part` completes the sentence "needs ...".
    """
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"needs {part}, and with CI=true a missing part is a failure", pytrace=False)
    pytest.skip(f"needs {part}")


def sources_or_skip() -> Path:
    """Return the folder of the source articles, which are not ours to publish; without it skip, even with CI=true."""
    named = os.environ.get("COMMUNIQUE_TEST_SOURCES")
    folder = Path(named) if named else ROOT.parent / "shared" / "seeds"
    return _folder_or_skip(folder, named, "the source articles; name their folder in COMMUNIQUE_TEST_SOURCES")


def data_or_skip(name: str) -> Path:
    """Return the folder `name` of the real data sets; without it skip, even with CI=true."""
    named = os.environ.get("COMMUNIQUE_TEST_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return _folder_or_skip(folder / name, named, f"the data set {name!r}; name its parent in COMMUNIQUE_TEST_DATA")


def _folder_or_skip(folder: Path, named: str | None, part: str) -> Path:
    if folder.is_dir():
        return folder
    if named:
        pytest.fail(f"{folder} is not a folder", pytrace=False)
    pytest.skip(f"needs {part}")


@pytest.fixture
def canary() -> Iterator["Canary"]:
    """A server that nobody has called."""
    from canary import listening

    with listening() as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless browser, started once for all tests."""
    need("playwright", importlib.util.find_spec("playwright"))
    path = need(f"a browser ({', '.join(BROWSERS)})", next(filter(None, map(shutil.which, BROWSERS)), None))
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        started = driver.chromium.launch(
            executable_path=path, args=["--disable-gpu", "--disable-dev-shm-usage", *sandbox]
        )
        yield started
        started.close()


@pytest.fixture
def opening(browser: "Browser", tmp_path: Path) -> "Opening":
    """What opens a page in the browser."""
    from browsing import opening_in

    return opening_in(browser, tmp_path)


@pytest.fixture
def window(opening: "Opening") -> "Iterator[Window]":
    """The page of two small views, which must ask for nothing and complain of nothing whatever is done to it."""
    with opening() as found:
        yield found
        assert found.said == found.asked == []


@pytest.fixture(autouse=True)
def own_settings_only(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the settings of whoever runs the tests out of them, and the tests out of their cache."""
    for name in ("FACTS", "SOURCES", "LIMIT", "TIMEOUT", "MEMORY", "ROWS"):
        monkeypatch.delenv(f"COMMUNIQUE_{name}", raising=False)
    monkeypatch.setenv("COMMUNIQUE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the credentials of whoever runs the tests out of them; a test may write its own ``tmp_path / "netrc"``."""
    for name in ("COMMUNIQUE_USER", "COMMUNIQUE_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List, as the last words of the run, what was skipped and why."""
    tests: defaultdict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        _, _, reason = report.longrepr
        tests[reason.removeprefix("Skipped: ")].append(report.nodeid)
    if not tests:
        return
    terminalreporter.section("NOT TESTED HERE", sep="!", yellow=True, bold=True)
    for reason, names in sorted(tests.items()):
        terminalreporter.write_line(reason, yellow=True)
        for name in names:
            terminalreporter.write_line(f"    {name}")
