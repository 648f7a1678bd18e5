"""The model as JSON: the same report again, the same bytes again, and a clear refusal of everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

import converter
from converter.diagnostics import Place, Refused
from converter.formats import named
from converter.formats.json.read import read
from converter.formats.json.schema import schema
from converter.formats.json.write import write
from converter.model import Break, Metadata, Report
from converter.source import Input
from tests.samples import edition, every_node, paragraph

MINIMAL = '{"type":"Report","metadata":{"type":"Metadata","title":"T","language":"en"},"content":[%s]}'
PUBLISHED = Path(converter.__file__).parent / "report.schema.json"


def refusal(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        read(Input("report.json", text.encode()))
    return caught.value


def test_a_report_is_written_with_its_keys_in_the_order_of_the_model() -> None:
    report = Report(Metadata("題", "zh-Hant"), (paragraph("par-1", "一", label="1."),))
    assert (
        write(edition(report)).data.decode()
        == """\
{
  "type": "Report",
  "metadata": {
    "type": "Metadata",
    "title": "題",
    "language": "zh-Hant"
  },
  "content": [
    {
      "type": "Paragraph",
      "id": "par-1",
      "content": [
        {
          "type": "Text",
          "text": "一"
        }
      ],
      "label": {
        "type": "Label",
        "printed": "1.",
        "scheme": "decimal",
        "value": 1
      }
    }
  ]
}
"""
    )


def test_every_kind_of_node_comes_back_equal() -> None:
    assert read(Input("report.json", write(edition(every_node())).data)).report == every_node()


def test_what_was_read_is_written_as_the_same_bytes() -> None:
    data = write(edition(every_node())).data
    assert write(edition(read(Input("report.json", data)).report)).data == data


def test_a_language_that_the_user_said_stands_above_the_one_in_the_file() -> None:
    source = Input("report.json", (MINIMAL % "").encode(), language="zh-Hans")
    assert read(source).report.metadata.language == "zh-Hans"


def test_a_byte_order_mark_is_no_hindrance() -> None:
    assert read(Input("report.json", b"\xef\xbb\xbf" + (MINIMAL % "").encode())).report.metadata.title == "T"


def test_what_is_no_json_is_refused_with_line_and_column() -> None:
    diagnostic = refusal('{\n  "type": "Report", "metadata": {"title": "報告"\n  , x\n}').diagnostics[0]
    assert (diagnostic.code, diagnostic.place) == ("input-malformed", Place(3, 5))
    assert diagnostic.message == "this is no JSON: object keys must be strings"


def test_json_that_ends_too_early_is_refused_with_the_place_of_its_end() -> None:
    assert refusal('{"type":\n "Report"').diagnostics[0].place == Place(2, 10)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ('{"type":"Text","text":""}', "Invalid value 'Text' - at `$.content[0].type`"),
        ('{"type":"Paragraph","id":"p 1","content":[]}', "matching regex .* - at `$.content[0].id`"),
        ('{"type":"Paragraph","id":"p-1\\n","content":[]}', "matching regex .* - at `$.content[0].id`"),
        ('{"type":"Unread","id":"u","text":"","reason":"","language":"a b"}', "regex .* - at `$.content[0].language`"),
        ('{"type":"Division","id":"d","level":0,"heading":[],"content":[]}', "`int` >= 1 - at `$.content[0].level`"),
        ('{"type":"List","id":"l","items":[]}', "length >= 1 - at `$.content[0].items`"),
        ('{"type":"Figure","id":"f","image":"%"}', "Invalid base64 encoded string - at `$.content[0].image`"),
        (
            '{"type":"Paragraph","id":"p","content":[{"type":"Link","target":"javascript:alert(1)","content":[]}]}',
            "matching regex .* - at `$.content[0].content[0].target`",
        ),
    ],
)  # fmt: skip
def test_json_that_is_no_report_is_refused_with_the_path_of_what_is_wrong(block: str, message: str) -> None:
    with pytest.raises(Refused, match="this is no report: .*" + message.replace("[", r"\[").replace("$", r"\$")):
        read(Input("report.json", MINIMAL.replace("%s", block).encode()))


def test_json_nested_without_end_is_refused() -> None:
    nested = MINIMAL % ('{"type":"Quotation","id":"q","content":[' * 100_000)
    assert refusal(nested).diagnostics[0].message == "values are nested too deep"


def test_whatever_is_said_in_several_ways_is_read_in_one_and_what_is_replaced_is_told() -> None:
    block = '{"type":"Paragraph","id":"p-1","content":[%s],"language":"en"}'
    texts = '{"type":"Text","text":"a"},{"type":"Text","text":"b\\u0001\\n"},{"type":"Text","text":""}'
    format = named("json")
    assert format is not None
    reading = format.read(Input("report.json", (MINIMAL % (block % texts)).encode()))
    assert reading.report.content == (paragraph("p-1", "ab\ufffd", Break()),)
    assert [str(said).splitlines()[0] for said in reading.diagnostics] == [
        "warning[replaced]: U+0001, which no file can hold and show, stands as U+FFFD (in p-1)"
    ]


def test_an_empty_file_is_refused() -> None:
    assert refusal("").diagnostics[0].code == "input-empty"


def test_the_published_schema_is_the_models() -> None:
    assert PUBLISHED.read_bytes() == schema(), "write what converter.formats.json.schema.schema() gives to the file"
