"""The one identifier that all files of a report share."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from converter.model import Report


def urn(report: Report) -> str:
    """`urn:uuid:…`, version 5 of RFC 9562, of the report's symbol, title, language and date.

    It names the report, not a state of its text: a corrected file keeps it.
    """
    metadata = report.metadata
    date = metadata.date.printed if metadata.date else ""
    return uuid5(NAMESPACE_URL, "\n".join((metadata.symbol or "", metadata.title, metadata.language, date))).urn
