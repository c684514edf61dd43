"""What a process loads: a worker loads no language library, and a reader no Kafka client."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "absent"),
    [("agents.worker.worker", {"spacy", "thinc"}), ("agents.pool.reader_process", {"faust", "aiokafka", "kafka"})],
)
def test_only_what_it_needs(module: str, absent: set[str]) -> None:
    """Each import would cost a second per start and a hundred megabytes per process."""
    code = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert absent.isdisjoint(loaded)


HEAVY = ("faust", "mode", "spacy", "thinc", "numpy", "py3langid")
"""The packages of the extra `worker`; a light install has none of them."""
LIGHT_COMMANDS = ("feed", "serve", "tail", "export", "replay", "desk", "packs", "schema", "topics", "lag", "avro")
LIGHT_MODULES = ("streams.subscribe", "streams.ingest.publisher", "streams.ingest.scrapy")
BLOCK = f"import sys\nsys.modules.update(dict.fromkeys({HEAVY!r}))\n"
"""Makes those packages unimportable, as if they were not installed."""
HELP = """
from agents.cli.main import main
for command in sys.argv[1:]:
    sys.argv = ["dateline", command, "--help"]
    try:
        main()
    except SystemExit as ended:
        print(command, ended.code, file=sys.stderr)
"""


def test_a_light_install_has_the_commands_that_read_no_article() -> None:
    """One process runs all checks, because each start would cost a second."""
    ran = subprocess.run([sys.executable, "-c", BLOCK + HELP, *LIGHT_COMMANDS], capture_output=True, text=True)
    assert ran.stderr.splitlines() == [f"{command} 0" for command in LIGHT_COMMANDS]


def test_a_light_install_names_the_extra_of_a_command_that_reads_articles() -> None:
    commands = {"demo": "demo", "enrich": "worker", "explain": "worker", "worker": "worker"}
    ran = subprocess.run([sys.executable, "-c", BLOCK + HELP, *commands], capture_output=True, text=True)
    expected = [
        line
        for command, extra in commands.items()
        for line in (
            f"dateline: `dateline {command}` needs the extra `{extra}`: pip install 'dateline[{extra}]'",
            f"{command} 2",
        )
    ]
    assert ran.stderr.splitlines() == expected


def test_a_light_install_can_subscribe_and_publish() -> None:
    code = BLOCK + "".join(f"import {module}\n" for module in LIGHT_MODULES)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_help_imports_no_command() -> None:
    code = "import sys\nfrom typer.testing import CliRunner\nfrom agents.cli.main import app\n"
    code += "assert CliRunner().invoke(app, ['--help']).exit_code == 0\n"
    code += "print(len(sys.modules), *(m for m in sys.modules if m.startswith('agents.cli.commands.')))"
    count, *commands = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not commands
    # Some 370 modules, of which most are those of typer and rich.
    assert int(count) < 450


def test_every_command_is_listed() -> None:
    from pathlib import Path

    from agents.cli import commands
    from agents.cli.lazy_group import SUMMARIES

    (folder,) = commands.__path__
    assert {file.stem for file in Path(folder).glob("*.py")} - {"__init__"} == set(SUMMARIES)
