"""The one import of the database driver, so that the library that encrypts is the one that answers.

Where another SQLite is already in the process (GTK brings one, `LD_PRELOAD` may), the driver's
calls would go to it on Linux, and everything would be written in clear without any error:
RTLD_DEEPBIND lets the driver find its own functions first (sqlcipher/sqlcipher#385).
"""

import os
import sys

_flags = 0
if sys.platform == "linux":
    _flags = sys.getdlopenflags()
    sys.setdlopenflags(os.RTLD_NOW | getattr(os, "RTLD_DEEPBIND", 0))
try:
    import sqlcipher3.dbapi2 as sqlite
finally:
    if sys.platform == "linux":
        sys.setdlopenflags(_flags)

__all__ = ["sqlite"]
