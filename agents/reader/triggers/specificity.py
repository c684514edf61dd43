"""Specificity: a sentence with a day, place or number reports a specific event; a bare noun often does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.tree import Doc, Token

_DATA = data_file(__file__, "specificity.toml")
WEIGHTS = _DATA.read("weights", dict[str, float])
EDGE = 0.02
"""Scores are clipped to this distance from 0 and 1."""
_LABELS = {"DATE": "day", "TIME": "day", "GPE": "place", "LOC": "place", "FAC": "place", "CARDINAL": "number"}
_TAGS = {"VB": "infinitive", "VBG": "participle", "NN": "noun", "NNS": "nouns", "NNP": "noun", "NNPS": "nouns"}
_OWN = frozenset({"prep", "poss", "relcl", "acl"})
_PLURAL = frozenset({"NNS", "NNPS"})
_GIVEN = frozenset({"det", "poss", "nummod"})
_DEFINITE = _DATA.words("definite")
_INDEFINITE = _DATA.words("indefinite")
SINGLE = _DATA.words("single")
DOCUMENTS = _DATA.words("documents")
TIMES = _DATA.words("times")
"""Prepositions that date one event by another, which presupposes that the other happened."""
ACCOMPANYING = TIMES | _DATA.words("accompanying")
"""Those, and prepositions of an event that accompanies an act."""
OCCASIONS = TIMES | _DATA.words("occasions")
DEPENDENT = frozenset({"bare", "no_day_or_place"})
"""Facts that are ignored for a noun that needs no parties, day or place (`alone`)."""
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
STATED_BY_VERB = frozenset({"bare", "generic_plural"})
"""Facts that are ignored for a noun whose verb states that the event happened (`governed`)."""
WIDTH = 40
"""Tokens of a noun's phrase that are examined on either side."""


def entity_kinds(doc: Doc) -> dict[int, list[str]]:
    """Return the index of each sentence's first token to the kinds of its entities: "day", "place", "number"."""
    found: dict[int, set[str]] = {}
    for entity in doc.ents:
        if entity.label_ in _LABELS:
            found.setdefault(entity.sent.start, set()).add(_LABELS[entity.label_])
    return {start: sorted(facts) for start, facts in found.items()}


def specificity_score(
    score: float, head: Token, stated: Mapping[int, Sequence[str]], *, alone: bool = False, governed: bool = False
) -> float:
    """Return a trigger's score (0 to 1) adjusted for the specificity of its phrase and sentence; log-odds add up.

    `stated` is the result of `entity_kinds` for the passage. `alone`: the noun needs no arguments. `governed`: its verb
    states that the event happened ("protests spread").
    """
    p = min(max(score, EDGE), 1 - EDGE)
    facts = _facts(head, stated.get(head.sent.start, ()))
    told = governed and head.dep_ in SUBJECTS
    needless = (DEPENDENT if alone else frozenset()) | (STATED_BY_VERB if told else frozenset())
    counted = (WEIGHTS[fact] for fact in facts if fact not in needless)
    odds = math.log(p / (1 - p)) + WEIGHTS["bias"] + sum(counted)
    return round(1 / (1 + math.exp(-odds)), 3)


def _facts(head: Token, stated: Sequence[str]) -> Iterator[str]:
    yield from stated
    form = _TAGS.get(head.tag_)
    if form == "participle" and (head.dep_ == "advcl" or _is_clause(head) or in_document(head)):
        return
    if form == "nouns" and _is_single(head):
        form = "noun"
    if form:
        yield form
    if form in ("noun", "nouns", "participle") and not {"day", "place"} & set(stated) and not _is_definite(head):
        yield "no_day_or_place"
    if form in ("noun", "nouns"):
        yield from _of_noun(head)


def _is_single(noun: Token) -> bool:
    """Return whether a plural names one event, by its parties or subject ("talks with the union")."""
    return noun.lemma_ in SINGLE and any(c.dep_ in _OWN for c in noun.children)


def _is_clause(verb: Token) -> bool:
    """Return whether a participle has an auxiliary or a subject ("was attacking", "with the army shelling it")."""
    return any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def in_document(verb: Token) -> bool:
    """Return whether a participle states the content of a document ("a report accusing the army")."""
    said = verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.lemma_ in DOCUMENTS
    return said and not any(c.dep_ == "nsubj" for c in verb.children)


def _is_definite(noun: Token) -> bool:
    """Return whether a noun is definite and has a complement ("the attack on the town")."""
    relations = {c.dep_ for c in noun.children if c.dep_ != "det" or c.lower_ in _DEFINITE}
    return "det" in relations and not relations.isdisjoint(_OWN)


def _of_noun(noun: Token) -> Iterator[str]:
    """Yield the facts that an event noun's own phrase shows."""
    if not any(c.dep_ in _OWN for c in noun.children):
        yield "bare"
    if any(c.lower_ in _INDEFINITE for c in noun.children if c.dep_ == "det"):
        yield "indefinite"
    if noun.dep_ == "pobj" and noun.head.lower_ in OCCASIONS:
        yield "occasion"
    left, right = max(noun.left_edge.i, noun.i - WIDTH), min(noun.right_edge.i, noun.i + WIDTH)
    own = {_LABELS.get(t.ent_type_) for t in noun.doc[left : right + 1]}
    if "day" in own:
        yield "own_day"
    if "place" in own:
        yield "own_place"
    named = not own.isdisjoint(("day", "place")) or any(t.ent_type_ == "PERSON" for t in noun.children)
    if noun.tag_ in _PLURAL and not _is_single(noun) and not named and not any(c.dep_ in _GIVEN for c in noun.children):
        yield "generic_plural"
