"""The generated files are current, and an outdated one is detected."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.build.generated_files import FILES, main, settings_page, stale, write
from streams.contract.errors import Misconfigured
from streams.ops.settings import Settings


def test_the_committed_files_are_current() -> None:
    assert stale() == []
    assert main(["--check"]) == 0


def test_a_changed_or_missing_file_is_stale(tmp_path: Path) -> None:
    assert stale(tmp_path) == list(FILES)
    write(tmp_path)
    assert stale(tmp_path) == []
    page = tmp_path / "deploy" / "settings.md"
    page.write_text(page.read_text(encoding="utf-8") + "x", encoding="utf-8")
    assert stale(tmp_path) == ["deploy/settings.md"]


def test_every_setting_is_explained() -> None:
    lines = settings_page().splitlines()
    for name in Settings.model_fields:
        (line,) = [line for line in lines if line.startswith(f"| `DATELINE_{name.upper()}` |")]
        assert line.split("|")[-2].strip()


def test_wrong_usage() -> None:
    with pytest.raises(Misconfigured):
        main(["--chekc"])
