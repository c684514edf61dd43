"""Short passives in headlines are read as passives, and active past forms stay active."""

from __future__ import annotations

import pytest

from agents.reader.syntax.clauses import is_passive
from tests.unit.support.article_texts import page_of
from tests.unit.support.event_fixtures import events

PASSIVE = [
    "Seven soldiers killed in attack on hill post",
    "Finance minister arrested over missing grain funds",
    "Hundreds detained at rally in Minsk",
    "Three aid workers abducted near Goma",
    "Radio reporter expelled from Chad",
    "Mountain village shelled for third day",
    "Bishop and two nuns kidnapped in Haiti",
    "UN envoy rebuked over speech",
    "Embassy attacked, guards hurt",
    "Judge stabbed to death in Bari",
    "Journalist shot dead in Mexico",
    "Activists deported from Belarus",
    "Nine killed, police say",
    "Army said rebels killed",
    "Residents urged to leave valley",
    "Navy criticised over delay",
    "Quetta: six labourers shot dead at road camp",
    "Lagos: two traders killed in market fire",
]
ACTIVE = [
    "Gunmen killed five in Quetta",
    "Troops withdrew from Goma",
    "Minister resigned over scandal",
    "Leaders met in Geneva",
    "Workers marched in Lagos",
    "Police clashed with students",
    "Rebels fired on convoy",
    "Police fired tear gas at marchers",
    "Union accused mine of neglect",
    "Army agreed to leave Goma",
    "Peru threatened to close border",
]
PROSE = [
    ("Rebels held the town and killed whoever stayed.", "killed", False),
    ("The rebels the army killed were buried on Monday.", "killed", False),
    ("Police arrested and later freed two men.", "arrested", False),
    ("Rebels attacked overnight, the army said.", "attacked", False),
    ("Nine protesters arrested in Minsk, the police said.", "arrested", True),
]


def passives(text: str, title: str) -> list[bool]:
    doc = page_of(text, title=title).passages[0].doc
    return [is_passive(t) for t in doc if t.tag_ in ("VBD", "VBN")]


@pytest.mark.parametrize("title", PASSIVE)
def test_a_past_form_without_object_in_a_headline_is_passive(title: str) -> None:
    assert any(passives("There were no details.", title))


@pytest.mark.parametrize("title", ACTIVE)
def test_a_past_form_that_needs_no_object_or_has_one_stays_active(title: str) -> None:
    assert not any(passives("There were no details.", title))


@pytest.mark.parametrize(("text", "verb", "passive"), PROSE)
def test_in_sentences_only_verbs_that_never_go_without_an_object_are_passive(
    text: str, verb: str, passive: bool
) -> None:
    doc = page_of(text).passages[0].doc
    assert is_passive(next(t for t in doc if t.lower_ == verb)) is passive


@pytest.mark.parametrize("title", PASSIVE)
def test_the_subject_of_a_passive_headline_is_no_actor(title: str) -> None:
    victim = title.split()[0]
    told = [e for e in events("There were no details.", title) if e.evidence.field == "title"]
    assert not [p.text for e in told for p in e.actors if victim in p.text.split()]
