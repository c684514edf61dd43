"""The noun that a number counts, and the verb or noun that gives the kind of count, from the dependency parse."""

from __future__ import annotations

from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.numbers.quantities import DATA, QUANTIFIERS
from agents.reader.syntax.sentences import LONGEST, subtree
from agents.reader.syntax.tree import Span, Token


def _kinds(table: str) -> dict[str, str]:
    return {word: kind for kind, words in DATA.word_lists(table).items() for word in words}


_DONE_TO, _DONE_BY, _NOUNS, _STATES, _ROLES = (_kinds(t) for t in ("done_to", "done_by", "nouns", "states", "roles"))
_PEOPLE = DATA.words("people.nouns")
_OTHERS = DATA.words("people.others")
_NOT_PEOPLE = DATA.words("people.not_people")
_ENDINGS = DATA.read("people.endings", tuple[str, ...])
_PERSONAL = DATA.words("personal.words")
_TOTAL_NOUNS, _TOTAL_VERBS = DATA.words("totals.nouns"), DATA.words("totals.verbs")
_SIGNS = DATA.read("totals.signs", tuple[str, ...])
_GROUPS = DATA.words("people.groups")
_PARTS = DATA.words("people.parts")
_SUFFERING, _INJURIES = DATA.words("injuries.verbs"), DATA.words("injuries.nouns")
_LIFE = DATA.words("lives.verbs")
_MORE = "more"
_ALL = frozenset({"all"})
_REACH = 4
"""A noun fewer than this many tokens after a number can be counted by it without a dependency."""
_CHAIN = 12
"""Most conjuncts that are followed to the first one."""


def is_person(token: Token) -> bool:
    """Return whether a noun is for people: by the word lists, or a plural name of a people ("Kurds")."""
    if token.lower_ == "by" and token.i > 1 and token.nbor(-2).lemma_ == "passer":
        return True  # "two passers-by"
    if token.tag_ in ("NN", "NNS") and noun_class(token.lemma_) == "person":
        return token.lemma_ not in _NOT_PEOPLE
    if token.tag_ == "NNP" and token.lower_[-1:] == "s" and noun_class(token.lower_[:-1]) == "person":
        return True  # the tagger takes "Sherpas" for a singular
    return token.lemma_ in _PEOPLE or token.tag_ == "NNPS" or token.ent_type_ == "NORP"


def may_be_people(token: Token) -> bool:
    """Return whether a word is for people if it is killed, hurt or the like; also bare numbers and "others"."""
    if is_person(token) or token.tag_ == "CD" or token.lower_ in QUANTIFIERS or token.lower_ in _OTHERS:
        return True
    return token.tag_[:2] == "NN" and token.lower_.endswith(_ENDINGS) and noun_class(token.lemma_) != "object"


def may_be_victims(token: Token) -> bool:
    """Return whether a word can be for people as the object of "killed": any noun not known for something else."""
    if may_be_people(token):
        return True
    if noun_class(token.lemma_) == "object":
        return False
    return token.tag_ in ("NN", "NNS") and token.lemma_ not in _NOT_PEOPLE and token.ent_type_ == ""


def head_noun(numeral: Span) -> Token:
    """Return the noun that a number counts ("at least nine *soldiers*"), or the number itself without one."""
    root, last = numeral.root, numeral[-1]
    for of in last.children:
        if of.lower_ == "of" and of.i > last.i:
            return next((t for t in of.children if t.dep_ == "pobj"), root)
    noun_or_state = root.head.tag_[:2] == "NN" or root.head.lower_ in _STATES
    if root.head.i > last.i and noun_or_state and root.dep_ != "nsubj":
        return root.head
    if root.dep_ == "nummod" and root.head.lower_ == _MORE:
        return root.head
    for token in root.doc[last.i + 1 : last.i + _REACH]:
        if token.tag_ in ("NNS", "NNPS") or token.lower_ in _STATES:
            return token
        if token.tag_ not in ("JJ", "NN", "NNP") and token.lower_ != "of":
            break
    return root


def is_part(numeral: Token, noun: Token) -> bool:
    """Return whether a number is the whole of which another word takes a part: "half of the 200 prisoners"."""
    of = noun.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or numeral.head is not noun:
        return False
    definite = any(c.dep_ == "det" and c.i < numeral.i for c in noun.children)
    return definite and of.head.lower_ in _PARTS


def governor(counted: Token) -> tuple[Token, str] | None:
    """Return the verb, noun or adjective that gives the kind of count, and the kind; None if there is none."""
    token = counted
    for _ in range(_CHAIN):
        found = _own(token) or _above(token)
        if found:
            personal = found[0].lemma_ in _PERSONAL or found[0].lower_ in _PERSONAL
            personal = personal and counted.lemma_ != "life"
            negated = any(t.dep_ == "neg" for t in found[0].children)
            return None if negated or (personal and not is_person(counted)) else found
        step = _step(token)
        if step is None:
            break
        token = step
    return (counted, _ROLES[counted.lemma_]) if counted.lemma_ in _ROLES else None


def _step(token: Token) -> Token | None:
    """Return the word that holds the number's place in the clause ("nine *soldiers* and two guides")."""
    if token.dep_ == "conj" and token.head.tag_[:2] != "VB":
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        of = token.head.head
        numbered = token.tag_ == "CD" or any(c.dep_ == "nummod" for c in token.children)
        if of.lower_ in QUANTIFIERS | _ALL or of.tag_ == "CD" or (numbered and of.lower_ in _GROUPS):
            return of
    said_who = token.dep_ == "appos" and token.tag_[:2] == "NN" and token.head.tag_ == "NNS"
    return token.head if said_who and is_person(token.head) else None


def _noun(token: Token) -> str | None:
    """Return the kind of count of an event noun, by its form or its lemma (which is wrong for "loss")."""
    return _NOUNS.get(token.lower_) or _NOUNS.get(token.lemma_)


def is_very_long(token: Token) -> bool:
    """Return whether a word heads a very long list; reading its children for each item would cost too much."""
    return bool(token.right_edge.i - token.left_edge.i > LONGEST)


def _own(token: Token) -> tuple[Token, str] | None:
    """Return the kind from the counted word or its modifiers: "12 arrests", "nine dead", "40 people killed"."""
    kind = _noun(token) or _STATES.get(token.lower_)
    if kind:
        return token, kind
    if is_very_long(token):
        return None
    for child in token.children:
        if child.dep_ in ("amod", "acl", "relcl", "oprd", "advcl", "appos") and (found := _clause(child)):
            return found
    return None


def _clause(word: Token) -> tuple[Token, str] | None:
    if word.lower_ in _STATES and (word.tag_ in ("JJ", "VBN") or word.dep_ == "amod"):
        return word, _STATES[word.lower_]
    if any(t.dep_ in ("nsubj", "nsubjpass") and t.tag_ not in ("WP", "WDT") for t in word.children):
        return None  # "four officers, two of whom died"
    if word.lemma_ in _DONE_BY and word.dep_ in ("relcl", "acl"):
        return word, _DONE_BY[word.lemma_]
    passive = word.tag_ == "VBN" and not any(t.lemma_ == "have" for t in word.children)
    return (word, _DONE_TO[word.lemma_]) if passive and word.lemma_ in _DONE_TO else None


def _above(token: Token) -> tuple[Token, str] | None:
    """Return the kind from the governors of the counted word: "were killed", "killing nine", "the deaths of nine"."""
    head, role = token.head, token.dep_
    if role in ("nsubj", "nsubjpass"):
        return _as_subject(head, role == "nsubjpass")
    if role in ("dobj", "oprd", "attr", "dative"):
        if token.lemma_ == "life" and head.lemma_ in _LIFE:
            return head, "killed"
        if _to_death(head):
            return head, "killed"
        if head.lemma_ in _DONE_TO:
            return head, _DONE_TO[head.lemma_]
        return _state_of(head)
    if role == "advmod" and token.lower_ == _MORE and head.lemma_ in _DONE_TO:
        return head, _DONE_TO[head.lemma_]
    if role == "pobj" and head.lower_ == "of":
        noun = head.head
        if noun.lemma_ == "life" and noun.head.lemma_ in _LIFE:
            return noun.head, "killed"
        kind = _noun(noun)
        return (noun, kind) if kind else _toll(noun)
    if role == "pobj" and head.lower_ in ("to", "at") and not is_very_long(head.head):
        return next(filter(None, (_toll(t) for t in head.head.children)), None)
    return None


def _to_death(verb: Token) -> bool:
    """Return whether a verb has "to death" ("hacked to death", "beat two men to death")."""
    to = (t for t in verb.children if t.dep_ == "prep" and t.lower_ == "to")
    return any(t.lemma_ == "death" for preposition in to for t in preposition.children)


def _as_subject(verb: Token, passive: bool) -> tuple[Token, str] | None:
    if passive and _to_death(verb):
        return verb, "killed"
    if verb.lower_ in _STATES and verb.tag_ == "JJ":
        return verb, _STATES[verb.lower_]
    if verb.lemma_ in _DONE_TO and (passive or (verb.tag_ == "VBN" and not _helped(verb))):
        return verb, _DONE_TO[verb.lemma_]
    if verb.lemma_ in _SUFFERING and any(t.dep_ == "dobj" and t.lemma_ in _INJURIES for t in verb.children):
        return verb, "injured"
    if verb.lemma_ == "lose" and any(t.dep_ == "dobj" and t.lemma_ == "life" for t in verb.children):
        return verb, "killed"
    for word in [verb, *(t for t in verb.children if t.dep_ == "xcomp")]:
        if word.lemma_ in _DONE_BY:
            return word, _DONE_BY[word.lemma_]
    has_object = not passive and any(t.dep_ == "dobj" for t in verb.children)
    return None if has_object else _state_of(verb)  # "two men shot dead a guard": the guard is dead


def _helped(verb: Token) -> bool:
    return any(t.dep_ in ("aux", "auxpass") for t in verb.children)


def _state_of(verb: Token) -> tuple[Token, str] | None:
    """Return the kind from a predicative adjective ("left nine people dead", "nine are dead")."""
    for child in verb.children:
        if child.dep_ == "advcl" and any(t.dep_ in ("nsubj", "nsubjpass") for t in child.children):
            continue
        if child.dep_ in ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl") and child.lower_ in _STATES:
            return child, _STATES[child.lower_]
    return None


def _toll(noun: Token) -> tuple[Token, str] | None:
    """Return the kind of a toll ("a death toll of 40", "brought the number of wounded to 40")."""
    if noun.lemma_ not in _TOTAL_NOUNS:
        return None
    for word in subtree(noun):
        kind = _noun(word) or _STATES.get(word.lower_)
        if kind:
            return noun, kind
    return (noun, "killed") if noun.lemma_ == "toll" else None


def is_total(counted: Token, said: Token | None) -> bool:
    """Return whether a count is a running total: "bringing the toll to 40", "has killed 1,200 since 2014"."""
    if said is not None and said.lemma_ in _TOTAL_NOUNS:
        return counted.head.lower_ != "of" or said.head.lemma_ in _TOTAL_VERBS
    if said is None:
        return False
    clause = " ".join(t.lower_ for t in subtree(said))
    return any(f" {sign} " in f" {clause} " for sign in _SIGNS)
