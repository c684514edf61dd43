"""The sides of a conflict: who fights whom, and whether two acts of violence have different victims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.reader.coded_events.coded_event import CodedEvent
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from streams.contract.records import Participant

_DATA = data_file(__file__, "sides.toml")
_STATE_SECTORS = _DATA.words("state_sectors")
_ARMED_GROUP_SECTORS = _DATA.words("armed_group_sectors")
_CROWD = _DATA.words("crowd")
COUNTED = _DATA.words("counted")
VAGUE = _DATA.words("generic")
_SEPARATE_MODES = _DATA.words("separate_modes")
_ONE_VICTIM = _DATA.words("one_victim")
_ADDITIONAL = _DATA.words("additional")
_MENTIONED = _DATA.words("mentioned")
_MODE_GROUPS = tuple(frozenset(modes.split()) for modes in _DATA.read("mode_groups", list[str]))


def are_opponents(a: Sequence[Participant], b: Sequence[Participant]) -> bool:
    """Return whether one event's parties are all state forces and the other's all armed opponents of the state."""
    sides = [_sectors(parties) for parties in (a, b)]
    return any(
        one and other and one <= _STATE_SECTORS and other <= _ARMED_GROUP_SECTORS
        for one, other in (sides, reversed(sides))
    )


def other_victims(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two acts have victims on different sides: "killed six labourers", "three militants were killed".

    A party that is the actor of one and the victim of the other also counts: "supporters threw rocks at police",
    "a protester was killed".
    """
    hit = [_sectors(coded.recipients) for coded in (a, b)]
    armed = any(
        one and other and one <= _ARMED_GROUP_SECTORS and not other & _ARMED_GROUP_SECTORS
        for one, other in (hit, reversed(hit))
    )
    return armed or any(_turned(x, y) or _fell(x, y) or _is_single(x, y) for x, y in ((a, b), (b, a)))


def new_victims(earlier: CodedEvent, later: CodedEvent) -> bool:
    """Return whether two tolls count different people: "killed nine soldiers", "killed 30 villagers".

    Vague nouns such as "people", "victims" and "women" may include those counted before.
    """
    if earlier.magnitude.killed is None or later.magnitude.killed in (None, earlier.magnitude.killed):
        return False
    first, then = (_counted(coded) for coded in (earlier, later))
    if any(p.text.casefold().startswith(("the ", "those ", "these ")) for p in then):
        return False
    one, other = kinds(first), kinds(then)
    told = one & _words(then) or other & _words(first)
    return bool(one and other) and not told and not (one | other) & (COUNTED | VAGUE)


def _counted(coded: CodedEvent) -> list[Participant]:
    """Return the recipients that are people; of people and a place that was hit, only if the toll counts just these."""
    people = [p for p in coded.recipients if _is_people(p)]
    killed = coded.magnitude.killed
    whole = len(people) == len(coded.recipients) or (killed is not None and [p.text for p in people] == [killed.text])
    return people if whole else []


def mentions_others(facts: Sequence[str], later: CodedEvent) -> Iterator[str]:
    """Yield the fact that an act that one article reports of several groups has other recipients than before.

    "Six more activists" are others; "more than six" and "two brothers" can be; "those" and "he" are not.
    """
    opening = [party.text.casefold().split()[:3] for party in later.recipients]
    if any(_ADDITIONAL & {*words} and "than" not in words for words in opening):
        yield "different"
    elif opening and not ({"same_recipient", "similar_recipient"} & {*facts} or _MENTIONED & {w[0] for w in opening}):
        yield "often"


def _words(parties: Sequence[Participant]) -> set[str]:
    return {word.strip(",").removesuffix("s") for party in parties for word in party.text.casefold().split()}


def other_deed(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two events have modes of which neither can be part of the other: torture and a bombing.

    An act with a mode of `own_deeds` is also distinct from one without a mode that names its victim.
    """
    if a.event_type != b.event_type or set(a.modes) & set(b.modes):
        return False
    one, other = ({n for n, kind in enumerate(_MODE_GROUPS) if kind & set(coded.modes)} for coded in (a, b))
    own = any(_SEPARATE_MODES & set(x.modes) and (y.modes or y.recipients) for x, y in ((a, b), (b, a)))
    return own or bool(one and other and not one & other)


def other_target(earlier: CodedEvent, later: CodedEvent) -> bool:
    """Return whether a later mention introduces another target: "attacked an army base", "attacked a court".

    The earlier target would have a definite article ("the base"). Headlines, which omit articles, are not compared.
    """
    if earlier.evidence.field == "title":
        return False
    hit = [[p for p in coded.recipients if not _is_people(p)] for coded in (earlier, later)]
    new = [p for p in hit[1] if p.text.casefold().startswith(("a ", "an ", "another "))]
    return bool(hit[0] and new) and not kinds(hit[0]) & kinds(new)


def _is_people(party: Participant) -> bool:
    nouns = kinds([party])
    counted = any(noun in COUNTED or noun.isdigit() for noun in nouns)
    return party.label == "PERSON" or counted or any(noun_class(noun) == "person" for noun in nouns)


def _turned(a: CodedEvent, b: CodedEvent) -> bool:
    return bool(_groups(a.actors) & _groups(b.recipients)) and not _groups(a.recipients) & _groups(b.recipients)


def _fell(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether the armed actors of one act are the victims of the other: "bandits raided a camp"."""
    doers, first, hit = (_sectors(parties) for parties in (a.actors, a.recipients, b.recipients))
    return (
        bool(doers and hit)
        and doers <= _ARMED_GROUP_SECTORS
        and hit <= _ARMED_GROUP_SECTORS
        and not first & _ARMED_GROUP_SECTORS
    )


def _is_single(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether one act has one victim and the other several ("forty died in riots after his assassination")."""
    killed = b.magnitude.killed
    several = len(b.recipients) > 1 or (killed is not None and killed.min > 1)
    single = a.evidence.trigger.casefold() in _ONE_VICTIM and len(a.recipients) == 1
    return single and several and not kinds(a.recipients) & kinds(b.recipients)


def _sectors(parties: Sequence[Participant]) -> set[str]:
    return {p.sector for p in parties if p.sector}


def _groups(parties: Sequence[Participant]) -> set[str]:
    return {"crowd" if noun in _CROWD else noun for noun in kinds(parties)} - COUNTED


def kinds(parties: Sequence[Participant]) -> set[str]:
    """Return the head noun of each phrase, without a plural "s": "soldier" of "seven soldiers of the army".

    Of a quantity it is the noun counted: "supporter" of "hundreds of supporters".
    """
    found = set()
    for party in parties:
        first, _, rest = party.text.casefold().partition(" of ")
        words = first.split(",")[0].split()
        if rest and words and words[-1].removesuffix("s") in COUNTED:
            words = rest.split(" of ")[0].split(",")[0].split()
        if words:
            found.add(words[-1].removesuffix("s"))
    return found
