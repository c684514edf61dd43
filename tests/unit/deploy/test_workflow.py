"""The workflow of continuous integration tests every Python that Dateline supports, with commands that exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
JOBS: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))["jobs"]


def test_every_supported_python_is_tested() -> None:
    (whole,) = (step["with"]["python-version"] for step in JOBS["all"]["steps"] if "setup-python" in str(step))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r":: (3\.\d+)", "\n".join(project["classifiers"]))
    assert [whole, *JOBS["quick"]["strategy"]["matrix"]["python"]] == named


def test_its_commands_exist() -> None:
    commands = [step["run"] for job in JOBS.values() for step in job["steps"] if "run" in step]
    assert commands == [".ci/run", "make test-python PYTHON=python${{ matrix.python }}"]
    assert (ROOT / ".ci/run").stat().st_mode & 0o100
    assert re.search(r"^test-python:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
