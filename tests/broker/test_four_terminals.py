"""The commands of the README, run from an installed wheel in an empty folder with default settings."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from tests.support.patience import PATIENCE_SECONDS, until
from tests.support.ports import free_port

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"<!-- run by: tests/broker/test_four_terminals.py -->\n```sh\n(.*?)```", re.S)
ARTICLE = {"title": "Rebels attack Kabul", "text": "Rebels attacked an army base in Kabul on Sunday, police said."}
pytestmark = pytest.mark.broker


def terminals() -> list[str]:
    """Return the command line of each terminal of the README, in order."""
    found = BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found is not None
    return [line.partition("#")[0].strip() for line in found[1].splitlines()]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the `bin` folder of an environment with the wheel and with the dependencies of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = str(Path(sys.executable).with_name("uv"))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(folder / "venv")], check=True, timeout=PATIENCE_SECONDS
    )
    programs = folder / "venv/bin"
    (wheel,) = folder.glob("*.whl")
    install = [uv, "pip", "install", "--offline", "--no-deps", "--python", str(programs / "python"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=PATIENCE_SECONDS)
    # Python ignores .pth files in a folder that a .pth file adds: editable installs of this environment stay out.
    (site,) = (folder / "venv").glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = [str(programs / "python"), "-c", "import agents, streams; print(agents.__file__, streams.__file__)"]
    found = subprocess.run(
        where, cwd=folder, check=True, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    ).stdout
    assert all(path.startswith(str(site)) for path in found.split())
    return programs


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


class Terminal:
    """A shell in a folder; its output goes to a file."""

    def __init__(self, line: str, folder: Path, environment: dict[str, str], stack: ExitStack, name: str) -> None:
        self._output = folder / f"{name}.txt"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                ["sh", "-c", line],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=output,
                start_new_session=True,
                # If the tests run under `nohup`, their processes would ignore SIGHUP too.
                preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
            )
        stack.callback(self.close)

    @property
    def said(self) -> str:
        return self._output.read_text(encoding="utf-8", errors="replace")

    def until(self, words: str, within: float = PATIENCE_SECONDS) -> None:
        until(lambda: words in self.said, lambda: f"{words!r}:\n{self.said[-3000:]}", within)

    def close(self) -> None:
        """Close the terminal as a user does who closes the window: each of its processes gets SIGHUP."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGHUP)
        try:
            self.process.wait(PATIENCE_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def test_the_path_of_the_readme_delivers(installed: Path, tmp_path: Path, stack: ExitStack) -> None:
    """Events arrive, the lag ends at 0, and no broker remains when the terminals close."""
    broker, worker, tail, feed = terminals()
    port = free_port()
    (tmp_path / "article.jsonl").write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("DATELINE_", "PYTHONPATH"))}
    environment |= {"PATH": f"{installed}:/usr/bin:/bin", "DATELINE_BROKER": f"localhost:{port}"}
    environment |= {"DATELINE_METRICS_PORT": "0"}
    first = Terminal(f"{broker} --port {port}", tmp_path, environment, stack, "broker")
    first.until("broker on")
    second = Terminal(worker, tmp_path, environment, stack, "worker")
    second.until("ready", within=2 * PATIENCE_SECONDS)
    third = Terminal(tail, tmp_path, environment, stack, "tail")
    fourth = Terminal(feed, tmp_path, environment, stack, "feed")
    third.until("[attacked]")
    assert fourth.process.wait(PATIENCE_SECONDS) == 0, fourth.said
    lag = Terminal(_until_no_lag(), tmp_path, environment, stack, "lag")
    assert lag.process.wait(PATIENCE_SECONDS) == 0, lag.said
    first.close()
    until(lambda: not _listens(port), "the broker to end after its terminal")


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS).close()
    except OSError:
        return False
    return True


def _until_no_lag() -> str:
    """Run `dateline lag` until nothing is left to read."""
    return "until dateline lag --json | tail -n 1 | grep -q '\"lag\":0'; do sleep 0.2; done"
