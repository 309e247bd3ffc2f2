"""Where an office file must not lie: network drives and folders that another program syncs."""

import re
import sys
from pathlib import Path, PurePath

_SYNC_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "com~apple~clouddocs",
    "cloudstorage",
    "nextcloud",
    "owncloud",
    "box sync",
    "pcloud drive",
    "pclouddrive",
    "proton drive",
    "seafile",
    "synologydrive",
    "syncthing",
)
# Some name their account too: "OneDrive - Company", "GoogleDrive-name@example.com".
_SYNCED = re.compile(f"(?:{'|'.join(map(re.escape, _SYNC_FOLDERS))})(?:[ -].*)?")
_NETWORK_SYSTEMS = frozenset(
    {
        "9p",
        "afpfs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.ceph",
        "fuse.curlftpfs",
        "fuse.glusterfs",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb3",
        "smbfs",
        "vboxsf",
        "webdav",
    }
)


def unsafe_location(path: Path, mounts: str | None = None) -> str | None:
    """Why a live office file must not lie there ("network" or "sync"), or None.

    SQLite's locks do not hold over a network, and a sync program copies the file without its
    write-ahead log. `mounts` is the text of /proc/self/mounts, read when not given.
    """
    if _is_share(str(path)):
        return "network"
    absolute = path.absolute()
    if any(_SYNCED.fullmatch(part.casefold()) for part in absolute.parent.parts):
        return "sync"
    return "network" if _file_system(absolute, mounts) in _NETWORK_SYSTEMS else None


def _is_share(path: str) -> bool:
    r"""Whether a path names a server, as `\\server\share` does and `\\?\C:\folder` does not."""
    windows = path.replace("/", "\\").casefold()
    if windows.startswith(("\\\\?\\", "\\\\.\\")):
        return windows[4:].startswith("unc\\")
    return windows.startswith("\\\\")


def _file_system(path: PurePath, mounts: str | None) -> str:
    if mounts is None:
        if not sys.platform.startswith("linux"):
            return ""
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, system = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # Spaces and the like stand there as three octal digits (getmntent(3)).
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[1])
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, system = point, fields[2]
    return system
