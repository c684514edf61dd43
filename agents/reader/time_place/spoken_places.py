"""Places at which an article's sources spoke: "told reporters in Tokyo", "speaking at a rally in Kano"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agents.reader.coreference.resolution import References
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import is_verb
from agents.reader.syntax.tree import Token
from agents.reader.time_place.recent_days import speaker_of
from streams.contract.records import Place

_DATA = data_file(__file__, "time_place.toml")
SPEAKING = _DATA.words("speaking")
AUDIENCES = _DATA.words("audiences")
_AT = frozenset({"in", "at", "to", "during", "from", "outside", "before"})
_WHERE = frozenset({"in", "at", "from", "outside"})


def spoken_places(
    places: Mapping[tuple[int, int], Sequence[tuple[Token, Place]]], references: References
) -> dict[str, Place]:
    """Return entity ids to the place at which the entity spoke, if the article gives exactly one.

    `places` maps a sentence to its literal places, each with the head token of its name.
    """
    found: dict[str, dict[str, Place]] = {}
    for of_sentence in places.values():
        for token, place in of_sentence:
            verb = _spoken_in(token)
            speaker = speaker_of(verb) if verb is not None else None
            entity = references.entity(speaker) if speaker is not None else None
            if entity is not None:
                found.setdefault(entity.id, {})[place.name or place.text] = place
    return {entity: next(iter(of.values())) for entity, of in found.items() if len(of) == 1}


def _spoken_in(place: Token) -> Token | None:
    """Return the verb of speaking that a place belongs to, directly or through its audience or meeting."""
    if place.dep_ != "pobj" or place.head.lower_ not in _WHERE:
        return None
    holder = place.head.head
    while (holder.ent_type_ == "DATE" or holder.lower_ == "on") and holder.head is not holder:
        holder = holder.head
    after = place.doc[place.i + 1].text if place.i + 1 < len(place.doc) else ""
    if holder.dep_ == "nsubj" and holder.ent_type_ == "PERSON" and after == ",":
        return holder.head  # "Mr Abe, in Tokyo, said"
    while not is_verb(holder):
        above = holder.head
        direct = holder.dep_ in ("dobj", "dative")
        if holder.lemma_ not in AUDIENCES or above is holder or not (direct or above.lower_ in _AT):
            return None
        holder = above if direct else above.head
    return holder if holder.lemma_ in SPEAKING else None
