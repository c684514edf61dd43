"""Corrections of a parse around participles, and around what is said of an object.

"Fired at protesting students": the parser has police protest. "Eight Germans and 90 others injured": it has them
injure. "Was among dozens injured": it hangs the participle on "was". "Called the mayor a traitor": it takes what she is
called for more of her name. "Blamed the raid on rebels": it makes them the raid's victims.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import child, is_noun
from agents.reader.syntax.tree import Token
from agents.reader.syntax.tree_edits import move

_DATA = data_file(__file__, "misread_participles.toml")
QUALIFYING, QUALIFIED = _DATA.words("qualifying"), _DATA.words("qualified_after")
HARMED = _DATA.words("harmed")
NAMING = _DATA.words("naming")
BLAMING = _DATA.words("blaming")
WITH_MORE = frozenset({"aux", "dobj", "ccomp", "xcomp", "dative"})
"""What stands with a verb of which the subject does harm."""
DETERMINED = ("det", "poss")


def repair_participle(token: Token) -> None:
    """Change heads and labels where a participle, or what is said of an object, is attached wrongly."""
    if token.dep_ == "pcomp" and token.tag_ == "VBG":
        _qualify(token)
    elif token.dep_ == "acomp" and token.tag_ == "VBN" and token.lemma_ in HARMED:
        _tie_to_group(token)
    elif token.tag_ in ("VBN", "VBD") and token.lemma_ in HARMED:
        _make_passive(token)
    elif token.dep_ == "appos" and is_noun(token):
        _say_of_object(token)
    elif token.dep_ == "prep" and token.lower_ == "on":
        _tie_to_blame(token)


def _qualify(gerund: Token) -> None:
    """ "At protesting students": which students, where the verb takes no object."""
    noun, preposition = child(gerund, "dobj"), gerund.head
    if noun is None or gerund.lemma_ not in QUALIFYING or preposition.lower_ not in QUALIFIED:
        return
    if noun.left_edge.i != gerund.i + 1 or noun.tag_ != "NNS" or child(noun, *DETERMINED) is not None:
        return
    move(noun, preposition, "pobj")
    for c in gerund.children:
        move(c, preposition.head, c.dep_)
    move(gerund, noun, "amod")


def _tie_to_group(participle: Token) -> None:
    """ "Was among dozens injured": the dozens were."""
    among = next((c for c in participle.head.children if c.dep_ == "prep" and c.lower_ == "among"), None)
    group = child(among, "pobj") if among is not None else None
    if group is not None and group.i == participle.i - 1:
        move(participle, group, "acl")


def _make_passive(verb: Token) -> None:
    """ "90 people injured since": without an object, the subject is who is hurt."""
    subject = child(verb, "nsubj")
    if subject is None or not _is_people(subject):
        return
    after = {c.dep_ for c in verb.children if c.i > verb.i or c.dep_ == "aux"}
    shared = any(c.dep_ == "conj" and c.tag_.startswith("VB") for c in verb.children)
    if after.isdisjoint(WITH_MORE) and not shared:
        subject.dep_, verb.tag_ = "nsubjpass", "VBN"


def _is_people(noun: Token) -> bool:
    """People, named or counted; "the bomb killed instantly" is about none."""
    named = noun.ent_type_ in ("PERSON", "NORP") or noun.lower_ == "others"
    return named or noun.tag_ == "CD" or (is_noun(noun) and noun_class(noun.lemma_) == "person")


def _say_of_object(noun: Token) -> None:
    """ "Called the mayor a traitor": what she is called."""
    named = noun.head
    if named.dep_ != "dobj" or named.head.lemma_ not in NAMING or noun.i <= named.i:
        return
    if child(noun, "det") is not None and noun.left_edge.i == named.i + 1:
        move(noun, named.head, "oprd")


def _tie_to_blame(preposition: Token) -> None:
    """ "Blamed the raid on rebels": who is blamed for it."""
    deed = preposition.head
    if deed.dep_ == "dobj" and deed.head.lemma_ in BLAMING:
        move(preposition, deed.head, "prep")
