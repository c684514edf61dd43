"""Published reasons for what is missing in a record: the texts of `missing` of events, places and dates."""

from __future__ import annotations

from enum import StrEnum


class MissingReason(StrEnum):
    """Every text that the reader publishes as a reason. A word in braces is filled with `format`.

    `NOT_A_PARTICIPANT` also has a `NotAParticipant`: why the phrase was not accepted.
    """

    NOT_NAMED = "the trigger's clause names no {slot}"
    NOT_A_PARTICIPANT = "{phrase!r} ({construction}) {why}"
    NO_SPEAKER = "no speaker is named"
    NO_DATE = "no date in the event's clause"
    START_OF_PERIOD = "{date!r} is the start of a period"
    PRECEDING_EVENT = "{date!r} is the date of a preceding event"
    COMMEMORATION = "{date!r} is the date of a commemoration"
    RELATIVE_DATE = "{date!r} is relative to an event without a date"
    SEVERAL_DAYS = "the first paragraphs name several days"
    NO_PLACE = "no literal place in the event's clause"
    UNKNOWN_PLACE = "the place name is not in the gazetteer"
    AMBIGUOUS_PLACE = "the place name is ambiguous: {count} candidates"
    NOT_IN_CONTAINER = "no place of this name in {container}"
    OTHER_COUNTRY = "the place found is in a country that the article does not otherwise mention"
    NO_PUBLICATION_DATE = "the article has no publication date"
    UNUSABLE_PUBLICATION_DATE = "the publication date is not usable: {warning}"
    NO_EARLIER_DATE = "the text names no earlier date that the expression can refer to"
    AMBIGUOUS_DATE = "the order of day and month is ambiguous"
    NO_SUCH_DATE = "the calendar has no such date"


class NotAParticipant(StrEnum):
    """Why a phrase in the trigger's clause is not the actor or the recipient."""

    UNRESOLVED = "has no known antecedent"
    NUMBER = "is a number"
    EVENT = "is the event itself"
    INANIMATE = "is inanimate"
    TIME_OR_AMOUNT = "is a time or an amount"
    INDEFINITE = "is indefinite"
    NOT_A_NOUN = "is not a noun"
    SOURCE = "is only the source of the report"
    RECIPIENT = "is the recipient"
    PLACE = "is a place"
    PLACE_OR_TIME = "is a place or a time"
    SENT = "is sent"
    GIVEN = "is given or shared"
    WEAPON = "is a weapon"
    ABSTRACT = "is abstract"
    REQUESTED = "is requested, or affected by the request"
    TOPIC = "is the topic of the talks"
    REFUSED_ACT = "is the subject of the refused act"
    MEANS = "is the means of the act"
    NOT_CRITICISED = "is the place or the target of the criticised act"


def not_a_participant(phrase: str, construction: str, why: NotAParticipant) -> str:
    """Return the published reason for a phrase, with the grammatical construction that it stands in."""
    return MissingReason.NOT_A_PARTICIPANT.format(phrase=phrase, construction=construction, why=why)
