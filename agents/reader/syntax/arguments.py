"""The arguments of a verb or event noun, by relation, from the dependency parse."""

from __future__ import annotations

from agents.reader.lexicon.loader import data_file
from agents.reader.syntax.clauses import is_passive
from agents.reader.syntax.tree import Token

Arguments = dict[str, list[Token]]
"""Relation to the heads that fill it.

Besides prepositions ("to", "for", "out_of" …) the relations are `subj` and `obj` (logical: a passive's subject is
`obj`, its agent `subj`), `objmod` (modifiers of the object), `comp` (the verb of a clause complement), `inf` (the
same with "to"), `not` (with "not to"), `attr`, `prt` (particle), `neg`, `aux`, `adv`, `mod` (modifiers of a noun),
`poss` and `gov` (the governor of a noun; a root governs itself).

`matching` adds: `prep`, the preposition before a noun; `own`, the complement of an object or of "for" that has a
possessive pronoun ("an end to its war"); `compsubj`, the subject of a clause complement, with its possessor;
`compattr`, the predicate of that clause ("said the ruling was unjust"); `compnot`, its verb if negated ("said Chad had
not paid"); `compdone`, its verb if past or present ("insisted that it paid"); `attrnot`, a negated predicate ("found
not guilty"); and `thing`, a subject that cannot act on purpose ("rain threatens").
"""

_PLAIN = {
    "prt": "prt",
    "neg": "neg",
    "aux": "aux",
    "auxpass": "aux",
    "advmod": "adv",
    "intj": "adv",
    "amod": "mod",
    "compound": "mod",
    "nmod": "mod",
    "poss": "poss",
    "xcomp": "comp",
    "ccomp": "comp",
    "attr": "attr",
    "acomp": "attr",
    "oprd": "attr",
}
_SILENT = frozenset({"punct", "det", "cc", "conj", "mark", "nummod", "appos", "case"})
"""The most frequent relations that are not arguments."""
_CLAUSES = frozenset({"xcomp", "ccomp"})
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "nsubjpass", "csubjpass"})
_DATA = data_file(__file__, "arguments.toml")
_QUANTITIES = _DATA.words("quantities")
_KINDS = _DATA.words("kinds_before_names")
_RELATIVE = frozenset({"WDT", "WP"})
CLIMB = 6
"""Governors that are searched for a missing subject, at most."""


def arguments(head: Token) -> Arguments:
    """Return the arguments of a verb or noun, for a verb including those shared with its governor."""
    found: Arguments = {}
    for child in head.children:
        _add(found, child)
    if head.tag_[:2] == "VB":
        for thing in list(found.get("obj", ())):
            for child in thing.children:
                if child.dep_ in ("prep", "acl", "relcl"):
                    _add(found, child, inherited=True)
                elif child.dep_ in ("amod", "compound", "nmod"):
                    found.setdefault("objmod", []).append(child)
        _add_shared(found, head)
    if clauses := [verb for verb in found.get("comp", ()) if infinitive(verb)]:
        found["inf"] = clauses
        if forbidden := [verb for verb in clauses if any(c.dep_ == "neg" for c in verb.children)]:
            found["not"] = forbidden
    if head.tag_[:2] == "VB":
        return found
    found["gov"] = [head.head.head if head.dep_ == "pobj" else head.head]
    return found


def coordinated(token: Token) -> list[Token]:
    """Return a token and the conjuncts after it."""
    if token.dep_ != "conj":
        for child in token.children:
            if child.dep_ == "conj":
                return [token, *token.conjuncts[:CLIMB]]
    return [token]


def _add(found: Arguments, child: Token, *, inherited: bool = False) -> None:
    label = child.dep_
    if label in _SILENT:
        return
    if label in _PLAIN:
        found.setdefault(_PLAIN[label], []).extend(coordinated(child) if label in _CLAUSES else (child,))
        if label == "prt":
            for preposition in child.children:
                if preposition.dep_ == "prep":
                    _prepositional(found, preposition)
    elif label == "prep" and not any(True for _ in child.children):
        found.setdefault("prt", []).append(child)  # "were drafted in for the march"
    elif label == "prep" or (label == "dative" and child.tag_ in ("IN", "TO")):
        _prepositional(found, child)
    elif label in _SUBJECTS or label in _OBJECTS:
        if child.tag_ not in _RELATIVE:
            filling = found.setdefault("subj" if label in _SUBJECTS else "obj", [])
            for thing in coordinated(child):
                filling += (thing, *_parts(thing))
    elif label == "agent":
        for inner in child.children:
            if inner.dep_ in ("pobj", "pcomp"):
                found.setdefault("subj", []).extend(coordinated(inner))
    elif label == "dative":
        found.setdefault("to", []).extend(coordinated(child))
    elif (
        (label == "acl" and child.tag_ in ("VB", "VBG") and not inherited)
        or (label in ("acl", "advcl", "relcl") and infinitive(child))
        or (label == "acl" and not inherited and _is_content(child))
    ):
        found.setdefault("comp", []).extend(coordinated(child))


def _parts(thing: Token) -> list[Token]:
    """Return the complement of a quantity ("some of its troops") or the kind before a name ("Hurricane Odile")."""
    if thing.tag_ == "NNP":
        return [c for c in thing.children if c.dep_ == "compound" and c.tag_ == "NNP" and c.lemma_ in _KINDS]
    if thing.lemma_ not in _QUANTITIES:
        return []
    return [inner for c in thing.children if c.lower_ == "of" for inner in c.children if inner.dep_ == "pobj"]


def infinitive(verb: Token) -> bool:
    """Return whether a verb is an infinitive with "to": "to leave", "to be freed"."""
    passive = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ == "VB" for c in verb.children)
    return (verb.tag_ == "VB" or passive) and any(c.tag_ == "TO" and c.i < verb.i for c in verb.children)


def _is_content(verb: Token) -> bool:
    """Return whether a clause gives the content of its noun: "allegations that the ministry rigged the tender"."""
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in verb.children)


def _prepositional(found: Arguments, preposition: Token) -> None:
    name = preposition.lower_
    for inner in preposition.children:
        if inner.dep_ in ("pobj", "pcomp") or (inner.dep_ == "amod" and name == "as"):
            filling = found.setdefault(name, [])
            for thing in coordinated(inner):
                filling += (thing, *_parts(thing)) if thing.tag_ == "NNP" else (thing,)
            found.setdefault("comp", []).extend(c for c in inner.children if infinitive(c))
        elif inner.dep_ == "prep":
            found.setdefault(name, []).append(preposition)
            for last in inner.children:
                if last.dep_ in ("pobj", "pcomp"):
                    found.setdefault(f"{name}_{inner.lower_}", []).extend(coordinated(last))


def _add_shared(found: Arguments, verb: Token) -> None:
    """Add a subject or object from outside the clause: antecedent, controller, or subject of the first conjunct."""
    label = verb.dep_
    passive = is_passive(verb)
    if label in ("relcl", "acl"):
        relation = "obj" if passive or (label == "acl" and verb.tag_ == "VBN") else "subj"
        if relation == "subj" and "subj" in found and "obj" not in found:
            relation = "obj"
        if relation not in found:
            found[relation] = [verb.head]
        return
    relation = "obj" if passive else "subj"
    step = verb
    for _ in range(CLIMB):
        if relation in found or step.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return
        step = step.head
        _add_subject_of(found, relation, step)


def _add_subject_of(found: Arguments, relation: str, lender: Token) -> None:
    for child in lender.children:
        if child.dep_ in ("nsubj", "nsubjpass") and child.tag_ not in _RELATIVE:
            found[relation] = list(coordinated(child))
            return
