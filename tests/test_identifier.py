"""The identifier that all files of a report share."""

from __future__ import annotations

from converter.identifier import urn
from converter.model import Metadata


def test_an_identifier_is_the_same_in_every_process_and_of_version_five() -> None:
    assert urn(Metadata("Any title", "en", symbol="X/1")) == "urn:uuid:c1009de8-3cf5-57f3-9a04-ca17afe90653"


def test_each_language_of_a_document_has_its_own() -> None:
    assert urn(Metadata("Any title", "en", symbol="X/1")) != urn(Metadata("Any title", "fr", symbol="X/1"))
