"""Read a report from the model's own JSON (write.py shows its shape), which may come from anywhere."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from converter.diagnostics import Code, Place, Refused, refuse
from converter.model import Report
from converter.reading import Reading
from converter.source import Input, decode

_HINT = "converter/report.schema.json says what a report may hold."
_BYTE = re.compile(r" \(byte (\d+)\)$")


def read(source: Input) -> Reading:
    """The report in these bytes; a language that the user said stands above the one in the file.

    Raises Refused when the bytes are no text, no JSON, or no report: with the line and column of what is no JSON, and
    with the path of what is no report (`$.content[3].id`).
    """
    decoded = decode(source)
    report = _report(decoded.text, source.name)
    if source.language:
        report = replace(report, metadata=replace(report.metadata, language=source.language))
    return Reading(report, diagnostics=decoded.diagnostics)


def _report(text: str, name: str) -> Report:
    try:
        return msgspec.json.decode(text, type=Report)
    except msgspec.ValidationError as error:
        raise refuse(Code.INPUT_MALFORMED, f"this is no report: {error}", _HINT, path=name) from None
    except msgspec.DecodeError as error:
        raise _no_json(text, str(error), name) from None
    except RecursionError:
        raise refuse(Code.INPUT_MALFORMED, "values are nested too deep", _HINT, path=name) from None


def _no_json(text: str, message: str, name: str) -> Refused:
    """Where JSON ends to be JSON: at the byte that is named, else at the end of the text."""
    found = _BYTE.search(message)
    data = text.encode()
    before = data[: int(found[1]) if found else len(data)].decode(errors="ignore")
    place = Place(before.count("\n") + 1, len(before) - before.rfind("\n"))
    said = _BYTE.sub("", message).removeprefix("JSON is malformed: ")
    return refuse(Code.INPUT_MALFORMED, f"this is no JSON: {said}", _HINT, place=place, path=name)
