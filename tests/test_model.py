"""The model: values that compare by content, and JSON that gives them back."""

from __future__ import annotations

import msgspec
import pytest

from converter.model import Paragraph, Report, Text
from tests.samples import every_node


def test_a_report_comes_back_equal_from_its_json() -> None:
    report = every_node()
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


def test_json_names_each_kind_and_leaves_out_what_is_not_there() -> None:
    assert msgspec.json.encode(Paragraph("p-1", (Text("one"),))) == (
        b'{"type":"Paragraph","id":"p-1","content":[{"type":"Text","text":"one"}]}'
    )


def test_json_with_a_key_that_is_not_of_the_model_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field `colour`"):
        msgspec.json.decode(b'{"type":"Text","text":"one","colour":"red"}', type=Text)


def test_nodes_are_frozen_and_hashable() -> None:
    report = every_node()
    assert hash(report) == hash(every_node())
    with pytest.raises(AttributeError):
        report.metadata = None  # type: ignore[misc, assignment]
