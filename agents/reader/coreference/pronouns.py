"""Resolution of third-person pronouns with an unambiguous antecedent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from agents.reader.actors.sectors import term
from agents.reader.actors.segments import words_of
from agents.reader.coreference.descriptions import Words
from agents.reader.entities.people import name_words
from agents.reader.lexicon.name_parts import Gender, given_names, titles
from agents.reader.syntax.sentences import MEMBERS
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity, Mention

GENDERS: Mapping[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
THINGS = frozenset({"it", "its", "itself"})
GROUPS = frozenset({"they", "them", "their", "themselves"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OBJECTS = frozenset({"dobj", "dative", "pobj"})
SOMEBODY, PEOPLE = "?", "??"
"""Placeholders for the ids of an unnamed person and of unnamed people."""
UNNAMED = {"NN": SOMEBODY, "NNS": PEOPLE}
PRONOUNS = frozenset({"PRP", "PRP$"})
BESIDE = frozenset({"appos", "attr", "compound", "nmod"})
"""Relations of a noun that describes a name."""
LONGEST_ADDRESS = 14
"""Number of characters before a name that are searched for a form of address."""
REACH = 2
"""Number of preceding sentences that are searched for an antecedent."""


class _Candidate(NamedTuple):
    sentence: int
    id: str
    subject: bool
    token: Token


def resolve_pronouns(article_text: ArticleText, entities: Sequence[Entity], named: Words) -> Words:
    """Return the pronouns that can refer to one entity only, with its id.

    The nearest sentence with a matching entity decides: its only such entity, else its subject. Pronouns inside
    quotation marks are not resolved, since they are the speaker's.
    """
    by_id = {entity.id: entity for entity in entities}
    genders = _genders(article_text, entities)
    found: dict[Token, str] = {}
    recent: list[_Candidate] = []
    quoted = False
    for number, (_, sentence) in enumerate(article_text.sentences()):
        if sentence.start == 0:
            quoted = False
        recent = [c for c in recent if number - c.sentence <= REACH]
        for token in sentence:
            if token.text == '"':
                quoted = not quoted
            id_ = named.get(token)
            if id_ is None and token.tag_ in PRONOUNS and not quoted:
                id_ = _antecedent(number, token, recent, by_id, genders)
                if id_ is not None:
                    found[token] = id_
            if id_ is None and token.tag_ in UNNAMED and token.dep_ not in BESIDE and _is_for_people(token.lower_):
                id_ = UNNAMED[token.tag_]
            if id_ is not None:
                recent.append(_Candidate(number, id_, _is_subject(token), token))
    return found


def _antecedent(
    number: int,
    token: Token,
    recent: Sequence[_Candidate],
    by_id: Mapping[str, Entity],
    genders: Mapping[str, Gender],
) -> str | None:
    word = token.lower_
    other = SOMEBODY if word in GENDERS else PEOPLE if word in GROUPS else None
    fitting = [c for c in recent if c.id == other or _fits(word, by_id.get(c.id), genders.get(c.id))]
    fitting = [c for c in fitting if not _does_it_to(c.token, token)]
    if word in ("it", "they", "them"):
        # Beyond their own sentence these often refer to a clause, or to unnamed people.
        fitting = [c for c in fitting if c.sentence == number]
    for sentence in sorted({c.sentence for c in fitting}, reverse=True):
        here = [c for c in fitting if c.sentence == sentence]
        if word in GROUPS and any(c.id == PEOPLE for c in here):
            return None
        if word in THINGS or word in GROUPS:
            # A sentence names many things; only its subject is an unambiguous antecedent.
            here = [c for c in here if c.subject]
        if len({c.id for c in here}) > 1:
            here = [c for c in here if c.subject]
        only = {c.id for c in here}
        return only.pop() if len(only) == 1 and SOMEBODY not in only else None
    return None


def _is_subject(token: Token) -> bool:
    """Return whether a token is a subject or one of several joined by "and"."""
    for _ in range(MEMBERS):
        if token.dep_ != "conj" or token.head.i > token.i:
            break
        token = token.head
    return token.dep_ in SUBJECTS


def _does_it_to(other: Token, pronoun: Token) -> bool:
    """Return whether a word is the subject of the verb whose object is the pronoun ("the judge freed her")."""
    if pronoun.tag_ != "PRP" or pronoun.lower_.endswith(("self", "selves")) or other.dep_ not in SUBJECTS:
        return False
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    return pronoun.dep_ in OBJECTS and other.head == verb


@lru_cache(maxsize=10_000)
def _is_for_people(noun: str) -> bool:
    """Return whether a noun names a person or people ("journalist", "migrants"), and so can be an antecedent."""
    known = term([noun])
    return known is not None and bool(known.kinds & {"people", "office"}) and not known.kinds & {"body", "thing"}


def _fits(word: str, entity: Entity | None, gender: Gender | None) -> bool:
    if entity is None:
        return False
    if word in GENDERS:
        return entity.label == "PERSON" and gender in (None, GENDERS[word])
    if word in THINGS:
        return entity.label in ("ORG", "GPE")
    return word in GROUPS and entity.label in ("ORG", "NORP")


def _genders(article_text: ArticleText, entities: Sequence[Entity]) -> dict[str, Gender]:
    """Return entity ids to gender, by form of address, role or given name; unknown ones are left out."""
    found: dict[str, Gender] = {}
    for entity in entities:
        if entity.label == "PERSON":
            words, _ = name_words(entity.name)
            said = [_address(article_text, mention) for mention in entity.mentions]
            said += [titles().get(word.lower()) for word in words_of(entity.role or "")]
            said += [given_names().get(words[0])] if words else []
            if (gender := next((g for g in said if g is not None), None)) is not None:
                found[entity.id] = gender
    return found


def _address(article_text: ArticleText, mention: Mention) -> Gender | None:
    """Return the gender of a form of address just before or at the start of a mention; None without one."""
    before = article_text.slice(mention.field, max(0, mention.start - LONGEST_ADDRESS), mention.start).split()
    near = [*before[-1:], *mention.text.split()[:1]]
    return next((g for word in near if (g := titles().get(word.lower().rstrip(".")))), None)
