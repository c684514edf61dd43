"""Counts of an event: killed, injured, arrested, displaced, participants."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.numbers.counted import is_person
from agents.reader.numbers.counts import CountMention
from agents.reader.numbers.quantities import QUANTIFIERS
from agents.reader.slots.fillers import Filler
from agents.reader.slots.slots import Slots
from agents.reader.syntax.clauses import child, governors, has_subject_and_object
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.time_place.date_ties import is_of_picture
from agents.reader.triggers.trigger import Trigger
from streams.contract.records import Count, Magnitude

_DATA = data_file(__file__, "magnitude.toml")
STATED = _DATA.word_lists("stated")
"""Event type to the kinds of count that it can have."""
COUNTED_BY_TRIGGER = _DATA.word_lists("counted_by_trigger")
"""Event type to the kinds of count that it has only if its own trigger governs the number."""
FATAL = _DATA.words("fatal.words")
"""Words of a trigger that imply the death of its recipients."""
COUNTED_ONCE = _DATA.words("counted_once")
"""Kinds of count that belong to one event only; deaths can belong to an adjacent attack as well."""
HARM = frozenset({"killed", "injured", "arrested"})
DISPLACED = "displaced"
NOT_DISPLACED = _DATA.words("not_displaced")
"""Nouns for people who are sent home, and so are not displaced."""
GROUPS = _DATA.words("fatal.groups")
"""Singular nouns for several people."""
TOLL_VERBS = _DATA.words("toll_verbs")
"""Verbs that link an event to its toll ("the attack caused 14 deaths")."""
ACTED = _DATA.read("actors", dict[str, str])
"""Event type, or type and mode, to the kind of count of its actors."""
SUFFERED = _DATA.read("recipients", dict[str, str])
"""Event type, or type and mode, to the kind of count of its recipients."""


def find_magnitude(
    trigger: Trigger,
    event_type: str,
    slots: Slots,
    figures: Sequence[CountMention],
    article_text: ArticleText,
    others: frozenset[int] = frozenset(),
) -> Magnitude:
    """Return the counts of a trigger's event; `figures` are the count mentions of its sentence.

    A running total ("bringing the toll to 40") is not this event's own count, and neither is what the word of one
    of the `others` counts, the sentence's other triggers: it is theirs, and becomes this one's where they are merged.
    """
    passage = article_text.passages[trigger.passage]
    doc = passage.doc
    own, modes = frozenset({trigger.head, *trigger.names}), trigger.modes
    acting, suffering = _counted(slots.actors), _counted(slots.recipients)
    found: dict[str, tuple[int, CountMention]] = {}
    for figure in figures:
        token = doc[figure.token]
        doers = figure.kind in HARM and suffering and token.i in acting - suffering  # "two men shot dead an editor"
        if figure.total or figure.kind == "money" or doers or _is_of_others(doc, figure, own, others):
            continue
        kind: str | None = figure.kind
        if kind == "people":
            kind = _kind(event_type, modes, token.i in acting, token.i in suffering)
            if kind == "participants" and _is_enumerated(token):
                continue
        by_own_word = figure.governor in own and kind in COUNTED_BY_TRIGGER.get(event_type, frozenset())
        if kind is None or not (by_own_word or kind in STATED.get(event_type, frozenset())):
            continue
        if (figure.max == 1 and _is_in_picture(token)) or (kind == DISPLACED and token.lemma_ in NOT_DISPLACED):
            continue
        tie = 0 if token.i in acting | suffering else _tie(token, figure.governor, own)
        if tie is not None and (kind not in found or tie < found[kind][0]):
            found[kind] = tie, figure
    counts = {kind: count_of(figure) for kind, (_, figure) in sorted(found.items())}
    if "killed" in STATED.get(event_type, ()):
        counts |= _named_victims(counts.get("killed"), _single_victims(trigger, slots, article_text, passage))
    return Magnitude(**counts)


def _named_victims(stated: Count | None, named: Count | None) -> dict[str, Count]:
    """Return the number of named victims as the count of killed, if it is higher than the stated number."""
    return {"killed": named} if named is not None and (stated is None or stated.min < named.min) else {}


def _is_of_others(doc: Doc, figure: CountMention, own: frozenset[int], others: frozenset[int]) -> bool:
    """Return whether a count belongs to another trigger, which is not a result of this one ("fell, killing six" is)."""
    if figure.governor is None or figure.governor in own or figure.governor not in others:
        return False
    verb = doc[figure.governor]
    while verb.dep_ == "conj" and verb.head.i in others:
        verb = verb.head
    return figure.kind in COUNTED_ONCE or not (verb.head.i in own and verb.dep_ in ("advcl", "xcomp"))


def _counted(parties: Sequence[Filler]) -> set[int]:
    """Return the token indices by which parties are counted: heads, and nouns after "tens of thousands of"."""
    heads = {filler.head.i for filler in parties}
    numbers = [f.head for f in parties if f.head.lower_ in QUANTIFIERS or f.head.tag_ == "CD"]
    held = (t for n in numbers for of in n.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj")
    return heads | {token.i for token in held}


def _is_in_picture(token: Token) -> bool:
    """Return whether a sentence is a picture caption, in which a single person is not a count."""
    return any(is_of_picture(t) for t in token.sent)


def _is_enumerated(noun: Token) -> bool:
    """Return whether a noun refers to known people ("the two leaders", "both ministers"), so that it is not a count."""
    return any(child.lower_ in ("the", "both", "these", "those") for child in noun.children if child.i < noun.i)


def _single_victims(trigger: Trigger, slots: Slots, article_text: ArticleText, passage: Passage) -> Count | None:
    """Return the number of single victims named as killed ("the murder of the editor Lena Brandt"); None if unclear."""
    doc = passage.doc
    words = {doc[i].lemma_.lower() for i in (trigger.head, *trigger.names)} | {
        token.lower_ for token in doc.tokens[trigger.start : trigger.end]
    }
    victims = slots.recipients
    if doc[trigger.head].tag_ == "NNS":
        return None  # "the killings at Godra"
    if any(t.dep_ == "mark" and t.lower_ == "that" for f in victims for t in doc.tokens[f.head.i : trigger.head]):
        return None  # "the minister confirmed that nine had been killed"
    if not words & FATAL or not victims or not all(_is_one_person(filler) for filler in victims):
        return None
    start, end = passage.source_offsets(victims[0].span[0].idx, _end(victims[-1].span[-1]))
    text = article_text.slice(passage.field, start, end)
    number = len(victims)
    return Count(min=number, max=number, text=text, field=passage.field, start=start, end=end)


def _is_one_person(filler: Filler) -> bool:
    head = filler.head
    if head.ent_type_ == "PERSON":
        return True
    if head.tag_ == "NNP" and head.is_sent_start and noun_class(head.lower_) == "person":
        return True  # "Mayor gunned down"
    plural_or_vague = head.tag_ != "NN" or any(child.dep_ == "nummod" for child in head.children)
    return not plural_or_vague and is_person(head) and head.lemma_ not in GROUPS


def _end(token: Token) -> int:
    return token.idx + len(token)


def _kind(event_type: str, modes: Sequence[str], acting: bool, suffering: bool) -> str | None:
    keys = [f"{event_type}-{mode}" for mode in modes] + [event_type]
    table = SUFFERED if suffering else ACTED if acting else {}
    return next((table[key] for key in keys if key in table), None)


def _tie(token: Token, governor: int | None, own: frozenset[int]) -> int | None:
    """Return the closeness of a count to a trigger: 1 governed by it, 2 below it, 3 in a dependent clause, or None."""
    if governor in own:
        return 1
    verb = token.doc[governor] if governor is not None else None
    if verb is not None and _is_anothers_deed(verb, own):
        return None
    if any(g.i in own for g in governors(token)):
        return 2
    if verb is not None and any(g.i in own for g in governors(verb)):
        return 3
    above = {g.i for i in own for g in governors(token.doc[i])}
    while verb is not None and verb.dep_ == "conj" and verb.i not in above:
        verb = verb.head
    if verb is not None and verb.dep_ == "dobj" and verb.head.lemma_ in TOLL_VERBS:
        verb = verb.head  # "the attack caused 14 deaths"
        return 3 if any(token.doc[i].dep_ == "nsubj" and token.doc[i].head is verb for i in own) else None
    return 3 if verb is not None and verb.i in above else None


def _is_anothers_deed(verb: Token, own: frozenset[int]) -> bool:
    """Return whether another verb has its own agent and victims ("killed three, hours after rebels attacked")."""
    subject = child(verb, "nsubj")
    if subject is None or not has_subject_and_object(verb):
        return False
    return not any(i == subject.i or subject.is_ancestor(verb.doc[i]) for i in own)


def count_of(figure: CountMention) -> Count:
    """Return a count mention as a count of an event record."""
    return Count(
        min=figure.min, max=figure.max, text=figure.text, field=figure.field, start=figure.start, end=figure.end
    )
