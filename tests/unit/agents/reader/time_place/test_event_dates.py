"""Dates of events: stated, of another clause, relative to another event, of a statement, or of publication.

All articles are published on Tuesday 12 March 2024.
"""

from __future__ import annotations

import pytest

from agents.reader.timex.date_mentions import find_dates
from tests.unit.support.article_texts import page_of
from tests.unit.support.event_fixtures import events


def when(text: str, event_type: str, title: str | None = None) -> set[str | None]:
    """Return the dates of the events of a type."""
    found = [e for e in events(text, title) if e.event_type == event_type]
    assert found, [(e.event_type, e.evidence.trigger) for e in events(text, title)]
    return {e.date.value if e.date else None for e in found}


OWN = {
    "From March 4 to March 7, police arrested 60 taxi drivers in Lagos.": ("COERCE", "2024-03-04"),
    "Nurses protested in Athens on Saturday and Sunday.": ("PROTEST", "2024-03-09"),
    "On the night of February 27-28, drones attacked a refinery in Ryazan.": ("ASSAULT", "2024-02-27TNI"),
    "The two leaders met in Muscat in the last week of February.": ("CONSULT", "2024-02"),
    "The clerk was killed in a raid in Idlib last week, the army said on Monday.": ("ASSAULT", "2024-W10"),
    "Troops seized 14 smugglers near Agadez at the weekend, the ministry said on Monday.": ("COERCE", "2024-W10-WE"),
    "Early last week, Norway said it agreed to shelter 200 refugees.": ("AGREE", "2024-W10"),
    "Officers detain a protester during a rally in Minsk, Belarus, March 8, 2024.": ("COERCE", "2024-03-08"),
    "The depot was last hit by an explosion in 2015, when two workers died.": ("ASSAULT", "2015"),
    "The third mass kidnapping in the region this year took place on Monday.": ("ASSAULT", "2024-03-11"),
    "Gunmen seized 40 pupils on Monday, the third such kidnapping this year.": ("COERCE", "2024-03-11"),
    "Last week's rally was broken up by police.": ("COERCE", "2024-W10"),
    "Two years ago today, rebels seized the city.": ("COERCE", "2022-03-12"),
    "This year rebels have killed 40 villagers near Jos.": ("ASSAULT", "2024"),
    "The worst raid came on Monday in northern Mali, where dozens were killed.": ("ASSAULT", "2024-03-11"),
    "Rebels shelled a depot and killed two guards on Sunday.": ("ASSAULT", "2024-03-10"),
    "Nine guards died on Sunday after a car bomb blew up outside a depot in Kano, police said.": (
        "ASSAULT",
        "2024-03-10",
    ),
    "Two clerks were killed on Sunday after militants stormed an office in Jos.": ("ASSAULT", "2024-03-10"),
    "Shortly before noon on 3 March, gunmen attacked a bank in Kano.": ("ASSAULT", "2024-03-03T12:00"),
    "Gunmen attacked a bank in Kano before dawn on Monday.": ("ASSAULT", "2024-03-11TMO"),
    "Guards shot a prisoner in Ayacucho on 1 March. The next day, police arrested a guard.": ("COERCE", "2024-03-02"),
}


@pytest.mark.parametrize("text", OWN)
def test_the_date_that_the_sentence_gives_an_event(text: str) -> None:
    event_type, day = OWN[text]
    assert day in when(text, event_type)


def test_an_article_without_a_date_takes_the_year_of_the_day_named_before() -> None:
    text = "On July 4, 2022, the navy seized a ship. The crew attacked an officer on July 6. They met in March."
    page = page_of(text, None)
    assert [d.value for d in find_dates(page)] == ["2022-07-04", "2022-07-06", None]


OF_ANOTHER = {
    "He was arrested after police entered his home on Saturday.": ("COERCE", "2024-03-12"),
    "Since January, rebels have killed 200 villagers near Jos.": ("ASSAULT", "2024-03-12"),
    "Last month's coup was condemned by the African Union.": ("ACCUSE", "2024-02"),
    "The attack near Jos was the deadliest this year and killed nine.": ("ASSAULT", "2024"),
    "Police arrested a man in Leeds who robbed a bank in May 2022.": ("COERCE", "2022-05"),
    "The prosecutor published transcripts on Monday from her closed investigation into the minister.": (
        "ACCUSE",
        "2024-03-11",
    ),
    "The court on Monday rejected a challenge to the February 2 election.": ("REJECT", "2024-02-02"),
    "The general was arrested on Sunday for the murder of a journalist.": ("ASSAULT", "2024-03-10"),
    "Lawmakers condemned on Sunday the killing of two fishermen by the coast guard.": ("ASSAULT", "2024-03-10"),
    "The union denounced the arrest of its leader last month.": ("ACCUSE", "2024-02"),
    "Workers carry the body of a hostage killed in a siege in Arlit, Niger, March 11, 2024.": ("ASSAULT", "2024-03-11"),
    "Police detained Sam Oduya, who plans to run in the 2027 election.": ("COERCE", "2027"),
    "The students oppose a law that takes effect in 2028.": ("ACCUSE", "2028"),
    "A clerk died on Sunday after he was shot in an ambush near Jos.": ("ASSAULT", "2024-03-10"),
    "A clerk died on Sunday after police beat him in a cell in Jos.": ("ASSAULT", "2024-03-10"),
    "A clerk died in hospital on Sunday after militants stormed an office in Jos.": ("ASSAULT", "2024-03-10"),
    "Three wounded clerks died on Sunday after militants stormed an office in Jos.": ("ASSAULT", "2024-03-10"),
}


@pytest.mark.parametrize("text", OF_ANOTHER)
def test_the_date_of_something_else_is_not_the_events(text: str) -> None:
    event_type, day = OF_ANOTHER[text]
    dates = {e.date.value for e in events(text) if e.event_type == event_type and e.date}
    assert day not in dates


APART = {
    "The ministry released the tape on Friday, two days after gunmen killed a judge in Pasto.": "2024-03-06",
    "Police detained the editor on Monday, three days after the killing of a rival in Gomel.": "2024-03-08",
    "A day before rebels attacked the dam, the army dismissed its commander on Saturday.": "2024-03-10",
    "A week after soldiers fired on strikers in Tete, the president dismissed the governor on Monday.": "2024-W10",
    "The minister resigned, two days after troops shot four farmers in Pailin.": "2024-03-10",
}


@pytest.mark.parametrize("text", APART)
def test_a_distance_from_another_event_gives_the_date(text: str) -> None:
    assert APART[text] in when(text, "ASSAULT")


def test_a_distance_from_an_event_without_a_date_gives_none() -> None:
    text = "The port is calm.\n\nThe mayor resigned two days after soldiers shot a fisherman in Lae."
    assert when(text, "ASSAULT") == {None}


NEWS = {
    "Gunmen stormed a post in Benin, killing four officers.\n\nThe raiders came at dusk on Sunday, a guard said.": (
        "ASSAULT",
        "2024-03-10",
    ),
    "Thousands of nurses marched through Porto.\n\nMonday's demonstration was the third this year.": (
        "PROTEST",
        "2024-03-11",
    ),
    "Police arrested two clerks in Bogor.\n\nOn Friday they had searched a bank. A judge freed others on Monday.": (
        "COERCE",
        None,
    ),
    "Police arrested two clerks in Bogor.\n\nThe mayor spoke today. A judge freed others on Monday.": (
        "COERCE",
        "2024-03-12",
    ),
    "The minister of Chile met his counterpart in La Paz yesterday. He praised Bolivia's efforts.": (
        "SUPPORT",
        "2024-03-11",
    ),
    "Police arrested two clerks in Bogor.\n\nAfter Sunday's vote the town was calm.": ("COERCE", "2024-03-12"),
}


@pytest.mark.parametrize("text", NEWS)
def test_undated_news_is_of_the_day_that_the_article_opens_with(text: str) -> None:
    event_type, day = NEWS[text]
    assert when(text, event_type) == {day}


def test_events_in_a_statement_have_the_day_of_the_statement() -> None:
    text = (
        "Prime Minister Ola Berg told reporters on Monday that the tax would stay.\n\nBusiness leaders were upset.\n\n"
        "Berg accused the neighbouring country of lying."
    )
    assert when(text, "ACCUSE") == {"2024-03-11"}


def test_only_the_first_sentences_of_a_long_paragraph_are_dated_by_publication() -> None:
    filler = "The town has a river. It has two bridges. The bridges are old. "
    assert when(filler + "Police arrested two bankers in Lund.", "COERCE") == {None}
    assert when("Police arrested two bankers in Lund. " + filler, "COERCE") == {"2024-03-12"}


def test_another_mention_dates_an_event_more_closely_but_not_by_a_year_alone() -> None:
    closer = "A bomb killed 15 worshippers in Zaria last week.\n\nThe bombing took place on March 8."
    assert when(closer, "ASSAULT") == {"2024-03-08"}
    year = "Gunmen killed a farmer in Sokoto.\n\nThe attack recalled the murders of 2019."
    assert "2019" not in when(year, "ASSAULT")
