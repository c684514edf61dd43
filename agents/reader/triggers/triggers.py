"""Which words of an article report an event, and of which type: the ontology's patterns at work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

import numpy as np

from agents.reader.ontology.packs import DEFAULT, NONE, Ontology, load
from agents.reader.relevance.article_topics import TextTopic, load_topics
from agents.reader.relevance.relevance import FROM, doubted, share
from agents.reader.syntax.arguments import arguments, infinitive
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText
from agents.reader.triggers.classifier import Classifier, load_classifier
from agents.reader.triggers.harm import harmed_by_accident
from agents.reader.triggers.matching import PatternMatch, candidates, match
from agents.reader.triggers.specificity import BESIDE, TIMES, in_document, is_specific, mentioned
from agents.reader.triggers.trigger import Trigger

REACH = 8
"""Tokens that a trigger may span from its head to the argument it names ("launched a wave of attacks")."""
DEPTH = 12
"""Governors looked at above a trigger."""
LEARNED = 0.5
"""Probability from which the classifier alone makes a trigger."""
OVERRULED = 0.75
"""Probability from which the classifier changes the type that the lexicon gave."""
FLOOR = 0.95
"""Share of a pattern's own score that it keeps where the classifier doubts it."""
BELOW = 0.8
"""Share of its score that an event keeps below another one."""
BACKGROUND = 0.4
"""Share of its score that an event keeps below a statement that is no event ("condolences over the attack")."""
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
"""Tags of a verb that cannot go on with a base form before it; the tagger takes some pasts for participles."""
_PAST = frozenset({"VBD", "VBN"})
_FACTORS_ALONE = {**_FACTORS, "pobj": 0.9, "dobj": 1.0}
_WITHIN = frozenset({"dobj", "prt", "compound", "amod"})


def find_triggers(
    page: ArticleText, ontology: Ontology | None = None, classifier: Classifier | None = None
) -> list[Trigger]:
    """Return the triggers of an article in order, one a token.

    `classifier` stands in for the shipped one.
    """
    return doc_triggers(page.story_docs, ontology or load(*DEFAULT), classifier)


def doc_triggers(docs: Sequence[Doc], ontology: Ontology, classifier: Classifier | None = None) -> list[Trigger]:
    """Return the triggers of an article's parsed passages."""
    classifier = classifier or load_classifier()
    topics = ontology.topics(docs)
    found = [match(doc, ontology, topics) for doc in docs]
    words = [candidates(doc, hits, seen) for doc, (hits, seen) in zip(docs, found, strict=True)]
    # All words of the article at once: the sums take longer to begin than to do.
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
            triggers += _weighed(docs[passage], decided, hits, ontology, topic)
    return triggers


def _weighed(
    doc: Doc, decided: Iterable[Trigger], hits: dict[int, PatternMatch], ontology: Ontology, topic: TextTopic
) -> Iterator[Trigger]:
    """Yield the triggers of a passage, as sure as what stands around them makes them."""
    stated = mentioned(doc)
    model, sentences = load_topics(), dict[int, TextTopic]()
    for trigger in decided:
        head, hit = doc.tokens[trigger.head], hits.get(trigger.head)
        if (hit is None or not hit.pattern.line.governed) and not in_document(head):
            factors = _FACTORS_ALONE if trigger.alone or _times_another(head) else _FACTORS
            trigger = replace(trigger, score=trigger.score * factors.get(head.dep_, 1.0))
        trigger = _under(trigger, head, hits)
        score = is_specific(trigger.score, head, stated, alone=trigger.alone, governed=trigger.governed)
        if trigger.ontology in ontology.political and not trigger.topical:
            sentence = sentences.get(head.sent.start)
            if sentence is None:
                # On topic nothing is lost, whatever the sentence is about.
                within = topic if topic.on_topic >= FROM else model.read(head.sent)
                sentence = sentences[head.sent.start] = within
            left = 1.0
            if topic.on_topic < FROM:
                left = share(topic, trigger.event_type, trigger.modes, _parties(head), present=_in_present(head))
            score, why = doubted(score, topic, sentence, left)
            if accident := harmed_by_accident(head, trigger.event_type, topic):
                score, why = 0.0, accident
            trigger = replace(trigger, topic=why)
        trigger = replace(trigger, score=score)
        yield trigger


def _times_another(noun: Token) -> bool:
    """ "After the assassination of the king": what another event is timed by has happened."""
    after = noun.dep_ == "pobj" and noun.head.lower_ in TIMES
    return after and any(c.dep_ in ("prep", "poss") for c in noun.children)


def _in_present(head: Token) -> bool:
    """ "Arrests", "is kidnapped"."""
    return any(t.tag_ in ("VBZ", "VBP") for t in (head, *head.children) if t.i == head.i or t.dep_ == "auxpass")


def _parties(head: Token) -> Iterator[str]:
    """Yield the lemmas of a trigger's subjects and objects, and of the words before them ("Minister Okoro").

    A country that acts is its government.
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
    """Return the trigger at a word, if lexicon and classifier together take it for one."""
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
    """Return whether a verb has, or takes from the verb before it, the "to" of an infinitive."""
    bare = verb.tag_ == "VB" and verb.dep_ == "conj" and not any(c.dep_ == "aux" for c in verb.children)
    return bare or infinitive(verb)


def _under(trigger: Trigger, head: Token, hits: dict[int, PatternMatch]) -> Trigger:
    """Return a trigger in the light of what governs it: asked for, agreed on, threatened, refused, considered …"""
    owners = {part.i: hit for hit in hits.values() for part in hit.parts}
    step, described, timed = head, False, False
    for _ in range(DEPTH):
        if step.dep_ in ("ROOT", "nsubj", "nsubjpass", "agent"):
            break
        label, below, step = step.dep_, step, step.head
        owner = owners.get(step.i)
        described |= label == "relcl" and (owner is None or owner.head.i == head.i)
        timed |= label == "prep" and below.lower_ in BESIDE
        if label == "conj" and below.tag_ in _PAST_OR_PRESENT and step.tag_ == "VB":
            break  # "refused to go and attacked": the parser hangs the second verb on the wrong first one
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
