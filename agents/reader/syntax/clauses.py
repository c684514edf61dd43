"""Agent, patient and subject of a verb, through passives, control, relative clauses and coordination.

Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

from collections.abc import Iterator

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.accusations import blamed_for
from agents.reader.syntax.clause_argument import ClauseArgument, Relation, argument
from agents.reader.syntax.lists import conjuncts
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "clauses.toml")
OBJECT_CONTROL = _DATA.words("object_control")
DOCUMENTS = _DATA.words("documents")
JUDGING = _DATA.words("judging")
SERVING = _DATA.words("serving")
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "dative"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
CLIMB = 12
"""Governors that are followed at most; news sentences nest less, hostile input may nest more."""


def is_verb(token: Token) -> bool:
    """Return whether a token is a verb form; participles used as adjectives are not."""
    return token.tag_.startswith("VB") and token.dep_ not in ("amod", "compound")


def is_noun(token: Token) -> bool:
    """Return whether a token is a common or proper noun."""
    return token.tag_.startswith("NN")


def child(token: Token, *deps: str) -> Token | None:
    """Return the first child with one of these labels."""
    for c in token.children:
        if c.dep_ in deps:
            return c
    return None


def governors(token: Token) -> Iterator[Token]:
    """Yield the governors of a token, nearest first, at most `CLIMB`."""
    for _ in range(CLIMB):
        if token.head is token:
            return
        token = token.head
        yield token


def has_subject_and_object(verb: Token) -> bool:
    """Return whether an active verb has an object, and a subject that is not a pronoun: it states its own event."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.tag_ not in ("PRP", "WDT", "WP") and child(verb, "dobj") is not None


def is_passive(verb: Token) -> bool:
    """Return whether a verb is passive, with or without auxiliary."""
    if child(verb, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.tag_ != "VBN" or child(verb, "aux", "nsubj"):
        return False
    if verb.dep_ == "conj" and is_verb(verb.head):
        return is_passive(verb.head) and verb.head.tag_ == "VBN"
    if verb.dep_ in ("oprd", "xcomp", "ccomp", "acomp"):
        return child(verb.head, "auxpass") is not None  # "were reported killed"
    return verb.dep_ in ("acl", "advcl", "ROOT")


def agent(verb: Token) -> ClauseArgument | None:
    """Return the logical subject of a verb: the "by" phrase of a passive, else the subject; None if there is none."""
    if _qualifies_its_object(verb):
        return None
    if is_passive(verb):
        by = child(verb, "agent") or next((c for c in verb.children if c.lower_ == "by" and c.dep_ == "prep"), None)
        obj = child(by, "pobj") if by else None
        return ClauseArgument(obj, "after 'by' of the passive") if obj else _shared_agent(verb)
    return subject(verb)


def _qualifies_its_object(verb: Token) -> bool:
    """Return whether a participle modifies its object although it is parsed as a verb: "helps wounded soldiers"."""
    if verb.tag_ not in ("VBN", "VBD") or child(verb, "dobj") is None:
        return False
    auxiliaries = [c.lemma_ for c in verb.children if c.dep_ == "aux"]
    inner = verb.dep_ == "xcomp" and verb.head.i == verb.i - 1 and is_verb(verb.head)
    return "help" in auxiliaries or (inner and not auxiliaries)


def _shared_agent(verb: Token) -> ClauseArgument | None:
    """Return the "by" phrase of a coordinated passive: "arrested and charged by police"; None after a complement."""
    if child(verb, "prep", "npadvmod", "oprd", "dobj") is not None:
        return None
    for other in conjuncts(verb)[1:]:
        by = child(other, "agent")
        obj = child(by, "pobj") if by else None
        if obj and is_verb(other):
            return ClauseArgument(obj, f"after 'by' of the coordinated {other.lower_!r}")
    return None


def patient(verb: Token) -> ClauseArgument | None:
    """Return the logical object of a verb: the subject of a passive, else the object; None if there is none."""
    if verb.dep_ == "amod" and verb.tag_ == "VBN" and is_noun(verb.head):
        return ClauseArgument(verb.head, "noun that the participle modifies")
    if is_passive(verb):
        return subject(verb)
    for c in verb.children:
        if c.dep_ == "dative" and c.lower_ not in ("to", "for"):
            return ClauseArgument(c, "indirect object")
    obj = child(verb, "dobj")
    if obj and obj.lower_ in RELATIVE and verb.dep_ == "relcl":
        return ClauseArgument(verb.head, "antecedent of the relative object")
    if obj:
        return argument(obj, Relation.OBJECT)
    if verb.dep_ == "relcl" and _has_own_subject(verb) and not child(verb, "ccomp", "xcomp"):
        return ClauseArgument(verb.head, "antecedent of the relative clause")
    return _shared_object(verb)


def _has_own_subject(verb: Token) -> bool:
    own = child(verb, "nsubj")
    return own is not None and own.lower_ not in RELATIVE


def _shared_object(verb: Token) -> ClauseArgument | None:
    """Return the object that follows the last of coordinated verbs: "arrested and jailed the men"."""
    for other in verb.children:
        if other.dep_ == "conj" and is_verb(other) and not child(other, "nsubj", "auxpass", "prep"):
            obj = child(other, "dobj")
            if obj and all(t.dep_ in ("cc", "punct", "advmod") for t in verb.doc[verb.i + 1 : other.i]):
                return ClauseArgument(obj, f"object shared with {other.lower_!r}", Relation.OBJECT, direct=False)
    return None


def subject(verb: Token) -> ClauseArgument | None:
    """Return the subject of a verb, or the one that it shares with a governor; None if there is none."""
    for _ in range(CLIMB):
        own = child(verb, *SUBJECTS)
        if own is not None:
            return _own_subject(verb, own)
        step = _subject_source(verb)
        if step is None or isinstance(step, ClauseArgument):
            return step
        verb = step
    return None


def _own_subject(verb: Token, own: Token) -> ClauseArgument:
    if own.lower_ in RELATIVE:
        for clause in (verb, *governors(verb)):
            if clause.dep_ == "relcl":
                return ClauseArgument(_antecedent(clause.head, own.lower_), "antecedent of the relative clause")
    return argument(own, Relation.PASSIVE_SUBJECT) if own.dep_ == "nsubjpass" else ClauseArgument(own, "subject")


def _antecedent(antecedent: Token, relative: str) -> Token:
    """Return the noun that a relative clause modifies: "a fire in Dhaka that killed ten" modifies "fire".

    In "Ana Ruiz of Lima, who …" it modifies the person, although the place is in between.
    """
    for _ in range(CLIMB):
        prep = antecedent.head
        if antecedent.ent_type_ not in ("GPE", "LOC", "FAC"):
            break
        if prep.dep_ == "prep" and is_noun(prep.head):
            antecedent = prep.head
        elif relative == "who" and antecedent.dep_ in ("appos", "conj", "nmod") and is_noun(prep):
            antecedent = prep
        else:
            break
    return antecedent


def _subject_source(verb: Token) -> Token | ClauseArgument | None:
    """Return the subject of a verb that lacks one, or the governor in which to look for it; None if there is none."""
    head = verb.head
    if head.i == verb.i:
        return None
    if verb.dep_ == "xcomp":
        return _controller(head)
    if verb.dep_ == "acl":
        return _modified(verb)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBN" and child(verb, "aux", "auxpass") is None:
        return None  # "the number of detained"
    if verb.dep_ == "relcl":
        return ClauseArgument(head, "antecedent of the relative clause")
    if verb.dep_ == "pcomp" and (judged := _judged_for(head)) is not None:
        return judged
    if (accused := blamed_for(verb)) is not None:
        return ClauseArgument(accused, "object of the verb of blame")
    if verb.dep_ in ("pcomp", "prep"):
        outer = head.head if verb.dep_ == "pcomp" else head
        to_be_done = verb.dep_ == "pcomp" and head.lower_ in ("of", "from", "for")
        return _possessor(outer) if is_noun(outer) else _controller(outer) if to_be_done else outer
    if verb.dep_ in ("acomp", "attr", "oprd"):
        return head
    if verb.dep_ == "ccomp" and child(verb, "auxpass") is not None:
        return None  # the speaker is not a victim: "confirmed that most of the crew had been killed"
    if verb.dep_ in ("conj", "advcl", "ccomp", "aux", "dep", "parataxis"):
        return head if is_verb(head) or head.tag_ == "MD" else _possessor(head) if is_noun(head) else head
    return None


def _judged_for(preposition: Token) -> Token | ClauseArgument | None:
    """Return the agent of a gerund after "for", "with" or "over": the person judged ("jailed him for killing")."""
    judging = next((g for g in governors(preposition) if is_verb(g)), None)
    if judging is None or judging.lemma_ not in JUDGING or preposition.lower_ not in ("for", "with", "over"):
        return None
    if is_passive(judging):
        return judging
    obj = child(judging, "dobj", "dative")
    how = f"object of {judging.lower_!r}, subject of its gerund"
    return ClauseArgument(obj, how, Relation.OBJECT, direct=False) if obj is not None else None


def _controller(head: Token) -> Token | ClauseArgument | None:
    """Return the subject of an infinitive or gerund under `head`: the object of `head`, else its subject."""
    if is_noun(head):
        return _possessor(head)
    if is_passive(head):
        return None if head.lemma_ in SERVING else head
    obj = child(head, "dobj", "dative")
    if obj is not None and head.lemma_ in OBJECT_CONTROL and (is_noun(obj) or obj.tag_ == "PRP"):
        return ClauseArgument(
            obj, f"object of {head.lower_!r}, subject of its infinitive", Relation.OBJECT, direct=False
        )
    return head


def _modified(verb: Token) -> Token | ClauseArgument | None:
    """Return the subject of a participle or infinitive that modifies a noun: the noun, else its owner."""
    noun = verb.head
    acts = verb.tag_ == "VBN" or (verb.tag_ == "VBG" and noun.lemma_ not in DOCUMENTS)
    return ClauseArgument(noun, "noun that the participle modifies") if acts else _possessor(noun)


def _possessor(noun: Token) -> Token | ClauseArgument | None:
    """Return the possessor of a noun ("the government's plan to …"), else the verb above ("he made a promise to …")."""
    owner = child(noun, "poss")
    above = next((governor for governor in governors(noun) if is_verb(governor)), None)
    return above if owner is None else ClauseArgument(owner, f"owner of the {noun.lower_!r}")
