"""The documents as a site: every page is in the navigation, and every link and anchor resolves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.patience import TOOL_SECONDS

ROOT = Path(__file__).parents[3]


def test_the_site_builds_without_a_warning() -> None:
    """Into build/site, where `make check` leaves it."""
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet")
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=TOOL_SECONDS, check=False)
    assert (built.returncode, built.stdout, built.stderr) == (0, "", "")
    api = (ROOT / "build" / "site" / "python_api" / "index.html").read_text(encoding="utf-8")
    names = ("streams.subscribe.api.subscribe", "streams.ingest.publisher.Publisher", "agents.reader.protocol.Reader")
    assert [name for name in names if f'id="{name}"' not in api] == []
