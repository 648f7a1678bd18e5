"""How much memory work takes: the peak that the kernel keeps for this process, begun anew (proc(5), clear_refs).

`ru_maxrss` would not do: it never falls, and a process begins with that of the one that started it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

_PROCESS = Path("/proc/self")


def peak() -> int:
    """The most bytes that this process has held since it began, or since `taken` began."""
    if not _PROCESS.exists():
        pytest.skip("the peak of a process is read from /proc, which this system has not")
    found = re.search(r"VmHWM:\s+(\d+) kB", (_PROCESS / "status").read_text(encoding="ascii", errors="replace"))
    assert found
    return int(found[1]) * 1024


def taken(work: Callable[[], object]) -> int:
    """By how many bytes the peak rises while some work is done."""
    if _PROCESS.exists():
        (_PROCESS / "clear_refs").write_text("5", encoding="ascii")
    before = peak()
    work()
    return peak() - before
