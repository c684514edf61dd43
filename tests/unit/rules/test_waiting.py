"""No test waits for a time or measures one: a loaded machine would make it fail. `tests/support/patience.py` waits."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TESTS = sorted(ROOT.glob("tests/**/*.py"))
TOOLS = ("bench/", "chaos/", "desk/load.py", "desk/page_load.py", "http_api/load.py")
"""Programs that send load or inject faults at a given pace; they are not tests."""
MAY_SLEEP = {"support/patience.py": "checks a condition again", "broker/stub_reader.py": "a reader that hangs"}
SLEEPS = {"time.sleep", "asyncio.sleep"}
CLOCK_NAMES = ("time", "monotonic", "perf_counter", "process_time", "thread_time")
CLOCKS = {f"time.{name}{unit}" for name in CLOCK_NAMES for unit in ("", "_ns")}


def called(tree: ast.Module) -> set[str]:
    """Return the functions of `time` and `asyncio` that a module calls, under their full names.

    `asyncio.sleep(0)` is left out: it lets other tasks run and takes no time.
    """
    names = {"time": "time", "asyncio": "asyncio"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {a.asname: a.name for a in node.names if a.asname and a.name in ("time", "asyncio")}
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "asyncio"):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node) != "asyncio.sleep(0)":
            first, dot, rest = ast.unparse(node.func).partition(".")
            found.add(names.get(first, first) + dot + rest)
    return found & (SLEEPS | CLOCKS)


def refused(path: str, source: str) -> set[str]:
    """Return what a file below `tests` calls and may not; `path` is relative to that folder."""
    calls = called(ast.parse(source))
    is_test = Path(path).name.startswith(("test_", "conftest"))
    return {
        call
        for call in calls
        if (is_test or call in SLEEPS) and path not in MAY_SLEEP and not (path.startswith(TOOLS) and not is_test)
    }


def test_no_test_sleeps_or_reads_a_clock() -> None:
    every = {str(path.relative_to(ROOT / "tests")): path.read_text(encoding="utf-8") for path in TESTS}
    assert not {path: calls for path, source in every.items() if (calls := refused(path, source))}
    assert set(every) > set(MAY_SLEEP)


@pytest.mark.parametrize(
    ("path", "source", "calls"),
    [
        ("unit/test_x.py", "import time\ntime.sleep(1)", {"time.sleep"}),
        ("unit/test_x.py", "from time import sleep\nsleep(1)", {"time.sleep"}),
        ("unit/test_x.py", "import time as t\nt.sleep(1)", {"time.sleep"}),
        ("unit/conftest.py", "import asyncio\nasync def f():\n    await asyncio.sleep(0.1)", {"asyncio.sleep"}),
        ("unit/test_x.py", "import time\nassert time.process_time() - began < 3", {"time.process_time"}),
        ("unit/test_x.py", "from time import perf_counter as now\nnow()", {"time.perf_counter"}),
        ("bench/test_x.py", "import time\ntime.monotonic_ns()", {"time.monotonic_ns"}),
        ("broker/server.py", "import time\ntime.sleep(1)", {"time.sleep"}),
        ("broker/server.py", "import time\ntime.monotonic()", set()),
        ("bench/latency.py", "import time\ntime.sleep(1)", set()),
        ("unit/test_x.py", "import asyncio\nasync def f():\n    await asyncio.sleep(0)", set()),
        ("unit/test_x.py", "clock.sleep(1)", set()),
    ],
)
def test_what_is_refused(path: str, source: str, calls: set[str]) -> None:
    assert refused(path, source) == calls
