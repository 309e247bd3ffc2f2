"""Files and folders that may not be written or read are told as such, and left alone."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import Problem
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, LOCK, digests, make, refused


@pytest.fixture
def plain_user() -> Iterator[Path]:
    """A folder that a user without special rights sees, as that user: root may write anywhere."""
    if not hasattr(os, "seteuid"):
        pytest.skip("rights are told otherwise on this system")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    nobody = 65534
    as_root = os.geteuid() == 0
    if as_root:
        os.chown(folder, nobody, nobody)
        os.seteuid(nobody)
    try:
        yield folder
    finally:
        if as_root:
            os.seteuid(0)
        shutil.rmtree(folder)


def test_a_write_protected_file_is_told_and_left_alone(plain_user: Path) -> None:
    path = make(plain_user / "office.kakehashi")
    path.chmod(0o444)
    assert refused(path).code == "file_unwritable"


def test_a_file_that_may_not_be_read(plain_user: Path) -> None:
    path = make(plain_user / "office.kakehashi")
    before = path.read_bytes()
    path.chmod(0)
    with pytest.raises(Problem, match="file_unreadable"):
        OfficeFile.open(path, AUTHOR)
    path.chmod(0o644)
    assert path.read_bytes() == before


def test_a_write_protected_folder_is_told_and_left_alone(plain_user: Path) -> None:
    path = make(plain_user / "office.kakehashi")
    (plain_user / LOCK).unlink()
    plain_user.chmod(0o555)
    try:
        assert refused(path).code == "file_unwritable"
        with pytest.raises(Problem, match="file_unwritable"):
            OfficeFile.create(plain_user / "new.kakehashi", AUTHOR)
        assert set(digests(plain_user)) == {"office.kakehashi"}
    finally:
        plain_user.chmod(0o755)


def test_a_folder_that_may_not_be_entered(plain_user: Path) -> None:
    path = make(plain_user / "office.kakehashi")
    plain_user.chmod(0)
    try:
        with pytest.raises(Problem, match="file_unreadable"):
            OfficeFile.open(path, AUTHOR)
        with pytest.raises(Problem, match="file_unwritable"):
            OfficeFile.create(plain_user / "new.kakehashi", AUTHOR)
    finally:
        plain_user.chmod(0o755)
