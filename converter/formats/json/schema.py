"""The JSON Schema of a report, made from the model; published as converter/report.schema.json."""

from __future__ import annotations

from typing import Any

import msgspec

from converter.model import Report

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> bytes:
    """The schema (JSON Schema 2020-12) as UTF-8 JSON, indented by two spaces, with a newline at its end."""
    described: dict[str, Any] = {"$schema": _DIALECT, "title": "Report", **msgspec.json.schema(Report)}
    return msgspec.json.format(msgspec.json.encode(described), indent=2) + b"\n"
