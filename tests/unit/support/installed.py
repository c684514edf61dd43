"""A fake installed distribution: entry points and modules in a folder on `sys.path`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def install(site: Path, entry_points: str, files: Mapping[str, str]) -> None:
    """Write the metadata and the files of a distribution, by path, into a folder that is on `sys.path`."""
    metadata = site / "gardens-1.0.dist-info"
    metadata.mkdir(parents=True)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: gardens\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(entry_points, "utf-8")
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
