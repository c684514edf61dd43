"""Private matters: what neighbours, customers and passers-by ask, offer and tell each other is no event of PLOVER."""

from __future__ import annotations

from collections.abc import Container, Iterable

from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.lexicon.loader import data_file
from agents.reader.slots.slots import Slots
from agents.reader.syntax.arguments import arguments
from agents.reader.syntax.clauses import is_verb
from agents.reader.syntax.tree import Token
from streams.contract.records import Participant

_DATA = data_file(__file__, "private_matters.toml")
TYPES, PERSON, PEOPLE, PRONOUNS = map(_DATA.words, ("types", "person", "people", "pronouns"))
SECTORS, BODIES = map(_DATA.words, ("sectors", "bodies"))
ME = frozenset({"i", "me"})
PLURAL = frozenset({"NNS", "NNPS"})


def private_matter(coded: CodedEvent, head: Token, slots: Slots) -> str | None:
    """Return why an event is among private people, or None where it is not, or nobody is known.

    `slots` are those from which the event's actors and recipients were coded, and `head` is its trigger.
    """
    parties = [*coded.actors, *coded.recipients]
    if coded.event_type not in TYPES or any(map(_is_public, parties)):
        return None
    unknown = {p.text.lower() for p in parties if p.entity_id is None}
    actors = [f.head for f in slots.actors]
    if actors:
        private = all(_is_private(noun, unknown) for noun in actors)
        return f"{actors[0].text!r} is a private person" if private else None
    subjects = arguments(head).get("subj", ()) if is_verb(head) else ()
    speaker = next((t for t in subjects if t.lower_ in PRONOUNS), None)
    if speaker is None or not (speaker.lower_ in ME or _is_told_to_private(slots)):
        return None
    return f"{speaker.text!r} is nobody who is known"


def _is_public(party: Participant) -> bool:
    if party.country is not None or party.label in BODIES:
        return True
    return party.sector is not None and party.sector not in SECTORS


def _is_told_to_private(slots: Slots) -> bool:
    """Return whether it is done to private people alone."""
    return bool(slots.recipients) and all(_is_private(f.head, frozenset()) for f in slots.recipients)


def _is_private(noun: Token, unknown: Container[str]) -> bool:
    """Return whether a word is for a private person; a pronoun is where it is among the `unknown`."""
    if noun.lower_ in PRONOUNS:
        return noun.lower_ in unknown
    if noun.lemma_.lower() in PEOPLE:
        return True
    return noun.lemma_.lower() in PERSON and noun.tag_ not in PLURAL and not _speaks_for(noun.children)


def _speaks_for(parts: Iterable[Token]) -> bool:
    """ "The manager of the fund", "a doctors' union": a person who speaks for others."""
    return any(c.dep_ == "prep" and c.lower_ in ("of", "for", "at", "from") for c in parts)
