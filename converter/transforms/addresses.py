"""Where links lead, in a form that every file can hold. RFC 3986, with the characters of RFC 3987."""

from __future__ import annotations

import re

KINDS = frozenset({"http", "https", "ftp", "mailto", "tel", "urn", "doi"})
"""The kinds of address that run nothing (model.Target)."""

_UNFIT = r'[\s<>"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff\ufffe\uffff]'


def address(target: str) -> str | None:
    """Where a link leads: `#id`, or a URI with what no URI may hold percent-encoded; None where that is nowhere safe.

    What is no character at all cannot be encoded: it leads nowhere.
    """
    if target.startswith("#"):
        return target if len(target) > 1 else None
    from urllib.parse import urlsplit

    kind, _, rest = target.strip().partition(":")
    if kind.lower() not in KINDS:
        return None
    try:
        fit = f"{kind.lower()}:{_encoded(rest)}"
        parts = urlsplit(fit)
    except (ValueError, UnicodeEncodeError):
        return None
    return fit if parts.netloc or parts.path else None


def _encoded(rest: str) -> str:
    """What follows the kind; brackets stand in the name of a host alone."""
    host = found[0] if (found := re.match("//[^/?#]*", rest)) else ""
    after = rest[len(host) :].replace("[", "%5B").replace("]", "%5D")
    return re.sub(_UNFIT, _percent, host + after)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
