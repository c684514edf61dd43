"""A rule that no event can match is refused, with a suggestion."""

from __future__ import annotations

import pytest

from streams.routing.rule import Rule


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"type": ["ASSULT"]}, "did you mean ASSAULT"),
        ({"country": ["Pakistan"]}, "alpha-3"),
        ({"actor_country": ["pk"]}, "alpha-3"),
    ],
)
def test_a_rule_that_cannot_match_is_refused(given: dict[str, list[str]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Rule(**given)  # type: ignore[arg-type]
