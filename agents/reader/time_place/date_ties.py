"""Ties between an event and a date in its sentence, from the dependency path between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.reader.lexicon.loader import data_file
from agents.reader.numbers.numerals import ORDINALS, number
from agents.reader.syntax.clauses import child, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token
from agents.reader.time_place.clause_ties import LINKS, SCENES, clause_verb, ends_series, is_earlier, takes_place_in
from agents.reader.time_place.sequence import OCCURRENCE, dated_by, kills_at_once
from agents.reader.timex.intervals import Unit

_DATA = data_file(__file__, "event_dates.toml")
HELD = _DATA.words("held")
SERIES = _DATA.words("series")
LIMITS = _DATA.words("limits")
CLOCK = _DATA.words("clock")
SPEECH_VERBS = _DATA.words("speech_verbs")
UNITS = _DATA.read("units", dict[str, Unit])
REACH = 12
"""Number of words before "this year" that are searched for an ordinal or superlative."""
MODIFIERS = frozenset({"compound", "nmod", "poss", "nummod", "amod"})
_WITH = SCENES | {"with"}
_ENDS = frozenset({"to", "until", "till", "through"})


@dataclass(frozen=True, slots=True)
class Distance:
    """The time between an event and the event of the main clause ("two days after the raid")."""

    base: Token
    """The verb of the main clause."""
    steps: int
    """Units from the main clause's event to the other; negative if the other was earlier."""
    unit: Unit
    words: tuple[Token, Token]
    """The first and last token of the amount."""


def date_tie(
    token: Token, head: Token, names: Sequence[Token], others: frozenset[int], is_act: bool = True
) -> int | None:
    """Return the closeness of a date to a trigger: an index into `clause_ties.TIES`, or None if they are not tied.

    With `is_act`, an act takes the date of its object ("last week's rally was broken up"); speech about it is later.
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
    if (
        token.dep_ in MODIFIERS
        and is_noun(holder)
        and holder.i not in own | others
        and not _passes_date(holder, own, is_act)
    ):
        return None
    verb: Token | None = None
    for governor in governors(token):
        if governor.i in own and not (is_verb(governor) and _complement_before(governor, token)):
            return 0
        if governor.i in others and not is_verb(governor):
            within = takes_place_in(governor, own) or (is_act and _is_agent(governor, own))
            return 1 if within else _shared(head, governor)
        if is_verb(governor):
            verb = _complement_before(governor, token) or governor
            break
    return None if verb is None else _of_verb(verb, head, own)


def _of_verb(verb: Token, head: Token, own: set[int]) -> int | None:
    """Return the closeness to a trigger of a date that depends on a verb; None if they are not tied."""
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
    """Return whether the trigger is in a "where" clause of the verb ("came in Goma, where 20 were killed")."""
    clause = clause_verb(head)
    if clause is None or clause.dep_ != "relcl" or verb.lemma_ not in OCCURRENCE:
        return False
    return any(c.lower_ == "where" for c in clause.children) and verb in governors(clause)


def _shared(head: Token, above: Token) -> int | None:
    """Return 2 if the trigger's clause is a conjunct or participle of the clause with the date; else None."""
    below = clause_verb(head)
    if below is None or (below is not head and not goes_with(head, below)):
        return None
    while below.dep_ in LINKS and below.head.i != below.i:
        if below.dep_ == "advcl" and is_earlier(below, below.head) and not kills_at_once(below):
            return None
        below = below.head
        if below == above:
            return 2
    return None


def goes_with(noun: Token, verb: Token) -> bool:
    """Return whether an event noun has its verb's date: "the raid began on Monday", not "condemned the raid on …"."""
    below = noun
    for governor in governors(noun):
        relation = below.dep_
        if governor == verb:
            held = relation in ("dobj", "attr", "oprd") and verb.lemma_ in HELD
            scene = relation == "prep" and below.lower_ in _WITH
            return held or scene or relation in ("nsubj", "nsubjpass", "csubj", "agent")
        if not _passes_date_on(below, governor):
            return False
        below = governor
    return False


def _passes_date_on(below: Token, governor: Token) -> bool:
    """Return whether the governor of an event noun passes its date on ("in a raid", "a series of raids")."""
    if below.dep_ == "pobj":
        of_series = governor.lower_ == "of" and governor.head.lemma_ in SERIES
        return of_series or governor.dep_ == "agent" or governor.lower_ in _WITH
    return below.dep_ in ("conj", "compound", "nmod") or (below.dep_ == "prep" and below.lower_ == "of")


def object_between(token: Token, verb: Token, nouns: frozenset[int]) -> Token | None:
    """Return the event noun between a verb and a date that may own the date ("has condemned the arrest on Sunday")."""
    between = (verb.doc[i] for i in sorted(nouns) if verb.i < i < token.i)
    return next((noun for noun in between if is_noun(noun) and _is_below(noun, verb)), None)


def _is_below(noun: Token, verb: Token) -> bool:
    return clause_verb(noun) == verb and not goes_with(noun, verb)


def _is_agent(noun: Token, own: set[int]) -> bool:
    """Return whether an event noun is the subject or agent of the trigger, and so has the same date."""
    by = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return by.i in own
    return noun.dep_ == "pobj" and by.dep_ == "agent" and by.head.i in own


def _counts_within(token: Token) -> bool:
    """Return whether a time expression is the range of a ranking ("the third such raid this year")."""
    if token.lower_ not in UNITS or not any(c.lower_ in ("this", "the", "past") for c in token.children):
        return False
    before = token.doc.tokens[max(token.sent.start, token.i - REACH) : token.i]
    return any(_ranks(t) for t in before)


def _ranks(word: Token) -> bool:
    if word.tag_ in ("JJS", "RBS"):
        return word.lower_ not in ("least", "most", "latest")
    return word.lower_ != "last" and word.tag_ == "JJ" and word.dep_ == "amod" and word.lower_ in ORDINALS


def _passes_date(noun: Token, own: set[int], is_act: bool) -> bool:
    """Return whether the trigger has the date of a noun's modifier ("Sunday's violence killed two")."""
    holder = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass", "npadvmod"):
        return holder.i in own and (is_act or noun.dep_ != "nsubjpass")
    if noun.dep_ == "dobj":
        return holder.i in own and holder.lemma_ in HELD
    if noun.dep_ == "pobj" and holder.lower_ in ("by", "of"):
        return holder.head.i in own
    return takes_place_in(noun, own)


def _is_limit(token: Token) -> bool:
    """Return whether a date is only a limit: "until Monday", "after 3 March"; not "shortly before noon on 3 March"."""
    by_clock = token.lower_ in CLOCK and token.head.lower_ in ("before", "after")
    return token.dep_ == "pobj" and token.head.lower_ in LIMITS and not by_clock


def _closes_range(token: Token) -> bool:
    """Return whether a date is the second of a range or pair ("from 2 to 5 March", "on Saturday and Sunday")."""
    above = token.head
    if token.dep_ == "conj":
        return above.ent_type_ in ("DATE", "TIME")
    return token.dep_ == "pobj" and above.lower_ in _ENDS and above.head.lower_ == "from"


def is_of_picture(token: Token) -> bool:
    """Return whether a date ends a picture caption ("Workers carry a coffin in Arlit, Niger, March 11, 2026")."""
    root, doc, first = token.sent.root, token.doc, token.left_edge.i
    if root.tag_ not in ("VB", "VBZ", "VBP") or token.tag_ != "NNP" or first == 0:
        return False
    rest = [t.text for t in doc.tokens[token.i + 1 : token.sent.end] if not t.is_punct]
    day_and_year = len(rest) == 2 and len(rest[0]) <= 2 and len(rest[1]) == 4
    return day_and_year and all(map(str.isdigit, rest)) and doc[first - 1].lower_ in (",", "on")


def _complement_before(verb: Token, token: Token) -> Token | None:
    """Return the complement verb to which a date before the comma belongs, though it was attached to `verb`.

    "Was killed in Homs last week, the army said": the date was attached to "said" and belongs to "killed".
    """
    told = child(verb, "ccomp")
    subject = child(verb, "nsubj")
    first = token.left_edge.i
    if told is None or subject is None or not told.i < first < subject.i < verb.i:
        return None
    return told if token.doc[first - 1].text != "," else None


def distance(head: Token) -> Distance | None:
    """Return the distance of an event after "two days after" or "before" from the main clause's; None without one."""
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
