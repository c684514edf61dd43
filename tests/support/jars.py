"""Java programs for tests: the jars of a pom.xml, fetched once with Maven and cached."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

MAVEN_SECONDS = 280


def missing_programs(*programs: str) -> str | None:
    """Return the programs that are not on the PATH as a message, or None if all are."""
    found = [program for program in programs if shutil.which(program) is None]
    return f"{', '.join(found)} not on the PATH" if found else None


def cached_folder(name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder in the user's cache. The first call creates it with `make`; concurrent processes wait for it."""
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


def jar_folder(pom: Path, name: str) -> Path:
    """Return the folder with the jars of a pom.xml. They are fetched the first time and then cached."""

    def fetch(folder: Path) -> None:
        command = ["mvn", "-q", "-B", "-f", str(pom), "dependency:copy-dependencies", f"-DoutputDirectory={folder}"]
        subprocess.run(command, check=True, timeout=MAVEN_SECONDS)

    return cached_folder(f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}", fetch)
