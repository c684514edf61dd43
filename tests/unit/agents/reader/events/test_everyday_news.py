"""Articles of everyday news read with both packs: coreference, and decisions by the topic of the article."""

from __future__ import annotations

import pytest

from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.ontology.packs import load
from tests.unit.support.event_fixtures import analyses

BOTH = load("plover", "general")


def coded(text: str, event_type: str) -> list[CodedEvent]:
    """Return the events of a type in an article."""
    found = [f.coded for f in analyses(text, ontology=BOTH) if f.dropped is None]
    return [event for event in found if event.event_type == event_type]


APART = {
    "a match and an injury": (
        "SPORT",
        "Halden beat Vardo 3-1 in the league on Saturday. The captain tore a hamstring in the match.",
    ),
    "a match and a ban": (
        "SPORT",
        "Halden beat Vardo 3-1 in the cup final on Saturday. The league banned the Vardo coach for two matches.",
    ),
    "a price and a suspension": (
        "MARKET",
        "Trading in the shares was suspended on Monday. Shares in the brewer Ostby later rose 12 percent.",
    ),
    "two shares of one sentence": (
        "MARKET",
        "Shares in Ostby rose 12 percent on news of the takeover offer but shares in Brandal fell 4 percent.",
    ),
    "two matches by their scores": (
        "SPORT",
        "Halden beat Vardo 3-1 in the league on Saturday. In the other match Mosse drew 2-2 with Raufoss.",
    ),
}
ONE = {
    "a match and its goals": (
        "SPORT",
        "Halden beat Vardo 2-1 in the cup on Saturday. Lund scored the winning goal late in the match.",
    ),
    "a quake": (
        "DISASTER",
        "An earthquake struck the town of Sai on Monday, killing 40 people. The earthquake destroyed 300 homes.",
    ),
}


@pytest.mark.parametrize("name", APART)
def test_two_happenings_of_a_type_are_not_one(name: str) -> None:
    event_type, text = APART[name]
    stories = [e for e in coded(text, event_type) if e.story_event_id is None]
    assert len(stories) == 2, [e.evidence.trigger for e in stories]


@pytest.mark.parametrize("name", ONE)
def test_two_mentions_of_a_happening_are_one_story(name: str) -> None:
    event_type, text = ONE[name]
    stories = [e for e in coded(text, event_type) if e.story_event_id is None]
    assert len(stories) == 1, [e.evidence.trigger for e in stories]


def test_a_charge_in_an_article_about_sport_is_of_sport() -> None:
    text = (
        "Halden beat Vardo 3-1 in the league on Saturday. The Vardo coach was sent from the touchline in the match. "
        "The league striker faces a charge of failing to control himself after the cup semi-final."
    )
    assert any("discipline" in event.modes for event in coded(text, "SPORT"))


def test_a_later_failure_does_not_change_an_event() -> None:
    text = "Ostby was left ruing the failure to close the gap in the league after the 1-1 draw with Halden."
    assert [event.status for event in coded(text, "SPORT") if "draw" in event.modes] == ["asserted"]


def test_resignations_from_government_keep_their_plover_type() -> None:
    ministers = "The interior minister, Ana Roth, resigned on Monday after a vote in parliament."
    assert [e.event_type for t in ("RETREAT", "RESIGNATION") for e in coded(ministers, t)] == ["RETREAT"]
    chiefs = "The chief executive of the ferry line, Ola Fenn, resigned on Monday."
    assert [e.event_type for t in ("RETREAT", "RESIGNATION") for e in coded(chiefs, t)] == ["RESIGNATION"]


def test_prices_and_openings_of_years_ago_are_background() -> None:
    assert coded("The shop opened in 2011. Prices of houses rose by a tenth in 1998, the bank said.", "LAUNCH") == []
    assert coded("Prices of houses rose by a tenth in 1998, the bank said.", "MARKET") == []
    assert [e.status for e in coded("A flood killed 40 people in the town in 1998.", "DISASTER")] == ["historical"]


ROLES = {
    "Velmar named Dana Whitlock as its finance chief on Friday, succeeding Mark Olin.": (
        "APPOINTMENT",
        ["Velmar"],
        ["Dana Whitlock"],
    ),
    "Ana Torres has been appointed chief executive of Corvane Bank, replacing Luis Prado.": (
        "APPOINTMENT",
        [],
        ["Ana Torres"],
    ),
    "Mark Olin was replaced by Dana Whitlock as finance chief on Monday.": ("APPOINTMENT", [], ["Dana Whitlock"]),
    "Lorna Vickers joined Halvard as product director on Monday.": ("APPOINTMENT", ["Halvard"], ["Lorna Vickers"]),
    "Peter Hallam took over as director of the museum on Friday.": ("APPOINTMENT", [], ["Peter Hallam"]),
    "The bank replaced the carpets of its 40 branches.": None,
    "Harlow Foods has agreed to be bought by Ostby Brewers for 2 billion pounds.": (
        "DEAL",
        ["Ostby Brewers"],
        ["Harlow Foods"],
    ),
    "Harlow Foods has agreed to buy Ostby Brewers for 2 billion pounds.": ("DEAL", ["Harlow Foods"], ["Ostby Brewers"]),
    "Shareholders of the company approved the takeover of Ostby Brewers on Friday.": ("DEAL", [], ["Ostby Brewers"]),
    "The shipyard won a 90 million dollar contract from the Chilean navy to build ships.": (
        "DEAL",
        ["The shipyard"],
        ["the Chilean navy"],
    ),
    "The supreme court declined to hear an appeal by the pilot.": ("TRIAL", ["The supreme court"], []),
    "Rescuers pulled two swimmers from the sea at Ardal.": ("RESCUE", ["Rescuers"], ["two swimmers"]),
    "Divers searched the harbour for a missing sailor on Sunday.": ("RESCUE", ["Divers"], ["a missing sailor"]),
    "About 400 villagers left their homes as the volcano erupted.": ("RESCUE", [], ["About 400 villagers"]),
    "Arden won an order for 30 jets from Pemu Air worth $9 billion, the company said.": (
        "DEAL",
        ["Arden"],
        [],
    ),
    "The striker signed a new contract with the club after the league match.": (
        "SPORT",
        ["the club"],
        ["The striker"],
    ),
    "An Ariane rocket lifted off from Kourou on Monday.": ("LAUNCH", [], []),
    "The couple were cleared of smuggling by a court in Riga.": ("TRIAL", ["a court in Riga"], ["The couple"]),
    "The Greens won the election in Bremen with 34 percent of the vote.": ("ELECTION", ["The Greens"], []),
    "The brewer Ostby bought a stake in Holm Foods from the Roth family, the company said.": (
        "DEAL",
        ["The brewer Ostby"],
        ["Holm Foods"],
    ),
    "Parliament swore in his deputy, Ana Ruiz, on Friday.": ("APPOINTMENT", ["Parliament"], ["his deputy, Ana Ruiz"]),
    "The bishop attended the funeral of the poet on Sunday.": ("DEATH", [], ["the poet"]),
    "The party nominated the farmer Paul Eko as its candidate for president in the election.": (
        "ELECTION",
        ["The party"],
        ["the farmer Paul Eko"],
    ),
    "Hundreds of workers lost their jobs at the mill.": ("LAYOFF", [], ["Hundreds of workers"]),
    "The town lost 300 jobs when the mill shut.": ("LAYOFF", ["The town"], []),
    "A pensioner lost her savings to a phone scam, police said.": ("CRIME", [], ["A pensioner"]),
    "Presidential elections were held in Palau on Sunday after a campaign by two candidates.": ("ELECTION", [], []),
    "The striker joined Lens from Rennes on loan for the season, and the league starts in May.": (
        "SPORT",
        ["Lens"],
        ["The striker"],
    ),
}
TYPES = {
    "Hurricane Odile slammed into the coast on Sunday, killing three people.": ["DISASTER"],
    "Captain Odile hit the wall.": [],
    "A man was found not guilty of killing his wife at the court in Leeds.": ["TRIAL"],
    "A jury found the mayor guilty of taking bribes, the court said.": ["SANCTION"],
    "Regulators blocked the bank's takeover of an insurer, a company with a turnover of 9 million.": ["REJECT"],
    "The steelmaker has collapsed into administration.": ["DEAL"],
    "The roof of the school collapsed into the yard.": ["ACCIDENT"],
    "An explosion ripped through a coal mine in Sai.": ["ACCIDENT"],
    "Firefighters freed a whale that was tangled in nets.": ["RESCUE"],
    "Two astronauts returned to Earth on Sunday.": ["LAUNCH"],
    "Thieves used a digger to rip a cash machine from a wall.": [],
    "The drivers complained of neck pain after the match.": [],
    "The drivers complained of corruption at the ministry.": ["ACCUSE"],
    "The rebels freed nine hostages.": ["RETREAT"],
    "Kenya and Uganda signed an agreement to run joint patrols on the lake.": ["SUPPORT"],
    "The two companies signed an agreement to run a chain of hotels.": ["DEAL"],
    "Ana Roth called the election a farce at a rally of the party.": ["ACCUSE"],
    "Ana Roth called an election for 4 May after a vote of the party.": ["ELECTION"],
    "The army launched rockets at the rebel base.": ["ASSAULT"],
    "The agency launched rockets to study the upper air.": ["LAUNCH"],
    "The regulator said that the offer complied with the Takeover Code.": [],
    "Congress removed the president from office on Monday.": ["SANCTION"],
    "The board removed the chairman from office on Monday.": ["RESIGNATION"],
    "Supporters of the mayor set fire to a court house.": ["ASSAULT"],
    "Vandals set fire to a barn near Holm.": ["CRIME"],
    "Forty guests were taken to hospital with food poisoning.": ["OUTBREAK"],
    "The grocer recalled its salad over salmonella fears.": ["OUTAGE"],
    "The grocer recalled his youth over a pint.": [],
    "The club was put up for sale before the league match, the cup winner said.": [],
    "The airline scrapped its merger with a rival, the company said.": ["DEAL"],
}
STATUSES = {
    "Nuts may cut the risk of a stroke, according to a study in a journal.": ("STUDY", "asserted"),
    "A team may study the wreck, the university said.": ("STUDY", None),
    "The airline scrapped its merger with a rival, the company said.": ("DEAL", "negated"),
    "The company will shut its depot in Cork with the loss of 240 jobs.": ("LAYOFF", "future"),
    "Chief executive Dirk Maas will step down in May and be replaced by Petra Novak as finance chief.": (
        "APPOINTMENT",
        "future",
    ),
    "Voters go to the polls on Sunday to elect a president.": ("ELECTION", "future"),
}


@pytest.mark.parametrize("text", ROLES)
def test_who_did_it_and_to_whom_in_everyday_news(text: str) -> None:
    if (wanted := ROLES[text]) is None:
        assert coded(text, "APPOINTMENT") == []
        return
    event_type, actors, recipients = wanted
    event = coded(text, event_type)[0]
    assert ([p.text for p in event.actors], [p.text for p in event.recipients]) == (actors, recipients)


@pytest.mark.parametrize("text", TYPES)
def test_a_happening_has_one_type(text: str) -> None:
    told = [f.coded.event_type for f in analyses(text, ontology=BOTH) if f.dropped is None]
    told = [event_type for event_type in told if event_type != "ASSAULT" or "not guilty" not in text]
    assert list(dict.fromkeys(told)) == TYPES[text]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Oil settled lower on Friday, and traders of crude said the price was 81 dollars.", "down"),
        ("Oil settled higher on Friday, and traders of crude said the price was 81 dollars.", "up"),
        ("Gold edged down 0.3 percent to 2,310 dollars an ounce.", "down"),
        ("Gold edged up 0.3 percent to 2,310 dollars an ounce.", "up"),
    ],
)
def test_a_price_moves_the_way_that_the_text_says(text: str, mode: str) -> None:
    assert mode in coded(text, "MARKET")[0].modes


@pytest.mark.parametrize("text", STATUSES)
def test_the_status_of_everyday_events(text: str) -> None:
    event_type, status = STATUSES[text]
    told = [event.status for event in coded(text, event_type)]
    assert told[:1] == ([status] if status else [])


def test_an_acquitted_person_has_killed_nobody() -> None:
    text = "A man was found not guilty of killing his wife at the court in Leeds."
    assert [f.coded.status for f in analyses(text) if f.coded.event_type == "ASSAULT" and f.dropped is None] in (
        [],
        ["negated"],
    )
    assert [f.coded.event_type for f in analyses(text) if f.coded.event_type == "SANCTION"] == []


NOT_OF_THIS_TYPE = [
    ("STUDY", "Engineers had identified a fault at the plant."),
    ("STUDY", "The Geological Survey said the tremor was felt in Derby."),
    ("TRIAL", "The panel of investors agreed to back two schemes."),
    ("ACCUSE", "The tremor hit at 5 a.m. near the port."),
    ("ACCUSE", "The blackout was blamed on a faulty cable."),
    ("CONSULT", "The pilgrim met with an accident near the river."),
    ("ASSAULT", "Toxic liquor killed twelve people in two villages."),
    ("ELECTION", "Councilman Bob Hale cast the lone vote against the plan."),
    ("DEATH", "The talks died after a long battle over prices."),
]
OF_THIS_TYPE = [
    ("STUDY", "Engineers discovered a new way to store hydrogen."),
    ("TRIAL", "A three-judge panel dismissed the appeal on Monday."),
    ("ACCUSE", "The opposition hit at the government over the budget."),
    ("ACCUSE", "The attack was blamed on rebels from the north."),
    ("CONSULT", "The president met with union leaders."),
    ("ASSAULT", "Rebels killed twelve people in two villages."),
    ("ELECTION", "Millions cast their votes on Sunday."),
    ("DEATH", "Tallin died on Monday after a long illness."),
    ("LAUNCH", "Mirano unveils a small electric hatchback for city drivers."),
]


def test_words_of_everyday_news_are_taken_in_their_sense() -> None:
    assert [(kind, text) for kind, text in NOT_OF_THIS_TYPE if coded(text, kind)] == []
    assert [(kind, text) for kind, text in OF_THIS_TYPE if not coded(text, kind)] == []
