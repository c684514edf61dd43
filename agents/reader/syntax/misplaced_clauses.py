"""Corrections of clauses that the parser attaches to the wrong noun, or reads as describing a noun.

"A petition by the union seeking a delay": the union seeks it, and not the court that has the petition. "Two men
appeared in court charged with theft": the court is not charged. "In case the army arrested priests" is a condition.
"A crowd of 3,000 teachers rallied, police said": the past tense is what was said, and no participle.
"""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import child, is_noun
from agents.reader.syntax.tree import Token
from agents.reader.syntax.tree_edits import move

_DATA = data_file(__file__, "misplaced_clauses.toml")
DOCUMENTS = _DATA.words("documents")
COURTS = _DATA.words("courts")
APPEARING = _DATA.words("appearing")
_AUTHORS = ("by", "from")
_PARTIES = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def repair_clause(verb: Token) -> None:
    """Change the head and label of a clause that describes a noun, if it belongs to another word, in place."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl"):
        return
    if verb.tag_ == "VBG" and noun.lemma_ in DOCUMENTS:
        author = _author(noun, verb)
        if author is not None:
            move(verb, author, "acl")
    elif verb.tag_ == "VBN" and noun.lemma_ in COURTS and noun.dep_ == "pobj":
        appearing = noun.head.head
        if appearing.lemma_ in APPEARING:
            move(verb, appearing, "advcl")
    elif verb.tag_ == "VBD" and verb.dep_ == "acl" and noun.dep_ == "dep" and noun.head.i > verb.i:
        move(verb, noun.head, "ccomp")
        move(noun, verb, "nsubj")
    elif noun.lower_ == "case" and noun.dep_ == "pobj" and noun.head.lower_ == "in":
        _make_condition(verb, noun)


def _author(document: Token, verb: Token) -> Token | None:
    """Return the author of a petition, letter or report: "a plea by the union", "a letter from residents"."""
    for preposition in document.children:
        who = child(preposition, "pobj") if preposition.lower_ in _AUTHORS else None
        if who is not None and who.i < verb.i and (preposition.lower_ == "by" or _is_party(who)):
            return who
    return None


def _is_party(noun: Token) -> bool:
    return noun.ent_type_ in _PARTIES or (is_noun(noun) and noun_class(noun.lemma_) not in ("object", "abstract"))


def _make_condition(verb: Token, case: Token) -> None:
    """Make "in case" the conjunction of its clause, as "if" is: "in case the army arrests priests"."""
    preposition = case.head
    governor = preposition.head
    if any(c.i < case.i for c in case.children) or governor is preposition:
        return
    move(verb, governor, "advcl")
    move(case, verb, "mark")
    move(preposition, case, "fixed")
