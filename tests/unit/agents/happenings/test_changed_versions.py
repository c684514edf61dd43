"""A message whose records were published in part, or that is read again: no report is lost, none in two happenings."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

from agents.happenings.changed_versions import ChangedVersions
from agents.happenings.joining import Joining
from streams.contract.happening import Happening
from streams.contract.records import Event
from tests.unit.support.happening_records import copy, happening
from tests.unit.support.news_events import MARKET, attack, day, killed, place

STATION = "A bomb exploded at a police station in Charsadda on Monday, killing nine guards, police said."
BOTH = "Bombs at a market and at a police station killed twelve people in Charsadda on Monday, police said."
VAGUE = "A bomb exploded in Charsadda on Monday, killing nine people, police said."
PROVINCE = place("KP", "admin1", admin1="Khyber Pakhtunkhwa")

BRIDGE = [
    [attack("a0", STATION, location=PROVINCE, magnitude=killed(9))],
    [attack("a1", MARKET, location=PROVINCE, magnitude=killed(9), published_at="2024-03-04T13:00:00Z")],
    [
        attack(
            "a2", BOTH, location=PROVINCE, date=day("2024-03-04", "published_at"), published_at="2024-03-04T14:00:00Z"
        )
    ],
]
"""The last article matches both happenings, which are merged."""
APART = [
    [attack("a0", VAGUE, location=PROVINCE, published_at="2024-03-04T10:00:00Z")],
    [attack("a1", BOTH, location=None, magnitude=killed(9), published_at="2024-03-04T11:00:00Z")],
    [
        attack("a2", STATION, number=0, published_at="2024-03-04T12:00:00Z"),
        attack("a2", VAGUE, number=1, location=PROVINCE, magnitude=killed(9), published_at="2024-03-04T13:00:00Z"),
    ],
]
"""The last article reports two attacks that were taken for one, which is split."""


def on_topic(records: Iterable[Happening]) -> dict[str, Happening]:
    """Return the records that Kafka keeps, in order of the last change."""
    kept: dict[str, Happening] = {}
    for record in records:
        kept.pop(record.happening_id, None)
        kept[record.happening_id] = record
    return kept


def read_back(records: Iterable[Happening]) -> Joining:
    joining = Joining(100)
    joining.load(on_topic(records).values())
    return joining


def held(records: Iterable[Happening]) -> Counter[str]:
    """Return in how many happenings each event is."""
    return Counter(i for record in on_topic(records).values() if not record.merged_into for i in record.event_ids)


@pytest.mark.parametrize("articles", [BRIDGE, APART], ids=["merged", "split"])
def test_the_result_is_the_same_wherever_the_worker_ends(articles: list[list[Event]]) -> None:
    joining = Joining(100)
    before = [record for events in articles[:-1] for record in joining.add_events(events)]
    before += joining.add_copy(copy("c1", "a0"))
    last = joining.add_events(articles[-1])
    assert len(last) > 1, "the last article changes two happenings"
    for published in range(len(last)):
        there = [*before, *last[:published]]
        again = read_back(there).add_events(articles[-1])
        assert on_topic([*there, *again]) == on_topic([*before, *last]), published
    (owner,) = (
        one for one in on_topic([*before, *last]).values() if not one.merged_into and "ev-a0-0" in one.event_ids
    )
    assert [one.article_id for one in owner.copies] == ["c1"], "a copy is where its article is"
    others = [one for one in on_topic([*before, *last]).values() if not one.merged_into and one != owner]
    assert not any(one.copies for one in others)


def article(draw: random.Random, number: int, statuses: Sequence[str] = ("asserted",)) -> list[Event]:
    """Return one to three events of an attack, or of a few, that are easily confused."""
    places = [place(), PROVINCE, place("Mardan", lat=34.2, lon=72.05), None]
    days = [day("2024-03-04"), day("2024-03-05"), day("2024-03-04", "published_at"), None]
    return [
        attack(
            f"a{number}",
            draw.choice([MARKET, STATION, BOTH, VAGUE]),
            number=part,
            location=draw.choice(places),
            date=draw.choice(days),
            status=draw.choice(statuses),
            magnitude=killed(draw.randrange(3, 12)),
            published_at=f"2024-03-0{draw.randrange(4, 7)}T{draw.randrange(10, 23)}:00:00Z",
            story_event_id=draw.choice([None, f"ev-a{number}-0"]),
        )
        for part in range(draw.choice([1, 2, 3]))
    ]


def published(articles: Sequence[Sequence[Event]]) -> list[list[Happening]]:
    joining = Joining(100)
    return [joining.add_events(events) for events in articles]


@pytest.mark.parametrize("seed", range(16))
def test_no_report_is_lost_between_two_records(seed: int) -> None:
    draw = random.Random(seed)
    articles = [article(draw, number) for number in range(16)]
    there: list[Happening] = []
    for events, records in zip(articles, published(articles), strict=True):
        known = set(held(there))
        for count, record in enumerate(records, 1):
            there.append(record)
            assert known <= set(held(there)), "the whole is published before the link to it"
            if count < len(records):
                again = read_back(there).add_events(events)
                assert set(held([*there, *again]).values()) == {1}
        assert {event.event_id for event in events} <= set(held(there))


@pytest.mark.parametrize("seed", range(16))
def test_a_message_that_is_read_again_changes_nothing(seed: int) -> None:
    """An event that opens nothing joins what later events of its article open, and not only when it is read again."""
    draw, joining = random.Random(seed), Joining(100)
    for number in range(12):
        events = article(draw, number, ["asserted", "asserted", "negated", "historical", "historical", "hypothetical"])
        joining.add_events(events)
        assert joining.add_events(events) == []


def test_a_recalled_event_joins_what_its_article_opens() -> None:
    recalled = attack("a1", VAGUE, status="historical")
    report = attack("a1", VAGUE, number=1, location=None, story_event_id=recalled.event_id)
    joining = Joining(100)
    (found,) = joining.add_events([recalled, report])
    assert found.event_ids == [report.event_id, recalled.event_id]
    assert "ignored" not in joining.take_tally()


def test_the_last_version_replaces_the_one_before_it() -> None:
    changes = ChangedVersions()
    one, other = happening(event_id="ev-1"), happening(event_id="ev-2")
    for record in (one, other, one):
        changes.add(record)
    assert changes.take() == [other, one]
    assert changes.take() == []


def test_a_version_that_received_reports_is_kept() -> None:
    changes = ChangedVersions()
    one, other = happening(event_id="ev-1"), happening(event_id="ev-2")
    changes.add_transfer(one, other)
    changes.add(one)
    assert changes.take() == [one, other, one]
