"""How many were killed, injured, arrested or displaced in an event, or took part in it."""

from __future__ import annotations

from collections.abc import Sequence

from agents.reader.lexicon.loader import data_file
from agents.reader.numbers.counted import is_person
from agents.reader.numbers.counts import CountMention
from agents.reader.slots.fillers import Filler
from agents.reader.slots.slots import Slots
from agents.reader.syntax.clauses import child, governors, has_subject_and_object
from agents.reader.syntax.tree import Token
from agents.reader.text.article_text import ArticleText, Passage
from agents.reader.triggers.trigger import Trigger
from streams.contract.records import Count, Magnitude

_DATA = data_file(__file__, "magnitude.toml")
STATED = _DATA.word_lists("stated")
"""Event type to the kinds of figure that it may have."""
FATAL = _DATA.words("fatal.words")
"""Words of a trigger that say that whoever it was done to died."""
DONE_ONCE = _DATA.words("done_once")
"""Kinds of figure that belong to the deed that they are told of; deaths may belong to the attack beside it too."""
GROUPS = _DATA.words("fatal.groups")
"""Nouns in the singular for more than one person."""
ACTED = _DATA.read("actors", dict[str, str])
"""Event type (and mode) to what the number of its actors counts."""
SUFFERED = _DATA.read("recipients", dict[str, str])
"""Event type and mode to what the number of its recipients counts."""


def find_magnitude(
    trigger: Trigger,
    event_type: str,
    slots: Slots,
    figures: Sequence[CountMention],
    page: ArticleText,
    others: frozenset[int] = frozenset(),
) -> Magnitude:
    """Return the counts of the event of a trigger; `figures` are those of its sentence.

    A running total ("bringing the toll to 40") is not this event's own count. `others` are the heads of the sentence's
    other triggers: whom one of them arrested, expelled or gathered is not counted here.
    """
    passage = page.passages[trigger.passage]
    doc = passage.doc
    own, modes = frozenset({trigger.head, *trigger.names}), trigger.modes
    acting, suffering = {f.head.i for f in slots.actors}, {f.head.i for f in slots.recipients}
    found: dict[str, tuple[int, CountMention]] = {}
    for figure in figures:
        token = doc[figure.token]
        if figure.total or figure.kind == "money" or (figure.kind in DONE_ONCE and figure.governor in others):
            continue
        kind: str | None = figure.kind
        if kind == "people":
            kind = _kind(event_type, modes, token.i in acting, token.i in suffering)
        if kind is None or kind not in STATED.get(event_type, frozenset()):
            continue
        tie = 0 if token.i in acting | suffering else _tie(token, figure.governor, own)
        if tie is not None and (kind not in found or tie < found[kind][0]):
            found[kind] = tie, figure
    counts = {kind: _count(figure) for kind, (_, figure) in sorted(found.items())}
    if "killed" in STATED.get(event_type, ()):
        named, stated = _single_victims(trigger, slots, page, passage), counts.get("killed")
        if named is not None and (stated is None or stated.min < named.min):
            counts["killed"] = named
    return Magnitude(**counts)


def _single_victims(trigger: Trigger, slots: Slots, page: ArticleText, passage: Passage) -> Count | None:
    """Count the people who are named as killed: "the murder of the editor Lena Brandt", "shot dead a guard"."""
    doc = passage.doc
    words = {doc[i].lemma_.lower() for i in (trigger.head, *trigger.names)} | {
        token.lower_ for token in doc.tokens[trigger.start : trigger.end]
    }
    victims = slots.recipients
    if not words & FATAL or not victims or not all(_is_one_person(filler) for filler in victims):
        return None
    start, end = passage.written(victims[0].span[0].idx, _end(victims[-1].span[-1]))
    text = page.slice(passage.field, start, end)
    number = len(victims)
    return Count(min=number, max=number, text=text, field=passage.field, start=start, end=end)


def _is_one_person(filler: Filler) -> bool:
    head = filler.head
    if head.ent_type_ == "PERSON":
        return True
    plural_or_vague = head.tag_ != "NN" or any(child.dep_ == "nummod" for child in head.children)
    return not plural_or_vague and is_person(head) and head.lemma_ not in GROUPS


def _end(token: Token) -> int:
    return token.idx + len(token)


def _kind(event_type: str, modes: Sequence[str], acting: bool, suffering: bool) -> str | None:
    keys = [f"{event_type}-{mode}" for mode in modes] + [event_type]
    table = SUFFERED if suffering else ACTED if acting else {}
    return next((table[key] for key in keys if key in table), None)


def _tie(token: Token, governor: int | None, own: frozenset[int]) -> int | None:
    """How closely a figure belongs to a trigger: 1 counted by it, 2 below it, 3 in a clause that depends on it."""
    if governor in own:
        return 1
    if any(g.i in own for g in governors(token)):
        return 2
    verb = token.doc[governor] if governor is not None else None
    if verb is not None and any(g.i in own for g in governors(verb)):
        return 3
    above = {g.i for i in own for g in governors(token.doc[i])}
    return 3 if verb is not None and governor in above and not _is_anothers_deed(verb, own) else None


def _is_anothers_deed(verb: Token, own: frozenset[int]) -> bool:
    """Whether a verb above a trigger has a doer and victims of its own: "killed three, hours after rebels attacked"."""
    subject = child(verb, "nsubj")
    if subject is None or not has_subject_and_object(verb):
        return False
    return not any(i == subject.i or subject.is_ancestor(verb.doc[i]) for i in own)


def _count(figure: CountMention) -> Count:
    return Count(
        min=figure.min, max=figure.max, text=figure.text, field=figure.field, start=figure.start, end=figure.end
    )
