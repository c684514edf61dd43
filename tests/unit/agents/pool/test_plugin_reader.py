"""Readers by `module:function` and by entry point, and the error if there is none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agents.pool.plugin_reader import GROUP, reader_builder
from agents.reader.protocol import BuildReader, Reader
from streams.contract.errors import Misconfigured
from tests.broker import stub_reader
from tests.unit.support.installed import install


def test_a_reader_by_module_and_function() -> None:
    build: BuildReader = reader_builder("tests.broker.stub_reader:build")
    reader: Reader = build("model", ["plover"])
    assert reader.model_name == "stand-in-1"


def test_the_default_reader_has_the_type() -> None:
    from agents.reader import reading

    build: BuildReader = reading.build
    stub: BuildReader = stub_reader.build
    assert build is reader_builder("agents.reader.reading:build")
    assert stub is not build


def test_an_installed_reader_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, f"[{GROUP}]\nstub = tests.broker.stub_reader:build\n", {})
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    assert reader_builder("stub") is stub_reader.build


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("tests.nothing:build", "there is no module 'tests.nothing'"),
        ("tests.broker.stub_reader:absent", "the module has no 'absent'"),
        ("absent", "neither module:function nor an installed entry point of dateline.readers"),
    ],
)
def test_a_missing_reader_is_named(named: str, message: str) -> None:
    with pytest.raises(Misconfigured, match=f"DATELINE_READER is '{named}'.*{message}"):
        reader_builder(named)


def test_a_failure_inside_the_module_is_not_hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "half_reader.py").write_text("import no_such_library\n", "utf-8")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(ModuleNotFoundError, match="no_such_library"):
        reader_builder("half_reader:build")
