"""Paragraphs in other languages are left out of English articles, and articles in other languages are refused."""

from __future__ import annotations

import pytest

from agents.reader.text.foreign_paragraphs import readable_passages
from streams.contract.article import Article

ENGLISH = (
    "Ferry crews on the Tolm estuary stopped all crossings on Monday after talks over night pay broke down.",
    "The port authority put on buses along the northern road and asked travellers to postpone their journeys.",
    "Both sides will meet a mediator on Wednesday, according to a statement from the regional labour office.",
)
FRENCH = (
    "Les équipages des ferries ont cessé lundi toutes les traversées de l'estuaire après l'échec des négociations.",
    "L'autorité portuaire a mis en place des autobus le long de la route du nord et demande aux voyageurs d'attendre.",
    "Les deux parties rencontreront mercredi un médiateur, selon un communiqué du bureau régional du travail.",
)
ARABIC = "أوقفت أطقم العبارات جميع الرحلات يوم الاثنين بعد فشل المحادثات بشأن أجور العمل الليلي، حسبما قالت نقابتهم."


def read(*paragraphs: str) -> tuple[str, list[str], bool]:
    language, passages, left_out = readable_passages(Article(id="a", text="\n\n".join(paragraphs)))
    return language, [passage.text for passage in passages], left_out


@pytest.mark.parametrize(
    "foreign", [FRENCH[:1], (ARABIC,), FRENCH, (ARABIC, ARABIC, ARABIC), ("Résumé en français", *FRENCH[:2])]
)
@pytest.mark.parametrize("first", [True, False])
def test_the_rest_of_an_english_article_is_read(foreign: tuple[str, ...], first: bool) -> None:
    language, texts, left_out = read(*foreign, *ENGLISH) if first else read(*ENGLISH, *foreign)
    assert (language, left_out) == ("en", True)
    assert set(ENGLISH) <= set(texts)
    assert not [text for text in texts if text in FRENCH or text == ARABIC]


@pytest.mark.parametrize(
    "paragraphs",
    [
        FRENCH,
        (*FRENCH, "“We will never give up,” the minister told the Halvern Gazette."),
        (*FRENCH, *FRENCH, ENGLISH[0]),
    ],
)
def test_an_article_in_another_language_stays_one(paragraphs: tuple[str, ...]) -> None:
    assert read(*paragraphs) == ("fr", [], False)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Nobel laureates Wangari Maathai, Rigoberta Menchú Tum, Adolfo Pérez Esquivel and Lech Wałęsa signed.",
        "Real Sociedad 2, Athletic Club 1; Deportivo La Coruña 0, Rayo Vallecano 0; Málaga 3, Cádiz 3.",
        "“¡No pasarán!” they shouted.",
        "Schadenfreude.",
        "LONDON, March 9 (Reuters) -",
    ],
)
def test_names_and_quotations_are_not_another_language(paragraph: str) -> None:
    assert read(*ENGLISH, paragraph)[2] is False


def test_one_letter_per_line_is_no_text() -> None:
    language, texts, _ = read(*ENGLISH, "\n".join("abcdefghij" * 2000))
    assert (language, texts) == ("en", list(ENGLISH))


def test_a_short_column_of_figures_stays() -> None:
    assert len(read(*ENGLISH, "\n".join("123456789"))[1]) > len(ENGLISH)
