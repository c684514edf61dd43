"""Offices and occupations stated with a person's name: titles before it, appositions and clauses after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.reader.actors.known_actors import KnownActor
from agents.reader.actors.sectors import SectorTerm
from agents.reader.actors.segments import Nation, Segment, segments
from agents.reader.lexicon.name_parts import leading_verbs, titles
from agents.reader.mentions.mentions import NamedSpan
from agents.reader.syntax.tree import Doc, Token
from agents.reader.text.article_text import ArticleText, Passage

BEFORE, AFTER = 12, 25
"""Tokens before and after a name that are searched for a title or apposition."""
LONGEST_ROLE = 14
"""Words of the longest apposition that is an office; longer ones are descriptions."""
_NOMINAL = ("NN", "JJ", "POS", "HYPH", "NFP", "ADD", "FW", "VBN")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WP$", "WRB"})
_AGE = re.compile(r"^\s*,\s*(?:aged\s+)?\d{1,3}\s*(?=,)")
_BRACKET = re.compile(r"^\s*\([^()]{1,40}\)")
COMPLEMENTS = frozenset({"of", "to", "for", "at", "in", "on", "and", "from"})
"""Words after an office that continue it ("minister of trade and industry", "envoy to Sudan")."""


@dataclass(frozen=True, slots=True)
class Role:
    """An office, rank or occupation stated with a person's name."""

    text: str
    """As written, without nationality and owner: "special envoy to Sudan"."""
    phrase: str
    """The words from which the person is coded, including nationality and owner."""
    head: str
    """The head in lower case: "special envoy"."""
    rank: bool
    """Whether it is a military or police rank, which is less specific than an office."""
    before: bool
    """Whether it precedes the name."""


def roles(article_text: ArticleText, name: NamedSpan) -> list[Role]:
    """Return the roles stated with one mention of a person, offices before ranks."""
    passage = article_text.passages[name.passage]
    found = [
        *_titles(passage, name),
        *_apposition(passage, name),
        *_clause(passage, name),
        *_appositive_name(passage, name),
    ]
    return sorted(found, key=lambda role: role.rank)


def possessor_before(article_text: ArticleText, name: NamedSpan) -> str:
    """Return the nouns, adjectives and possessives directly before a name: "Peruvian", "Chad's"."""
    doc = article_text.passages[name.passage].doc
    return str(doc[_chain(doc, name.token_start) : name.token_start].text)


def appositions(article_text: ArticleText, name: NamedSpan) -> list[str]:
    """Return the description of an organisation in apposition, one at most: "Chad's electoral authority"."""
    behind = _text_after(article_text.passages[name.passage].doc, name)
    parts = segments(behind.split(",", 1)[0], None) if "," in behind else []
    front = parts[: next((i for i, part in enumerate(parts) if i and part.breaks), len(parts))]
    if front and isinstance(value := front[-1].value, SectorTerm) and "body" in value.kinds:
        return [behind[: front[-1].end]]
    return []


def title_words(passage: Passage, name: NamedSpan) -> list[str]:
    """Return the forms of address directly before a name or at its start, in lower case."""
    doc = passage.doc
    near = [*doc[max(0, name.token_start - 2) : name.token_start], doc[name.token_start]]
    return [w for t in near if (w := t.lower_.rstrip(".")) in titles()]


def _titles(passage: Passage, name: NamedSpan) -> Iterator[Role]:
    doc = passage.doc
    phrase = doc[_chain(doc, name.token_start) : name.token_start].text
    parts = segments(phrase, None)
    if not parts or not isinstance(parts[-1].value, SectorTerm):
        return
    end = len(parts)
    while end and isinstance(value := parts[end - 1].value, SectorTerm) and _names_role(value):
        end -= 1
    for i, part in enumerate(parts[end:], end):
        value = part.value
        if isinstance(value, SectorTerm) and not _plural(part, value):
            first = i
            if value.inherits or value.sector in ("GOV", "MIL", "COP"):
                first = _owner(parts, i)
            text = phrase[parts[first].start : part.end]
            yield Role(text, phrase[: part.end], " ".join(value.words), _is_rank(value), before=True)


def _chain(doc: Doc, end: int) -> int:
    """Return the start of the chain of nouns, adjectives and possessives that ends at a token (exclusive)."""
    start = end
    while start > max(0, end - BEFORE) and _nominal(doc, start - 1):
        start -= 1
    return start


def _plural(part: Segment, value: SectorTerm) -> bool:
    word = part.words[-1].lower()
    return word != value.words[-1] and word.endswith("s")


def _names_role(value: SectorTerm) -> bool:
    """Return whether a term names an office or occupation; "wife" and "victim" do not."""
    return "office" in value.kinds or (value.kinds == {"people"} and value.sector not in ("CVL", "REL"))


def _nominal(doc: Doc, i: int) -> bool:
    token = doc[i]
    if token.is_punct and not (token.text == "-" or (token.text == "." and doc[i - 1].text.istitle())):
        return False
    return token.tag_.startswith(_NOMINAL) or token.text == "-" or token.lower_.rstrip(".") in titles()


def _owner(parts: Sequence[Segment], at: int) -> int:
    """Return the index of the organisation directly before an office ("State Department spokesman"), no nationality."""
    first = at
    while first and not isinstance(parts[first - 1].value, Nation) and _joins(parts[first - 1]):
        first -= 1
    return first


def _joins(part: Segment) -> bool:
    value = part.value
    if isinstance(value, KnownActor):
        return not value.person
    return isinstance(value, SectorTerm) or part.words[0].lower() in {
        "deputy",
        "senior",
        "chief",
        "former",
        "acting",
        "vice",
    }


def _is_rank(value: SectorTerm) -> bool:
    return value.sector in ("MIL", "COP") and len(value.words) <= 2 and not value.inherits and not _chief(value)


def _chief(value: SectorTerm) -> bool:
    return bool({"chief", "commander", "commissioner", "minister"} & set(value.words))


def _apposition(passage: Passage, name: NamedSpan) -> Iterator[Role]:
    doc = passage.doc
    if behind := _text_after(doc, name):
        yield from _role_at_start(behind)


def _text_after(doc: Doc, name: NamedSpan) -> str:
    """Return the text after a name and a comma or dash, up to the next verb; empty if there is no such mark."""
    stop = name.token_end
    for token in doc.tokens[stop : stop + AFTER]:
        if token.tag_ in _FINITE or token.text in (".", ";", ":", '"'):
            break
        stop += 1
    behind = doc[name.token_end : stop].text
    behind = _AGE.sub("", _BRACKET.sub("", behind))
    behind = behind.lstrip()
    return behind.lstrip(",-–— ") if behind.startswith((",", "-", "–", "—")) else ""


def _role_at_start(text: str) -> Iterator[Role]:
    """Yield the role at the start of a text, up to the next comma; none if it is a plural or a description."""
    parts = segments(text.split(",", 1)[0].split(" - ", 1)[0], None)
    cut = next((i for i, part in enumerate(parts) if i and part.breaks), len(parts))
    front = parts[:cut]
    if not front or not isinstance(value := front[-1].value, SectorTerm) or "thing" in value.kinds:
        return
    modified = len(front) > 1
    plural = front[-1].words[-1].lower() != value.words[-1] and front[-1].words[-1].lower().endswith("s")
    office = "office" in value.kinds or (modified and _names_role(value))
    if plural or not office or (not modified and value.sector == "COP"):
        return
    end = _complement_end(parts, cut)
    if sum(len(part.words) for part in parts[:end]) > LONGEST_ROLE:
        return
    first = next((i for i, p in enumerate(front) if _opens(p, front, i)), len(front) - 1)
    yield Role(
        text[front[first].start : parts[end - 1].end],
        text[: parts[end - 1].end],
        " ".join(value.words),
        _is_rank(value),
        before=False,
    )


def _opens(part: Segment, front: Sequence[Segment], i: int) -> bool:
    """Return whether a role's own words start here: after articles, nationalities and owners."""
    if isinstance(part.value, Nation) or part.words[0].lower() in ("the", "a", "an", "his", "her", "its", "their"):
        return False
    return not any(isinstance(later.value, Nation) for later in front[i + 1 :])


def _complement_end(parts: Sequence[Segment], cut: int) -> int:
    """Return the end index of the complements of an office: "of the United States Central Command", "to Sudan"."""
    end = cut
    for i in range(cut, len(parts)):
        if parts[i].breaks and parts[i].words[0].lower() not in COMPLEMENTS:
            break
        if not parts[i].breaks and parts[i].words[0].lower() not in ("the", "a", "an"):
            end = i + 1
    return end


def _clause(passage: Passage, name: NamedSpan) -> Iterator[Role]:
    """Yield the role in a clause: "X, who heads the electoral commission", "X is the mayor of Y"."""
    doc = passage.doc
    rest = doc[name.token_end : name.token_end + AFTER]
    words = [t.lower_ for t in rest[:4]]
    if words[:2] == [",", "who"] and len(words) > 2 and words[2] in leading_verbs():
        body = rest[3:].text.split(",", 1)[0].split(".", 1)[0]
        office = leading_verbs()[words[2]]
        end = _complement_end(parts := segments(body, None), 0)
        if end:
            text = f"{office} of {body[: parts[end - 1].end]}"
            yield Role(text, text, office, rank=False, before=False)
    elif words[:1] in (["is"], ["became"]) or words[:3] == [",", "who", "is"]:
        skip = 1 if words[0] != "," else 3
        if rest[skip:].text[:4].lower().startswith(("the ", "a ")):
            yield from _role_at_start(rest[skip:].text.split(".", 1)[0])


def _appositive_name(passage: Passage, name: NamedSpan) -> Iterator[Role]:
    """Yield the role to which a name is in apposition: "The commander of the brigade, X, said"."""
    doc = passage.doc
    root: Token = doc[name.token_start : name.token_end].root
    head = root.head
    if root.dep_ != "appos" or not head.i < name.token_start or head.ent_type_ == "PERSON":
        return
    yield from _role_at_start(doc[head.left_edge.i : name.token_start].text.rstrip(" ,-–—"))
