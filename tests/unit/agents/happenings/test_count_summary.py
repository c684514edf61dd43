"""The latest, lowest and highest number of a happening whose articles count groups apart."""

from __future__ import annotations

import msgspec
import pytest

from agents.happenings.count_summary import counts_of
from streams.contract.happening import Claim, CountSummary


def claim(number: int, text: str, article: str = "a1", group: str | None = None, said_by: str | None = None) -> Claim:
    at = f"2024-03-04T{10 + int(article[1:])}:00:00Z"
    return Claim(
        slot="killed", min=number, max=number, text=text, said_by=said_by, source=None, article_id=article,
        event_id=f"ev-{article}-{text}", as_of=at, withdrawn=None, group=group,
    )  # fmt: skip


def summary(*claims: Claim) -> CountSummary:
    found = counts_of(claims).killed
    assert found is not None
    return found


SOLDIERS = claim(7, "seven soldiers", group="soldiers", said_by="the army")
ATTACKERS = claim(4, "four of them", group="gunmen", said_by="a spokesman")


def test_groups_that_one_article_counts_apart_are_added() -> None:
    found = summary(SOLDIERS, ATTACKERS)
    assert (found.latest_min, found.latest_max, found.lowest, found.highest, found.claims) == (11, 11, 11, 11, 2)
    assert (found.latest_said_by, found.disputed) == (None, False)


@pytest.mark.parametrize("text", ["nine soldiers", "eleven troops", "nine civilians", "five shoppers"])
def test_a_later_number_of_one_group_is_added_to_nothing(text: str) -> None:
    later = claim({"nine": 9, "eleven": 11, "five": 5}[text.split()[0]], text, "a2")
    found = summary(SOLDIERS, ATTACKERS, later)
    assert (found.latest_min, found.latest_max, found.lowest, found.highest, found.claims) == (11, 11, 11, 11, 3)


def test_a_larger_number_of_one_group_is_the_least_number_of_everybody() -> None:
    found = summary(SOLDIERS, ATTACKERS, claim(14, "14 soldiers", "a2"))
    assert (found.latest_min, found.latest_max, found.lowest, found.highest) == (14, None, 11, 14)
    assert not found.disputed


@pytest.mark.parametrize(
    ("text", "said_by", "disputed"),
    [
        ("20 soldiers", "the rebels", True),
        ("20 civilians", "the rebels", True),
        ("20 soldiers", "The Army", False),
        ("20 civilians", None, False),
    ],
)
def test_another_speakers_larger_number_of_one_group_is_a_dispute(
    text: str, said_by: str | None, disputed: bool
) -> None:
    attackers = msgspec.structs.replace(ATTACKERS, said_by="the army")
    found = summary(SOLDIERS, attackers, claim(20, text, "a2", said_by=said_by))
    assert (found.latest_min, found.disputed) == (20, disputed)


def test_two_articles_that_count_groups_apart_have_two_sums() -> None:
    later = [claim(9, "nine soldiers", "a2", group="soldiers"), claim(3, "three guards", "a2", group="guards")]
    found = summary(SOLDIERS, ATTACKERS, *later)
    assert (found.latest_min, found.lowest, found.highest) == (12, 11, 12), "no sum of groups of two articles"


def test_a_sum_with_a_corrected_number_is_no_number_of_everybody() -> None:
    corrected = msgspec.structs.replace(SOLDIERS, withdrawn="correction")
    found = summary(corrected, ATTACKERS, claim(6, "six soldiers", "a2"))
    assert (found.latest_min, found.latest_max, found.claims) == (6, None, 2)


@pytest.mark.parametrize("text", ["11 fatalities", "eleven dead", "11 wounded", "eleven victims", "eleven bodies"])
def test_fatalities_victims_and_the_like_are_everybody(text: str) -> None:
    found = summary(SOLDIERS, claim(2, "two of them", group="gunmen"), claim(11, text, "a2"))
    assert (found.latest_min, found.latest_max, found.highest) == (11, 11, 11)


def test_a_later_number_of_everybody_stands_by_itself() -> None:
    found = summary(SOLDIERS, ATTACKERS, claim(12, "twelve people", "a2"))
    assert (found.latest_min, found.lowest, found.highest) == (12, 11, 12)


def test_without_groups_the_last_number_counts() -> None:
    found = summary(claim(7, "seven soldiers"), claim(4, "four gunmen", "a2"))
    assert (found.latest_min, found.lowest, found.highest) == (4, 4, 7)
