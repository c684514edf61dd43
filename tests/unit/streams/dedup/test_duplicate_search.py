from __future__ import annotations

import random

import pytest

from streams.contract.records import Article
from streams.dedup.duplicate_search import Generation
from streams.dedup.fingerprint import fingerprint
from streams.dedup.verdict import Verdict
from tests.dedup.planted_copies import planted
from tests.unit.support.duplicate_stories import fingerprint_of, report, story


@pytest.fixture
def generation() -> Generation:
    return Generation(1000)


def test_an_exact_copy_is_a_duplicate_of_the_first(generation: Generation) -> None:
    for name in ("a", "b", "c"):
        verdict = generation.judge(fingerprint_of(name, story(1, 20), title=f"Headline {name}"))
        assert verdict == (Verdict("a") if name == "a" else Verdict(name, "a"))


def test_a_cut_copy_is_a_duplicate_and_a_longer_one_is_news(generation: Generation) -> None:
    """A truncated copy contains nothing new. A longer text does."""
    text = story(1, 20)
    generation.judge(fingerprint_of("short", text[: len(text) // 3]))
    assert generation.judge(fingerprint_of("whole", text)) == Verdict("whole")
    assert generation.judge(fingerprint_of("cut", text[: len(text) // 2])) == Verdict("cut", near_duplicate_of="whole")


def test_edited_copies_are_duplicates_of_the_original_and_not_of_each_other(generation: Generation) -> None:
    stories = [Article(id=f"s{n}", text=story(n, 15)) for n in range(60)]
    items = planted(stories, 50, seed=3)
    verdicts = {item.article.id: generation.judge(fingerprint_of(item.article.id, item.article.text)) for item in items}
    linked = {name: verdict.duplicate_of or verdict.near_duplicate_of for name, verdict in verdicts.items()}
    found = {item.article.id: linked[item.article.id] for item in items if item.kind}
    named = [original for original in found.values() if original]
    assert len(named) > 0.95 * len(found)
    assert all(original == name.partition("/")[0] for name, original in found.items() if original)
    assert not any(linked[original] for original in named)
    unread = {item.kind for item in items if verdicts[item.article.id].duplicate_of}
    assert unread == {"exact", "headline"}


def test_reports_after_one_pattern_are_not_duplicates(generation: Generation) -> None:
    rng = random.Random(1)
    for day in range(50):
        text = report(round(rng.uniform(900, 1100), 1), round(rng.uniform(0.1, 3), 2), rng.randint(10_000, 99_999))
        assert generation.judge(fingerprint_of(f"day {day}", text)) == Verdict(f"day {day}")


def test_stubs_are_not_duplicates(generation: Generation) -> None:
    stub = "This story is for subscribers. Subscribe now to read on, from one crown a month in Brenwick."
    for title in ("Ferry sinks", "Bridge opens"):
        assert generation.judge(fingerprint_of(title, stub, title=title)) == Verdict(title)


def test_a_changed_text_at_one_address_is_a_version(generation: Generation) -> None:
    url, text = "https://news.example/ferry?utm_source=x", story(1)
    later = text + " Later the harbour was closed."
    assert generation.judge(fingerprint_of("a", text, url)) == Verdict("a")
    second = generation.judge(fingerprint_of("b", later, "https://www.news.example/ferry/"))
    assert second == Verdict("b", None, "a")
    # A copy of the second version elsewhere is a duplicate of that version.
    assert generation.judge(fingerprint_of("c", later)) == Verdict("c", "b")
    # The first text again, under a new id: nothing new.
    assert generation.judge(fingerprint_of("d", text, url)) == Verdict("d", "a")


def test_a_changed_text_under_the_same_id_gets_a_new_id(generation: Generation) -> None:
    """Otherwise its events would have the ids of others, and subscribers would drop them as repeats."""
    texts = [story(1), story(1) + " One more.", story(1) + " One more. And a third."]
    verdicts = [generation.judge(fingerprint_of("a", text)) for text in texts]
    assert verdicts[0] == Verdict("a")
    assert {verdict.version_of for verdict in verdicts[1:]} == {"a"}
    assert len({verdict.article_id for verdict in verdicts}) == 3
    assert [generation.judge(fingerprint_of("a", text)) for text in texts] == verdicts


def test_a_version_that_was_read_elsewhere_is_a_duplicate_too(generation: Generation) -> None:
    generation.judge(fingerprint_of("a", story(1), "https://a.example/1"))
    generation.judge(fingerprint_of("wire", story(2)))
    assert generation.judge(fingerprint_of("b", story(2), "https://a.example/1")) == Verdict("b", "wire", "a")


def test_a_story_marked_as_corrected_is_read(generation: Generation) -> None:
    generation.judge(fingerprint_of("a", story(1)))
    corrected = story(1).replace("harbour", "railway", 1)
    assert generation.judge(fingerprint_of("b", corrected)) == Verdict("b", near_duplicate_of="a")
    assert generation.judge(fingerprint_of("c", corrected + " Sorry.", title="CORRECTED-Ferry")) == Verdict("c")


def test_a_repeat_is_never_a_duplicate_of_itself(generation: Generation) -> None:
    marks = [fingerprint_of(f"a{n}", story(n % 3)) for n in range(9)]
    first = [generation.judge(m) for m in marks]
    assert [generation.judge(m) for m in marks] == first
    assert [v.duplicate_of for v in first] == [None, None, None, *["a0", "a1", "a2"] * 2]


def test_look_alikes_are_both_read(generation: Generation) -> None:
    """City, toll, actor, country or day differs between two sources that use the same words, in any order."""
    stories = [Article(id=f"s{n}", text=story(n, 15)) for n in range(60)]
    items = [item for item in planted(stories, 0, seed=4, look_alikes=200) if item.kind]
    verdicts = [generation.judge(made) for item in items if (made := fingerprint(item.article))]
    assert len(verdicts) == 400
    assert not [verdict for verdict in verdicts if verdict.duplicate_of]
    assert sum(verdict.near_duplicate_of is not None for verdict in verdicts) > 150


NOTICE = (
    "This article is for members only. To continue reading, log in or choose one of our plans, from two crowns a month."
    " You can cancel at any time. Members also receive our morning letter, the weekend magazine and the archive of the"
    " last hundred years, on every device. If you already have a subscription and see this notice, check that you are"
    " logged in with the address that you gave when you ordered, or write to the readers' desk, which answers in a day."
)


def test_stories_behind_one_notice_are_both_read(generation: Generation) -> None:
    """The shared text is a notice that is part of neither story."""
    first = generation.judge(fingerprint_of("a", NOTICE, title="Ferry sinks off Brenwick, nine missing"))
    second = generation.judge(fingerprint_of("b", NOTICE, title="Corvale council resigns over harbour loan"))
    third = generation.judge(fingerprint_of("c", NOTICE, title="Corvale council resigns over harbour loan"))
    assert first == Verdict("a")
    assert second == Verdict("b", near_duplicate_of="a")
    assert third == Verdict("c", "b")


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("2026-03-11", "2026-03-11T05:00:00Z", False),
        ("2026-03-11", "2026-03-12", False),
        ("2026-03-11", None, False),
        ("2026-03-11", "2026-03-18", True),
        (None, "2026-03-18", True),
        ("1990-01-01", "2026-03-18", True),
    ],
)
def test_the_same_text_of_another_day_is_read(
    generation: Generation, first: str | None, second: str | None, read: bool
) -> None:
    """ "On Sunday" is a different Sunday: a copy with a wrong date must not prevent the story from being read."""
    marks = [
        fingerprint(Article(id=name, text=story(1), published_at=day)) for name, day in (("a", first), ("b", second))
    ]
    verdicts = [generation.judge(made) for made in marks if made]
    assert verdicts[1] == (Verdict("b", near_duplicate_of="a") if read else Verdict("b", "a"))


def test_a_copy_declared_in_another_language_does_not_block_its_original(generation: Generation) -> None:
    """The copy becomes a dead letter."""
    for name, language in (("a", "xx"), ("b", None)):
        made = fingerprint(Article(id=name, text=story(1), language=language))
        assert made is not None
        assert generation.judge(made).duplicate_of is None
