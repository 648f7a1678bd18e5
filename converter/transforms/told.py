"""What a reader of the report would see replaced when it is brought into its one form, and where it stood first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.diagnostics import Code, Diagnostic, Place


class Told:
    """Keeps count of what is replaced; `here` is the id of the node that is being looked at, empty in the metadata."""

    def __init__(self) -> None:
        """Nothing has been replaced."""
        self.here = ""
        self._found: dict[tuple[str, str], list[str]] = {}

    def tell(self, what: str, hint: str) -> None:
        """Something was replaced here: what, in words that end a sentence, and what can be done."""
        self._found.setdefault((what, hint), []).append(self.here)

    def diagnostics(self, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
        """One for each thing that was replaced, at the place where it stood first."""
        for (what, hint), ids in self._found.items():
            where = f"{ids[0] or 'the metadata'}{f' first, {len(ids)} times in all' if len(ids) > 1 else ''}"
            yield Diagnostic(Code.REPLACED, f"{what} (in {where})", places.get(ids[0]), hint)
