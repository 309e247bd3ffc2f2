"""The preview: a paper for the first time, again, and 200 pages in the window.

`python -m benchmarks.preview [rounds]`: the demo delegation's programme, no screen, 1240 × 760.
Processor time, because there are targets and the machine may have other work.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.measure import processor_ms
from desktop.documents.wish import Wish
from desktop.language import Language
from desktop.settings import Settings
from desktop.store.interchange import demo_office
from desktop.store.references import find_record
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.output.papers import Papers
from desktop.ui.output.preview import PreviewPage

Row = tuple[str, float, int | None]
SIZE = (1240, 760)
PAGES = 200
NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)


def papers(desk: Desk, record: str, rounds: int) -> list[Row]:
    """A paper that was never made, and one that has not changed."""
    say = Language.of("en")
    wish = Wish("programme", "delegation", record, ("ja", "da"), desk.today())
    made = Papers(desk.office, desk.workshop)
    made.show(wish, say)

    def first() -> None:
        made._kept.clear()
        made.show(wish, say)

    return [
        ("set the programme in two languages", processor_ms(first, rounds), None),
        ("ask for it again", processor_ms(lambda: made.show(wish, say), 3 * rounds), 50),
    ]


def window(app: QApplication, desk: Desk, record: str, rounds: int) -> list[Row]:
    """Two papers in turn, and a very long one."""
    page = PreviewPage(desk, f"delegation:{record}")
    page.resize(*SIZE)
    page.show()

    def settle() -> None:
        while page.is_busy() or page.pages() is None or page.view._pictures._wanted:
            app.processEvents()

    settle()
    languages = cycle(("ja", "da"))

    def again() -> None:
        page.choices.languages.set_value(next(languages))
        page.choices.edited.emit()
        settle()
        page.repaint()

    again()
    rows: list[Row] = [("choose a paper that was shown before", processor_ms(again, rounds), 50)]
    pages = page.pages()
    assert pages is not None
    # None like another, or its picture would be kept.
    long = [pages.svgs[at % len(pages.svgs)] + b"<!-- %d -->" % at for at in range(PAGES)]
    targets = cycle(range(0, PAGES, 7))

    def opened() -> None:
        page.frame.show_pages(long, from_start=True)
        page.repaint()

    def drawn() -> None:
        page.view.go_to(next(targets))
        app.processEvents()
        settle()

    def scrolled() -> None:
        bar = page.view.verticalScrollBar()
        bar.setValue(bar.value() + 20 if bar.value() < bar.maximum() - 20 else 0)
        page.view.viewport().repaint()

    rows.append((f"take {PAGES} pages, to the first paint", processor_ms(opened, rounds), None))
    rows.append(
        ("go to another page, until all in sight is drawn", processor_ms(drawn, rounds), None)
    )
    rows.append(("a frame of scrolling", processor_ms(scrolled, 10 * rounds), 16))
    page.close()
    return rows


def main() -> None:
    """Measure and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    app = QApplication([])
    look.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        office = demo_office(Path(folder) / "demo.kakehashi")
        with office.reading() as session:
            found = find_record(session, "DEL-2027-001")
        assert found is not None
        desk = Desk(office, Settings(language="en"), lambda: NOW)
        rows = papers(desk, found.id, rounds) + window(app, desk, found.id, rounds)
        desk.close()
        office.close()
    sys.stdout.write("| what | ms | target |\n|---|---|---|\n")
    for what, ms, target in rows:
        sys.stdout.write(f"| {what} | {ms:.1f} | {target or '–'} |\n")


if __name__ == "__main__":
    main()
