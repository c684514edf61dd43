"""Antecedents of pronouns in an event's sentence: the word whose phrase names the participant."""

from __future__ import annotations

from dataclasses import dataclass

from agents.reader.coreference.resolution import References
from agents.reader.lexicon.loader import data_file
from agents.reader.lexicon.noun_classes import noun_class
from agents.reader.syntax.clauses import SUBJECTS, child, governors, is_noun, is_verb
from agents.reader.syntax.tree import Token

THIRD = frozenset({"he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "himself", "itself"})
FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
THINGS = frozenset({"it", "its", "itself"})
PEOPLE = frozenset({"he", "she", "him", "her", "his", "himself"})
GROUPS = frozenset({"they", "them", "their", "themselves"})
_DATA = data_file(__file__, "antecedents.toml")
SPOKESPEOPLE = _DATA.words("spokespersons")
REPORTERS, ADVOCATES = _DATA.words("reporting_professions"), _DATA.words("legal_representatives")
REPORTING = frozenset(_DATA.read("reporting_sectors", list[str]))
UNDERGONE = _DATA.words("acts_on_suspects_and_victims")
CITING = frozenset({"cite", "quote"})
PRONOUNS = frozenset({"PRP", "PRP$"})


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Resolves the pronouns of one sentence."""

    references: References
    speaker: Token | None = None
    """The source of the sentence, if it names one."""

    def antecedent(self, token: Token) -> Token | None:
        """Return the token whose phrase names the participant; None if there is none.

        A noun is returned itself. A pronoun gives its antecedent in the sentence, else itself if it refers to an
        entity of another sentence.
        """
        if token.tag_ not in PRONOUNS:
            return token
        meant = self._meant(token)
        return None if meant is not None and self._is_of_another(token, meant) else meant

    def _is_of_another(self, pronoun: Token, meant: Token) -> bool:
        """Return whether a reporting source is not the patient: "He was charged, Sergeant Dunn said".

        In a statement of a client's lawyer, "he" is the client, except in "he will".
        """
        speaker = self.speaker
        if speaker is None or pronoun.lower_ not in THIRD:
            return False
        entity = self.references.entity(meant)
        if meant != speaker and (entity is None or entity != self.references.entity(speaker)):
            return False
        if ADVOCATES & self._roles(speaker):
            done = any(c.tag_ == "MD" for c in pronoun.head.children)
            return pronoun.lower_ in PEOPLE and not done and (pronoun.i < speaker.i or _has_client(speaker))
        told = entity is not None and entity.sector in REPORTING
        tells = told or bool(REPORTERS & self._roles(speaker))
        return tells and _undergoes(pronoun) and (pronoun.i < speaker.i or self._others_than(speaker))

    def _others_than(self, speaker: Token) -> bool:
        """Return whether the article names another person, or its paragraph has one before the speaker."""
        own = self.references.entity(speaker)
        if any(e.label == "PERSON" and e != own for e in self.references.entities.values()):
            return True
        return any(_is_person(t) for t in speaker.doc[: speaker.left_edge.i])

    def _roles(self, speaker: Token) -> set[str]:
        """Return the nouns that say what a speaker is: "Ritter's lawyer Paul Wenz", "Carl Dunn, a police spokesman"."""
        entity = self.references.entity(speaker)
        return {t.lemma_.lower() for t in _with_titles(speaker)} | set(((entity and entity.role) or "").lower().split())

    def _meant(self, token: Token) -> Token | None:
        """Return the antecedent of a pronoun by its sentence and by the article's references."""
        quoted = _cited_above(token)
        if quoted is not None and _agrees(token, quoted):
            return quoted
        entity = self.references.entity(token)
        if entity is not None:
            return self._named_before(token, entity.id) or token
        if token.lower_ in FIRST:
            return self.speaker if self.speaker is not None and self.speaker.sent == token.sent else None
        if token.lower_ in THIRD:
            return self._subject_above(token) or _only_subject_before(token)
        return None

    def _named_before(self, pronoun: Token, entity_id: str) -> Token | None:
        """Return the head of the nearest preceding name of an entity in the pronoun's sentence."""
        for i in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
            other = pronoun.doc[i]
            if other.tag_ in PRONOUNS or not is_noun(other):
                continue
            found = self.references.entity(other)
            if found is not None and found.id == entity_id:
                return _head_of_name(other)
        return None

    def _subject_above(self, pronoun: Token) -> Token | None:
        """Return the subject of the clause that governs the pronoun's ("the group said it would …")."""
        own: Token | None = None
        for governor in governors(pronoun):
            if not is_verb(governor):
                continue
            if own is None:
                own = governor
                continue
            subject = child(governor, *SUBJECTS)
            if subject is None or subject.i > pronoun.i or not (is_noun(subject) or subject.tag_ == "CD"):
                continue
            if _agrees(pronoun, subject):
                return subject
            body = _body_of(governor, subject) if pronoun.lower_ in THINGS | GROUPS else None
            if body is not None:
                return body
        return None


def _has_client(speaker: Token) -> bool:
    """Return whether the text names the client of a lawyer: "Bell's lawyer", "Ana Lund, a lawyer for Bell"."""
    return any(c.dep_ == "poss" or c.lower_ in ("for", "of") for noun in _with_titles(speaker) for c in noun.children)


def _with_titles(name: Token) -> list[Token]:
    return [name, *(c for c in name.children if c.dep_ in ("compound", "nmod", "appos"))]


def _undergoes(pronoun: Token) -> bool:
    """Return whether a pronoun is the patient of its verb."""
    verb = pronoun.head
    return verb.lemma_ in UNDERGONE and (pronoun.dep_ == "dobj" or (pronoun.dep_ == "nsubjpass" and verb.tag_ == "VBN"))


def _only_subject_before(pronoun: Token) -> Token | None:
    """Return the only preceding subject that a pronoun can refer to ("the minister refused; instead he blamed …").

    None if another noun for a person precedes it, or if the pronoun is in a quotation.
    """
    if pronoun.dep_ not in SUBJECTS or '"' in pronoun.sent.text:
        return None
    before = [t for t in pronoun.sent if t.i < pronoun.i and is_noun(t) and t.dep_ not in ("compound", "nmod")]
    if pronoun.lower_ in THINGS and pronoun.dep_ == "nsubj":
        before = [t for t in before if t.dep_ in SUBJECTS]  # a thing as subject tends to remain the subject
    fitting = [t for t in before if _agrees(pronoun, t) and (_is_body(t) or _is_person(t) or t.ent_type_ == "PERSON")]
    return fitting[0] if len(fitting) == 1 and fitting[0].dep_ in SUBJECTS else None


def _cited_above(pronoun: Token) -> Token | None:
    """Return the object of a verb of citing ("the paper cited officials as saying they …")."""
    verbs = [governor for governor in governors(pronoun) if is_verb(governor)]
    said_by = (child(verb, "dobj") for verb in verbs if verb.lemma_ in CITING)
    return next((source for source in said_by if source is not None and source.i < pronoun.i), None)


def _body_of(saying: Token, speaker: Token) -> Token | None:
    """Return the organisation that a speaker represents ("police spokesman Ali Murad said they …")."""
    roles = (c for c in saying.children if c.i < speaker.i and is_noun(c))
    words: list[Token] = [*roles, *speaker.doc[speaker.left_edge.i : speaker.right_edge.i + 1]]
    offices = [w for w in words if is_noun(w) and w.lemma_.lower() in SPOKESPEOPLE]
    for office in offices:
        front = [c for c in office.children if c.dep_ in ("compound", "poss", "nmod", "amod") and c.i < office.i]
        behind = [t for c in office.children if c.lower_ in ("for", "of") and (t := child(c, "pobj")) is not None]
        for word in (*behind, *reversed(front)):
            if _is_body(word):
                return word
    return None


def _is_body(word: Token) -> bool:
    """Return whether a word names an organisation or group ("police", "the company")."""
    named = word.ent_type_ in ("ORG", "GPE") and word.tag_ != "JJ"
    return named or (is_noun(word) and noun_class(word.lemma_) == "group")


def _head_of_name(token: Token) -> Token:
    """Return the head of the name that a word belongs to: "Murad" for "Ali" in "Ali Murad"."""
    while token.dep_ == "compound" and token.head.ent_type_ == token.ent_type_:
        token = token.head
    return token


def _agrees(pronoun: Token, noun: Token) -> bool:
    plural = noun.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in noun.children)
    if pronoun.lower_ in THINGS:
        return noun.ent_type_ != "PERSON" and not plural and noun.tag_ != "CD" and not _is_person(noun)
    if pronoun.lower_ in GROUPS:
        return plural or noun.tag_ == "CD" or not (noun.ent_type_ in ("PERSON", "GPE") or _is_person(noun))
    if pronoun.lower_ in PEOPLE:
        body = noun.ent_type_ in ("GPE", "ORG", "NORP") or (
            noun.ent_type_ != "PERSON" and noun_class(noun.lemma_) in ("group", "object", "abstract")
        )
        return not plural and not body
    return True


def _is_person(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun_class(noun.lemma_) == "person"
