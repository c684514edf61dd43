"""Reasons for the desk, from one explain process that is started at the first request."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections import OrderedDict

import msgspec

from streams.contract.codec import encode
from streams.contract.records import Article
from streams.desk.view.reasons import ArticleReasons
from streams.ops.settings import Settings

log = logging.getLogger(__name__)

KEPT = 200
"""Number of articles whose reasons are cached."""
LONGEST_ANSWER = 16 * 1024 * 1024
"""Largest response of the process, in bytes."""
SECRET_ENDINGS = ("_PASSWORD", "_TOKEN", "_AUTH")
"""Endings of settings that are not passed to the process."""

_decode = msgspec.json.Decoder(ArticleReasons | None).decode


class ProcessExplainer:
    """Sends the process one article at a time. A process that hangs or ends is replaced at the next request."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._asking = asyncio.Lock()
        self._pending: set[asyncio.Task[ArticleReasons | None]] = set()
        self._known: OrderedDict[bytes, ArticleReasons | None] = OrderedDict()

    async def explain(self, article: Article) -> ArticleReasons | None:
        """Return the reasons; None if the reader could not read the article.

        Cancelling does not stop the reading: the result is cached for the next request.
        """
        question = encode(article)
        if question in self._known:
            return self._known[question]
        task = asyncio.create_task(self._ask(question))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Stop the process."""
        for task in self._pending:
            task.cancel()
        await asyncio.gather(*self._pending, return_exceptions=True)
        await self._end()

    async def _ask(self, question: bytes) -> ArticleReasons | None:
        async with self._asking:
            if question not in self._known:
                self._known[question] = await self._answer(question)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
            return self._known[question]

    async def _answer(self, question: bytes) -> ArticleReasons | None:
        process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        fresh = self._process is None
        self._process = process
        # The first request also waits until the model is loaded.
        longest = self._settings.article_timeout_seconds * (6 if fresh else 1)
        try:
            async with asyncio.timeout(longest):
                process.stdin.write(question + b"\n")
                await process.stdin.drain()
                answer = await process.stdout.readline()
        except (TimeoutError, ConnectionError, ValueError):
            answer = b""
        except asyncio.CancelledError:
            await self._end()
            raise
        if not answer.endswith(b"\n"):
            log.warning("the explain process did not answer and is replaced")
            await self._end()
            return None
        reasons: ArticleReasons | None = _decode(answer)
        return reasons

    async def _start(self) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "agents.explain.explain_process", "--model", self._settings.model),
            *("--packs", *self._settings.packs),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=LONGEST_ANSWER,
            env={name: value for name, value in os.environ.items() if not name.endswith(SECRET_ENDINGS)},
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
