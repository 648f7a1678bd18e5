"""Ids as names of bookmarks: `par-47` is `par_47`.

Word takes letters, digits and the low line, a letter first, 40 characters at most, and does not tell capitals from
small letters. An id that does not fit, or whose name is taken, gets a name with a digest of the id at its end. Names
that begin with `meta_` mark the metadata on the title page and the imprint.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

_UNFIT = re.compile(r"\W")
_LONGEST = 40
METADATA = "meta_"


def bookmark_names(ids: Iterable[str]) -> Mapping[str, str]:
    """The name of every id, in the order of the ids; the first to ask for a name gets it."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for found in ids:
        plain = _UNFIT.sub("_", found)
        fits = plain[:1].isalpha() and len(plain) <= _LONGEST and plain.lower() not in taken
        fits = fits and not plain.lower().startswith(METADATA)
        names[found] = plain if fits else _digested(found, plain)
        taken.add(names[found].lower())
    return names


def bookmark_id(name: str) -> str:
    """The id that most likely has this name: ids are made with hyphens."""
    return name.replace("_", "-")


def _digested(found: str, plain: str) -> str:
    digest = sha256(found.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"id_{plain[: _LONGEST - 12]}_{digest}"
