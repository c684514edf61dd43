"""Places: toponyms are found, distinguished from people and streets, and resolved with the context of the article."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.reader.entities.entities import find_entities
from agents.reader.places.entity_countries import with_countries
from agents.reader.places.places import find_places
from agents.reader.text.article_text import ArticleText
from streams.contract.missing_reason import MissingReason
from streams.contract.records import Place
from tests.unit.support.article_texts import page_of


def read(text: str, title: str | None = None) -> tuple[ArticleText, list[Place]]:
    page = page_of(text, title=title)
    return page, find_places(page, find_entities(page))


def place(text: str, name: str) -> Place:
    """Return the first place of an article with this text."""
    return next(p for p in read(text)[1] if p.text == name)


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        ("A bomb went off in Zhob, Balochistan, on Monday.", "Zhob", "PAK", "Balochistan"),
        ("The twister flattened a barn near Paris, Texas, on Monday.", "Paris", "USA", "Texas"),
        ("The mayor of Paris met farmers from Lyon and Marseille.", "Paris", "FRA", "Île-de-France"),
        ("Officials in London, Ontario, said the bridge would reopen.", "London", "CAN", "Ontario"),
        ("The bridge in London was closed, the British minister said.", "London", "GBR", "England"),
        ("Fighting spread to the Afghan city of Kandahar.", "Kandahar", "AFG", "Kandahār"),
    ],
)
def test_context_chooses_among_places_of_one_name(text: str, name: str, country: str, admin1: str) -> None:
    found = place(text, name)
    assert (found.country, found.admin1) == (country, admin1)
    assert found.precision == "city"
    assert found.score is not None
    assert found.score > 0.5


def test_a_name_placed_once_is_the_same_everywhere_in_the_article() -> None:
    _, found = read("A fire broke out in Athens, Georgia, late on Friday.\n\nAthens has two fire stations.")
    assert {p.admin1 for p in found if p.text == "Athens"} == {"Georgia"}


def test_neighbours_choose_where_no_region_is_named() -> None:
    text = "Two men from Pineville were arrested in Alexandria, the Rapides Parish sheriff said."
    assert place(text, "Alexandria").admin1 == "Louisiana"


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("Flooding continued across Kenya.", "Kenya", "country"),
        ("Protesters gathered outside the White House.", "White House", "region"),
        ("Schools stayed shut in the Chinese province of Anhui.", "Anhui", "admin1"),
        ("Deputies in Clark County, Nevada, closed the road.", "Clark County", "admin2"),
        ("Pirates seized a tanker in the Gulf of Aden.", "Gulf of Aden", "region"),
    ],
)
def test_precision_says_how_large_the_place_is(text: str, name: str, precision: str) -> None:
    assert place(text, name).precision == precision


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Troops entered Kabul at dawn.", "Kabul", "literal"),
        ("Islamabad urged Kabul to act against the militants.", "Islamabad", "associative"),
        ("Islamabad urged Kabul to act against the militants.", "Kabul", "associative"),
        ("Turkish jets flew over the border.", "Turkish", "associative"),
        ("The Lagos police arrested two men.", "Lagos", "associative"),
        ("Oman hosts Iranian and Saudi ministers for talks.", "Saudi", "associative"),
        ("A plane skidded off the runway at the Lagos airport.", "Lagos", "literal"),
        ("Thousands marched in Peru on Sunday.", "Peru", "literal"),
    ],
)
def test_kind_distinguishes_a_place_from_its_parts(text: str, name: str, kind: str) -> None:
    assert place(text, name).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Paris Oakes said she would run again. Oakes, a lawyer, has two children.",
        "The shop at 12 Texas Avenue was closed.",
        "He will be back in March or in May.",
    ],
)
def test_people_streets_and_months_are_no_places(text: str) -> None:
    assert read(text)[1] == []


def test_ambiguous_places_are_unresolved_with_a_reason() -> None:
    found = place("Two men were arrested in Springfield.", "Springfield")
    assert (found.lat, found.geonames_id, found.country) == (None, None, None)
    assert found.missing is not None
    assert found.missing.startswith("the place name is ambiguous: ")


def test_a_place_of_the_name_outside_the_stated_country_is_not_taken() -> None:
    found = place("Troops landed at Yorkton, Peru, on Friday.", "Yorkton")
    assert found.lat is None
    assert found.missing == "no place of this name in Peru"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Police in Nairobi and Mombasa said the trader was seized in Eastgate on Monday.", "Eastgate"),
        ("JOS, Nigeria - The bus was stopped near the village of Rim, in Riyom district.", "Rim"),
        (
            "Soldiers in Ziguinchor, in southern Senegal, said that the mine went off near Sindian, on the border.",
            "Sindian",
        ),
        ("Clashes spread from Kisumu to Nakuru, and shops were burned in Twickenham.", "Twickenham"),
    ],
)
def test_a_small_place_is_not_sought_in_a_country_of_which_the_article_says_nothing(text: str, name: str) -> None:
    found = place(text, name)
    assert (found.country, found.lat) == (None, None)
    assert found.missing == MissingReason.OTHER_COUNTRY


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Police in Nairobi and Mombasa said that he flew to Paris on Monday.", "Paris", "FRA"),
        ("Police in Nairobi and Mombasa said that she was born in Zhob, Pakistan.", "Zhob", "PAK"),
        ("Officials from Oslo and Bergen met in Kiev on Monday.", "Kiev", "UKR"),
        ("Troops left Goma and Bukavu, and crossed to Gisenyi, a Rwandan town.", "Gisenyi", "RWA"),
    ],
)
def test_a_large_city_abroad_needs_no_country_beside_it(text: str, name: str, country: str) -> None:
    assert place(text, name).country == country


def test_a_compass_word_alone_is_no_region() -> None:
    assert [p.text for p in read("Mexico seized a boss of the Northern cartel.")[1]] == ["Mexico"]
    assert place("Troops moved into Northern Province, Zambia.", "Northern Province").country == "ZMB"


def test_the_first_of_a_list_may_lie_outside_the_next() -> None:
    assert place("The firm has offices in London, France and Spain.", "London").country == "GBR"


def test_short_words_in_capitals_are_no_towns() -> None:
    assert read("The UPI reporter told the OAS about it.")[1] == []


def test_an_unknown_place_is_kept_without_a_point() -> None:
    found = place("Rebels took the village of Qwertabad in northern Syria.", "Qwertabad")
    assert (found.lat, found.missing) == (None, MissingReason.UNKNOWN_PLACE)


PIECES = (
    "Kabul|in|Paris|,|Texas|the|“Lima”|’s|CLARK|County|St. John’s|.|\n\n|é|Israeli-Egyptian|São Paulo"
    "|\ufeff|police|(|Ohio|)|of|-"
)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES.split("|")), min_size=1, max_size=30))
def test_each_place_slices_to_its_text(words: list[str]) -> None:
    page, found = read(" ".join(words), title="Kabul’s “Old Town”")
    for p in found:
        assert page.slice(p.field, p.start, p.end) == p.text
        assert (p.lat is None) == (p.missing is not None)


@pytest.mark.parametrize(
    "text",
    [
        "A commander of Hamas was freed on Monday.",
        "Fatah accused Hamas of jailing two teachers.",
        "Nokia sued two rivals over patents on Monday.",
        "The bank Santander dismissed 40 clerks on Monday.",
        "The militant groups Amal and Jihad held talks.",
    ],
)
def test_organisations_are_no_towns(text: str) -> None:
    page = page_of(text)
    assert find_places(page, find_entities(page)) == []


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("The choir will sing in Cairo, Athens and Beirut.", ["EGY", "GRC", "LBN"]),
        ("Shops closed in Toledo, Cuenca and Albacete.", ["ESP", "ESP", "ESP"]),
        ("Flats were searched in London, Paris and Berlin.", ["GBR", "FRA", "DEU"]),
        ("The fair moves to Lima, Ohio, and Troy, Michigan.", ["USA", "USA", "USA", "USA"]),
    ],
)
def test_the_members_of_a_list_hold_none_of_each_other(text: str, countries: list[str]) -> None:
    page = page_of(text)
    assert [place.country for place in find_places(page, find_entities(page))] == countries


def test_entities_that_are_places_have_the_country_that_they_lie_in() -> None:
    page = page_of("Russia shelled Mykolaiv. Nepal shut its schools in Pokhara.")
    entities = find_entities(page)
    found = {e.name: (e.label, e.country) for e in with_countries(entities, find_places(page, entities))}
    assert found["Mykolaiv"] == ("GPE", "UKR")
    assert found["Pokhara"] == ("GPE", "NPL")
    assert found["Nepal"] == ("GPE", "NPL")
