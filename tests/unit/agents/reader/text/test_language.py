"""Language detection: English with many foreign names is read, and other languages are recognised."""

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


SHORT = [
    "The ministers met in Oslo last week.",
    "The miners met in Oruro last month.",
    "Die-hard fans met in Dresden last week.",
    "The pope met nuns in Palermo last month.",
    "Two men died in Delft last week, police said.",
    "Police arrested a man in Bremen.",
    "Rebels shot seven men in Nampula.",
    "Gunmen killed ten miners in Goma on Monday.",
    "Troops shelled Kharkiv on Sunday night.",
    "Protesters burned tyres in Manila.",
    "Israel bombs Gaza port",
    "Soldiers detain ten in Niamey",
    "Nurses strike in Hamburg",
    "Kenya expels three envoys",
    "France bans two radio stations",
    "Parliament passes budget in Bern",
    "Militants abduct three priests in Borno",
    "Strikes hit ports in Rotterdam",
    "Government bans protests in Minsk.",
    "Ministers resign in Den Haag over fraud",
    "Minister met queen in Vienna",
    "President Alda Mendes met trade union leaders in Maputo",
    "Farmers block roads near Lyon",
    "Students march in Santiago demanding reform",
]
"""Sentences of some thirty letters with few words, which also occur in other languages."""

SHORT_OTHERS = [
    "De ministers kwamen vorige week in Oslo bijeen.",
    "De minister heeft met de koning in Den Haag gesproken.",
    "Les ministres se sont réunis à Oslo la semaine dernière.",
    "La police a arrêté un homme à Lyon.",
    "Los ministros se reunieron en Oslo la semana pasada.",
    "La policía detuvo a un hombre en Sevilla.",
    "I ministri si sono incontrati a Oslo la settimana scorsa.",
    "La polizia ha arrestato un uomo a Palermo.",
    "Os ministros reuniram-se em Oslo na semana passada.",
    "Ministrarna träffades i Oslo förra veckan.",
    "Ministrowie spotkali się w Oslo w zeszłym tygodniu.",
    "Bakanlar geçen hafta Oslo'da bir araya geldi.",
    "Para menteri bertemu di Oslo minggu lalu.",
    "Polisi menangkap seorang pria di Jakarta.",
    "Nagkita ang mga ministro sa Oslo noong nakaraang linggo.",
    "Die ministers het verlede week in Oslo vergader.",
    "Mawaziri walikutana Oslo wiki iliyopita.",
    "Miniștrii s-au întâlnit la Oslo săptămâna trecută.",
    "Ministerit tapasivat Oslossa viime viikolla.",
    "A miniszterek a múlt héten Oslóban találkoztak.",
    "Ministri su se sastali u Oslu prošle sedmice.",
    "Els ministres es van reunir a Oslo la setmana passada.",
    "Twee mannen zijn vorige week in Delft overleden, zei de politie.",
    "Incendio en el centro de Valencia deja tres muertos",
]


@pytest.mark.parametrize("text", SHORT)
def test_a_short_sentence_of_english_is_read(text: str) -> None:
    assert detect(Article(id="a", text=text)) == "en"


@pytest.mark.parametrize("text", SHORT_OTHERS)
def test_a_short_sentence_of_another_language_is_not(text: str) -> None:
    assert detect(Article(id="a", text=text)) != "en"


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_recognised_from_a_sentence(language: str) -> None:
    assert detect(Article(id="a", text=OTHERS[language])) == language


@pytest.mark.parametrize("kind", ENGLISH)
def test_english_with_foreign_names_is_english(kind: str) -> None:
    assert detect(Article(id="a", text=ENGLISH[kind])) == "en"


def test_a_too_short_text_has_the_declared_language() -> None:
    assert detect(Article(id="a", text="Oslo 12:30", language="no-NO")) == "no"
    assert detect(Article(id="a", text="Oslo 12:30")) == "en"
