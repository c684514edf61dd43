"""Corrections of systematic parser errors that would give an event the wrong actor.

- "The president said the vote had been rigged and called on supporters to march": "called" is coordinated with
  "rigged", so that the vote calls.
- "In the capital, Velden, thousands marched": "Velden" is read as a second subject.
- "The firm was accused of bribery by prosecutors": "by prosecutors" is attached to "bribery".
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import child, is_noun, is_passive
from agents.reader.syntax.misplaced_clauses import repair_clause
from agents.reader.syntax.misread_participles import repair_participle
from agents.reader.syntax.misread_ranges import RANGES, repair_range
from agents.reader.syntax.misread_verbs import repair_verb
from agents.reader.syntax.tree import Doc, Token
from agents.reader.syntax.tree_edits import make_root, move

_DATA = data_file(__file__, "reattachment.toml")
SAYING, SPEECH_ACTS, SETTLEMENTS = map(_DATA.words, ("saying", "speech_acts", "settlements"))
CHARGING, CALLS, PREFIXES = map(_DATA.words, ("charging", "calls", "prefixes"))
ACT_NOUNS, PREPOSITIONS_BETWEEN = map(_DATA.words, ("act_nouns", "prepositions_between"))
LONGEST_ACRONYM = 5
"""Tokens from a name to the token after its acronym in brackets, at most."""
_PARTIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_ACTIVE = frozenset({"dobj", "ccomp", "xcomp"})
_PREPOSITIONS = frozenset({"on", "upon", "for", "against"})
_PERFECT = frozenset({"have", "will", "would", "be"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")


def reattach(doc: Doc) -> None:
    """Correct heads and labels of a new parse in place; the entry point of all corrections but those of headlines."""
    for verb in doc.tokens:
        if verb.tag_ in ("NNP", "NNPS") and not verb.ent_type_ and verb.is_sent_start:
            _retag_as_noun(verb)
        if verb.tag_ == "VBD" and verb.dep_ == "conj" and verb.lemma_ in SPEECH_ACTS:
            speaker = _speaker_of(verb)
            if speaker is not None:
                move(verb, speaker, "conj")
            else:
                repair_verb(verb)
        elif verb.dep_ == "nsubj" and verb.tag_ in ("NNP", "NNPS"):
            _attach_name(verb)
        elif verb.dep_ == "nsubjpass" and verb.tag_ == "NNP":
            _join_body(verb)
        elif verb.lower_ == "by" and verb.dep_ in ("prep", "agent"):
            charging = _charging(verb)
            if charging is not None:
                move(verb, charging, "agent")
            elif (act := _act_noun_of(verb)) is not None:
                move(verb, act, "prep")
        elif verb.lower_ in RANGES and repair_range(verb):
            continue
        elif verb.lower_ == "from" and verb.dep_ == "prep":
            if (call := _call_of(verb)) is not None:
                move(verb, call, "prep")
        elif verb.dep_ == "compound" and verb.ent_type_ == "GPE" and verb.i and verb.nbor(-1).lower_ == "in":
            _detach_place(verb)
        elif verb.lower_ in PREFIXES and verb.dep_ in _SUBJECTS:
            _join_prefix(verb)
        elif verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.head.dep_ == "ROOT" and _is_main_verb(verb):
            make_root(verb)
        else:
            repair_clause(verb)
            repair_verb(verb)
            repair_participle(verb)


def _attach_name(name: Token) -> None:
    """Attach a name parsed as subject to the settlement or kind before it, or to the person after it."""
    settlement = _named_settlement(name)
    if settlement is not None:
        move(name, settlement, "appos")
    elif (kind := _kind_before(name)) is not None:
        move(kind, name, "compound")
    else:
        _join_body(name)


def _retag_as_noun(word: Token) -> None:
    """Retag a plural that is read as a name at the start of a sentence: "Wildfires forced villagers to flee"."""
    singular = word.lower_[:-1]
    if word.lower_.endswith("s") and noun_class(singular) in ("object", "abstract"):
        word.tag_, word.lemma_ = "NNS", singular


def _charging(by: Token) -> Token | None:
    """Return the passive verb whose agent is attached to the charge: "accused of bribery by prosecutors"."""
    charge = by.head
    preposition = charge.head
    verb = preposition.head
    if charge.dep_ != "pobj" or preposition.dep_ != "prep" or verb.lemma_ not in CHARGING or verb.tag_ != "VBN":
        return None
    who = child(by, "pobj")
    return verb if child(verb, "agent") is None and who is not None and _is_party(who) else None


def _act_noun_of(by: Token) -> Token | None:
    """Return the noun for a act whose agent is attached to a word between: "closure of two papers by the junta"."""
    between = by.head
    act = between.head.head if between.dep_ == "pobj" and between.head.lower_ in PREPOSITIONS_BETWEEN else between
    who = child(by, "pobj")
    named = act.lemma_ in ACT_NOUNS and is_noun(act) and act is not between
    return act if named and who is not None and _is_party(who) else None


def _call_of(preposition: Token) -> Token | None:
    """Return "calls" of "calls to resign from lawmakers", where the parser attaches "from" to "resign".

    Also "call" of "a call for help from an officer", where it attaches "from" to "help".
    """
    who, asked = child(preposition, "pobj"), preposition.head
    call = asked.head.head if asked.dep_ == "pobj" and asked.head.lower_ == "for" else asked.head
    if asked.dep_ not in ("acl", "pobj") or call.lemma_ not in CALLS or who is None or not is_noun(call):
        return None
    people = who.ent_type_ in ("PERSON", "NORP") or (is_noun(who) and noun_class(who.lemma_) == "person")
    return call if people and (asked.dep_ == "pobj" or who.tag_ != "NN") else None


def _is_party(noun: Token) -> bool:
    return noun.ent_type_ in _PARTIES or (is_noun(noun) and noun_class(noun.lemma_) in ("person", "group"))


def _detach_place(place: Token) -> None:
    """Attach a place to the preposition before it, not to the subject: "In Tirana police arrested six"."""
    preposition, noun = place.nbor(-1), place.head
    if preposition.dep_ == "prep" and noun.dep_ in _SUBJECTS and child(preposition, "pobj") is None:
        move(place, preposition, "pobj")


def _join_prefix(prefix: Token) -> None:
    """Join a prefix, its hyphen and the noun, which are parsed as separate subjects: "an ex-soldier"."""
    tokens, verb = prefix.doc.tokens, prefix.head
    hyphen, noun = (tokens[min(prefix.i + n, len(tokens) - 1)] for n in (1, 2))
    if hyphen.text != "-" or noun.dep_ not in _SUBJECTS or noun.head is not verb:
        return
    noun.dep_ = prefix.dep_
    for before in prefix.children:
        move(before, noun, before.dep_)
    move(prefix, noun, "compound")
    move(hyphen, noun, "punct")


def _join_body(name: Token) -> None:
    """Join an organisation to the person after it: "Northern People's Party (NPP) chairman Adu Mensah"."""
    tokens = name.doc.tokens
    person = next((c for c in name.head.children if c.i > name.i and c.dep_ == name.dep_), None)
    if person is None or person.ent_type_ != "PERSON" or name.ent_type_ != "ORG":
        return
    first = min((c.i for c in person.children if c.dep_ in ("compound", "nmod", "amod")), default=person.i)
    if tokens[name.i + 1].text == "(" and tokens[first - 1].text == ")" and first - name.i <= LONGEST_ACRONYM:
        move(name, person, "nmod")


def _is_main_verb(verb: Token) -> bool:
    """Return whether a verb parsed as modifier of the root noun is the main verb: "The union called on him to go"."""
    noun = verb.head
    if verb.lemma_ not in SPEECH_ACTS or noun.i > verb.i or not is_noun(noun) or not _has_complement(verb):
        return False
    return not any(noun.i < c.i < verb.i for c in noun.children)


def _speaker_of(verb: Token) -> Token | None:
    """Return the verb of saying to coordinate a speech act with, if it is coordinated with the reported clause.

    None unless that clause has a verb form that a simple past cannot continue, or a subject that cannot speak.
    """
    said = verb.head
    saying = said.head
    if said.dep_ != "ccomp" or saying.lemma_ not in SAYING or saying.i > said.i or child(saying, "nsubj") is None:
        return None
    if child(verb, *_SUBJECTS, "aux") is not None or not _has_complement(verb):
        return None
    other_form = is_passive(said) or any(c.dep_ == "aux" and c.lemma_ in _PERFECT for c in said.children)
    subject = child(said, *_SUBJECTS)
    return saying if subject is not None and (other_form or _cannot_speak(subject)) else None


def _has_complement(verb: Token) -> bool:
    """Return whether a verb has an object, a clause or a governed preposition ("called on"), so that it is active."""
    return any(c.dep_ in _ACTIVE or (c.dep_ == "prep" and c.lower_ in _PREPOSITIONS) for c in verb.children)


def _cannot_speak(subject: Token) -> bool:
    if subject.dep_ == "expl" or subject.lower_ in ("it", "this", "that", "there"):
        return True
    return (
        is_noun(subject) and subject.ent_type_ not in _PARTIES and noun_class(subject.lemma_) in ("object", "abstract")
    )


def _kind_before(name: Token) -> Token | None:
    """Return the noun before a name that is parsed as another subject: "the party Ennahda condemned"."""
    first = min((c.i for c in name.children if c.dep_ == "compound"), default=name.i)
    noun = name.doc.tokens[first - 1] if first else name
    twin = noun.dep_ == "nsubj" and noun.head is name.head and noun.tag_ == "NN" and noun is not name
    return noun if twin and noun_class(noun.lemma_) in ("group", "person") else None


def _named_settlement(name: Token) -> Token | None:
    """Return the noun that a name between commas is an apposition of: "in the capital, Velden, thousands marched"."""
    tokens, verb = name.doc.tokens, name.head
    first = min((c.i for c in name.children if c.dep_ == "compound"), default=name.i)
    if first < 2 or tokens[first - 1].text != "," or name.i + 1 >= verb.i or tokens[name.i + 1].text != ",":
        return None
    if not any(c.dep_ in _SUBJECTS and name.i < c.i < verb.i for c in verb.children):
        return None
    noun = tokens[first - 2]
    return noun if noun.dep_ == "pobj" and (noun.lemma_ in SETTLEMENTS or noun.ent_type_ == "GPE") else None
