"""A report with its runs of inlines rewritten: what changes is new, what does not is the very same object."""

from __future__ import annotations

from converter.model import Text
from converter.transforms.rewrite import Inlines, rewrite
from converter.walk import lines, nodes, plain
from tests.samples import every_node


def test_where_nothing_changes_the_report_is_the_same_object() -> None:
    report = every_node()
    assert rewrite(report, lambda content, _: content) is report


def test_what_holds_a_change_is_new_and_the_rest_is_the_same() -> None:
    def shouted(content: Inlines, _: str) -> Inlines:
        return (Text("THIRD."),) if content == (Text("Third."),) else content

    report = every_node()
    new = rewrite(report, shouted)
    there = {node.id: node for node in nodes(report)}
    changed = [node.id for node in nodes(new) if node is not there[node.id]]
    assert changed == ["div-1", "div-1-a", "par-3"]
    assert [plain(lines(node)) for node in nodes(new) if node.id == "par-3"] == ["THIRD."]


def test_the_language_around_a_run_is_told() -> None:
    said: dict[str, str] = {}

    def listen(content: Inlines, language: str) -> Inlines:
        said[plain(content)] = language
        return content

    rewrite(every_node(), listen)
    assert (said["Third."], said["盒子"], said["عنوان"]) == ("en", "zh-Hans", "ar")
