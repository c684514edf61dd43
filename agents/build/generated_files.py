"""Generate files in `deploy/` from the code: `python -m agents.build.generated_files`; `--check` only compares."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from agents.build.export_page import page as tables_page
from agents.build.metrics_page import page
from agents.build.sql_types import flink, spark
from streams.avro.avro_schema import KINDS, avro_file
from streams.contract.errors import Misconfigured
from streams.contract.json_schema import RECORDS, schema_file
from streams.ops.settings import Settings

ROOT = Path(__file__).parents[2]


def settings_page() -> str:
    """Return the table of settings with defaults and meanings, in Markdown."""
    rows = [
        f"| `DATELINE_{name.upper()}` | {_default(field)} | {_cell(field.description or '')} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Read from the environment, then `.env`, then `dateline.toml`, there in lower case without",
            'the prefix: `broker = ["localhost:9092"]`. All settings are checked at start; one error names every',
            "wrong one.",
            "",
            "| setting | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def prometheus_rule() -> str:
    """Return the rule files as one `PrometheusRule` resource for the Prometheus operator, in YAML."""
    folder = ROOT / "deploy/prometheus"
    rules = [(folder / name).read_text("utf-8") for name in ("recording.rules.yml", "alerts.rules.yml")]
    groups = [line for text in rules for line in text.partition("groups:\n")[2].splitlines()]
    return "\n".join(
        [
            "# Generated from the rules in this folder: python -m agents.build.generated_files",
            "apiVersion: monitoring.coreos.com/v1",
            "kind: PrometheusRule",
            "metadata:",
            "  name: dateline",
            "spec:",
            "  groups:",
            *(f"  {line}" for line in groups),
            "",
        ]
    )


FILES: dict[str, Callable[[], str]] = {
    **{f"deploy/schema/{name}.json": partial(schema_file, name) for name in RECORDS},
    **{f"deploy/schema/{name}.avsc": partial(avro_file, name) for name in KINDS.values()},
    "deploy/settings.md": settings_page,
    "deploy/metrics.md": page,
    "deploy/export.md": tables_page,
    "deploy/recipes/flink.sql": flink,
    "deploy/recipes/spark.sql": spark,
    "deploy/prometheus/operator.yaml": prometheus_rule,
}
"""Generator of each file, by its path below the root of the repository."""


def stale(root: Path = ROOT) -> list[str]:
    """Return the files that are missing or differ from what the code generates."""
    return [
        path
        for path, make in FILES.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != make()
    ]


def write(root: Path = ROOT) -> None:
    """Generate every file."""
    for path, make in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(make(), encoding="utf-8")


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "the machine's processors"
    value = field.default
    if value is None or value is PydanticUndefined or value == "":
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{','.join(value) if isinstance(value, list) else value}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` only print which are not current and return 1 if any is not."""
    if arguments not in ([], ["--check"]):
        raise Misconfigured("usage: python -m agents.build.generated_files [--check]")
    if not arguments:
        write()
        return 0
    for path in (found := stale()):
        print(f"{path} is not current: python -m agents.build.generated_files", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
