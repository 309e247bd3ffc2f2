"""A long programme set as a tagged PDF, against the pages a second that bare Typst was measured at.

`python -m benchmarks.documents [rounds]`. Processor time, as Typst uses every core. The peer is a
bare table of 201 pages, tagged, set by the same library in the same run.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

import typst
from sqlalchemy.orm.attributes import set_committed_value

from desktop.documents.catalogue import document
from desktop.documents.render import Renderer
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Member, Moment, Organisation, Person, Place
from desktop.domain.base import Entity
from desktop.domain.codes import ItemKind, ItemStatus
from desktop.domain.paper import PaperSource, Stand
from desktop.domain.text import Trilingual
from desktop.paths import shipped

T = TypeVar("T", bound=Entity)

FIRST = date(2027, 4, 19)
A_DAY, MEMBERS = 9, 40
BARE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "x")
#set page(paper: "a4", numbering: "1")
#set text(font: ("Noto Sans", "Noto Sans CJK JP"), size: 9pt, lang: "en")
= x
#table(columns: (31mm, 1fr, 45mm), stroke: none, table.header([a], [b], [c]),
  ..data.map(row => row.map(cell => [#cell.join(linebreak())])).flatten())
"""


def visit(days: int) -> Delegation:
    """A visit of so many days, each with nine items that tell what real ones do."""
    host = Organisation(name=_said("理化学研究所", "RIKEN"))
    where = Place(
        name=_said("理研 和光地区", "RIKEN Wako campus"), address_local="埼玉県和光市広沢2-1"
    )
    people = [Person(given=f"Mia {n}", family=f"Prøve {n}") for n in range(MEMBERS)]
    for one in people:
        _give(one, organisation=host)
    items = [_item(day, number, host, where) for day in range(days) for number in range(A_DAY)]
    made = Delegation(
        reference="DEL-2027-900", title=_said("長い訪問", "A long visit"), start=FIRST
    )
    members = [_give(Member(position=n), person=one) for n, one in enumerate(people)]
    return _give(made, items=items, members=members, groups=[], emergency_contacts=[])


def processor_seconds(work: Callable[[], object], rounds: int) -> float:
    """The median processor time of some rounds, of which each sets something new."""
    work()
    times = []
    for _round in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return median(times)


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    print("| what | pages | CPU s | s for 200 pages |")
    print("|---|---|---|---|")
    for what, languages, beside, days in (
        ("programme, English", ("en",), False, 150),
        ("programme, Japanese", ("ja",), False, 150),
        ("programme, Japanese and Danish", ("ja", "da"), False, 110),
        ("programme, Japanese | English", ("ja", "en"), True, 110),
    ):
        _tell(what, *_programme(languages, beside=beside, days=days, rounds=rounds))
    _tell("bare Typst, a table", *_bare(rounds))


def _programme(
    languages: tuple[str, ...], *, beside: bool, days: int, rounds: int
) -> tuple[int, float]:
    renderer, source = Renderer(), Material(PaperSource(visit(days), Stand(1, draft=True)))
    nights, pages = _days(), 0

    def work() -> None:
        nonlocal pages
        on = next(nights)  # nothing that was set before may be used again
        wish = Wish("programme", "delegation", "", languages, on, beside=beside)
        pages = _pages(renderer.pdf(document(source, wish)))

    seconds = processor_seconds(work, rounds)
    return pages, seconds


def _bare(rounds: int) -> tuple[int, float]:
    row = [
        ["09:00–10:15", "02:00–03:15 CEST"],
        ["A meeting with a title", "Host: RIKEN"] * 2,
        ["x"],
    ]
    nights, pages = _days(), 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / "bare.typ"
        file.write_text(BARE, "utf-8")
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(shipped("resources/fonts"))],
        )
        compiler = typst.Compiler(root=folder, font_paths=fonts)

        def work() -> None:
            nonlocal pages
            rows = [[*row[:2], [f"{next(nights)}"]] for _ in range(2500)]
            made = compiler.compile(
                str(file),
                format="pdf",
                sys_inputs={"data": json.dumps(rows)},
                pdf_standards=["ua-1"],
            )
            assert isinstance(made, bytes)
            pages = _pages(made)

        seconds = processor_seconds(work, rounds)
    return pages, seconds


def _tell(what: str, pages: int, seconds: float) -> None:
    print(f"| {what} | {pages} | {seconds:.2f} | {200 * seconds / pages:.2f} |")


def _pages(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    return len(PdfDocument(pdf))


def _days() -> Iterator[date]:
    day = date(2026, 1, 1)
    while True:
        yield day
        day += timedelta(days=1)


def _item(day: int, number: int, host: Organisation, where: Place) -> Item:
    start = datetime.combine(FIRST + timedelta(days=day), datetime.min.time())
    start += timedelta(hours=8 + number)
    end = start + timedelta(minutes=50)
    made = Item(
        kind=ItemKind.VISIT,
        title=_said(
            f"研究室見学と意見交換 {day}-{number}", f"Lab tour and discussion {day}-{number}"
        ),
        start=Moment(start.date(), start.time(), "Asia/Tokyo"),
        end=Moment(end.date(), end.time(), "Asia/Tokyo"),
        status=ItemStatus.CONFIRMED,
        language="en/ja",
        interpreted=True,
        dress=_said("平服", "Business attire"),
        topics=_said("極低温\n制御回路", "Cryogenics\nControl circuits"),
        printed_note=_said("撮影禁止", "No photography"),
    )
    return _give(made, host_organisation=host, place=where, people=[], groups=[])


def _said(ja: str, other: str) -> Trilingual:
    return Trilingual(ja=ja, da=f"{other} på dansk", en=other)


def _give(entity: T, **relations: object) -> T:
    for name, value in relations.items():
        set_committed_value(entity, name, value)
        if isinstance(value, Entity):
            setattr(entity, f"{name}_id", value.id)
    return entity


if __name__ == "__main__":
    main()
