"""The latest, lowest and highest number of a happening whose articles count groups apart."""

from __future__ import annotations

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


def test_a_later_number_of_one_group_replaces_that_group() -> None:
    found = summary(SOLDIERS, ATTACKERS, claim(9, "nine soldiers", "a2"))
    assert (found.latest_min, found.lowest, found.highest) == (13, 11, 13)


def test_a_later_number_of_everybody_stands_by_itself() -> None:
    found = summary(SOLDIERS, ATTACKERS, claim(12, "twelve people", "a2"))
    assert (found.latest_min, found.lowest, found.highest) == (12, 11, 12)


def test_without_groups_the_last_number_counts() -> None:
    found = summary(claim(7, "seven soldiers"), claim(4, "four gunmen", "a2"))
    assert (found.latest_min, found.lowest, found.highest) == (4, 4, 7)
