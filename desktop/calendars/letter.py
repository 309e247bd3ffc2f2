"""What a mail says to the one who gets a programme: in their language, politely, and briefly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.text import Trilingual
from desktop.language.names import display, with_honorific

if TYPE_CHECKING:
    from desktop.calendars.scope import Record
    from desktop.domain import Office, Person
    from desktop.domain.paper import Stand
    from desktop.language import Language
    from desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class Signature:
    """Who writes: an officer of an office, and how the office is reached."""

    officer: str = ""
    office: Trilingual = Trilingual()
    phone: str = ""
    email: str = ""


def signature(settings: Settings, office: Office | None) -> Signature:
    """Who writes: the officer, as the settings know them, for their office in the file."""
    return Signature(
        settings.organizer_name or settings.officer,
        office.name if office is not None else Trilingual(en=settings.office_name),
        office.phone if office is not None else "",
        settings.organizer_email or (office.email if office is not None else ""),
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """The subject and the text of a mail."""

    subject: str
    text: str


def subject(record: Record, stand: Stand, language: Language) -> str:
    """What a mail with the papers of a record is about."""
    title = record.title.best(language.code)
    if not title:
        return record.reference
    if stand.number > 1 and stand.draft:
        said = language.pgettext("mail", "{title} ({reference}), draft of edition {number}")
    elif stand.number and stand.draft:
        said = language.pgettext("mail", "{title} ({reference}), draft")
    elif stand.number > 1:
        said = language.pgettext("mail", "{title} ({reference}), edition {number}")
    else:
        said = language.pgettext("mail", "{title} ({reference})")
    return said.format(title=title, reference=record.reference, number=stand.number)


def opening(record: Record, stand: Stand, writer: Signature, language: Language) -> str:
    """The first paragraphs, which the officer may write anew: who writes, and what is attached."""
    title = record.title.best(language.code) or record.reference
    if stand.number > 1 and stand.draft:
        what = language.pgettext(
            "mail",
            "Please find attached the draft of edition {number} of your programme for “{title}”. "
            "It may still change.",
        )
    elif stand.number > 1:
        what = language.pgettext(
            "mail", "Please find attached edition {number} of your programme for “{title}”."
        )
    elif stand.number and stand.draft:
        what = language.pgettext(
            "mail",
            "Please find attached the draft of your programme for “{title}”. It may still change.",
        )
    else:
        what = language.pgettext("mail", "Please find attached your programme for “{title}”.")
    parts = (_introduced(writer, language), what.format(number=stand.number, title=title))
    return "\n".join(filter(None, parts))


def letter(
    record: Record,
    person: Person,
    stand: Stand,
    writer: Signature,
    language: Language,
    *,
    opened: str = "",
    changes: Sequence[str] | None = None,
    calendar: bool = True,
) -> Letter:
    """The mail to one person with the papers of a record.

    `opened` are the officer's own first words, for the usual ones. `changes` are the lines that
    tell what has changed for the person since the edition before (`stand.previous`); none of them
    is a message, too, and None says nothing. `calendar` says that a calendar file is attached.
    """
    told = [
        _greeting(person, language),
        opened.strip() or opening(record, stand, writer, language),
    ]
    if changes is not None:
        told.append(_changed(changes, stand, language))
    if calendar:
        told.append(
            language.pgettext(
                "mail",
                "Open the calendar file to have everything in your own calendar. If you have "
                "opened an earlier one, the same entries are updated; nothing appears twice.",
            )
        )
    told.append(
        language.pgettext("mail", "Please do not hesitate to write if anything is unclear.")
    )
    told.append(_signed(writer, language))
    return Letter(subject(record, stand, language), "\n\n".join(told) + "\n")


def invitation(
    title: str,
    writer: Signature,
    language: Language,
    *,
    guests: int = 1,
    called_off: bool = False,
    taken_off: bool = False,
) -> Letter:
    """The mail that brings an invitation to something, or calls it off, to so many guests.

    `taken_off` tells them that they take part no more.
    """
    if taken_off:
        about = language.pgettext("mail", "Change to your programme: {title}")
        said = language.pgettext(
            "mail",
            "You are no longer expected to take part in “{title}”. This message takes it out of "
            "your calendar.",
        )
    elif called_off:
        about = language.pgettext("mail", "Cancelled: {title}")
        said = language.pgettext(
            "mail",
            "“{title}” will unfortunately not take place. This message takes it out of your "
            "calendar.",
        )
    else:
        about = language.pgettext("mail", "Invitation: {title}")
        said = language.pgettext(
            "mail",
            "We are pleased to invite you to “{title}”. Time and place are in the invitation that "
            "comes with this message; accept it to have them in your calendar.",
        )
    opened = (_introduced(writer, language), said.format(title=title))
    told = (
        # The one mail is to all of them.
        language.pgettext("mail", "Dear all,") if guests > 1 else "",
        "\n".join(filter(None, opened)),
        _signed(writer, language),
    )
    return Letter(about.format(title=title), "\n\n".join(filter(None, told)) + "\n")


def _introduced(writer: Signature, language: Language) -> str:
    """Who writes; only Japanese letters begin with it."""
    office, officer = writer.office.best(language.code), writer.officer
    if language.code != "ja" or not (officer or office):
        return ""
    if officer and office:
        said = language.pgettext("mail", "This is {officer} of {office}.")
    else:
        said = language.pgettext("mail", "This is {writer}.")
    return said.format(officer=officer, office=office, writer=officer or office)


def _greeting(person: Person, language: Language) -> str:
    code = language.code
    own = getattr(person.honorific, code, "")
    # A Japanese letter never names anybody without one.
    honorific = own or ("様" if code == "ja" else "")
    name = with_honorific(language, person, honorific) or display(language, person)
    return language.pgettext("mail", "Dear {name},").format(name=name)


def _changed(changes: Sequence[str], stand: Stand, language: Language) -> str:
    number = stand.previous
    if not changes:
        said = language.pgettext("mail", "Nothing has changed for you since edition {number}.")
        return said.format(number=number)
    said = language.pgettext("mail", "What has changed for you since edition {number}:")
    mark = "・" if language.code == "ja" else "– "
    return "\n".join([said.format(number=number), *(f"{mark}{line}" for line in changes)])


def _signed(writer: Signature, language: Language) -> str:
    office = writer.office.best(language.code)
    phone = language.pgettext("mail", "Phone: {phone}").format(phone=writer.phone)
    return "\n".join(
        filter(
            None,
            (
                language.pgettext("mail", "Kind regards,"),
                writer.officer,
                office,
                phone if writer.phone else "",
                writer.email,
            ),
        )
    )
