"""Run the command line in the test process, against the broker of the test."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, cast

import pytest

from agents.cli.main import main
from streams.ops.settings import Settings


@dataclass(frozen=True)
class CommandResult:
    """Exit code and output of a command."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class CommandLine:
    """Runs `dateline …` with these settings."""

    settings: Settings
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments: str, stdin: bytes = b"") -> CommandResult:
        """Run a command to its end."""
        self.monkeypatch.setenv("DATELINE_BROKER", ",".join(self.settings.broker))
        self.monkeypatch.setenv("DATELINE_TOPIC_PREFIX", self.settings.topic_prefix)
        self.monkeypatch.setenv("DATELINE_PUBLISH_TIMEOUT_SECONDS", str(self.settings.publish_timeout_seconds))
        self.monkeypatch.setenv("COLUMNS", "200")
        self.monkeypatch.setattr("sys.argv", ["dateline", *arguments])
        self.monkeypatch.setattr("sys.stdin", io.TextIOWrapper(cast(BinaryIO, io.BytesIO(stdin))))
        self.capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        shown = self.capsys.readouterr()
        return CommandResult(code, shown.out, shown.err)
