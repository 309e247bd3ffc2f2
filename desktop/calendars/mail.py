"""A mail draft (RFC 5322, `.eml`) that a mail program opens ready to be read over and sent.

The same mail always gives the same bytes: a draft has neither a date nor a number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from typing import TYPE_CHECKING

from desktop.files import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

# The dot-atom of RFC 5322 §3.2.3, which is all that mail programs give their users.
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_BREAKING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TYPES = {".pdf": "application/pdf", ".ics": 'text/calendar; charset="utf-8"'}
_LONGEST_ADDRESS = 254


@dataclass(frozen=True, slots=True)
class Mail:
    """What a draft says, to whom, and the files that go with it.

    `to` holds a name and an address each; `sender` is one of them or None for whoever sends it.
    `invitation` is an iCalendar object that asks or tells the receivers (RFC 6047), with its
    METHOD.
    """

    to: tuple[tuple[str, str], ...]
    subject: str
    text: str
    files: tuple[Part, ...] = ()
    sender: tuple[str, str] | None = None
    invitation: tuple[str, bytes] | None = None


def address(written: str) -> str:
    """The one mail address of a text as it goes over the wire, or "" where there is none."""
    local, _at, domain = written.strip().removeprefix("mailto:").rpartition("@")
    try:
        # A Danish domain may be written with its letters; the wire has none of them.
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return ""
    whole = f"{local}@{domain}"
    sound = _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(domain)
    return whole if sound and len(whole) <= _LONGEST_ADDRESS else ""


def draft(mail: Mail) -> bytes:
    """The draft as a file; an address that is none is left out."""
    message = EmailMessage(policy=SMTP)
    # Outlook opens such a file to be sent; others have "Edit as new".
    message["X-Unsent"] = "1"
    if mail.sender is not None:
        message["From"] = _mailboxes([mail.sender])
    if to := _mailboxes(mail.to):
        message["To"] = to
    message["Subject"] = _line(mail.subject)
    message.set_content(_BREAKING.sub("", mail.text))
    if mail.invitation is not None:
        method, content = mail.invitation
        message.add_alternative(
            content.decode(), subtype="calendar", params={"method": method}, cte="base64"
        )
    for part in mail.files:
        _attach(message, part)
    _name_boundaries(message)
    return message.as_bytes()


def _attach(message: EmailMessage, part: Part) -> None:
    ending = part.name[part.name.rfind(".") :]
    # As bytes, also a calendar: its line ends belong to it.
    message.add_attachment(part.content, "application", "octet-stream", filename=part.name)
    attached = list(message.iter_attachments())[-1]
    attached.replace_header("Content-Type", _TYPES.get(ending, "application/octet-stream"))


def _mailboxes(people: Iterable[tuple[str, str]]) -> Sequence[Address]:
    return [
        Address(_line(name), addr_spec=known)
        for name, written in people
        if (known := address(written))
    ]


def _line(text: str) -> str:
    return " ".join(_BREAKING.sub("", text).split())


def _name_boundaries(message: EmailMessage) -> None:
    """Give the borders between parts a name of their content; the library would draw lots."""
    for depth, part in enumerate(one for one in message.walk() if one.is_multipart()):
        digest = sha256()
        for leaf in part.walk():
            if not leaf.is_multipart():
                digest.update(leaf.as_bytes())
        part.set_boundary(f"=_{depth}_{digest.hexdigest()[:32]}")
