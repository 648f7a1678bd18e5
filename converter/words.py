"""The words that a reader of a document sees and that no source holds (Contents, Note, continued), by language.

They stand in styles/words/TAG.toml, a file per language; a language without a file takes the English ones.
Annotations are not postponed here: each would be compiled by itself when words are read.
"""

from functools import lru_cache
from pathlib import Path

import msgspec

from converter.environment import Environment
from converter.language import canonical, primary


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """One language's words."""

    language: str
    contents: str
    title_page: str
    cover: str
    text: str
    """The body of the report, in lists of landmarks."""
    note: str
    notes: str
    back: str
    """Back from a note to its call."""
    continued: str
    overleaf: str
    """Where a note breaks off at a page's foot: that it goes on on the next page."""
    box: str
    paragraph: str
    page: str
    author: str
    organ: str
    publisher: str
    symbol: str
    date: str
    place: str
    session: str
    series: str
    previous: str
    next: str
    source: str
    rights: str
    digest: str
    unread: str
    colon: str
    """What stands between such a word and its value: `: ` or `：`."""
    accessibility: str
    """A sentence for shops and libraries: what this book offers to those who cannot see it."""
    accessibility_unpaged: str
    """The same for a book without the page numbers of a printed edition."""


def words(language: str, environment: Environment) -> Words:
    """The words of a language: its own file, else its primary language's, else English."""
    return _load(environment.styles / "words", canonical(language) or "en")


@lru_cache(maxsize=32)
def _load(folder: Path, language: str) -> Words:
    for name in (language, primary(language), "en"):
        path = folder / f"{name}.toml"
        if path.is_file():
            return msgspec.toml.decode(path.read_bytes(), type=Words)
    raise FileNotFoundError(folder / "en.toml")
