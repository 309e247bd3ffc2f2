"""Invitations on the screen and in the folder: who is asked, who is not, and by whom."""

from datetime import date, time
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from icalendar import Calendar
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Item, ItemPerson, Member, Moment, Person
from desktop.errors import Problem
from desktop.store import interchange, lists, loading, records
from desktop.store.sent import handed_to, invited_to, sent
from desktop.ui.desk import Desk
from desktop.ui.mailing import invitations
from desktop.ui.mailing.invitations import InvitationDialog


def _edit(desk: Desk, cls: type[Item | Person], record: str, **values: object) -> None:
    desk.do("edit", lambda session: records.update(session, cls, record, **values))


def _forget_addresses(desk: Desk) -> None:
    def work(session: Session) -> None:
        for one in session.query(Person).filter(Person.email != "").all():
            records.update(session, Person, one.id, email="")

    desk.do("edit", work)


@pytest.fixture
def visit(desk: Desk) -> str:
    """The demo's first delegation, two of whose members have an address, and nobody else."""
    interchange.import_demo(desk.office)
    _forget_addresses(desk)
    found = desk.read(lists.delegations)[0].id
    members = desk.read(lambda s: loading.delegation(s, found)).ordered_members()
    for number, member in enumerate(members[:2]):
        _edit(desk, Person, member.person_id, email=f"guest{number}@example.org")
    return found


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, visit: str) -> InvitationDialog:
    """The question about that visit, with somebody who invites."""
    desk.settings.officer, desk.settings.organizer_email = "Mette", "office@example.org"
    made = InvitationDialog(desk, "delegation", visit)
    qtbot.addWidget(made)
    return made


def _text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


def _for_everyone(desk: Desk, dialog: InvitationDialog) -> str:
    """The first item that the guests take part in with all members, and not by name as well."""

    def work(session: Session) -> str:
        guests = select(Person.id).where(Person.email != "")
        by_name = select(ItemPerson.item_id).where(ItemPerson.person_id.in_(guests))
        named = set(session.scalars(by_name))
        items = (session.get(Item, key) for key in dialog._events if key in dialog.chosen())
        return next(one.id for one in items if one and one.everyone and one.id not in named)

    return desk.read(work)


def _save(qtbot: QtBot, dialog: InvitationDialog, folder: Path) -> None:
    with qtbot.waitSignal(dialog.finished):
        dialog.save_to(folder)


def test_each_is_one_event_and_a_draft_to_its_guests(
    qtbot: QtBot, desk: Desk, visit: str, dialog: InvitationDialog, tmp_path: Path
) -> None:
    chosen = set(list(dialog.chosen())[:2])
    dialog.choose(chosen)
    _save(qtbot, dialog, tmp_path)
    events = [Calendar.from_ical(path.read_bytes()) for path in sorted(tmp_path.glob("*.ics"))]
    assert {str(one.walk("VEVENT")[0]["UID"]) for one in events} == chosen
    assert {str(one["METHOD"]) for one in events} == {"REQUEST"}
    assert {str(one.walk("VEVENT")[0]["ORGANIZER"]) for one in events} == {
        "mailto:office@example.org"
    }
    for path in tmp_path.glob("*.eml"):
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert mail["From"].addresses[0].addr_spec == "office@example.org"
        guests = {one.addr_spec for one in mail["To"].addresses}
        assert guests <= {"guest0@example.org", "guest1@example.org"}
        assert guests
        asked = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        assert asked["Content-Type"].params["method"] == "REQUEST"
        event = path.with_suffix(".ics").read_bytes()
        assert asked.get_payload(decode=True) == event
    known = desk.read(lambda s: sent(s, [visit])).keys()
    facts = {
        fact(who, uid)
        for uid in chosen
        for who in dialog._events[uid].people
        for fact in (handed_to, invited_to)
    }
    assert known == chosen | facts


def test_nobody_is_forgotten_without_being_named(dialog: InvitationDialog) -> None:
    assert "No e-mail address, so not invited:" in dialog._without.text()
    assert "Emil Dummysen" in dialog._without.text()


def test_without_an_address_for_answers_nothing_is_saved(
    dialog: InvitationDialog, tmp_path: Path
) -> None:
    dialog.form.load({"email": "the office"})
    dialog.save_to(tmp_path)
    assert list(tmp_path.glob("*.ics")) == []
    assert dialog._save.isEnabled()  # nothing is being made, the officer may mend it


def test_what_is_called_off_is_only_told_to_those_who_were_asked(
    qtbot: QtBot, desk: Desk, visit: str, dialog: InvitationDialog, tmp_path: Path
) -> None:
    one, other = sorted(dialog.chosen())[:2]
    dialog.choose({one})
    _save(qtbot, dialog, tmp_path)
    for uid in (one, other):
        _edit(desk, Item, uid, status="cancelled")
    again = InvitationDialog(desk, "delegation", visit)
    qtbot.addWidget(again)
    assert one in again.chosen()
    assert other not in again.chosen()
    again.choose({one})
    folder = tmp_path / "again"
    folder.mkdir()
    _save(qtbot, again, folder)
    (event,) = folder.glob("*.ics")
    assert str(Calendar.from_ical(event.read_bytes())["METHOD"]) == "CANCEL"


def test_with_no_address_at_all_it_says_where_they_stand(qtbot: QtBot, desk: Desk) -> None:
    interchange.import_demo(desk.office)
    _forget_addresses(desk)
    dialog = InvitationDialog(desk, "delegation", desk.read(lists.delegations)[0].id)
    qtbot.addWidget(dialog)
    assert dialog.chosen() == set()
    assert not dialog._save.isEnabled()
    assert "None of the guests" in dialog._without.text()


def test_what_was_deleted_after_it_was_sent_is_called_off_by_mail(
    qtbot: QtBot, desk: Desk, visit: str, dialog: InvitationDialog, tmp_path: Path
) -> None:
    uid = next(iter(dialog.chosen()))
    dialog.choose({uid})
    _save(qtbot, dialog, tmp_path)
    desk.do("delete", lambda session: records.delete(session, records.get(session, Item, uid)))
    after = InvitationDialog(desk, "delegation", visit)
    qtbot.addWidget(after)
    # It is ticked without being looked for.
    assert uid in after.chosen()
    assert "to be told" in after._guests[uid].text()
    after.choose({uid})
    second = tmp_path / "second"
    second.mkdir()
    _save(qtbot, after, second)
    (path,) = second.glob("*.eml")
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    told = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert told["Content-Type"].params["method"] == "CANCEL"
    content = path.with_suffix(".ics").read_bytes()
    assert told.get_payload(decode=True) == content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["UID"]), str(event["STATUS"])) == (uid, "CANCELLED")
    assert "will unfortunately not take place" in _text(mail)
    assert mail["To"].addresses


def test_whoever_takes_part_no_more_is_told_so_alone(
    qtbot: QtBot, desk: Desk, visit: str, dialog: InvitationDialog, tmp_path: Path
) -> None:
    uid = _for_everyone(desk, dialog)
    dialog.choose({uid})
    _save(qtbot, dialog, tmp_path)
    left = desk.read(lambda s: loading.delegation(s, visit)).ordered_members()[0]
    desk.do("delete", lambda s: records.delete(s, records.get(s, Member, left.id)))
    after = InvitationDialog(desk, "delegation", visit)
    qtbot.addWidget(after)
    (key,) = (key for key, one in after._events.items() if one.taken_off)
    # It is ticked without being looked for, and says what it is.
    assert {uid, key} <= after.chosen()
    (name,) = after._events[key].taken_off
    said = f"{name}: no longer taking part in “{after._events[uid].name}”"
    assert after._boxes[key].accessibleName().endswith(said)
    after.choose({key})
    second = tmp_path / "second"
    second.mkdir()
    _save(qtbot, after, second)
    (path,) = second.glob("*.eml")
    mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    assert [one.addr_spec for one in mail["To"].addresses] == ["guest0@example.org"]
    assert "You are no longer expected to take part in" in _text(mail)
    told = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert told["Content-Type"].params["method"] == "CANCEL"
    content = path.with_suffix(".ics").read_bytes()
    assert told.get_payload(decode=True) == content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["UID"]), str(event["ATTENDEE"])) == (uid, "mailto:guest0@example.org")
    assert "STATUS" not in event


def test_whoever_was_taken_off_what_is_over_is_not_told_by_itself(
    qtbot: QtBot, desk: Desk, visit: str, dialog: InvitationDialog, tmp_path: Path
) -> None:
    uid = _for_everyone(desk, dialog)
    dialog.choose({uid})
    _save(qtbot, dialog, tmp_path)
    _edit(desk, Item, uid, everyone=False)
    _edit(desk, Item, uid, start=Moment(date(2020, 4, 19), time(9), "Asia/Tokyo"), end=Moment())
    after = InvitationDialog(desk, "delegation", visit)
    qtbot.addWidget(after)
    (key,) = (key for key, one in after._events.items() if one.taken_off)
    assert key not in after.chosen()


def test_where_the_file_takes_nothing_no_invitation_is_handed_out(
    qtbot: QtBot, dialog: InvitationDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise Problem("file_full", path="office.kakehashi")

    monkeypatch.setattr(invitations, "remember_invited", refuse)
    dialog.show()
    dialog.save_to(tmp_path)
    qtbot.waitUntil(dialog._said.isVisible)
    assert "full" in dialog._said.text()
    assert list(tmp_path.glob("*.eml")) == []
