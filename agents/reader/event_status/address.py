"""Status of text that addresses the reader or states a general truth: advice, recipes, columns, reviews, explainers.

"Kill the heat", "your boss promised you a rise", "I signed an alliance with the pirates", "ants attack the nest".
Words are in `address.toml`. Quotations are excluded: a witness may say "they attacked us".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import is_noun, is_verb
from agents.reader.syntax.tree import Doc, Token

_DATA = data_file(__file__, "address.toml")
SECOND_PERSON, FIRST_PERSON, PERIODS, RECURRENT = map(
    _DATA.words, ("second_person", "first_person", "periods", "recurrent")
)
GENERAL_TYPES = _DATA.words("general_types")
_PARTIES = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "agent", "prep", "pobj", "poss", "appos", "conj"})
_BEFORE = frozenset({"do", "not", "n't", ",", "-", "never", "please", "always", "then", "just"})
_QUOTES = frozenset('"“”')
_NAMES = frozenset({"GPE", "LOC", "FAC", "PERSON", "ORG", "NORP", "DATE", "TIME", "CARDINAL", "EVENT"})


def status_of_address(head: Token, event_type: str) -> StatusDecision | None:
    """Return "hypothetical" for a habit, an instruction, an act of the reader or writer, or a general truth.

    None if the rules do not apply.
    """
    if (often := _repeated(head)) is not None:
        return StatusDecision("hypothetical", f"recurrent: {often!r}")
    if not is_verb(head) or head.i in _quoted(head.doc):
        return None
    if _is_instruction(head):
        return StatusDecision("hypothetical", f"instruction: {head.text!r}")
    if (party := next((t for t in _parties(head) if _is_spoken(t)), None)) is not None:
        told = "addressed to the reader" if party.lower_ in SECOND_PERSON else "about the author"
        return StatusDecision("hypothetical", f"{told}: {party.text!r}")
    if event_type in GENERAL_TYPES and _is_general(head):
        return StatusDecision("hypothetical", f"general statement: {head.text!r}")
    return None


@lru_cache(maxsize=1)
def _quoted(doc: Doc) -> frozenset[int]:
    """Return the indices of the tokens between quotation marks of a passage. Cached, since every verb needs them."""
    inside, found = False, set()
    for token in doc.tokens:
        if inside:
            found.add(token.i)
        inside ^= not _QUOTES.isdisjoint(token.text)
    return frozenset(found)


def _is_instruction(verb: Token) -> bool:
    """Return whether a verb is an imperative: a base form without a subject that opens its sentence or is conjoined."""
    first = verb
    while first.dep_ == "conj" and first.tag_ == "VB" and first.head.i != first.i:
        first = first.head
    if verb.tag_ != "VB" or first.tag_ != "VB" or first.dep_ != "ROOT":
        return False
    before = (c for c in first.children if c.i < first.i)
    return all(c.dep_ == "advmod" or c.lower_ in _BEFORE for c in before) and not _has_subject(verb)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


def _parties(head: Token) -> Iterator[Token]:
    """Yield the pronouns among a verb's subjects, objects and prepositional objects, and their possessives."""
    for child in head.children:
        if child.dep_ in _PARTIES:
            below = (c for c in child.children if c.dep_ in ("poss", "pobj", "conj"))
            yield from (t for t in (child, *below) if t.tag_ in ("PRP", "PRP$"))


def _is_spoken(pronoun: Token) -> bool:
    """Return whether a pronoun refers to the reader or writer.

    A possessive does not if the sentence has a place or date: "my brother was killed in Taiz in 2021".
    """
    if pronoun.tag_ == "PRP$" and pronoun.lower_ in FIRST_PERSON:
        return not any(t.ent_type_ in ("GPE", "DATE") for t in pronoun.sent)
    return pronoun.lower_ in SECOND_PERSON or pronoun.lower_ in FIRST_PERSON


def _repeated(head: Token) -> str | None:
    """Return the time expression that makes an event recurrent ("on Mondays", "each year"), if there is one."""
    for child in head.children:
        times = child.children if child.dep_ == "prep" else (child,) if child.dep_ == "npadvmod" else ()
        for noun in times:
            if noun.lower_ in RECURRENT:
                return noun.text
            if noun.lemma_ in PERIODS and any(c.lower_ in ("each", "every") for c in noun.children):
                return f"each {noun.text}"
    return None


def _is_bare_person(subject: Token) -> bool:
    bare = (
        subject.dep_ == "nsubj"
        and subject.tag_ == "NN"
        and not any(c.dep_ in ("det", "poss") for c in subject.children)
    )
    return bare and noun_class(subject.lemma_) in ("person", "group")


def _is_general(verb: Token) -> bool:
    """Return whether a present-tense verb states a general truth: its sentence has no name, place, time or number."""
    sentence = verb.sent
    present = verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if any(_is_bare_person(c) for c in verb.children):
        return False  # "Gang kills priest.": a headline with a full stop
    if not present or sentence[-1].text not in (".", "!", "?"):
        return False
    return not any(t.ent_type_ in _NAMES or (is_noun(t) and t.tag_ == "NNP") for t in sentence)
