"""Filters that can match nothing are reported before the command waits for events."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.cli.terminal.filter_options import filter_rule
from streams.contract.errors import Misconfigured


def of_types(*kinds: str) -> None:
    filter_rule(list(kinds), None, None, None, None, None, 0)


def test_a_type_of_no_known_pack_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    of_types("HARVEST", "assault", "SPORT")
    assert capsys.readouterr().err.splitlines() == [
        "dateline: --type HARVEST: no pack of Dateline has this type; only a pack of your own can"
    ]


def test_a_misspelt_type_is_refused() -> None:
    with pytest.raises(Misconfigured, match="did you mean ASSAULT"):
        of_types("ASSULT")


@pytest.mark.parametrize("code", ["XXX", "UKR,XXX", "Ukraine", "UA"])
def test_a_country_that_does_not_exist_is_refused(code: str) -> None:
    with pytest.raises(Misconfigured, match="ISO 3166-1 alpha-3 code"):
        filter_rule(None, code.split(","), None, None, None, None, 0)


def test_every_country_that_a_place_can_have_is_known() -> None:
    table = Path("agents/reader/lexicon/countries.tsv").read_text(encoding="utf-8")
    codes = [line[:3] for line in table.splitlines() if not line.startswith(("#", "alpha3"))]
    assert len(codes) > 200
    filter_rule(None, codes, None, None, None, None, 0)
