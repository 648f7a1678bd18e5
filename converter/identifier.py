"""The one identifier that all files of a report share."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from converter.model import Metadata


def urn(metadata: Metadata) -> str:
    """`urn:uuid:…` of the report's symbol (else its title) and language: version 5, RFC 9562, 5.5.

    It names the report, not a state of its text: a corrected file keeps it.
    """
    name = metadata.symbol or metadata.title
    return uuid5(NAMESPACE_URL, f"urn:report:{name}:{metadata.language}").urn
