"""Dates: time expressions of news and their calendar values."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.reader.timex.date_mentions import find_dates
from streams.contract.field_warning import FieldWarning
from tests.support.work import executed_lines
from tests.unit.support.article_texts import page_of

TUESDAY = "2023-07-25"
"""A Tuesday in the 30th week of its year."""


def found(text: str, published: str | None = TUESDAY) -> list[tuple[str, str, str | None]]:
    return [(d.text, d.type, d.value) for d in find_dates(page_of(text, published))]


DAYS = [
    ("The ministers met on Monday in Larkspur.", "Monday", "2023-07-24"),
    ("Troops entered the town Friday.", "Friday", "2023-07-21"),
    ("Police said on Tuesday that the road was open.", "Tuesday", "2023-07-25"),
    ("The council will meet on Thursday.", "Thursday", "2023-07-27"),
    ("Talks are due to resume on Monday.", "Monday", "2023-07-31"),
    ("He was arrested last Friday.", "last Friday", "2023-07-21"),
    ("She leaves next Tuesday.", "next Tuesday", "2023-08-01"),
    ("The clerk could not be reached Sunday.", "Sunday", "2023-07-23"),
    ("The hearing was postponed until Friday.", "Friday", "2023-07-28"),
    ("The envoy arrived yesterday.", "yesterday", "2023-07-24"),
    ("The ferry sank the day before yesterday.", "the day before yesterday", "2023-07-23"),
    ("The bridge opens tomorrow.", "tomorrow", "2023-07-26"),
    ("The strike began 10 days ago.", "10 days ago", "2023-07-15"),
    ("Norway will send a team following Monday's earthquake.", "Monday", "2023-07-24"),
    ("Two years ago today, the mine closed.", "Two years ago today", "2021-07-25"),
    ("The clerk spoke on Monday, the third speaker to do so.", "Monday", "2023-07-24"),
    ("The law took effect on Feb. 27.", "Feb. 27", "2023-02-27"),
    ("The court will hear the case on Sept. 4.", "Sept. 4", "2023-09-04"),
    ("He was born on March 2, 1987.", "March 2, 1987", "1987-03-02"),
    ("It was signed on the 4th of July 1998.", "the 4th of July 1998", "1998-07-04"),
    ("It was signed on 12 March 2019.", "12 March 2019", "2019-03-12"),
    ("LARKSPUR 19961030 The mayor resigned.", "19961030", "1996-10-30"),
    ("The file is dated 1987-03-02.", "1987-03-02", "1987-03-02"),
    ("The file is dated 25/12/2021.", "25/12/2021", "2021-12-25"),
    ("They marched on Christmas Eve last year.", "Christmas Eve last year", "2022-12-24"),
    ("They met on Friday, Oct. 13, 1989.", "Friday, Oct. 13, 1989", "1989-10-13"),
    ("Voters will choose a senate on the third Saturday of August.", "the third Saturday of August", "2023-08-19"),
    ("The council will sit on the last Friday in September.", "the last Friday in September", "2023-09-29"),
    ("The council sat on the first Monday of March 2021.", "the first Monday of March 2021", "2021-03-01"),
    ("The fair opens on the second Sunday of next month.", "the second Sunday of next month", "2023-08-13"),
    ("The hearing is set for Thursday the 24th.", "Thursday the 24th", "2023-08-24"),
    ("The bishop was shot on Good Friday.", "Good Friday", "2023-04-07"),
    ("The pass was closed on Easter Monday 2019.", "Easter Monday 2019", "2019-04-22"),
    ("The graves were opened on All Saints' Day.", "All Saints' Day", "2022-11-01"),
    ("The agency has links to Saturday's deadly bombing in Herat.", "Saturday", "2023-07-22"),
    ("The two will meet at Saturday's summit.", "Saturday", "2023-07-29"),
]
CLOCKS = [
    ("The siren went off at 15:30 on Monday.", "15:30 on Monday", "2023-07-24T15:30"),
    ("The siren went off at 09:15.", "09:15", "2023-07-25T09:15"),
]
NO_CLOCKS = ["They won 21:15 in the second set.", "The odds were 10:15.", "Rates rose at 15:30%."]
STRETCHES = [
    ("Last week, the envoy flew to the capital.", "Last week", "2023-W29"),
    ("The army attacked two weeks ago.", "two weeks ago", "2023-W28"),
    ("They ended the truce last November.", "last November", "2022-11"),
    ("Prices rose earlier this month.", "earlier this month", "2023-07"),
    ("Prices rose in May.", "May", "2023-05"),
    ("The port will reopen in January.", "January", "2024-01"),
    ("In January this year, floods hit the valley.", "January this year", "2023-01"),
    ("The rebels were strong in the 1990s.", "the 1990s", "199"),
    ("The rebels were strong in the early '80s.", "the early '80s", "198"),
    ("The castle dates from the 11th century.", "the 11th century", "10"),
    ("Sales fell in the third quarter of 2022.", "the third quarter of 2022", "2022-Q3"),
    ("Sales fell sharply in Q1.", "Q1", "2023-Q1"),
    ("Sales fell in Q1 2021.", "Q1 2021", "2021-Q1"),
    ("Sales fell in last year's second quarter.", "last year's second quarter", "2022-Q2"),
    ("The crop failed in the summer of 2019.", "the summer of 2019", "2019-SU"),
    ("The crop failed last winter.", "last winter", "2022-WI"),
    ("They held a vote last weekend.", "last weekend", "2023-W29-WE"),
    ("He moved here in 2004.", "2004", "2004"),
    ("The plan ends early next year.", "early next year", "2024"),
    ("The war began five years ago.", "five years ago", "2018"),
    ("It was built in nineteen ninety-seven.", "nineteen ninety-seven", "1997"),
    ("Output doubled in the first half of 2021.", "the first half of 2021", "2021-H1"),
    ("The unit is now under strain.", "now", "PRESENT_REF"),
    ("They recently signed a pact.", "recently", "PAST_REF"),
    ("The law may change in the near future.", "the near future", "FUTURE_REF"),
]
TIMES = [
    ("The blast came at 10:35 a.m. on Friday.", "10:35 a.m. on Friday", "2023-07-21T10:35"),
    ("The train left at noon Saturday.", "noon Saturday", "2023-07-22T12:00"),
    ("Shots were heard Sunday night.", "Sunday night", "2023-07-23TNI"),
    ("The raid began this morning.", "this morning", "2023-07-25TMO"),
    ("Shells fell last night.", "last night", "2023-07-24TNI"),
    ("It opened at 14:30 GMT on July 3.", "14:30 GMT on July 3", "2023-07-03T14:30"),
]
LENGTHS = [
    ("The siege lasted a month.", "a month", "P1M"),
    ("They waited a few days.", "a few days", "PXD"),
    ("He served 2 1/2 years.", "2 1/2 years", "P2Y6M"),
    ("The five-year pact was signed.", "five-year", "P5Y"),
    ("They talked for at least 90 minutes.", "at least 90 minutes", "PT90M"),
    ("He ruled for two decades.", "two decades", "P20Y"),
    ("She worked there for twenty-four years.", "twenty-four years", "P24Y"),
    ("Rain fell over the past three weeks.", "the past three weeks", "P3W"),
    ("They talked for half an hour.", "half an hour", "PT30M"),
]
SETS = [
    ("They gather every Friday.", "every Friday", "XXXX-WXX-5"),
    ("They pay every month.", "every month", "P1M"),
    ("They feast each July.", "each July", "XXXX-07"),
    ("The clerks are paid on Thursdays.", "Thursdays", "XXXX-WXX-4"),
]
NO_TIME = [
    "A 22-year-old woman was hurt.",
    "The boy is nine years old.",
    "More than 2000 people marched.",
    "Theresa May resigned.",
    "They may march again.",
    "A quarter of the seats were empty.",
    "The fall of the town shocked him.",
]


@pytest.mark.parametrize(("text", "said", "value"), DAYS + STRETCHES)
def test_dates(text: str, said: str, value: str) -> None:
    assert (said, "DATE", value) in found(text)


@pytest.mark.parametrize(("text", "said", "value"), TIMES)
def test_times(text: str, said: str, value: str) -> None:
    assert (said, "TIME", value) in found(text)


@pytest.mark.parametrize(("text", "said", "value"), LENGTHS)
def test_durations(text: str, said: str, value: str) -> None:
    assert found(text) == [(said, "DURATION", value)]


@pytest.mark.parametrize(("text", "said", "value"), SETS)
def test_repetitions(text: str, said: str, value: str) -> None:
    assert found(text) == [(said, "SET", value)]


@pytest.mark.parametrize("text", NO_TIME)
def test_expressions_that_are_no_dates(text: str) -> None:
    assert found(text) == []


def test_a_report_compares_a_quarter_with_the_same_one_of_the_year_before() -> None:
    text = "Profit of Brack & Sons fell in the second quarter to 3 million dollars from 5 million a year ago."
    assert [value for _, _, value in found(text)] == ["2023-Q2", "2022-Q2"]


def test_that_day_is_the_day_named_last() -> None:
    text = "The mill burned on July 3. That day, the mayor was away. Two weeks later, he resigned."
    assert [value for _, _, value in found(text)] == ["2023-07-03", "2023-07-03", "2023-W29"]


def test_both_ends_of_a_range() -> None:
    assert [value for _, _, value in found("The fair runs from Oct. 3-5.")] == ["2023-10-03", "2023-10-05"]


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("They met on Monday.", None, "the article has no publication date"),
        ("They met last week.", None, "the article has no publication date"),
        ("The file is dated 03/04/1999.", TUESDAY, "the order of day and month is ambiguous"),
        ("They met on Feb. 30, 2020.", TUESDAY, "the calendar has no such date"),
        ("They meet this Feb. 29.", TUESDAY, "the calendar has no such date"),
        ("The tomb was sealed 3000 years ago.", TUESDAY, "the calendar has no such date"),
    ],
)
def test_why_there_is_no_value(text: str, published: str | None, reason: str) -> None:
    (mention,) = find_dates(page_of(text, published))
    assert (mention.value, mention.missing) == (None, reason)


def test_a_date_of_publication_that_could_not_be_used_is_the_reason() -> None:
    page = page_of("They met on Monday.")
    warning = FieldWarning(field="published_at", reason="ambiguous_date")
    page.article = msgspec.structs.replace(page.article, warnings=[warning])
    (mention,) = find_dates(page)
    assert (mention.value, mention.missing) == (None, "the publication date is not usable: ambiguous date")


def test_dates_without_a_publication_date() -> None:
    assert found("He left on May 3, 2001.", None) == [("May 3, 2001", "DATE", "2001-05-03")]


def test_grain_says_how_exact_a_date_is() -> None:
    text = "On Monday they met; last week, last month and in 1999 they had not. At 3 p.m. Friday they will."
    assert [d.grain for d in find_dates(page_of(text, TUESDAY))] == ["day", "week", "month", "year", "time"]


def test_a_line_break_inside_an_expression_stays_in_its_text() -> None:
    text = f"The {'very ' * 12}old mayor resigned on March\n2, 1987, and {'no ' * 13}other stood for it.\n"
    (mention,) = find_dates(page_of(text, TUESDAY))
    assert (mention.text, mention.value) == ("March\n2, 1987", "1987-03-02")


STYLES = ["%Y-%m-%d", "%B %d, %Y", "%d %B %Y", "%b. %d, %Y", "%A, %B %d, %Y", "%d %b %Y", "%Y%m%d", "%B %d %Y"]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(STYLES))
@settings(max_examples=60)
def test_absolute_dates_are_read_in_every_style(day: date, style: str) -> None:
    written = day.strftime(style).replace("May.", "May").replace("Sep.", "Sept.")
    dates = find_dates(page_of(f"The charter was signed on {written} by both sides.", TUESDAY))
    assert [(d.text, d.value) for d in dates] == [(written, day.isoformat())]


PIECES = [
    "Monday",
    "last",
    "1999",
    "year",
    "two",
    "a.m.",
    "May",
    "-",
    "ago",
    "quarter",
    "the",
    "'80s",
    "\n",
    "٣",
    "ß",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=30), st.booleans())
@settings(max_examples=60)
def test_any_text_is_read_and_each_mention_slices_to_its_text(pieces: list[str], dated: bool) -> None:
    page = page_of(" ".join(pieces), TUESDAY if dated else None)
    dates = find_dates(page)
    for mention in dates:
        assert page.slice(mention.field, mention.start, mention.end) == mention.text
        assert (mention.value is None) == (mention.missing is not None)
    assert [d.start for d in dates] == sorted(d.start for d in dates)


@pytest.mark.parametrize(
    "piece", ["one ", "the last ", "12-", "two hundred and ", "May 3 to ", "1999 ", "first quarter "]
)
def test_the_work_for_repetitive_text_grows_no_faster_than_the_text(piece: str) -> None:
    once, twice = (page_of(piece * times, TUESDAY) for times in (250, 500))
    found = [find_dates(page) for page in (once, twice)]  # first, because some results are kept
    assert executed_lines(lambda: find_dates(twice)) < 2.3 * executed_lines(lambda: find_dates(once))
    assert found == [find_dates(once), find_dates(twice)]


@pytest.mark.parametrize(("text", "said", "value"), CLOCKS)
def test_hours_and_minutes(text: str, said: str, value: str) -> None:
    assert (said, "TIME", value) in found(text)


@pytest.mark.parametrize("text", NO_CLOCKS)
def test_scores_and_ratios_are_no_hours(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "noon"),
    [
        ("Shortly before noon, police said, a bomb went off in Kano on Sunday.", "2023-07-23T12:00"),
        ("At noon, the mayor will meet reporters, she said on Monday.", "2023-07-25T12:00"),
        ("The bomb went off at noon. Police arrived on Sunday.", "2023-07-25T12:00"),
    ],
)
def test_a_time_of_day_is_of_the_day_that_its_sentence_names(text: str, noon: str) -> None:
    assert ("noon", "TIME", noon) in found(text)
