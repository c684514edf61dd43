"""Which event of a sentence a date in it belongs to: by the grammar between their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.numbers.numerals import ORDINALS, number
from agents.reader.syntax.clauses import child, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.time_place.clause_ties import LINKS, SCENES, clause_verb, ends_series, is_earlier, takes_place_in
from agents.reader.time_place.sequence import COMING, dated_by
from agents.reader.timex.intervals import Unit

_DATA = data_file(__file__, "event_dates.toml")
HELD = _DATA.words("held")
SERIES = _DATA.words("series")
LIMITS = _DATA.words("limits")
SPOKEN = _DATA.words("spoken")
UNITS = _DATA.read("units", dict[str, Unit])
REACH = 12
"""Words before "this year" among which one says that it counts what happened in it."""
MODIFIERS = frozenset({"compound", "nmod", "poss", "nummod", "amod"})
_WITH = SCENES | {"with"}
_ENDS = frozenset({"to", "until", "till", "through"})


@dataclass(frozen=True, slots=True)
class Distance:
    """ "Two days after the raid": how far from an event another one was that is told first."""

    base: Token
    """The verb of the event that is told first."""
    steps: int
    """Units from the first event to the other; below 0 where the other was earlier."""
    unit: Unit
    words: tuple[Token, Token]
    """The first and last token of the amount."""


def date_tie(
    token: Token, head: Token, names: Sequence[Token], others: frozenset[int], deed: bool = True
) -> int | None:
    """Return how closely a date belongs to a trigger: an index into `clause_ties.TIES`, or None where it does not.

    A `deed` may be when what undergoes it was ("last week's rally was broken up"); a word about it comes later.
    """
    own = {head.i, *(n.i for n in names)}
    day = dated_by(head)
    if day is not None and (token is day or token.head is day or day.head is token):
        return 0
    if _is_limit(token) or _closes_range(token) or _counts_within(token):
        return None
    if is_of_picture(token):
        root = token.sent.root
        return 1 if root.i in own or takes_place_in(head, {root.i}) else None
    holder = token.head
    if token.dep_ in MODIFIERS and is_noun(holder) and holder.i not in own | others and not _lends(holder, own, deed):
        return None
    verb: Token | None = None
    for governor in governors(token):
        if governor.i in own and not (is_verb(governor) and _complement_before(governor, token)):
            return 0
        if governor.i in others and not is_verb(governor):
            within = takes_place_in(governor, own) or (deed and _does(governor, own))
            return 1 if within else _shared(head, governor)
        if is_verb(governor):
            verb = _complement_before(governor, token) or governor
            break
    return None if verb is None else _of_verb(verb, head, own)


def _of_verb(verb: Token, head: Token, own: set[int]) -> int | None:
    """Return how closely a date that goes with a verb belongs to a trigger."""
    if verb.i in own:
        return 0
    if verb == clause_verb(head):
        return 1 if is_verb(head) or goes_with(head, verb) else None
    if verb.dep_ == "advcl" and is_earlier(verb, verb.head) and not verb.is_ancestor(head):
        return None
    if verb.dep_ in ("acl", "relcl") and (verb.head.i in own or takes_place_in(verb.head, own)):
        return 1
    if verb.dep_ in ("advcl", "xcomp") and any(g.i in own for g in governors(verb)):
        return 1
    if ends_series(verb, head) or _tells_where(verb, head):
        return 2
    return _shared(head, verb)


def _tells_where(verb: Token, head: Token) -> bool:
    """ "The worst raid came on Tuesday in Goma, where 20 were killed": whether a trigger tells what came."""
    clause = clause_verb(head)
    if clause is None or clause.dep_ != "relcl" or verb.lemma_ not in COMING:
        return False
    return any(c.lower_ == "where" for c in clause.children) and verb in governors(clause)


def _shared(head: Token, above: Token) -> int | None:
    """Whether the trigger's clause is coordinated with, or hangs as a participle on, another that has the date."""
    below = clause_verb(head)
    if below is None or (below is not head and not goes_with(head, below)):
        return None
    while below.dep_ in LINKS and below.head.i != below.i:
        if below.dep_ == "advcl" and is_earlier(below, below.head):
            return None
        below = below.head
        if below == above:
            return 2
    return None


def goes_with(noun: Token, verb: Token) -> bool:
    """Whether an event noun was when its verb was: "the raid began on Monday"; not "condemned the raid on Monday"."""
    below = noun
    for governor in governors(noun):
        relation = below.dep_
        if governor == verb:
            held = relation in ("dobj", "attr", "oprd") and verb.lemma_ in HELD
            scene = relation == "prep" and below.lower_ in _WITH
            return held or scene or relation in ("nsubj", "nsubjpass", "csubj", "agent")
        if not _passes(below, governor):
            return False
        below = governor
    return False


def _passes(below: Token, governor: Token) -> bool:
    """Return whether what holds an event noun is when the event was: "in a raid", "by a bomb", "a series of raids"."""
    if below.dep_ == "pobj":
        of_series = governor.lower_ == "of" and governor.head.lemma_ in SERIES
        return of_series or governor.dep_ == "agent" or governor.lower_ in _WITH
    return below.dep_ in ("conj", "compound", "nmod") or (below.dep_ == "prep" and below.lower_ == "of")


def object_between(token: Token, verb: Token, nouns: frozenset[int]) -> Token | None:
    """ "Has condemned the arrest of two men on Sunday": the event noun between a verb and a date that it may take."""
    between = (verb.doc[i] for i in sorted(nouns) if verb.i < i < token.i)
    return next((noun for noun in between if is_noun(noun) and _is_below(noun, verb)), None)


def _is_below(noun: Token, verb: Token) -> bool:
    return clause_verb(noun) == verb and not goes_with(noun, verb)


def _does(noun: Token, own: set[int]) -> bool:
    """ "Was hit by an explosion in 2015", "last week's rally was broken up": the deed is when its event noun is."""
    by = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return by.i in own
    return noun.dep_ == "pobj" and by.dep_ == "agent" and by.head.i in own


def _counts_within(token: Token) -> bool:
    """ "The third such raid this year", "the deadliest attack this month": within which time it is the third."""
    if token.lower_ not in UNITS or not any(c.lower_ in ("this", "the", "past") for c in token.children):
        return False
    before = token.doc.tokens[max(token.sent.start, token.i - REACH) : token.i]
    return any(_ranks(t) for t in before)


def _ranks(word: Token) -> bool:
    if word.tag_ in ("JJS", "RBS"):
        return word.lower_ not in ("least", "most", "latest")
    return word.lower_ != "last" and word.tag_ == "JJ" and word.dep_ == "amod" and word.lower_ in ORDINALS


def _lends(noun: Token, own: set[int], deed: bool) -> bool:
    """Return whether what a noun with a date tells is when the trigger was: "Sunday's violence killed two"."""
    holder = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "npadvmod"):
        return holder.i in own and (deed or noun.dep_ != "nsubjpass")
    if noun.dep_ == "dobj":
        return holder.i in own and holder.lemma_ in HELD
    if noun.dep_ == "pobj" and holder.lower_ in ("by", "of"):
        return holder.head.i in own
    return takes_place_in(noun, own)


def _is_limit(token: Token) -> bool:
    """ "Until Monday", "by Friday", "after 3 March": a date that bounds a time and does not name it."""
    return token.dep_ == "pobj" and token.head.lower_ in LIMITS


def _closes_range(token: Token) -> bool:
    """Return the second date of "from 2 to 5 March" and "on Saturday and Sunday"."""
    above = token.head
    if token.dep_ == "conj":
        return above.ent_type_ in ("DATE", "TIME")
    return token.dep_ == "pobj" and above.lower_ in _ENDS and above.head.lower_ == "from"


def is_of_picture(token: Token) -> bool:
    """ "Workers carry a coffin in Arlit, Niger, March 11, 2026": when a picture was taken, of what its verb says."""
    root, doc, first = token.sent.root, token.doc, token.left_edge.i
    if root.tag_ not in ("VB", "VBZ", "VBP") or token.tag_ != "NNP" or first == 0:
        return False
    rest = [t.text for t in doc.tokens[token.i + 1 : token.sent.end] if not t.is_punct]
    day_and_year = len(rest) == 2 and len(rest[0]) <= 2 and len(rest[1]) == 4
    return day_and_year and all(map(str.isdigit, rest)) and doc[first - 1].lower_ in (",", "on")


def _complement_before(verb: Token, token: Token) -> Token | None:
    """ "Was killed in Homs last week, the army said": the parser ties the week to "said", the comma to "killed"."""
    told = child(verb, "ccomp")
    subject = child(verb, "nsubj")
    first = token.left_edge.i
    if told is None or subject is None or not told.i < first < subject.i < verb.i:
        return None
    return told if token.doc[first - 1].text != "," else None


def distance(head: Token) -> Distance | None:
    """Return how far from the event of the main clause one is that stands after "two days after" and the like."""
    below = head
    for governor in governors(head):
        if below.dep_ in ("ccomp", "relcl", "acl", "parataxis"):
            return None
        if below.dep_ == "pobj" and governor.lower_ in ("after", "before"):
            return _distance(governor, governor, governor.head)
        if below.dep_ == "advcl":
            marks = [c for c in below.children if c.lower_ in ("after", "before") and c.i < below.i]
            return _distance(below, marks[0], governor) if marks else None
        below = governor
    return None


def _distance(holder: Token, mark: Token, base: Token) -> Distance | None:
    for amount in holder.children:
        if amount.dep_ == "npadvmod" and amount.i == mark.i - 1 and amount.lemma_ in UNITS and is_verb(base):
            first = amount.left_edge
            said = amount.doc[first.i : amount.i].text.lower()
            many = number(said) if said else None
            if many is not None and many == int(many):
                steps = -int(many) if mark.lower_ == "after" else int(many)
                return Distance(base, steps, UNITS[amount.lemma_], (first, amount))
    return None
