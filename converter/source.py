"""Bytes in, for every reader: how much, in which encoding, and which line a position stands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Input:
    """What a reader is given: a name (no folders), the bytes, and the language if the user said it (a BCP 47 tag)."""

    name: str
    data: bytes
    language: str | None = None
