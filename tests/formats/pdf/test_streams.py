"""Streams of a file: compressed as they should be, by however many threads."""

from __future__ import annotations

import os
import random
import threading
import zlib
from collections.abc import Callable, Sequence
from functools import partial

import pytest

from converter.formats.pdf import streams
from converter.formats.pdf.streams import Streams, deflated, done, stream
from tests.formats.pdf.small import small


@pytest.mark.parametrize("size", [0, 1, 120, 255, 4000, 8000, 16_000])
def test_what_is_compressed_is_found_again_in_the_window_that_it_needs(size: int) -> None:
    once = random.Random(size).randbytes(size)
    packed = deflated(once * 2)
    assert zlib.decompress(packed) == once * 2
    assert len(packed) < 1.2 * size + 20, "the window is too small for what stands twice"
    assert 1 << (packed[0] >> 4) + 8 <= 4 * (size + 262), "the window is larger than the data needs"


def test_a_window_is_never_larger_than_there_are() -> None:
    assert zlib.decompress(deflated(bytes(1_000_000))) == bytes(1_000_000)


def test_compressed_streams_never_end_in_a_line_end() -> None:
    packed = [stream(b"%d 0 Td" % place) for place in range(3000)]
    ends = {data[: -len(b"\nendstream")][-1:] for data in packed}
    assert not ends & {b"\r", b"\n"}
    assert any(b"\n" in data for data in packed)


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_what_is_done_stands_in_the_order_of_the_tasks(threads: int) -> None:
    before = threading.active_count()
    tasks = [partial(stream, bytes(1000 * (place % 7)), b"/N %d" % place) for place in range(100)]
    assert done(tasks, threads) == [task() for task in tasks]
    assert threading.active_count() == before


@pytest.mark.parametrize("threads", [1, 4])
def test_an_error_of_a_task_is_raised_once_and_not_printed(threads: int, capfd: pytest.CaptureFixture[str]) -> None:
    def fail() -> bytes:
        raise MemoryError("too much")

    before = threading.active_count()
    with pytest.raises(MemoryError, match="too much"):
        done([fail, *[partial(bytes, 9)] * 9] * 3, threads)
    assert capfd.readouterr() == ("", "")
    assert threading.active_count() == before


class _NoThread(threading.Thread):
    def start(self) -> None:
        raise RuntimeError("can't start new thread")


def test_where_no_thread_can_start_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "Thread", _NoThread)
    assert done([partial(bytes, 3)] * 5, 4) == [bytes(3)] * 5


def test_the_number_of_processors_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def written(processors: int | None) -> bytes:
        monkeypatch.setattr(os, "cpu_count", lambda: processors)
        return small()

    monkeypatch.setattr(streams, "_MUCH", 0)
    assert written(None) == written(1) == written(3) == written(64)


def test_little_starts_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "Thread", None)
    held = Streams()
    held.put(1, bytes(1000))
    assert held.objects() == {1: stream(bytes(1000))}


def test_many_bytes_do_not_wait_for_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    held, expected, together = Streams(), {}, []

    def counted(tasks: Sequence[Callable[[], bytes]], threads: int) -> list[bytes]:
        together.append(len(tasks))
        return done(tasks, threads)

    monkeypatch.setattr(streams, "done", counted)
    monkeypatch.setattr(streams, "_MOST", 3000)
    for number in range(1, 30):
        data, compress = os.urandom(100) * number, number % 3 > 0
        held.put(number, data, b"/N 1", compress=compress)
        expected[number] = stream(data, b"/N 1", compress=compress)
    assert held.last == 29
    assert list(held.objects().items()) == list(expected.items())
    assert len(together) > 5
    assert sum(together) == 29
