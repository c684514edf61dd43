"""Recent days that an article names: the days of its news, and the days on which its sources spoke."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agents.reader.coreference.resolution import References
from agents.reader.event_status.statements import REPORTING_VERBS
from agents.reader.syntax.clauses import child, governors, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText
from agents.reader.time_place.clause_ties import clause_verb, is_news
from agents.reader.time_place.date_ties import MODIFIERS, SPEECH_VERBS, is_of_picture
from agents.reader.time_place.sequence import opens_another
from agents.reader.timex.intervals import interval_of
from streams.contract.records import DateMention

Days = Mapping[tuple[int, int], Sequence[tuple[Token, DateMention]]]
"""The dates of an article by passage and the sentence's first token, each with the head of its tokens."""
FRESH = timedelta(days=7)
"""How long before publication a day counts as recent."""
OPENING = 4
"""Number of opening paragraphs of the story that can date its news."""
FIRST = 3
"""Number of sentences of the first paragraph that count as its opening."""
STORY = 2
"""Number of sentences for which a date remains valid."""
_TOLD = frozenset({"ROOT", "conj", "ccomp", "xcomp", "parataxis"})
"""Relations of the clauses that can carry a sentence's news."""


@dataclass(frozen=True, slots=True)
class NewsDay:
    """The date of a sentence's news."""

    day: DateMention
    sentence: tuple[int, int]
    """Passage index and index of the first token."""
    of_words: bool
    """Whether it dates a speech."""


class RecentDays:
    """The days that an article names within a week before publication."""

    def __init__(self, article_text: ArticleText, references: References, days: Days) -> None:
        self._article_text = article_text
        self._published = article_text.published.date() if article_text.published is not None else None
        self._days = days
        self.news_days = list(self._recent())
        """Recent days on which the opening paragraphs report an event or speech."""
        self.spoken = self._of_speakers(references)
        """Entity id to the day on which it spoke, if the article gives exactly one."""

    def holds(self, day: DateMention, weeks: bool = False) -> bool:
        """Return whether a date is a day within a week before publication; with `weeks`, also that or the last week."""
        value = day.value or ""
        if weeks and day.grain == "week" and self._published is not None:
            return value in {interval_of(self._published, "W").moved(-n).value() for n in (0, 1)}
        try:
            on = date.fromisoformat(value[:10])
        except ValueError:
            return False
        if day.grain not in ("day", "time") or len(value) < len("2026-03-10"):
            return False
        return self._published is None or self._published - FRESH <= on <= self._published

    def news_day_before(self, passage: int, head: Token) -> NewsDay | None:
        """Return the recent day of the news of the last `STORY` sentences before; None if there is no single one."""
        if not _is_past(head) or not is_news(head, ()) or opens_another(head):
            return None
        for place in self._before(passage, head):
            dates = self._days.get(place, ())
            days = {day.value: (day, token) for token, day in dates if self.holds(day) and _tells_news(token)}
            if days:
                day, token = next(iter(days.values()))
                return NewsDay(day, place, _is_of_words(token)) if len(days) == 1 else None
        return None

    def _before(self, passage: int, head: Token) -> list[tuple[int, int]]:
        """Return the `STORY` sentences of the story before an event's, nearest first, across paragraphs."""
        here = (passage, head.sent.start)
        places = [
            (n, sentence.start)
            for n in range(max(self._article_text.lead, passage - STORY), passage + 1)
            if self._article_text.passages[n].part == "story"
            for sentence in self._article_text.passages[n].doc.sents
        ]
        return [place for place in reversed(places) if place < here][:STORY]

    def _recent(self) -> Iterator[DateMention]:
        last = self._article_text.lead + OPENING
        for (passage, _), dates in self._days.items():
            for token, day in dates:
                among = self._article_text.lead < passage < last or opens(
                    self._article_text, passage, token, sentences=2 * FIRST
                )
                if among and self.holds(day) and _tells_news(token):
                    yield day

    def _of_speakers(self, references: References) -> dict[str, DateMention]:
        found: dict[str, dict[str, DateMention]] = {}
        for dates in self._days.values():
            for token, day in dates:
                verb = next((g for g in governors(token) if is_verb(g)), None)
                speaker = speaker_of(verb) if verb is not None and self.holds(day) else None
                entity = references.entity(speaker) if speaker is not None else None
                if entity is not None:
                    found.setdefault(entity.id, {})[(day.value or "")[:10]] = day
        return {entity: next(iter(days.values())) for entity, days in found.items() if len(days) == 1}


def _is_past(head: Token) -> bool:
    verb = clause_verb(head)
    if verb is None:
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" for c in verb.children if c.dep_ == "auxpass")


def _tells_news(token: Token) -> bool:
    """Return whether a date is in the main clause: not "after Friday's vote", not "the man who fled on Sunday"."""
    of_subject = token.dep_ == "poss" and token.head.dep_ in ("nsubj", "nsubjpass")
    if (token.dep_ in MODIFIERS and not of_subject) or is_of_picture(token):
        return False
    verb = next((g for g in governors(token) if is_verb(g)), None)
    while verb is not None and verb.dep_ in _TOLD and verb.head is not verb:
        verb = verb.head
    return verb is not None and verb.dep_ == "ROOT"


def _is_of_words(token: Token) -> bool:
    verb = next((g for g in governors(token) if is_verb(g)), None)
    return verb is not None and verb.lemma_ in REPORTING_VERBS | SPEECH_VERBS


def speaker_of(verb: Token) -> Token | None:
    """Return the subject of a verb of saying, or of its governing clause; None for any other verb."""
    if verb.lemma_ not in REPORTING_VERBS | SPEECH_VERBS:
        return None
    spoke = verb if verb.dep_ not in ("advcl", "acl") else clause_verb(verb.head) or verb
    return child(verb, "nsubj") or child(spoke, "nsubj")


def opens(article_text: ArticleText, passage: int, head: Token, sentences: int = FIRST) -> bool:
    """Return whether a sentence is in the title or among the first `sentences` of the first paragraph."""
    before = sum(sentence.start < head.sent.start for sentence in head.doc.sents)
    return passage < article_text.lead or (passage == article_text.lead and before < sentences)
