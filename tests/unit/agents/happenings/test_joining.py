"""Events of many articles become happenings: repeats, copies, merging, splitting, closing, resuming after a restart."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.happenings.event_profile import profile
from agents.happenings.happening_matching import match_happenings
from agents.happenings.joining import Joining
from agents.happenings.match_result import VETO
from streams.contract.codec import encode
from streams.contract.happening import Happening
from streams.contract.records import Event
from tests.unit.support.happening_records import copy
from tests.unit.support.news_events import attack, day, killed, named, place

STATION = "A bomb exploded at a police station in Charsadda on Monday, killing nine guards, police said."
BOTH = "Bombs at a market and at a police station killed twelve people in Charsadda on Monday, police said."


def latest(joining: Joining, articles: Iterable[Sequence[Event]]) -> dict[str, Happening]:
    """The latest version of each by id, the one changed last at the end, as in the topic."""
    found: dict[str, Happening] = {}
    for events in articles:
        for happening in joining.add_events(events):
            known = found.get(happening.happening_id)
            assert known is None or known.version < happening.version, "versions rise"
            found.pop(happening.happening_id, None)
            found[happening.happening_id] = happening
    return found


def test_reports_of_one_attack_are_one_happening_with_all_event_ids() -> None:
    joining = Joining(100)
    found = latest(joining, [[attack(f"a{n}", magnitude=killed(n + 2))] for n in range(1, 5)])
    (happening,) = found.values()
    assert happening.event_ids == ["ev-a1-0", "ev-a2-0", "ev-a3-0", "ev-a4-0"]
    assert (happening.version, happening.articles, happening.independent_sources) == (4, 4, 1)
    assert [claim.min for claim in happening.claims] == [3, 4, 5, 6]


def test_a_repeat_in_the_same_message_counts_once() -> None:
    """A worker that reads events again may take an event and its repeat in one batch."""
    (happening,) = Joining(100).add_events([attack("a1"), attack("a1", number=1), attack("a1")])
    assert sorted(happening.event_ids) == ["ev-a1-0", "ev-a1-1"]
    assert len(happening.reports) == 2


@pytest.mark.parametrize(
    "odd",
    [
        {"location": place(lat=1e308)},
        {"location": place(lon=-181.0)},
        {"magnitude": killed(2**64)},
        {"magnitude": killed(-1)},
        {"magnitude": killed(5, 3)},
        {"actors": [msgspec.structs.replace(named("Talebi"), start=2**70)]},
    ],
    ids=["latitude", "longitude", "large count", "negative count", "reversed range", "large offset"],
)
@pytest.mark.parametrize("first", [True, False])
def test_an_event_with_an_impossible_number_is_left_out_alone(odd: dict[str, Any], first: bool) -> None:
    """A number that cannot be packed would otherwise raise later, with the record of another article."""
    joining = Joining(100)
    pair = [attack("a1", number=7, **odd), attack("a1")]
    (happening,) = joining.add_events(pair if first else pair[::-1])
    assert happening.event_ids == ["ev-a1-0"]
    (failure,) = joining.take_failures()
    assert failure.startswith("ev-a1-7: ValueError(")
    assert joining.take_failures() == []


def test_a_repeat_changes_nothing() -> None:
    joining = Joining(100)
    assert joining.add_events([attack()])
    assert joining.add_events([attack(processed_at="2024-03-09T00:00:00Z")]) == []
    assert joining.take_tally() == {"opened": 1, "repeats": 1}


def test_an_event_without_a_place_follows_its_article() -> None:
    bare = attack(
        "a2", "The army said seven people were killed.", number=1, location=None, date=None, magnitude=killed(7)
    )
    joining = Joining(100)
    (happening,) = latest(joining, [[attack()], [bare, attack("a2")]]).values()
    assert len(happening.event_ids) == 3
    assert happening.counts.killed is not None
    assert happening.counts.killed.highest == 7


def test_two_attacks_of_one_day_stay_separate_with_a_mixed_report() -> None:
    joining = Joining(100)
    vague = attack("a3", "Nine people died in a bombing in Charsadda on Monday.", magnitude=killed(9))
    both = [attack("a4", number=0), attack("a4", STATION, number=1, magnitude=killed(9))]
    found = latest(joining, [[attack()], [attack("a2")], [vague], both])
    alive = [happening for happening in found.values() if happening.merged_into is None]
    assert len(alive) == 2
    assert {frozenset(h.event_ids) & {"ev-a4-0", "ev-a4-1"} for h in alive} == {
        frozenset({"ev-a4-0"}),
        frozenset({"ev-a4-1"}),
    }


def test_an_article_about_two_attacks_splits_a_joined_happening() -> None:
    joining = Joining(100)
    blast = "A bomb killed nine people in Charsadda on Monday, police said."
    mixed = [[attack("a1", blast, magnitude=killed(3))], [attack("a2", blast, magnitude=killed(9))]]
    both = [attack("a3", number=0, magnitude=killed(3)), attack("a3", STATION, number=1, magnitude=killed(9))]
    found = latest(joining, [*mixed, both])
    assert all(happening.merged_into is None for happening in found.values())
    for split in (happening for happening in found.values() if happening.split_from):
        assert split.split_from in found


def test_a_report_that_matches_two_happenings_merges_them() -> None:
    joining = Joining(100)
    village = attack("a1", "A blast killed three in Rajjar on Monday.", location=place("Rajjar", lat=34.3, lon=71.9))
    province = place("Khyber Pakhtunkhwa", "admin1", lat=33.9)
    other = attack(
        "a2",
        "Gunmen struck on Monday, an official said.",
        date=day("2024-03-05", "published_at"),
        location=place("Charsadda District", "admin2", lat=34.22, lon=71.66),
        magnitude=killed(2, slot="arrested"),
        modes=[],
    )
    first = latest(joining, [[village], [other]])
    bridge = attack("a3", "A blast killed three in Rajjar, Charsadda district, on Monday.", location=province)
    found = first | latest(joining, [[bridge]])
    gone = [h for h in found.values() if h.merged_into]
    for happening in gone:
        assert set(happening.event_ids) <= set(found[happening.merged_into or ""].event_ids)


def test_a_report_without_a_day_merges_no_attacks_of_two_stated_days() -> None:
    joining = Joining(100)
    for name, on in (("a1", "2024-03-01"), ("a2", "2024-03-04")):
        joining.add_events([attack(name, date=day(on), magnitude=killed(12), published_at="2024-03-04T08:00:00Z")])
    first, second = (held.profiles for held in joining.store)
    (undated,) = Joining(1).add_events([attack("a3", date=None, magnitude=killed(12), published_at=None)])
    bridge = profile(undated.reports[0])
    assert match_happenings([*first, bridge], second) == VETO


def test_copies_count_as_articles_and_sources_but_not_as_independent() -> None:
    joining = Joining(100)
    joining.add_events([attack("a1")])
    (happening,) = joining.add_copy(copy("c1", "a1"))
    assert (happening.articles, happening.sources, happening.independent_sources) == (2, 2, 1)
    assert joining.add_copy(copy("c1", "a1")) == [], "a repeated copy changes nothing"


def test_a_copy_that_was_published_before_its_original_is_the_first_report() -> None:
    joining = Joining(100)
    joining.add_events([attack("a1", published_at="2024-03-04T14:00:00Z")])
    early = copy("c1", "a1", source="Courier", reported_at="2024-03-04T12:00:00Z")
    (happening,) = joining.add_copy(early)
    first = happening.first_report
    assert (first.article_id, first.source, first.event_id) == ("c1", "Courier", happening.reports[0].event_id)
    (happening,) = joining.add_copy(copy("c2", "a1", reported_at="2024-03-04T16:00:00Z"))
    assert happening.first_report == first


def test_a_copy_before_its_original_is_counted_with_the_original() -> None:
    joining = Joining(100)
    assert joining.add_copy(copy("c1", "a1")) == []
    (happening,) = joining.add_events([attack("a1")])
    assert happening.articles == 2


def test_old_happenings_are_closed_and_later_reports_refer_to_them() -> None:
    joining = Joining(100)
    (first,) = joining.add_events([attack("a1")])
    late = attack("a2", published_at="2024-03-25T12:00:00Z")
    (second,) = joining.add_events([late])
    assert second.follows == first.happening_id
    assert first.closes_after == "2024-03-18"


def test_a_report_without_a_date_does_not_keep_a_happening_open() -> None:
    joining = Joining(100)
    for published_at in ("2024-03-04T12:00:00Z", None):
        (happening,) = joining.add_events([attack(f"a {published_at}", published_at=published_at)])
    assert (happening.articles, happening.closes_after) == (2, "2024-03-18")
    (later,) = joining.add_events([attack("a3", published_at="2025-03-04T12:00:00Z")])
    assert (later.articles, later.follows) == (1, happening.happening_id)


def test_recalled_or_feared_events_open_no_happening() -> None:
    joining = Joining(100)
    assert joining.add_events([attack("a1", status="historical"), attack("a1", number=1, status="hypothetical")]) == []
    assert joining.take_tally() == {"ignored": 2}


def test_the_oldest_are_forgotten_over_capacity() -> None:
    joining = Joining(2)
    places = [place(name, lat=30.0 + n) for n, name in enumerate(("Mardan", "Swabi", "Kohat"))]
    for number, where in enumerate(places):
        joining.add_events([attack(f"a{number}", location=where)])
    assert len(joining.store) == 2
    joining.add_events([attack("a9", location=places[0])])
    assert joining.take_tally()["opened"] == 4


def stream(seed: int) -> list[list[Event]]:
    """Return shuffled articles about four attacks."""
    draw = random.Random(seed)
    sites = [MARKET_IN, STATION]
    articles = [
        [
            attack(
                f"a{n}",
                draw.choice(sites),
                location=draw.choice([place(), place("Mardan", lat=34.2, lon=72.05), None]),
                date=draw.choice([day("2024-03-04"), day("2024-03-04", "published_at"), None]),
                magnitude=killed(draw.randrange(3, 12)),
                processed_at=f"2024-03-04T13:00:{n:02}Z",
            )
        ]
        for n in range(14)
    ]
    draw.shuffle(articles)
    return articles


MARKET_IN = "A bomb exploded at a market in Charsadda on Monday, killing three traders, police said."


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.integers(0, 14))
def test_a_restored_worker_continues_identically(seed: int, cut: int) -> None:
    articles = stream(seed)
    whole = latest(Joining(100), articles)
    first = latest(Joining(100), articles[:cut])
    again = Joining(100)
    again.load([msgspec.convert(msgspec.to_builtins(happening), Happening) for happening in first.values()])
    # The last article before the cut is repeated, as after a crash.
    rest = latest(again, articles[max(0, cut - 1) :])
    assert first | rest == whole


@pytest.mark.parametrize("seed", range(5))
def test_the_same_order_gives_the_same_bytes(seed: int) -> None:
    articles = stream(seed)
    assert latest(Joining(100), articles) == latest(Joining(100), articles)


def test_a_half_published_merge_is_completed() -> None:
    joining = Joining(100)
    (one,) = joining.add_events([attack("a1")])
    (two,) = joining.add_events([attack("a2", STATION)])
    whole = msgspec.structs.replace(
        one, version=3, event_ids=[*one.event_ids, *two.event_ids], reports=[*one.reports, *two.reports]
    )
    again = Joining(100)
    again.load([two, whole])
    (gone, *_) = again.add_events([attack("a3")])
    assert (gone.happening_id, gone.merged_into, gone.version) == (two.happening_id, one.happening_id, two.version + 1)
    assert len(again.store) == 1


REVISED = "The ministry on Wednesday revised the toll of the attack on a market in Charsadda: it killed 14 traders."


def test_the_day_of_a_correction_is_not_the_day_of_the_event() -> None:
    """The text also names the day of the correction, and the reader may code that one."""
    first = attack("a1", source="Lake Standard", magnitude=killed(19), date=day("2024-03-04"))
    joining, other = Joining(100), Joining(100)
    for one in (joining, other):
        one.add_events([first])
    changes: dict[str, Any] = {
        "source": "Lake Standard",
        "magnitude": killed(14),
        "date": day("2024-03-06"),
        "published_at": "2024-03-06T12:00:00Z",
    }
    (happening,) = joining.add_events([attack("a2", REVISED, **changes)])
    assert happening.articles == 2
    assert [(c.kind, c.old_min, c.new_min) for c in happening.corrections] == [("correction", 19, 14)]
    plain = REVISED.replace("revised the toll of", "spoke of")
    (apart,) = other.add_events([attack("a2", plain, **changes)])
    assert apart.articles == 1, "the stated day of any other report keeps two apart"


def test_a_large_happening_is_restored_unchanged() -> None:
    """Its record keeps fewer reports so that it fits; its latest toll and number of articles are kept."""
    most, count = 40_000, 90
    whole, published = Joining(100, most), []
    for number in range(count):
        published += whole.add_events([attack(f"a{number}", magnitude=killed(number + 3))])
    assert len(published) == count
    assert max(len(encode(happening)) for happening in published) <= most
    last = published[-1]
    assert (last.articles, last.sources, last.counts.killed and last.counts.killed.latest_min) == (
        count,
        count,
        count + 2,
    )
    assert len(last.reports) < count
    for cut in (10, 50, 70):
        other = Joining(100, most)
        other.load([published[cut]])
        again = [h for n in range(cut + 1, count) for h in other.add_events([attack(f"a{n}", magnitude=killed(n + 3))])]
        assert again == published[cut + 1 :]
