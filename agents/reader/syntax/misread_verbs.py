"""Corrections of verbs, and of words that belong to them, that the parser attaches wrongly.

- "The Greens, who govern, threatened to abstain": the main verb is read as a participle.
- "hand over three men": the particle is attached to the number.
- "no fewer than 43 pupils": "no" is attached to the noun.
- "accused the army of bombing a village, killing seven": "killing" is attached to "accused".
- "cordoned off": the lemma of a rare verb is wrong ("cordone").
- "an ambush on a convoy that killed nine": the relative clause is attached to "convoy".
- "was charged and denied bail": "denied" is read as active.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.accusations import accusation
from agents.reader.syntax.clauses import child
from agents.reader.syntax.headlines import WITH_OBJECT
from agents.reader.syntax.misread_nouns import VERBS, repair_noun
from agents.reader.syntax.tree import Token
from agents.reader.syntax.tree_edits import make_root, move

_DATA = data_file(__file__, "misread_verbs.toml")
SEPARABLE = _DATA.word_lists("separable")
"""Particle to the verbs that it belongs to even if a number follows it."""
RESULTS = _DATA.word_lists("results")
"""Adjective to the verbs whose result it names, before their object ("shot dead two robbers")."""
STEMS = _DATA.read("stems", dict[str, str])
"""Wrong lemmas of rare verbs to the right ones."""
SAYING = _DATA.words("saying")
JUDGING = _DATA.words("judging")
JUDGEMENTS = _DATA.words("judgements")
HARMING = _DATA.words("harming")
ACT_NOUNS = _DATA.words("act_nouns")
WHERE = _DATA.words("where")
"""Prepositions between the noun for a act and its target."""
WITHHELD = _DATA.words("withheld")
RELATIVE = frozenset({"that", "which"})
AFTER = frozenset({"punct", "cc", "conj", "advmod"})
"""Relations of later dependents that do not show a noun phrase to continue after the verb."""


def repair_verb(token: Token) -> None:
    """Correct heads and labels of a verb or of a word that belongs to one, in place."""
    if token.lemma_ in STEMS:
        token.lemma_ = STEMS[token.lemma_]
    if token.lower_ in VERBS:
        repair_noun(token)
    if token.tag_ == "VBD" and token.dep_ == "conj":
        _share_passive(token)
    elif token.dep_ == "relcl" and token.lemma_ in HARMING:
        _attach_to_deed(token)
    elif token.dep_ == "advcl" and token.tag_ == "VBG":
        _attach_to_accusation(token)
    elif token.dep_ == "ROOT" and token.tag_ == "VBN" and token.i:
        _attach_to_object(token)
    elif token.dep_ == "acl" and token.tag_ == "VBN" and _is_main_verb(token):
        token.tag_ = "VBD"
        make_root(token)
    elif token.dep_ == "amod" and token.i > token.head.i and token.lower_ in JUDGEMENTS:
        _attach_to_judgement(token)
    elif token.dep_ == "amod" and token.lower_ in ("outside", "inside") and token.head.dep_ == "dobj":
        _make_preposition(token)
    elif token.dep_ in ("quantmod", "amod", "advmod") and token.i:
        _attach_to_verb(token)
    elif token.dep_ == "det" and token.lower_ == "no":
        _attach_to_comparison(token)


def _share_passive(verb: Token) -> None:
    """Make the second of coordinated verbs passive if its object shows it: "was charged and denied bail"."""
    first, thing = verb.head, child(verb, "dobj")
    passive = first.tag_ == "VBN" and (child(first, "auxpass") is not None or first.dep_ == "conj")
    if not passive or thing is None or child(verb, "nsubj", "aux", "neg") is not None:
        return
    if thing.ent_type_ == "MONEY" or thing.lemma_ in WITHHELD:
        verb.tag_ = "VBN"


def _attach_to_deed(verb: Token) -> None:
    """Attach a relative clause of harm to the noun for the act: "an ambush on a convoy that killed nine"."""
    hit = verb.head
    preposition = hit.head
    act = preposition.head
    subject = child(verb, "nsubj")
    if subject is None or subject.lower_ not in RELATIVE or hit.dep_ != "pobj":
        return
    if preposition.lower_ in WHERE and act.lemma_ in ACT_NOUNS:
        move(verb, act, "relcl")


def _attach_to_accusation(verb: Token) -> None:
    """Attach a participle to the act of an accusation: "accused the army of bombing a village, killing seven".

    A participle of saying stays with the accuser: "…, calling for an inquiry".
    """
    said = verb.lemma_ in SAYING
    blamed = None if said or child(verb, "nsubj", "nsubjpass") is not None else accusation(verb.head)
    if blamed is not None and blamed.act.i < verb.i:
        move(verb, blamed.act, "advcl")


def _is_main_verb(verb: Token) -> bool:
    """Return whether a participle after a relative clause in commas is the main verb of its sentence."""
    noun = verb.head
    if noun.dep_ != "ROOT" or verb.doc[verb.i - 1].text != "," or child(verb, "agent", "aux", "auxpass") is not None:
        return False
    relative = child(noun, "relcl")
    between = relative is not None and noun.i < relative.i < verb.i
    governs = child(verb, "dobj", "xcomp", "ccomp", "prep") is not None
    return between and governs and all(c.i <= verb.i or c.dep_ in AFTER for c in noun.children)


def _attach_to_verb(token: Token) -> None:
    """Attach a particle or result to the verb before it: "hand over three men", "shot dead two robbers"."""
    verb = token.doc[token.i - 1]
    if verb is token.head and token.dep_ == "advmod" and verb.lemma_ in RESULTS.get(token.lower_, ()):
        token.dep_ = "oprd"
    if verb.tag_[:2] != "VB" or verb is token.head:
        return
    if verb.lemma_ in SEPARABLE.get(token.lower_, ()) and token.dep_ != "amod":
        move(token, verb, "prt")
    elif verb.lemma_ in RESULTS.get(token.lower_, ()):
        move(token, verb, "oprd")


def _attach_to_object(participle: Token) -> None:
    """Make a participle parsed as the root modify its object: "Doctors Without Borders treated wounded miners"."""
    noun, thing, verb = child(participle, "nsubj"), child(participle, "dobj"), participle.nbor(-1)
    if noun is None or thing is None or verb.dep_ != "acl" or verb.tag_ != "VBD" or verb.head is not noun:
        return
    if thing.left_edge.i != participle.i + 1 or child(thing, "det", "poss") is not None:
        return
    verb.head.children = tuple(c for c in noun.children if c is not verb)
    verb.head, verb.dep_ = verb, "ROOT"
    for c in participle.children:
        move(c, verb, c.dep_)
    participle.head, participle.dep_ = thing, "amod"
    thing.children = tuple(sorted((*thing.children, participle), key=lambda c: c.i))


def _make_preposition(word: Token) -> None:
    """Make "outside" or "inside" in a headline a preposition of the verb: "Priest shot dead outside church"."""
    noun, verb = word.head, word.head.head
    if (
        noun.left_edge is not word
        or verb.lemma_ not in WITH_OBJECT | RESULTS["dead"]
        or noun_class(noun.lemma_) == "person"
    ):
        return
    word.tag_ = "IN"
    move(word, verb, "prep")
    move(noun, word, "pobj")
    subject = child(verb, "nsubj")
    if subject is not None and verb.tag_ in ("VBD", "VBN"):
        subject.dep_, verb.tag_ = "nsubjpass", "VBN"


def _attach_to_judgement(word: Token) -> None:
    """Make the adjective after an object its predicate: "found a former leader guilty of fraud"."""
    noun = word.head
    verb = noun.head
    if noun.dep_ == "dobj" and word.i == noun.i + 1 and verb.lemma_ in JUDGING:
        move(word, verb, "ccomp")
        word.tag_ = "JJ"
        move(noun, word, "nsubj")


def _attach_to_comparison(no: Token) -> None:
    """Attach "no" to the comparison: "no fewer than 43 pupils"."""
    comparison = no.doc[no.i + 1] if no.i + 2 < len(no.doc) else no
    if comparison.tag_ in ("JJR", "RBR") and no.doc[no.i + 2].lower_ == "than":
        move(no, comparison, "advmod")
