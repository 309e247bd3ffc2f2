from pathlib import Path

import pytest

from desktop.store.location import unsafe_location

MOUNTS = """\
/dev/sda1 / ext4 rw,relatime 0 0
auto.home /home/net autofs rw 0 0
server:/export /home/net nfs4 rw 0 0
//nas/share /mnt/nas cifs rw 0 0
user@host: /home/ida/remote fuse.sshfs rw 0 0
/dev/sdb1 /mnt/nas/local\\040disk ext4 rw 0 0
//nas/other /mnt/other\\040share\\0117 smb3 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
malformed
"""


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/home/ida/office.kakehashi", None),
        ("/home/net/ida/office.kakehashi", "network"),
        ("/home/network/office.kakehashi", None),
        ("/mnt/nas/office.kakehashi", "network"),
        ("/mnt/nas2/office.kakehashi", None),
        ("/mnt/nas/local disk/office.kakehashi", None),
        ("/mnt/other share\t7/office.kakehashi", "network"),
        ("/home/ida/remote/deep/er/office.kakehashi", "network"),
        ("/run/user/1000/gvfs/smb-share:server=x/office.kakehashi", "network"),
    ],
)
def test_the_longest_mount_counts(path: str, reason: str | None) -> None:
    assert unsafe_location(Path(path), MOUNTS) == reason


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "dropbox",
        "Dropbox (Example)",
        "OneDrive",
        "OneDrive - Example Agency",
        "Google Drive",
        "My Drive",
        "Library/CloudStorage/GoogleDrive-ida@example.com",
        "Library/CloudStorage/Box-Box",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "iCloudDrive",
        "Nextcloud/Office/2027",
        "ownCloud",
        "SynologyDrive",
    ],
)
def test_a_synced_folder_is_unsafe_however_deep(folder: str) -> None:
    assert unsafe_location(Path("/home/ida") / folder / "office.kakehashi", "") == "sync"
    assert unsafe_location(Path("/home/ida") / folder / "a" / "office.kakehashi", "") == "sync"


@pytest.mark.parametrize(
    "path",
    [
        "/home/ida/Dropboxes/office.kakehashi",
        "/home/ida/not dropbox/office.kakehashi",
        "/home/ida/Documents/dropbox.kakehashi",
        "/home/ida/OneDriver/office.kakehashi",
    ],
)
def test_a_name_that_only_resembles_one_is_safe(path: str) -> None:
    assert unsafe_location(Path(path), "") is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (r"\\server\share\office.kakehashi", "network"),
        ("//server/share/office.kakehashi", "network"),
        (r"\\?\UNC\server\share\office.kakehashi", "network"),
        (r"\\?\unc\server\share\office.kakehashi", "network"),
        (r"\\server@SSL\DavWWWRoot\office.kakehashi", "network"),
        (r"\\?\C:\Users\ida\office.kakehashi", None),
        (r"\\.\C:\Users\ida\office.kakehashi", None),
        (r"C:\Users\ida\office.kakehashi", None),
    ],
)
def test_windows_shares(path: str, reason: str | None) -> None:
    assert unsafe_location(Path(path), "") == reason


def test_the_mounts_of_this_machine_can_be_read(tmp_path: Path) -> None:
    assert unsafe_location(tmp_path / "office.kakehashi") is None


def test_a_machine_that_does_not_tell_its_mounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_how: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert unsafe_location(tmp_path / "office.kakehashi") is None
