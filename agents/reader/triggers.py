"""Which words of an article report an event, and of which type: the ontology's patterns at work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from agents.reader.arguments import arguments
from agents.reader.packs import NONE, Ontology, Pattern, Role, load
from agents.reader.page import Page
from agents.reader.patterns import forms
from streams.records import Status

REACH = 8
"""Tokens that a trigger may span from its head to the argument it names ("launched a wave of attacks")."""
DEPTH = 12
"""Governors looked at above a trigger."""
_WILL = frozenset({"will", "'ll", "wo", "shall"})
_FACTORS = {
    "relcl": 0.7,
    "acl": 0.7,
    "advcl": 0.75,
    "amod": 0.4,
    "pobj": 0.6,
    "dobj": 0.8,
    "compound": 0.4,
    "poss": 0.5,
}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A stretch of tokens that reports an event, before its slots are filled."""

    passage: int
    """Index into `page.passages`."""
    start: int
    end: int
    """Token range in the passage's Doc, end exclusive; need not be one phrase's all words."""
    head: int
    """The token that governs the slots: the verb, or the event noun."""
    event_type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    cameo: str | None
    ontology: str
    pattern: str
    """The id of the pattern that fired, for `explain`."""
    score: float
    """0…1: how sure the pattern is by itself."""
    status: Status | None = None
    """A status that the pattern or what governs it implies ("agreed to meet": future), else None."""
    actor: tuple[Role, ...] = ("subject", "by", "possessor")
    """Where the actors stand, first choice first. `subject` is the logical one: the "by" phrase of a passive."""
    recipient: tuple[Role, ...] = ("object",)
    """Where the recipients stand. `object` is the logical one: the grammatical subject of a passive."""
    names: tuple[int, ...] = ()
    """Tokens that the pattern itself names ("an attack" of "launched an attack"): part of the trigger, not slots,
    though their own arguments ("on the village") belong to the event."""
    announced: bool = False
    """The type is what an event still to come, or ruled out, counts as: the announcement itself is a fact."""


@dataclass(frozen=True, slots=True)
class _Hit:
    head: Token
    pattern: Pattern
    named: tuple[Token, ...]


def find_triggers(page: Page, ontology: Ontology | None = None) -> list[Trigger]:
    """The triggers of an article in order, at most one a token."""
    chosen = ontology or load("plover")
    return [
        trigger
        for number, passage in enumerate(page.passages)
        for trigger in doc_triggers(passage.doc, chosen, number)
    ]


def doc_triggers(doc: Doc, ontology: Ontology, passage: int = 0) -> list[Trigger]:
    """The triggers of one parsed passage."""
    hits = {hit.head.i: hit for hit in _hits(doc, ontology)}
    claimed = {t.i for hit in hits.values() for t in hit.named}
    return [
        _under(_trigger(hit, passage), hit.head, hits)
        for i, hit in sorted(hits.items())
        if i not in claimed and hit.pattern.event_type != NONE
    ]


def _hits(doc: Doc, ontology: Ontology) -> Iterator[_Hit]:
    for token in doc:
        tag = token.tag_[:2]
        candidates = [p for form in forms(token) for p in ontology.patterns.get((tag, form), ())]
        if not candidates:
            continue
        candidates.sort(key=lambda p: (-p.line.weight, -p.score))
        found = arguments(token)
        for pattern in candidates:
            named = pattern.line.match(found)
            if named is not None:
                yield _Hit(token, pattern, tuple(t for t in named if t.i != token.i))
                break


def _collapsed(head: Token, pattern: Pattern) -> str:
    """The type of a verb's event in its tense: what is announced or ruled out for later has a type of its own."""
    words = {c.lower_ for c in head.children if c.dep_ in ("aux", "neg")}
    would = "would" in words and head.dep_ in ("ccomp", "conj")
    if words.isdisjoint(_WILL) and not would:
        return pattern.event_type
    refused = any(c.dep_ == "neg" for c in head.children)
    return (pattern.refused if refused else pattern.future) or pattern.event_type


def _trigger(hit: _Hit, passage: int) -> Trigger:
    head, pattern = hit.head, hit.pattern
    event_type = _collapsed(head, pattern)
    same = event_type == pattern.event_type
    parts = [head.i] + [
        t.i for t in hit.named if abs(t.i - head.i) <= REACH and t.dep_ in ("dobj", "prt", "compound", "amod")
    ]
    return Trigger(
        passage=passage,
        start=min(parts),
        end=max(parts) + 1,
        head=head.i,
        event_type=event_type,
        modes=pattern.modes if same else (),
        contexts=pattern.contexts,
        cameo=pattern.cameo if same else None,
        ontology=pattern.ontology,
        pattern=pattern.id,
        score=round(pattern.score * _FACTORS.get(head.dep_, 1.0), 3),
        status=pattern.status,
        actor=pattern.actor,
        recipient=pattern.recipient,
        names=tuple(sorted(t.i for t in hit.named)),
        announced=not same,
    )


def _infinitive(verb: Token) -> bool:
    return any(c.tag_ == "TO" for c in verb.lefts)


def _under(trigger: Trigger, head: Token, hits: dict[int, _Hit]) -> Trigger:
    """A trigger in the light of what governs it: asked for, agreed on, threatened, refused, considered …"""
    step = head
    for _ in range(DEPTH):
        if step.dep_ == "ROOT" or step.dep_ in ("nsubj", "nsubjpass", "relcl", "agent"):
            break
        label, below, step = step.dep_, step, step.head
        above = hits.get(step.i)
        if above is None or (label in ("advcl", "conj") and not _infinitive(below)):
            continue
        if above.pattern.complement is not None:
            return replace(trigger, score=round(trigger.score * 0.5, 3), status=above.pattern.complement)
        if above.pattern.event_type != NONE:
            trigger = replace(trigger, score=round(trigger.score * 0.8, 3))
    return trigger
