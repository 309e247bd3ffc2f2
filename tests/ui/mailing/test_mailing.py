"""A file for each member: who gets which, in a folder or a zip, and what the window says of it."""

import zipfile
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from threading import Event

import pytest
from icalendar import Calendar
from pytestqt.qtbot import QtBot

from desktop.domain import Item, Person
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.files import Part, write_parts
from desktop.store import editions, interchange, lists, loading, records
from desktop.store.sent import sent
from desktop.ui.desk import Desk
from desktop.ui.mailing import dialog as module
from desktop.ui.mailing.dialog import MailingDialog
from desktop.ui.widgets import Button
from tests.ui.sweep import type_text


@pytest.fixture
def demo(desk: Desk) -> Desk:
    """The desk of the demo office, where one member has neither language nor address."""
    interchange.import_demo(desk.office)
    desk.settings.officer = "Mette Demosen"

    def known(family: str, **values: str) -> None:
        def work(session: object) -> None:
            person = session.query(Person).filter_by(family=family).one()  # type: ignore[attr-defined]
            records.update(session, Person, person.id, **values)  # type: ignore[arg-type]

        desk.do("person.edit", work)

    known("Prøvesen", languages="da en", email="mette@example.dk")
    known("Øvebjerg", languages="fr, ja")
    known("Dummysen", languages="", email="")
    return desk


@pytest.fixture
def visit(demo: Desk) -> str:
    """The demo's first delegation."""
    return demo.read(lists.delegations)[0].id


@pytest.fixture
def dialog(qtbot: QtBot, demo: Desk, visit: str) -> MailingDialog:
    """The question, as it is asked first."""
    made = MailingDialog(demo, "delegation", visit)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def told(demo: Desk) -> list[str]:
    """What the bar of the window said."""
    heard: list[str] = []
    demo.noticed.connect(lambda text, _undo: heard.append(text()))
    return heard


def _person(dialog: MailingDialog, family: str) -> str:
    return next(one.id for one in dialog.people.readers if one.person.family == family)


def _save(qtbot: QtBot, dialog: MailingDialog, path: Path) -> None:
    with qtbot.waitSignal(dialog.finished):
        dialog.save_to(path)


def _mail(path: Path) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_everybody_gets_a_calendar_in_their_language(
    qtbot: QtBot, demo: Desk, visit: str, dialog: MailingDialog, told: list[str], tmp_path: Path
) -> None:
    languages = {one.person.family: one.language for one in dialog.people.readers}
    assert languages["Prøvesen"] == "da"
    assert languages["Øvebjerg"] == "ja"
    assert languages["Dummysen"] == "en"
    _save(qtbot, dialog, tmp_path)
    made = sorted(path.name for path in tmp_path.glob("DEL*"))
    assert len(made) == 12
    assert "DEL-2027-001 Mette Prøvesen.ics" in made
    content = (tmp_path / "DEL-2027-001 Mette Prøvesen.ics").read_bytes()
    assert b"LANGUAGE=da" in content
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 36
    assert told[-1].startswith("12 calendars saved in ")
    assert len(demo.read(lambda s: sent(s, [visit]))) > 40


def test_one_language_for_all_and_only_some_of_them_in_a_zip(
    qtbot: QtBot, dialog: MailingDialog, tmp_path: Path
) -> None:
    dialog.people.choose([_person(dialog, "Prøvesen"), _person(dialog, "Øvebjerg")])
    dialog.choose(into="zip", language="en")
    _save(qtbot, dialog, tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert sorted(archive.namelist()) == [
            "DEL-2027-001 Liv Øvebjerg.ics",
            "DEL-2027-001 Mette Prøvesen.ics",
        ]
        assert b"NAME;LANGUAGE=en" in archive.read("DEL-2027-001 Liv Øvebjerg.ics")


def test_mail_drafts_are_ready_to_be_sent(
    qtbot: QtBot, dialog: MailingDialog, told: list[str], tmp_path: Path
) -> None:
    dialog.people.choose([_person(dialog, "Prøvesen"), _person(dialog, "Dummysen")])
    dialog.people.use_language("en")
    dialog.choose(what="mails")
    dialog.wording.words.load({"en": "Here it is."})
    dialog.wording.changed.emit()
    dialog.wording.person.set_value(_person(dialog, "Prøvesen"))
    dialog.wording.changed.emit()
    shown = dialog.wording.text()
    assert shown.startswith("Dear Dr Mette Prøvesen,\n\nHere it is.\n")
    _save(qtbot, dialog, tmp_path)
    mail = _mail(tmp_path / "DEL-2027-001 Mette Prøvesen.eml")
    assert _text(mail) == shown
    assert mail["To"].addresses[0].addr_spec == "mette@example.dk"
    paper, calendar = mail.iter_attachments()
    assert bytes(paper.get_content()).startswith(b"%PDF")
    assert calendar.get_filename() == "DEL-2027-001 Mette Prøvesen.ics"
    assert _mail(tmp_path / "DEL-2027-001 Emil Dummysen.eml")["To"] is None
    assert "No e-mail address: Emil Dummysen." in told[-1]


def test_the_mail_tells_what_changed_since_an_edition(
    qtbot: QtBot, demo: Desk, visit: str, tmp_path: Path
) -> None:
    now = demo.clock()
    demo.do(
        "edition.issue",
        lambda s: editions.issue(
            s,
            editions.prepare(s, "delegation", visit, draft=False),
            [],
            on=now.date(),
        ),
        number=3,
    )
    items = demo.read(lambda s: loading.delegation(s, visit)).items
    moved = next(item for item in items if "Courtesy call" in item.title.en)
    later = moved.start.time.replace(minute=moved.start.time.minute + 5)  # type: ignore[union-attr]
    start = Moment(moved.start.date, later, moved.start.zone)
    demo.do("item.move", lambda s: records.update(s, Item, moved.id, start=start))
    dialog = MailingDialog(demo, "delegation", visit)
    qtbot.addWidget(dialog)
    issued = demo.read(lambda s: editions.editions(s, visit))[0]
    dialog.people.choose([_person(dialog, "Dummysen")])
    dialog.choose(what="mails", since=issued.id)
    dialog.wording.person.set_value(_person(dialog, "Dummysen"))
    dialog.wording.changed.emit()
    assert "What has changed for you since edition 3:" in dialog.wording.text()
    assert "Courtesy call" in dialog.wording.text()


def test_files_that_are_there_are_replaced_only_if_the_officer_says_so(
    qtbot: QtBot, dialog: MailingDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "DEL-2027-001 Mette Prøvesen.ics"
    kept.write_bytes(b"mine")
    asked: list[list[str]] = []
    answers = iter((False, True))

    def answer(_parent: object, there: list[str]) -> bool:
        asked.append(there)
        return next(answers)

    monkeypatch.setattr(module, "may_replace", answer)
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert [path.name for path in tmp_path.glob("DEL*")] == [kept.name]
    assert kept.read_bytes() == b"mine"
    _save(qtbot, dialog, tmp_path)
    assert asked == [[kept.name]] * 2
    assert kept.read_bytes() != b"mine"


def test_cancelling_leaves_nothing_behind(
    qtbot: QtBot, demo: Desk, visit: str, dialog: MailingDialog, tmp_path: Path
) -> None:
    dialog.choose(what="mails")
    steps: list[int] = []
    dialog._stepped.connect(lambda done, _person: steps.append(done))
    dialog.save_to(tmp_path)
    qtbot.waitUntil(lambda: bool(steps))
    dialog.reject()
    demo.background.stop()
    assert len(steps) < 12
    assert list(tmp_path.glob("DEL*")) == []
    assert demo.read(lambda s: sent(s, [visit])) == {}


def test_what_is_being_saved_is_remembered_whatever_key_is_pressed(
    qtbot: QtBot,
    demo: Desk,
    visit: str,
    dialog: MailingDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, go_on = Event(), Event()

    def slow(folder: Path, parts: list[Part]) -> None:
        begun.set()
        go_on.wait()
        write_parts(folder, parts)

    monkeypatch.setattr(module, "write_parts", slow)
    dialog.show()
    dialog.save_to(tmp_path)
    qtbot.waitUntil(begun.is_set)
    dialog.reject()
    stays, stops = dialog.isVisible(), dialog._busy.findChildren(Button)
    go_on.set()
    assert stays
    assert all(button.isHidden() for button in stops)
    qtbot.waitUntil(dialog.isHidden)
    assert len(list(tmp_path.glob("DEL*"))) == 12
    assert demo.read(lambda s: sent(s, [visit])) != {}


def test_what_the_file_does_not_take_is_told(
    qtbot: QtBot,
    demo: Desk,
    dialog: MailingDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_arguments: object) -> None:
        raise Problem("file_full", path="office.kakehashi")

    monkeypatch.setattr(module, "remember", refuse)
    dialog.show()
    dialog.save_to(tmp_path)
    qtbot.waitUntil(dialog._said.isVisible)
    assert "full" in dialog._said.text()
    assert dialog.isVisible()


def test_with_nobody_ticked_there_is_nothing_to_save(dialog: MailingDialog, tmp_path: Path) -> None:
    dialog.people.choose(())
    assert not dialog._save.isEnabled()
    dialog.save_to(tmp_path)
    assert not dialog._is_busy()


def test_a_stay_is_for_guest_and_host(qtbot: QtBot, demo: Desk, tmp_path: Path) -> None:
    stay = next(row for row in demo.read(lists.exchanges) if row.reference == "EXC-2027-001")
    dialog = MailingDialog(demo, "exchange", stay.id)
    qtbot.addWidget(dialog)
    dialog.choose(what="mails")
    _save(qtbot, dialog, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("EXC*")) == [
        "EXC-2027-001 Freja Demobæk.eml",
        "EXC-2027-001 SHIDA Ryoko.eml",
    ]


def test_words_typed_before_a_lock_stand_there_again(
    qtbot: QtBot, demo: Desk, visit: str, dialog: MailingDialog
) -> None:
    dialog.choose(what="mails")
    usual = dialog.wording.opened()
    dialog.wording.words.focus("da")
    type_text(dialog.wording.words.field("da").control(), "Vi glæder os. ")
    demo.drafts.keep_boxes()
    dialog.reject()
    again = MailingDialog(demo, "delegation", visit)
    qtbot.addWidget(again)
    assert again.order().mails, "the words are seen"
    assert "Vi glæder os." in again.wording.opened()["da"]
    assert again.wording.opened()["ja"] == usual["ja"]
    again.reject()
    other = MailingDialog(demo, "delegation", visit)
    qtbot.addWidget(other)
    assert other.wording.opened() == usual
    assert not other.order().mails
