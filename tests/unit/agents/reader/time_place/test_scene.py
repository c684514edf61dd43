"""Place and day of events: from their clause, a nearby event noun, the sentences around, or the dateline."""

from __future__ import annotations

import pytest

from streams.contract.records import Status
from tests.unit.support.event_fixtures import analyses, event, events


def where(text: str, event_type: str, title: str | None = None, status: Status = "asserted") -> list[str | None]:
    """Return the names of the places of the events of a type."""
    found = [e for e in events(text, title) if e.event_type == event_type and e.status == status]
    assert found, [(f.head, f.coded.event_type, str(f.dropped)) for f in analyses(text, title)]
    return [e.location.name if e.location else None for e in found]


def when(text: str, event_type: str) -> list[str | None]:
    return [e.date.value if e.date else None for e in events(text) if e.event_type == event_type]


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("Three soldiers were killed in clashes with rebels in Mopti on Sunday.", "ASSAULT", "Mopti"),
        ("Nine people were arrested during a protest in Porto, a court in Lisbon said.", "COERCE", "Porto"),
        ("Bandits killed six merchants in Nepal on Monday.", "ASSAULT", "Nepal"),
        ("Rebels killed two herders in Bangladesh on Monday.", "ASSAULT", "Bangladesh"),
        ("The Baghdad bombing killed 20 people.", "ASSAULT", "Baghdad"),
        ("The shelling of Kherson on Sunday killed two women.", "ASSAULT", "Kherson"),
        ("Gunmen killed a clerk in Huancayo, 200 km east of Lima, on Monday.", "ASSAULT", "Huancayo"),
        ("Nine soldiers died after a car bomb blew up outside a hotel in Kharkiv, police said.", "ASSAULT", "Kharkiv"),
        ("Police in Lagos has been the scene of nothing; raiders killed two men in Kano.", "ASSAULT", "Kano"),
    ],
)
def test_the_place_in_the_clause_or_its_event_noun(text: str, event_type: str, place: str) -> None:
    assert place in where(text, event_type)


@pytest.mark.parametrize(
    "text",
    [
        "The minister met the envoy of Kenya on Monday.",
        "The minister met the president of Chad on Monday.",
    ],
)
def test_the_country_of_an_envoy_is_no_event_place(text: str) -> None:
    assert where(text, "CONSULT") == [None]


def test_earlier_events_give_neither_place_nor_day() -> None:
    text = "Ministers met after gunmen killed three guards in Goma in January."
    assert where(text, "CONSULT") == [None]
    assert when(text, "CONSULT") == ["2024-03-12"]


def test_the_country_appealed_to_is_no_event_place() -> None:
    assert where("Pakistan called on Kenya to free the sailors.", "REQUEST") == [None]


def test_a_town_that_is_the_scene_of_attacks_is_their_place() -> None:
    found = analyses("Jerusalem has been the scene of knife attacks on two soldiers.")
    assert {f.coded.location.name for f in found if f.coded.location} == {"Jerusalem"}


def test_an_event_gets_the_place_of_a_nearby_mention() -> None:
    text = "The raid took place in Kandahar on Sunday. Attackers killed four guards before they fled."
    assert set(where(text, "ASSAULT")) == {"Kandahār"}


def test_a_deed_somewhere_vague_takes_no_place_from_its_neighbours() -> None:
    text = (
        "Gunmen killed two clerks in Kandahar on Sunday. Raiders burned down a school in a northern province on Friday."
    )
    assert "Kandahār" in where(text, "ASSAULT")
    assert where(text, "ASSAULT").count("Kandahār") == 1


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        ("NAIROBI, March 10 (Xinhua) - Police detained seven teachers.", "COERCE", "Nairobi"),
        ("MANILA — Protesters burned tyres outside the ministry on Monday.", "PROTEST", "Manila"),
        ("MEXICO CITY (EFE) - Gunmen ambushed a patrol in Culiacan, killing two officers.", "ASSAULT", "Culiacán"),
        ("DAMASCUS/BEIRUT, March 10 (Reuters) - Police arrested two bankers.", "COERCE", None),
        ("NAIROBI (Xinhua) - Gunmen killed two men in a northern village.", "ASSAULT", None),
        ("MOSCOW (AP) — The United States condemned the attack on the newspaper.", "ACCUSE", None),
        ("WASHINGTON - The United States condemned the arrest of editor Tendai Moyo.", "COERCE", None),
        ("WASHINGTON - The mayor condemned a raid on a bank in Lagos.", "ASSAULT", "Lagos"),
    ],
)
def test_the_dateline_is_the_place_of_the_leads_deed(text: str, event_type: str, place: str | None) -> None:
    assert where(text, event_type)[0] == place


def test_the_dateline_is_not_the_place_of_later_paragraphs() -> None:
    text = "NAIROBI (Xinhua) - Ministers praised the budget.\n\nSomebody else spoke.\n\nPolice arrested two bankers."
    assert where(text, "COERCE") == [None]


def test_the_country_of_the_article_is_the_place_of_deeds_without_one() -> None:
    text = (
        "Peru votes on Sunday. Voters in Peru have waited for years.\n\nLima is calm.\n\nMayors met in Arequipa.\n\n"
        "Police arrested two bankers.\n\nChile's army killed a smuggler."
    )
    assert where(text, "COERCE") == ["Peru"]
    assert where(text, "ASSAULT") == [None]


def test_a_later_mention_gives_the_day_of_undated_news() -> None:
    text = "Gunmen killed three guards at a mine near Lubumbashi. The attack happened on Monday, the police said."
    assert when(text, "ASSAULT")[0] == "2024-03-11"


def test_undated_news_takes_no_day_of_another_event() -> None:
    text = "Rebels shelled the port of Aden. In May 2022 the rebels had signed a truce."
    assert when(text, "ASSAULT") == ["2024-03-12"]


def test_no_day_goes_with_the_perfect_where_a_noun_may_take_it() -> None:
    text = "Norway has condemned the detention of two protesters on Sunday."
    assert when(text, "ACCUSE") == ["2024-03-12"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Gunmen killed three guards in Goma, officials said on Monday.", "2024-03-11"),
        ("Gunmen killed three guards in Goma last week, officials said on Monday.", "2024-W10"),
        ("A bomb exploded in Herat, killing nine people.", "2024-03-12"),
        ("The ministers met in Oslo after gunmen killed three guards in Goma.", None),
        ("Police praised the woman who shot a gunman in Kano.", None),
        ("Gunmen had killed three guards in Goma, officials said.", None),
    ],
)
def test_only_the_news_of_a_lead_is_dated_by_publication(text: str, day: str | None) -> None:
    assert set(when(text, "ASSAULT")) == {day}


def test_a_dateline_is_no_scene_where_the_lead_names_another_place() -> None:
    text = (
        "PORT SUDAN (Reuters) - A drone attack on a market in Sudan's North Kordofan state killed 40 people on Sunday."
    )
    found = [e for e in events(text, "Drone strike on market kills 40") if e.event_type == "ASSAULT"]
    assert {e.location.name for e in found if e.location} == {"North Kordofan"}


BUILDINGS = [
    ("The governor met with the strikers on Monday at Government House.", "CONSULT", "Government House"),
    ("Police fired tear gas at protesters at Freedom Square.", "ASSAULT", "Freedom Square"),
    ("Protesters marched on Independence Avenue.", "PROTEST", "Independence Avenue"),
    ("Three men were granted bail at Larkspur District Court.", "RETREAT", "Larkspur District Court"),
    ("The governor met the strikers at the State House in Lusaka.", "CONSULT", "Lusaka"),
]
NOT_THERE = [
    ("The governor called on the White House to act.", "REQUEST"),
    ("The union appealed to the High Court.", "REQUEST"),
]


@pytest.mark.parametrize(("text", "event_type", "place"), BUILDINGS)
def test_a_building_or_square_is_where_it_was_if_no_place_on_the_map_is(text: str, event_type: str, place: str) -> None:
    location = event(text, event_type).location
    assert location is not None
    assert location.text == place
    assert (location.lat is None) == (place != "Lusaka")


@pytest.mark.parametrize(("text", "event_type"), NOT_THERE)
def test_a_body_with_the_name_of_a_building_is_no_place(text: str, event_type: str) -> None:
    assert event(text, event_type).location is None


def test_here_is_where_the_article_was_filed() -> None:
    text = "MANILA, March 11 (Reuters) - A union leader told reporters here on Monday that the mayor had lied."
    location = event(text, "ACCUSE").location
    assert location is not None
    assert location.name == "Manila"


def test_an_article_may_end_with_the_place_of_a_speech() -> None:
    assert when("Police arrested two men on Monday.\n\nsaid Kofi Mensah in Accra", "COERCE") == ["2024-03-11"]


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Farmers marched in Kisumu on Monday.\n\nPolice fired tear gas at them.", "ASSAULT"),
        ("Farmers marched in Kisumu on Monday.\n\nSome 200 came.\n\nPolice detained nine people.", "COERCE"),
        ("Protesters torched tyres and blocked roads in Kisumu on Monday.", "PROTEST"),
    ],
)
def test_a_deed_in_the_course_of_another_has_its_place_and_day(text: str, event_type: str) -> None:
    assert set(where(text, event_type)) == {"Kisumu"}
    assert set(when(text, event_type)) == {"2024-03-11"}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Gunmen killed a trader in Kisumu on Monday.\n\nPolice arrested nine people.", "COERCE"),
        ("Farmers marched in Kisumu on Monday.\n\nElsewhere, police detained nine people.", "COERCE"),
        ("Farmers marched in Kisumu, police said on Monday.\n\nOfficers had detained nine people.", "COERCE"),
        ("Farmers marched in Kisumu on Monday.\n\nThe bishop condemned the governor.", "ACCUSE"),
    ],
)
def test_unrelated_events_do_not_take_the_day(text: str, event_type: str) -> None:
    assert when(text, event_type) == [None]


def test_words_of_a_later_paragraph_follow_words_and_not_deeds() -> None:
    text = "Farmers marched in Kisumu. The bishop spoke on Monday.\n\nThe mayor condemned the governor."
    assert when(text, "ACCUSE") == ["2024-03-11"]


RECALLED = [
    ("At the meeting, the three agreed to free prisoners.", "AGREE", "2024-03-11", "Bamako"),
    ("During the talks, Chad accused Togo of lying.", "ACCUSE", "2024-03-11", "Bamako"),
    ("At the rally, Chad accused Togo of lying.", "ACCUSE", None, None),
    ("After the talks, Chad accused Togo of lying.", "ACCUSE", None, None),
]


@pytest.mark.parametrize(("text", "event_type", "day", "place"), RECALLED)
def test_statements_at_a_meeting_have_its_place(text: str, event_type: str, day: str | None, place: str | None) -> None:
    told = f"Ministers of Mali and Niger met in Bamako on Monday.\n\nBeans were cheap.\n\n{text}"
    assert when(told, event_type) == [day]
    assert where(told, event_type) == [place]


def test_a_place_at_the_end_is_not_used_for_an_event_with_its_own() -> None:
    assert where("Gunmen killed a guard in Kano and fled to Lagos.", "ASSAULT") == ["Kano"]
    assert where("Police arrested a man and he died in Lagos.", "COERCE") == [None]


SPOKEN = [
    ("Ana Berg told reporters in Geneva that the war must end.\n\nBerg urged Mali to act.", "REQUEST", "Geneva"),
    ("Minister Karl Lund, on Monday in Oslo, confirmed the deaths. Lund urged Mali to act.", "REQUEST", "Oslo"),
    ("Karl Lund spoke at a conference in Oslo.\n\nLund accused Chad of theft.", "ACCUSE", "Oslo"),
    ("Ana Berg said that strikes in Gao went on. Berg urged Mali to act.", "REQUEST", None),
    ("Ana Berg told reporters in Geneva that it must end.\n\nKarl Lund urged Mali to act.", "REQUEST", None),
]


@pytest.mark.parametrize(("text", "event_type", "place"), SPOKEN)
def test_statements_have_the_place_where_the_speaker_spoke(text: str, event_type: str, place: str | None) -> None:
    assert where(text, event_type)[-1] == place


ONE_TOWN = "Police in Ndola searched the market on Monday.\n\nShops in Ndola were shut."


@pytest.mark.parametrize(
    ("text", "event_type", "place"),
    [
        (f"{ONE_TOWN}\n\nTwo teachers were injured when officers used batons.", "ASSAULT", "Ndola"),
        (f"{ONE_TOWN}\n\nLast month officers killed two teachers.", "ASSAULT", None),
        (f"{ONE_TOWN}\n\nElsewhere, officers killed two teachers.", "ASSAULT", None),
        (f"{ONE_TOWN} Lusaka is calm.\n\nBeans were cheap.\n\nGunmen killed two teachers.", "ASSAULT", None),
        (f"{ONE_TOWN}\n\nBeans were cheap.\n\nPeru's army killed a smuggler.", "ASSAULT", None),
    ],
)
def test_the_only_town_of_an_article_is_where_its_deeds_were(text: str, event_type: str, place: str | None) -> None:
    assert where(text, event_type) == [place]
