"""`kakehashi calendar --mails`: drafts of all people of a record, and what is said of them."""

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from tests.cli.conftest import Command


def test_every_person_of_a_record_gets_a_draft(
    kakehashi: Command, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "mails"
    done = kakehashi("calendar", "--mails", "EXC-2027-001", str(out), "--office", str(demo))
    assert done.code == 0
    assert len(list(out.glob("EXC-2027-001 *.eml"))) == 2
    assert "No e-mail address:" in done.err
    for path in out.iterdir():
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert [part.get_content_type() for part in mail.iter_attachments()] == [
            "application/pdf",
            "text/calendar",
        ]


def test_an_edition_that_was_never_issued_is_refused(
    kakehashi: Command, demo: Path, tmp_path: Path
) -> None:
    done = kakehashi(
        *("calendar", "--mails", "EXC-2027-001", "--since", "7", str(tmp_path / "mails")),
        *("--office", str(demo)),
    )
    assert done.code == 1
    assert "EXC-2027-001 has no edition 7." in done.err
    assert not (tmp_path / "mails").exists()
