"""Whether two events are one happening, and the reasons."""

from __future__ import annotations

from typing import Any

import pytest

from agents.happenings.event_matching import match
from agents.happenings.event_profile import profile
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from streams.contract.records import Event
from tests.unit.support.news_events import attack, day, killed, named, place, unnamed

POLICE_STATION = "A bomb exploded at a police station in Charsadda on Monday, killing three guards, police said."
TALKS: dict[str, Any] = {"event_type": "CONSULT", "modes": [], "magnitude": killed(0, slot="participants")}


def joined(one: Event, other: Event) -> bool:
    there, back = (match(profile(report_of(a)), profile(report_of(b))) for a, b in ((one, other), (other, one)))
    assert there.score == pytest.approx(back.score), "the same in both directions"
    return there.score >= rules().join


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("a higher toll later", attack("a2", magnitude=killed(5), published_at="2024-03-05T09:00:00Z")),
        ("no toll at all", attack("a2", magnitude=killed(9, slot="injured"))),
        ("the day of publication only", attack("a2", date=day("2024-03-04", "published_at"))),
        ("published the day after", attack("a2", date=day("2024-03-05", "published_at"))),
        ("no mode", attack("a2", modes=[])),
        ("a raid that killed", attack("a2", event_type="COERCE", modes=["seize"])),
        (
            "the district that holds it",
            attack("a2", location=place("Charsadda District", "admin2", lat=34.22, lon=71.66)),
        ),
        ("the province that holds it", attack("a2", location=place("Khyber Pakhtunkhwa", "admin1", lat=33.9))),
        ("a suburb nearby", attack("a2", location=place("Rajjar", lat=34.17))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_differences_between_reports_of_one_attack_do_not_separate_them(why: str, other: Event) -> None:
    assert joined(attack(), other), why


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another site in the city", attack("a2", POLICE_STATION)),
        ("two days later", attack("a2", date=day("2024-03-06"))),
        ("a year later", attack("a2", date=day("2025-03-04"))),
        ("another city of the province", attack("a2", location=place("Mardan", lat=34.2, lon=72.05))),
        ("another province", attack("a2", location=place("Sindh", "admin1", admin1="Sindh", lat=26.0))),
        ("another country", attack("a2", location=place("Charsadda", country="IND", geonames_id=7))),
        ("another family of types", attack("a2", event_type="PROTEST", modes=["demo"])),
        ("a raid that hurt nobody", attack("a2", event_type="COERCE", magnitude=killed(3, slot="arrested"))),
        (
            "gunmen and a far higher toll",
            attack(
                "a2",
                "Gunmen shot dead sixty people in the province on Monday, officials said.",
                modes=["firearms"],
                magnitude=killed(60),
                location=place("Khyber Pakhtunkhwa", "admin1"),
            ),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_events_that_cannot_be_one_attack_are_not_joined(why: str, other: Event) -> None:
    assert not joined(attack(), other), why


def test_events_between_parties_need_a_common_party() -> None:
    met: dict[str, Any] = {"actors": [named("Behrouz Talebi", "IRN")], "recipients": [named("Nayef Qahtani", "SAU")]}
    text = "Talebi met Qahtani in Muscat on Monday for talks on fishing rights."
    again: dict[str, Any] = {"actors": [named("Talebi", "IRN")], "recipients": [named("Prince Nayef Qahtani", "SAU")]}
    others: dict[str, Any] = {"actors": [named("Ilka Varela", "PER")], "recipients": [named("Kofi Osei", "GHA")]}
    one = attack("a1", text, **TALKS, **met)
    assert joined(one, attack("a2", text, **TALKS, **again, location=None))
    assert not joined(one, attack("a2", "Varela met Osei in Muscat on Monday for talks on fishing.", **TALKS, **others))


def test_the_same_two_countries_are_parties_in_common() -> None:
    one: dict[str, Any] = {"actors": [named("Behrouz Talebi", "IRN")], "recipients": [named("Nayef Qahtani", "SAU")]}
    two: dict[str, Any] = {"actors": [named("Tehran", "IRN")], "recipients": [named("Riyadh", "SAU")]}
    met = attack("a1", "Talebi met Qahtani in Muscat on Monday.", **TALKS, **one)
    assert joined(met, attack("a2", "Tehran and Riyadh held talks in Muscat on Monday.", **TALKS, **two))


def test_names_tell_whether_an_event_without_a_place_is_the_same() -> None:
    one = attack("a1")
    same = "A bomb killed three traders at a market in Charsadda on Monday."
    other = "A bomb killed three traders at a market in Multan on Monday."
    assert joined(one, attack("a2", same, location=None))
    assert not joined(one, attack("a2", other, location=None))


def test_a_party_tells_the_country_of_an_event_without_a_place() -> None:
    one, text = attack("a1"), "Nine people died on Monday when a bomb went off."
    assert joined(one, attack("a2", text, location=None, actors=[named("the army", "PAK")]))
    assert not joined(one, attack("a2", text, location=None, actors=[named("the army", "KEN")]))


def test_the_day_on_which_a_toll_rose_is_not_that_of_the_event() -> None:
    rose = day("2024-03-05")
    text = "The death toll from a bomb at a market in Charsadda rose to nine on Tuesday."
    assert joined(attack("a1"), attack("a2", text, published_at="2024-03-05T09:00:00Z", date=rose))


def test_the_day_of_publication_may_be_that_of_saying_it() -> None:
    said = day("2024-03-05")
    text = "A bomb at a market in Charsadda killed three traders, police said on Tuesday."
    assert joined(attack("a1"), attack("a2", text, published_at="2024-03-05T09:00:00Z", date=said))
    assert not joined(attack("a1"), attack("a2", text, published_at="2024-03-06T09:00:00Z", date=said))


def test_every_point_has_a_reason() -> None:
    found = match(profile(report_of(attack())), profile(report_of(attack("a2", magnitude=killed(5)))))
    assert sum(reason.points for reason in found.reasons) == pytest.approx(found.score)
    assert {"type", "place", "day", "words"} <= {reason.feature for reason in found.reasons}
    assert any("market" in reason.text for reason in found.reasons)


MARCH: dict[str, Any] = {"event_type": "PROTEST", "modes": ["demo"], "magnitude": killed(3000, slot="participants")}


def marched(article: str, who: str) -> Event:
    return attack(article, f"{who} marched in Charsadda on Monday for higher pay.", **MARCH, actors=[unnamed(who)])


@pytest.mark.parametrize("who", ["Union members", "Strikers", "Thousands of people", "Teachers and doctors"])
def test_a_crowd_that_may_be_the_same_is_joined(who: str) -> None:
    assert joined(marched("a1", "Teachers"), marched("a2", who))


@pytest.mark.parametrize("who", ["Doctors", "About 3,000 farmers", "Taxi drivers"])
def test_two_crowds_of_other_trades_are_two_protests(who: str) -> None:
    assert not joined(marched("a1", "Teachers"), marched("a2", who))


def test_people_in_common_make_up_for_a_missing_place() -> None:
    both: dict[str, Any] = {"actors": [named("Behrouz Talebi", "IRN"), named("Nayef Qahtani", "SAU")]}
    again: dict[str, Any] = {"actors": [named("Talebi", ""), named("Qahtani", "")], "location": None}
    met = attack("a1", "Talebi met Qahtani in Muscat on Monday.", **TALKS, **both)
    assert joined(met, attack("a2", "Talebi said his talks with Qahtani on Monday were hard.", **TALKS, **again))


def test_the_same_attacker_does_not_make_up_for_a_missing_place() -> None:
    by: dict[str, Any] = {"actors": [named("Dawn Brigade", "", label="ORG")]}
    one = attack("a1", "The Dawn Brigade bombed a market in Charsadda on Monday.", **by)
    other = attack("a2", "The Dawn Brigade killed two guards on Monday.", **by, location=None, magnitude=killed(2))
    assert not joined(one, other)


def test_an_undated_report_of_later_days_is_weaker_than_one_of_the_next_day() -> None:
    def undated(published_at: str) -> float:
        later = attack("a2", published_at=published_at, date=None)
        return match(profile(report_of(attack("a1"))), profile(report_of(later))).score

    assert undated("2024-03-05T12:00:00Z") > undated("2024-03-07T12:00:00Z")


def test_nobody_killed_is_no_other_number() -> None:
    nobody = (
        "No one was killed by a bomb at a market in Charsadda on Monday, police said, correcting an earlier report."
    )
    assert joined(attack("a1", magnitude=killed(9)), attack("a2", nobody, status="negated", magnitude=killed(0)))


def test_a_match_won_is_a_match_lost() -> None:
    won: dict[str, Any] = {"event_type": "SPORT", "modes": ["win"], "actors": [named("Ashford Rovers", label="ORG")]}
    lost: dict[str, Any] = {
        "event_type": "SPORT",
        "modes": ["loss"],
        "recipients": [named("Ashford Rovers", label="ORG")],
    }
    one = attack("a1", "Ashford Rovers beat Merton City 3-1 on Monday.", **won, magnitude=killed(0))
    assert joined(one, attack("a2", "Merton City lost 3-1 to Ashford Rovers on Monday.", **lost, magnitude=killed(0)))
