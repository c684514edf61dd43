"""Counts: numbers of people by what happened to them, and amounts of money."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.reader.numbers.counts import CountMention, find_counts
from agents.reader.numbers.quantities import find_quantities
from tests.support.work import executed_lines
from tests.unit.support.article_texts import page_of


def counts(text: str) -> list[CountMention]:
    return find_counts(page_of(text))


PEOPLE: list[tuple[str, str, int, int | None]] = [
    ("Eleven farmers were hacked to death in the valley.", "killed", 11, 11),
    ("Two policemen and a passer-by died in the attack.", "killed", 3, 3),
    ("Two nurses sustained injuries in an attack.", "injured", 2, 2),
    ("The blast left a dozen wounded.", "injured", 12, 12),
    ("Militants gunned down six labourers.", "killed", 6, 6),
    ("At least nine soldiers were killed in the ambush.", "killed", 9, None),
    ("The blast killed 14 people in Larkspur.", "killed", 14, 14),
    ("A bomb went off at the market, killing nine.", "killed", 9, 9),
    ("The raid resulted in the tragic loss of six soldiers.", "killed", 6, 6),
    ("The attack left seven people dead.", "killed", 7, 7),
    ("More than 200 villagers died in the flood.", "killed", 201, None),
    ("A mother and her two children were killed.", "killed", 3, 3),
    ("Three people, including two children, were killed.", "killed", 3, 3),
    ("A policeman was killed on Monday.", "killed", 1, 1),
    ("Dozens were wounded when the roof fell.", "injured", 24, None),
    ("Between 10 and 15 students were injured.", "injured", 10, 15),
    ("No one was hurt in the fire.", "injured", 0, 0),
    ("Police arrested 32 demonstrators in Brackwater.", "arrested", 32, 32),
    ("Officers detained about 40 protesters.", "arrested", 40, 40),
    ("Some 3,000 residents fled their homes.", "displaced", 3000, 3000),
    ("The flood displaced hundreds of thousands of people.", "displaced", 100000, None),
    ("Up to 5,000 people marched through the capital.", "participants", 1, 5000),
    ("Thousands of workers gathered outside the ministry.", "participants", 2000, None),
    ("A crowd of 1.2 million people filled the square.", "participants", 1200000, 1200000),
    ("Eleven hikers died on the ridge.", "killed", 11, 11),
    ("The storm killed two guides and wounded five others.", "injured", 5, 5),
    ("There were 12 arrests after the match.", "arrested", 12, 12),
    ("No deaths were reported.", "killed", 0, 0),
    ("Nearly 400 people were evacuated from the valley.", "displaced", 400, 400),
    ("One dead, three wounded in mine collapse", "killed", 1, 1),
    ("The crash left nine people killed and twelve people wounded.", "injured", 12, 12),
    ("The delegation held talks with twelve lawmakers.", "people", 12, 12),
    ("A family of four was killed when a shell hit the house.", "killed", 4, 4),
    ("Both men were killed in the raid.", "killed", 2, 2),
    ("The village head and his two sons were killed by gunmen.", "killed", 3, 3),
    ("Gunmen killed the mayor, his wife and their two children.", "killed", 4, 4),
    ("Mayor Anna Vidal and two bodyguards were killed.", "killed", 3, 3),
    ("Police arrested Omar Tarin, his brother and three others.", "arrested", 5, 5),
    ("A couple and their three children were killed.", "killed", 5, 5),
    ("Seven-year-old twins and their father died in the shelling.", "killed", 3, 3),
    ("Four Palestinians and an Israeli were killed.", "killed", 5, 5),
    ("The raid killed a commander and at least two of his men.", "killed", 3, None),
    ("The group's leader and four of his bodyguards were killed.", "killed", 5, 5),
    ("Three soldiers, two civilians and a journalist were killed in the attack.", "killed", 6, 6),
    ("The victims, a father and his two sons, were killed by a mine.", "killed", 3, 3),
    ("Two of the three hostages were killed.", "killed", 2, 2),
    ("All of the 300 workers were arrested.", "arrested", 300, 300),
    ("The attack claimed 22 lives.", "killed", 22, 22),
    ("The fighting took the lives of 22 people.", "killed", 22, 22),
    ("Gunmen killed one person and injured two more.", "injured", 2, 2),
    ("The blast killed one and injured another.", "injured", 1, 1),
    ("Gunmen shot dead three people in Larkspur on Tuesday.", "killed", 3, 3),
    ("Militants shot dead two policemen in Larkspur.", "killed", 2, 2),
    ("Officials said gunmen shot dead three people in Larkspur.", "killed", 3, 3),
    ("Two priests were shot dead in Larkspur.", "killed", 2, 2),
    ("A bomb killed between seven and nine people.", "killed", 7, 9),
    ("A bomb killed from seven to nine people in Larkspur.", "killed", 7, 9),
    ("The bomb wounded between 10 and 15 students.", "injured", 10, 15),
    ("Police have arrested between 30 and 40 protesters.", "arrested", 30, 40),
    ("The war killed 70 million people.", "killed", 70_000_000, 70_000_000),
    ("Some 250 million workers marched on Monday.", "participants", 250_000_000, 250_000_000),
]


@pytest.mark.parametrize(("text", "kind", "least", "most"), PEOPLE)
def test_people(text: str, kind: str, least: int, most: int | None) -> None:
    assert (kind, least, most) in [(f.kind, f.min, f.max) for f in counts(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Two of the three hostages were killed.", 3),
        ("Half of the 200 prisoners were killed.", 200),
        ("A two-year-old boy was killed.", 2),
        ("Five members of a family of seven were killed.", 7),
        ("The family of a guard was attacked.", 1),
        ("Twelve people, four of them policemen, were killed.", 16),
        ("Anna Vidal, a nurse, and two guards were killed.", 4),
        ("The dead, four of them children, were buried.", 4),
        ("A dog and two sheep were killed.", 3),
        ("Both sides were hurt by the sanctions.", 2),
        ("Gunmen killed the mayor and wounded his driver and two guards.", 4),
    ],
)
def test_numbers_that_are_not_added(text: str, wrong: int) -> None:
    assert wrong not in [f.min for f in counts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The bombing killed 12 people, bringing the death toll to 40.",
        "The fighting has killed 1,200 people since 2014, not counting 3 killed now.",
    ],
)
def test_a_running_total_is_separate(text: str) -> None:
    assert any(f.total and f.kind == "killed" for f in counts(text))


def test_a_toll_of_one_event_is_no_running_total() -> None:
    assert [(f.kind, f.min, f.total) for f in counts("The crash had a death toll of 40.")] == [("killed", 40, False)]


def test_those_who_are_fed_after_a_flood_are_not_its_dead() -> None:
    found = counts("The charity fed 40,000 people after floods killed 12 in the valley.")
    assert [f.min for f in found if f.kind == "killed"] == [12]


@pytest.mark.parametrize("act", ["killed", "shot dead"])
def test_the_killers_are_not_the_killed(act: str) -> None:
    figures = counts(f"Two gunmen {act} five villagers.")
    assert [(f.kind, f.min) for f in figures] == [("people", 2), ("killed", 5)]


@pytest.mark.parametrize(
    "number", ["nine hundred quintillion billion trillion", "nine quintillion", "3 billion", "up to 200 million"]
)
def test_more_people_than_any_war_killed_are_no_count(number: str) -> None:
    assert counts(f"A bomb killed {number} people in Larkspur.") == []


@pytest.mark.parametrize(
    ("text", "currency", "least", "most"),
    [
        ("The fund gave $3 million to the town.", "USD", 3_000_000, 3_000_000),
        ("They paid at least 500 rupees.", "INR", 500, None),
        ("The bridge cost €40.5 million.", "EUR", 40_500_000, 40_500_000),
    ],
)
def test_money(text: str, currency: str, least: int, most: int | None) -> None:
    (figure,) = counts(text)
    assert (figure.kind, figure.currency, figure.min, figure.max) == ("money", currency, least, most)


@pytest.mark.parametrize(
    "text",
    [
        "It was built in 1998.",
        "Prices rose 12 percent.",
        "He is 45 years old.",
        "They lost 40 seats.",
        "He met a man.",
    ],
)
def test_numbers_that_count_no_people(text: str) -> None:
    assert counts(text) == []


def test_head_and_governor_are_tokens_of_the_passage() -> None:
    page = page_of("At least nine soldiers were killed.")
    (figure,) = find_counts(page)
    doc = page.passages[figure.passage].doc
    assert figure.governor is not None
    assert (doc[figure.token].text, doc[figure.governor].text) == ("soldiers", "killed")
    assert figure.text == "At least nine soldiers"


PIECES = [
    "nine",
    "two hundred",
    "people",
    "killed",
    "and",
    "$",
    "no one",
    "were",
    "of",
    "dozens",
    "toll",
    "٣",
    "½",
    "\n",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30))
@settings(max_examples=60)
def test_any_text_is_read_and_each_figure_slices_to_its_text(pieces: list[str]) -> None:
    page = page_of(" ".join(pieces))
    for figure in find_counts(page):
        assert page.slice(figure.field, figure.start, figure.end) == figure.text
        assert figure.max is None or figure.min <= figure.max


@given(st.integers(1, 10**9))
def test_a_number_is_itself_with_and_without_commas(n: int) -> None:
    for written in (str(n), f"{n:,}"):
        assert [(q.min, q.max) for q in find_quantities(f"saw {written} gulls")] == [(n, n)]


@pytest.mark.parametrize("piece", ["one hundred and ", "dozens of ", "two people and ", "at least 9 to "])
def test_the_work_for_repetitive_text_grows_no_faster_than_the_text(piece: str) -> None:
    once, twice = (page_of(piece * times) for times in (200, 400))
    found = [find_counts(page) for page in (once, twice)]  # first, because some results are kept
    assert executed_lines(lambda: find_counts(twice)) < 2.3 * executed_lines(lambda: find_counts(once))
    assert found == [find_counts(once), find_counts(twice)]
