"""Corrections of participles and of predicates of an object that the parser attaches wrongly.

- "fired at protesting students": "protesting" is read as a verb with the students as object.
- "Eight Germans and 90 others injured": "injured" is read as active.
- "was among dozens injured": "injured" is attached to "was".
- "called the mayor a traitor": "a traitor" is read as an apposition.
- "blamed the raid on rebels": "on rebels" is attached to "raid".
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
"""Relations of a dependent that shows a verb to be active."""
DETERMINED = ("det", "poss")


def repair_participle(token: Token) -> None:
    """Correct heads and labels around a participle or a predicate of an object, in place."""
    if token.dep_ == "pcomp" and token.tag_ == "VBG":
        _make_modifier(token)
    elif token.dep_ == "acomp" and token.tag_ == "VBN" and token.lemma_ in HARMED:
        _attach_to_group(token)
    elif token.tag_ in ("VBN", "VBD") and token.lemma_ in HARMED:
        _make_passive(token)
    elif token.dep_ == "appos" and is_noun(token):
        _make_object_predicate(token)
    elif token.dep_ == "prep" and token.lower_ == "on":
        _attach_to_blaming(token)


def _make_modifier(gerund: Token) -> None:
    """Make a gerund of an intransitive verb modify the noun after it: "at protesting students"."""
    noun, preposition = child(gerund, "dobj"), gerund.head
    if noun is None or gerund.lemma_ not in QUALIFYING or preposition.lower_ not in QUALIFIED:
        return
    if noun.left_edge.i != gerund.i + 1 or noun.tag_ != "NNS" or child(noun, *DETERMINED) is not None:
        return
    move(noun, preposition, "pobj")
    for c in gerund.children:
        move(c, preposition.head, c.dep_)
    move(gerund, noun, "amod")


def _attach_to_group(participle: Token) -> None:
    """Attach a participle to the group before it: "was among dozens injured"."""
    among = next((c for c in participle.head.children if c.dep_ == "prep" and c.lower_ == "among"), None)
    group = child(among, "pobj") if among is not None else None
    if group is not None and group.i == participle.i - 1:
        move(participle, group, "acl")


def _make_passive(verb: Token) -> None:
    """Make a verb of harm without an object passive: "90 people injured since"."""
    subject = child(verb, "nsubj")
    if subject is None or not _is_people(subject):
        return
    after = {c.dep_ for c in verb.children if c.i > verb.i or c.dep_ == "aux"}
    shared = any(c.dep_ == "conj" and c.tag_.startswith("VB") for c in verb.children)
    if after.isdisjoint(WITH_MORE) and not shared:
        subject.dep_, verb.tag_ = "nsubjpass", "VBN"


def _is_people(noun: Token) -> bool:
    """Return whether a noun is of people, named or counted; "the bomb killed instantly" has none."""
    named = noun.ent_type_ in ("PERSON", "NORP") or noun.lower_ == "others"
    return named or noun.tag_ == "CD" or (is_noun(noun) and noun_class(noun.lemma_) == "person")


def _make_object_predicate(noun: Token) -> None:
    """Make an apposition the predicate of the object: "called the mayor a traitor"."""
    named = noun.head
    if named.dep_ != "dobj" or named.head.lemma_ not in NAMING or noun.i <= named.i:
        return
    if child(noun, "det") is not None and noun.left_edge.i == named.i + 1:
        move(noun, named.head, "oprd")


def _attach_to_blaming(preposition: Token) -> None:
    """Attach the "on" phrase to the verb of blaming: "blamed the raid on rebels"."""
    act = preposition.head
    if act.dep_ == "dobj" and act.head.lemma_ in BLAMING:
        move(preposition, act.head, "prep")
