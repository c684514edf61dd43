"""Definite descriptions of entities that the article names: "the army chief", "the ministry", "the group"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agents.reader.actors.actor_coding import code_actor
from agents.reader.actors.sectors import SectorTerm, singular
from agents.reader.actors.segments import segments, words_of
from agents.reader.lexicon.name_parts import hypernyms
from agents.reader.syntax.tree import Span, Token
from agents.reader.text.article_text import ArticleText
from streams.contract.records import Entity

Words = Mapping[Token, str]
"""Tokens of an article to the id of the entity that they refer to."""
MANY = 30
"""A noun that describes more entities than this is treated as ambiguous."""
SINGULAR = frozenset({"NN", "NNP"})
_JOINT = re.compile(r"[-/&'’]")
DEFINITE = frozenset({"the", "this", "that", "his", "her", "its", "their", "these", "those"})
STATE, ARMED = frozenset({"MIL", "COP", "GOV"}), frozenset({"REB", "UAF", "CRM"})
"""PLOVER sectors of the state and of its opponents: "the army" is not a rebel National Liberation Army."""
INDEFINITE = frozenset({"a", "an", "another", "every", "each", "no"})


def resolve_descriptions(article_text: ArticleText, entities: Sequence[Entity], named: Words) -> Words:
    """Return the heads of the descriptions that fit exactly one entity, with its id.

    `named` are the words of the names. In the text an entity can be described only after its first mention; in the
    title, every entity of the article can be.
    """
    labels = {entity.id: entity.label for entity in entities}
    index = _index(entities)
    endings = {_ending(noun) for noun in index}
    seen: set[str] = set()
    found: dict[Token, str] = {}
    for passage in article_text.passages:
        headline = passage.field == "title"
        for token in passage.doc.tokens:
            if token in named:
                seen.add(named[token])
            elif token.tag_ not in SINGULAR or _ending(token.lower_) not in endings:
                continue
            elif (own := _own_name(token, named, labels)) is not None:
                found[token] = own
            elif (phrase := _description(token, headline)) is not None and (wanted := _wanted(phrase)) is not None:
                inside = {i for t in phrase if (i := named.get(t)) is not None}
                bodies = {i for i in inside if labels[i] not in ("GPE", "NORP")}
                fitting = [e.id for e in index.get(wanted.noun, ()) if _fits(wanted, e) and (headline or e.id in seen)]
                if len(fitting) == 1 and bodies <= set(fitting):
                    found[token] = fitting[0]
    return found


def _own_name(noun: Token, named: Words, labels: Mapping[str, str]) -> str | None:
    """Return the person that an apposition names ("the party's spokesman on defence, Imran Dogar"), if there is one.

    The parser may attach the name to the noun in between.
    """
    if noun.dep_ == "compound":
        return None
    inner = [t for c in noun.children if c.dep_ == "prep" and c.i > noun.i for t in c.children if t.dep_ == "pobj"]
    for holder in (noun, *inner):
        for c in holder.children:
            person = labels.get(named.get(c, "")) == "PERSON"
            if person and c.dep_ == "appos" and c.i > holder.i and noun.doc[c.left_edge.i - 1].text == ",":
                return named[c]
    return None


def _index(entities: Sequence[Entity]) -> Mapping[str, Sequence[Entity]]:
    """Return nouns to the entities that they can describe: nouns of their names, roles and sectors."""
    index: dict[str, dict[str, Entity]] = {}
    for entity in entities:
        text = (entity.role or "") if entity.label == "PERSON" else entity.name
        nouns = [singular(word.lower()) for word in words_of(text)]
        if entity.label == "ORG":
            nouns += [noun for noun, sectors in hypernyms().items() if entity.sector in sectors]
        for noun in nouns:
            index.setdefault(noun, {})[entity.id] = entity
    return {noun: list(ids.values()) for noun, ids in index.items() if len(ids) <= MANY}


@lru_cache(maxsize=20_000)
def _ending(noun: str) -> str:
    """Return the singular of the last part of a hyphenated lower-case noun ("vice-presidents": "president")."""
    return singular(_JOINT.split(noun)[-1])


def _description(token: Token, headline: bool) -> Span | None:
    """Return the phrase of a singular noun with a definite article or possessor; headlines need no article."""
    if token.dep_ == "compound" and token.head.i > token.i:
        return None
    definite = headline
    for c in token.lefts:
        if c.lower_ in INDEFINITE:
            return None
        definite |= c.lower_ in DEFINITE or c.dep_ == "poss"
    if not definite:
        return None
    return token.doc[token.left_edge.i : token.i + 1]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The properties that a description requires of its entity."""

    term: SectorTerm | None
    noun: str
    country: str | None
    complement: bool
    owner: Token | None
    """The possessor: "party" in "the party's spokesman"."""


def _wanted(phrase: Span) -> _Wanted | None:
    parts = segments(phrase.text, None)
    if not parts:
        return None
    noun = singular(parts[-1].words[-1].lower())
    value = parts[-1].value
    term = value if isinstance(value, SectorTerm) else None
    if term is None and noun not in hypernyms():
        return None
    complement = any(child.lower_ == "of" for child in phrase.root.children)
    owner = next((child for child in phrase.root.children if child.dep_ == "poss"), None)
    return _Wanted(term, noun, code_actor(phrase.text).country, complement, owner)


def _fits(wanted: _Wanted, entity: Entity) -> bool:
    if wanted.country is not None and entity.country not in (None, wanted.country):
        return False
    term = wanted.term
    if entity.label == "PERSON":
        held = term is not None and "office" in term.kinds and _within(term.words, entity.role or "")
        return held and not _is_of_another(wanted, entity.role or "")
    if entity.label != "ORG":
        return False
    if term is not None and "body" in term.kinds and _within(term.words, entity.name):
        return not (term.sector in STATE and entity.sector in ARMED)
    return not wanted.complement and entity.sector is not None and entity.sector in hypernyms().get(wanted.noun, ())


def _is_of_another(wanted: _Wanted, role: str) -> bool:
    """Return whether the office belongs to another body than the role's: "the party's spokesman", "army spokesman"."""
    owner, office = wanted.owner, wanted.term.words if wanted.term is not None else ()
    others = [word.lower() for word in words_of(role) if word.lower() not in office]
    if owner is None or not others or owner.lower_ in others or owner.tag_.startswith("PRP"):
        return False
    sectors = {sector for word in others if (sector := code_actor(word).sector) is not None}
    mine = code_actor(owner.text).sector
    return bool(sectors) and (mine not in sectors if mine is not None else owner.tag_.startswith("NNP"))


def _within(words: Sequence[str], name: str) -> bool:
    """Return whether a role or name contains the words of a title, in order and adjacent."""
    text = [word.lower() for word in words_of(name)]
    size = len(words)
    return any(tuple(text[i : i + size]) == tuple(words) for i in range(len(text) - size + 1))
