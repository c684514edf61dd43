"""`dateline replay` checks its options before it connects."""

from __future__ import annotations

import pytest

from agents.cli.commands.replay import command
from streams.contract.errors import Misconfigured


@pytest.mark.parametrize("since", ["2024-03-02", "2024-03-02T12:00:00Z", "2024-03-02T01:00:00+01:00"])
def test_a_range_that_is_empty_is_refused(since: str) -> None:
    with pytest.raises(Misconfigured, match="is not before --until 2024-03-02"):
        command("raw", since=since, until="2024-03-02")
