"""Two versions of Dateline run together, as in a rolling upgrade and a rollback."""

from __future__ import annotations

import subprocess

from tests.broker.worker_process import ROOT
from tests.chaos.faults.fault import Fault

OLD = "HEAD~40"
"""The commit of the old version."""


class RollingUpgrade(Fault):
    """One worker is replaced by an earlier version, works beside the current one, and is replaced again."""

    lasts = (8.0, 16.0)
    disturbs = 2
    mixes = True

    @classmethod
    def unavailable(cls) -> str | None:
        """Return why the git history cannot be used, or None."""
        known = subprocess.run(["git", "rev-parse", "--verify", OLD], cwd=ROOT, capture_output=True, check=False)
        return None if known.returncode == 0 else f"the old version is {OLD} of a git history, and here is none"

    def inject(self) -> None:
        """Start the old version in place of one worker."""
        tree = self.testbed.folder / "old"
        if tree not in self.testbed.trees:
            tree.mkdir()
            archive = subprocess.run(
                ["git", "archive", OLD, "agents", "streams", "tests"], cwd=ROOT, capture_output=True, check=True
            )
            subprocess.run(["tar", "-x", "-C", str(tree)], input=archive.stdout, check=True)
            self.testbed.trees.append(tree)
        self._member = self.testbed.supervisor.pick(self.draw)
        self.testbed.supervisor.replace(self._member, {"PYTHONPATH": str(tree)})
        self.testbed.supervisor.until_ready(self._member)

    def heal(self) -> None:
        """Start the current version again."""
        self.testbed.supervisor.replace(self._member, {})
