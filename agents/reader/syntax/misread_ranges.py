"""Corrections of ranges of people that are harmed or held: "a bomb killed between seven and nine people".

The parser reads "between" or "from" as a preposition of place or time, so that the verb has no object and is taken for
a passive. Only verbs that always take an object are corrected, and only a range of people that follows directly.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import child
from agents.reader.syntax.tree import Token
from agents.reader.syntax.tree_edits import make_root, move

_DATA = data_file(__file__, "misread_ranges.toml")
VERBS = _DATA.words("verbs")
PEOPLE = _DATA.words("people")
RANGES = _DATA.read("ranges", dict[str, str])
"""The word before the lower number to the word before the upper one."""


def repair_range(opening: Token) -> bool:
    """Make a range of people after "between" or "from" the object of its verb, and the verb active, in place.

    Returns:
        Whether the word opens such a range.
    """
    verb = opening.doc[opening.i - 1] if opening.i else opening
    if verb.lemma_ not in VERBS or verb.tag_[:2] != "VB":
        return False
    people = _people(opening)
    if people is None or people.head not in (verb, opening) or child(verb, "auxpass") is not None:
        return False
    if people.head is opening:
        move(people, verb, "dobj")
        move(opening, people, "quantmod")
    _make_active(verb)
    return True


def _people(opening: Token) -> Token | None:
    """Return the noun for people that a range counts, None if the word opens no such range."""
    tokens = opening.doc.tokens[opening.i + 1 : opening.i + 5]
    if len(tokens) < 4:
        return None
    low, link, high, noun = tokens
    if link.lower_ != RANGES[opening.lower_] or low.tag_ != "CD" or high.tag_ != "CD":
        return None
    people = high.head if high.head.i > high.i else low.head
    is_object = people.dep_ in ("pobj", "dobj") and people.i >= noun.i
    counts = people.lemma_ in PEOPLE or noun_class(people.lemma_) == "person"
    return people if is_object and counts else None


def _make_active(verb: Token) -> None:
    """Give a verb with an object an active subject, also where it was read as a participle of the only noun."""
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "ROOT":
        make_root(verb)
    subject = child(verb, "nsubj", "nsubjpass")
    if verb.tag_ == "VBN" and child(verb, "aux") is None:
        verb.tag_ = "VBD"
    if subject is not None:
        subject.dep_ = "nsubj"
