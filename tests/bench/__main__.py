"""Run the benchmarks, show a table and store the figures.

Without names, run all benchmarks in turn. The figures are valid only on an otherwise idle machine.
"""

from __future__ import annotations

import argparse
import logging
import re
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from rich.console import Console

from streams.contract.errors import DatelineError
from tests.bench import happenings, latency, memory, peers, reading, stream
from tests.bench.articles import load
from tests.bench.environments import KEPT
from tests.bench.results import Report, Row, machine, show
from tests.bench.testbed import open_testbed

log = logging.getLogger("tests.bench")

BENCHMARKS = ("reading", "happenings", "stream", "peers", "latency", "memory")
ROUNDS = ("reading", "happenings", "stream", "peers")
"""Benchmarks that repeat in rounds, so that noise affects each contestant alike."""


def main() -> None:
    """Run the benchmarks of the command line."""
    arguments = _arguments()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    logging.getLogger("tests.bench").setLevel(logging.INFO)
    console = Console(width=None if sys.stdout.isatty() else 160)
    try:
        raws = load(arguments.articles)
    except (DatelineError, ValueError) as error:
        sys.exit(f"bench: {error}")
    rows: list[Row] = []
    named = arguments.articles.name if arguments.articles else "the sample articles"
    command = re.sub(r" --json[ =]\S+", "", shlex.join(["python", "-m", "tests.bench", *sys.argv[1:]]))
    for name in arguments.benchmarks or BENCHMARKS:
        log.info("%s …", name)
        rows += _measure(name, raws, arguments)
        report = Report(command, machine(), f"{named}, {len(raws)} different", rows)
        arguments.json.parent.mkdir(parents=True, exist_ok=True)
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)) + b"\n")
    show(report, console)
    console.print(f"figures: {arguments.json}", style="dim")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("benchmarks", nargs="*", metavar="benchmark", help=", ".join(BENCHMARKS))
    parser.add_argument("--articles", type=Path, help="JSON lines, also .gz, in place of the sample articles")
    parser.add_argument("--articles-count", type=int, help="how many; each benchmark has a default of its own")
    parser.add_argument("--rounds", type=int, help="of `reading`, `happenings` and `stream`")
    parser.add_argument("--kafka", action="store_true", help="Apache Kafka in place of the embedded broker")
    parser.add_argument("--json", type=Path, default=KEPT / "figures.json", help="where the figures are kept")
    arguments = parser.parse_args()
    if unknown := set(arguments.benchmarks) - set(BENCHMARKS):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}: choose from {', '.join(BENCHMARKS)}")
    return arguments


def _measure(name: str, raws: list[bytes], arguments: argparse.Namespace) -> list[Row]:
    given = {"count": arguments.articles_count, "rounds": arguments.rounds if name in ROUNDS else None}
    options = {option: value for option, value in given.items() if value}
    if name == "reading":
        return reading.run(raws, **options)
    if name == "happenings":
        return happenings.run(raws, **options)
    measures: dict[str, Callable[..., list[Row]]] = {
        "stream": stream.run,
        "peers": peers.run,
        "latency": latency.run,
        "memory": memory.run,
    }
    with tempfile.TemporaryDirectory() as folder, open_testbed(arguments.kafka, Path(folder)) as started:
        return measures[name](started, raws, **options)


if __name__ == "__main__":
    main()
