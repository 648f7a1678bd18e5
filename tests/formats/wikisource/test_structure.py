"""The structure of a page: its lines on the left of each case, its outline on the right."""

from __future__ import annotations

import pytest

from converter.formats.wikisource.read import read
from converter.source import Input
from converter.walk import nodes
from tests.formats.wikisource.notation import body, expected

CASES = {
    "chapters as stacked pairs of label and title": (
        """
        第一章

        編輯

        導言

        編輯

        1.春水初漲。

        第二章

        編輯

        工作

        編輯

        2.秋水漸落。
        """,
        """
        第一章 導言
          1. 春水初漲。
        第二章 工作
          2. 秋水漸落。
        """,
    ),
    "four levels: chapters, letters, fixed subheadings with edit links, free ones without": (
        """
        II. Work[edit]

        A. Boats[edit]
        Situation[edit]

        1. One.

        Results[edit]
        New boats

        2. Two.

        Old boats

        3. Three.

        B. Books[edit]
        Situation[edit]

        4. Four.
        """,
        """
        II. Work
          A. Boats
            Situation
              1. One.
            Results
              New boats
                2. Two.
              Old boats
                3. Three.
          B. Books
            Situation
              4. Four.
        """,
    ),
    "the same without edit links: wordings that come back are the fixed subheadings": (
        """
        A. Boats
        Situation

        1. One.

        Results
        New boats

        2. Two.

        B. Books
        Situation

        3. Three.

        Results
        Paper

        4. Four.
        """,
        """
        A. Boats
          Situation
            1. One.
          Results
            New boats
              2. Two.
        B. Books
          Situation
            3. Three.
          Results
            Paper
              4. Four.
        """,
    ),
    "Arabic ordinals and the names of letters": (
        """
        أولا - مقدمة[تعديل]

        1. نص أول.

        ثانيا - أعمال[تعديل]

        باء - قسم[تعديل]

        2. نص ثان.
        """,
        """
        أولا - مقدمة
          1. نص أول.
        ثانيا - أعمال
          باء - قسم
            2. نص ثان.
        """,
    ),
    "Chinese numerals, in brackets one level below": (
        """
        一、總論

        1.甲。

        (一)細目

        2.乙。

        (二)又一細目

        3.丙。

        二、分論

        4.丁。
        """,
        """
        一、 總論
          1. 甲。
          (一) 細目
            2. 乙。
          (二) 又一細目
            3. 丙。
        二、 分論
          4. 丁。
        """,
    ),
    "chapters named by a word": (
        """
        Chapter I. Introduction

        1. One.

        Chapter II — Work

        2. Two.
        """,
        """
        Chapter I. Introduction
          1. One.
        Chapter II — Work
          2. Two.
        """,
    ),
    "a label without a title": (
        """
        第一章

        1.甲。
        """,
        """
        第一章
          1. 甲。
        """,
    ),
    "I. after H. is a letter, after nothing a numeral": (
        """
        I. First

        1. One.

        H. Eight

        2. Two.

        I. Nine

        3. Three.

        II. Second

        4. Four.
        """,
        """
        I. First
          1. One.
          H. Eight
            2. Two.
          I. Nine
            3. Three.
        II. Second
          4. Four.
        """,
    ),
    "C. and D. are letters": (
        """
        C. Third

        1. One.

        D. Fourth

        2. Two.
        """,
        """
        C. Third
          1. One.
        D. Fourth
          2. Two.
        """,
    ),
    "headings counted in digits stand beside the sequence of paragraphs": (
        """
        A. Boats

        1. Situation

        1. One.

        2. Two.

        2. Results

        3. Three.

        B. Books

        1. Situation

        4. Four.
        """,
        """
        A. Boats
          1. Situation
            1. One.
            2. Two.
          2. Results
            3. Three.
        B. Books
          1. Situation
            4. Four.
        """,
    ),
    "a short paragraph whose number goes on is a paragraph": (
        """
        1. One.

        2. Two without a stop

        3. Three.
        """,
        """
        1. One.
        2. Two without a stop
        3. Three.
        """,
    ),
    "numbers before years, and decimals": (
        """
        1. One.

        2.2030年，甲。

        3. 2030 was dry.

        2.16億人。

        4.乙。
        """,
        """
        1. One.
        2. 2030年，甲。
        3. 2030 was dry.
        2.16億人。
        4. 乙。
        """,
    ),
    "numbers as Arabic documents print them": (
        """
        1 - نص أول.

        2 - 2030 عام.

        ٣. نص ثالث.
        """,
        """
        1 - نص أول.
        2 - 2030 عام.
        ٣. نص ثالث.
        """,
    ),
    "paragraphs without a number": (
        """
        1. One.

        Some more words that end as sentences do.

        I. Heading

        Words before the first number.

        2. Two.
        """,
        """
        1. One.
        Some more words that end as sentences do.
        I. Heading
          Words before the first number.
          2. Two.
        """,
    ),
    "the last line is no heading, as nothing follows it": (
        """
        1. One.

        Done at the harbour
        """,
        """
        1. One.
        Done at the harbour
        """,
    ),
    "boxes: one alone, two adjoining, one followed at once by a heading": (
        """
        1. 甲船還沒有運到對岸，讀者們仍須等候數個鐘頭。

        清理河道\x20
          会议商定清理河道。
        岸边书屋\x20
          书屋开门。
          又一段话。
        增添船隻

        2.乙。

        盒子与书\x20
          船上有书。

        3.丙。
        """,
        """
        1. 甲船還沒有運到對岸，讀者們仍須等候數個鐘頭。
        box zh-Hans: 清理河道
          会议商定清理河道。
        box zh-Hans: 岸边书屋
          书屋开门。
          又一段话。
        增添船隻
          2. 乙。
          box zh-Hans: 盒子与书
            船上有书。
          3. 丙。
        """,
    ),
    "a box with a label, a list and an empty line": (
        """
        1. One.

        Box 2. Rules of the boat
          The rules are three:
          (a) to read;
          (b) to return;

          And to row.

        2. Two.
        """,
        """
        1. One.
        box: Box 2. Rules of the boat
          The rules are three:
            (a) to read;
            (b) to return;
          And to row.
        2. Two.
        """,
    ),
    "indented words without a title are displayed": (
        """
        1. One said.

          Let there be boats.

        2. Two.
        """,
        """
        1. One said.
        > Let there be boats.
        2. Two.
        """,
    ),
    "lists of letters, with a list of Roman numerals inside": (
        """
        1. The tasks are:

        (a) to read;
        (b) to row:
        (i) up;
        (ii) down;
        (c) to write.

        2. Runs of (a) one; (b) two stay as they are.
        """,
        """
        1. The tasks are:
          (a) to read;
          (b) to row:
            (i) up;
            (ii) down;
          (c) to write.
        2. Runs of (a) one; (b) two stay as they are.
        """,
    ),
    "lists of other marks": (
        """
        1. French:

        a) lire ;
        b) ramer.

        2. Bullets:

        • one;
        • two.

        3. Chinese:

        (一)讀；
        (二)寫。

        4. Arabic:

        (أ) قراءة؛
        (ب) كتابة.
        """,
        """
        1. French:
          a) lire ;
          b) ramer.
        2. Bullets:
          • one;
          • two.
        3. Chinese:
          (一) 讀；
          (二) 寫。
        4. Arabic:
          (أ) قراءة؛
          (ب) كتابة.
        """,
    ),
    "what does not go on with a list is text": (
        """
        1. One.

        (b) is no beginning.

        (1998) is a year.
        """,
        """
        1. One.
        (b) is no beginning.
        (1998) is a year.
        """,
    ),
    "a whole page set in from the margin": (
        """
        \u3000\u30001.甲。

        \u3000\u30002.乙。

        \u3000\u3000小題

        \u3000\u30003.丙。
        """,
        """
        1. 甲。
        2. 乙。
        小題
          3. 丙。
        """,
    ),
    "numbers that do not go on": (
        """
        1. One.

        3. Three.

        3. Three again.

        2. Two.

        3 bis. More.

        4. Four.
        """,
        """
        1. One.
        3. Three.
        3. Three again.
        2. Two.
        3 bis. More.
        4. Four.
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_structure(case: str) -> None:
    page, outline = CASES[case]
    assert body(page) == expected(outline)


def test_a_list_before_anything_else_has_ids_that_are_names() -> None:
    page = read(Input("page.txt", "  1. ↑ back\n1. One[1] of them.\n".encode()))
    ids = [node.id for node in nodes(page.report)]
    assert "list-1" in ids
    assert [id for id in ids if id[0].isdigit()] == []
