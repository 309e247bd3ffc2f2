"""Why a file could not be read or written: what the system and SQLite say, in words.

Both say it in English, whatever the officer speaks; what is not known here is passed on as it is.
"""

import errno
import os
from collections.abc import Mapping

from desktop.language import N_, Language

_NO_RIGHT = N_("you have no permission for it")
_PROTECTED = N_("it is write-protected")
_IN_USE = N_("another app is using it just now")
_NOT_THERE = N_("this folder or file is not there")
_NO_ANSWER = N_("the disk does not answer; perhaps it was taken away")

_SYSTEM: Mapping[int, str] = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: _PROTECTED,
    errno.EBUSY: _IN_USE,
    errno.ENOENT: _NOT_THERE,
    errno.ENOTDIR: _NOT_THERE,
    errno.ENODEV: _NO_ANSWER,
    errno.EIO: _NO_ANSWER,
    errno.ENOSPC: N_("the disk is full"),
    errno.EFBIG: N_("it is too large for this disk"),
    errno.EEXIST: N_("a file of that name is there already"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many files are open"),
}

_SQLITE: Mapping[str, str] = {
    "attempt to write a readonly database": _PROTECTED,
    "database is locked": _IN_USE,
    "database table is locked": _IN_USE,
    "disk I/O error": _NO_ANSWER,
    "unable to open database file": _NOT_THERE,
}


def reason(text: str, language: Language) -> str:
    """What the system or SQLite gives as a reason, in a language."""
    known = {**_SQLITE, **{os.strerror(number): said for number, said in _SYSTEM.items()}}
    return language.gettext(known[text]) if text in known else text
