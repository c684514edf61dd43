"""Names that end like things, pronouns for a body whose speaker is quoted, and acts of parties that are blamed."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event, events

BODIES = [
    ("Vela said that Rand Water had met leaders of the farmers at noon.", "CONSULT", "Rand Water"),
    ("Press freedom group Article Nine urged the mayor to free the editor.", "REQUEST", "Article Nine"),
    ("Clean Hands, a group of lawyers, asked the president to suspend him.", "REQUEST", "Clean Hands"),
    ("The Campaign for Safer Roads accused the minister of lying.", "ACCUSE", "Campaign for Safer Roads"),
    ("The Anti-Corruption Commission said that it had opened an inquiry into the minister.", "ACCUSE", "Commission"),
]
NO_BODIES = [
    "Hurricane Marta killed nine people on the coast.",
    "The Ridge Fire killed nine people in the hills.",
    "The Carnage at the bridge killed nine people.",
]
MEANT = [
    ("Police spokesman Juma Otieno said they arrested six men in Mombasa on Monday.", "Police"),
    ("A spokesman for the army said it had shelled rebel positions near Kidal.", "army"),
    ("The army's spokeswoman, Ana Vidal, said it had shelled rebel positions near Kidal.", "army"),
    ("The paper quoted Lumba police as saying they made about 500 arrests.", "Lumba police"),
    ("Varnica said at least seven of its guards were hurt when they attacked the camp.", "guards"),
]
NOT_MEANT = [
    ("Varnica said that nine nurses died after they were attacked by rebels.", "Varnica"),
    ("The minister said they had arrested six men.", "minister"),
    ("A teacher confirmed what was feared - that most of the pupils unaccounted for had been killed.", "teacher"),
]
BLAMED = [
    ("Varnia accused a Norvian coast guard ship of ramming a trawler, injuring three sailors.", "Varnia"),
    ("The governor blamed the militia for storming the mine, killing nine guards.", "governor"),
]


@pytest.mark.parametrize(("text", "event_type", "actor"), BODIES)
def test_a_name_that_ends_like_a_thing_is_an_organisation(text: str, event_type: str, actor: str) -> None:
    assert [actor in p.text for p in event(text, event_type).actors] == [True]


@pytest.mark.parametrize("text", NO_BODIES)
def test_storms_fires_and_carnage_stay_things(text: str) -> None:
    assert [p.text for e in events(text) for p in e.actors] == []


@pytest.mark.parametrize(("text", "actor"), MEANT)
def test_a_pronoun_is_the_body_that_is_spoken_for(text: str, actor: str) -> None:
    assert [actor in p.text for e in events(text) for p in e.actors] == [True]


@pytest.mark.parametrize(("text", "somebody"), NOT_MEANT)
def test_a_plural_pronoun_is_no_single_person_or_country(text: str, somebody: str) -> None:
    assert [p.text for e in events(text) for p in [*e.actors, *e.recipients] if somebody in p.text] == []


@pytest.mark.parametrize(("text", "accuser"), BLAMED)
def test_an_accuser_is_not_the_actor_of_the_result(text: str, accuser: str) -> None:
    attacks = [e for e in events(text) if e.event_type == "ASSAULT"]
    assert attacks
    assert [p.text for e in attacks for p in e.actors if accuser in p.text] == []


def test_an_object_pronoun_is_not_the_subject_of_its_verb() -> None:
    found = event("Dana Wilcox met her lawyer.\n\nA grand jury indicted her in March.", "ACCUSE")
    assert [p.name for p in found.recipients] == ["Dana Wilcox"]


def test_a_building_is_hit_and_not_the_land_that_it_stands_in() -> None:
    found = event("Russian missiles struck a power station in central Ukraine overnight.", "ASSAULT")
    assert [p.text for p in found.recipients] == ["a power station in central Ukraine"]


@pytest.mark.parametrize(
    "text",
    ["The charity helps wounded soldiers.", "Varnia helps raped women.", "Nine guards were kidnapped from a mine."],
)
def test_helpers_of_victims_have_not_harmed_them(text: str) -> None:
    assert [p.text for e in events(text) if e.event_type == "ASSAULT" for p in e.actors] == []


@pytest.mark.parametrize(
    "text",
    [
        "The governor sent 400 police officers to the area.",
        "The minister promised that nobody would have to move.",
        "The minister ruled out more than four.",
    ],
)
def test_land_numbers_and_negative_pronouns_are_no_recipients(text: str) -> None:
    assert [p.text for e in events(text) for p in e.recipients] == []


def test_an_apposition_is_the_person_that_it_says_more_of() -> None:
    found = event("Elizabeth Farley, a Lebanon woman accused of fraud, was in court.", "ACCUSE")
    assert [p.name for p in found.recipients] == ["Elizabeth Farley"]


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("The minister would not go; instead he accused the opposition of a plot.", "ACCUSE", "The minister"),
        ("The army shelled the port; it also kidnapped a priest.", "ASSAULT", "The army"),
        ("The minister quarrelled with the general; he accused the opposition of a plot.", "ACCUSE", None),
    ],
)
def test_a_pronoun_is_the_only_subject_before_it(text: str, event_type: str, actor: str | None) -> None:
    found = [e for e in events(text) if e.event_type == event_type]
    assert {p.text for e in found for p in e.actors} == ({actor} if actor else set())
