"""Java programs that tests run: the jars that a pom.xml names, fetched by Maven once and kept."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

MAVEN_SECONDS = 280


def lacking(*programs: str) -> str | None:
    """Which of these programs are not here; None where all are."""
    found = [program for program in programs if shutil.which(program) is None]
    return f"{', '.join(found)} not on the PATH" if found else None


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """A folder in the user's cache, made the first time; processes that ask at once wait for the one that makes it."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline" / name
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with folder.with_name(f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                partial = folder.with_name(f"{name}.partial")
                shutil.rmtree(partial, ignore_errors=True)
                partial.mkdir()
                make(partial)
                partial.rename(folder)
    return folder


def jars(pom: Path, name: str) -> Path:
    """The folder of jars that a pom.xml names; fetched the first time, then kept in the user's cache."""

    def fetch(folder: Path) -> None:
        command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
        subprocess.run(command, check=True, timeout=MAVEN_SECONDS)

    return kept(f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}", fetch)
