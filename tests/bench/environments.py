"""Python environments for packages that must not be in the project's own environment; created in build/bench."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "build" / "bench"
UV = [sys.executable, "-m", "uv"]


class CannotInstall(Exception):
    """An environment cannot be created: no network, or no wheel for this machine."""


def plain(name: str, *requirements: str) -> Path:
    """Return the Python of an environment with the newest versions of these packages and their dependencies.

    Raises:
        CannotInstall: with the last line of the installer.
    """
    return _created(name, [[*requirements]])


def locked_with(name: str, *requirements: str) -> Path:
    """Return the Python of an environment with the locked project and these packages.

    Raises:
        CannotInstall: with the last line of the installer.
    """
    lock = str(ROOT / "requirements.lock")
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    return _created(name, [["--require-hashes", "-r", lock], project, [*requirements]])


def version(python: Path, package: str) -> str:
    """Return the version of a package in an environment."""
    asked = f"import importlib.metadata as m; print(m.version({package!r}))"
    return subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def _created(name: str, steps: list[list[str]]) -> Path:
    key = hashlib.sha256(repr((steps, _lock_text(steps), sys.version)).encode()).hexdigest()[:8]
    folder = KEPT / f"{name}-{key}"
    python = folder / "bin" / "python"
    if (folder / ".complete").exists():
        return python
    shutil.rmtree(folder, ignore_errors=True)
    _run("venv", "--python", sys.executable, str(folder))
    for step in steps:
        _run("pip", "install", "--python", str(python), *step)
    (folder / ".complete").touch()
    return python


def _lock_text(steps: list[list[str]]) -> bytes:
    """Return the lock file's content, because an environment is created again when the lock file changes."""
    return (ROOT / "requirements.lock").read_bytes() if len(steps) > 1 else b""


def _run(*arguments: str) -> None:
    done = subprocess.run([*UV, *arguments, "--quiet"], capture_output=True, text=True)
    if done.returncode != 0:
        raise CannotInstall((done.stderr.strip().splitlines() or ["uv failed"])[-1])
