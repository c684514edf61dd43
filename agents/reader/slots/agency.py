"""Agency: which words name a party that can act, who owns an act, and who is the agent of an event noun."""

from __future__ import annotations

from agents.reader.actors.actor_coding import code_actor
from agents.reader.lexicon.countries import nationality
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.slots.act_nouns import is_act_noun, target_of, victim_of
from agents.reader.syntax import clauses
from agents.reader.syntax.clause_argument import ClauseArgument, Relation
from agents.reader.syntax.clauses import governors, is_noun, is_verb
from agents.reader.syntax.complements import complements
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "agency.toml")
LIGHT = _DATA.words("light_verbs")
RESPONSIBLE = _DATA.word_lists("responsible")
NEVER_PARTICIPANTS = _DATA.words("never_participant_labels")
PARTICIPANT_LABELS = _DATA.words("participant_labels")
OWNERS = _DATA.words("prepositions_of_owners")
ABSTRACT = _DATA.read("abstract_endings", tuple[str, ...])
PEOPLE = _DATA.words("people", "bodies", "places")
WITH = frozenset({"with"})
FRONT = frozenset({"poss", "compound", "nmod", "amod"})
OF = frozenset({"of"})
GATHERINGS = _DATA.words("gatherings")
SOURCES = frozenset({"by", "from"})
OCCASIONS = _DATA.words("prepositions_of_occasions")
PARTITIVE = _DATA.words("partitives")
COUNTS = _DATA.words("counts")
RARELY_PEOPLE = _DATA.words("rarely_people")
PARTIES = frozenset({"person", "group"})
INANIMATE = _DATA.words("inanimate", "natural_causes", "weapons")
NATURAL_CAUSES = _DATA.words("natural_causes")
ENDS_OF_ORGANISATION_NAMES = _DATA.words("ends_of_organisation_names")
WEAPONS = _DATA.words("weapons")
EVENTS_BETWEEN_PARTIES = _DATA.words("events_between_parties")
COUNTRIES = frozenset({"GPE", "NORP"})
INANIMATE_LABELS = _DATA.words("inanimate_labels")


def can_act(token: Token) -> bool:
    """Return whether a word names a party that can act: a person, group, organisation or country."""
    return token.ent_type_ in PARTICIPANT_LABELS or code_actor(token.text).sector is not None


def is_party(head: Token) -> bool:
    """Return whether a phrase's head refers to a party or place: a name, a pronoun, a noun for people or bodies."""
    if head.tag_.startswith("PRP"):
        return True
    parts = complements(head, OF) if head.lemma_ in PARTITIVE or head.tag_ == "CD" else []
    if parts:
        return any(_names_party(f.token) for f in parts)
    return head.tag_ == "NNS" if head.lemma_ in COUNTS else _names_party(head)


def _names_party(head: Token) -> bool:
    if can_act(head) or head.lemma_.lower() in PEOPLE:
        return True
    if head.ent_type_ in NEVER_PARTICIPANTS or is_act_noun(head):
        return False
    party = noun_class(head.lemma_) in PARTIES and head.lemma_ not in RARELY_PEOPLE
    return party or code_actor(_kind(head)).sector is not None


def _kind(head: Token) -> str:
    """Return a noun's lemma with its compound modifiers ("fighter jet")."""
    kinds = [c.lower_ for c in head.children if c.dep_ == "compound" and c.i < head.i]
    return " ".join((*kinds, head.lemma_))


def is_inanimate(head: Token) -> bool:
    """Return whether a phrase's head is certainly an object or an abstract noun.

    False for a word that is in no list of nouns for people or for things.
    """
    if is_named_body(head):
        return False
    if (head.lemma_ in INANIMATE and not head.text.isupper()) or head.ent_type_ in INANIMATE_LABELS:
        return is_act_noun(head) or code_actor(_kind(head)).sector is None
    beside_a_name = head.tag_.startswith("NNP") and any(
        other.ent_type_ in PARTICIPANT_LABELS for other in head.conjuncts
    )
    if is_party(head) or not is_noun(head) or beside_a_name:
        return False
    return noun_class(head.lemma_) is not None or head.lemma_.endswith(ABSTRACT)


def is_named_body(head: Token) -> bool:
    """Return whether a capitalised noun inside a sentence is the name of an organisation.

    "Rand Water", "the Campaign for Clean Rivers", "the group Open Books"; not the name of a storm, book or law.
    """
    if not is_noun(head) or not head.text[:1].isupper() or not head.head.text.islower():
        return False
    if head.lemma_.lower() in NATURAL_CAUSES - ENDS_OF_ORGANISATION_NAMES or head.ent_type_ in NEVER_PARTICIPANTS | {
        "PERSON"
    }:
        return False
    if _is_described_as_organisation(head):
        return True
    if head.i == head.sent.start or (head.ent_type_ in INANIMATE_LABELS and head.lemma_.lower() not in PEOPLE):
        return False
    return (head.ent_type_ == "ORG" and head.tag_.startswith("NNP")) or _is_titled(head)


def _is_described_as_organisation(head: Token) -> bool:
    """Return whether a modifier or apposition calls a name an organisation ("the charity Open Books")."""
    said = [c for c in head.children if c.dep_ in ("compound", "nmod", "appos") and c.tag_ == "NN" and c.text.islower()]
    return any(noun_class(c.lemma_) == "group" or c.lemma_ in PEOPLE - COUNTS for c in said)


def _is_titled(head: Token) -> bool:
    """Return whether a name also has capitalised words before its noun, or after it with "for" or "of"."""
    return any(
        (c.dep_ == "compound" and c.tag_.startswith("NNP") and c.text[:1].isupper())
        or (c.lower_ in ("for", "of") and any(t.text[:1].isupper() and t.ent_type_ != "GPE" for t in c.children))
        for c in head.children
    )


def agent_of(noun: Token) -> ClauseArgument | None:
    """Return the agent of an event noun; None if it is not named."""
    by = complements(noun, frozenset({"by"}))
    return owner_of(noun) or next(iter(by), None) or _agent_by_verb(noun) or _modifier(noun) or _party_to_talks(noun)


def _party_to_talks(noun: Token) -> ClauseArgument | None:
    """Return the participant of a reciprocal event noun after "in" ("the city, in talks with the county, …")."""
    into = noun.head
    if noun.dep_ != "pobj" or into.lower_ != "in" or not complements(noun, WITH):
        return None
    found = clauses.agent(into.head) if is_verb(into.head) else ClauseArgument(into.head, "")
    if found is None or not is_party(found.token):
        return None
    return ClauseArgument(found.token, f"participant of the {noun.lower_!r}")


def owner_of(noun: Token) -> ClauseArgument | None:
    """Return the possessor of an event noun ("Chile's offer"); None for its victim and for a time ("Monday's")."""
    owner = clauses.child(noun, "poss")
    if owner is None or owner.ent_type_ in NEVER_PARTICIPANTS or victim_of(noun) is not None:
        return None
    return ClauseArgument(owner, f"owner of the {noun.lower_!r}")


def _modifier(noun: Token) -> ClauseArgument | None:
    """Return the agent among the modifiers of an event noun ("militant attacks", "an Israeli air strike")."""
    for c in noun.children:
        if c.i < noun.i and c.dep_ in ("amod", "compound", "nmod") and can_act(c) and not _is_place_or_victim(c, noun):
            return ClauseArgument(c, f"modifier of {noun.lower_!r}")
    return None


def _is_place_or_victim(name: Token, noun: Token) -> bool:
    """Return whether a modifier of an event noun is its place or victim ("the Bali bombing", "the Ruiz murder")."""
    if name.ent_type_ == "PERSON":
        return is_act_noun(noun)
    if (hit := target_of(noun)) is not None and hit.token == name:
        return True
    if noun.lemma_ in EVENTS_BETWEEN_PARTIES:
        return name.ent_type_ in COUNTRIES
    by_name = not name.text.replace(".", "").isupper() and nationality(name.text) is None
    return name.ent_type_ == "GPE" and by_name


def _agent_by_verb(noun: Token) -> ClauseArgument | None:
    """Return the agent of an event noun by a verb ("launched an attack", "an attack carried out by …")."""
    for c in noun.children:
        if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN":
            found = _responsible(c)
            if found is not None:
                return found
    for governor in governors(noun):
        if not is_verb(governor):
            continue
        if noun.dep_ in ("nsubj", "nsubjpass") and noun.head == governor:
            return _responsible(governor)
        if governor.lemma_ in LIGHT and not clauses.is_passive(governor) and _is_done_by(noun, governor):
            return clauses.agent(governor)
        return None
    return None


def _is_done_by(noun: Token, verb: Token) -> bool:
    """Return whether an event noun is the object of a verb, or of a preposition of it that does not mark an occasion.

    False for "had links to the attack" and "issued a warning after the attack".
    """
    while noun.dep_ == "conj" and noun.head.i < noun.i:
        noun = noun.head
    told = noun.dep_ == "pobj" and noun.head.head == verb and noun.head.lower_ not in OCCASIONS
    return told or noun.head == verb


def _responsible(verb: Token) -> ClauseArgument | None:
    blamed = complements(verb, RESPONSIBLE.get(verb.lemma_, frozenset()))
    if blamed:
        return blamed[0].of(verb)
    return clauses.agent(verb) if verb.lemma_ in LIGHT and clauses.is_passive(verb) else None


def named_owner(head: Token, *, acting: bool) -> tuple[Token, str]:
    """Return the named owner of an abstract noun and how it was found; else the noun itself and an empty text.

    For actors (`acting`), the owner is a possessive or follows "of", "by" or "from"; for an act with a victim it does
    not follow "of", which marks the victim.
    """
    known = is_party(head) or noun_class(head.lemma_) == "object" or head.lemma_ in GATHERINGS
    if known or not head.lemma_.endswith(ABSTRACT):
        return head, ""
    for c in head.children:
        if c.dep_ == "poss" and c.ent_type_ in PARTICIPANT_LABELS and victim_of(head) is None:
            return c, f", owner of the {head.lower_!r}"
    for found in complements(head, SOURCES if is_act_noun(head) else SOURCES | OF if acting else OWNERS):
        if found.token.ent_type_ in PARTICIPANT_LABELS:
            return found.token, f" {head.lower_!r}, {found.how}"
    return head, ""


def premodifiers(noun: Token) -> list[Token]:
    """Return the children of a noun and of its compound modifiers ("Chinese" in "a Chinese coast guard ship")."""
    near = list(noun.children)
    kinds = [c for c in near if c.dep_ == "compound" and c.i < noun.i]
    return [*near, *(c for kind in kinds for c in kind.children)]


def owning_party(thing: Token) -> ClauseArgument | None:
    """Return the owner of a thing ("Peru's offer", "Danish ships", "proposals by the unions"); None if not named."""
    victim = victim_of(thing)
    for c in premodifiers(thing):
        named = c.ent_type_ in PARTICIPANT_LABELS or (c.dep_ == "poss" and can_act(c))
        if c.dep_ in FRONT and c.i < thing.i and named and (victim is None or victim.token != c):
            return ClauseArgument(c, f"owner of the {thing.lower_!r}")
    for found in (*complements(thing, frozenset() if is_act_noun(thing) else OF), *complements(thing, SOURCES)):
        token = found.token
        is_part = found.relation is Relation.AFTER_OF
        if token.ent_type_ in PARTICIPANT_LABELS or (not is_part and is_noun(token) and is_party(token)):
            return found.of(thing)
    return None
