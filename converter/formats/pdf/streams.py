"""Streams of a file, many of them compressed at a time.

    <</Type/ObjStm/N 200/First 1500/Filter/FlateDecode/Length 1234>> stream … endstream

They wait until there are many bytes of them, or the file is saved, and are then shared out to a few threads: zlib lets
go of the interpreter while it works. They are not compressed while pages are drawn, since drawing would keep the
interpreter from them for longer than each takes. ISO 32000-1, 7.3.8 (streams), 7.4.4 (FlateDecode).
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread

_LEVEL = 5
"""How hard to compress: beyond it, time grows by more than bytes shrink."""
_AHEAD = 262
"""The bytes of its window that zlib looks ahead in, and does not look back to."""
_MUCH, _MOST = 1 << 18, 1 << 23
"""Bytes that wait: from how many on threads are worth their start, and how many are too many to let them wait."""
_THREADS = 4
EOL = b"\r\n"


class Streams:
    """The streams of one file by their numbers, which are given in growing order."""

    def __init__(self) -> None:
        """Begin with no streams."""
        self._made: dict[int, bytes] = {}
        self._waiting: dict[int, Callable[[], bytes]] = {}
        self._size = 0

    def put(self, number: int, data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> None:
        """Give a stream, as `stream` takes it."""
        self._waiting[number] = partial(stream, data, dictionary, compress=compress)
        self._size += len(data)
        if self._size > _MOST:
            self._make()

    @property
    def last(self) -> int:
        """The greatest number, 0 when there are no streams."""
        return max((*self._made, *self._waiting), default=0)

    def objects(self) -> Mapping[int, bytes]:
        """The objects of all streams by their numbers, in growing order."""
        self._make()
        return self._made

    def _make(self) -> None:
        threads = min(os.cpu_count() or 1, _THREADS) if self._size > _MUCH else 1
        self._made.update(zip(self._waiting, done(tuple(self._waiting.values()), threads), strict=True))
        self._waiting, self._size = {}, 0


def stream(data: bytes, dictionary: bytes = b"", *, compress: bool = True) -> bytes:
    """A stream object with its exact length and a line end before `endstream`. ISO 19005-2, 6.1.7.1.

    What is compressed gains a space where its last byte would be CR or LF, as some readers take that for the line end.
    """
    if compress:
        packed = deflated(data)
        while packed[-1] in EOL:
            data += b" "
            packed = deflated(data)
        data, dictionary = packed, dictionary + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (dictionary, len(data), data)


def deflated(data: bytes) -> bytes:
    """The data compressed, in a window no larger than the data needs: a small one is sooner ready. RFC 1950, 2.2.

    So is a small table of what stands where in it, which has an entry for each of its bytes.
    """
    window = min((len(data) + _AHEAD).bit_length(), zlib.MAX_WBITS)
    packer = zlib.compressobj(_LEVEL, wbits=window, memLevel=window - 7)
    return packer.compress(data) + packer.flush()


def done(tasks: Sequence[Callable[[], bytes]], threads: int) -> list[bytes]:
    """What tasks give, in their order, when this thread and others take the next one in turn.

    A task that fails is done again at the end, where its error is raised; threads that cannot start are not missed.
    """
    waiting = iter(enumerate(tasks))
    given: dict[int, bytes] = {}

    def work() -> None:
        with suppress(Exception):
            for place, task in waiting:
                given[place] = task()

    others = [Thread(target=work) for _ in range(1, threads)]
    with suppress(RuntimeError):
        for thread in others:
            thread.start()
    work()
    for thread in others:
        if thread.ident:
            thread.join()
    return [given[place] if place in given else task() for place, task in enumerate(tasks)]
