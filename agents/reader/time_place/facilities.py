"""Locations that are buildings, squares or the word "here": "met at Government House".

A facility is not in the gazetteer. It is published as written, if the event has no other location.
"""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.coded_events.coded_event import EventAnalysis
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import governors, is_verb
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText
from agents.reader.time_place.clause_ties import ACT_TYPES, is_locative, is_said_by, tie
from streams.contract.missing_reason import MissingReason
from streams.contract.records import Place

_DATA = data_file(__file__, "time_place.toml")
FACILITIES = _DATA.words("facilities")
STREETS = _DATA.words("streets")
AT = frozenset({"at", "outside", "inside", "near", "in"})
_NAMES = frozenset({"FAC", "ORG", "GPE", "LOC"})


def facility_of(article_text: ArticleText, analysis: EventAnalysis, others: frozenset[int]) -> Place | None:
    """Return the named building, square or street in an event's clause that is its location; None if there is none."""
    head, is_act = analysis.head, analysis.coded.event_type in ACT_TYPES
    names = [head.doc[i] for i in analysis.trigger.names]
    ranked = []
    for token in _facilities(head.sent):
        near = tie(token, head, names, others)
        if near is not None and is_locative(token, head, names, is_act):
            ranked.append((near, abs(token.i - head.i), token))
    if not ranked:
        return None
    _, _, token = min(ranked, key=lambda r: r[:2])
    passage = article_text.passages[analysis.trigger.passage]
    first = min((c.i for c in token.children if c.i < token.i and c.tag_.startswith("NNP")), default=token.i)
    start, end = passage.span_offsets(token.doc[first : token.i + 1])
    text = article_text.slice(passage.field, start, end)
    return Place(field=passage.field, start=start, end=end, text=text, missing=MissingReason.UNKNOWN_PLACE)


def _facilities(sentence: Span) -> Iterator[Token]:
    """Yield the heads of names of buildings, squares and streets after a preposition of place."""
    for token in sentence:
        if token.dep_ != "pobj" or token.ent_type_ not in _NAMES or not token.tag_.startswith("NN"):
            continue
        named = any(c.tag_.startswith("NNP") and c.dep_ in ("compound", "nmod") for c in token.children)
        word, before = token.lemma_.lower(), token.head.lower_
        if named and ((word in FACILITIES and before in AT) or (word in STREETS and before in AT | {"on"})):
            yield token


def has_here(analysis: EventAnalysis, others: frozenset[int]) -> bool:
    """Return whether an event's clause has "here", the place of the dateline ("told reporters here")."""
    head = analysis.head
    names = [head.doc[i] for i in analysis.trigger.names]
    for token in head.sent:
        if token.lower_ != "here" or token.dep_ != "advmod" or token.i == head.sent.start:
            continue
        if tie(token, head, names, others) is not None:
            return True
        verb = next((g for g in governors(token) if is_verb(g)), None)
        if analysis.coded.event_type not in ACT_TYPES and verb is not None and is_said_by(head, verb):
            return True
    return False
