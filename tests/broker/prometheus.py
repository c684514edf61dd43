"""A Prometheus server for one test: it scrapes workers every second and evaluates the rules in `deploy/`."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from tests.broker.worker_process import ROOT
from tests.support.patience import ANSWER_SECONDS, PATIENCE_SECONDS, until
from tests.support.ports import free_port

RULES = sorted((ROOT / "deploy/prometheus").glob("*.rules.yml"))


class Prometheus:
    """Runs while entered. Targets are grouped by job, named as in `deploy/prometheus`."""

    def __init__(self, folder: Path, targets: Mapping[str, Sequence[str]]) -> None:
        self._folder, self._port = folder, free_port()
        config = {
            "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
            "rule_files": [str(path) for path in RULES],
            "scrape_configs": [
                {"job_name": job, "static_configs": [{"targets": list(those)}]} for job, those in targets.items()
            ],
        }
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")

    @staticmethod
    def available() -> bool:
        """Return whether the program is on the PATH."""
        return shutil.which("prometheus") is not None

    def __enter__(self) -> Self:
        with (self._folder / "prometheus.log").open("wb") as log:
            self._process = subprocess.Popen(
                [
                    "prometheus",
                    f"--config.file={self._folder / 'prometheus.yml'}",
                    f"--storage.tsdb.path={self._folder / 'data'}",
                    f"--web.listen-address=127.0.0.1:{self._port}",
                ],
                stdout=log,
                stderr=log,
            )
        try:
            until(self._scrapes, lambda: (self._folder / "prometheus.log").read_text(encoding="utf-8")[-2000:])
        except BaseException:
            self._process.kill()
            raise
        return self

    def _scrapes(self) -> bool:
        assert self._process.poll() is None, (self._folder / "prometheus.log").read_text(encoding="utf-8")[-2000:]
        try:
            return bool(self.query("up == 1"))
        except OSError:
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_SECONDS)

    def query(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of an instant query.

        Raises:
            OSError: Prometheus is not up, or the expression is invalid (HTTP 400).
        """
        return list(self.get("query?" + urllib.parse.urlencode({"query": expression}))["result"])

    def found(self, expression: str) -> list[dict[str, Any]]:
        """Return the samples of an instant query once there are any. A scrape that was missed leaves a gap."""
        samples: list[dict[str, Any]] = []

        def queried() -> bool:
            samples.extend(self.query(expression))
            return bool(samples)

        until(queried, f"samples of {expression}")
        return samples

    def get(self, path: str) -> dict[str, Any]:
        """Return the data of an API response."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/api/v1/{path}", timeout=ANSWER_SECONDS) as answer:
            return dict(json.load(answer)["data"])
