"""What all tests share: property tests without deadlines, the environment, and the order of the files."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Generator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow and not wrong.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")

# Where Python may not keep modules compiled, hundreds of commands that tests start would compile them again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Before NumPy is loaded: on a busy machine a product of small matrices takes ten times as long with a second thread,
# which waits in a loop for the first. Reader processes run with one as well.
os.environ |= dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")

TESTS = Path(__file__).parent
QUICK, NOT_QUICK = (TESTS / "unit", TESTS / "contract"), TESTS / "unit/deploy"
LONGEST = (
    *("desk/test_desk_command.py", "compatibility/test_topics.py", "broker/test_outage.py", "desk/test_event_page.py"),
    *("broker/test_stop.py", "compatibility/test_matrix.py", "unit/deploy/test_docs.py", "http_api/test_openapi.py"),
)
"""Files that take more than 80 s each on two cores."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep what collecting makes, some million objects that stay, out of every garbage collection of the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with files that start brokers and commands, which mostly wait; the quick ones fill the cores at the end.

    The longest come first, and of the quick ones those with many tests, so that none is left for one process alone.
    """
    tests = Counter(item.path for item in items)
    longest = {TESTS / name for name in LONGEST}
    items.sort(
        key=lambda item: (is_quick(item.path), item.path not in longest, is_quick(item.path) and -tests[item.path])
    )


@cache
def is_quick(path: Path) -> bool:
    """Whether a file of tests starts no broker, and few commands."""
    return any(path.is_relative_to(folder) for folder in QUICK) and not path.is_relative_to(NOT_QUICK)
