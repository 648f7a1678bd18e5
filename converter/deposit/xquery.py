"""Names written into a query as literals: BaseX locks the databases that a query names in so many words.

doc("reports/un/a.tei.xml")      reads of `reports` wait for those who write in `reports`
doc($place)                      reads of any database wait for those who write in any
"""

from __future__ import annotations


def literal(text: str) -> str:
    """A string literal: quotation marks doubled and ampersands escaped (XQuery 3.1, 3.1.1 and A.2.1)."""
    return '"' + text.replace("&", "&amp;").replace('"', '""') + '"'


def over(query: str, root: str) -> str:
    """A query over `collection($root)`, with the collection named in so many words."""
    return query.replace("collection($root)", f"collection({literal(root)})")
