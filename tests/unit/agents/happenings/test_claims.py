"""Claims about numbers: the latest, corrected, retracted and denied ones."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from agents.happenings.folding import opened
from agents.happenings.reports import report_of
from agents.happenings.rules import rules
from streams.contract.happening import Happening
from streams.contract.records import Event, Magnitude
from tests.unit.support.happening_records import CAUSE, LINKS
from tests.unit.support.news_events import attack, count_claim, killed, named, said


def happening_of(*events: Event) -> Happening:
    return opened([report_of(event) for event in events], CAUSE, LINKS)


def at(hour: int) -> str:
    return f"2024-03-04T{hour:02}:00:00Z"


def test_a_rising_toll_is_no_correction_and_the_last_counts() -> None:
    found = happening_of(
        attack("a1", published_at=at(8), magnitude=killed(3)),
        attack("a2", published_at=at(12), magnitude=killed(7)),
        attack("a3", published_at=at(10), magnitude=killed(5)),
    )
    assert found.counts.killed is not None
    assert [claim.min for claim in found.claims] == [3, 5, 7], "ordered by time, not by arrival"
    assert (found.counts.killed.latest_min, found.counts.killed.lowest, found.counts.killed.highest) == (7, 3, 7)
    assert found.corrections == []


def test_each_number_keeps_its_source_and_contradictions_are_disputes() -> None:
    found = happening_of(
        attack("a1", published_at=at(8), magnitude=killed(7), attribution=said("the army")),
        attack("a2", published_at=at(9), magnitude=killed(9), attribution=said("the hospital")),
    )
    assert [(claim.said_by, claim.min) for claim in found.claims] == [("the army", 7), ("the hospital", 9)]
    assert found.counts.killed is not None
    assert found.counts.killed.disputed
    assert found.counts.killed.latest_said_by == "the hospital"


@pytest.mark.parametrize("names", [("b", "a"), ("a", "b")])
def test_claims_of_the_same_minute_are_in_order_of_arrival(names: tuple[str, str]) -> None:
    """The ids of their events are hashes and say nothing about which number a source gave first."""
    first, second = (attack(name, source="Lake Standard", published_at=at(8), attribution=None) for name in names)
    lowered = msgspec.structs.replace(second, magnitude=killed(2))
    found = happening_of(first, lowered)
    assert [claim.min for claim in found.claims] == [3, 2]
    assert [(correction.old_min, correction.new_min) for correction in found.corrections] == [(3, 2)]


def test_two_sources_in_one_report_give_two_claims() -> None:
    """ "The army said seven. Hospital officials put the toll at nine": one event of one article, two claims."""
    both = [count_claim(7, "the army"), count_claim(9, "the hospital")]
    found = happening_of(attack("a1", magnitude=killed(9), attribution=said("the army"), count_claims=both))
    assert [(claim.said_by, claim.min) for claim in found.claims] == [("the army", 7), ("the hospital", 9)]
    assert found.counts.killed is not None
    assert (found.counts.killed.latest_min, found.counts.killed.latest_said_by) == (9, "the hospital")
    assert (found.counts.killed.lowest, found.counts.killed.disputed) == (7, True)


def test_a_report_with_very_many_numbers_keeps_few_with_the_smallest_and_the_largest() -> None:
    many = [count_claim(100 if n == 700 else n % 40 + 5, f"speaker {n}") for n in range(1500)]
    many[900] = count_claim(1, "speaker 900")
    found = happening_of(attack("a1", count_claims=many))
    limit = rules().limits.count_claims
    assert [claim.said_by for claim in found.claims] == [f"speaker {n}" for n in [*range(limit - 2), 700, 900]]
    assert found.counts.killed is not None
    assert (found.counts.killed.lowest, found.counts.killed.highest) == (1, 100)


def test_a_source_corrects_only_its_own_number() -> None:
    both = [count_claim(7, "the army"), count_claim(9, "the hospital")]
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9), count_claims=both),
        attack(
            "a2", source="Lake Standard", published_at=at(12), magnitude=killed(8), attribution=said("the hospital")
        ),
    )
    assert [(c.said_by, c.min, c.withdrawn) for c in found.claims] == [
        ("the army", 7, None),
        ("the hospital", 9, "correction"),
        ("the hospital", 8, None),
    ]


def test_an_open_range_is_no_dispute() -> None:
    at_least = attack("a2", magnitude=killed(6, None), attribution=said("the hospital"))
    found = happening_of(attack("a1", magnitude=killed(7), attribution=said("the army")), at_least)
    assert found.counts.killed is not None
    assert not found.counts.killed.disputed or found.claims[1].max == 6


def test_a_lower_number_of_the_same_source_and_sayer_corrects() -> None:
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9)),
        attack("a2", source="Lake Standard", published_at=at(12), magnitude=killed(7)),
    )
    (correction,) = found.corrections
    assert (correction.kind, correction.slot, correction.old_min, correction.new_min) == ("correction", "killed", 9, 7)
    assert [claim.withdrawn for claim in found.claims] == ["correction", None]
    assert found.counts.killed is not None
    assert found.counts.killed.highest == 7


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("The army said a bomb at a market in Charsadda killed seven, not nine as initially reported.", True),
        ("The army downgraded the toll of a bomb at a market in Charsadda to seven.", True),
        ("The army put the dead of a bomb at a market in Charsadda at seven, down from nine.", True),
        ("The army said a bomb at a market in Charsadda killed at least seven.", False),
    ],
)
def test_another_sayer_of_the_same_source_corrects_where_the_text_says_so(text: str, corrects: bool) -> None:
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9), attribution=said("police")),
        attack("a2", text, source="Lake Standard", published_at=at(12), magnitude=killed(7), attribution=said("army")),
    )
    assert bool(found.corrections) is corrects


def test_a_lower_number_of_another_source_is_a_second_claim() -> None:
    found = happening_of(
        attack("a1", published_at=at(8), magnitude=killed(9)),
        attack("a2", published_at=at(12), magnitude=killed(7)),
    )
    assert found.corrections == []
    assert [claim.withdrawn for claim in found.claims] == [None, None]


def test_a_retracted_report_leaves_no_claim_and_no_assertion() -> None:
    text = "Police said no bomb exploded at a market in Charsadda; this paper has withdrawn its report."
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8)),
        attack("a2", text, source="Lake Standard", published_at=at(12), status="negated"),
    )
    assert found.status == "negated"
    assert found.counts.killed is None
    assert [claim.withdrawn for claim in found.claims] == ["retraction"]
    assert [correction.kind for correction in found.corrections] == ["retraction"]


def test_a_report_after_the_retraction_asserts_it_again() -> None:
    text = "This paper has withdrawn its report that a bomb exploded at a market in Charsadda."
    told = [
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9)),
        attack("a2", text, source="lake standard", published_at=at(12), status="negated"),
    ]
    again = attack("a3", source="Lake Standard", published_at=at(18), magnitude=killed(6))
    same_article = attack("a2", source="Lake Standard", number=1, published_at=at(12), magnitude=killed(6))
    assert happening_of(*told, same_article).status == "negated"
    found = happening_of(*told, again)
    assert found.status == "asserted"
    assert [claim.withdrawn for claim in found.claims] == ["retraction", None]
    assert happening_of(again, *told) == msgspec.structs.replace(
        found, happening_id=happening_of(again).happening_id, reports=[found.reports[2], *found.reports[:2]],
        event_ids=[found.event_ids[2], *found.event_ids[:2]],
    )  # fmt: skip


def test_a_speaker_is_one_in_capitals_too() -> None:
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9), attribution=said("The army")),
        attack("a2", source="Lake Standard", published_at=at(12), magnitude=killed(7), attribution=said("the army")),
    )
    assert [claim.withdrawn for claim in found.claims] == ["correction", None]
    twice = [attack("a1", attribution=said(name), number=n) for n, name in enumerate(("The Army", "the army"))]
    assert len(happening_of(*twice).claims) == 1


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({"published_at": at(8), "event_type": "ASSAULT"}, {"published_at": at(9)}, "ASSAULT"),
        ({"published_at": at(9)}, {"published_at": at(8), "event_type": "ASSAULT"}, "ASSAULT"),
        ({"published_at": at(8)}, {"published_at": at(9), "event_type": "ASSAULT"}, "ACCIDENT"),
        ({"confidence": 0.7}, {"event_type": "ASSAULT", "confidence": 0.8}, "ASSAULT"),
        ({"published_at": None}, {"published_at": at(9), "event_type": "ASSAULT"}, "ASSAULT"),
    ],
)
def test_a_tie_of_types_goes_to_the_first_report_then_to_confidence(
    first: dict[str, Any], second: dict[str, Any], kind: str
) -> None:
    events = [attack(f"a{n}", **({"event_type": "ACCIDENT"} | told)) for n, told in enumerate((first, second))]
    assert happening_of(*events).event_type == kind


def test_a_retraction_does_not_affect_other_sources() -> None:
    text = "This paper has withdrawn its report that a bomb exploded at a market in Charsadda."
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(9)),
        attack("a2", source="Delta Observer", published_at=at(9), magnitude=killed(3)),
        attack("a3", text, source="Lake Standard", published_at=at(12), status="negated"),
    )
    assert found.status == "asserted"
    assert found.counts.killed is not None
    assert (found.counts.killed.latest_min, found.counts.killed.claims) == (3, 1)


def test_a_denial_retracts_nothing() -> None:
    text = "The Dawn Brigade denied on Monday that it attacked the market and called the report false."
    denial = attack("a2", text, source="Source of a1", published_at=at(12), status="negated")
    denied = happening_of(attack("a1", published_at=at(8)), replace_actor(denial))
    assert denied.status == "asserted"
    assert denied.counts.killed is not None
    assert [d.sentence for d in denied.denials] == [text]
    assert denied.corrections == []


def replace_actor(event: Event) -> Event:
    return msgspec.structs.replace(event, actors=[named("Dawn Brigade", "PAK", "ORG")])


def test_a_note_on_an_earlier_version_is_neither_claim_nor_denial() -> None:
    """The reader may code "An earlier version of this article said that 19 traders were killed" as a negated event."""
    speaker = said("An earlier version of this article")
    for status in ("negated", "asserted"):
        found = happening_of(
            attack("a1", number=0, magnitude=killed(14)),
            attack("a1", number=1, magnitude=killed(19), attribution=speaker, status=status),
        )
        assert [claim.min for claim in found.claims] == [14]
        assert found.denials == []
        assert found.status == "asserted"


def test_a_denial_of_an_earlier_report_is_a_denial() -> None:
    (denial,) = happening_of(attack("a1"), attack("a2", status="negated", attribution=said("the army"))).denials
    assert denial.said_by == "the army"


def test_nobody_killed_corrects_the_number_and_denies_nothing() -> None:
    sentence = "No one was killed by the bomb in Charsadda, police said, correcting an earlier report."
    found = happening_of(
        attack("a1", source="Lake Standard", published_at=at(8), magnitude=killed(6)),
        attack("a2", sentence, source="Lake Standard", published_at=at(9), status="negated", magnitude=killed(0)),
    )
    assert (found.status, found.denials) == ("asserted", [])
    assert [(c.kind, c.old_min, c.new_min) for c in found.corrections] == [("correction", 6, 0)]
    assert found.counts.killed is not None
    assert found.counts.killed.latest_min == 0


def test_the_group_of_a_later_number_is_told_where_another_article_counts_groups_apart() -> None:
    def of(text: str, number: int = 0, article: str = "a1") -> Event:
        count = killed(7 - number).killed
        assert count is not None
        told = Magnitude(killed=msgspec.structs.replace(count, text=text))
        return attack(article, number=number, published_at=at(8 + int(article[1:])), magnitude=told)

    alone = happening_of(of("seven soldiers", article="a2"))
    assert [claim.group for claim in alone.claims] == [None]
    found = happening_of(of("seven soldiers"), of("six gunmen", 1), of("seven troops", article="a2"))
    assert [(claim.text, claim.group) for claim in found.claims] == [
        ("seven soldiers", "soldiers"),
        ("six gunmen", "gunmen"),
        ("seven troops", "troops"),
    ]
    assert found.counts.killed is not None
    assert found.counts.killed.latest_min == 13
