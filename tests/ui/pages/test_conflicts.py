"""The Conflicts page groups, filters and settles what is found over all records."""

from pytestqt.qtbot import QtBot

from desktop.domain import Exchange, Item, Person
from desktop.domain.codes import Rule, Severity
from desktop.store import findings
from desktop.ui.desk import Desk
from desktop.ui.pages.conflicts import ConflictsPage
from desktop.ui.widgets import LinkButton
from tests.ui.conflicts.kit import Visit, at


def _page(qtbot: QtBot, desk: Desk) -> ConflictsPage:
    page = ConflictsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def _rules(page: ConflictsPage) -> list[Rule]:
    return [row.found.rule for row in page.list.rows()]


def _headings(page: ConflictsPage) -> list[str]:
    return [link.accessibleName() for link in page.list.findChildren(LinkButton)]


def _stay(desk: Desk) -> str:
    """A stay that begins before the visit, with an item that ends before it starts."""
    guest = Person(family="Kakū")
    stay = Exchange(reference="EXC-2027-001", person_id=guest.id, start=at(9).date, end=None)
    with desk.office.writing("create") as session:
        session.add_all([guest, stay])
        session.add(Item(exchange_id=stay.id, start=at(15), end=at(14)))
    return stay.id


def test_it_is_grouped_by_record_the_gravest_first(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _page(qtbot, desk)
    _stay(desk)
    assert page.title() == "Conflicts"
    assert _rules(page) == [
        Rule.PERSON_TWICE,
        Rule.CAPACITY,
        Rule.PASSPORT_EXPIRY,
        Rule.ENDS_BEFORE_START,
    ]
    assert _headings(page) == ["Visit", "EXC-2027-001"]


def test_it_is_filtered_by_severity_kind_record_and_text(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    stay = _stay(desk)
    page = _page(qtbot, desk)
    page._severities[Severity.HINT].click()
    assert Rule.PASSPORT_EXPIRY not in _rules(page)
    page.show_all()
    assert len(_rules(page)) == 4
    page._rule.setCurrentIndex(page._rule.findData(Rule.CAPACITY))
    page._rule.activated.emit(0)
    assert _rules(page) == [Rule.CAPACITY]
    page.show_all()
    at_stay = next(
        number
        for number in range(page._record.count())
        if page._record.itemData(number) == ("exchange", stay)
    )
    page._record.setCurrentIndex(at_stay)
    page._record.activated.emit(at_stay)
    assert _rules(page) == [Rule.ENDS_BEFORE_START]
    page.show_all()
    page._filter.setText("ida prøvesen")
    page._show()
    assert _rules(page) == [Rule.PERSON_TWICE]
    page._filter.setText("nobody")
    page._show()
    assert _rules(page) == []
    assert page._hidden.isVisible()
    assert not page._nothing.isVisible()


def test_what_is_accepted_is_shown_on_demand(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _page(qtbot, desk)
    found = next(one for one in desk.watch.findings() if one.rule == Rule.CAPACITY)
    with desk.office.writing("finding.accept") as session:
        findings.accept(session, found, "Standing room", "Ida", desk.today())
    assert Rule.CAPACITY not in _rules(page)
    page._accepted.click()
    assert _rules(page)[-1] == Rule.CAPACITY
    page.list.rows()[-1].asked.emit("withdraw")
    assert _rules(page)[1] == Rule.CAPACITY


def test_a_calm_office_is_told_so(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _page(qtbot, desk)
    assert not page._nothing.isVisible()
    desk.undo()  # the visit was never made
    assert page._nothing.isVisible()
    assert not page._filters.isVisible()
    assert page._count.text() == ""


def test_opening_leads_to_the_item(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    page = _page(qtbot, desk)
    asked: list[tuple[str, ...]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.part_asked.connect(lambda part: asked.append((part,)))
    page.list.rows()[0].asked.emit("open")
    assert asked == [("delegation", visit.trip), (visit.talk,)]
