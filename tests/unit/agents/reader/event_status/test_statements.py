"""Attribution: the source of a statement, in quotations and reporting clauses."""

from __future__ import annotations

import pytest

from tests.unit.support.event_fixtures import event

ATTACK = "rebels attacked a convoy"

CASES = [
    (f"Officials said that {ATTACK}.", "Officials", "said", False),
    (f"According to the army, {ATTACK}.", "the army", None, False),
    (f"{ATTACK.capitalize()} on Sunday, the ministry announced.", "the ministry", "announced", False),
    (f"{ATTACK.capitalize()}, as stated by the Foreign Ministry.", "the Foreign Ministry", "stated", False),
    (f'"On Sunday {ATTACK}," Anna Petrova said.', "Anna Petrova", "said", True),
    (f"The court heard that {ATTACK}.", "The court", "heard", False),
    (f"The agency quoted a spokesman as saying {ATTACK}.", "a spokesman", "saying", False),
    (f'"It was a bad day. On Sunday {ATTACK}," Anna Petrova said.', "Anna Petrova", "said", True),
]


@pytest.mark.parametrize(("text", "source", "verb", "quoted"), CASES)
def test_the_source_is_named(text: str, source: str, verb: str | None, quoted: bool) -> None:
    said = event(text, "ASSAULT").attribution
    assert said is not None
    assert (said.text, said.verb, said.quoted) == (source, verb, quoted)
    assert text[said.start : said.end] == said.text


def test_a_quotation_may_span_paragraphs() -> None:
    text = '"It was a bad day," Anna Petrova said. "We were at home.\n\n"On Sunday rebels attacked a convoy."'
    said = event(text, "ASSAULT").attribution
    assert said is not None
    assert (said.text, said.quoted) == ("Anna Petrova", True)


def test_statements_of_the_article_itself_have_no_source() -> None:
    assert event(f"{ATTACK.capitalize()} on Sunday.", "ASSAULT").attribution is None


def test_only_courts_hear_statements() -> None:
    assert event(f"The union heard that {ATTACK} on Sunday.", "ASSAULT").attribution is None


def test_an_event_beside_a_statement_is_not_its_content() -> None:
    text = "Families whom rebels attacked on Sunday said they would go home."
    assert event(text, "ASSAULT").attribution is None
