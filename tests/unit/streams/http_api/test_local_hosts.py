"""Host names of this machine, and names that only resemble them."""

from __future__ import annotations

import pytest

from streams.http_api.local_hosts import is_local_host_header

OURS = ("localhost", "LOCALHOST:8088", "localhost.", "127.0.0.1:8088", "127.1.2.3", "[::1]:8088")
OTHERS = ("", ":80", "localhost.example", "127.0.0.1.example:8088", "example#localhost", "localhost@example")


@pytest.mark.parametrize("header", OURS)
def test_this_machine(header: str) -> None:
    assert is_local_host_header(header)


@pytest.mark.parametrize("header", [*OTHERS, "10.0.0.1", "[::2]", "["])
def test_others(header: str) -> None:
    assert not is_local_host_header(header)
