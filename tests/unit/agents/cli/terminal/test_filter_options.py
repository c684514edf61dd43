"""Filters that can match nothing are said to, before anybody waits for them."""

from __future__ import annotations

import pytest

from agents.cli.terminal.filter_options import rule
from streams.contract.errors import Misconfigured


def of_types(*kinds: str) -> None:
    rule(list(kinds), None, None, None, None, None, 0)


def test_a_type_of_no_known_pack_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    of_types("HARVEST", "assault", "SPORT")
    assert capsys.readouterr().err.splitlines() == [
        "--type HARVEST: no pack that comes with Dateline has it; only a pack of your own can"
    ]


def test_a_misspelt_type_is_refused() -> None:
    with pytest.raises(Misconfigured, match="did you mean ASSAULT"):
        of_types("ASSULT")
