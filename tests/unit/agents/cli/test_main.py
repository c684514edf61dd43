"""Exit status and error output of the command line."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from agents.cli.lazy_group import is_installed
from agents.cli.main import BROKEN_PIPE, main
from streams.contract.errors import DatelineError, Misconfigured
from tests.support.patience import PATIENCE_SECONDS


@pytest.mark.parametrize("command", ["schema --asyncapi", "topics --help", "enrich many.jsonl"])
def test_a_closed_pipe_ends_it_quietly(tmp_path: Path, command: str) -> None:
    """`dateline … | head` exits with the status of SIGPIPE and prints no error."""
    (tmp_path / "many.jsonl").write_bytes(b"{}\n" * 4000)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.unit.agents.cli.test_main", *command.split()],
            stdout=writing,
            stderr=subprocess.PIPE,
            env=os.environ | {"DATELINE_READER": "tests.broker.stub_reader:build", "DATELINE_PROCESSES": "1"}
            | {"PYTHONPATH": str(Path(__file__).parents[4])},
            cwd=tmp_path,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
    finally:
        os.close(writing)
    assert (ended.returncode, ended.stderr) == (BROKEN_PIPE, b"")
    assert BROKEN_PIPE == 141


@pytest.mark.parametrize(("error", "code"), [(DatelineError("a\nb\x1b[2J"), 1), (Misconfigured("a\nb\x1b[2J"), 2)])
def test_an_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: DatelineError, code: int
) -> None:
    """The message may quote several lines."""

    def fail() -> None:
        raise error

    monkeypatch.setattr("agents.cli.main.app", fail)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    assert capsys.readouterr().err == "dateline: a b\ufffd[2J\n"


def test_a_warning_begins_as_an_error_does(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """This holds for commands that set up no log."""
    monkeypatch.setattr("agents.cli.main.app", lambda: logging.getLogger("alone").warning("a misspelt setting"))
    monkeypatch.setattr(logging.getLogger("alone"), "propagate", False)
    main()
    assert capsys.readouterr().err == "dateline: a misspelt setting\n"


if __name__ == "__main__":
    main()


def test_a_loaded_package_without_a_spec_counts_as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Faust replaces its module when it is loaded, and the new one has no spec."""
    loaded = ModuleType("faust")
    loaded.__spec__ = None
    monkeypatch.setitem(sys.modules, "faust", loaded)
    assert is_installed("faust")
    assert not is_installed("no_such_package")
