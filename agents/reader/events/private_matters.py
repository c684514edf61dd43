"""Private matters: requests, offers and statements among private people, which are not events of PLOVER."""

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
    """Return why an event is only among private people; None if it is not, or if no party is known.

    `slots` are those from which the event's actors and recipients were coded, and `head` is its trigger.
    """
    parties = [*coded.actors, *coded.recipients]
    if coded.event_type not in TYPES or any(map(_is_public, parties)):
        return None
    unknown = {p.text.lower() for p in parties if p.entity_id is None}
    actors = [f.head for f in slots.actors]
    if actors:
        private = all(_is_private(noun, unknown) for noun in actors)
        return f"the actor {actors[0].text!r} is a private person" if private else None
    subjects = arguments(head).get("subj", ()) if is_verb(head) else ()
    speaker = next((t for t in subjects if t.lower_ in PRONOUNS), None)
    if speaker is None or not (speaker.lower_ in ME or _is_told_to_private(slots)):
        return None
    return f"the subject {speaker.text!r} is an unknown person"


def _is_public(party: Participant) -> bool:
    if party.country is not None or party.label in BODIES:
        return True
    return party.sector is not None and party.sector not in SECTORS


def _is_told_to_private(slots: Slots) -> bool:
    """Return whether all recipients are private people."""
    return bool(slots.recipients) and all(_is_private(f.head, frozenset()) for f in slots.recipients)


def _is_private(noun: Token, unknown: Container[str]) -> bool:
    """Return whether a noun denotes a private person; a pronoun does if it is among the `unknown`."""
    if noun.lower_ in PRONOUNS:
        return noun.lower_ in unknown
    if noun.lemma_.lower() in PEOPLE:
        return True
    return noun.lemma_.lower() in PERSON and noun.tag_ not in PLURAL and not _speaks_for(noun.children)


def _speaks_for(parts: Iterable[Token]) -> bool:
    """Return whether a person speaks for others: "the manager of the fund"."""
    return any(c.dep_ == "prep" and c.lower_ in ("of", "for", "at", "from") for c in parts)
