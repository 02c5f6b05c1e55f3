"""Editors: the JSON Schema tells them every key and word and what it means, and files of facts name it."""

import json
import os
import re
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from communique.graph.corpus.places import DESCRIPTION, fact_files, shipped_folder
from communique.graph.reader import read_file
from communique.graph.schema import load_schema
from communique.graph.schema.json_schema import dataset_schema, json_schema
from conftest import ROOT
from disk import write
from planting import MARK, plants
from running import Run, runner

SCHEMA = load_schema()
SCHEMAS = {"facts": json_schema(SCHEMA), "dataset": dataset_schema(SCHEMA)}
HEADER = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return runner(monkeypatch, capsys)


def pieces(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every map inside a schema, with the way that leads there."""
    if isinstance(schema, dict):
        yield path, schema
    for key, inner in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if isinstance(inner, dict | list):
            yield from pieces(inner, f"{path}/{key}")


# --- what the schema tells


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name: str) -> None:
    keys = {f"{path}/{key}" for path, piece in pieces(SCHEMAS[name]) for key in piece.get("properties", {})}
    silent = {
        f"{path}/{key}"
        for path, piece in pieces(SCHEMAS[name])
        if not path.endswith("/if")
        for key, inner in piece.get("properties", {}).items()
        if not inner.get("description")
    }
    assert keys
    assert silent == set()


def test_every_word_is_described() -> None:
    enums = [piece for _, piece in pieces(SCHEMAS["facts"]) if isinstance(piece.get("enum"), list)]
    told = {word: text for piece in enums for word, text in zip(piece["enum"], piece["enumDescriptions"], strict=True)}
    kinds = {kind for section in SCHEMA.sections.values() for kind in section if kind}
    used = {field.target for shape in SCHEMA.shapes.values() for field in shape.fields.values()}
    assert set(told) == {one.name for one in SCHEMA.concepts.values() if one.scheme in used} | kinds
    assert all(told.values())
    assert told["condemn"].startswith(SCHEMA.concepts["condemn"].definition)


def test_a_key_that_may_hold_one_word_or_several_describes_them() -> None:
    for shape in SCHEMA.shapes.values():
        for field in shape.fields.values():
            if field.many and field.value == "concept":
                items = SCHEMAS["facts"]["$defs"][shape.name]["properties"][field.key]["items"]
                assert items["enum"] == list(SCHEMA.scheme(field.target))
                assert len(items["enumDescriptions"]) == len(items["enum"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_that_is_shipped_is_valid(name: str) -> None:
    schema = json.loads((ROOT / "ontology" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert schema == SCHEMAS[name]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def without_descriptions(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {k: without_descriptions(v) for k, v in schema.items() if k not in {"description", "enumDescriptions"}}
    return [without_descriptions(inner) for inner in schema] if isinstance(schema, list) else schema


def test_descriptions_move_no_error(tmp_path: Path) -> None:
    told = jsonschema_rs.validator_for(SCHEMAS["facts"])
    bare = jsonschema_rs.validator_for(
        json_without := without_descriptions({**SCHEMAS["facts"], "$defs": SCHEMAS["facts"]["$defs"]})
    )
    assert "enumDescriptions" not in json.dumps(json_without)
    compared = 0
    for plant in plants():
        folder = write(tmp_path, {"f.yaml": f"{plant.section}:\n{plant.text.replace(MARK, '')}"})
        data = read_file(folder / "f.yaml").data
        errors = [[(list(one.instance_path), one.kind.name) for one in each.iter_errors(data)] for each in (told, bare)]
        assert errors[0] == errors[1]
        compared += len(errors[0])
    assert compared > 1000


# --- files name it


@pytest.mark.parametrize("path", fact_files(shipped_folder()), ids=lambda path: path.name)
def test_a_shipped_file_names_its_schema_in_its_first_line(path: Path) -> None:
    header = HEADER.match(path.read_text(encoding="utf-8"))
    assert header
    named = (path.parent / header[1]).resolve()
    wanted = "dataset.schema.json" if path.name == DESCRIPTION else "facts.schema.json"
    assert named == (ROOT / "ontology" / wanted).resolve()
    jsonschema_rs.validator_for(json.loads(named.read_text(encoding="utf-8"))).validate(read_file(path).data)


def test_the_command_prints_the_schema_or_writes_it(tmp_path: Path, run: Run) -> None:
    shipped = (ROOT / "ontology" / "facts.schema.json").read_text(encoding="utf-8")
    assert run("schema").out == shipped
    assert run("schema", "--dataset").out == (ROOT / "ontology" / "dataset.schema.json").read_text(encoding="utf-8")
    done = run("schema", "-o", "mine/facts.schema.json")
    assert (done.code, done.out) == (0, "")
    assert HEADER.search(done.err)
    assert (tmp_path / "mine" / "facts.schema.json").read_text(encoding="utf-8") == shipped
    assert run("schema", "-o", "mine").code == 1


# --- a real language server


class Server:
    """Talk to a language server: one request at a time, and what it says of itself kept."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.count = 0
        self.diagnostics: list[dict[str, Any]] = []

    def send(self, **message: Any) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        received: dict[str, Any] = json.loads(self.process.stdout.read(length))
        return received

    def ask(self, method: str, params: Any) -> Any:
        self.count += 1
        self.send(id=self.count, method=method, params=params)
        while True:
            message = self.receive()
            if "method" not in message and message["id"] == self.count:
                return message["result"]
            if "method" in message and "id" in message:
                asked = message["params"].get("items") if message["method"] == "workspace/configuration" else None
                self.send(id=message["id"], result=[{} for _ in asked] if asked else None)
            elif message.get("method") == "textDocument/publishDiagnostics":
                self.diagnostics = message["params"]["diagnostics"]


@pytest.fixture
def server() -> Iterator[Server]:
    command = os.environ.get("COMMUNIQUE_TEST_YAML_SERVER") or shutil.which("yaml-language-server")
    if not command:
        pytest.skip("needs yaml-language-server, or its name in COMMUNIQUE_TEST_YAML_SERVER")
    started = Server([command, "--stdio"])
    patience = threading.Timer(60, started.process.kill)  # a server that says nothing is a failure, not a standstill
    patience.start()
    item = {"completionItem": {"documentationFormat": ["plaintext"]}}
    started.ask(
        "initialize",
        {"processId": os.getpid(), "rootUri": None, "capabilities": {"textDocument": {"completion": item}}},
    )
    started.send(method="initialized", params={})
    yield started
    patience.cancel()
    started.process.kill()
    started.process.communicate()


def test_a_language_server_completes_keys_and_words_and_tells_what_they_mean(server: Server, tmp_path: Path) -> None:
    shutil.copy(ROOT / "ontology" / "facts.schema.json", tmp_path)
    text = (
        "# yaml-language-server: $schema=facts.schema.json\n"
        "statements:\n  torrent-welcomes:\n    speaker: ilva-torrent\n    act: \n    \n"
        "topics:\n  fishing: {lable: Fishing}\n"
    )
    uri = (write(tmp_path, {"f.yaml": text}) / "f.yaml").as_uri()
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    server.send(method="textDocument/didOpen", params={"textDocument": document})

    def at(what: str, line: int, character: int) -> Any:
        position = {"line": line, "character": character}
        return server.ask(f"textDocument/{what}", {"textDocument": {"uri": uri}, "position": position})

    words = {one["label"]: one.get("documentation") for one in at("completion", 4, 9)["items"]}
    assert set(SCHEMA.scheme("speech-acts")) <= set(words)
    assert SCHEMA.concepts["condemn"].definition in str(words["condemn"])
    keys = {one["label"]: one.get("documentation") for one in at("completion", 5, 4)["items"]}
    assert set(SCHEMA.shapes["Statement"].fields) - {"speaker", "act"} <= set(keys)
    assert keys["gist"] == SCHEMA.shapes["Statement"].fields["gist"].comment
    assert "Whose words these are" in str(at("hover", 3, 6))
    end = time.monotonic() + 20
    while not server.diagnostics and time.monotonic() < end:
        at("hover", 3, 6)  # it tells what is wrong in between, when it finds the time
    assert any("lable is not allowed" in one["message"] for one in server.diagnostics)
