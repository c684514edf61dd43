"""The layout of an article: boilerplate is separated from the story, and no part of the story is lost."""

from __future__ import annotations

import pytest

from agents.reader.text.page_layout import genre
from agents.reader.text.passages import passages
from streams.contract.records import Article

STORY = "Raiders burned two barns near the river on Tuesday, the governor said."


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(clean.part, clean.text) for clean in passages(Article(id="a", text=text, title=title))]


@pytest.mark.parametrize(
    "dateline",
    [
        "VARNICA, Ostrelia, March 10 (Reuters) - ",
        "KABUL (Reuters) - ",
        "KABUL, April 13 (Reuters) - ",
        "KAMPALA, Uganda (AP) — ",
        "CAGUAS, Puerto Rico (AP)_ ",
        "NEWARK, N.J. _ ",
        "TRENTON, N.J. (AP) ",
        "Nairobi, Mar 10 (Xinhua) ",
        "NAIROBI, 10 March 2026 (IRIN) - ",
        "Durban, May 16 2022 (IPS) - ",
        "DAKAR, March 10 /APA/ -- ",
        "DAMASCUS/BEIRUT, March 10 (Reuters) - ",
        "GAZIANTEP AND ADANA, TURKEY — ",
        "MANILA — ",
        "MANILA--",
        "SUVA: ",
        "SHAH ALAM: ",
        "New Delhi: ",
        "Mumbai, India – ",
        "Tegucigalpa – ",
        "CAIRO - 21 July 2022: ",
        "SRINAGAR, Mar 03: ",
        "TOKYO, March 10 Kyodo - ",
        "LONDON, Tuesday (Reuters) - ",
        "BAGHDAD, Iraq, March 10, 2026 (AP) — ",
        "UNITED NATIONS (AP) — ",
        "O'SMACH, Cambodia (AP)_ ",
        "ST. PAUL -- ",
        "YAOUNDÉ, May 13 2022 (IPS) - ",
        "(CNN) -- ",
        "Reuters - ",
        "March 10 (Reuters) - ",
        "MOSCOW [TASS] - ",
        "JERUSALEM —\xa0-",
    ],
)
def test_a_dateline_is_a_separate_passage(dateline: str) -> None:
    assert parts(dateline + STORY)[1:] == [("story", STORY)]
    assert parts(dateline + STORY)[0][0] == "dateline"


@pytest.mark.parametrize(
    "text",
    [
        "London, Paris and Rome sent envoys to the talks - the first in a year.",
        "Ana Ruiz - the mayor of the town - resigned on Monday.",
        "NATO-led troops left the valley on Monday.",
        "NATO: The alliance said on Monday that it would leave the valley.",
        "Watchmen - three of them - were hurt when a wall fell in Oslo.",
        "Police in Oslo - helped by the army - closed the road.",
        "The World Trade Fair (WTF) - a yearly event - opened in Oslo.",
        "Paris: a city of three million people has too few trams.",
        "On Monday - the first day of the talks - Kenya left.",
        "Kenya's army (KDF) killed four raiders on Monday.",
        "Iran and Oman (both in the Gulf) signed a treaty.",
        "March 10 was the day on which the war began.",
        "U.S. Senator Dana Whitlock (D-Ohio) accused the navy.",
        "COVID-19 closed the schools of Oslo.",
        "Question: What will the army do next?",
        "Turkey (AP) was dry, said a guest of the inn.",
    ],
)
def test_what_only_looks_like_a_dateline_stays_in_the_story(text: str) -> None:
    assert parts(text) == [("story", text)]


def test_speakers_of_an_interview_are_no_datelines() -> None:
    lines = ["Lima: We left at noon.", "Quito: So did we.", "Lima: Nobody stayed behind.", "Quito: Not one."]
    assert {part for part, _ in parts("\n\n".join(lines))} == {"story"}


@pytest.mark.parametrize(("first", "second"), [("21:40 ", "21:15 GMT "), ("9.40pm - ", "9.15pm - ")])
def test_the_clock_of_a_live_entry_is_no_part_of_its_story(first: str, second: str) -> None:
    text = f"{first}Parliament has voted.\n\n{second}Police are using tear gas."
    assert [read for part, read in parts(text) if part == "story"] == [
        "Parliament has voted.",
        "Police are using tear gas.",
    ]


@pytest.mark.parametrize("text", ["10:15 Club members met on Tuesday.", "12:30 was the hour.\n\n12:45 came next."])
def test_a_time_that_no_live_entries_share_is_read(text: str) -> None:
    assert all(part == "story" for part, _ in parts(text))


def test_a_dateline_may_follow_a_headline_or_byline_in_one_line() -> None:
    assert parts(f"Two Barns Burned in River Valley, Governor Says-HARARE —\xa0-{STORY}") == [
        ("headline", "Two Barns Burned in River Valley, Governor Says-"),
        ("dateline", "Harare — -"),
        ("story", STORY),
    ]
    assert parts(f"By Ana Ruiz MOSCOW (Reuters) - {STORY}") == [
        ("byline", "By Ana Ruiz"),
        ("dateline", "Moscow (Reuters) -"),
        ("story", STORY),
    ]
    assert parts(f"Kishwau school holds fair. MALTA – {STORY}")[-1] == ("story", STORY)


def test_a_headline_joined_by_a_hyphen_is_separated() -> None:
    assert parts(f"Rebels Burn Two Barns in River Valley-{STORY}") == [
        ("headline", "Rebels Burn Two Barns in River Valley-"),
        ("story", STORY),
    ]
    name = "President Nana Addo Dankwa Akufo-Addo has asked the council to meet."
    assert parts(name) == [("story", name)]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("UPDATE 3-Raiders burn two barns", "Raiders burn two barns"),
        ("REFILE-Raiders burn two barns", "Raiders burn two barns"),
        ("BREAKING: Raiders burn two barns", "Raiders burn two barns"),
        ("Breaking News: Raiders burn two barns", "Raiders burn two barns"),
        ("WRAPUP 2-UPDATE on two barns", "UPDATE on two barns"),
        ("[UPDATED] Raiders burn two barns", "Raiders burn two barns"),
        ("Raiders burn two barns near river | Valley News", "Raiders burn two barns near river"),
        ("Raiders burn two barns near river - BBC News", "Raiders burn two barns near river"),
    ],
)
def test_slugs_and_papers_are_cut_from_titles(title: str, read: str) -> None:
    assert parts(STORY, title) == [("story", read), ("story", STORY)]


@pytest.mark.parametrize(
    "title",
    [
        "Update on barns is due on Monday",
        "Exclusive talks with raiders fail",
        "Raiders burn barns - police",
        "Breaking barns is a crime, court says",
        "Live ammunition used against farmers",
        "NATO-Serbia talks fail",
    ],
)
def test_titles_without_slugs_are_read_whole(title: str) -> None:
    assert parts(STORY, title)[0] == ("story", title)


@pytest.mark.parametrize(
    "line",
    [
        "ALSO READ: Bandits murder a trader in Zamfara",
        "Also Read: Bandits murder a trader in Zamfara",
        "READ MORE: Army storms a village",
        "See also: Army storms a village",
        "Related: Army storms a village",
        "Related stories:",
        "Ana Ruiz contributed to this report.",
        "Associated Press writers Ana Ruiz in Oslo and J. B. Lee in Rome contributed to this report.",
        "(Reporting by Ana Ruiz; Editing by Jo Lee)",
        "Reporting by Ana Ruiz and Jo Lee; editing by Li Wei",
        "Additional reporting by Ana Ruiz",
        "With thanks to Ana Ruiz for her help.",
        "Thanks to our reporters in Oslo.",
        "Copyright 2026 Valley News. All rights reserved.",
        "© Valley News",
        "Click here to join the fight",
        "Follow us on Facebook",
        "Sign up for our newsletter",
        "Advertisement",
        "https://example.org/raiders-burn-two-barns",
        "Facebook Twitter Linkedin Mail",
        "This story is from March 1, 2002",
        "Published: March 10, 2026 10:33 GMT",
        "– Bernama",
        "Source: Valley News Agency",
    ],
)
def test_boilerplate_is_left_out(line: str) -> None:
    assert parts(f"{STORY}\n\n{line}") == [("story", STORY)]


@pytest.mark.parametrize(
    ("end", "read"),
    [
        (" (Reporting by Ana Ruiz; Editing by Jo Lee)", ""),
        (" (With inputs from agencies)", ""),
        (" Ana Ruiz in Oslo contributed to this report.", ""),
        (" ALSO READ: Bandits murder a trader", ""),
        (" – Bernama", ""),
        (" (Reuters)", ""),
        (" He also read a statement.", " He also read a statement."),
        (" The drought contributed to this fire.", " The drought contributed to this fire."),
        (" (They fled.)", " (They fled.)"),
    ],
)
def test_credits_at_the_end_of_a_paragraph_are_left_out(end: str, read: str) -> None:
    assert parts(STORY + end) == [("story", STORY + read)]


@pytest.mark.parametrize(
    "line",
    [
        "FILE - Miners throw stones at guards near Kumasi, Ghana, on June 12, 2018. (K. Addo, File)",
        "FILE PHOTO: Miners throw stones at guards",
        "File photo of miners at a pit",
        "In this June 12, 2018, file photo, miners throw stones at guards.",
        "Miners throw stones at guards near Kumasi. (AP Photo/Kofi Addo)",
        "Miners throw stones at guards. REUTERS/Kofi Addo",
        "Photo: Kofi Addo",
        "Image caption Miners throw stones at guards",
        "Miners throw stones at guards [Kofi Addo/Reuters]",
    ],
)
def test_captions_report_no_events(line: str) -> None:
    (_, story), (part, caption) = parts(f"{STORY}\n\n{line}")
    assert (story, part, caption.lower()) == (STORY, "caption", line.lower())


@pytest.mark.parametrize(
    "line",
    [
        "Read by millions, the paper was closed on Monday.",
        "Thanks to a ceasefire, aid reached the valley on Monday.",
        "Related charges were dropped on Monday.",
        "More news of fighting reached the town on Monday.",
        "Copyright law was changed by parliament on Monday.",
        "Follow-up talks failed on Monday.",
        "Images of the raid were shown on Monday.",
        "File clerks of the court went on strike on Monday.",
        "Photos show that the army burned the barns, the group said.",
        "By Monday, the army had taken the town.",
        "By night the square was empty.",
        "Sources said that the army had left.",
        "Subscribers of the paper protested on Monday.",
        "Published reports of a truce were false, the army said.",
        "Posted to the border, two companies of guards were attacked.",
        "Written by exiles, the appeal was read out in Oslo on Monday.",
        "Compiled by the army, the list names forty rebels.",
    ],
)
def test_sentences_of_the_story_are_no_boilerplate(line: str) -> None:
    assert parts(f"{STORY}\n\n{line}") == [("story", STORY), ("story", line)]


@pytest.mark.parametrize(
    "line", ["By Ana Ruiz", "By Jo Lee and Li Wei, Staff Writers", "Written by: Ana Ruiz", "By Staff Reporter"]
)
def test_bylines_are_separate_passages(line: str) -> None:
    assert parts(f"{line}\n\n{STORY}") == [("byline", line), ("story", STORY)]


@pytest.mark.parametrize(
    ("slug", "said"),
    [("OPINION: ", "opinion"), ("SOCCER-", "sport"), ("Film review: ", "review"), ("UPDATE 3-", ""), ("", "")],
)
def test_a_slug_gives_the_genre(slug: str, said: str) -> None:
    assert genre(slug) == said


def test_a_row_of_titles_and_names_after_a_dateline_is_no_headline() -> None:
    text = (
        "SEOUL, Nov. 12 - Norvian Prime Minister Haruka Onodera and South Varnian President Yoon Lee met on Thursday."
    )
    assert parts(text)[0] == ("dateline", "Seoul, Nov. 12 -")
