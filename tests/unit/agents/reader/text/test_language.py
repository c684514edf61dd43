"""Languages: English is read however many foreign names it holds, other languages are told."""

from __future__ import annotations

import pytest

from agents.reader.text.language import detect
from streams.contract.records import Article

OTHERS = {
    "de": "Der Minister für Inneres sagte am Montag, die Polizei habe in Hamburg zwölf Verdächtige festgenommen.",
    "fr": "Le ministre de l'Intérieur a annoncé lundi que la police avait arrêté douze suspects à Lyon.",
    "es": "El presidente llegó a Lima y la policía detuvo a doce manifestantes.",
    "nl": "De politie heeft in Utrecht twaalf mensen opgepakt na een protest over de huur, zei de burgemeester.",
    "pt": "A polícia deteve doze manifestantes em Porto na segunda-feira.",
    "it": "La polizia ha arrestato dodici persone a Torino dopo una manifestazione.",
    "id": "Polisi menangkap dua belas pengunjuk rasa di Surabaya pada hari Senin.",
    "ru": "Полиция задержала двенадцать человек в Казани в понедельник.",
    "ar": "اعتقلت الشرطة اثني عشر متظاهرا في بغداد يوم الاثنين",
    "zh": "警方周一在上海逮捕了十二名抗议者。上海市政府表示,将继续维护社会秩序和公共安全。",
    "tr": "Polis pazartesi günü İzmir'de on iki göstericiyi gözaltına aldı.",
    "pl": "Policja zatrzymała w poniedziałek dwanaście osób w Gdańsku.",
    "sw": "Polisi walikamata waandamanaji kumi na wawili mjini Mombasa siku ya Jumatatu.",
}

ENGLISH = {
    "foreign names": "President Okeke Adewale met Ngozi Balogun in Abuja, Kaduna and Maiduguri.",
    "one short sentence": "On Tuesday, Ruritanian gunmen killed an Elbonian trader.",
    "small letters": "the police in muzaffarpur arrested ramesh kumar yadav and suresh prasad late on monday.",
    "a table": "SOCCER - SLOVENIAN LEAGUE.\nResults of league matches\nMaribor 2 Celje 1\nKoper 0 Olimpija 3",
    "capitals": "POLICE ARREST TWELVE AFTER PROTEST OUTSIDE THE TOWN HALL",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_told_by_a_sentence(language: str) -> None:
    assert detect(Article(id="a", text=OTHERS[language])) == language


@pytest.mark.parametrize("kind", ENGLISH)
def test_english_is_english_whatever_names_it_holds(kind: str) -> None:
    assert detect(Article(id="a", text=ENGLISH[kind])) == "en"


def test_a_text_too_short_to_tell_is_what_the_article_says() -> None:
    assert detect(Article(id="a", text="Oslo 12:30", language="no-NO")) == "no"
    assert detect(Article(id="a", text="Oslo 12:30")) == "en"
