"""Where an office file must not lie: network drives and folders that another program syncs."""

import sys
from pathlib import Path, PurePath

_SYNC_FOLDERS = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "icloud drive",
    "mobile documents",
    "com~apple~clouddocs",
    "nextcloud",
    "owncloud",
    "box sync",
    "pcloud drive",
    "syncthing",
)
_NETWORK_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "9p",
        "ncpfs",
    }
)


def unsafe_location(path: Path, mounts: str | None = None) -> str | None:
    """Why a live office file must not lie there ("network" or "sync"), or None.

    SQLite's locks do not hold over a network, and a sync program copies the file without its
    write-ahead log. `mounts` is the text of /proc/self/mounts, read when not given.
    """
    absolute = path.expanduser().absolute()
    if str(absolute).startswith(("\\\\", "//")):
        return "network"
    for part in absolute.parent.parts:
        name = part.casefold()
        if any(name == folder or name.startswith(f"{folder} ") for folder in _SYNC_FOLDERS):
            return "sync"
    return "network" if _file_system(absolute, mounts) in _NETWORK_SYSTEMS else None


def _file_system(path: PurePath, mounts: str | None) -> str:
    if mounts is None:
        if not sys.platform.startswith("linux"):
            return ""
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    best, system = "", ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        inside = str(path) == point or str(path).startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, system = point, fields[2]
    return system
