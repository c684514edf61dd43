"""An explanation as a self-contained page: no script, nothing fetched, every word of the article escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from agents.explain.explanation import EventExplanation, Explanation, TextSegment

_STYLE = """
body{font:16px/1.55 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
h1{font-size:1.5rem}.text{white-space:pre-wrap}
mark{background:#e8f0fe;border-radius:3px;padding:0 2px}mark.event{background:#fde293;font-weight:600}
mark small{font-size:.65em;color:#555;margin-left:.3em;font-weight:400}
section{border:1px solid #ddd;border-radius:6px;padding:.6rem 1rem;margin:1rem 0}section.dropped{opacity:.7}
h3{margin:.2rem 0;font-size:1rem}table{border-collapse:collapse;font-size:.9rem;width:100%}
td{vertical-align:top;padding:.1rem .8rem .1rem 0;overflow-wrap:anywhere}td:first-child{color:#555;width:6rem}
td:last-child{color:#666}blockquote{margin:.4rem 0;color:#444}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_report(explanations: Iterable[Explanation]) -> str:
    """One HTML document for any number of articles."""
    body = "\n".join(_article(explanation) for explanation in explanations)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>Dateline: what was read and why</title><style>{_STYLE}</style></head>\n"
        f"<body>\n{body}\n</body></html>\n"
    )


def _article(explanation: Explanation) -> str:
    coded = [n for n in explanation.notes if n.dropped is None]
    dropped = [n for n in explanation.notes if n.dropped is not None]
    parts = [
        "<article>",
        f"<h1>{_marked(explanation.title)}</h1>",
        f'<p class="text">{_marked(explanation.text)}</p>',
        f"<h2>Events ({len(coded)})</h2>",
        *map(_note, coded),
        f"<h2>Not coded ({len(dropped)})</h2>",
        *map(_note, dropped),
        "</article>",
    ]
    return "\n".join(parts)


def _marked(pieces: Iterable[TextSegment]) -> str:
    return "".join(
        f'<mark class="{piece.kind}">{escape(piece.text)}<small>{escape(piece.label)}</small></mark>'
        if piece.kind
        else escape(piece.text)
        for piece in pieces
    )


def _note(note: EventExplanation) -> str:
    rows = "".join(
        f"<tr><td>{escape(r.name)}</td><td>{escape(r.value)}</td><td>{escape(r.reason)}</td></tr>" for r in note.rows
    )
    why = f"<p>Not coded: {escape(note.dropped)}</p>" if note.dropped else ""
    return (
        f'<section class="{"dropped" if note.dropped else "coded"}">'
        f"<h3>{note.number} {escape(note.event_type)} {escape(note.status)} {note.confidence:.2f}: "
        f"{escape(note.trigger)}</h3>{why}<blockquote>{escape(note.sentence)}</blockquote>"
        f"<table>{rows}</table></section>"
    )
