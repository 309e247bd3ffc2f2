"""`kakehashi calendar --mails`: drafts of all people of a record, and what is said of them."""

from email import policy
from email.parser import BytesParser
from pathlib import Path

import pytest

from desktop.__main__ import main
from tests.cli.conftest import Run


def test_every_person_of_a_record_gets_a_draft(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "mails"
    where = ("--data", str(tmp_path / "data"), "--office", str(demo))
    assert main([*where, "calendar", "--mails", "EXC-2027-001", str(out)]) == 0
    assert "No e-mail address: Freja Demobæk, SHIDA Ryoko." in capsys.readouterr().err
    assert len(list(out.glob("EXC-2027-001 *.eml"))) == 2
    for path in out.iterdir():
        mail = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        assert [part.get_content_type() for part in mail.iter_attachments()] == [
            "application/pdf",
            "text/calendar",
        ]
        body = mail.get_body(("plain",))
        assert body is not None
        # Whoever has no office of their own writes for the first of the file.
        assert "Embassy" in body.get_content().split("Kind regards,")[1]


def test_an_edition_that_was_never_issued_is_refused(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "mails"
    told = run("calendar", "--mails", "EXC-2027-001", "--since", "7", out, code=1)
    assert "EXC-2027-001 has no edition 7." in told
    assert not out.exists()
