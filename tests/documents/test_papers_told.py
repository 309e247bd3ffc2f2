"""The guide to the papers."""

import re
from pathlib import Path

from desktop.documents.catalogue import SHEETS
from desktop.documents.wish import Option

GUIDE = Path(__file__).parents[2] / "docs" / "documents.md"
_ROW = re.compile(r"^\| (?P<codes>`[^|]+) \|[^|]+\|(?P<rest>.+)\|$", re.MULTILINE)


def test_the_guide_has_every_paper_with_all_that_it_can_do() -> None:
    text = GUIDE.read_text("utf-8")
    told = {}
    for row in _ROW.finditer(text):
        for code in re.findall(r"`(\w+)`", row["codes"]):
            cells = [cell.strip() for cell in row["rest"].split("|")]
            if len(cells) == 4:
                marks = tuple(cell == "●" for cell in cells[:3])
                told[code] = (*marks, set(re.findall(r"`(\w+)`", cells[3])))
    assert told == {
        code: (sheet.audience, sheet.marks, sheet.private, {one.value for one in sheet.options})
        for code, sheet in SHEETS.items()
    }
    assert all(f"| `{one.value}` |" in text for one in Option)
