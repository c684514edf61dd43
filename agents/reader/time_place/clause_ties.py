"""Ties between an event and a place or date in its sentence, from the dependency path between them."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import SUBJECTS, child, governors, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "time_place.toml")
ACT_TYPES = _DATA.words("act_types")
LOCATIVE = _DATA.words("locative")
SPOKEN_AT = LOCATIVE - _DATA.words("addressing")
DESTINATIONS = _DATA.words("destinations")
SCENES = _DATA.words("scenes")
FOCUS = _DATA.words("focus")
REGIONS = _DATA.words("regions")
EARLIER = _DATA.words("earlier")
LINKS = frozenset({"conj", "xcomp", "advcl", "acl", "pcomp", "prep"})
"""Relations through which a clause passes its place and date on to a dependent clause."""

_PAST = frozenset({"VBD", "VBN"})
TIES = (
    "modifies the trigger",
    "is in the trigger's clause",
    "is in the clause that governs the trigger's clause",
)


def tie(token: Token, head: Token, names: Sequence[Token], others: frozenset[int]) -> int | None:
    """Return the closeness of a place or date to a trigger: an index into `TIES`, or None if they are not tied.

    `names` are the other tokens of the trigger's pattern, `others` the token indices of the other events' heads.
    """
    own = {head.i, *(n.i for n in names)}
    verb: Token | None = None
    for governor in governors(token):
        if governor.i in own:
            return 0
        if governor.i in others:
            if takes_place_in(governor, own):
                return 1
            return 1 if clause_verb(head) == governor and not is_verb(head) else _shared(head, governor)
        if is_verb(governor):
            verb = governor
            break
    if verb is None:
        return None
    if verb == clause_verb(head):
        return 1
    if verb.dep_ == "advcl" and is_earlier(verb, verb.head) and not verb.is_ancestor(head):
        return None
    if any(g.i in own for g in governors(verb)) and verb.dep_ in ("acl", "relcl", "advcl", "xcomp"):
        return 1
    return 2 if ends_series(verb, head) else _shared(head, verb)


def ends_series(verb: Token, head: Token) -> bool:
    """Return whether a verb ends a series of conjuncts with one subject ("burned cars and blocked roads in X").

    A place or date after the last verb applies to all of them. False if the trigger has its own place or date.
    """
    own = [c for c in head.children if c.dep_ == "auxpass" or c.lower_ in LOCATIVE or c.ent_type_ == "DATE"]
    if own or head.tag_ != "VBD" or any(c.dep_ == "conj" for c in verb.children):
        return False
    below = verb
    while below.dep_ == "conj" and below.tag_ in _PAST and child(below, "auxpass", *SUBJECTS) is None:
        below = below.head
        if below is head:
            return True
    return False


def takes_place_in(noun: Token, own: set[int]) -> bool:
    """Return whether an event takes place during the event of a noun ("arrested during a protest in X")."""
    prep = noun.head
    return noun.dep_ == "pobj" and prep.lower_ in SCENES and (prep.head.i in own or prep.head.head.i in own)


def clause_verb(head: Token) -> Token | None:
    return head if is_verb(head) else next((g for g in governors(head) if is_verb(g)), None)


def _shared(head: Token, verb: Token) -> int | None:
    """Return 2 if the trigger's clause is a conjunct or participle of the clause of `verb`; else None."""
    below = clause_verb(head)
    while below is not None and below.dep_ in LINKS and below.head.i != below.i:
        if below.dep_ == "pcomp" and below.head.lower_ == "for":
            return None  # "jailed on Monday for killing a guard"
        below = below.head
        if below == verb:
            return 2
    return None


def is_locative(token: Token, head: Token, names: Sequence[Token], is_act: bool) -> bool:
    """Return whether the prepositions before a place make it the location or goal of the event or of its object."""
    own = {head.i, *(n.i for n in names)}
    below = token
    for governor in governors(token):
        if governor.lower_ == "of" and governor.dep_ == "prep" and not _is_part_of_place(governor.head, own):
            return False
        if governor.lower_ == "of" and governor.head.i in own and below is token:
            return is_act
        if governor.dep_ in ("prep", "dative", "agent", "pcomp") and governor.lower_ != "of":
            holder = governor.head
            if governor.lower_ in DESTINATIONS and holder.i in own:
                return True
            inside = is_act and any(g.i in own for g in (holder, *governors(holder)))
            return governor.lower_ in (LOCATIVE if is_act else SPOKEN_AT) and (
                is_verb(holder) or holder.i in own or inside
            )
        if governor.i in own:
            return is_act and below.dep_ in ("compound", "amod", "nmod", "dobj", "poss", "nsubjpass", "npadvmod")
        if is_verb(governor):
            return False
        below = governor
    return False


def is_perfect(head: Token) -> bool:
    """Return whether a verb is in the present perfect ("has condemned"), which takes no date."""
    return any(c.dep_ == "aux" and c.lower_ in ("has", "have", "'s", "'ve") for c in head.children)


def focus(head: Token) -> Token | None:
    """Return the subject that is called the scene of the event ("Jerusalem has been the scene of attacks")."""
    for governor in governors(head):
        if governor.lemma_ in FOCUS and governor.dep_ in ("attr", "oprd"):
            return child(governor.head, "nsubj")
        if is_verb(governor):
            return None
    return None


def _is_part_of_place(holder: Token, own: set[int]) -> bool:
    """Return whether the noun before "of" is part of the place or the event itself; not "the envoy of Kenya"."""
    return holder.i in own or holder.lemma_ in REGIONS or holder.ent_type_ in ("GPE", "LOC", "FAC")


def is_news(head: Token, names: Sequence[Token]) -> bool:
    """Return whether a sentence reports an event as its news, not as something earlier.

    Earlier are "ministers met after the killing of two guards" and "the man who had killed two guards".
    """
    below = min([head, *names], key=lambda t: len(list(governors(t))))
    verb = clause_verb(below)
    if verb is not None and any(c.dep_ == "aux" and c.lower_ in ("had", "'d") for c in verb.children):
        return False
    for governor in governors(below):
        if below.dep_ == "relcl" or (below.dep_ == "acl" and below.tag_ == "VBN"):
            return False
        if below.dep_ in ("advcl", "pcomp", "pobj") and is_earlier(below, governor):
            return False
        below = governor
    return True


def is_earlier(below: Token, governor: Token) -> bool:
    """Return whether "after", "over" or a similar word marks `below` as earlier than its governor."""
    marks = [c.lower_ for c in below.children if c.dep_ in ("mark", "prep", "advmod") and c.i < below.i]
    return governor.lower_ in EARLIER or (below.dep_ == "advcl" and not EARLIER.isdisjoint(marks))


def is_said_by(head: Token, verb: Token) -> bool:
    """Return whether an event is in the complement of a reporting verb ("gunmen killed two, police said")."""
    below = head
    for governor in governors(head):
        if governor is verb:
            return below.dep_ == "ccomp"
        below = governor
    return False
