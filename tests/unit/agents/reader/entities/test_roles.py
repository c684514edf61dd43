"""Offices and occupations in the text near a person's name."""

from __future__ import annotations

import pytest

from agents.reader.entities.roles import Role, roles
from agents.reader.mentions.mentions import find_mentions
from tests.unit.support.event_fixtures import page_of


def roles_of(text: str, name: str) -> list[Role]:
    page = page_of(text)
    return [role for m in find_mentions(page) if name in m.text for role in roles(page, m)]


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Kenya's Army Chief General Daniel Otieno met reporters.", "Otieno", "Army Chief"),
        ("Interior Ministry spokeswoman Clara Weiss said so.", "Weiss", "Interior Ministry spokeswoman"),
        ("French President Henri Marchand met farmers in Lyon on Friday.", "Marchand", "President"),
        ("Clara Weiss, the mayor of Salzburg, opened the bridge.", "Weiss", "mayor of Salzburg"),
        ("Omar Nouri, Jordan's special envoy to Sudan, left on Friday.", "Nouri", "special envoy to Sudan"),
        ("Grace Mutua, 45, a teacher from Nakuru, voted early.", "Mutua", "teacher from Nakuru"),
        ("Pavel Novak, who heads the Electoral Commission, resigned.", "Novak", "head of the Electoral Commission"),
        ("The commander of the brigade, Omar Nouri, was wounded.", "Nouri", "commander of the brigade"),
    ],
)
def test_the_fullest_role_is_first(text: str, name: str, role: str) -> None:
    assert roles_of(text, name)[0].text == role


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Clara Weiss, police said, was not at home.", "Weiss"),
        ("Grace Mutua met Clara Weiss in Vienna.", "Mutua"),
        ("His wife, Clara Weiss, wept.", "Weiss"),
    ],
)
def test_no_role_is_made_up(text: str, name: str) -> None:
    assert roles_of(text, name) == []


def test_a_rank_says_less_than_an_office() -> None:
    found = roles_of("General Omar Nouri, the interior minister, spoke.", "Nouri")
    assert [(role.text, role.rank) for role in found] == [("interior minister", False), ("General", True)]
