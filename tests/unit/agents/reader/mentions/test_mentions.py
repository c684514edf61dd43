"""Mentions: names in the forms in which news writes them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.reader.mentions.mentions import find_mentions
from agents.reader.mentions.span_candidates import LABELS
from tests.unit.support.article_texts import page_of

Found = list[tuple[str, str]]


def named(text: str, title: str | None = None) -> Found:
    return [(m.text, m.label) for m in find_mentions(page_of(text, title=title))]


WORDS = st.sampled_from(
    [
        "Anna Petrova",
        "the",
        "said",
        "President",
        "Kenya’s",
        "(",
        ")",
        "Bank of Ghana (BoG",
        "2",
        "3-1",
        "â€™",
        "\n",
        "\n\n",
        "NAIROBI:",
        "v",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS | st.text(max_size=8), max_size=25).map(" ".join))
def test_each_mention_slices_to_its_text_and_none_overlap(text: str) -> None:
    page = page_of(text, title=text[:40])
    found = find_mentions(page)
    for mention in found:
        assert page.slice(mention.field, mention.start, mention.end) == mention.written
        assert mention.label in LABELS
        span = page.passages[mention.passage].doc[mention.token_start : mention.token_end]
        assert page.passages[mention.passage].span_offsets(span) == (mention.start, mention.end)
    for one, other in pairwise(found):
        assert (one.passage, one.token_end) <= (other.passage, other.token_start) or one.passage < other.passage


def test_titles_and_possessives_stay_outside_the_name() -> None:
    found = named("Gen. Mira Dolenc's adviser met President Tomas Varga and Dr Lena Hart in Oslo on Monday.")
    assert {("Mira Dolenc", "PERSON"), ("Tomas Varga", "PERSON"), ("Lena Hart", "PERSON"), ("Oslo", "GPE")} <= set(
        found
    )


def test_an_acronym_in_brackets_is_a_separate_name() -> None:
    text = "The Coastal Rescue Authority (CRA) sent two boats. Later CRA said that the search was over."
    assert [label for name, label in named(text) if name == "CRA"] == ["ORG", "ORG"]


def test_a_surname_is_found_after_the_full_name() -> None:
    text = (
        "Ngozi Balogunde, a fishmonger, was freed in Lagos on Friday.\n\n"
        "Balogunde said she was happy.\n\nNeighbours welcomed Balogunde at the harbour."
    )
    assert [label for name, label in named(text) if name == "Balogunde"] == ["PERSON", "PERSON"]


def test_links_amounts_abbreviations_and_small_words_are_no_names() -> None:
    text = "https://news.example/Oslo-Mayor\n\nThe GDP fell, the CEO said. He paid N$2 million for LNG near Oslo."
    names = {name for name, _ in named(text)}
    assert "Oslo" in names
    assert not {"GDP", "CEO", "LNG", "N$2", "https://news.example/Oslo-Mayor"} & names


def test_a_prize_or_a_law_is_no_organisation() -> None:
    found = named("She won the Golden Lantern Award and praised the Clean Rivers Act in parliament on Friday.")
    assert not [name for name, label in found if label == "ORG" and name.endswith(("Award", "Act"))]


def test_the_form_of_a_company_is_part_of_its_name_or_none() -> None:
    text = "Halvard Systems, Inc. (Nasdaq: HLVD), a provider of warehouse software, announced a sale on Monday."
    names = [name for name, _ in named(text)]
    assert "Inc." not in names
    assert any(name.startswith("Halvard Systems") for name in names)


def test_football_results_name_teams() -> None:
    text = (
        "SOCCER - NORDIC LEAGUE RESULTS.\n"
        "Results of Nordic league soccer matches on Saturday:\n"
        "Bergen 2 Queens Vale 1\nOslo Rovers 0 Malmo 0\n"
        "League standings (played, won, drawn, lost, points):\n"
        "Bergen 4 3 1 0 10\nMalmo 4 2 2 0 8"
    )
    teams = [name for name, label in named(text) if label == "ORG"]
    assert teams == ["Bergen", "Queens Vale", "Oslo Rovers", "Malmo", "Bergen", "Malmo"]


def test_tennis_and_athletics_results_name_people_and_their_countries() -> None:
    text = "1 - Mira Dolenc (Slovenia) beat Lena Hart (Germany) 6-3 6-4\n2. Ana Varga (Hungary) 12.74"
    assert named(text) == [
        ("Mira Dolenc", "PERSON"),
        ("Slovenia", "GPE"),
        ("Lena Hart", "PERSON"),
        ("Germany", "GPE"),
        ("Ana Varga", "PERSON"),
        ("Hungary", "GPE"),
    ]


def test_a_cricket_scorecard_names_batsmen_fielders_and_bowlers() -> None:
    text = "T. Hartley c Morrow b Vance 13\nP. Singh run out 9\nBowling: Vance 10-0-50-2, Morrow 8-1-26-3."
    people = [name for name, label in named(text) if label == "PERSON"]
    assert people == ["T. Hartley", "Morrow", "Vance", "P. Singh", "Vance", "Morrow"]


def test_a_place_that_plays_is_a_team_only_in_a_report_of_results() -> None:
    report = (
        "SOCCER - NORWAY BEAT HUNGARY IN QUALIFIER.\n"
        "Norway beat Hungary 2-0 in a World Cup qualifying match in Vienna.\n"
        "Norway scored both goals in the first half."
    )
    assert ("Norway", "ORG") in named(report)
    assert ("Vienna", "GPE") in named(report)
    assert ("Norway", "GPE") in named("Norway beat Hungary to the contract for the new ferries, ministers said.")


def test_reading_is_deterministic() -> None:
    text = "Mira Dolenc met Lena Hart, Tomas Varga and Ana Varga in Oslo, Bergen and Malmo. Varga spoke."
    assert named(text) == named(text)


def test_a_known_town_that_is_shelled_is_a_place() -> None:
    assert ("Saraqib", "GPE") in named("The Syrian army denied shelling Saraqib.")
    assert ("Tartus", "GPE") in named("Rebels shelled Tartus on Monday.")


def test_who_is_arrested_or_whose_house_is_shelled_is_no_place() -> None:
    texts = [
        "Police arrested Hassan on Monday.",
        "Rebels shelled Hassan's house.",
        "The army bombed Hezbollah on Monday.",
    ]
    assert "GPE" not in [label for text in texts for _, label in named(text)]
