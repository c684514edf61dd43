"""Status of events that have not happened: awaited, omitted, aimed at, feared or unknown.

"Until it withdraws", "instead of vetoing the plan", "agree on arresting them", "it was not known who was responsible".
Words are in `unrealised.toml`.
"""

from __future__ import annotations

from agents.reader.event_status.status_decision import StatusDecision
from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import child, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token

_DATA = data_file(__file__, "unrealised.toml")
AWAITED = _DATA.words("awaiting")
TOPICS = _DATA.words("words_with_topics")
AIMS = _DATA.words("aims")
OF_AIMS = frozenset({"in", "of", "to", "at"})
CHANCES = _DATA.words("modals")
FEARING, CONCERNED = _DATA.words("fearing"), _DATA.words("concerned")
GENERIC_ANTECEDENTS = _DATA.words("generic_antecedents")
PRESENT = frozenset({"VBZ", "VBP"})
SINGLED_OUT = frozenset({"det", "poss", "nummod", "acl", "relcl"})
"""Relations that make a plural specific: "the strikes", "Sunday's strikes", "two strikes"."""
INSTEAD = frozenset({("instead", "of"), ("rather", "than")})
COMING = CHANCES | {"will", "'ll", "wo", "can"}
REACH = 3
"""Number of governors that are searched for a word of fear."""


def unrealised_status(head: Token) -> StatusDecision | None:
    """Return the status of an event in a clause that reports it as not realised; None if no rule applies."""
    waited_for = _awaited(head) or _left_undone(head) or _as_topic(head)
    return waited_for or _by_chance(head) or _feared(head) or _unknown(head)


def _awaited(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for an awaited event ("until it withdraws"); the past ("until it withdrew") is a fact."""
    mark = child(verb, "mark")
    if verb.dep_ != "advcl" or mark is None or mark.lower_ not in AWAITED or not _is_present(verb):
        return None
    return StatusDecision("hypothetical", f"awaited: {mark.lower_!r}")


def _is_present(verb: Token) -> bool:
    aux = next((c for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    return (aux or verb).tag_ in PRESENT


def _left_undone(verb: Token) -> StatusDecision | None:
    """Return "negated" for an alternative that was not taken ("abstained instead of vetoing it")."""
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    words = tuple(t.lower_ for t in before)
    if verb.tag_ not in ("VBG", "VB") or words not in INSTEAD:
        return None
    return StatusDecision("negated", f"after {' '.join(words)!r}")


def _as_topic(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for the topic or aim of an act ("with a view to freeing the hostages")."""
    preposition = verb.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG":
        return None
    if preposition.lower_ in OF_AIMS and preposition.head.lemma_ in AIMS:
        return StatusDecision("hypothetical", f"aim: {preposition.head.text!r}")
    if preposition.lower_ != "on":
        return None
    while preposition.dep_ == "conj":
        preposition = preposition.head
    above = preposition.head
    if above.lemma_ not in TOPICS:
        return None
    return StatusDecision("hypothetical", f"topic of {above.text!r}")


def _by_chance(noun: Token) -> StatusDecision | None:
    """Return "hypothetical" for a generic plural under a modal ("air strikes could harm ties")."""
    verb = noun.head
    if noun.tag_ != "NNS" or noun.dep_ != "nsubj" or not is_verb(verb):
        return None
    if any(c.dep_ in SINGLED_OUT or c.ent_type_ in ("DATE", "TIME") for c in noun.children):
        return None
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in CHANCES), None)
    if modal is None:
        return None
    return StatusDecision("hypothetical", f"generic plural {noun.lower_!r} under {modal.lower_!r}")


def _feared(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for a feared event ("what we fear is that they will be interned").

    "Concerned that they had been interned" is about a fact.
    """
    if not is_verb(verb) or verb.dep_ not in ("ccomp", "conj", "attr", "acl"):
        return None
    coming = any(c.dep_ == "aux" and c.lower_ in COMING for c in verb.children)
    words = FEARING | CONCERNED if coming else FEARING
    for _, governor in zip(range(REACH), governors(verb), strict=False):
        said = (governor, *(c for c in governor.children if c.dep_ in ("csubj", "nsubj", "acomp")))
        fear = next((t for t in said if t.lemma_ in words), None)
        if fear is not None:
            return StatusDecision("hypothetical", f"feared: {fear.text!r}")
        if is_noun(governor):
            return None
    return None


def _unknown(verb: Token) -> StatusDecision | None:
    """Return "hypothetical" for an act whose agent is unknown ("asked who was responsible")."""
    who = child(verb, "nsubj", "nsubjpass")
    if verb.lemma_ != "be" or who is None or who.tag_ != "WP":
        return None
    named = verb.dep_ == "relcl" and verb.head.lemma_.lower() not in GENERIC_ANTECEDENTS
    return None if named else StatusDecision("hypothetical", "the agent is unknown")
