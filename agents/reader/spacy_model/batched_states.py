"""Parser states of many documents, as arrays: stack, buffer and arcs.

Words are numbered across all documents; -1 is a missing word. Per word and side only the child attached last is
needed; `_before` links it to the one attached before it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.intp]
Booleans = NDArray[np.bool_]

MOVES = "SDLRB"
SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
"""Shift a word to the stack, reduce, add an arc to the left or right, begin a sentence."""
NONE = -1
_STACK_FEATURES = 3
"""Stack words that are features: each stack starts with so many missing words."""


class BatchedStates:
    """States of the unfinished documents, in order; arrays passed in and out have one row per unfinished document."""

    def __init__(self, starts: Integers, ends: Integers) -> None:
        count = int(ends[-1]) if len(ends) else 0
        self.head = np.full(count, NONE)
        """Head of each word; -1 for none."""
        self.action = np.zeros(count, dtype=np.intp)
        """Index of the action that attached each word with a head."""
        self._left, self._right, self._before = (np.full(count + 1, NONE) for _ in range(3))
        self._begins, self._kept_off = (np.zeros(count + 1, dtype=np.bool_) for _ in range(2))
        self._floor = starts + _STACK_FEATURES * (1 + np.arange(len(starts)))
        self._stack, self._returned = (np.full(count + _STACK_FEATURES * (1 + len(starts)), NONE) for _ in range(2))
        self._top, self._back = self._floor.copy(), self._floor.copy()
        self._next, self._end = starts.copy(), ends.copy()

    def unfinished(self) -> bool:
        """Return whether any document is unfinished; drops finished ones and updates stack top and buffer."""
        going = (self._top > self._floor) | (self._back > self._floor) | (self._next < self._end)
        if not going.all():
            kept = self._floor, self._top, self._back, self._next, self._end
            self._floor, self._top, self._back, self._next, self._end = (values[going] for values in kept)
        # Words reduced without a head return to the front of the buffer.
        returned, ahead = self._back - self._floor, self._end - self._next
        first = np.where(ahead > 0, self._next, NONE)
        second = np.where(ahead > 1, self._next + 1, NONE)
        self._b0 = np.where(returned > 0, self._returned[self._back - 1], first)
        self._b1 = np.where(returned > 1, self._returned[self._back - 2], np.where(returned == 1, first, second))
        self._buffer = returned + ahead
        self._s0 = self._stack[self._top - 1]
        return bool(len(self._floor))

    def features(self) -> list[Integers]:
        """Return the feature words of each document, in spaCy's order."""
        b0, s0, top = self._b0, self._s0, self._top
        below = self._stack[top - 2], self._stack[top - 3]
        return [b0, self._b1, s0, *below, self._left[b0], self._left[s0], self._right[s0]]

    def valid(self) -> Booleans:
        """Return which moves each document may make, shape (documents, moves)."""
        stacked, fresh = self._s0 != NONE, ~self._begins[self._b0]
        two = self._buffer > 1
        shift = ~stacked | (two & fresh & ~self._kept_off[self._b0])
        arc = stacked & (self._buffer > 0) & fresh
        stop = two & (self._b1 == self._b0 + 1) & ~self._begins[self._b1]
        return np.stack([shift, stacked, arc, arc, stop], axis=1)

    def step(self, move: Integers, action: Integers) -> None:
        """Apply to each document a move, and store the index of its action."""
        b0, s0 = self._b0, self._s0
        self._begins[self._b1[move == BREAK]] = True
        self._join_left(s0[left := move == LEFT], b0[left], action[left])
        self._join_right(s0[right := move == RIGHT], b0[right], action[right])
        off = move == REDUCE
        free = off & (self.head[s0] == NONE) & (self._top - self._floor > 1) if off.any() else off
        if free.any():
            self._returned[self._back[free]] = s0[free]
            self._kept_off[s0[free]] = True
        on = right | (move == SHIFT)
        self._stack[self._top[on]] = b0[on]
        again = on & (self._back > self._floor)
        self._top += on
        self._top -= off | left
        self._back += free
        self._back -= again
        self._next += on & ~again

    def _join_left(self, child: Integers, head: Integers, action: Integers) -> None:
        """Attach the top of the stack to the next word, and detach it from its former head if it had one."""
        had = self.head[child]
        lost = had != NONE
        # It was the last child of that head, because it was always above it on the stack.
        self._right[had[lost]] = self._before[child[lost]]
        self._before[child] = self._left[head]
        self._left[head] = child
        self.head[child], self.action[child] = head, action
        self._kept_off[head] = False

    def _join_right(self, head: Integers, child: Integers, action: Integers) -> None:
        self._before[child] = self._right[head]
        self._right[head] = child
        self.head[child], self.action[child] = head, action
