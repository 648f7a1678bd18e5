"""Content streams in a form that tests can read."""

from __future__ import annotations

import re

import pikepdf

_SHOWN = re.compile(rb"(?<![A-Za-z])\(([^()\\]*)\)")


def hexadecimal(page: pikepdf.Page) -> bytes:
    """A page's content stream with the strings that it shows in hexadecimal; none of ours has an escape."""
    assert b"\\" not in page.Contents.read_bytes()
    return _SHOWN.sub(lambda shown: b"<%s>" % shown[1].hex().upper().encode(), page.Contents.read_bytes())
