"""What is typed: stored after two seconds as one action, in the draft file before, put back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import Person, Task
from desktop.domain.text import Trilingual
from desktop.errors import Problem
from desktop.settings import Settings
from desktop.store import delegations, records
from desktop.store.drafts import Draft, DraftFile, draft_path
from desktop.store.office import OfficeFile
from desktop.store.tree import classes
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.drafts_dialog import DraftsDialog
from desktop.ui.editors.record import RecordEditor
from desktop.ui.forms import DateField, Field, Form, TextLine
from desktop.ui.programme.quick_line import QuickLine
from desktop.ui.programme.table_model import Column
from desktop.ui.programme.table_view import ProgrammeTable
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button
from desktop.ui.window import MainWindow
from tests.conftest import NOW
from tests.ui.sweep import child, line, press, type_text

KINDS = contents.editors()
Open = Callable[[], MainWindow]


@pytest.fixture
def person(office: OfficeFile) -> str:
    """A person in the office file."""
    with office.writing("create") as session:
        return records.add(session, Person(family="Prøvesen", given="Ida")).id


@pytest.fixture
def start(
    qtbot: QtBot,
    qapp: QApplication,
    office: OfficeFile,
    clock: Callable[[], datetime],
) -> Iterator[Open]:
    """Show the window on the office file, as after a start."""
    opened: list[MainWindow] = []

    def begin() -> MainWindow:
        if opened:
            _end(opened.pop())
        desk = Desk(office, Settings(), clock)
        desk.watch.stop()
        window = MainWindow(desk, contents.pages(), KINDS, switch=LanguageSwitch(qapp))
        opened.append(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield begin
    for window in opened:
        _end(window)


def _end(window: MainWindow) -> None:
    """Let the program end without a word, as it does when it is killed."""
    if not window.desk.drafts._closed:
        window.desk.drafts._held = True
        window.desk.close()
    for form in window.findChildren(Form):
        form.blockSignals(True)  # hiding would take what is typed
    window.hide()
    window.deleteLater()


def _left(office: OfficeFile) -> list[Draft]:
    return DraftFile(office.path, office.key).read()


def _field(window: MainWindow, name: str) -> Field:
    editor = window.current_page()
    assert isinstance(editor, RecordEditor)
    return editor.form.field(name)


def _typed(window: MainWindow, person: str, text: str, name: str = "given") -> Field:
    """Type a text over what stands in a field of a person, and go on sitting there."""
    page = window.current_page()
    if page is None or page.record() != person:
        window.desk.open("person", person)
    field = _field(window, name)
    field.control().setFocus()
    line(field).selectAll()
    type_text(field.control(), text)
    return field


def _given(office: OfficeFile, person: str) -> str:
    with office.reading() as session:
        return records.get(session, Person, person).given


def test_what_is_typed_is_in_the_draft_file_until_it_is_stored(
    start: Open, office: OfficeFile, person: str, qtbot: QtBot
) -> None:
    window = start()
    field = _typed(window, person, "Mai")
    qtbot.waitUntil(draft_path(office.path).exists)
    assert _given(office, person) == "Ida"
    [draft] = _left(office)
    assert (draft.kind, draft.entity_id, draft.field) == ("person", person, "given")
    assert (draft.label, draft.texts) == (field.label(), {"0": "Mai"})
    window.desk.drafts._store()
    assert _given(office, person) == "Mai"
    qtbot.waitUntil(lambda: not draft_path(office.path).exists())
    assert line(field).text() == "Mai"
    assert line(field).hasFocus()


def test_a_stay_in_a_field_is_one_action_however_often_it_was_stored(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = start()
    field = _typed(window, person, "M")
    for text in ("Ma", "Mai", "Maiken"):
        assert _typed(window, person, text) is field
        window.desk.drafts._store()
        assert _given(office, person) == text
    type_text(field.control(), " L")
    field.control().clearFocus()
    assert _given(office, person) == "Maiken L"
    office.undo()
    assert _given(office, person) == "Ida"
    office.redo()
    # The next stay is another action.
    _typed(window, person, "Bo")
    window.desk.drafts._store()
    office.undo()
    assert _given(office, person) == "Maiken L"


def test_two_fields_are_two_actions(start: Open, office: OfficeFile, person: str) -> None:
    window = start()
    _typed(window, person, "Mai")
    window.desk.drafts._store()
    _typed(window, person, "Eksempel", "family")
    window.desk.drafts._store()
    office.undo()
    with office.reading() as session:
        found = records.get(session, Person, person)
        assert (found.given, found.family) == ("Mai", "Prøvesen")


def test_a_new_record_is_begun_by_a_pause_and_undone_as_a_whole(
    start: Open, office: OfficeFile
) -> None:
    window = start()
    window.desk.open("person", "")
    field = _field(window, "given")
    type_text(field.control(), "Ny ")
    window.desk.drafts._store()
    type_text(field.control(), "Person")
    window.desk.drafts._store()
    page = window.current_page()
    assert page is not None
    assert _given(office, page.record()) == "Ny Person"
    assert line(field).text() == "Ny Person"


def test_a_refusal_waits_until_the_field_is_left(
    start: Open, office: OfficeFile, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = start()
    field = _typed(window, person, "Mai")

    def refuse(*_args: object, **_values: object) -> None:
        raise Problem("undo_conflict", kind="person", field="given")

    with monkeypatch.context() as patch:
        patch.setattr(records, "update", refuse)
        window.desk.drafts._store()
        assert window.bar.text() == ""
        assert line(field).text() == "Mai"
        window.desk.drafts._thread.submit(lambda: None).result()
        assert [one.texts for one in _left(office)] == [{"0": "Mai"}]
        field.commit()
        assert window.bar.text() != ""


def test_esc_takes_the_draft_away(start: Open, office: OfficeFile, person: str) -> None:
    window = start()
    field = _typed(window, person, "Mai")
    window.desk.drafts._write()
    press(field.control(), Qt.Key.Key_Escape)
    window.desk.drafts._thread.submit(lambda: None).result()
    assert _left(office) == []
    assert _given(office, person) == "Ida"


def test_nothing_is_kept_of_what_was_typed_about_the_erased(
    start: Open, office: OfficeFile, person: str, qtbot: QtBot
) -> None:
    window = start()
    _typed(window, person, "Mai")
    qtbot.waitUntil(draft_path(office.path).exists)
    window.desk.drafts.drop([person])
    qtbot.waitUntil(lambda: not draft_path(office.path).exists())
    _end(window)
    assert _left(office) == []


def test_closing_leaves_nothing_behind(start: Open, office: OfficeFile, person: str) -> None:
    window = start()
    _typed(window, person, "Mai")
    window.desk.drafts._write()
    window.close()
    window.desk.close()
    assert not draft_path(office.path).exists()
    assert _given(office, person) == "Mai"


# -- at the next start


def _crash(start: Open, person: str, text: str, name: str = "given") -> MainWindow:
    """Type, let the program end in the middle of it, and start it again."""
    window = start()
    _typed(window, person, text, name)
    window.desk.drafts._write()
    return start()


def test_what_can_be_read_is_stored_and_can_be_undone(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = _crash(start, person, "Mai")
    assert _given(office, person) == "Ida"
    window.desk.drafts.put_back(KINDS, window)
    assert _given(office, person) == "Mai"
    assert window.bar.text() == "What you had typed and was not stored yet has been put back."
    assert child(window.bar, Button).isVisible()
    assert line(_field(window, "given")).text() == "Mai"
    window.desk.undo()
    assert _given(office, person) == "Ida"
    window.desk.close()
    assert not draft_path(office.path).exists()


def test_what_cannot_be_read_stands_in_its_field_again(
    start: Open, office: OfficeFile, person: str, qtbot: QtBot
) -> None:
    with office.writing("create") as session:
        trip = delegations.create(session, NOW.date())
    window = start()
    window.desk.open("delegation", trip.id)
    name = _name_of_date(window)
    date = _field(window, name)
    date.control().setFocus()
    type_text(date.control(), "31 Foo")
    window.desk.drafts._write()
    again = start()
    again.desk.drafts.put_back(KINDS, again)
    shown = _field(again, name)
    assert line(shown).text() == "31 Foo"
    assert line(shown).hasFocus()
    assert again.bar.text() == "What you had typed and was not stored yet has been put back."
    assert not line(shown).property("problem")
    again.desk.drafts._thread.submit(lambda: None).result()
    assert [one.texts for one in _left(office)] == [{"0": "31 Foo"}]


def test_the_same_typed_once_more_is_kept_once(
    start: Open, office: OfficeFile, person: str
) -> None:
    with office.writing("create") as session:
        trip = delegations.create(session, NOW.date())
    for text, kept in (("31 Foo", 1), ("31 Foo", 1), ("32 Foo", 2)):
        window = start()
        window.desk.open("delegation", trip.id)
        date = _field(window, _name_of_date(window)).control()
        date.setFocus()
        type_text(date, text)
        window.desk.drafts.hold()
        assert len(_left(office)) == kept
        window.desk.close()


def _editor(window: MainWindow) -> RecordEditor:
    page = window.current_page()
    assert isinstance(page, RecordEditor)
    return page


def _name_of_date(window: MainWindow) -> str:
    form = _editor(window).form
    return next(name for name in form.names() if isinstance(form.field(name), DateField))


def test_a_new_record_is_begun_again(start: Open, office: OfficeFile) -> None:
    window = start()
    window.desk.open("person", "")
    type_text(_field(window, "given").control(), "Ny")
    window.desk.drafts._write()
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    assert line(_field(window, "given")).text() == "Ny"
    window.desk.drafts._store()
    page = window.current_page()
    assert page is not None
    assert _given(office, page.record()) == "Ny"


def test_what_was_stored_just_before_the_end_is_not_put_back_again(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = _crash(start, person, "Mai")
    _store(office, person, given="Mai")
    units = office.undo_label()
    window.desk.drafts.put_back(KINDS, window)
    assert window.bar.text() == ""
    assert office.undo_label() == units
    window.desk.drafts._thread.submit(lambda: None).result()
    assert not draft_path(office.path).exists()


def _store(office: OfficeFile, person: str, **values: object) -> None:
    with office.writing("edit", kind="person", name="") as session:
        records.update(session, Person, person, **values)


def _offered(window: MainWindow) -> DraftsDialog:
    return child(window, DraftsDialog)


def _press(dialog: DraftsDialog, text: str) -> None:
    next(one for one in dialog.findChildren(Button) if one.text() == text).click()


def test_what_has_changed_since_is_offered_and_not_overwritten(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = _crash(start, person, "Mai")
    _store(office, person, given="Bo")
    window.desk.drafts.put_back(KINDS, window)
    assert _given(office, person) == "Bo"
    dialog = _offered(window)
    _press(dialog, "Copy")
    assert QApplication.clipboard().text() == "Mai"
    _press(dialog, "Decide later")
    window.desk.drafts._thread.submit(lambda: None).result()
    assert [one.texts for one in _left(office)] == [{"0": "Mai"}]
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    _press(_offered(window), "Put it there anyway")
    assert line(_field(window, "given")).text() == "Mai"
    window.desk.drafts._store()
    assert _given(office, person) == "Mai"
    window.desk.drafts._thread.submit(lambda: None).result()
    assert not draft_path(office.path).exists()


def test_what_is_gone_is_offered_and_can_be_discarded(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = _crash(start, person, "Mai")
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Person, person))
    window.desk.drafts.put_back(KINDS, window)
    _press(_offered(window), "Discard")
    window.desk.drafts._thread.submit(lambda: None).result()
    assert not draft_path(office.path).exists()


def test_the_draft_of_another_office_is_ignored(
    start: Open, office: OfficeFile, person: str
) -> None:
    window = start()
    _typed(window, person, "Mai")
    window.desk.drafts._write()
    window.desk.drafts._thread.submit(lambda: None).result()
    [draft] = _left(office)
    foreign = [
        replace(draft, entity_id="elsewhere"),
        replace(draft, kind="nonsense", entity_id=""),
        replace(draft, kind="preview", entity_id=""),
    ]
    window.desk.drafts._file.want(foreign)
    window.desk.drafts._file.settle()
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    assert window.bar.text() == ""
    assert not window.findChildren(DraftsDialog)
    window.desk.close()
    assert not draft_path(office.path).exists()


@pytest.mark.parametrize("kind", ["task", "item"])
def test_the_parts_of_a_record_are_found(start: Open, office: OfficeFile, kind: str) -> None:
    with office.writing("create") as session:
        trip = delegations.create(session, NOW.date())
        item = delegations.add_item(session, delegation_id=trip.id, title=Trilingual(en="Visit"))
        task = records.add(session, Task(delegation_id=trip.id, title=Trilingual(en="Letters")))
    name, part = {"task": ("note", task.id), "item": ("title", item.id)}[kind]
    before = {"note": "''", "title": repr(Trilingual(en="Visit"))}[name]
    after = {"note": "'typed'", "title": repr(Trilingual(en="typed"))}[name]
    texts = {"0": "typed", "en": "typed"}
    file = DraftFile(office.path, None)
    file.want([Draft(kind, part, name, "Note", texts, before, after)])
    file.settle()
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    assert not window.findChildren(DraftsDialog)
    with office.reading() as session:
        stored = session.get(classes()[kind], part)
    assert repr(getattr(stored, name)) == after


def test_what_is_held_comes_back_after_the_file_was_locked(
    start: Open, office: OfficeFile, person: str
) -> None:
    with office.writing("create") as session:
        trip = delegations.create(session, NOW.date())
    window = start()
    window.desk.open("delegation", trip.id)
    editor, name = _editor(window), _name_of_date(window)
    editor.form.field(name).control().setFocus()
    type_text(editor.form.field(name).control(), "31 Foo")
    assert not editor.leave()
    window.desk.drafts.hold()
    assert window.close()  # nothing is asked: nothing is lost
    window.desk.close()
    assert [one.texts for one in _left(office)] == [{"0": "31 Foo"}]
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    assert line(_field(window, name)).text() == "31 Foo"


def test_a_foreign_file_is_no_trouble_at_the_start(start: Open, office: OfficeFile) -> None:
    draft_path(office.path).write_bytes(b"\0 nonsense")
    window = start()
    window.desk.drafts.put_back(KINDS, window)
    assert window.bar.text() == ""
    assert not draft_path(office.path).exists()


def _trip(office: OfficeFile) -> tuple[str, str]:
    """A delegation with one item; gives the ids of the two."""
    with office.writing("create") as session:
        trip = delegations.create(session, NOW.date())
        item = delegations.add_item(session, delegation_id=trip.id, title=Trilingual(en="Visit"))
    return trip.id, item.id


def test_what_is_typed_into_a_cell_is_kept_for_the_field_of_the_item(
    start: Open, office: OfficeFile
) -> None:
    trip, item = _trip(office)
    window = start()
    window.desk.settings.programme_view = "table"
    window.desk.open("delegation", trip, item)
    table = child(window, ProgrammeTable)
    model = table.programme_model()
    table.edit(model.index(model.row_of(item), Column.TITLE))
    cell = next(one for one in table.findChildren(TextLine) if one.isVisible())
    cell.selectAll()
    type_text(cell, "Tour")
    window.desk.drafts._write()
    window.desk.drafts._thread.submit(lambda: None).result()
    [draft] = _left(office)
    assert (draft.kind, draft.entity_id, draft.field) == ("item", item, "title")
    assert (draft.texts, draft.after) == ({"en": "Tour"}, repr(Trilingual(en="Tour")))
    assert draft.before == repr(Trilingual(en="Visit"))
    press(cell, Qt.Key.Key_Escape)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.desk.drafts._thread.submit(lambda: None).result()
    assert _left(office) == []


def test_the_quick_line_is_kept_until_return(start: Open, office: OfficeFile) -> None:
    trip, item = _trip(office)
    window = start()
    window.desk.open("delegation", trip, item)
    quick = child(window, QuickLine)
    type_text(quick.line, "10-11 Lunch")
    assert office.run is None  # what is done while it waits is not one action
    window.desk.drafts._write()
    window.desk.drafts._thread.submit(lambda: None).result()
    assert [(one.kind, one.texts) for one in _left(office)] == [
        ("delegation", {"0": "10-11 Lunch"})
    ]
    quick.line.clear()  # as when the item was made
    window.desk.drafts._thread.submit(lambda: None).result()
    assert _left(office) == []
