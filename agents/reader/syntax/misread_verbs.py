"""Corrections of a parse around a verb that it misreads.

"The Greens, who govern, threatened to abstain": it takes the verb for a participle. "Hand over three men": it counts
with the particle. "No fewer than 43 pupils": it denies the pupils. "Accused the army of bombing a village, killing
seven": it makes the accuser kill. "Cordoned off": it takes a rare verb's stem for one in "e". "An ambush on a convoy
that killed nine": it makes the convoy kill. "Was charged and denied bail": it makes the accused deny.
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
"""Particle to the verbs that it belongs to though a number follows it."""
RESULTS = _DATA.word_lists("results")
"""Adjective to the verbs whose result it names before their object."""
STEMS = _DATA.read("stems", dict[str, str])
"""What the lemmatiser makes of forms of rare verbs, and those verbs."""
SAYING = _DATA.words("saying")
JUDGING = _DATA.words("judging")
JUDGEMENTS = _DATA.words("judgements")
HARMING = _DATA.words("harming")
DEEDS = _DATA.words("deeds")
WHERE = _DATA.words("where")
"""Prepositions between a deed's noun and what it was done to."""
WITHHELD = _DATA.words("withheld")
RELATIVE = frozenset({"that", "which"})
AFTER = frozenset({"punct", "cc", "conj", "advmod"})
"""What may follow a verb in its sentence, so that it is no part of the noun before it."""


def repair_verb(token: Token) -> None:
    """Change heads and labels where a verb, or a word that belongs to it, is attached to the wrong word."""
    if token.lemma_ in STEMS:
        token.lemma_ = STEMS[token.lemma_]
    if token.lower_ in VERBS:
        repair_noun(token)
    if token.tag_ == "VBD" and token.dep_ == "conj":
        _share_passive(token)
    elif token.dep_ == "relcl" and token.lemma_ in HARMING:
        _tie_to_deed(token)
    elif token.dep_ == "advcl" and token.tag_ == "VBG":
        _tie_to_accusation(token)
    elif token.dep_ == "ROOT" and token.tag_ == "VBN" and token.i:
        _tie_to_object(token)
    elif token.dep_ == "acl" and token.tag_ == "VBN" and _is_main_verb(token):
        token.tag_ = "VBD"
        make_root(token)
    elif token.dep_ == "amod" and token.i > token.head.i and token.lower_ in JUDGEMENTS:
        _tie_to_judgement(token)
    elif token.dep_ == "amod" and token.lower_ in ("outside", "inside") and token.head.dep_ == "dobj":
        _tie_to_place(token)
    elif token.dep_ in ("quantmod", "amod", "advmod") and token.i:
        _tie_to_verb_before(token)
    elif token.dep_ == "det" and token.lower_ == "no":
        _tie_to_comparison(token)


def _share_passive(verb: Token) -> None:
    """ "Was charged and denied bail", "was convicted and fined $500": the object shows that the verb is passive."""
    first, thing = verb.head, child(verb, "dobj")
    passive = first.tag_ == "VBN" and (child(first, "auxpass") is not None or first.dep_ == "conj")
    if not passive or thing is None or child(verb, "nsubj", "aux", "neg") is not None:
        return
    if thing.ent_type_ == "MONEY" or thing.lemma_ in WITHHELD:
        verb.tag_ = "VBN"


def _tie_to_deed(verb: Token) -> None:
    """ "An ambush on a convoy that killed nine", "a fire at a hotel which killed six": the deed killed them."""
    hit = verb.head
    preposition = hit.head
    deed = preposition.head
    subject = child(verb, "nsubj")
    if subject is None or subject.lower_ not in RELATIVE or hit.dep_ != "pobj":
        return
    if preposition.lower_ in WHERE and deed.lemma_ in DEEDS:
        move(verb, deed, "relcl")


def _tie_to_accusation(verb: Token) -> None:
    """ "Accused the army of bombing a village, killing seven": the participle says what the blamed deed did.

    What the accuser says in it ("…, calling for an inquiry") stays his.
    """
    said = verb.lemma_ in SAYING
    blamed = None if said or child(verb, "nsubj", "nsubjpass") is not None else accusation(verb.head)
    if blamed is not None and blamed.deed.i < verb.i:
        move(verb, blamed.deed, "advcl")


def _is_main_verb(verb: Token) -> bool:
    """Return whether a participle behind a relative clause in commas is the verb that its sentence wants."""
    noun = verb.head
    if noun.dep_ != "ROOT" or verb.doc[verb.i - 1].text != "," or child(verb, "agent", "aux", "auxpass") is not None:
        return False
    relative = child(noun, "relcl")
    between = relative is not None and noun.i < relative.i < verb.i
    governs = child(verb, "dobj", "xcomp", "ccomp", "prep") is not None
    return between and governs and all(c.i <= verb.i or c.dep_ in AFTER for c in noun.children)


def _tie_to_verb_before(token: Token) -> None:
    """ "Hand over three men", "shot dead two robbers": the particle or result belongs to the verb."""
    verb = token.doc[token.i - 1]
    if verb.tag_[:2] != "VB" or verb is token.head:
        return
    if verb.lemma_ in SEPARABLE.get(token.lower_, ()) and token.dep_ != "amod":
        move(token, verb, "prt")
    elif verb.lemma_ in RESULTS.get(token.lower_, ()):
        move(token, verb, "oprd")


def _tie_to_object(participle: Token) -> None:
    """ "Doctors Without Borders treated wounded miners": the participle says which miners, and nobody wounded them."""
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


def _tie_to_place(word: Token) -> None:
    """ "Priest shot dead outside church": where the deed was done, in a headline, and not what it was done to."""
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


def _tie_to_judgement(word: Token) -> None:
    """ "Found a former leader guilty of fraud": the adjective behind the object is what is found of him."""
    noun = word.head
    verb = noun.head
    if noun.dep_ == "dobj" and word.i == noun.i + 1 and verb.lemma_ in JUDGING:
        move(word, verb, "ccomp")
        word.tag_ = "JJ"
        move(noun, word, "nsubj")


def _tie_to_comparison(no: Token) -> None:
    """ "No fewer than 43 pupils": it denies the comparison, and no pupils."""
    comparison = no.doc[no.i + 1] if no.i + 2 < len(no.doc) else no
    if comparison.tag_ in ("JJR", "RBR") and no.doc[no.i + 2].lower_ == "than":
        move(no, comparison, "advmod")
