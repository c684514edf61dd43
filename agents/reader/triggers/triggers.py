"""Trigger detection: the words of an article that report an event, with its type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from agents.reader.ontology.packs import DEFAULT, NONE, Ontology, load
from agents.reader.relevance.article_topics import TextTopic, load_topics
from agents.reader.relevance.relevance import THRESHOLD, loss_share, reduced_score
from agents.reader.syntax.arguments import arguments, infinitive
from agents.reader.syntax.complements import is_semicolon_clause
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText
from agents.reader.triggers.classifier import Classifier, load_classifier
from agents.reader.triggers.harm import harmed_by_accident
from agents.reader.triggers.matching import PatternMatch, candidates, match_patterns
from agents.reader.triggers.specificity import ACCOMPANYING, TIMES, entity_kinds, in_document, specificity_score
from agents.reader.triggers.trigger import Trigger

REACH = 8
"""Largest number of tokens from a trigger's head to an argument that is part of it ("launched a wave of attacks")."""
DEPTH = 12
"""Number of governors of a trigger that are examined."""
LEARNED = 0.5
"""Probability from which the classifier makes a trigger without a pattern."""
OVERRULED = 0.75
"""Probability from which the classifier overrules the type of a pattern."""
FLOOR = 0.95
"""Least factor by which the classifier's doubt reduces a pattern's score."""
BELOW = 0.8
"""Factor of the score of an event that is governed by another event."""
BACKGROUND = 0.4
"""Factor of the score of an event below a statement that is not an event ("condolences over the attack")."""
_FACTORS = {
    "relcl": 0.7,
    "acl": 0.7,
    "advcl": 0.75,
    "amod": 0.4,
    "pobj": 0.6,
    "dobj": 0.9,
    "compound": 0.4,
    "poss": 0.5,
}
_PAST_OR_PRESENT = frozenset({"VBD", "VBN", "VBZ", "VBP"})
"""Tags of finite verbs; the tagger confuses some past forms with participles."""
_PAST = frozenset({"VBD", "VBN"})
_FACTORS_ALONE = {**_FACTORS, "pobj": 0.9, "dobj": 1.0}
_WITHIN = frozenset({"dobj", "prt", "compound", "amod"})


def find_triggers(
    article_text: ArticleText, ontology: Ontology | None = None, classifier: Classifier | None = None
) -> list[Trigger]:
    """Return the triggers of an article in text order, at most one per token.

    `ontology` defaults to the default packs, `classifier` to the shipped one.
    """
    return doc_triggers(article_text.story_docs, ontology or load(*DEFAULT), classifier)


def doc_triggers(docs: Sequence[Doc], ontology: Ontology, classifier: Classifier | None = None) -> list[Trigger]:
    """Return the triggers of an article's parsed passages, in text order."""
    classifier = classifier or load_classifier()
    topics = ontology.topics(docs)
    found = [match_patterns(doc, ontology, topics) for doc in docs]
    words = [candidates(doc, hits, seen) for doc, (hits, seen) in zip(docs, found, strict=True)]
    # All words of the article in one call: the cost is per call, not per word.
    odds = classifier.predict([word for chosen in words for word in chosen])
    known = [i for i, name in enumerate(classifier.types) if name != NONE and name in ontology.types]
    learned: list[bool] = np.any(odds[:, known] >= LEARNED, axis=1).tolist()
    triggers: list[Trigger] = []
    topic: TextTopic | None = None
    at = 0
    for passage, (chosen, (hits, _)) in enumerate(zip(words, found, strict=True)):
        decided: list[Trigger] = []
        for number, word in enumerate(chosen, at):
            hit = hits.get(word.head.i)
            if hit is not None or learned[number]:
                guess = dict(zip(classifier.types, odds[number].tolist(), strict=True))
                decided += filter(None, [_decide(word.head, hit, guess, ontology, passage)])
        at += len(chosen)
        if decided:
            topic = topic or load_topics().read(chain.from_iterable(docs))
            triggers += _with_scores(docs[passage], decided, hits, ontology, topic)
    return triggers


def _with_scores(
    doc: Doc, decided: Iterable[Trigger], hits: dict[int, PatternMatch], ontology: Ontology, topic: TextTopic
) -> Iterator[Trigger]:
    """Yield the triggers of a passage with their scores adjusted for governors, specificity and topic."""
    stated = entity_kinds(doc)
    model, sentences = load_topics(), dict[int, TextTopic]()
    for trigger in decided:
        head, hit = doc.tokens[trigger.head], hits.get(trigger.head)
        if (hit is None or not hit.pattern.line.governed) and not in_document(head):
            factors = _FACTORS_ALONE if trigger.alone or _times_another(head) else _FACTORS
            trigger = replace(trigger, score=trigger.score * factors.get(head.dep_, 1.0))
        trigger = _governed(trigger, head, hits)
        score = specificity_score(trigger.score, head, stated, alone=trigger.alone, governed=trigger.governed)
        if trigger.ontology in ontology.political and not trigger.topical:
            sentence = sentences.get(head.sent.start)
            if sentence is None:
                # In an article on topic the score is not lowered for its sentence.
                within = topic if topic.on_topic >= THRESHOLD else model.read(head.sent)
                sentence = sentences[head.sent.start] = within
            left = 1.0
            if topic.on_topic < THRESHOLD:
                left = loss_share(topic, trigger.event_type, trigger.modes, _parties(head), present=_in_present(head))
            score, why = reduced_score(score, topic, sentence, left)
            if accident := harmed_by_accident(head, trigger.event_type, topic):
                score, why = 0.0, accident
            trigger = replace(trigger, topic=why)
        trigger = replace(trigger, score=score)
        yield trigger


def _times_another(noun: Token) -> bool:
    """Return whether an event noun dates another event ("after the assassination of the king")."""
    after = noun.dep_ == "pobj" and noun.head.lower_ in TIMES
    return after and any(c.dep_ in ("prep", "poss") for c in noun.children)


def _in_present(head: Token) -> bool:
    """Return whether a trigger is in the present tense ("arrests", "is kidnapped")."""
    return any(t.tag_ in ("VBZ", "VBP") for t in (head, *head.children) if t.i == head.i or t.dep_ == "auxpass")


def _parties(head: Token) -> Iterator[str]:
    """Yield the lemmas of a trigger's subjects, objects and possessors, and of their compounds and appositions.

    A country as subject also yields "government".
    """
    found = arguments(head)
    if any(token.ent_type_ == "GPE" for token in found.get("subj", ())):
        yield "government"
    for token in chain(found.get("subj", ()), found.get("obj", ()), found.get("poss", ())):
        yield token.lemma_
        yield from (c.lemma_ for c in token.children if c.dep_ == "compound")
        yield from (c.lemma_ for c in token.children if c.dep_ == "appos")


def _decide(
    head: Token, hit: PatternMatch | None, guess: dict[str, float], ontology: Ontology, passage: int
) -> Trigger | None:
    """Return the trigger at a word, from its pattern and the classifier's probabilities; None if it is none."""
    best = max((t for t in guess if t != NONE and t in ontology.types), key=lambda t: guess[t], default=NONE)
    if hit is None:
        return _learned(head, best, guess[best], ontology, passage)
    if hit.event_type == NONE:
        return None
    if hit.event_type not in guess or (hit.pattern.over and ontology.owners[best] in hit.pattern.over):
        return _lexical(hit, hit.pattern.score, passage)
    if best != hit.event_type and guess[best] >= OVERRULED and hit.pattern.status is None:
        return _learned(head, best, guess[best], ontology, passage)
    return _lexical(hit, max(guess[hit.event_type], FLOOR * hit.pattern.score), passage)


def _lexical(hit: PatternMatch, score: float, passage: int) -> Trigger:
    head, pattern = hit.head, hit.pattern
    same = hit.event_type == pattern.event_type
    parts = [t.i for t in hit.parts if abs(t.i - head.i) <= REACH and t.dep_ in _WITHIN]
    return Trigger(
        passage=passage,
        start=min(head.i, *parts, head.i),
        end=max(head.i, *parts, head.i) + 1,
        head=head.i,
        event_type=hit.event_type,
        modes=pattern.modes if same else (),
        contexts=pattern.contexts,
        cameo=pattern.cameo if same else None,
        ontology=pattern.ontology,
        pattern=pattern.id,
        score=score,
        status=pattern.status,
        actor=pattern.actor,
        recipient=pattern.recipient,
        names=tuple(sorted({t.i for t in hit.parts})),
        governed=pattern.line.governed,
        unless=hit.unless,
        roles=pattern.roles,
        topical=bool(pattern.about),
        apart=pattern.apart if same else frozenset(),
        alone=pattern.alone,
        announced=not same or any(not c.forbids and {"aux", "neg"} & set(c.relations) for c in pattern.line.conditions),
    )


def _learned(head: Token, event_type: str, score: float, ontology: Ontology, passage: int) -> Trigger:
    kind = ontology.types[event_type]
    return Trigger(
        passage=passage,
        start=head.i,
        end=head.i + 1,
        head=head.i,
        event_type=event_type,
        modes=(),
        contexts=(),
        cameo=kind.cameo,
        ontology=ontology.owners[event_type],
        pattern=f"{event_type}: learned",
        score=score,
        status=None,
        actor=tuple(kind.actor),
        recipient=tuple(kind.recipient),
        roles=kind.roles,
        alone=kind.alone,
    )


def _shares_to(verb: Token) -> bool:
    """Return whether a verb has the "to" of an infinitive, its own or that of the conjunct before it."""
    bare = verb.tag_ == "VB" and verb.dep_ == "conj" and not any(c.dep_ == "aux" for c in verb.children)
    return bare or infinitive(verb)


def _governed(trigger: Trigger, head: Token, hits: dict[int, PatternMatch]) -> Trigger:
    """Return a trigger with the status and score that its governors give: requested, agreed, threatened, refused …"""
    owners = {part.i: hit for hit in hits.values() for part in hit.parts}
    step, described, timed = head, False, False
    for _ in range(DEPTH):
        if step.dep_ in ("ROOT", "nsubj", "nsubjpass", "agent") or is_semicolon_clause(step):
            break
        label, below, step = step.dep_, step, step.head
        owner = owners.get(step.i)
        described |= label == "relcl" and (owner is None or owner.head.i == head.i)
        timed |= label == "prep" and below.lower_ in ACCOMPANYING
        if label == "conj" and below.tag_ in _PAST_OR_PRESENT and step.tag_ == "VB":
            break  # "refused to go and attacked": the parser attached the second verb to the wrong conjunct
        above = hits.get(step.i) or owner
        if above is None or above.head.i == head.i or (label in ("advcl", "conj") and not _shares_to(below)):
            continue
        if described and above.pattern.complement != "negated":
            break
        if above.pattern.complement is not None and timed:
            break
        if above.pattern.complement is not None:
            return replace(trigger, score=trigger.score * 0.5, status=above.pattern.complement)
        if label == "ccomp" and below.tag_ in _PAST and above.pattern.event_type == NONE:
            continue  # "admitted that its soldiers killed four"
        left = BELOW if above.pattern.event_type != NONE else 1.0 if in_document(head) else BACKGROUND
        trigger = replace(trigger, score=trigger.score * left)
    return trigger
