"""How a contradiction is told: what the two places say, shortened to where they differ."""

from __future__ import annotations

import re

from converter.diagnostics import Code, Diagnostic

_SPACE = re.compile("[\\s\u00ad\u2060]+")
_HINT = "It was changed after it was made: make the file again, or ask which of the two is right."
_SHOWN = 60
_BEFORE = 20


def squeezed(text: str) -> str:
    """A text without white space and without hyphens that only a broken line shows."""
    return _SPACE.sub("", text)


def contradiction(message: str, part: str = "") -> Diagnostic:
    """The diagnostic of a file that says one thing here and another there."""
    return Diagnostic(Code.CONTRADICTION, message, hint=_HINT, part=part)


def unlike(where: str, said: str, other: str, expected: str, part: str = "") -> Diagnostic:
    """One place says something, where another one says something else."""
    start = _common(said, expected) if max(len(said), len(expected)) > _SHOWN else 0
    return contradiction(f"{where} reads {_quoted(said, start)}, but {other} {_quoted(expected, start)}", part)


def quoted(text: str) -> str:
    """The beginning of a text in quotation marks."""
    return _quoted(" ".join(text.split()), 0)


def _quoted(text: str, start: int) -> str:
    if not text:
        return "nothing"
    start = max(start - _BEFORE, 0)
    cut = text[start : start + _SHOWN]
    return f"“{'…' if start else ''}{cut}{'…' if start + _SHOWN < len(text) else ''}”"


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
