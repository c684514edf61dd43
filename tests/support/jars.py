"""Java programs that tests run: the jars that a pom.xml names, fetched by Maven once and kept."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

MAVEN_SECONDS = 280


def lacking(*programs: str) -> str | None:
    """Which of these programs are not here; None where all are."""
    found = [program for program in programs if shutil.which(program) is None]
    return f"{', '.join(found)} not on the PATH" if found else None


def jars(pom: Path, name: str) -> Path:
    """The folder of jars that a pom.xml names; fetched the first time, then kept in the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
    folder = cache / f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        partial = folder.with_suffix(f".{os.getpid()}")
        subprocess.run(
            ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={partial}"],
            check=True,
            timeout=MAVEN_SECONDS,
        )
        partial.rename(folder)
    return folder
