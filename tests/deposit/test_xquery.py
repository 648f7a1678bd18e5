"""Names in queries: literals that cannot be left, and ready-made queries that name what they look into."""

from __future__ import annotations

import pytest

from converter.deposit import QUERIES
from converter.deposit.xquery import literal, over


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("un/2031", '"un/2031"'),
        ('a" or "b', '"a"" or ""b"'),
        ("R&D &quot;", '"R&amp;D &amp;quot;"'),
        ("{1} 'x'", "\"{1} 'x'\""),
    ],
)
def test_a_literal(name: str, written: str) -> None:
    assert literal(name) == written


@pytest.mark.parametrize("name", QUERIES)
def test_a_ready_made_query_names_its_collection_in_so_many_words(name: str) -> None:
    text = over(QUERIES[name].text(), "reports/un")
    assert text.count('collection("reports/un")') == 1
    assert text.count("collection(") == 1
